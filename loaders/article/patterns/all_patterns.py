"""Lists the patterns of relations between parties, in the order in which they are tried.

A pattern runs on masked text: one character for each name, quantity and pronoun.  Owns that order; the patterns are in one module an idea
(``patterns_*.py``).  Knows no names and no offsets of the document.
"""

from __future__ import annotations

from typing import Final

from loaders.article.patterns.deals import DEALS
from loaders.article.patterns.exchanges import EXCHANGES
from loaders.article.patterns.grammar import Pattern
from loaders.article.patterns.group import GROUP
from loaders.article.patterns.inverted import INVERTED
from loaders.article.patterns.investors import INVESTORS
from loaders.article.patterns.owned_by import OWNED_BY
from loaders.article.patterns.ownership import OWNERSHIP
from loaders.article.patterns.portfolios import PORTFOLIOS
from loaders.article.patterns.roles import ROLES
from loaders.article.patterns.several import SEVERAL
from loaders.article.patterns.target import TARGET
from loaders.article.patterns.ties import TIES
from loaders.article.patterns.told_deals import TOLD_DEALS
from loaders.article.patterns.vehicles import VEHICLES

PATTERNS: Final[tuple[Pattern, ...]] = (
    *VEHICLES,
    *SEVERAL,
    *TARGET,
    *EXCHANGES,
    *OWNERSHIP,
    *OWNED_BY,
    *DEALS,
    *TOLD_DEALS,
    *GROUP,
    *INVERTED,
    *INVESTORS,
    *ROLES,
    *PORTFOLIOS,
    *TIES,
)
"""In the order of reading: of two patterns that read the same pair in one sentence, the earlier is kept."""
