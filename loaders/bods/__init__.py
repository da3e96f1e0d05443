"""Beneficial Ownership Data Standard, versions 0.1 to 0.4 and mixtures of them.

loader     recognises a file and chooses how it is cut into records
mapper     one record: its version, its series, which kind it is, and its statements
model      the fields of a record, and its decoding
record     what all statements of one record share
sources    which source a record is of
codes      the codelists of all versions
values     single values: days, countries, addresses, notes
shares     the share of an interest
series     which statements replace which
entities   entities and persons
interests  relationships
warnings   the codes of warnings and rejects
"""

from loaders.bods.loader import BodsLoader
from loaders.bods.warnings import REJECTS, WARNINGS

__all__ = ["REJECTS", "WARNINGS", "BodsLoader"]
