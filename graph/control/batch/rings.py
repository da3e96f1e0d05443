"""Find the rings of joint control, as kernels: who shares the place of a top whose own group holds a majority in it.

The ring of t is t and every x in its group with t in C(x).  Such tops are rare; rings of single majorities are found on the way up
(`follow` in graph/control/batch/merge.py).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from graph.algorithms.kernels import kernel
from graph.control.batch.classify import JOINT, KIND, SINGLE, Marks, weigh
from graph.control.batch.merge import Rings, count_exercisable
from graph.network.stake_table import StakeTable


class RingWorkspace(NamedTuple):
    """What is known of parties, in this search where the stamp is its own; all zeros at first.

    ``good``, ``bad``: in the ring of the top, or not; ``seen``: met on the way up, in ``above``; ``member``, ``touched``: in the closure
    at work, and whether ``sums`` count there; ``queue``: the closure.
    """

    good: Any
    bad: Any
    seen: Any
    above: Any
    member: Any
    touched: Any
    sums: Any
    queue: Any


@kernel
def collect_closure(table: StakeTable, marks: Marks, start: int, mark: int, work: RingWorkspace, stamp: int) -> int:
    """Collect C(start) in ``work.queue``, start first, until it holds a party p with ``good[p] == mark``.

    Returns 0 where it holds one, else how many are in the queue.
    """
    state, via, own = marks.state, marks.via, marks.own
    work.member[start] = stamp
    work.queue[0] = start
    count, head = 1, 0
    while head < count:
        holder = int(work.queue[head])
        head += 1
        for place in range(table.holder_indptr[holder], table.holder_indptr[holder + 1]):
            position = int(table.holder_positions[place])
            company = int(table.company[position])
            if work.member[company] == stamp:
                continue
            kind = state[company] & KIND
            joins = kind == SINGLE and via[company] == position
            if kind == JOINT:
                if work.touched[company] != stamp:
                    work.touched[company] = stamp
                    work.sums[company] = 0
                work.sums[company] += weigh(table, position)
                joins = 2 * work.sums[company] > count_exercisable(table, own, company)
            if joins:
                if work.good[company] == mark:
                    return 0
                work.member[company] = stamp
                work.queue[count] = company
                count += 1
    return count


@kernel
def append_rings(table: StakeTable, marks: Marks, tops: Any, count: int, work: RingWorkspace, rings: Rings, ring_count: int) -> int:
    """Append the rings of ``tops[:count]`` to ``rings``; a top alone in its place makes none.  Returns how many rings there are then.

    Candidates are taken from the top upwards, so that a closure soon meets a member that is known; what a closure without one
    holds is no member either.
    """
    state, via, label = marks.state, marks.via, marks.label
    stamp = 0
    filled = int(rings.end[ring_count - 1]) if ring_count else 0
    for at in range(count):
        top, mark, begin = int(tops[at]), at + 1, filled
        work.good[top] = work.seen[top] = mark
        rings.members[filled] = top
        filled += 1
        work.above[0] = top
        met, head = 1, 0
        while head < met:
            subject = int(work.above[head])
            head += 1
            if subject != top and work.bad[subject] != mark:
                stamp += 1
                size = collect_closure(table, marks, subject, mark, work, stamp)
                if size == 0:
                    work.good[subject] = mark
                    rings.members[filled] = subject
                    filled += 1
                for i in range(size):
                    work.bad[work.queue[i]] = mark
            if state[subject] & KIND == SINGLE:
                holder = int(table.holder[via[subject]])
                if work.seen[holder] != mark:
                    work.seen[holder] = mark
                    work.above[met] = holder
                    met += 1
                continue
            for position in range(table.indptr[subject], table.indptr[subject + 1]):
                holder = int(table.holder[position])
                if holder >= 0 and label[holder] == label[top] and work.seen[holder] != mark and weigh(table, position) > 0:
                    work.seen[holder] = mark
                    work.above[met] = holder
                    met += 1
        if filled - begin == 1:
            filled = begin
        else:
            rings.end[ring_count] = filled
            ring_count += 1
    return ring_count
