"""Reconcile the rival claims of several records and sources into one stake a holder.

Owns the rules of alternatives and conflicts (method, section 1): the claims of all records and sources are bracketed and never added,
several money interests of one holder describe one stake, and votes are taken equal to shares in a company of which no source states any
votes on that day.  The kernels read the marks of graph/network/temporal.py and leave their own there; they serve one company
(graph/network/as_of.py) and a whole network (graph/network/snapshot.py).

Knows numbers only; must not know control.
"""

from __future__ import annotations

from typing import Any, Final

from graph.algorithms.kernels import kernel
from graph.generation.interest_table import COMPLETE, HAS_SHARE, MAX_OPEN, MIN_OPEN, NEVER, REASONS, UNNAMED
from graph.network.claims import find_last_denied_day, limit_to_majority, merge_claims
from graph.network.indirect import INDIRECT, has_both_ways, lay_aside, mark_through, settle_indirect, take_back
from graph.network.interest_kinds import (
    CONTROL,
    FAMILY,
    HAS_PARTS,
    IS_PROFIT_RIGHT,
    MONEY,
    MONEY_RANK,
    ROLE,
    SHAREHOLDING,
    UNRANKED,
    VETO,
    VOTING,
)
from graph.network.interest_rows import BESIDE, CONFLICT, DECLARED_NONE, DENIED, ENDED, PRESENT, USED, AsOf, InterestRows, RowMarks
from graph.network.nominees import NOMINEE, copy_stakes, move_nominee_shares
from graph.network.settle import settle_assumed_votes, weaken_beside_profit_rights, weaken_beside_rivals
from graph.network.stake_table import (
    CAPITAL_MAX_OPEN,
    CAPITAL_MIN_OPEN,
    CONTROL_CERTAIN,
    CONTROL_POSSIBLE,
    HAS_CAPITAL,
    HAS_VOTES,
    INDIRECT_BESIDE,
    ROLE_CERTAIN,
    ROLE_POSSIBLE,
    UNCERTAIN,
    VETO_CERTAIN,
    VETO_POSSIBLE,
    VOTES_ASSUMED,
    VOTES_MAX_OPEN,
    VOTES_MIN_OPEN,
    StakeBuffer,
)
from graph.network.temporal import SELECTED, drop_indirect_summaries, select_rows
from ontology.shares import WHOLE
from ontology.statements import Reason

_NOBODY: Final = REASONS.index(Reason.NO_BENEFICIAL_OWNERS)

HAS_RIVALS, HAS_NOMINEE, HAS_PROFIT_RIGHT, HAS_INDIRECT = 2, 4, 8, 16
"""Set beside ``complete`` of a company in which claims about one holding were merged, in which a nominee holds shares or votes, in which
somebody has a right to profit, and in which somebody has shares or votes through others."""
ONLY, DIRECT_FIRST, INDIRECT_LAST = 0, 1, 2
"""Which rows of a holder are read: all, those that are not indirect, which the others follow, and these."""
_FREE: Final = -1
"""In place of a row: no stake is here yet."""


