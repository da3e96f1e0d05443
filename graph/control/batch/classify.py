"""Classify companies by what decides in them, as kernels.  Owns which companies one pass over the network can decide.

A company is of one of four kinds.  NOBODY: no group of named holders meets the criterion.  SINGLE: a group meets it exactly when one
holder, found in ``via``, is in it.  JOINT: a group meets it exactly when its weights are more than half.  OPEN: anything else: an interval
that may matter, control that is possible only, control without a number beside votes, shares over 100 %, shares held through others beside
direct ones.  For the first three *certain*
and *possible* are the same, and two groups without a common member never both meet it; OPEN companies, and all that depend on them, are
UNSURE: they need the search of graph/control/search_kernel.py.

A weight is the least share with its open end as an infinitesimal: ``share << SHIFT``, plus one where the end is open.  So sums of
weights compare as sums of shares do, and twice 100 % fits 63 bits.  Open ends of thousands of holders could add up to a share unit; but
among more than FEW holders none of whom has a majority one open end makes the company OPEN.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from graph.algorithms.kernels import kernel
from graph.control.criterion import Criterion
from graph.control.decision_kernel import MUCH, meets, read_share
from graph.network.stake_table import (
    CONTROL_CERTAIN,
    CONTROL_POSSIBLE,
    HAS_VOTES,
    INDIRECT_BESIDE,
    VOTES,
    VOTES_MAX_OPEN,
    VOTES_MIN_OPEN,
    StakeTable,
)
from ontology.shares import WHOLE

NOBODY: Final = 0
SINGLE: Final = 1
JOINT: Final = 2
OPEN: Final = 3
KIND: Final = 3
"""The bits of a state that are its kind."""
UNSURE: Final = 4
"""The company is OPEN or depends on one that is."""

SHIFT: Final = 12
FULL: Final = WHOLE << SHIFT
FEW: Final = 3
"""Up to so many holders every group of them is tried, where shares are intervals."""


class Marks(NamedTuple):
    """What the pass notes of each party.

    ``state``: the kind, with UNSURE and the flags of graph/control/batch/merge.py.
    ``via``: the stake through which the party came under its top, or -1.
    ``label``: who stands for it on the way up, in the end its top (graph/control/batch/labels.py).
    ``own``: the position of its stake in itself plus one, or 0.
    """

    state: Any
    via: Any
    label: Any
    own: Any


@kernel
def weigh(table: StakeTable, position: int) -> int:
    """The weight of a stake's votes."""
    flag = int(table.flags[position])
    if flag & HAS_VOTES == 0:
        return 0
    return (int(table.votes_min[position]) << SHIFT) + int(flag & VOTES_MIN_OPEN != 0)


@kernel
def may_meet(table: StakeTable, company: int, chosen: int, barred: int, criterion: Criterion) -> bool:
    """Whether a group of named holders possibly meets the criterion by votes.

    The group: those whose bits are set in ``chosen``, in order, without ``barred``.
    """
    s0 = s0_open = s1 = s1_open = t0 = t0_open = t1 = t1_open = o0 = o0_open = o1 = o1_open = seen = 0
    for position in range(table.indptr[company], table.indptr[company + 1]):
        low, low_open, high, high_open = read_share(table, position, VOTES)
        holder = int(table.holder[position])
        if holder == company:
            t0, t0_open, t1, t1_open = min(t0 + low, MUCH), t0_open | low_open, min(t1 + high, MUCH), t1_open | high_open
            continue
        inside = 0
        if holder >= 0 and high > 0:
            inside = int(holder != barred and (chosen >> min(seen, 60)) & 1)
            seen += 1
        if inside:
            s0, s0_open, s1, s1_open = min(s0 + low, MUCH), s0_open | low_open, min(s1 + high, MUCH), s1_open | high_open
        else:
            o0, o0_open, o1, o1_open = min(o0 + low, MUCH), o0_open | low_open, min(o1 + high, MUCH), o1_open | high_open
    group, own, others = (s0, s0_open, s1, s1_open), (t0, t0_open, t1, t1_open), (o0, o0_open, o1, o1_open)
    return meets(group, own, others, int(table.complete[company]), 0, criterion)


@kernel
def find_controlling_stake(table: StakeTable, company: int, criterion: Criterion) -> int:
    """The stake that decides alone in a company where somebody has control without a number; -1 where more than one may decide."""
    controlling = -1
    for position in range(table.indptr[company], table.indptr[company + 1]):
        flag, holder = int(table.flags[position]), int(table.holder[position])
        if flag & CONTROL_POSSIBLE and holder >= 0 and holder != company:
            if controlling >= 0 or flag & CONTROL_CERTAIN == 0:
                return -1
            controlling = position
    if may_meet(table, company, -1, int(table.holder[controlling]), criterion):
        return -1
    return controlling


