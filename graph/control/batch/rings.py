"""Rings of joint control, as kernels: who shares the place of a top whose own group holds a majority in it.

The ring of t is t and every x in its group with t in C(x).  Such tops are rare; rings of single majorities are found on the way up
(`follow` in graph/control/batch/merge.py).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from graph.algorithms.kernels import kernel
from graph.control.batch.classify import JOINT, KIND, SINGLE, weight
from graph.control.batch.merge import needed
from graph.network.stake_table import StakeTable


class Stamps(NamedTuple):
    """What is known of parties, in this search where the stamp is its own; all noughts at first.

    ``good``, ``bad``: in the ring of the top, or not; ``seen``: found on the way up, in ``above``; ``member``, ``touched``: in the closure
    at work, and whether sums count there.
    """

    good: Any
    bad: Any
    seen: Any
    above: Any
    member: Any
    touched: Any


@kernel
def reaches(
    table: StakeTable, state: Any, via: Any, own: Any, start: int, mark: int, queue: Any, stamps: Stamps, sums: Any, stamp: int
) -> int:
    """Whether C(start) holds a party p with ``good[p] == mark``: 0 if so, else how many are in ``queue``, which is all of it with start."""
    stamps.member[start] = stamp
    queue[0] = start
    count, head = 1, 0
    while head < count:
        holder = int(queue[head])
        head += 1
        for place in range(table.holder_indptr[holder], table.holder_indptr[holder + 1]):
            position = int(table.holder_positions[place])
            company = int(table.company[position])
            if stamps.member[company] == stamp:
                continue
            kind = state[company] & KIND
            passes = kind == SINGLE and via[company] == position
            if kind == JOINT:
                if stamps.touched[company] != stamp:
                    stamps.touched[company] = stamp
                    sums[company] = 0
                sums[company] += weight(table, position)
                passes = 2 * sums[company] > needed(table, own, company)
            if passes:
                if stamps.good[company] == mark:
                    return 0
                stamps.member[company] = stamp
                queue[count] = company
                count += 1
    return count


@kernel
def find_rings(
    table: StakeTable,
    state: Any,
    via: Any,
    label: Any,
    own: Any,
    tops: Any,
    count: int,
    queue: Any,
    stamps: Stamps,
    sums: Any,
    ring: Any,
    ring_end: Any,
    rings: int,
) -> int:
    """Append the rings of ``tops[:count]`` to ``ring``; a top alone in its place makes none.  Returns how many rings there are then.

    Candidates are taken from the top upwards, so that a closure soon meets a member that is known; what a closure without one
    holds is no member either.
    """
    stamp = 0
    filled = int(ring_end[rings - 1]) if rings else 0
    for at in range(count):
        top, mark, begin = int(tops[at]), at + 1, filled
        stamps.good[top] = stamps.seen[top] = mark
        ring[filled] = top
        filled += 1
        stamps.above[0] = top
        found, head = 1, 0
        while head < found:
            subject = int(stamps.above[head])
            head += 1
            if subject != top and stamps.bad[subject] != mark:
                stamp += 1
                size = reaches(table, state, via, own, subject, mark, queue, stamps, sums, stamp)
                if size == 0:
                    stamps.good[subject] = mark
                    ring[filled] = subject
                    filled += 1
                for i in range(size):
                    stamps.bad[queue[i]] = mark
            if state[subject] & KIND == SINGLE:
                holder = int(table.holder[via[subject]])
                if stamps.seen[holder] != mark:
                    stamps.seen[holder] = mark
                    stamps.above[found] = holder
                    found += 1
                continue
            for position in range(table.indptr[subject], table.indptr[subject + 1]):
                holder = int(table.holder[position])
                if holder >= 0 and label[holder] == label[top] and stamps.seen[holder] != mark and weight(table, position) > 0:
                    stamps.seen[holder] = mark
                    stamps.above[found] = holder
                    found += 1
        if filled - begin == 1:
            filled = begin
        else:
            ring_end[rings] = filled
            rings += 1
    return rings