@kernel
def make_stakes(rows: InterestRows, firsts: Any, lasts: Any, marks: RowMarks, out: StakeBuffer, k: int, ends: Any, complete: Any) -> int:
    """Write the stakes that ranges of rows make, each of one company and with all rows of a holder, from place ``k`` on.

    ``ends``: for each range, the place after its last stake and as many free ones as it has nominees that hold something.
    ``complete``: whether a source that lists every holder has a row in it that is certain and counts, with the marks above
    where they apply.  Returns the place after the last.
    """
    mark, holder, kept = marks.mark, rows.holder, [0]
    for i in range(len(firsts)):
        first = stop = firsts[i]
        last, is_complete, has_rivals, nominees, has_profit_right, has_indirect = lasts[i], 0, 0, 0, 0, 0
        # What one holder has through others is another holding than what he has directly: his rows are read twice, a part each time.
        turn = ONLY
        while stop < last or turn == DIRECT_FIRST:
            if turn == DIRECT_FIRST:
                turn = INDIRECT_LAST
                take_back(kept, first, marks)
                kept = lay_aside(rows, first, stop, marks, False)
            else:
                if turn == INDIRECT_LAST:
                    take_back(kept, first, marks)
                first, stop, turn = stop, stop + 1, ONLY
            if turn == INDIRECT_LAST:
                pass
            elif holder[first] == UNNAMED:
                # Two holders without a name stay two.
                if rows.reason[first] == _NOBODY:
                    if mark[first] & PRESENT:
                        mark[first] |= DECLARED_NONE
                    continue
            else:
                while stop < last and holder[stop] == holder[first]:
                    stop += 1
                if stop - first > 1 and has_both_ways(rows, first, stop, marks) and mark_through(rows, first, stop, marks):
                    turn, kept = DIRECT_FIRST, lay_aside(rows, first, stop, marks, True)
            is_indirect = False
            flags = most_present = has_shares = has_votes = votes_present = nominee_present = votes_denied = denials = 0
            money_rank = UNRANKED
            capital_min = capital_max = votes_min = votes_max = capital_open = votes_open = 0
            begin = first
            while begin < stop:
                interest, end = rows.interest[begin], begin + 1
                while end < stop and rows.interest[end] == interest:
                    end += 1
                # Most holdings have one claim that nothing speaks against; a call of merge_claims costs more than to see that.
                claims, claim, is_denied = 0, begin, False
                for row in range(begin, end):
                    if mark[row] & PRESENT:
                        claims, claim = claims + 1, row
                    elif mark[row] & DENIED:
                        is_denied = True
                is_contested = is_denied
                if claims == 0:
                    denials |= is_denied
                    if is_denied and FAMILY[interest] == VOTING:
                        votes_denied = 1
                    begin = end
                    continue
                for row in range(begin, end):
                    if mark[row] & ENDED and (rows.until_last[row] > rows.from_first[claim] or rows.until_last[row] == NEVER):
                        is_contested = True
                if claims == 1 and not is_contested:
                    presence, f = mark[claim] & PRESENT, rows.flags[claim]
                    mark[claim] |= USED
                    is_sized, low, high = (1 if f & HAS_SHARE else 0), rows.min[claim], rows.max[claim]
                    ends_open = (1 if f & MIN_OPEN else 0) + (2 if f & MAX_OPEN else 0)
                else:
                    presence, is_sized, low, high, ends_open = merge_claims(rows, begin, end, marks)
                    has_rivals = HAS_RIVALS
                for row in range(begin, end):
                    if mark[row] & USED and mark[row] & 2 and rows.flags[row] & COMPLETE:
                        is_complete = 1
                begin = end
                if presence == 0:
                    denials |= is_denied
                    if is_denied and FAMILY[interest] == VOTING:
                        votes_denied = 1
                    continue
                most_present = max(most_present, presence)
                family = FAMILY[interest]
                if family in (MONEY, VOTING):
                    is_indirect = is_indirect or rows.direct[claim] == INDIRECT
                    if not is_sized:
                        low, high, ends_open = 0, WHOLE, 1
                    if presence == 1:
                        low, ends_open = 0, ends_open & 2
                if family == VOTING:
                    has_votes, votes_min, votes_max, votes_open, votes_present = 1, low, high, ends_open, presence
                elif family == MONEY:
                    if interest == SHAREHOLDING:
                        has_shares = 1
                    elif IS_PROFIT_RIGHT[interest]:
                        has_profit_right = HAS_PROFIT_RIGHT
                    if MONEY_RANK[interest] < money_rank:
                        money_rank, capital_min, capital_max, capital_open = MONEY_RANK[interest], low, high, ends_open
                elif family == CONTROL:
                    if is_sized == 1 and HAS_PARTS[interest]:
                        presence = limit_to_majority(interest, presence, low, high, ends_open)
                    flags |= (CONTROL_POSSIBLE if presence else 0) | (CONTROL_CERTAIN if presence == 2 else 0)
                elif family == ROLE:
                    flags |= ROLE_POSSIBLE | (ROLE_CERTAIN if presence == 2 else 0)
                elif family == VETO:
                    flags |= VETO_POSSIBLE | (VETO_CERTAIN if presence == 2 else 0)
                elif interest == NOMINEE:
                    nominee_present = presence
            if most_present == 0:
                continue
            if most_present == 1:
                flags |= UNCERTAIN
            if has_shares and not has_votes:
                has_votes, votes_min, votes_max, votes_open = 1, capital_min, capital_max, capital_open
                flags |= VOTES_ASSUMED
                if votes_denied and mark_denied_votes(rows, first, stop, marks):
                    # That he has the votes of his shares is what a source denies.
                    votes_min, votes_open, has_rivals = 0, votes_open & 2, HAS_RIVALS
            elif has_shares and votes_present == 1 and capital_max >= votes_max:
                # If the stated votes are not so, they may be those of the shares.
                votes_open = capital_open & 2 & (votes_open if capital_max == votes_max else 2)
                votes_max = capital_max
            if denials:
                mark_denials_beside(rows, first, stop, marks)
            if nominee_present and (has_votes or money_rank < UNRANKED):
                nominees += 1
            if money_rank < UNRANKED:
                flags |= HAS_CAPITAL | (CAPITAL_MIN_OPEN if capital_open & 1 else 0) | (CAPITAL_MAX_OPEN if capital_open & 2 else 0)
            if has_votes:
                flags |= HAS_VOTES | (VOTES_MIN_OPEN if votes_open & 1 else 0) | (VOTES_MAX_OPEN if votes_open & 2 else 0)
            if is_indirect and turn != INDIRECT_LAST:
                # Where a version of one record says otherwise, that it is through others is not told.
                for row in range(first, stop):
                    is_direct = mark[row] & USED and rows.direct[row] != INDIRECT and FAMILY[rows.interest[row]] in (MONEY, VOTING)
                    is_indirect = is_indirect and not is_direct
            if is_indirect:
                flags |= INDIRECT_BESIDE
                has_indirect = HAS_INDIRECT
            out.holder[k] = rows.holder[first]
            out.votes_min[k], out.votes_max[k] = votes_min, votes_max
            out.capital_min[k], out.capital_max[k] = capital_min, capital_max
            out.flags[k], out.row[k] = flags, first
            k += 1
        if turn == INDIRECT_LAST:
            take_back(kept, first, marks)
        # A nominee that holds something has two rows at least, so that there is a place for each of their stakes.
        for _ in range(nominees):
            out.row[k] = _FREE
            k += 1
        ends[i], complete[i] = k, is_complete | has_rivals | has_profit_right | has_indirect | (HAS_NOMINEE if nominees else 0)
    return k


