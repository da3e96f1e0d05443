"""Closure: what a set of parties controls, as kernels over columns.  Owns the decision in one company and the worklist over many.

Knows numbers only: parties and stakes by position, a condition, and whether *certain* or *possible* is asked (1 or 0).  Which
answers people get from it is graph/control/closure.py.

The decision is exact.  The parts of the group (s), of the company in itself (t) and of all others (o) lie in intervals with open or
closed ends and add to at most the whole (exactly the whole, where the register is complete).  Whether such shares exist that pass,
or that fail, is a system of linear inequalities in three unknowns, solved by elimination (Fourier and Motzkin): s first, then t
between its greatest lower and its least upper bound.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

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
    ROLE_CERTAIN,
    ROLE_POSSIBLE,
    VOTES,
    VOTES_MAX_OPEN,
    VOTES_MIN_OPEN,
    StakeTable,
)
from ontology.shares import WHOLE

MUCH: Final = 4 * WHOLE
"""Sums beyond this are taken as this: columns far over 100 % decide the same, and products fit 64 bits."""


class Totals(NamedTuple):
    """Per company: the sums of all holders but itself, how many of their ends are open, and its own part (``own_open``: 1 least, 2 most).

    Where a condition looks at both columns, capital follows votes in the same arrays.
    """

    low: Any
    low_open: Any
    high: Any
    high_open: Any
    own_low: Any
    own_high: Any
    own_open: Any


@kernel
def part(table: StakeTable, position: int, column: int) -> tuple[int, int, int, int]:
    """A stake in one column: least, whether open, most, whether open."""
    flag = int(table.flags[position])
    if column == VOTES:
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
    """Sum the columns that the condition looks at."""
    parties = len(table.indptr) - 1
    offset = 0
    for column in (VOTES, CAPITAL):
        if criterion.dimension & column == 0:
            continue
        for position in range(len(table.holder)):
            company = int(table.company[position])
            slot = company + offset
            low, low_open, high, high_open = part(table, position, column)
            if column == VOTES and criterion.treasury and table.holder[position] == company:
                totals.own_low[slot] += low
                totals.own_high[slot] += high
                totals.own_open[slot] |= low_open | high_open << 1
            else:
                totals.low[slot] += low
                totals.low_open[slot] += low_open
                totals.high[slot] += high
                totals.high_open[slot] += high_open
        offset += parties


@kernel
def higher(a: int, ka: int, a_open: int, b: int, kb: int, b_open: int) -> tuple[int, int, int]:
    """The stricter of two lower bounds a/ka and b/kb."""
    if b * ka > a * kb or (b * ka == a * kb and b_open):
        return b, kb, b_open
    return a, ka, a_open


@kernel
def lower(a: int, ka: int, a_open: int, b: int, kb: int, b_open: int) -> tuple[int, int, int]:
    """The stricter of two upper bounds a/ka and b/kb."""
    if b * ka < a * kb or (b * ka == a * kb and b_open):
        return b, kb, b_open
    return a, ka, a_open


@kernel
def feasible(
    s0: int,
    s0_open: int,
    s1: int,
    s1_open: int,
    t0: int,
    t0_open: int,
    t1: int,
    t1_open: int,
    o0: int,
    o0_open: int,
    o1: int,
    o1_open: int,
    complete: int,
    side: int,
    num: int,
    den: int,
    strict: int,
) -> bool:
    """Whether shares exist that add up and (side 1) pass, (side -1) fail, or (side 0) only add up.

    Passing: s > 0 and s above (strict) or at least num/den of W - t.  Failing: not above, or not at least.  The conditions on s, each
    against each, become bounds on t: at = its greatest lower bound, to = its least upper bound.
    """
    if s0 > s1 or (s0 == s1 and (s0_open or s1_open)) or (complete and (o0 > o1 or (o0 == o1 and (o0_open or o1_open)))):
        return False
    rest = den - num
    at, at_k, at_open = t0, 1, t0_open
    to, to_k, to_open = t1, 1, t1_open
    to, to_k, to_open = lower(to, to_k, to_open, WHOLE - o0 - s0, 1, s0_open | o0_open)
    if complete:
        at, at_k, at_open = higher(at, at_k, at_open, WHOLE - o1 - s1, 1, s1_open | o1_open)
    if side > 0:
        if s1 == 0:
            return False
        to, to_k, to_open = lower(to, to_k, to_open, WHOLE - o0, 1, 1)
        if num:
            at, at_k, at_open = higher(at, at_k, at_open, num * WHOLE - den * s1, num, strict | s1_open)
        if rest:
            to, to_k, to_open = lower(to, to_k, to_open, rest * WHOLE - den * o0, rest, strict | o0_open)
        elif o0 > 0 or strict or o0_open:
            return False
    elif side < 0:
        loose = 1 - strict
        if num:
            to, to_k, to_open = lower(to, to_k, to_open, num * WHOLE - den * s0, num, loose | s0_open)
        elif s0 > 0 or loose or s0_open:
            return False
        if complete and rest:
            at, at_k, at_open = higher(at, at_k, at_open, rest * WHOLE - den * o1, rest, loose | o1_open)
        elif complete and loose and o1 == 0:
            return False
    return at * to_k < to * at_k or (at * to_k == to * at_k and not at_open and not to_open)


@kernel
def decides(
    s0: int,
    s0_open: int,
    s1: int,
    s1_open: int,
    t0: int,
    t0_open: int,
    t1: int,
    t1_open: int,
    o0: int,
    o0_open: int,
    o1: int,
    o1_open: int,
    complete: int,
    certain: int,
    criterion: Criterion,
) -> bool:
    """Whether the group passes whatever the true shares are (certain), or for some true shares.  What is certain is possible.

    A column that cannot add to 100 % is taken as not complete; the inconsistency is told elsewhere.
    """
    if s1 == 0:
        return False
    num, den, strict = criterion.num, criterion.den, criterion.strict
    s0, s1, t0, t1, o0, o1 = min(s0, MUCH), min(s1, MUCH), min(t0, WHOLE), min(t1, WHOLE), min(o0, MUCH), min(o1, MUCH)
    excess = den * s0 - num * (WHOLE - t0)
    if (s0 > 0 or s0_open) and (excess > 0 or (excess == 0 and (not strict or s0_open or (num > 0 and t0_open)))):
        return True
    if not complete and s0 == s1 and t0 == t1 and not criterion.undisclosed:
        return False
    if complete and not feasible(s0, s0_open, s1, s1_open, t0, t0_open, t1, t1_open, o0, o0_open, o1, o1_open, 1, 0, num, den, strict):
        complete = 0
    if certain:
        if not complete:
            return False
        if feasible(s0, s0_open, s1, s1_open, t0, t0_open, t1, t1_open, o0, o0_open, o1, o1_open, 1, -1, num, den, strict):
            return False
        return not feasible(s0, s0_open, s1, s1_open, t0, t0_open, t1, t1_open, o0, o0_open, o1, o1_open, 1, -1, 0, 1, 1)
    if criterion.undisclosed and not complete:
        s1, s1_open = WHOLE, 0
    return feasible(s0, s0_open, s1, s1_open, t0, t0_open, t1, t1_open, o0, o0_open, o1, o1_open, complete, 1, num, den, strict)


@kernel
def weighs(
    totals: Totals, slot: int, complete: int, certain: int, criterion: Criterion, low: int, low_open: int, high: int, high_open: int
) -> bool:
    """Whether a group with these sums passes in the column of a company; all other sums are what is left of the totals."""
    ends = totals.own_open[slot]
    return decides(
        low,
        int(low_open > 0),
        high,
        int(high_open > 0),
        totals.own_low[slot],
        ends & 1,
        totals.own_high[slot],
        ends >> 1,
        totals.low[slot] - low,
        int(totals.low_open[slot] > low_open),
        totals.high[slot] - high,
        int(totals.high_open[slot] > high_open),
        complete,
        certain,
        criterion,
    )


@kernel
def unnumbered(criterion: Criterion, certain: int, flag: int) -> bool:
    """Whether a stake passes by control, or by a role, that has no number."""
    if criterion.control and flag & (CONTROL_CERTAIN if certain else CONTROL_POSSIBLE):
        return True
    return bool(criterion.roles and flag & (ROLE_CERTAIN if certain else ROLE_POSSIBLE))


@kernel
def alone(table: StakeTable, totals: Totals, criterion: Criterion, certain: int, position: int) -> bool:
    """Whether one stake passes by itself."""
    company = int(table.company[position])
    if table.holder[position] == company or table.holder[position] < 0:
        return False
    if unnumbered(criterion, certain, int(table.flags[position])):
        return True
    offset = 0
    for column in (VOTES, CAPITAL):
        if criterion.dimension & column:
            low, low_open, high, high_open = part(table, position, column)
            if high > 0 and weighs(
                totals, company + offset, int(table.complete[company]), certain, criterion, low, low_open, high, high_open
            ):
                return True
            offset += len(table.indptr) - 1
    return False


@kernel
def passes(table: StakeTable, totals: Totals, criterion: Criterion, certain: int, company: int, member: Any, mark: int) -> bool:
    """Whether the group of all p with ``member[p] == mark`` passes in a company.  Reads the column; the closure keeps sums instead."""
    first, last = int(table.indptr[company]), int(table.indptr[company + 1])
    for position in range(first, last):
        holder = int(table.holder[position])
        if holder >= 0 and holder != company and member[holder] == mark:
            if unnumbered(criterion, certain, int(table.flags[position])):
                return True
            if not criterion.grouped and alone(table, totals, criterion, certain, position):
                return True
    if not criterion.grouped:
        return False
    offset = 0
    for column in (VOTES, CAPITAL):
        if criterion.dimension & column == 0:
            continue
        low = low_open = high = high_open = 0
        for position in range(first, last):
            holder = int(table.holder[position])
            if holder >= 0 and holder != company and member[holder] == mark:
                least, least_open, most, most_open = part(table, position, column)
                low, low_open, high, high_open = low + least, low_open + least_open, high + most, high_open + most_open
        if weighs(totals, company + offset, int(table.complete[company]), certain, criterion, low, low_open, high, high_open):
            return True
        offset += len(table.indptr) - 1
    return False
