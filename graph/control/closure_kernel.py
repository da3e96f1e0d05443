"""The least fixpoint, by rounds: everything that a set of parties controls, as a kernel.  Arrays in, arrays out.

Owns the worklist and the running sums of the group; whether a sum is enough is the business of graph/control/decision_kernel.py.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from graph.algorithms.kernels import kernel
from graph.control.criterion import Criterion
from graph.control.decision_kernel import (
    MOST_OF_GROUP,
    Totals,
    add_through,
    has_unquantified_control,
    holder_meets_alone,
    meets_through_others,
    read_share,
    read_through,
    sums_meet,
)
from graph.network.stake_table import CAPITAL, INDIRECT_BESIDE, VOTES, StakeTable


class ControlProblem(NamedTuple):
    """Who holds what, and when a group of parties controls a company."""

    table: StakeTable
    totals: Totals
    criterion: Criterion


class ClosureWorkspace(NamedTuple):
    """Space for closures.  A number is valid where its stamp is the closure's, so that nothing is cleared between closures.

    ``member[p] == stamp``: p is in; ``round_[p]``: since when, -1 for the start; ``queue``: members in order; ``low`` .. ``high_open``:
    the group's sums in the companies where ``touched`` is the stamp, ``through``: the part of them that it has through others;
    ``decided``: decided without sums; ``seen``, ``fresh``: companies that this round touches; ``stamps``: the last stamp and the last
    round's.
    """

    member: Any
    round_: Any
    queue: Any
    touched: Any
    decided: Any
    seen: Any
    fresh: Any
    low: Any
    low_open: Any
    high: Any
    high_open: Any
    through: Any
    stamps: Any

    @classmethod
    def of_lists(cls, parties: int, slots: int) -> ClosureWorkspace:
        """The same as ``allocate_closure`` gives, as lists for the interpreter."""
        return cls(*([0] * size for size in [parties] * 7 + [slots] * 5 + [2]))


@kernel
def allocate_closure(parties: int, slots: int) -> ClosureWorkspace:
    """A workspace of zeros.  ``slots``: of the totals, a party's number for each dimension that the criterion looks at."""
    of_parties, of_slots, stamps = np.zeros((7, parties), np.int64), np.zeros((5, slots), np.int64), np.zeros(2, np.int64)
    member, round_, queue, touched = of_parties[0], of_parties[1], of_parties[2], of_parties[3]
    decided, seen, fresh = of_parties[4], of_parties[5], of_parties[6]
    low, low_open, high, high_open, through = of_slots[0], of_slots[1], of_slots[2], of_slots[3], of_slots[4]
    return ClosureWorkspace(member, round_, queue, touched, decided, seen, fresh, low, low_open, high, high_open, through, stamps)


@kernel
def run_closure(
    problem: ControlProblem, certain: int, start: Any, target: int, target_criterion: Criterion, work: ClosureWorkspace, budget: int
) -> tuple[int, int]:
    """C(start) by rounds: ``work.queue`` holds the start set and then what it controls, ``work.round_`` the round of each.

    Returns how many are in the queue and how many stakes were visited.  Stops early when ``target`` is reached, which is decided by
    ``target_criterion`` (on the same dimensions), or when the budget is spent; -1 is no target.
    Each stake of a member is added once to the running sums of its company, so the work is that of the stakes visited.
    """
    table, totals = problem.table, problem.totals
    parties = len(table.indptr) - 1
    work.stamps[0] += 1
    stamp = int(work.stamps[0])
    count = visited = 0
    for i in range(len(start)):
        party = int(start[i])
        if work.member[party] != stamp:
            work.member[party] = stamp
            work.round_[party] = -1
            work.queue[count] = party
            count += 1
    head = number = 0
    while head < count and visited <= budget:
        work.stamps[1] += 1
        now = int(work.stamps[1])
        touched = 0
        for at in range(head, count):
            holder = int(work.queue[at])
            for place in range(table.holder_indptr[holder], table.holder_indptr[holder + 1]):
                position = int(table.holder_positions[place])
                company = int(table.company[position])
                visited += 1
                if work.member[company] == stamp:
                    continue
                if work.touched[company] != stamp:
                    work.touched[company] = stamp
                    work.decided[company] = 0
                    for slot in range(company, len(work.low), parties):
                        work.low[slot] = work.low_open[slot] = work.high[slot] = work.high_open[slot] = work.through[slot] = 0
                if work.seen[company] != now:
                    work.seen[company] = now
                    work.fresh[touched] = company
                    touched += 1
                if work.decided[company]:
                    continue
                criterion = target_criterion if company == target else problem.criterion
                flag = int(table.flags[position])
                if has_unquantified_control(criterion, certain, flag) or (
                    flag & INDIRECT_BESIDE and meets_through_others(table, totals, criterion, certain, position)
                ):
                    work.decided[company] = 1
                elif criterion.grouped:
                    slot = company
                    for dimension in (VOTES, CAPITAL):
                        if criterion.dimension & dimension:
                            share = read_share(table, position, dimension)
                            low, low_open, high, high_open = share
                            work.through[slot] = add_through(int(work.through[slot]), read_through(table, position, share))
                            low, high = low + work.low[slot], high + work.high[slot]
                            work.low[slot] = low if low < MOST_OF_GROUP else MOST_OF_GROUP
                            work.low_open[slot] += low_open
                            work.high[slot] = high if high < MOST_OF_GROUP else MOST_OF_GROUP
                            work.high_open[slot] += high_open
                            slot += parties
                elif holder_meets_alone(table, totals, criterion, certain, position):
                    work.decided[company] = 1
        head = count
        for at in range(touched):
            company = int(work.fresh[at])
            joins = work.decided[company] == 1
            criterion = target_criterion if company == target else problem.criterion
            if not joins and criterion.grouped:
                for slot in range(company, len(work.low), parties):
                    if not joins:
                        group = work.low[slot], work.low_open[slot], work.high[slot], work.high_open[slot]
                        through, complete = int(work.through[slot]), int(table.complete[company])
                        joins = sums_meet(totals, slot, group, through, complete, certain, criterion)
            if joins:
                work.member[company] = stamp
                work.round_[company] = number
                work.queue[count] = company
                count += 1
                if company == target:
                    return count, visited
        number += 1
    return count, visited