@kernel
def mark_denied_votes(rows: InterestRows, first: int, last: int, marks: RowMarks) -> bool:
    """Mark as conflicting the shares of a holder, whose rows are ``first``..``last``, and the denials that they give him votes.

    Returns whether there is a denial that speaks of a day on which the shares had begun.
    """
    mark, begun, is_denied = marks.mark, NEVER, False
    for row in range(first, last):
        if mark[row] & USED and rows.interest[row] == SHAREHOLDING:
            begun = min(begun, rows.from_first[row])
    for row in range(first, last):
        if mark[row] & DENIED and FAMILY[rows.interest[row]] == VOTING and find_last_denied_day(rows, row) >= begun:
            mark[row] |= CONFLICT
            is_denied = True
    for row in range(first, last):
        if is_denied and mark[row] & USED and rows.interest[row] == SHAREHOLDING:
            mark[row] |= CONFLICT
    return is_denied


@kernel
def mark_denials_beside(rows: InterestRows, first: int, last: int, marks: RowMarks) -> None:
    """Mark the denials of what a holder, whose rows are ``first``..``last``, is not said to have, beside what stands.

    They speak of a day on which something of that had begun.
    """
    mark, begun, claimed = marks.mark, NEVER, {-1}
    for row in range(first, last):
        if mark[row] & USED:
            begun = min(begun, rows.from_first[row])
            claimed.add(int(rows.interest[row]))
    for row in range(first, last):
        is_free = mark[row] & DENIED and not mark[row] & CONFLICT and int(rows.interest[row]) not in claimed
        if is_free and find_last_denied_day(rows, row) >= begun:
            mark[row] |= BESIDE


