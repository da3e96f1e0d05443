"""Decide which networks are worked out in fractions: a question of time only."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from graph.algorithms.scc import strongly_connected_components
from graph.ownership.shares import ShareTable, possible_holders

COMPANIES: Final = 400
"""Companies above the one asked about, up to which answers are exact."""
MEMBERS: Final = 24
"""Members of a component of companies that hold each other, up to which answers are exact."""


def fits(companies: int, largest_component: Callable[[], int]) -> bool:
    """Whether fractions are fast enough for so many companies, and so many members of the largest component."""
    return companies <= MEMBERS or (companies <= COMPANIES and largest_component() <= MEMBERS)


def is_small(companies: Collection[int], table: ShareTable, goal: Collection[int] = ()) -> bool:
    """Whether fractions are fast enough.  Walks end at the goal, so it takes part in no component."""

    def largest_component() -> int:
        groups = strongly_connected_components({c: possible_holders(table[c]) for c in companies if c not in goal})
        return max(map(len, groups), default=0)

    return fits(len(companies), largest_component)
