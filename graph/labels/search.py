"""Search: the companies that the pass cannot decide, one after another, as a kernel.  Owns the small network in which each is searched.

What decides a company is cut out and numbered anew: of a SINGLE company the stake that decides (and its own), of NOBODY nothing,
else all stakes.  graph/tops.py finds the tops there, so a search costs what stands above the company, not the whole network.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.closure import Totals, Work, fill_totals
from graph.columns import Columns
from graph.condition import Condition
from graph.kernels import kernel
from graph.labels.kinds import JOINT, KIND, NOBODY, SINGLE
from graph.tops import Groups, Space, find_tops


@kernel
def cut_out(columns: Columns, state: Any, via: Any, own: Any, company: int, place: Any, order: Any) -> Columns:
    """What decides a company, with the company as number 0 and party i as ``order[i]``.  ``place``: all noughts, before and after."""
    order[0], place[company] = company, 1
    count, head, size = 1, 0, 0
    while head < count:
        subject = int(order[head])
        head += 1
        kind = state[subject] & KIND
        if kind == NOBODY:
            continue
        begin, end = int(columns.start[subject]), int(columns.start[subject + 1])
        size += 2 if kind == SINGLE else end - begin
        if kind == SINGLE:
            begin, end = int(via[subject]), int(via[subject]) + 1
        for position in range(begin, end):
            holder = int(columns.holder[position])
            if holder >= 0 and place[holder] == 0:
                count += 1
                place[holder] = count
                order[count - 1] = holder
    start, held_start, complete = np.zeros(count + 1, np.int64), np.zeros(count + 1, np.int64), np.zeros(count, np.int64)
    companies, holders, low, high, flags = (
        np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size, np.int64))
    filled = 0
    for number in range(count):
        subject = int(order[number])
        kind = state[subject] & KIND
        complete[number] = columns.complete[subject] if kind >= JOINT else 0
        begin, end, also = int(columns.start[subject]), int(columns.start[subject + 1]), -1
        if kind == SINGLE:
            begin, end, also = int(via[subject]), int(via[subject]) + 1, int(own[subject]) - 1
        if kind == NOBODY:
            end = begin
        while begin < end:
            holder = int(columns.holder[begin])
            companies[filled], flags[filled] = number, columns.flags[begin]
            holders[filled] = place[holder] - 1 if holder >= 0 else -1
            low[filled], high[filled] = columns.votes_min[begin], columns.votes_max[begin]
            filled += 1
            begin += 1
            if begin == end and also >= 0:
                begin, end, also = also, also + 1, -1
        start[number + 1] = filled
    held = np.zeros(filled, np.int64)
    for position in range(filled):
        if holders[position] >= 0:
            held_start[holders[position] + 1] += 1
    for number in range(count):
        held_start[number + 1] += held_start[number]
    at = held_start.copy()
    for position in range(filled):
        if holders[position] >= 0:
            held[at[holders[position]]] = position
            at[holders[position]] += 1
    for number in range(count):
        place[order[number]] = 0
    return Columns(
        start, companies[:filled], holders[:filled], low[:filled], high[:filled], low[:filled], high[:filled], flags[:filled], complete,
        held_start, held)


@kernel
def search(
    columns: Columns, state: Any, via: Any, own: Any, condition: Condition, companies: Any, place: Any, order: Any, budget: int,
) -> list[int]:
    """The tops above each of ``companies``, in one list of numbers.

    Of each company: how many tops, whether the budget was spent; of each top: the party, whether certain, how many stand in its ring
    (noughts for none), and those.
    """
    found = [0]
    for i in range(len(companies)):
        small = cut_out(columns, state, via, own, int(companies[i]), place, order)
        n, size = len(small.start) - 1, len(small.holder)
        totals = Totals(
            np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64),
            np.zeros(n, np.int64), np.zeros(n, np.int64))
        fill_totals(small, condition, totals)
        work = Work(
            np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64),
            np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64),
            np.zeros(n, np.int64), np.zeros(2, np.int64))
        space = Space(
            np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64),
            np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64),
            np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64),
            np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64),
            np.zeros(size, np.int64))
        groups = Groups(np.zeros(1, np.int64), np.zeros(0, np.int64), np.zeros(n, np.int64), np.zeros(0, np.int64))
        count, visited = find_tops(small, totals, condition, condition, 0, groups, work, space, np.zeros(1, np.int64), budget)
        found.append(int(count))
        found.append(int(visited > budget))
        last = 0
        for at in range(count):
            unit, end = int(space.tops[at]), int(space.ring_end[at])
            others = 0
            for k in range(last, end):
                others += int(space.ring[k] != unit)
            found.append(int(order[unit]))
            found.append(int(space.certain[unit]))
            found.append(end - last if others else 0)
            if others:
                found.extend([int(order[space.ring[k]]) for k in range(last, end)])
            last = end
    return found[1:]
