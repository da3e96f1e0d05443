"""GLEIF, the register of legal entity identifiers: LEI records, relationship records and reporting exceptions.

Owns what every form of the register (XML, CSV, JSON of the golden copy, answers of the API) is read into (``shape``), and what becomes
of that (``level1``, ``level2``, ``exceptions``).  What is known of a consolidating parent is accounting, never a share.
"""

from loaders.gleif.loader import GleifLoader
from loaders.gleif.warnings import REJECTS, WARNINGS

__all__ = ["REJECTS", "WARNINGS", "GleifLoader"]
