"""Search: the companies that the pass cannot decide, one after another, as a kernel.  Owns the small network in which each is searched.

What decides a company is cut out and numbered anew.  Of a SINGLE company that is the stake that decides (and its own), of others all
stakes.  A holder that is decided, by the pass or by an earlier search, is not followed where it has one certain controller and no
other possible one: that top stands for it, since nobody below a top is an ultimate controller.  Holders are searched before what
they hold, so most searches look at one company.  graph/control/search_kernel.py finds the tops in what is left.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from graph.algorithms.kernels import kernel
from graph.control.batch.classify import KIND, SINGLE
from graph.control.candidates_kernel import Groups, allocate_search
from graph.control.closure_kernel import ControlProblem, allocate_closure
from graph.control.criterion import Criterion
from graph.control.decision_kernel import allocate_totals, fill_totals, holder_meets_alone
from graph.control.search_kernel import find_ultimate_controllers
from graph.network.stake_table import StakeTable

WAITING: Final = -2
SEVERAL: Final = -3
"""In ``stand``: searched, but no one party stands for it."""
BUSY: Final = -4


@kernel
def standing(stand: Any, top: Any, party: int) -> int:
    """Who stands for a party; below 0 where it is not decided.  It is decided with the end of its single majorities."""
    found = int(stand[party])
    return found if found >= 0 else int(stand[-2 - top[party]])


@kernel
def cut_out(table: StakeTable, state: Any, via: Any, own: Any, top: Any, stand: Any, company: int, place: Any, order: Any) -> StakeTable:
    """What decides a company, with the company as number 0 and party i as ``order[i]``.  ``place``: all noughts, before and after."""
    order[0], place[company] = company, 1
    count, head, size = 1, 0, 0
    while head < count:
        subject = int(order[head])
        head += 1
        if standing(stand, top, subject) >= 0:
            continue
        begin, end = int(table.indptr[subject]), int(table.indptr[subject + 1])
        size += 2 if state[subject] & KIND == SINGLE else end - begin
        if state[subject] & KIND == SINGLE:
            begin, end = int(via[subject]), int(via[subject]) + 1
        for position in range(begin, end):
            if table.holder[position] >= 0:
                holder = int(table.holder[position])
                found = standing(stand, top, holder)
                holder = holder if found < 0 else found
                if place[holder] == 0:
                    count += 1
                    place[holder] = count
                    order[count - 1] = holder
    start, holder_indptr, complete = np.zeros(count + 1, np.int64), np.zeros(count + 1, np.int64), np.zeros(count, np.int64)
    companies, holders, low, high, flags = (
        np.zeros(size, np.int64),
        np.zeros(size, np.int64),
        np.zeros(size, np.int64),
        np.zeros(size, np.int64),
        np.zeros(size, np.int64),
    )
    latest = np.zeros(count, np.int64)
    filled = 0
    for number in range(count):
        subject = int(order[number])
        begin, end, also = int(table.indptr[subject]), int(table.indptr[subject + 1]), -1
        if standing(stand, top, subject) >= 0:
            end = begin
        elif state[subject] & KIND == SINGLE:
            begin, end, also = int(via[subject]), int(via[subject]) + 1, int(own[subject]) - 1
        else:
            complete[number] = table.complete[subject]
        while begin < end:
            holder = int(table.holder[begin])
            if holder >= 0:
                found = standing(stand, top, holder)
                holder = int(place[holder if found < 0 else found]) - 1
            at = filled
            if holder >= 0 and latest[holder] > start[number]:
                at = int(latest[holder]) - 1
            else:
                filled += 1
                if holder >= 0:
                    latest[holder] = filled
            companies[at], holders[at] = number, holder
            low[at] += table.votes_min[begin]
            high[at] += table.votes_max[begin]
            flags[at] |= table.flags[begin]
            begin += 1
            if begin == end and also >= 0:
                begin, end, also = also, also + 1, -1
        start[number + 1] = filled
    held = np.zeros(filled, np.int64)
    for position in range(filled):
        if holders[position] >= 0:
            holder_indptr[holders[position] + 1] += 1
    for number in range(count):
        holder_indptr[number + 1] += holder_indptr[number]
        place[order[number]] = 0
    for position in range(filled):
        if holders[position] >= 0:
            latest[holders[position]] = holder_indptr[holders[position]]
    for position in range(filled):
        if holders[position] >= 0:
            held[latest[holders[position]]] = position
            latest[holders[position]] += 1
    return StakeTable(
        start,
        companies[:filled],
        holders[:filled],
        low[:filled],
        high[:filled],
        low[:filled],
        high[:filled],
        flags[:filled],
        complete,
        holder_indptr,
        held,
    )


@kernel
def small_tops(table: StakeTable, criterion: Criterion, order: Any, budget: int, found: list[int]) -> None:
    """The tops above company 0 of a small network, appended to ``found``.

    How many tops, and whether the budget was spent; of each top: the party, whether certain, how many stand in its ring (nought for none),
    and those.
    """
    n, size = len(table.indptr) - 1, len(table.holder)
    totals = allocate_totals(n)
    fill_totals(table, criterion, totals)
    if table.indptr[1] == size:
        # Nobody here holds anything but the company, so everyone stands alone.
        at = len(found)
        found.extend([0, 0])
        for position in range(size):
            if holder_meets_alone(table, totals, criterion, 0, position):
                found[at] += 1
                found.extend([int(order[table.holder[position]]), int(holder_meets_alone(table, totals, criterion, 1, position)), 0])
        return
    work, space = allocate_closure(n, n), allocate_search(n, 0, 0, size)
    groups = Groups(np.zeros(1, np.int64), np.zeros(0, np.int64), np.zeros(n, np.int64), np.zeros(0, np.int64))
    problem = ControlProblem(table, totals, criterion)
    count, visited = find_ultimate_controllers(problem, 0, criterion, groups, work, space, budget)
    found.extend([int(count), int(visited > budget)])
    last = 0
    for at in range(count):
        unit, end = int(space.controllers[at]), int(space.ring_end[at])
        leader, others = int(order[unit]), 0
        for k in range(last, end):
            others += int(space.ring[k] != unit)
            leader = min(leader, int(order[space.ring[k]]))
        found.extend([leader, int(space.certain[unit]), end - last + 1 if others else 0])
        if others:
            found.append(int(order[unit]))
            found.extend([int(order[space.ring[k]]) for k in range(last, end)])
        last = end


@kernel
def search(
    table: StakeTable,
    state: Any,
    via: Any,
    own: Any,
    top: Any,
    criterion: Criterion,
    companies: Any,
    stand: Any,
    place: Any,
    order: Any,
    stack: Any,
    cursor: Any,
    budget: int,
) -> list[int]:
    """Search ``companies`` and, before each, the holders above it that are WAITING.  One list of numbers.

    Of each company: itself, then what `small_tops` finds, or the party that leads its ring, or itself as top where nobody is above.
    ``stand``: who stands for each party, WAITING where it is not exact.
    """
    found = [0]
    for i in range(len(companies)):
        if stand[companies[i]] != WAITING:
            continue
        stack[0], cursor[0], depth = companies[i], table.indptr[companies[i]], 1
        stand[companies[i]] = BUSY
        while depth:
            company = int(stack[depth - 1])
            above = -1
            while above < 0 and cursor[depth - 1] < table.indptr[company + 1]:
                holder = int(table.holder[cursor[depth - 1]])
                cursor[depth - 1] += 1
                if holder >= 0 and stand[holder] < 0 and stand[-2 - top[holder]] == WAITING:
                    above = -2 - int(top[holder])
            if above >= 0:
                stack[depth], cursor[depth] = above, table.indptr[above]
                stand[above] = BUSY
                depth += 1
                continue
            depth -= 1
            if stand[company] >= 0:
                found.extend([company, 1, 0, int(stand[company]), 1, 0])
                continue
            found.append(company)
            at = len(found)
            small_tops(cut_out(table, state, via, own, top, stand, company, place, order), criterion, order, budget, found)
            stand[company] = SEVERAL
            if found[at + 1] == 0 and found[at] == 0:
                stand[company] = company
            elif found[at + 1] == 0 and found[at] == 1 and found[at + 3]:
                # Whoever stands there, alone or in a ring, has no other controller: it is decided too.
                leader = found[at + 2]
                stand[company] = leader
                for member in found[at + 5 :] if found[at + 4] else found[at + 2 : at + 3]:
                    if stand[member] == WAITING and -2 - top[member] == member:
                        found.extend([member, 1, 0, leader, 1, 0])
                    if stand[member] < 0:
                        stand[member] = leader
    return found[1:]
