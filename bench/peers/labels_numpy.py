"""The labelling as rounds of whole-array numpy, and the floor under all of them: one number a stake, at a random place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from bench.peers.majority import Majority
from bench.topology import Ints


def label(majorities: Majority) -> Ints:
    """For each party its ultimate controller, or itself; a ring is named after its smallest member."""
    labels = np.arange(majorities.parties)
    company, holder, weight = majorities.company, majorities.holder, majorities.weight
    single = 2 * weight > majorities.need[company]
    target, above = company[single], holder[single]
    while len(target):
        labels = _ends(majorities.parties, target, above)[labels]
        alone = labels[company] == company
        company, holder, weight = company[alone], holder[alone], weight[alone]
        # Votes by (company, group): sort, then sum runs.
        key = company * majorities.parties + labels[holder]
        order = np.argsort(key, kind="stable")
        runs = np.flatnonzero(np.append(True, np.diff(key[order]) > 0)) if len(key) else np.zeros(0, np.int64)
        total = np.add.reduceat(weight[order], runs) if len(runs) else np.zeros(0, np.int64)
        target, above = np.divmod(key[order][runs], majorities.parties)
        passed = (2 * total > majorities.need[target]) & (target != above)
        target, above = target[passed], above[passed]
    return labels


def _ends(parties: int, target: Ints, above: Ints) -> Ints:
    """Where the pointers end, by doubling."""
    first = np.arange(parties)
    first[target] = above
    pointing = np.zeros(parties, np.bool_)
    pointing[target] = True
    ends, least, state = first, np.arange(parties), (-1, -1)
    while True:
        # Least names only fall and parties only arrive: when neither moves, every ring knows its smallest member.
        now = (int(np.count_nonzero(pointing[ends])), int(least.sum()))
        if now[0] == 0:
            return ends
        if now == state:
            break
        state = now
        least = np.minimum(least, least[ends])
        ends = ends[ends]
    # The smallest member becomes the end of its ring: the party whose name comes back from where it points.
    named = np.flatnonzero(pointing & (least[first] == np.arange(parties)))
    first[named] = named
    ends = first
    while (ends != (following := ends[ends])).any():
        ends = following
    return ends


def compiled_gather() -> Callable[[Any, Any], int]:
    """A compiled loop that does nothing but add up one number a stake, at a random place."""
    import numba

    def gather(values: Any, order: Any) -> int:
        total = 0
        for k in range(len(order)):
            total += values[order[k]]
        return total

    compiled: Callable[[Any, Any], int] = numba.njit(gather)
    return compiled
