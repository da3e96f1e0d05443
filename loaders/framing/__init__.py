"""How files fall apart into records: lines, rows of CSV, objects of JSON, elements of XML.

Owns the cutting of a stream into chunks of whole records and of a chunk into records, in memory of about the chunk's size whatever the
file's.  Knows nothing of what a record says.  A record that is cut wrongly because the file is damaged still comes out, as a frame that
its mapper refuses with its line: nothing of a file is dropped, and what follows the damage is found again.

The records do not depend on the size of the chunks.
"""

from loaders.framing.elements import Elements
from loaders.framing.lines import LONGEST, Lines
from loaders.framing.objects import Objects
from loaders.framing.rows import Rows

__all__ = ["LONGEST", "Elements", "Lines", "Objects", "Rows"]
