"""Search the companies that the pass cannot decide, one after another, as a kernel.  Owns the small network in which each is searched.

What decides a company is extracted and numbered anew.  Of a SINGLE company that is the stake that decides (and its own), of others all
stakes.  A holder that is decided, by the pass or by an earlier search, is not followed where it has one certain controller and no
other possible one: that controller represents it, since nobody below it is an ultimate controller.  Holders are searched before what
they hold, so most searches look at one company.  graph/control/search_kernel.py finds the ultimate controllers in what is left.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from graph.algorithms.kernels import kernel
from graph.control.batch.classify import KIND, SINGLE, Marks
from graph.control.candidates_kernel import Groups, allocate_search
from graph.control.closure_kernel import ControlProblem, allocate_closure
from graph.control.criterion import Criterion
from graph.control.decision_kernel import MOST_OF_GROUP, allocate_totals, fill_totals, holder_meets_alone
from graph.control.search_kernel import find_ultimate_controllers
from graph.network.stake_table import INDIRECT_BESIDE, StakeTable

PENDING: Final = -2
"""In ``representative``: not searched yet."""
SEVERAL: Final = -3
"""Searched, but no one party represents it."""
ACTIVE: Final = -4
"""The search is among its holders."""


class ResidualWorkspace(NamedTuple):
    """What is known before and after each search, and space.

    ``representative``: who represents each party, or one of the numbers above.  ``place``: the number of a party in the small network plus
    one, all zeros between searches; ``order``: the parties of the small network by number; ``stack``, ``cursor``: companies whose holders
    are searched first, and the next stake of each.
    """

    representative: Any
    place: Any
    order: Any
    stack: Any
    cursor: Any


@kernel
def representative_of(representative: Any, label: Any, party: int) -> int:
    """Who represents a party; below 0 where it is not decided.  It is decided with the end of its single majorities."""
    own = int(representative[party])
    return own if own >= 0 else int(representative[-2 - label[party]])


@kernel
def number_parties(table: StakeTable, marks: Marks, work: ResidualWorkspace, company: int) -> tuple[int, int]:
    """Number the parties that bear on a company, itself 0; returns how many they are and how many stakes decide, at most."""
    representative, place, order, label = work.representative, work.place, work.order, marks.label
    order[0], place[company] = company, 1
    count, head, size = 1, 0, 0
    while head < count:
        subject = int(order[head])
        head += 1
        if representative_of(representative, label, subject) >= 0:
            continue
        begin, end = int(table.indptr[subject]), int(table.indptr[subject + 1])
        size += 2 if marks.state[subject] & KIND == SINGLE else end - begin
        if marks.state[subject] & KIND == SINGLE:
            begin, end = int(marks.via[subject]), int(marks.via[subject]) + 1
        for position in range(begin, end):
            if table.holder[position] >= 0:
                holder = int(table.holder[position])
                other = representative_of(representative, label, holder)
                holder = holder if other < 0 else other
                if place[holder] == 0:
                    count += 1
                    place[holder] = count
                    order[count - 1] = holder
    return count, size


@kernel
def group_by_holder(holder: Any, parties: int) -> tuple[Any, Any]:
    """The positions of stakes by holder: those of h are ``positions[indptr[h]:indptr[h + 1]]``.  Returns ``indptr`` and ``positions``."""
    indptr, filled = np.zeros(parties + 1, np.int64), np.zeros(parties, np.int64)
    positions = np.zeros(len(holder), np.int64)
    for position in range(len(holder)):
        if holder[position] >= 0:
            indptr[holder[position] + 1] += 1
    for number in range(parties):
        indptr[number + 1] += indptr[number]
        filled[number] = indptr[number]
    for position in range(len(holder)):
        if holder[position] >= 0:
            positions[filled[holder[position]]] = position
            filled[holder[position]] += 1
    return indptr, positions


@kernel
def extract(table: StakeTable, marks: Marks, work: ResidualWorkspace, company: int) -> StakeTable:
    """Extract what decides a company as a small network, with the company as number 0 and party i as ``work.order[i]``."""
    representative, place, order, label = work.representative, work.place, work.order, marks.label
    count, size = number_parties(table, marks, work, company)
    indptr, complete, latest = np.zeros(count + 1, np.int64), np.zeros(count, np.int64), np.zeros(count, np.int64)
    companies, holders, flags = np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size, np.int64)
    low, high = np.zeros(size, np.int64), np.zeros(size, np.int64)
    filled = 0
    for number in range(count):
        subject = int(order[number])
        begin, end, also = int(table.indptr[subject]), int(table.indptr[subject + 1]), -1
        if representative_of(representative, label, subject) >= 0:
            end = begin
        elif marks.state[subject] & KIND == SINGLE:
            begin, end, also = int(marks.via[subject]), int(marks.via[subject]) + 1, int(marks.own[subject]) - 1
        else:
            complete[number] = table.complete[subject]
        while begin < end:
            holder = int(table.holder[begin])
            if holder >= 0:
                other = representative_of(representative, label, holder)
                holder = int(place[holder if other < 0 else other]) - 1
            # Stakes of holders that the same party represents are added, but for those held through others.
            at, is_indirect = filled, table.flags[begin] & INDIRECT_BESIDE > 0
            if holder >= 0 and not is_indirect and latest[holder] > indptr[number]:
                at = int(latest[holder]) - 1
            else:
                filled += 1
                if holder >= 0 and not is_indirect:
                    latest[holder] = filled
            companies[at], holders[at] = number, holder
            low[at] = min(low[at] + table.votes_min[begin], MOST_OF_GROUP)
            high[at] = min(high[at] + table.votes_max[begin], MOST_OF_GROUP)
            flags[at] |= table.flags[begin]
            begin += 1
            if begin == end and also >= 0:
                begin, end, also = also, also + 1, -1
        indptr[number + 1] = filled
    for number in range(count):
        place[order[number]] = 0
    companies, holders, low, high, flags = companies[:filled], holders[:filled], low[:filled], high[:filled], flags[:filled]
    holder_indptr, positions = group_by_holder(holders, count)
    return StakeTable(indptr, companies, holders, low, high, low, high, flags, complete, holder_indptr, positions)


@kernel
def append_controllers(table: StakeTable, criterion: Criterion, order: Any, budget: int, answers: list[int]) -> None:
    """Append the ultimate controllers of company 0 of a small network to ``answers``.

    How many they are, and whether the budget was spent; of each: the party, whether certain, how many stand in its ring (0 for none), and
    those.
    """
    parties, stakes = len(table.indptr) - 1, len(table.holder)
    totals = allocate_totals(parties)
    fill_totals(table, criterion, totals)
    is_apart = table.indptr[1] == stakes
    for position in range(stakes):
        is_apart = is_apart and table.flags[position] & INDIRECT_BESIDE == 0
    if is_apart:
        # Nobody here holds anything but the company, each one stake, so everyone stands alone.
        at = len(answers)
        answers.extend([0, 0])
        for position in range(stakes):
            if holder_meets_alone(table, totals, criterion, 0, position):
                answers[at] += 1
                certain = int(holder_meets_alone(table, totals, criterion, 1, position))
                answers.extend([int(order[table.holder[position]]), certain, 0])
        return
    problem = ControlProblem(table, totals, criterion)
    groups = Groups(np.zeros(1, np.int64), np.zeros(0, np.int64), np.zeros(parties, np.int64), np.zeros(0, np.int64))
    closure, search = allocate_closure(parties, parties), allocate_search(parties, 0, 0, stakes)
    count, visited = find_ultimate_controllers(problem, 0, criterion, groups, closure, search, budget)
    answers.extend([int(count), int(visited > budget)])
    last = 0
    for at in range(count):
        actor, end = int(search.controllers[at]), int(search.ring_end[at])
        leader, others = int(order[actor]), 0
        for k in range(last, end):
            others += int(search.ring[k] != actor)
            leader = min(leader, int(order[search.ring[k]]))
        answers.extend([leader, int(search.certain[actor]), end - last + 1 if others else 0])
        if others:
            answers.append(int(order[actor]))
            answers.extend([int(order[search.ring[k]]) for k in range(last, end)])
        last = end


@kernel
def search_residual(
    table: StakeTable, marks: Marks, criterion: Criterion, companies: Any, work: ResidualWorkspace, budget: int
) -> list[int]:
    """Search ``companies`` and, before each, the holders above it that are PENDING.  One list of numbers.

    Of each company: itself, then what `append_controllers` finds, or the party that leads its ring, or itself as top where nobody is above.
    ``marks.label``: tops, and pointers where the pass could not decide (graph/control/batch/labels.py).
    """
    representative, label, stack, cursor = work.representative, marks.label, work.stack, work.cursor
    answers = [0]
    for i in range(len(companies)):
        if representative[companies[i]] != PENDING:
            continue
        stack[0], cursor[0], depth = companies[i], table.indptr[companies[i]], 1
        representative[companies[i]] = ACTIVE
        while depth:
            company = int(stack[depth - 1])
            above = -1
            while above < 0 and cursor[depth - 1] < table.indptr[company + 1]:
                holder = int(table.holder[cursor[depth - 1]])
                cursor[depth - 1] += 1
                if holder >= 0 and representative[holder] < 0 and representative[-2 - label[holder]] == PENDING:
                    above = -2 - int(label[holder])
            if above >= 0:
                stack[depth], cursor[depth] = above, table.indptr[above]
                representative[above] = ACTIVE
                depth += 1
                continue
            depth -= 1
            if representative[company] >= 0:
                answers.extend([company, 1, 0, int(representative[company]), 1, 0])
                continue
            answers.append(company)
            at = len(answers)
            append_controllers(extract(table, marks, work, company), criterion, work.order, budget, answers)
            representative[company] = SEVERAL
            if answers[at + 1] == 0 and answers[at] == 0:
                representative[company] = company
            elif answers[at + 1] == 0 and answers[at] == 1 and answers[at + 3]:
                # Whoever stands there, alone or in a ring, has no other controller: it is decided too.
                leader = answers[at + 2]
                representative[company] = leader
                for member in answers[at + 5 :] if answers[at + 4] else answers[at + 2 : at + 3]:
                    if representative[member] == PENDING and -2 - label[member] == member:
                        answers.extend([member, 1, 0, leader, 1, 0])
                    if representative[member] < 0:
                        representative[member] = leader
    return answers[1:]
