"""Give what nominees hold in one company to those for whom they hold it (method, section 1, nominees).

Owns what becomes of the stakes of a company in which somebody holds shares or votes as a nominee, after all else is settled
(graph/network/settle.py).  Shares are triples (least, most, ends; bit 1 = least open, bit 2 = most open).  Knows numbers only; must not
know control.
"""

from __future__ import annotations

from typing import Final

from graph.algorithms.kernels import kernel
from graph.generation.interest_table import INTERESTS, UNNAMED
from graph.network.claims import limit_to_majority, merge_claims
from graph.network.indirect import lay_aside, take_back
from graph.network.interest_kinds import CONTROL, FAMILY, HAS_PARTS, NOMINATOR
from graph.network.interest_rows import THROUGH, USED, InterestRows, RowMarks
from graph.network.stake_table import (
    CAPITAL,
    CAPITAL_MAX_OPEN,
    CAPITAL_MIN_OPEN,
    CONTROL_CERTAIN,
    CONTROL_POSSIBLE,
    HAS_CAPITAL,
    HAS_VOTES,
    INDIRECT_BESIDE,
    THROUGH_NOMINEE,
    UNCERTAIN,
    VOTES,
    VOTES_ASSUMED,
    VOTES_LEFT,
    VOTES_MAX_OPEN,
    VOTES_MIN_OPEN,
    StakeBuffer,
)
from ontology.shares import WHOLE
from ontology.statements import Interest

NOMINEE: Final = INTERESTS.index(Interest.NOMINEE)
_VOTES_FLAGS: Final = HAS_VOTES | VOTES_MIN_OPEN | VOTES_MAX_OPEN
_CAPITAL_FLAGS: Final = HAS_CAPITAL | CAPITAL_MIN_OPEN | CAPITAL_MAX_OPEN

_Share = tuple[int, int, int]
_NOTHING: Final = (-1, -1, 0)
"""In place of a share: there is none, or none is stated."""


@kernel
def move_nominee_shares(rows: InterestRows, marks: RowMarks, out: StakeBuffer, first: int, last: int, end: int) -> int:
    """Move what nominees hold in one company, stakes ``first`` .. ``last - 1`` and rows before ``end``, to those for whom they hold it.

    Of one nominee and one nominator, both told apart, it is the nominator's; else each nominator may have any of it; where nobody is named,
    it is that of a party without a name, whose stake is written from place ``last`` on.  A nominator has by it what the shares give, and no
    control without a number.  Returns the place after the last stake.
    """
    nominator, control, most = [0] * (last - first), [0] * (last - first), [0] * (last - first)
    nominators, is_certain, held = 0, False, last
    is_for_others = False
    for stake in range(first, last):
        is_second = stake > first and has_same_holder(out, stake - 1)
        row = out.row[stake]
        stop = find_holder_end(rows, row, end)
        if has_mark(row, stop, marks, THROUGH):
            # Which of the two he is a nominee of is told by how that is stated, as of shares.
            is_through = is_second or not rests_on_direct(row, stop, marks)
            kept = lay_aside(rows, row, stop, marks, not is_through)
            nominee, size, nominator[stake - first], most[stake - first], control[stake - first] = find_role(rows, marks, row, stop)
            take_back(kept, row, marks)
            while (marks.mark[row] & THROUGH > 0) != is_through:
                row += 1
        else:
            nominee, size, nominator[stake - first], most[stake - first], control[stake - first] = find_role(rows, marks, row, stop)
        is_for_others = nominee > 0 or nominator[stake - first] > 0 or (is_second and is_for_others)
        if is_for_others:
            clear_indirect(out, stake)
        if nominator[stake - first]:
            nominators += 1
        if nominee and out.flags[stake] & (HAS_CAPITAL | HAS_VOTES):
            is_certain |= nominee == 2
            split_stake(out, stake, held, nominee == 2, size)
            out.row[held] = row
            held += 1
    if nominators == 0:
        return held
    for stake in range(first, last):
        if nominator[stake - first]:
            # Whose the rest is, of which he is not said to be the nominator, is not told.
            is_all = max(out.capital_max[last], out.votes_max[last]) <= most[stake - first]
            is_sole = nominators == 1 and held == last + 1 and nominator[stake - first] == 2 and is_all
            for part in range(last, held):
                add_stake(out, stake, part, is_sole)
            flags = (out.flags[stake] | THROUGH_NOMINEE) & ~(CONTROL_POSSIBLE | CONTROL_CERTAIN | INDIRECT_BESIDE)
            # Whether a holder that is only perhaps a nominee is the one that the nominator statement means is not told.
            level = control[stake - first] if is_certain else max(control[stake - first], 1)
            out.flags[stake] = flags | (CONTROL_POSSIBLE if level else 0) | (CONTROL_CERTAIN if level == 2 else 0)
    return last


