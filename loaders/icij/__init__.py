"""The Offshore Leaks database of the ICIJ: nodes and edges as CSV.

loader     recognises a file by its header and chooses how it is cut into records
mapper     one row: node or edge, and its statements
model      the columns of every layout, and the decoding of a row
record     what all statements of one row share
codes      jurisdictions, kinds of node, and the words on an edge
dates      dates in the many forms of the leaks
entities   nodes
interests  edges
warnings   the codes of warnings and rejects

Everything here is a lead: that a name stands in a leaked file says neither that it holds still nor that it is the person one thinks of.
"""

from loaders.icij.loader import IcijLoader
from loaders.icij.warnings import REJECTS, WARNINGS

__all__ = ["REJECTS", "WARNINGS", "IcijLoader"]
