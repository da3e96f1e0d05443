"""Merge groups of companies under one top, as kernels.  Owns the one pass that finds every top.

Two controllers of one company are always comparable where companies are SINGLE, JOINT or NOBODY (graph/control/batch/classify.py): a top
with all that it controls is a group, and groups are disjoint.  First everyone follows the single majorities upwards (`follow`).  Then a
group that holds a majority in the top of another takes that group over (`merge`), the smaller group being relabelled, so that a stake
changes its group about log n times at most.  Sums by group are kept only for companies that such a change touches.

``label[p]`` is the name of p's group, a party; ``head[name]`` the top of the group plus one, or 0 where the top is the name itself.
``via[c]`` is the stake through which c came into its group, so that the stakes ``via`` form a tree under each top.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from graph.algorithms.kernels import kernel
from graph.control.batch.classify import FULL, JOINT, KIND, UNSURE, Marks, weigh
from graph.network.stake_table import StakeTable

SCANNED: Final = 8
SUMMED: Final = 16
QUEUED: Final = 32
SELF_HELD: Final = 64
"""The top's own group holds a majority in it."""


class Rings(NamedTuple):
    """Rings one after the other in ``members``; ring r ends at ``end[r]``, and its first member leads it."""

    members: Any
    end: Any


class SumTable(NamedTuple):
    """Sums of weights by company and group, a hash table of a power of two of slots.

    ``keys``: company << 32 plus the group plus one, 0 where a slot is free; ``values``: the sums; ``used[0]``: how many slots are taken.
    """

    keys: Any
    values: Any
    used: Any


@kernel
def allocate_sums(size: int) -> SumTable:
    """An empty table of so many slots."""
    return SumTable(np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(1, np.int64))


class MergeWorkspace(NamedTuple):
    """Space for merging, all zeros at first.

    ``head``: by name of a group (above); ``queue``: members of two groups, from both ends; ``pending``: stakes through which a group is to
    be taken over; ``self_held``: tops whose own group holds a majority in them; ``walks``: two walks (`step`).
    """

    head: Any
    queue: Any
    pending: Any
    self_held: Any
    walks: Any


@kernel
def follow(table: StakeTable, marks: Marks, rings: Rings) -> int:
    """Replace the pointers in ``label`` (-2 - holder) by the party at their end; rings of pointers end at one of their members.

    Returns how many rings there are.
    """
    via, label = marks.via, marks.label
    count = filled = 0
    for party in range(len(label)):
        pointer = int(label[party])
        if pointer >= 0:
            continue
        end = int(label[-2 - pointer])
        if end >= 0:
            label[party] = end
            continue
        node = party
        while label[node] < -1:
            pointer = -2 - int(label[node])
            label[node] = -1
            node = pointer
        end = int(label[node])
        if end < 0:
            end = node
            label[node] = node
            rings.members[filled] = node
            filled += 1
            member = int(table.holder[via[node]])
            while member != node:
                label[member] = node
                rings.members[filled] = member
                filled += 1
                member = int(table.holder[via[member]])
            rings.end[count] = filled
            count += 1
        node = party
        while label[node] == -1:
            label[node] = end
            node = int(table.holder[via[node]])
    return count


@kernel
def count_exercisable(table: StakeTable, own: Any, company: int) -> int:
    """The weight of all votes but the company's own: a majority has more than half of it."""
    return FULL - weigh(table, own[company] - 1) if own[company] else FULL


