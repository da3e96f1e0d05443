"""The UK register of people with significant control: snapshots and the stream of changes; and the register of companies.

loader       recognises a file and chooses how it is cut into records
mapper       one line of the register: which kind it is, and its statements
companies    one row of BasicCompanyData, the register of companies, as a statement
model        the fields of a line, and its decoding
record       what all statements of one line share
codes        kinds of holder, natures of control, statements of companies
entities     the parties of a line: company, holder, trust or firm
identifiers  the number of a holder, where the register of it is certain
interests    the interests of a line
warnings     the codes of warnings and rejects
"""

from loaders.psc.loader import PscLoader
from loaders.psc.warnings import REJECTS, WARNINGS

__all__ = ["REJECTS", "WARNINGS", "PscLoader"]
