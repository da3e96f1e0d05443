"""Find the best chains that lead from one party down to another.

Owns what a link costs and what a chain multiplies to; the search is graph/algorithms/k_shortest_paths.py.  Parties are numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from graph.algorithms.k_shortest_paths import Edge, distances, k_shortest_paths
from graph.algorithms.traversal import walk
from graph.generation.interest_table import UNNAMED
from graph.network.as_of import AsOfView
from graph.network.stake import Stake, Step
from ontology.shares import WHOLE


@dataclass(frozen=True, slots=True)
class Path:
    """One chain, upper end first."""

    steps: tuple[Step, ...]
    least: int | None
    most: int | None
    """Product of the capital shares in share units; None where a link has no share."""


class Order(StrEnum):
    """Which chains come first: those with the largest product of shares, or those with the fewest links."""

    SHARE = "share"
    LENGTH = "length"


PARTIES: Final = 200_000
"""How many parties above the lower end are looked at before a search for chains is cut short."""


def best_paths(
    view: AsOfView, start: int, end: int, *, limit: int = 10, by: Order = Order.SHARE, parties: int = PARTIES
) -> tuple[list[Path], bool]:
    """The ``limit`` best simple chains from ``start`` down to ``end``, and whether there may be more than are listed.

    A link without a share counts as whole for the order only.  The number of chains that exist does not matter for the time it
    takes (graph/algorithms/k_shortest_paths.py).
    """
    if start == end:
        return [], False
    ancestors, cut = walk([end], view.holders_above, parties)
    known = set(ancestors)
    if start not in known:
        return [], bool(cut)
    stakes = {company: [s for s in view.stakes(company) if _leads_up(s, company) and s.holder in known] for company in ancestors}
    edges = {company: [Edge(s.holder, _cost(s, by)) for s in links] for company, links in stakes.items()}
    # Nothing leads on from the upper end: a simple chain ends there.
    edges[start] = []
    paths, more = k_shortest_paths(edges, end, start, distances(edges, start), limit)
    return [_make_path(stakes, nodes) for nodes in paths], bool(cut) or more


def _leads_up(stake: Stake, company: int) -> bool:
    return stake.holder not in (UNNAMED, company) and stake.counts


_SCALE: Final = 2**40
_LINK: Final = 2**80
"""More than the cost of any share: the fewest links win, then the largest product."""


def _cost(stake: Stake, by: Order) -> int:
    """The cost of a link: whole numbers that add along a chain as the logarithms of its shares do, so that ties are ties."""
    share = stake.capital.max if stake.capital else WHOLE
    cost = round(-math.log2(max(share, 1) / WHOLE) * _SCALE)
    return cost if by is Order.SHARE else cost + _LINK


def _make_path(stakes: Mapping[int, Sequence[Stake]], nodes: Sequence[int]) -> Path:
    """A path from its parties, lower end first."""
    steps = [Step(company, next(s for s in stakes[company] if s.holder == holder)) for company, holder in pairwise(nodes)]
    steps.reverse()
    return Path(tuple(steps), *multiply_shares(step.stake for step in steps))


def multiply_shares(stakes: Iterable[Stake]) -> tuple[int | None, int | None]:
    """The least and greatest product of capital shares, rounded outwards once at the end; None where one is unknown.

    >>> from graph.network.stake import Interval
    >>> half = Stake(1, capital=Interval(WHOLE // 2, WHOLE))
    >>> multiply_shares([half, half]) == (WHOLE // 4, WHOLE)
    True
    """
    capital = [s.capital for s in stakes]
    shares = [share for share in capital if share is not None]
    if not capital or len(shares) < len(capital):
        return None, None
    scale = WHOLE ** (len(shares) - 1)
    return math.prod(share.min for share in shares) // scale, -(-math.prod(share.max for share in shares) // scale)