@kernel
def reconcile(rows: InterestRows, companies: Any, as_of: AsOf, marks: RowMarks, out: StakeBuffer, k: int, ends: Any, complete: Any) -> int:
    """Write the stakes in some companies from place ``k`` on; see ``make_stakes`` for what else is written and returned."""
    select_rows(rows, companies, as_of, marks)
    firsts, lasts = [0] * len(companies), [0] * len(companies)
    for i in range(len(companies)):
        firsts[i], lasts[i] = rows.indptr[companies[i]], rows.indptr[companies[i] + 1]
        if marks.stage[companies[i]] == SELECTED:
            drop_indirect_summaries(rows, companies[i], as_of, marks)
    make_stakes(rows, firsts, lasts, marks, out, k, ends, complete)
    return settle_stakes(rows, lasts, marks, out, k, ends, complete)


@kernel
def settle_stakes(rows: InterestRows, lasts: Any, marks: RowMarks, out: StakeBuffer, k: int, ends: Any, complete: Any) -> int:
    """Settle what the stakes in each company say of each other, as ``make_stakes`` has written them from place ``k`` on; see there.

    Returns the place after the last stake; ``ends`` and ``complete`` are then without free places and marks.
    """
    begin = k
    for i in range(len(lasts)):
        last = next_begin = ends[i]
        while last > begin and out.row[last - 1] == _FREE:
            last -= 1
        if complete[i] & HAS_INDIRECT:
            settle_indirect(out, begin, last)
        settle_assumed_votes(out, begin, last)
        if complete[i] & HAS_RIVALS:
            weaken_beside_rivals(rows, marks, out, begin, last, lasts[i])
        if complete[i] & HAS_PROFIT_RIGHT:
            weaken_beside_profit_rights(rows, marks, out, begin, last, lasts[i])
        if complete[i] & HAS_NOMINEE:
            last = move_nominee_shares(rows, marks, out, begin, last, lasts[i])
        complete[i] &= ~(HAS_RIVALS | HAS_NOMINEE | HAS_PROFIT_RIGHT | HAS_INDIRECT)
        if k < begin:
            copy_stakes(out, begin, last, k)
        k += last - begin
        begin, ends[i] = next_begin, k
    return k


@kernel
def reconcile_holdings(rows: InterestRows, own: Any, subject: Any, as_of: AsOf, marks: RowMarks, out: StakeBuffer, companies: Any) -> int:
    """Write to ``companies`` those in which one holder, whose rows ``own`` are in rising order, has a stake.  Returns how many there are.

    Other holders of these companies are selected too, for series and chains, but their stakes are not made.  ``out`` and ``companies``
    need as much space as there are rows.
    """
    firsts, lasts = [0] * len(own), [0] * len(own)
    count, position = 0, 0
    while position < len(own):
        companies[count] = subject[own[position]]
        firsts[count] = own[position]
        while position < len(own) and subject[own[position]] == companies[count]:
            lasts[count] = own[position] + 1
            position += 1
        count += 1
    select_rows(rows, companies[:count], as_of, marks)
    for i in range(count):
        if marks.stage[companies[i]] == SELECTED:
            drop_indirect_summaries(rows, companies[i], as_of, marks)
    ends, complete = [0] * count, [0] * count
    make_stakes(rows, firsts[:count], lasts[:count], marks, out, 0, ends, complete)
    held, end_before = 0, 0
    for i in range(count):
        if ends[i] > end_before:
            companies[held] = companies[i]
            held += 1
        end_before = ends[i]
    return held
