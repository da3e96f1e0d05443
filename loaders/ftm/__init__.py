"""FollowTheMoney, the model of OpenSanctions and Aleph.

entity      one record, its nested entities and its values
shares      percentages in words
words       roles as interests
parties     an entity as a party
links       a link as interests
loader      files: known by content, each record mapped
"""

from loaders.ftm.loader import REJECTS, WARNINGS, FtmLoader

__all__ = ["REJECTS", "WARNINGS", "FtmLoader"]
