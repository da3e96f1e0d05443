"""Cuts files into records: lines, rows of CSV, objects of JSON, elements of XML, runs of triples about one subject.

Owns the cutting of a stream into chunks of whole records and of a chunk into records, in memory of about one chunk, however large the
file.  Knows nothing of what a record says.  A record that is cut wrongly because the file is damaged is still returned, and its mapper
rejects it with its line: nothing of a file is dropped, and the records behind the damage are found again.

The records do not depend on the size of the chunks.
"""

from loaders.framing.elements import Elements
from loaders.framing.lines import MAX_RECORD, Lines
from loaders.framing.objects import Objects
from loaders.framing.rows import Rows
from loaders.framing.subjects import Subjects
from loaders.framing.turtle import Turtle

__all__ = ["MAX_RECORD", "Elements", "Lines", "Objects", "Rows", "Subjects", "Turtle"]
