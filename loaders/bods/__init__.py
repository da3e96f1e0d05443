"""Beneficial Ownership Data Standard, versions 0.1 to 0.4 and mixtures of them.

``loader`` recognises a file and says how it falls apart; ``model`` decodes one record; ``mapper`` tells what it says, with ``parties`` and
``relationships``; ``series`` remembers which statements replace which; ``shares``, ``codes`` and ``words`` read single values.
"""

from loaders.bods.loader import BodsLoader
from loaders.bods.warnings import REJECTS, WARNINGS

__all__ = ["REJECTS", "WARNINGS", "BodsLoader"]
