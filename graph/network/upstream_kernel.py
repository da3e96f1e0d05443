"""Walk up from a company over thousands of others as one kernel: their stakes are written one after the other.

Does what graph/network/upstream.py does with a view for a few; must not know more than that.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from graph.algorithms.kernels import kernel
from graph.generation.interest_table import REASONS, UNNAMED
from graph.network.interest_rows import CONFLICT, DECLARED_NONE, USED, AsOf, InterestRows, RowMarks
from graph.network.reconcile import reconcile
from graph.network.stake_table import (
    CAPITAL_MIN_OPEN,
    CONTROL_POSSIBLE,
    HAS_CAPITAL,
    HAS_VOTES,
    INDIRECT_BESIDE,
    VOTES_MIN_OPEN,
    StakeBuffer,
)
from ontology.shares import WHOLE
from ontology.statements import Reason

BEARS: Final = HAS_CAPITAL | HAS_VOTES | CONTROL_POSSIBLE
"""Flags of which a stake has one that bears on money, votes or control."""

REASONS_OF_NOBODY: Final = (Reason.SUBJECT_UNABLE, Reason.UNKNOWN_TO_PUBLISHER)
"""Why no holder is named where there may be none: a register of parents says by them that a company has no parent."""
_UNABLE, _UNKNOWN_TO_PUBLISHER = (REASONS.index(reason) for reason in REASONS_OF_NOBODY)

ENOUGH: Final = 2 * WHOLE
"""Sums stop growing here, so that none passes 64 bits: it is known by then that they are over 100 %."""

FULL: Final = -1
"""In place of a number of parties: the buffers are too small."""


class UpstreamBuffer(NamedTuple):
    """Where the walk is written; all come as zeros.

    ``party``: parties in the order in which they are met; ``number``, by party: its place there, from 1 on.  Of the party at place i,
    ``indptr[i]:indptr[i + 1]`` are its stakes in the buffer of stakes, and ``is_odd`` says whether statements about it may contradict each
    other or its shares may pass or miss 100 %.  The others are space.  All but ``number`` have room for as many as there are stakes.
    """

    party: Any
    number: Any
    indptr: Any
    is_odd: Any
    held: Any
    ends: Any
    complete: Any


@kernel
def may_pass_whole(out: StakeBuffer, first: int, last: int) -> bool:
    """Whether the greatest shares of one company pass 100 %, without which no least shares do that rival figures of a holder hide."""
    capital = votes = 0
    for stake in range(first, last):
        capital = min(capital + out.capital_max[stake], ENOUGH)
        votes = min(votes + out.votes_max[stake], ENOUGH)
    return max(capital, votes) > WHOLE


@kernel
def may_deny_holders(rows: InterestRows, row: int) -> bool:
    """Whether a row names no holder for a reason that may mean that there is none, which contradicts one who is named."""
    return bool(rows.holder[row] == UNNAMED and rows.reason[row] in (_UNABLE, _UNKNOWN_TO_PUBLISHER))


@kernel
def may_be_off(out: StakeBuffer, first: int, last: int, complete: int) -> bool:
    """Whether the shares of one company, or those held through others, may pass 100 %, or miss it where a source lists every holder.

    The view says whether they do.
    """
    least_capital, most_capital, least_votes, most_votes, flags = 0, 0, 0, 0, 0
    indirect_capital = indirect_votes = 0
    for stake in range(first, last):
        flags |= out.flags[stake]
        least_capital = min(least_capital + out.capital_min[stake], ENOUGH)
        most_capital = min(most_capital + out.capital_max[stake], ENOUGH)
        least_votes = min(least_votes + out.votes_min[stake], ENOUGH)
        most_votes = min(most_votes + out.votes_max[stake], ENOUGH)
        if out.flags[stake] & INDIRECT_BESIDE:
            indirect_capital = min(indirect_capital + out.capital_max[stake], ENOUGH)
            indirect_votes = min(indirect_votes + out.votes_max[stake], ENOUGH)
    passes = (
        least_capital > WHOLE
        or indirect_capital > WHOLE
        or indirect_votes > WHOLE
        or least_votes > WHOLE
        or (least_capital == WHOLE and flags & CAPITAL_MIN_OPEN > 0)
        or (least_votes == WHOLE and flags & VOTES_MIN_OPEN > 0)
    )
    misses = (flags & HAS_CAPITAL > 0 and most_capital <= WHOLE) or (flags & HAS_VOTES > 0 and most_votes <= WHOLE)
    return passes or (complete > 0 and misses)


@kernel
def walk_up(
    rows: InterestRows, as_of: AsOf, marks: RowMarks, out: StakeBuffer, walked: UpstreamBuffer, start: int, limit: int
) -> tuple[int, int]:
    """Walk from a company to everyone above it by money, votes or control, nearest first, ``limit`` parties at most.

    In ``out`` holders are numbered by place.  Those whom the limit left out, and those whose stakes bear on nothing, stand in ``party``
    after those that were met.  Returns how many parties were met (or FULL), and whether the limit left any out.
    """
    walked.party[0] = start
    walked.number[start] = 1
    count, begin, k, truncated = 1, 0, 0, 0
    while begin < count:
        # All parties at one distance together: compiled, a call costs as much as a company.  Those of whom nothing is said are left out.
        end, first, space, held = count, k, k + count, 0
        for place in range(begin, end):
            party = walked.party[place]
            if rows.indptr[party] < rows.indptr[party + 1]:
                space += rows.indptr[party + 1] - rows.indptr[party]
                walked.held[held] = party
                held += 1
        if space > len(out.holder):
            return FULL, 0
        k = reconcile(rows, walked.held[:held], as_of, marks, out, k, walked.ends[:held], walked.complete[:held])
        held = 0
        for place in range(begin, end):
            party = walked.party[place]
            walked.indptr[place + 1] = walked.indptr[place]
            if rows.indptr[party] < rows.indptr[party + 1]:
                walked.indptr[place + 1] = walked.ends[held]
                walked.is_odd[place] = may_be_off(out, walked.indptr[place], walked.ends[held], walked.complete[held])
                held += 1
        for stake in range(first, k):
            holder = out.holder[stake]
            if holder != UNNAMED and out.flags[stake] & BEARS and walked.number[holder] == 0:
                if count >= limit:
                    truncated = 1
                else:
                    walked.party[count] = holder
                    count += 1
                    walked.number[holder] = count
        begin = end
    others = count
    for stake in range(k):
        holder = out.holder[stake]
        if holder != UNNAMED:
            if walked.number[holder] == 0:
                walked.party[others] = holder
                others += 1
                walked.number[holder] = others
            out.holder[stake] = walked.number[holder] - 1
    for place in range(count):
        company = walked.party[place]
        used = -1
        for row in range(rows.indptr[company], rows.indptr[company + 1]):
            if marks.mark[row] & (CONFLICT | DECLARED_NONE) or (marks.mark[row] & USED and may_deny_holders(rows, row)):
                walked.is_odd[place] = 1
            if marks.mark[row] & USED:
                is_rival = used >= 0 and rows.holder[row] == rows.holder[used] and rows.interest[row] == rows.interest[used]
                if is_rival and may_pass_whole(out, walked.indptr[place], walked.indptr[place + 1]):
                    walked.is_odd[place] = 1
                used = row
    return count, truncated
