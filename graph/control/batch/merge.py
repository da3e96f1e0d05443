"""Merging: groups of companies under one top, as kernels over columns.  Owns the one pass that finds every top.

Two controllers of one company are always comparable where companies are SINGLE, JOINT or NOBODY (graph/control/batch/classify.py): a top
with all that it controls is a group, and groups are disjoint.  First everyone follows the single majorities upwards (`follow`).  Then a
group that holds a majority in the top of another takes that group over (`merge`), the smaller group being relabelled, so that a stake
changes its group about log n times at most.  Sums by group are kept only for companies that such a change touches.

``label[p]`` is the name of p's group, a party; ``head[name]`` the top of the group plus one, or 0 where the top is the name itself.
``via[c]`` is the stake through which c came into its group, so that the stakes ``via`` form a tree under each top.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from graph.algorithms.kernels import kernel
from graph.control.batch.classify import FULL, JOINT, KIND, UNSURE, weight
from graph.network.stake_table import StakeTable

SCANNED: Final = 8
SUMMED: Final = 16
PENDING: Final = 32
ITSELF: Final = 64
"""The top's own group holds a majority in it."""


@kernel
def follow(table: StakeTable, via: Any, label: Any, ring: Any, ring_end: Any) -> int:
    """Replace the pointers in ``label`` (-2 - holder) by the party at their end; rings of pointers end at one of their members.

    Returns how many rings there are; their members lie in ``ring``, up to ``ring_end``.
    """
    rings = filled = 0
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
            ring[filled] = node
            filled += 1
            member = int(table.holder[via[node]])
            while member != node:
                label[member] = node
                ring[filled] = member
                filled += 1
                member = int(table.holder[via[member]])
            ring_end[rings] = filled
            rings += 1
        node = party
        while label[node] == -1:
            label[node] = end
            node = int(table.holder[via[node]])
    return rings


@kernel
def needed(table: StakeTable, own: Any, company: int) -> int:
    """The weight of which a majority has more than half."""
    return FULL - weight(table, own[company] - 1) if own[company] else FULL


@kernel
def winner(table: StakeTable, state: Any, label: Any, own: Any, first: int, last: int) -> int:
    """The largest stake of a group that holds a majority, in the first JOINT company of ``first`` .. ``last - 1`` where one does; or -1.

    A majority of all weights outlives the pairing off of stakes of different groups (Boyer and Moore 1981), so two readings suffice.
    Marks the companies as SCANNED.  One call reads many companies, because a call costs more than reading one.
    """
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
        need = FULL - weight(table, own[company] - 1) if own[company] else FULL
        group, ahead, named = -1, 0, 0
        for position in range(table.indptr[company], table.indptr[company + 1]):
            holder = int(table.holder[position])
            if holder >= 0 and holder != company:
                size, name = weight(table, position), int(label[holder])
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
                size = weight(table, position)
                total += size
                if size > best:
                    best, best_at = size, position
        if 2 * total > need:
            return best_at
    return -1


@kernel
def slot_of(keys: Any, company: int, group: int) -> int:
    """Where the sum of a group in a company is kept, or would be.  A key is ``company << 32`` plus the group plus one."""
    key = (company << 32) + group + 1
    mixed = (company * 1640531527) ^ (group * 1013904223)
    mixed ^= mixed >> 15
    mixed ^= mixed >> 31
    slot = mixed & (len(keys) - 1)
    while keys[slot] != 0 and keys[slot] != key:
        slot = (slot + 1) & (len(keys) - 1)
    return slot


@kernel
def add(keys: Any, sums: Any, used: Any, company: int, group: int, size: int) -> int:
    """Add to the sum of a group in a company; returns the sum."""
    slot = slot_of(keys, company, group)
    if keys[slot] == 0:
        keys[slot] = (company << 32) + group + 1
        sums[slot] = 0
        used[0] += 1
    sums[slot] += size
    return int(sums[slot])


@kernel
def grown(keys: Any, sums: Any, used: Any, more: int) -> tuple[Any, Any]:
    """The table with room for ``more`` sums; sums of nought are dropped when it moves."""
    if 2 * (used[0] + more) <= len(keys):
        return keys, sums
    kept = 0
    for slot in range(len(keys)):
        kept += int(sums[slot] > 0)
    size = len(keys)
    while size < 4 * (kept + more):
        size *= 2
    new_keys, new_sums = np.zeros(size, np.int64), np.zeros(size, np.int64)
    used[0] = 0
    for slot in range(len(keys)):
        if sums[slot] > 0:
            company, group = int(keys[slot]) >> 32, (int(keys[slot]) & 0xFFFFFFFF) - 1
            add(new_keys, new_sums, used, company, group, int(sums[slot]))
    return new_keys, new_sums


