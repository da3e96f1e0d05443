"""Decide whether a group of parties controls one company, certainly or possibly, as kernels over the stakes in that company alone.

Owns the decision; knows numbers only: parties and stakes by position, a criterion, and whether *certain* (1) or *possible* (0) is asked.
Who is in the group is the closure's business (graph/control/closure_kernel.py).  It is long, because the one system of inequalities has
to serve sums with open ends, registers that are complete, shares that pass the whole and what is held through others.

The decision is exact.  The shares of the group (s), of the company in itself (t) and of all others (o) lie in intervals with open or
closed ends and add to at most the whole (exactly the whole, where the register is complete).  Whether such shares exist that meet the
criterion, or that fail it, is a system of linear inequalities in three unknowns, solved by elimination (Fourier and Motzkin): s first,
then t between its greatest lower and its least upper bound.

A column whose least shares pass 100 % has no such shares: some figure in it is wrong, and nobody says which.  Then a group counts from what
the least shares of the others leave of 100 % up to its own greatest share, so it is certain only if it is even where all others are right.
Parties that it controls are in the group, so a person and its holding company, both entered with the same stake, do not contradict each
other.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np

from graph.algorithms.kernels import kernel
from graph.control.criterion import Criterion
from graph.network.stake_table import (
    CAPITAL,
    CAPITAL_MAX_OPEN,
    CAPITAL_MIN_OPEN,
    CONTROL_CERTAIN,
    CONTROL_POSSIBLE,
    HAS_CAPITAL,
    HAS_VOTES,
    INDIRECT_BESIDE,
    ROLE_CERTAIN,
    ROLE_POSSIBLE,
    VOTES,
    VOTES_MAX_OPEN,
    VOTES_MIN_OPEN,
    StakeTable,
)
from ontology.shares import WHOLE

MUCH: Final = 4 * WHOLE
"""Sums beyond this are taken as this: shares far over 100 % decide the same, and products fit 64 bits."""

MOST_OF_GROUP: Final = 2**61
MOST_OF_ALL: Final = 2**62
"""Sums stop growing here, above two thousand wholes, so that none passes 63 bits.  What a stopped total leaves to the others of a group is
still more than MUCH; only where the group's own sum was stopped too may the others seem to have more than they do, which makes an answer
weaker, never stronger."""


ShareSum: TypeAlias = tuple[int, int, int, int]
"""(low, low_open, high, high_open): the shares of some holders in one company added up, the least and the most of them in share units, and
how many ends of each are open.  A plain tuple, because to make a named one costs the interpreter more than half of a decision."""
LOW, LOW_OPEN, HIGH, HIGH_OPEN = range(4)


class Totals(NamedTuple):
    """Per company: the sums of all holders but itself, and its own share, each in the parts of a `ShareSum`.

    Where a criterion looks at votes and capital, capital follows votes in the same arrays: the slot of company c is c, then c plus the
    number of parties.
    """

    low: Any
    low_open: Any
    high: Any
    high_open: Any
    own_low: Any
    own_low_open: Any
    own_high: Any
    own_high_open: Any

    @classmethod
    def of_lists(cls, slots: int) -> Totals:
        """The same as ``allocate_totals`` gives, as lists for the interpreter."""
        return cls(*([0] * slots for _ in cls._fields))


@kernel
def allocate_totals(slots: int) -> Totals:
    """Totals of zero."""
    numbers = np.zeros((8, slots), np.int64)
    return Totals(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6], numbers[7])


@kernel
def read_share(table: StakeTable, position: int, dimension: int) -> ShareSum:
    """The votes or the capital of one stake, as they count in a sum.

    What is held through others beside direct holders is a part of what these hold: from nothing on, and nothing in a list of all holders.
    """
    flag = int(table.flags[position])
    if flag & INDIRECT_BESIDE:
        _, _, high, high_open = read_indirect_share(table, position, dimension)
        return (0, 0, 0, 0) if table.complete[table.company[position]] else (0, 0, high, high_open)
    if dimension == VOTES:
        if flag & HAS_VOTES == 0:
            return 0, 0, 0, 0
        return (
            int(table.votes_min[position]),
            int(flag & VOTES_MIN_OPEN != 0),
            int(table.votes_max[position]),
            int(flag & VOTES_MAX_OPEN != 0),
        )
    if flag & HAS_CAPITAL == 0:
        return 0, 0, 0, 0
    return (
        int(table.capital_min[position]),
        int(flag & CAPITAL_MIN_OPEN != 0),
        int(table.capital_max[position]),
        int(flag & CAPITAL_MAX_OPEN != 0),
    )


@kernel
def fill_totals(table: StakeTable, criterion: Criterion, totals: Totals) -> None:
    """Add up all stakes in the dimensions that the criterion looks at; ``totals`` are zeros before."""
    offset = 0
    for dimension in (VOTES, CAPITAL):
        if criterion.dimension & dimension == 0:
            continue
        for position in range(len(table.holder)):
            company = int(table.company[position])
            slot = company + offset
            low, low_open, high, high_open = read_share(table, position, dimension)
            if dimension == VOTES and criterion.treasury and table.holder[position] == company:
                totals.own_low[slot] = min(totals.own_low[slot] + low, MOST_OF_ALL)
                totals.own_low_open[slot] += low_open
                totals.own_high[slot] = min(totals.own_high[slot] + high, MOST_OF_ALL)
                totals.own_high_open[slot] += high_open
            else:
                low, high = low + totals.low[slot], high + totals.high[slot]
                totals.low[slot] = low if low < MOST_OF_ALL else MOST_OF_ALL
                totals.low_open[slot] += low_open
                totals.high[slot] = high if high < MOST_OF_ALL else MOST_OF_ALL
                totals.high_open[slot] += high_open
        offset += len(table.indptr) - 1


@kernel
def compare(a: int, a_scale: int, b: int, b_scale: int) -> int:
    """The sign of a/a_scale - b/b_scale.  Products with a scale would not fit 64 bits, so whole parts come before remainders."""
    if a_scale == b_scale:
        return a - b
    difference = a // a_scale - b // b_scale
    return difference if difference else a % a_scale * b_scale - b % b_scale * a_scale


@kernel
def raise_lower(a: int, a_scale: int, a_open: int, b: int, b_scale: int, b_open: int) -> tuple[int, int, int]:
    """The stricter of two lower bounds a/a_scale and b/b_scale."""
    excess = compare(b, b_scale, a, a_scale)
    if excess > 0 or (excess == 0 and b_open):
        return b, b_scale, b_open
    return a, a_scale, a_open


@kernel
def reduce_upper(a: int, a_scale: int, a_open: int, b: int, b_scale: int, b_open: int) -> tuple[int, int, int]:
    """The stricter of two upper bounds a/a_scale and b/b_scale."""
    excess = compare(b, b_scale, a, a_scale)
    if excess < 0 or (excess == 0 and b_open):
        return b, b_scale, b_open
    return a, a_scale, a_open


@kernel
def is_feasible(group: ShareSum, own: ShareSum, others: ShareSum, complete: int, side: int, num: int, den: int, strict: int) -> bool:
    """Whether shares exist that add up and (side 1) meet the criterion, (side -1) fail it, or (side 0) only add up.

    Meeting it: s > 0 and s above (strict) or at least num/den of W - t.  Failing it: not above, or not at least.  The conditions on s, each
    against each, become bounds on t: at = its greatest lower bound, to = its least upper bound.
    """
    s0, s0_open, s1, s1_open = group
    t0, t0_open, t1, t1_open = own
    o0, o0_open, o1, o1_open = others
    if s0 > s1 or (s0 == s1 and (s0_open or s1_open)) or (complete and (o0 > o1 or (o0 == o1 and (o0_open or o1_open)))):
        return False
    rest = den - num
    at, at_scale, at_open = t0, 1, t0_open
    to, to_scale, to_open = reduce_upper(t1, 1, t1_open, WHOLE - o0 - s0, 1, s0_open | o0_open)
    if complete:
        at, at_scale, at_open = raise_lower(at, at_scale, at_open, WHOLE - o1 - s1, 1, s1_open | o1_open)
    if side > 0:
        if s1 == 0:
            return False
        to, to_scale, to_open = reduce_upper(to, to_scale, to_open, WHOLE - o0, 1, 1)
        if num:
            at, at_scale, at_open = raise_lower(at, at_scale, at_open, num * WHOLE - den * s1, num, strict | s1_open)
        if rest:
            to, to_scale, to_open = reduce_upper(to, to_scale, to_open, rest * WHOLE - den * o0, rest, strict | o0_open)
        elif o0 > 0 or strict or o0_open:
            return False
    elif side < 0:
        loose = 1 - strict
        if num:
            to, to_scale, to_open = reduce_upper(to, to_scale, to_open, num * WHOLE - den * s0, num, loose | s0_open)
        elif s0 > 0 or loose or s0_open:
            return False
        if complete and rest:
            at, at_scale, at_open = raise_lower(at, at_scale, at_open, rest * WHOLE - den * o1, rest, loose | o1_open)
        elif complete and loose and o1 == 0:
            return False
    room = compare(to, to_scale, at, at_scale)
    return room > 0 or (room == 0 and not at_open and not to_open)


@kernel
def limit(shares: ShareSum, most: int) -> ShareSum:
    """The sum with both ends cut to ``most``."""
    low, low_open, high, high_open = shares
    return min(low, most), low_open, min(high, most), high_open


@kernel
def meets_beside_excess(group: ShareSum, own: ShareSum, others: ShareSum, certain: int, criterion: Criterion) -> bool:
    """Whether the group meets the criterion in a column whose least shares pass 100 %, or reach it with an open end.

    Certain: by the least that the others leave to it, of the whole less the least that they leave to the company itself.  Possible: by its
    greatest share, with as much of the company's own as fits beside it.
    """
    s0, s0_open, s1, s1_open = group
    t0, t0_open, t1, t1_open = own
    o0, o0_open, _, _ = others
    if certain:
        part, dropped = WHOLE - o0 - t0, max(0, min(t0, WHOLE - s0 - o0))
        # What is left beside a least share with an open end is less than that, however little.
        is_short = o0_open + t0_open > 0 or (s0_open > 0 and dropped > 0)
    else:
        if criterion.undisclosed:
            s1, s1_open = WHOLE, 0
        part = min(s1, WHOLE)
        dropped = min(t1, WHOLE - part)
        # Where all of the rest is asked for, what an open end leaves out may be the company's own.
        is_all = criterion.num == criterion.den and t1 > dropped
        is_short = (s1_open > 0 and s1 <= WHOLE and not is_all) or (t1_open > 0 and dropped == t1)
    if part <= 0:
        return False
    excess = criterion.den * part - criterion.num * (WHOLE - dropped)
    return excess > 0 or (excess == 0 and not is_short and not criterion.strict)


@kernel
def meets(group: ShareSum, own: ShareSum, others: ShareSum, complete: int, certain: int, criterion: Criterion) -> bool:
    """Whether the group meets the criterion whatever the true shares are (certain), or for some true shares.  What is certain is possible.

    ``own``: what the company holds in itself, where that is left out of the whole.  Shares that cannot reach 100 % are taken as not
    complete; the inconsistency is reported elsewhere.
    """
    if group[HIGH] > MUCH or own[HIGH] > WHOLE or others[HIGH] > MUCH:
        group, own, others = limit(group, MUCH), limit(own, WHOLE), limit(others, MUCH)
    s0, s0_open, s1, _ = group
    t0, t0_open, t1, _ = own
    if s1 == 0:
        return False
    least = s0 + t0 + others[LOW]
    if least > WHOLE or (least == WHOLE and (s0_open or t0_open or others[LOW_OPEN])):
        return meets_beside_excess(group, own, others, certain, criterion)
    num, den, strict = criterion.num, criterion.den, criterion.strict
    excess = den * s0 - num * (WHOLE - t0)
    if (s0 > 0 or s0_open) and (excess > 0 or (excess == 0 and (not strict or s0_open or (num > 0 and t0_open)))):
        return True
    if not complete and s0 == s1 and t0 == t1 and not criterion.undisclosed:
        return False
    if complete and not is_feasible(group, own, others, 1, 0, num, den, strict):
        complete = 0
    if certain:
        if not complete or is_feasible(group, own, others, 1, -1, num, den, strict):
            return False
        return not is_feasible(group, own, others, 1, -1, 0, 1, 1)
    if criterion.undisclosed and not complete:
        group = s0, s0_open, WHOLE, 0
    return is_feasible(group, own, others, complete, 1, num, den, strict)


@kernel
def sums_meet(totals: Totals, slot: int, group: ShareSum, through: int, complete: int, certain: int, criterion: Criterion) -> bool:
    """Whether a group with this sum meets the criterion in the company of a slot; all other shares are what is left of the totals.

    ``through``: how much of its most the group has through others beside direct holders (``read_through``).  That may be a part of what
    the others surely have, which leaves it room.
    """
    low, low_open, high, high_open = group
    own = totals.own_low[slot], totals.own_low_open[slot], totals.own_high[slot], totals.own_high_open[slot]
    others = (totals.low[slot] - low, totals.low_open[slot] - low_open, totals.high[slot] - high, totals.high_open[slot] - high_open)
    if meets(group, own, others, complete, certain, criterion):
        return True
    held, is_open = through >> 1, through & 1
    if held == 0 or certain or others[LOW] == 0:
        return False
    # No more of the company's own than direct holders leave.
    most = max(own[LOW], WHOLE - low - others[LOW])
    if most < own[HIGH]:
        own = own[LOW], own[LOW_OPEN], most, int(low_open + others[LOW_OPEN] > 0 and most > own[LOW])
    left = max(0, others[LOW] - held)
    left_open = int(others[LOW_OPEN] + is_open > 0 and others[LOW] >= held)
    return meets(group, own, (left, left_open, others[HIGH], others[HIGH_OPEN]), 0, 0, criterion)


@kernel
def read_through(table: StakeTable, position: int, share: ShareSum) -> int:
    """How much of the most of a stake, as it counts in a sum, is held through others beside direct holders.

    The least bit tells whether its end is open, the others how much it is.  ``add_through`` adds two.
    """
    return (share[HIGH] << 1) + int(share[HIGH_OPEN] > 0) if table.flags[position] & INDIRECT_BESIDE else 0


@kernel
def add_through(one: int, other: int) -> int:
    """Add what two have through others; see ``read_through``."""
    return min((one >> 1) + (other >> 1), MOST_OF_GROUP) << 1 | (one | other) & 1


@kernel
def has_unquantified_control(criterion: Criterion, certain: int, flag: int) -> bool:
    """Whether a stake with these flags meets the criterion by control, or by a role, that has no number."""
    if criterion.control and flag & (CONTROL_CERTAIN if certain else CONTROL_POSSIBLE):
        return True
    return bool(criterion.roles and flag & (ROLE_CERTAIN if certain else ROLE_POSSIBLE))


@kernel
def read_indirect_share(table: StakeTable, position: int, dimension: int) -> ShareSum:
    """The votes or the capital of a stake that is held through others, by itself."""
    flag = int(table.flags[position])
    if dimension == VOTES:
        low, high = int(table.votes_min[position]), int(table.votes_max[position])
        return low, int(flag & VOTES_MIN_OPEN != 0), high, int(flag & VOTES_MAX_OPEN != 0)
    low, high = int(table.capital_min[position]), int(table.capital_max[position])
    return low, int(flag & CAPITAL_MIN_OPEN != 0), high, int(flag & CAPITAL_MAX_OPEN != 0)


@kernel
def meets_through_others(table: StakeTable, totals: Totals, criterion: Criterion, certain: int, position: int) -> bool:
    """Whether a stake that is held through others beside direct holders meets the criterion by itself.

    It is a part of what those hold through whom it is held, so nothing of theirs is held against it.
    """
    slot = int(table.company[position])
    for dimension in (VOTES, CAPITAL):
        if criterion.dimension & dimension:
            own = totals.own_low[slot], totals.own_low_open[slot], totals.own_high[slot], totals.own_high_open[slot]
            if meets(read_indirect_share(table, position, dimension), own, (0, 0, 0, 0), 0, certain, criterion):
                return True
            slot += len(table.indptr) - 1
    return False


@kernel
def holder_meets_alone(table: StakeTable, totals: Totals, criterion: Criterion, certain: int, position: int) -> bool:
    """Whether one stake meets the criterion by itself."""
    company = int(table.company[position])
    if table.holder[position] == company or table.holder[position] < 0:
        return False
    flag = int(table.flags[position])
    if has_unquantified_control(criterion, certain, flag):
        return True
    if flag & INDIRECT_BESIDE and meets_through_others(table, totals, criterion, certain, position):
        return True
    offset = 0
    for dimension in (VOTES, CAPITAL):
        if criterion.dimension & dimension:
            group = read_share(table, position, dimension)
            if group[HIGH] > 0 and sums_meet(totals, company + offset, group, 0, int(table.complete[company]), certain, criterion):
                return True
            offset += len(table.indptr) - 1
    return False


@kernel
def group_meets(table: StakeTable, totals: Totals, criterion: Criterion, certain: int, company: int, member: Any, mark: int) -> bool:
    """Whether the group of all p with ``member[p] == mark`` meets the criterion in a company.

    Reads all stakes in the company; the closure keeps sums instead.
    """
    first, last = int(table.indptr[company]), int(table.indptr[company + 1])
    for position in range(first, last):
        holder = int(table.holder[position])
        if holder >= 0 and holder != company and member[holder] == mark:
            flag = int(table.flags[position])
            if has_unquantified_control(criterion, certain, flag):
                return True
            if flag & INDIRECT_BESIDE and meets_through_others(table, totals, criterion, certain, position):
                return True
            if not criterion.grouped and holder_meets_alone(table, totals, criterion, certain, position):
                return True
    if not criterion.grouped:
        return False
    offset = 0
    for dimension in (VOTES, CAPITAL):
        if criterion.dimension & dimension == 0:
            continue
        low = low_open = high = high_open = through = 0
        for position in range(first, last):
            holder = int(table.holder[position])
            if holder >= 0 and holder != company and member[holder] == mark:
                share = read_share(table, position, dimension)
                low, low_open, high, high_open = low + share[0], low_open + share[1], high + share[2], high_open + share[3]
                through = add_through(through, read_through(table, position, share))
                if high > MOST_OF_GROUP:
                    low, high = min(low, MOST_OF_GROUP), MOST_OF_GROUP
        group = low, low_open, high, high_open
        if sums_meet(totals, company + offset, group, through, int(table.complete[company]), certain, criterion):
            return True
        offset += len(table.indptr) - 1
    return False
