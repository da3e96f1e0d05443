"""Which networks are worked out in fractions: a question of time only."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple

from graph.algorithms.scc import strongly_connected_components
from graph.ownership.shares import Capital, links


class Limit(NamedTuple):
    """Companies above, and members of a component of companies that hold each other."""

    companies: int
    members: int


EXACT: Final = Limit(400, 24)
RECHECKED: Final = Limit(5_000, 80)
"""For one holder, where floats cannot tell."""


def small(companies: Collection[int], capital: Capital, goal: Collection[int] = (), limit: Limit = EXACT) -> bool:
    """Whether fractions are fast enough.  Walks end at the goal, so it takes part in no component."""
    if len(companies) > limit.companies:
        return False
    if len(companies) <= limit.members:
        return True
    groups = strongly_connected_components({c: links(capital[c]) for c in companies if c not in goal})
    return max(map(len, groups), default=0) <= limit.members
