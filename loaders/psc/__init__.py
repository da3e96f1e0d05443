"""The UK register of people with significant control, its stream of changes, and the register of companies (BasicCompanyData).

natures     what a nature of control means
reports     what is warned of and rejected, and what companies say in place of naming anybody
shape       the fields of a line
holders     who holds: persons, companies, governments
home        whether a holder is on the same register, and its number there
said        what the statements of one line share
controls    one line of the register as statements
companies   one row of BasicCompanyData as statements
loader      files: known by content, cut into records
"""

from loaders.psc.loader import PscLoader
from loaders.psc.warnings import REJECTS, WARNINGS

__all__ = ["REJECTS", "WARNINGS", "PscLoader"]
