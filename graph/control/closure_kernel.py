"""The least fixpoint, by rounds: everything that a set of parties controls.  Arrays in, arrays out."""

from __future__ import annotations

from typing import Any, NamedTuple

from graph.algorithms.kernels import kernel
from graph.control.criterion import Criterion
from graph.control.decision_kernel import Totals, alone, part, unnumbered, weighs
from graph.network.stake_table import CAPITAL, VOTES, StakeTable


class Work(NamedTuple):
    """Space for closures.  A number is valid where its stamp is the closure's, so that nothing is cleared between closures.

    ``member[p] == stamp``: p is in; ``round_[p]``: since when, -1 for the start; ``queue``: members in order; ``low`` .. ``high_open``:
    the group's sums in the companies where ``touched`` is the stamp; ``passed``: decided without sums; ``stamps``: the last stamp and the
    last round's.
    """

    member: Any
    round_: Any
    queue: Any
    touched: Any
    passed: Any
    seen: Any
    fresh: Any
    low: Any
    low_open: Any
    high: Any
    high_open: Any
    stamps: Any


@kernel
def closure(
    table: StakeTable,
    totals: Totals,
    criterion: Criterion,
    final: Criterion,
    certain: int,
    start: Any,
    work: Work,
    target: int,
    budget: int,
) -> tuple[int, int]:
    """C(start) by rounds: ``work.queue`` holds the start set and then what it controls, ``work.round_`` the round of each.

    Returns how many are in the queue and how many stakes were visited.  Stops early when ``target`` is reached, which is decided by
    ``final`` (a condition on the same columns), or when the budget is spent; -1 is no target.
    Each stake of a member is added once to the running sums of its company, so the work is that of the stakes visited.
    """
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
                    work.passed[company] = 0
                    for slot in range(company, len(work.low), parties):
                        work.low[slot] = work.low_open[slot] = work.high[slot] = work.high_open[slot] = 0
                if work.seen[company] != now:
                    work.seen[company] = now
                    work.fresh[touched] = company
                    touched += 1
                if work.passed[company]:
                    continue
                rule = final if company == target else criterion
                if unnumbered(rule, certain, int(table.flags[position])):
                    work.passed[company] = 1
                elif rule.grouped:
                    slot = company
                    for column in (VOTES, CAPITAL):
                        if rule.dimension & column:
                            low, low_open, high, high_open = part(table, position, column)
                            work.low[slot] += low
                            work.low_open[slot] += low_open
                            work.high[slot] += high
                            work.high_open[slot] += high_open
                            slot += parties
                elif alone(table, totals, rule, certain, position):
                    work.passed[company] = 1
        head = count
        for at in range(touched):
            company = int(work.fresh[at])
            found = work.passed[company] == 1
            rule = final if company == target else criterion
            if not found and rule.grouped:
                for slot in range(company, len(work.low), parties):
                    if not found and weighs(
                        totals,
                        slot,
                        int(table.complete[company]),
                        certain,
                        rule,
                        int(work.low[slot]),
                        int(work.low_open[slot]),
                        int(work.high[slot]),
                        int(work.high_open[slot]),
                    ):
                        found = True
            if found:
                work.member[company] = stamp
                work.round_[company] = number
                work.queue[count] = company
                count += 1
                if company == target:
                    return count, visited
        number += 1
    return count, visited
