"""Relations between parties, as patterns on reduced text: a pattern sees one character for each name, figure and pronoun.

Owns the order in which they are tried; each idea has its own module.  Knows no names and no offsets of the document.
"""

from __future__ import annotations

from typing import Final

from loaders.article.patterns_grammar import Pattern
from loaders.article.patterns_group import GROUP
from loaders.article.patterns_ownership import INVESTORS, OWNERSHIP
from loaders.article.patterns_ties import TIES

PATTERNS: Final[tuple[Pattern, ...]] = (*OWNERSHIP, *GROUP, *INVESTORS, *TIES)
"""In the order of reading: of two patterns that read the same pair in one sentence, the earlier is kept."""
