"""GLEIF, the register of legal entity identifiers: LEI records, relationship records and reporting exceptions.

loader              recognises a file and chooses how it is cut into records
mapper              one record, in whatever form: which of the three kinds it is, and its statements
model               the fields of the three kinds of record
decode_csv          a row of the golden copy
decode_golden_copy  nested values, which JSON has and XML is read into, as a record
decode_api          an answer of the API as a record
record              what all statements of one record share
codes               categories, types of names, relationships and exceptions
entities            level 1: who is who
interests           level 2: who consolidates whom, and why no parent is reported
warnings            the codes of warnings and rejects

What is known of a consolidating parent is accounting, never a share.
"""

from loaders.gleif.loader import GleifLoader
from loaders.gleif.warnings import REJECTS, WARNINGS

__all__ = ["REJECTS", "WARNINGS", "GleifLoader"]
