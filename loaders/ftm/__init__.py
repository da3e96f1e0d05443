"""FollowTheMoney, the model of OpenSanctions and Aleph.

loader     recognises a file and chooses how it is cut into records
mapper     one record and the entities nested in it: what each is by its schema, and its statements
model      one record, decoded and brought to one level
record     what all statements of one record share
codes      schemas, properties and the words of roles
shares     percentages in words
entities   parties, and attributes that link them
interests  links that hold something
warnings   the codes of warnings and rejects
"""

from loaders.ftm.loader import FtmLoader
from loaders.ftm.warnings import REJECTS, WARNINGS

__all__ = ["REJECTS", "WARNINGS", "FtmLoader"]
