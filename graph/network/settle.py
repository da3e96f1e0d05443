"""Settle what the stakes in one company say of each other: votes that nobody states, and shares beside rivals that hide an excess.

Owns what follows from all stakes in a company together, after each holder's own statements are reconciled (graph/network/reconcile.py).
Knows numbers only; must not know control.
"""

from __future__ import annotations

from graph.algorithms.kernels import kernel
from graph.generation.interest_table import HAS_SHARE, MIN_OPEN, UNNAMED
from graph.network.interest_kinds import FAMILY, IS_PROFIT_RIGHT, MONEY, MONEY_RANK, UNRANKED, VOTING
from graph.network.interest_rows import THROUGH, USED, InterestRows, RowMarks
from graph.network.stake_table import (
    CAPITAL,
    CAPITAL_MIN_OPEN,
    HAS_CAPITAL,
    HAS_VOTES,
    INDIRECT_BESIDE,
    VOTES,
    VOTES_ASSUMED,
    VOTES_LEFT,
    VOTES_MAX_OPEN,
    VOTES_MIN_OPEN,
    StakeBuffer,
)
from ontology.shares import WHOLE


@kernel
def settle_assumed_votes(out: StakeBuffer, first: int, last: int) -> None:
    """Bound the votes taken equal to shares in one company, stakes ``first`` .. ``last - 1``, where a source states votes of somebody.

    One share is one vote only where nobody states votes.  As soon as somebody does, every other holder of shares has from none to what the
    stated votes leave; those that are held through others may be anybody's and leave all.
    """
    stated = left_open = assumed = 0
    left = WHOLE
    for stake in range(first, last):
        flags = out.flags[stake]
        if flags & VOTES_ASSUMED:
            assumed = 1
        elif flags & HAS_VOTES:
            stated = 1
            if not flags & INDIRECT_BESIDE:
                left = max(left - out.votes_min[stake], 0)
                left_open |= flags & VOTES_MIN_OPEN
    if not (stated and assumed):
        return
    for stake in range(first, last):
        if out.flags[stake] & VOTES_ASSUMED:
            out.flags[stake] &= ~(VOTES_ASSUMED | VOTES_MIN_OPEN | VOTES_MAX_OPEN)
            if out.flags[stake] & INDIRECT_BESIDE:
                # They may be those that others are said to have.
                out.votes_min[stake], out.votes_max[stake] = 0, WHOLE
                out.flags[stake] |= VOTES_LEFT
            else:
                out.votes_min[stake], out.votes_max[stake] = 0, left
                out.flags[stake] |= VOTES_LEFT | (VOTES_MAX_OPEN if left_open and left > 0 else 0)


@kernel
def weaken_beside_rivals(rows: InterestRows, marks: RowMarks, out: StakeBuffer, first: int, last: int, end: int) -> None:
    """Lower the least shares of one company, whose rows end before ``end``, where claims that cannot all be right are hidden by a rival.

    A rival claim or a denial makes the least share of its holder smaller.  It must not thereby make room for others: a holder has at least
    what the greatest of the least shares that are claimed for the others leave.
    """
    for dimension in (VOTES, CAPITAL):
        claimed = least = claimed_open = least_open = 0
        for stake in range(first, last):
            if out.flags[stake] & INDIRECT_BESIDE:
                continue
            greatest = find_greatest_least(rows, marks, out, stake, dimension, end)
            claimed, claimed_open = claimed + (greatest >> 1), claimed_open | (greatest & 1 if greatest > 1 else 0)
            own = out.votes_min[stake] if dimension == VOTES else out.capital_min[stake]
            is_open = out.flags[stake] & (VOTES_MIN_OPEN if dimension == VOTES else CAPITAL_MIN_OPEN) > 0
            least, least_open = least + own, least_open | (1 if is_open and own else 0)
        # Without a rival that lowers a share the excess is there for all to see (graph/control/decision_kernel.py).
        claimed, least = 2 * claimed + claimed_open, 2 * least + least_open
        if claimed <= 2 * WHOLE or claimed <= least:
            continue
        claimed >>= 1
        for stake in range(first, last):
            if out.flags[stake] & INDIRECT_BESIDE:
                continue
            left = max(0, WHOLE - claimed + (find_greatest_least(rows, marks, out, stake, dimension, end) >> 1))
            if dimension == VOTES and out.votes_min[stake] >= left:
                out.votes_min[stake] = left
                out.flags[stake] &= ~VOTES_MIN_OPEN
            elif dimension == CAPITAL and out.capital_min[stake] >= left:
                out.capital_min[stake] = left
                out.flags[stake] &= ~CAPITAL_MIN_OPEN