@kernel
def has_same_holder(out: StakeBuffer, stake: int) -> bool:
    """Whether a stake and the next are one holder's: what he has directly, and what through others."""
    return bool(out.holder[stake] != UNNAMED and out.holder[stake] == out.holder[stake + 1])


@kernel
def find_holder_end(rows: InterestRows, row: int, end: int) -> int:
    """Find the end of the rows of the holder of ``row``, the place after the last; the rows of the company end before ``end``.

    Two holders without a name are two.
    """
    stop = row + 1
    while rows.holder[row] != UNNAMED and stop < end and rows.holder[stop] == rows.holder[row]:
        stop += 1
    return stop


@kernel
def has_mark(first: int, last: int, marks: RowMarks, bit: int) -> bool:
    """Whether one of the rows ``first``..``last`` has a mark."""
    is_there = False
    for row in range(first, last):
        is_there = is_there or marks.mark[row] & bit > 0
    return is_there


@kernel
def rests_on_direct(first: int, last: int, marks: RowMarks) -> bool:
    """Whether a stake of a holder, whose rows are ``first``..``last``, rests on a row of what he has directly."""
    is_direct = False
    for row in range(first, last):
        is_direct = is_direct or marks.mark[row] & (USED | THROUGH) == USED
    return is_direct


@kernel
def clear_indirect(out: StakeBuffer, stake: int) -> None:
    """Leave of shares that a nominee or a nominator has through others, beside direct ones, what is possible: it may be the same."""
    if out.flags[stake] & INDIRECT_BESIDE:
        out.votes_min[stake] = out.capital_min[stake] = 0
        out.flags[stake] &= ~(VOTES_MIN_OPEN | CAPITAL_MIN_OPEN)


@kernel
def find_role(rows: InterestRows, marks: RowMarks, first: int, end: int) -> tuple[int, _Share, int, int, int]:
    """Find what a holder, whose rows are ``first``..``end``, is beside its shares.

    Returns the presence of its being a nominee and the share that is stated of that, the presence of its being a nominator and of how much
    at most, and that of its control by other means without a number.
    """
    nominee = nominator = control = 0
    most = WHOLE
    size = _NOTHING
    begin = first
    while begin < end:
        interest, stop = rows.interest[begin], begin + 1
        while stop < end and rows.interest[stop] == interest:
            stop += 1
        if interest == NOMINEE or FAMILY[interest] == CONTROL:
            presence, is_sized, low, high, ends = merge_claims(rows, begin, stop, marks)
            if interest == NOMINEE:
                nominee = presence
                if presence and is_sized:
                    size = (low, high, ends) if presence == 2 else (0, high, ends & 2)
            elif interest == NOMINATOR:
                nominator, most = presence, high if is_sized == 1 else WHOLE
            else:
                if is_sized == 1 and HAS_PARTS[interest]:
                    presence = limit_to_majority(interest, presence, low, high, ends)
                control = max(control, presence)
        begin = stop
    return nominee, size, nominator, most, control


@kernel
def split_stake(out: StakeBuffer, stake: int, held: int, is_certain: bool, size: _Share) -> None:
    """Write what a nominee holds for others to place ``held``, without a holder, and leave in its stake what is its own.

    ``size``: of a part only, as its statement says; the votes of that part are told where they are as the shares are.  Of what is only
    perhaps held for others each may have any part.
    """
    flags, capital, votes = out.flags[stake], read_share(out, stake, CAPITAL), read_share(out, stake, VOTES)
    rest = find_rest(capital, size)
    held_capital, held_votes, rest_votes = find_part(capital, size), find_part(votes, size), find_rest(votes, size)
    if size[0] >= 0 and capital[0] >= 0 and rest[0] >= 0 and votes != capital:
        held_votes = rest_votes = make_open(votes)
    if not is_certain:
        held_capital, held_votes = make_open(held_capital), make_open(held_votes)
        rest, rest_votes = make_open(capital), make_open(votes)
    out.holder[held] = UNNAMED
    out.flags[held] = THROUGH_NOMINEE | (flags & (VOTES_ASSUMED | VOTES_LEFT)) | (0 if is_certain else UNCERTAIN)
    write_share(out, held, CAPITAL, held_capital)
    write_share(out, held, VOTES, held_votes)
    write_share(out, stake, CAPITAL, rest)
    write_share(out, stake, VOTES, rest_votes)
    if rest_votes[0] < 0:
        out.flags[stake] &= ~(VOTES_ASSUMED | VOTES_LEFT)


@kernel
def add_stake(out: StakeBuffer, stake: int, held: int, is_certain: bool) -> None:
    """Add what a nominee holds to what its nominator has; from nothing on where that is not certain."""
    is_left = out.flags[stake] & out.flags[held] & VOTES_LEFT
    for dimension in (CAPITAL, VOTES):
        share = read_share(out, held, dimension)
        if not is_certain:
            share = make_open(share)
        write_share(out, stake, dimension, add_shares(read_share(out, stake, dimension), share, is_left and dimension == VOTES))
    out.flags[stake] |= out.flags[held] & (VOTES_ASSUMED | VOTES_LEFT)