@kernel
def step(table: StakeTable, via: Any, queue: Any, walk: Any, base: int, sign: int) -> bool:
    """One step down a group's tree, whose members go to ``queue[base]``, ``queue[base + sign]``...  False at its end.

    ``walk``: how many are found, which one is at work, and which of its stakes.
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
def smaller(table: StakeTable, via: Any, queue: Any, one: int, other: int, walks: Any) -> int:
    """Walk two groups at once from their tops, ``one`` from the front of ``queue`` and ``other`` from its back, until the smaller ends.

    Returns 0 where that is the first, else 1; ``walks[0]`` counts the members found.
    """
    last = len(queue) - 1
    queue[0], queue[last] = one, other
    front, back = walks[0], walks[1]
    front[0] = back[0] = 1
    front[1] = front[2] = back[1] = back[2] = 0
    while True:
        if not step(table, via, queue, front, 0, 1):
            return 0
        if not step(table, via, queue, back, last, -1):
            return 1


@kernel
def merge(
    table: StakeTable, state: Any, via: Any, label: Any, head: Any, own: Any, queue: Any, pending: Any, walks: Any, used: Any, itself: Any
) -> tuple[int, int]:
    """Let groups take over companies in which they hold a joint majority, until none does.

    Returns how many tops have a majority of their own group in them (listed in ``itself``), and whether names and tops have parted.
    """
    keys, sums = np.zeros(1024, np.int64), np.zeros(1024, np.int64)
    used[0] = 0
    held_by_own = parted = 0
    last = len(queue) - 1
    pending[0] = winner(table, state, label, own, 0, len(label))
    while pending[0] >= 0:
        scanned, depth = int(table.company[pending[0]]), 1
        while depth:
            depth -= 1
            found = int(pending[depth])
            subject = int(table.company[found])
            if via[subject] >= 0 or state[subject] & ITSELF:
                continue
            name, beneath = int(label[table.holder[found]]), int(label[subject])
            if name == beneath:
                state[subject] |= ITSELF
                itself[held_by_own] = subject
                held_by_own += 1
                continue
            top = int(head[name]) - 1 if head[name] else name
            through = winner(table, state, label, own, subject, subject + 1)
            back = smaller(table, via, queue, top, subject, walks)
            via[subject] = through
            count = int(walks[back][0])
            old, new = (beneath, name) if back else (name, beneath)
            if not back:
                head[new] = top + 1
                parted = 1
            for i in range(count):
                member = int(queue[last - i]) if back else int(queue[i])
                for place in range(table.holder_indptr[member], table.holder_indptr[member + 1]):
                    position = int(table.holder_positions[place])
                    company = int(table.company[position])
                    size = weight(table, position)
                    now = int(state[company])
                    if now & (KIND | UNSURE | SCANNED | ITSELF) != JOINT | SCANNED or via[company] >= 0 or size == 0 or company == member:
                        continue
                    begin, end = int(table.indptr[company]), int(table.indptr[company + 1])
                    if now & SUMMED == 0:
                        keys, sums = grown(keys, sums, used, end - begin + 1)
                        for q in range(begin, end):
                            holder = int(table.holder[q])
                            if holder >= 0 and holder != company:
                                add(keys, sums, used, company, int(label[holder]), weight(table, q))
                        state[company] = now = now | SUMMED
                    keys, sums = grown(keys, sums, used, 1)
                    add(keys, sums, used, company, old, -size)
                    total = add(keys, sums, used, company, new, size)
                    if now & PENDING == 0 and 2 * total > needed(table, own, company):
                        state[company] = now | PENDING
                        pending[depth] = position
                        depth += 1
                label[member] = new
        pending[0] = winner(table, state, label, own, scanned + 1, len(label))
    return held_by_own, parted


@kernel
def settle(state: Any, label: Any, head: Any, topped: Any, parted: int) -> None:
    """Turn names of groups into tops: -1 for a party that nobody controls, -2 - its pointers' end for an UNSURE one.

    ``topped``: tops that stay their own top, in the order of their numbers, closed by -1.
    """
    at = 0
    for party in range(len(label)):
        name = int(label[party])
        if state[party] & UNSURE:
            label[party] = -2 - name
            continue
        top = int(head[name]) - 1 if parted and head[name] else name
        if top != party:
            label[party] = top
        elif topped[at] == party:
            label[party] = party
            at += 1
        else:
            label[party] = -1