@kernel
def weaken_beside_profit_rights(rows: InterestRows, marks: RowMarks, out: StakeBuffer, first: int, last: int, end: int) -> None:
    """Lower the least shares of money in one company, whose rows end before ``end``, where a right to profit stands beside others' money.

    Shares of the capital and rights to profit do not add up to a whole, and no source says which of them is the money: a right to profit
    counts from none, a share from what the rights to profit may leave.  Where somebody has votes and his money is not stated, he may hold
    the capital.
    """
    granted, has_rights, has_others = 0, False, False
    for stake in range(first, last):
        if out.flags[stake] & INDIRECT_BESIDE:
            continue
        if has_profit_right(rows, marks, out.row[stake], end):
            has_rights = True
            granted = min(granted + out.capital_max[stake], WHOLE)
        elif out.flags[stake] & (HAS_CAPITAL | HAS_VOTES):
            has_others = True
    if not (has_rights and has_others):
        return
    for stake in range(first, last):
        if out.flags[stake] & INDIRECT_BESIDE:
            continue
        left = 0 if has_profit_right(rows, marks, out.row[stake], end) else max(0, out.capital_min[stake] - granted)
        if out.capital_min[stake] > left or left == 0:
            out.capital_min[stake] = left
            out.flags[stake] &= ~CAPITAL_MIN_OPEN


@kernel
def has_profit_right(rows: InterestRows, marks: RowMarks, row: int, end: int) -> bool:
    """Whether the money of the holder whose rows begin at ``row`` is a right to profit."""
    holder, rank, is_right = rows.holder[row], UNRANKED, False
    while row < end and rows.holder[row] == holder:
        interest = rows.interest[row]
        if marks.mark[row] & USED and FAMILY[interest] == MONEY and MONEY_RANK[interest] < rank:
            rank, is_right = MONEY_RANK[interest], IS_PROFIT_RIGHT[interest]
        if holder == UNNAMED:
            break
        row += 1
    return is_right


@kernel
def find_greatest_least(rows: InterestRows, marks: RowMarks, out: StakeBuffer, stake: int, dimension: int, end: int) -> int:
    """Return the greatest least share that a record which surely holds gives the holder of a stake, twice, and one more where its end is
    open; 0 where none does.

    The rows of the company end before ``end``.  What he has through others beside is left out.  Of a holder without a name each row is one.
    """
    flags, begin = out.flags[stake], out.row[stake]
    if (dimension == CAPITAL and not flags & HAS_CAPITAL) or (dimension == VOTES and (flags & VOTES_LEFT or not flags & HAS_VOTES)):
        return 0
    of_votes = dimension == VOTES and not flags & VOTES_ASSUMED
    holder, rank, greatest = rows.holder[begin], UNRANKED, 0
    while begin < end and rows.holder[begin] == holder:
        interest, stop = rows.interest[begin], begin + 1
        while holder != UNNAMED and stop < end and rows.holder[stop] == holder and rows.interest[stop] == interest:
            stop += 1
        if FAMILY[interest] == (VOTING if of_votes else MONEY):
            least = find_greatest_of_records(rows, marks, begin, stop)
            if least >= 0 and not of_votes and MONEY_RANK[interest] < rank:
                rank, greatest = MONEY_RANK[interest], least
            elif least >= 0 and (of_votes or MONEY_RANK[interest] == rank):
                greatest = max(greatest, least)
        if holder == UNNAMED:
            break
        begin = stop
    return int(greatest)


@kernel
def find_greatest_of_records(rows: InterestRows, marks: RowMarks, first: int, last: int) -> int:
    """Return the greatest of the shares that the records of one holding surely give, rows ``first``..``last``: twice, and one more where
    its least end is open; -1 where no row is used.

    A record gives the least that all its versions give which speak on the day.
    """
    greatest, of_records = -1, {-1: 0}
    for row in range(first, last):
        if marks.mark[row] & (USED | THROUGH) == USED:
            is_sure = marks.mark[row] & 2 > 0 and rows.flags[row] & HAS_SHARE > 0
            least = 2 * int(rows.min[row]) + (1 if rows.flags[row] & MIN_OPEN else 0) if is_sure else 0
            series = int(rows.series[row])
            if series < 0:
                greatest = max(greatest, least)
            else:
                of_records[series] = min(of_records.get(series, least), least)
    for series in of_records:
        if series >= 0:
            greatest = max(greatest, of_records[series])
    return greatest