@kernel
def add_shares(own: _Share, more: _Share, is_left: bool) -> _Share:
    """Add two shares of one party.

    ``is_left``: both are votes that are not stated and have one bound together.  Where both surely pass the whole, one restates the other:
    surely it is the larger, at most the whole.
    """
    if more[0] < 0:
        return own
    if own[0] < 0:
        return more
    low, high, low_open, high_open = own[0] + more[0], own[1] + more[1], (own[2] | more[2]) & 1, (own[2] | more[2]) & 2
    if is_left:
        # Of what is held through others the bound is the whole.
        high = max(own[1], more[1])
        high_open = (own[2] if own[1] == high else 2) & (more[2] if more[1] == high else 2) & 2
    if low > WHOLE:
        low = max(own[0], more[0])
        low_open = (own[2] if own[0] == low else 0) & 1 | (more[2] if more[0] == low else 0) & 1
    if high > WHOLE:
        high, high_open = WHOLE, 0
    return tidy(low, high, low_open + high_open)


@kernel
def find_part(share: _Share, size: _Share) -> _Share:
    """The stated part of a share, all of it where no part is stated; surely no more than the share surely is."""
    if share[0] < 0 or size[0] < 0:
        return share
    low, high = min(share[0], size[0]), min(share[1], size[1])
    low_open = (share[2] & 1 or share[0] > low) and (size[2] & 1 or size[0] > low)
    high_open = (share[2] & 2 and share[1] == high) or (size[2] & 2 and size[1] == high)
    return tidy(low, high, (1 if low_open else 0) + (2 if high_open else 0))


@kernel
def find_rest(share: _Share, size: _Share) -> _Share:
    """What the stated part leaves of a share; nothing where no part is stated."""
    if share[0] < 0 or size[0] < 0:
        return _NOTHING
    part = find_part(share, size)
    low, high = max(0, share[0] - size[1]), share[1] - part[0]
    if high == 0:
        return _NOTHING
    low_open = share[0] >= size[1] and (share[2] & 1 or size[2] & 2)
    high_open = share[2] & 2 or part[2] & 1
    return tidy(low, high, (1 if low_open else 0) + (2 if high_open else 0))


@kernel
def make_open(share: _Share) -> _Share:
    """From nothing up to a share."""
    return share if share[0] < 0 else tidy(0, share[1], share[2] & 2)


@kernel
def tidy(low: int, high: int, ends: int) -> _Share:
    """A share of one number has no open ends."""
    return (low, high, ends) if low < high else (high, high, 0)


@kernel
def read_share(out: StakeBuffer, stake: int, dimension: int) -> _Share:
    """The capital or the votes of a stake."""
    flags = out.flags[stake]
    if dimension == CAPITAL:
        if not flags & HAS_CAPITAL:
            return _NOTHING
        ends = (1 if flags & CAPITAL_MIN_OPEN else 0) + (2 if flags & CAPITAL_MAX_OPEN else 0)
        return out.capital_min[stake], out.capital_max[stake], ends
    if not flags & HAS_VOTES:
        return _NOTHING
    return out.votes_min[stake], out.votes_max[stake], (1 if flags & VOTES_MIN_OPEN else 0) + (2 if flags & VOTES_MAX_OPEN else 0)


@kernel
def write_share(out: StakeBuffer, stake: int, dimension: int, share: _Share) -> None:
    """Set the capital or the votes of a stake."""
    low, high, ends = share
    if dimension == CAPITAL:
        flags = out.flags[stake] & ~_CAPITAL_FLAGS
        if low >= 0:
            flags |= HAS_CAPITAL | (CAPITAL_MIN_OPEN if ends & 1 else 0) | (CAPITAL_MAX_OPEN if ends & 2 else 0)
        out.capital_min[stake], out.capital_max[stake] = max(low, 0), max(high, 0)
    else:
        flags = out.flags[stake] & ~_VOTES_FLAGS
        if low >= 0:
            flags |= HAS_VOTES | (VOTES_MIN_OPEN if ends & 1 else 0) | (VOTES_MAX_OPEN if ends & 2 else 0)
        out.votes_min[stake], out.votes_max[stake] = max(low, 0), max(high, 0)
    out.flags[stake] = flags


@kernel
def copy_stakes(out: StakeBuffer, first: int, last: int, to: int) -> None:
    """Copy the stakes ``first`` .. ``last - 1`` to the places from ``to`` on, which lie before them."""
    for stake in range(first, last):
        place = to + stake - first
        out.holder[place], out.flags[place], out.row[place] = out.holder[stake], out.flags[stake], out.row[stake]
        out.votes_min[place], out.votes_max[place] = out.votes_min[stake], out.votes_max[stake]
        out.capital_min[place], out.capital_max[place] = out.capital_min[stake], out.capital_max[stake]