@kernel
def find_winner(table: StakeTable, marks: Marks, first: int, last: int) -> int:
    """Find the largest stake of a group that holds a majority, in the first JOINT company of ``first`` .. ``last - 1`` with one; or -1.

    A majority of all weights outlives the pairing off of stakes of different groups (Boyer and Moore 1981), so two readings suffice.
    Marks the companies as SCANNED.  One call reads many companies, because a call costs more than reading one.
    """
    state, label, own = marks.state, marks.label, marks.own
    for company in range(first, last):
        if state[company] & (KIND | UNSURE) != JOINT:
            continue
        state[company] |= SCANNED
        # Nobody has a majority alone, so two holders must be of one group: few names are soon seen to differ.
        seen = shared = 0
        for position in range(table.indptr[company], table.indptr[company + 1]):
            holder = int(table.holder[position])
            bit = (int(label[holder]) * 1640531527 >> 24) & 63 if holder >= 0 else 63
            shared |= seen >> bit
            seen |= 1 << bit
        if shared & 1 == 0:
            continue
        # As in `count_exercisable`, whose call here would cost a twentieth of the merge.
        need = FULL - weigh(table, own[company] - 1) if own[company] else FULL
        group, ahead, named = -1, 0, 0
        for position in range(table.indptr[company], table.indptr[company + 1]):
            holder = int(table.holder[position])
            if holder >= 0 and holder != company:
                size, name = weigh(table, position), int(label[holder])
                named += size
                if name == group:
                    ahead += size
                elif size > ahead:
                    group, ahead = name, size - ahead
                else:
                    ahead -= size
        # What was not paired off is ``ahead``; of the rest the group has half at most.
        if named + ahead <= need:
            continue
        total, best, best_at = 0, 0, -1
        for position in range(table.indptr[company], table.indptr[company + 1]):
            holder = int(table.holder[position])
            if holder >= 0 and holder != company and label[holder] == group:
                size = weigh(table, position)
                total += size
                if size > best:
                    best, best_at = size, position
        if 2 * total > need:
            return best_at
    return -1


@kernel
def find_slot(keys: Any, company: int, group: int) -> int:
    """Find where the sum of a group in a company is kept, or would be."""
    key = (company << 32) + group + 1
    mixed = (company * 1640531527) ^ (group * 1013904223)
    mixed ^= mixed >> 15
    mixed ^= mixed >> 31
    slot = mixed & (len(keys) - 1)
    while keys[slot] != 0 and keys[slot] != key:
        slot = (slot + 1) & (len(keys) - 1)
    return slot


@kernel
def add_to_sum(sums: SumTable, company: int, group: int, size: int) -> int:
    """Add to the sum of a group in a company; returns the sum."""
    slot = find_slot(sums.keys, company, group)
    if sums.keys[slot] == 0:
        sums.keys[slot] = (company << 32) + group + 1
        sums.values[slot] = 0
        sums.used[0] += 1
    sums.values[slot] += size
    return int(sums.values[slot])


@kernel
def has_space(sums: SumTable, more: int) -> bool:
    """Whether ``more`` sums fit without making the table slow."""
    return bool(2 * (sums.used[0] + more) <= len(sums.keys))


@kernel
def grow(sums: SumTable, more: int) -> SumTable:
    """Make a table with space for ``more`` sums, without those that are zero."""
    positive = 0
    for slot in range(len(sums.keys)):
        positive += int(sums.values[slot] > 0)
    size = len(sums.keys)
    while size < 4 * (positive + more):
        size *= 2
    larger = allocate_sums(size)
    for slot in range(len(sums.keys)):
        if sums.values[slot] > 0:
            company, group = int(sums.keys[slot]) >> 32, (int(sums.keys[slot]) & 0xFFFFFFFF) - 1
            add_to_sum(larger, company, group, int(sums.values[slot]))
    return larger


@kernel
def step(table: StakeTable, via: Any, queue: Any, walk: Any, base: int, sign: int) -> bool:
    """Go one step down a group's tree, whose members go to ``queue[base]``, ``queue[base + sign]``...  False at its end.

    ``walk``: how many members are in the queue, which of them is at work, and which of its stakes.
    """
    if walk[1] == walk[0]:
        return False
    holder = int(queue[base + sign * walk[1]])
    place = int(table.holder_indptr[holder]) + int(walk[2])
    if place == table.holder_indptr[holder + 1]:
        walk[1] += 1
        walk[2] = 0
        return True
    walk[2] += 1
    position = int(table.holder_positions[place])
    company = int(table.company[position])
    if via[company] == position and company != queue[base]:
        queue[base + sign * walk[0]] = company
        walk[0] += 1
    return True


