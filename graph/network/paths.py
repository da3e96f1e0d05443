"""Chains: the derivation of a verdict as statements in reading order, and the ways that lead from one party to another.

Pure; parties and rows are numbers.  A derivation uses only parties decided earlier, so it has no cycle.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from graph.algorithms.k_shortest_paths import Edge, distances, k_shortest_paths
from graph.generation.interest_table import UNNAMED
from graph.network.as_of import AsOfView
from graph.network.stake import Stake, Step
from ontology.shares import WHOLE


@dataclass(frozen=True, slots=True)
class Path:
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
    stakes, cut = _above(view, end, parties)
    if start not in stakes:
        return [], cut
    arcs = {company: [Edge(s.holder, _cost(s, by)) for s in held] for company, held in stakes.items()}
    # Nothing leads on from the upper end: a simple chain ends there.
    arcs[start] = []
    found, more = k_shortest_paths(arcs, end, start, distances(arcs, start), limit)
    return [_path(stakes, nodes) for nodes in found], cut or more


def _above(view: AsOfView, end: int, parties: int) -> tuple[dict[int, list[Stake]], bool]:
    """Everyone above ``end`` with the stakes by which chains lead up, nearest first; and whether the search was cut short."""
    stakes: dict[int, list[Stake]] = {end: []}
    queue = [end]
    for company in queue:
        for stake in view.stakes(company):
            if stake.holder == UNNAMED or stake.holder == company or not stake.counts:
                continue
            if stake.holder not in stakes:
                if len(stakes) >= parties:
                    return _closed(stakes), True
                stakes[stake.holder] = []
                queue.append(stake.holder)
            stakes[company].append(stake)
    return stakes, False


def _closed(stakes: dict[int, list[Stake]]) -> dict[int, list[Stake]]:
    return {company: [s for s in held if s.holder in stakes] for company, held in stakes.items()}


_FINE: Final = 2**40
_LINK: Final = 2**80
"""More than the cost of any share: the fewest links win, then the largest product."""


def _cost(stake: Stake, by: Order) -> int:
    """The cost of a link: whole numbers that add along a chain as the logarithms of its shares do, so that ties are ties."""
    share = stake.capital.max if stake.capital else WHOLE
    cost = round(-math.log2(max(share, 1) / WHOLE) * _FINE)
    return cost if by is Order.SHARE else cost + _LINK


def _path(stakes: Mapping[int, Sequence[Stake]], nodes: Sequence[int]) -> Path:
    """A path from its parties, lower end first."""
    steps = [Step(company, next(s for s in stakes[company] if s.holder == holder)) for company, holder in pairwise(nodes)]
    steps.reverse()
    return Path(tuple(steps), *product(step.stake for step in steps))


def product(stakes: Iterable[Stake]) -> tuple[int | None, int | None]:
    """The least and greatest product of capital shares, rounded outwards once at the end; None where one is unknown.

    >>> from graph.network.stake import Interval
    >>> half = Stake(1, capital=Interval(WHOLE // 2, WHOLE))
    >>> product([half, half]) == (WHOLE // 4, WHOLE)
    True
    """
    shares = [s.capital for s in stakes]
    boxes = [box for box in shares if box is not None]
    if not shares or len(boxes) < len(shares):
        return None, None
    scale = WHOLE ** (len(boxes) - 1)
    return math.prod(b.min for b in boxes) // scale, -(-math.prod(b.max for b in boxes) // scale)