@kernel
def classify_by_groups(table: StakeTable, company: int, need: int, criterion: Criterion) -> int:
    """The kind of a company whose shares are intervals, without a single certain majority: every group of few holders is tried.

    ``need``: the weight of which a majority has more than half.
    """
    count = most = 0
    for position in range(table.indptr[company], table.indptr[company + 1]):
        if table.flags[position] & HAS_VOTES and table.holder[position] >= 0:
            most = min(most + table.votes_max[position], WHOLE)
            count += int(table.holder[position] != company and table.votes_max[position] > 0)
    # With the company's own part at its most, too: half of the rest is not passed.
    if 2 * most <= WHOLE or not may_meet(table, company, -1, -1, criterion):
        return NOBODY
    if count == 1 or count > FEW:
        return OPEN
    for chosen in range(1, 1 << count):
        total = seen = 0
        for position in range(table.indptr[company], table.indptr[company + 1]):
            _, _, high, _ = read_share(table, position, VOTES)
            if table.holder[position] >= 0 and table.holder[position] != company and high > 0:
                if chosen >> seen & 1:
                    total += weigh(table, position)
                seen += 1
        if 2 * total <= need and may_meet(table, company, chosen, -1, criterion):
            return OPEN
    return JOINT


@kernel
def classify(table: StakeTable, first: int, last: int, criterion: Criterion, marks: Marks) -> int:
    """Decide the kinds of companies ``first`` .. ``last - 1``; returns how many are OPEN.

    Fills ``state``: the kind, with UNSURE for OPEN ones; ``via``: the stake that decides alone, or -1; ``label``: -2 - its holder, or the
    company itself; ``own``, which is left alone where the company has no stake in itself.
    """
    state, via, label, own = marks
    unsure = 0
    for company in range(first, last):
        via[company], label[company] = -1, company
        begin, end = int(table.indptr[company]), int(table.indptr[company + 1])
        if begin == end:
            state[company] = NOBODY
            continue
        total = named = itself = best = 0
        best_at, has_intervals, control = -1, 0, 0
        for position in range(begin, end):
            flag, holder = int(table.flags[position]), int(table.holder[position])
            size = 0
            if flag & INDIRECT_BESIDE:
                control |= 2
                break
            if flag & HAS_VOTES:
                low = int(table.votes_min[position])
                size = (low << SHIFT) + int(flag & VOTES_MIN_OPEN != 0)
                is_interval = flag & (VOTES_MIN_OPEN | VOTES_MAX_OPEN) != 0 or low != table.votes_max[position]
                has_intervals |= int(holder >= 0 and is_interval)
            if holder == company:
                control |= int(own[company] > 0) << 1
                own[company] = position + 1
                itself += size
            elif holder >= 0:
                control |= int(flag & CONTROL_POSSIBLE != 0)
                named += size
                if size > best:
                    best, best_at = size, position
            total += size
            if total > FULL:
                control |= 2
                break
        kind = NOBODY
        if control & 2:
            kind = OPEN
        elif control:
            best_at = find_controlling_stake(table, company, criterion)
            kind = SINGLE if best_at >= 0 else OPEN
        elif 2 * best > FULL - itself:
            kind = SINGLE
        elif has_intervals:
            kind = classify_by_groups(table, company, FULL - itself, criterion)
        elif 2 * named > FULL - itself:
            kind = JOINT
        if kind == SINGLE:
            via[company], label[company] = best_at, -2 - table.holder[best_at]
        unsure += int(kind == OPEN)
        state[company] = kind | UNSURE if kind == OPEN else kind
    return unsure


@kernel
def propagate_unsure(table: StakeTable, marks: Marks, queue: Any) -> int:
    """Mark everything that depends on an OPEN company as UNSURE; returns how many companies are.

    A company depends on whoever decides alone in it, or on all holders whose votes add up.  ``queue``: space for all parties.
    """
    state, via = marks.state, marks.via
    count = head = 0
    for company in range(len(table.indptr) - 1):
        if state[company] & UNSURE:
            queue[count] = company
            count += 1
    while head < count:
        holder = int(queue[head])
        head += 1
        for place in range(table.holder_indptr[holder], table.holder_indptr[holder + 1]):
            position = int(table.holder_positions[place])
            company = int(table.company[position])
            kind = int(state[company])
            if (kind == SINGLE and via[company] == position) or (kind == JOINT and weigh(table, position) > 0):
                state[company] = kind | UNSURE
                queue[count] = company
                count += 1
    return count
