"""Find parties that hold each other in a circle, as strongly connected components of the stakes.

Owns which stakes count for that; the search is graph/algorithms/scc.py.  Must not know control.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from graph.algorithms.kernels import choose_kernel
from graph.algorithms.scc import label_components
from graph.network.stake_table import HAS_CAPITAL, HAS_VOTES, VOTES, StakeTable


class Cycle(NamedTuple):
    """Parties of which each reaches every other upwards; ``positions``: the stakes that they hold in each other."""

    members: tuple[int, ...]
    positions: tuple[int, ...]


def find_cycles(table: StakeTable, dimension: int = VOTES) -> list[Cycle]:
    """All components of more than one party by VOTES or CAPITAL, the largest first.  Own shares are no cycle.

    A stake counts where its greatest share is above nothing.

    >>> from graph.network.stake_table import gather
    >>> from graph.network.stake import Interval, Stake
    >>> half = Interval(1, 2)
    >>> find_cycles(gather({0: [Stake(1, votes=half)], 1: [Stake(0, votes=half), Stake(2, votes=half)], 2: []}).table)
    [Cycle(members=(0, 1), positions=(0, 1))]
    """
    arrays = table.arrays()
    keep = mark_counting(arrays, dimension)
    parties = len(arrays.indptr) - 1
    label = np.full(parties, -1, np.int32)
    search = choose_kernel(label_components, table.size)
    if search is label_components:
        labels = label.tolist()
        count = label_components(arrays.indptr.tolist(), arrays.holder.tolist(), keep.tolist(), labels)
        label = np.asarray(labels, np.int32)
    else:
        count = search(arrays.indptr, arrays.holder, keep, label)
    has_several = np.bincount(label, minlength=count) > 1
    members = np.flatnonzero(has_several[label]) if parties else label
    inside = np.flatnonzero(keep)
    inside = inside[label[arrays.holder[inside]] == label[arrays.company[inside]]]
    members_of = _group_by_label(label[members], members)
    positions_of = _group_by_label(label[arrays.company[inside]], inside)
    cycles = [Cycle(members_of[c], positions_of.get(c, ())) for c in members_of]
    return sorted(cycles, key=lambda cycle: (-len(cycle.members), cycle.members))


def mark_counting(arrays: StakeTable, dimension: int) -> Any:
    """Mark the stakes of a table in arrays by which one party reaches another: by VOTES or CAPITAL of which the greatest is not nothing."""
    flag, most = (HAS_VOTES, arrays.votes_max) if dimension == VOTES else (HAS_CAPITAL, arrays.capital_max)
    return ((arrays.flags & flag) > 0) & (most > 0) & (arrays.holder >= 0) & (arrays.holder != arrays.company)


def _group_by_label(labels: Any, values: Any) -> dict[int, tuple[int, ...]]:
    groups: dict[int, list[int]] = {}
    for label, value in zip(labels.tolist(), values.tolist(), strict=True):
        groups.setdefault(label, []).append(value)
    return {label: tuple(group) for label, group in groups.items()}
