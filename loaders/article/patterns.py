"""Lists the patterns of relations between parties, in the order in which they are tried.

A pattern runs on masked text: one character for each name, quantity and pronoun.  Owns that order; the patterns are in one module an idea
(``patterns_*.py``).  Knows no names and no offsets of the document.
"""

from __future__ import annotations

from typing import Final

from loaders.article.patterns_deals import DEALS
from loaders.article.patterns_exchanges import EXCHANGES
from loaders.article.patterns_grammar import Pattern
from loaders.article.patterns_group import GROUP
from loaders.article.patterns_inverted import INVERTED
from loaders.article.patterns_investors import INVESTORS
from loaders.article.patterns_ownership import OWNERSHIP
from loaders.article.patterns_portfolios import PORTFOLIOS
from loaders.article.patterns_roles import ROLES
from loaders.article.patterns_several import SEVERAL
from loaders.article.patterns_target import TARGET
from loaders.article.patterns_ties import TIES
from loaders.article.patterns_vehicles import VEHICLES

PATTERNS: Final[tuple[Pattern, ...]] = (
    *VEHICLES,
    *SEVERAL,
    *TARGET,
    *EXCHANGES,
    *OWNERSHIP,
    *DEALS,
    *GROUP,
    *INVERTED,
    *INVESTORS,
    *ROLES,
    *PORTFOLIOS,
    *TIES,
)
"""In the order of reading: of two patterns that read the same pair in one sentence, the earlier is kept."""