@kernel
def find_smaller(table: StakeTable, via: Any, work: MergeWorkspace, first: int, second: int) -> int:
    """Walk two groups at once from their tops, ``first`` from the front of the queue and ``second`` from its back, until the smaller ends.

    Returns 0 where that is the first, else 1; ``work.walks[0]`` and ``work.walks[1]`` count the members met.
    """
    queue = work.queue
    last = len(queue) - 1
    queue[0], queue[last] = first, second
    front, back = work.walks[0], work.walks[1]
    front[0] = back[0] = 1
    front[1] = front[2] = back[1] = back[2] = 0
    while True:
        if not step(table, via, queue, front, 0, 1):
            return 0
        if not step(table, via, queue, back, last, -1):
            return 1


@kernel
def merge(table: StakeTable, marks: Marks, work: MergeWorkspace) -> tuple[int, int]:
    """Let groups take over companies in which they hold a joint majority, until none does.

    Returns how many tops have a majority of their own group in them (listed in ``work.self_held``), and whether names differ from tops.
    """
    state, via, label, own = marks
    head, queue, pending = work.head, work.queue, work.pending
    sums = allocate_sums(1024)
    self_held = parted = 0
    last = len(queue) - 1
    pending[0] = find_winner(table, marks, 0, len(label))
    while pending[0] >= 0:
        scanned, depth = int(table.company[pending[0]]), 1
        while depth:
            depth -= 1
            winner = int(pending[depth])
            subject = int(table.company[winner])
            if via[subject] >= 0 or state[subject] & SELF_HELD:
                continue
            name, beneath = int(label[table.holder[winner]]), int(label[subject])
            if name == beneath:
                state[subject] |= SELF_HELD
                work.self_held[self_held] = subject
                self_held += 1
                continue
            top = int(head[name]) - 1 if head[name] else name
            through = find_winner(table, marks, subject, subject + 1)
            back = find_smaller(table, via, work, top, subject)
            via[subject] = through
            count = int(work.walks[back][0])
            old, new = (beneath, name) if back else (name, beneath)
            if not back:
                head[new] = top + 1
                parted = 1
            for i in range(count):
                member = int(queue[last - i]) if back else int(queue[i])
                for place in range(table.holder_indptr[member], table.holder_indptr[member + 1]):
                    position = int(table.holder_positions[place])
                    company = int(table.company[position])
                    size = weigh(table, position)
                    now = int(state[company])
                    if now & (KIND | UNSURE | SCANNED | SELF_HELD) != JOINT | SCANNED:
                        continue
                    if via[company] >= 0 or size == 0 or company == member:
                        continue
                    begin, end = int(table.indptr[company]), int(table.indptr[company + 1])
                    if now & SUMMED == 0:
                        if not has_space(sums, end - begin + 1):
                            sums = grow(sums, end - begin + 1)
                        for q in range(begin, end):
                            holder = int(table.holder[q])
                            if holder >= 0 and holder != company:
                                add_to_sum(sums, company, int(label[holder]), weigh(table, q))
                        state[company] = now = now | SUMMED
                    if not has_space(sums, 1):
                        sums = grow(sums, 1)
                    add_to_sum(sums, company, old, -size)
                    total = add_to_sum(sums, company, new, size)
                    if now & QUEUED == 0 and 2 * total > count_exercisable(table, own, company):
                        state[company] = now | QUEUED
                        pending[depth] = position
                        depth += 1
                label[member] = new
        pending[0] = find_winner(table, marks, scanned + 1, len(label))
    return self_held, parted


@kernel
def settle(marks: Marks, head: Any, own_tops: Any, parted: int) -> None:
    """Turn names of groups into tops: -1 for a party that nobody controls, -2 - its pointers' end for an UNSURE one.

    ``own_tops``: tops that stay their own top, in the order of their numbers, closed by -1.  ``parted``: whether names differ from tops.
    """
    state, label = marks.state, marks.label
    at = 0
    for party in range(len(label)):
        name = int(label[party])
        if state[party] & UNSURE:
            label[party] = -2 - name
            continue
        top = int(head[name]) - 1 if parted and head[name] else name
        if top != party:
            label[party] = top
        elif own_tops[at] == party:
            label[party] = party
            at += 1
        else:
            label[party] = -1
