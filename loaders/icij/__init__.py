"""The Offshore Leaks database of the ICIJ.

columns     the layouts of all years under one name a column
dates       dates in many forms
words       the role in free text as interests
loader      files: known by their header, each row mapped
"""

from loaders.icij.loader import REJECTS, WARNINGS, IcijLoader

__all__ = ["REJECTS", "WARNINGS", "IcijLoader"]
