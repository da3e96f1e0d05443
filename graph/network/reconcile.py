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
from graph.generation.interest_table import ALWAYS, COMPLETE, HAS_SHARE, INTERESTS, MAX_OPEN, MIN_OPEN, NEVER, REASONS, UNNAMED
from graph.network.interest_kinds import CONTROL, FAMILY, MONEY, MONEY_RANK, ROLE, UNRANKED, VETO, VOTING
from graph.network.interest_rows import CONFLICT, DECLARED_NONE, DENIED, ENDED, PRESENT, USED, AsOf, InterestRows, RowMarks
from graph.network.settle import settle_assumed_votes, weaken_beside_rivals
from graph.network.stake_table import (
    CAPITAL_MAX_OPEN,
    CAPITAL_MIN_OPEN,
    CONTROL_CERTAIN,
    CONTROL_POSSIBLE,
    HAS_CAPITAL,
    HAS_VOTES,
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
from ontology.statements import Interest, Reason

_NOBODY: Final = REASONS.index(Reason.NO_BENEFICIAL_OWNERS)
_SHAREHOLDING: Final = INTERESTS.index(Interest.SHAREHOLDING)
_NOMINEE: Final = INTERESTS.index(Interest.NOMINEE)
_FOREVER: Final = NEVER + 1

HAS_RIVALS: Final = 2
"""Set beside ``complete`` of a company in which claims about one holding were merged."""


@kernel
def merge_claims(rows: InterestRows, first: int, last: int, marks: RowMarks) -> tuple[int, int, int, int, int]:
    """Merge the claims about one holding, rows ``first``..``last``: bracketed over records and sources, never added.

    What had ended before the holding began does not speak against it, nor does the end of another record of the same source.  A denial
    leaves a claim possible at most.  Rows that count are marked USED; where records contradict each other their rows are marked CONFLICT.

    Returns the presence, whether a size is stated, and the hull of the sizes (least, most, bit 1 = least open, bit 2 = most open).
    """
    mark, stated, flags = marks.mark, rows.stated, rows.flags
    # The latest end or denial that a source states, against the earliest beginning of a claim that stands.
    first_start, last_objection = _FOREVER, -1
    begin = first
    while begin < last:
        end, source = begin, rows.source[begin]
        ended_day, last_end, is_claimed = -1, -1, False
        while end < last and rows.source[end] == source:
            if mark[end] & ENDED and stated[end] >= ended_day:
                last_end = latest_end(rows, end) if stated[end] > ended_day else max(last_end, latest_end(rows, end))
                ended_day = stated[end]
            elif mark[end] & DENIED:
                last_objection = _FOREVER + 1
                mark[end] |= CONFLICT
            end += 1
        for row in range(begin, end):
            # Statements without a record are of one: what the source says later of its end counts.
            if mark[row] & PRESENT and (rows.series[row] >= 0 or ended_day <= stated[row] or last_end <= rows.from_first[row]):
                first_start = min(first_start, rows.from_first[row])
                mark[row] |= USED
                is_claimed = True
        if ended_day >= 0 and not is_claimed:
            last_objection = max(last_objection, last_end)
            for row in range(begin, end):
                if mark[row] & ENDED and stated[row] == ended_day:
                    mark[row] |= CONFLICT
        begin = end
    is_opposed = last_objection > first_start
    least_present, most_present, is_sized, record, is_one_record = 2, 0, 0, -1, True
    low, high, low_open, high_open = WHOLE + 1, -1, 1, 1
    # No share lies in all claims where the least of their maxima is below the greatest of their minima.
    least_max, least_max_open, greatest_min, greatest_min_open = WHOLE + 1, 0, -1, 0
    for row in range(first, last):
        if mark[row] & USED:
            present = mark[row] & PRESENT
            is_one_record = is_one_record and rows.series[row] >= 0 and (record < 0 or record == rows.series[row])
            record = int(rows.series[row])
            least_present, most_present = min(least_present, present), max(most_present, present)
            if flags[row] & HAS_SHARE:
                is_sized = 1
                a, b = rows.min[row], rows.max[row]
                a_open, b_open = (1 if flags[row] & MIN_OPEN else 0), (1 if flags[row] & MAX_OPEN else 0)
                if a < low or (a == low and not a_open):
                    low, low_open = a, a_open
                if b > high or (b == high and not b_open):
                    high, high_open = b, b_open
                if a > greatest_min or (a == greatest_min and a_open):
                    greatest_min, greatest_min_open = a, a_open
                if b < least_max or (b == least_max and b_open):
                    least_max, least_max_open = b, b_open
    if is_opposed:
        least_present = 0
    is_disjoint = is_sized == 1 and (least_max < greatest_min or (least_max == greatest_min and (least_max_open or greatest_min_open)))
    # Versions of one record do not contradict each other: it is not told since when the later one holds.
    in_conflict = most_present > 0 and (is_opposed or (is_disjoint and not is_one_record))
    for row in range(first, last):
        m = mark[row]
        if in_conflict and m & USED:
            mark[row] = m | CONFLICT
        elif m & CONFLICT and not m & USED and (not in_conflict or (m & ENDED and latest_end(rows, row) <= first_start)):
            mark[row] = m & ~CONFLICT
    presence = most_present if least_present == most_present else min(most_present, 1)
    return presence, is_sized, low, high, low_open + 2 * high_open


@kernel
def latest_end(rows: InterestRows, row: int) -> int:
    """The latest day on which an ended row can have ended; a closed or former one without an end had when that was stated."""
    end = rows.until_last[row]
    if end == NEVER and rows.stated[row] != ALWAYS:
        end = rows.stated[row]
    return int(end)


@kernel
def make_stakes(rows: InterestRows, firsts: Any, lasts: Any, marks: RowMarks, out: StakeBuffer, k: int, ends: Any, complete: Any) -> int:
    """Write the stakes that ranges of rows make, each of one company and with all rows of a holder, from place ``k`` on.

    ``ends``: for each range, the place after its last stake.  ``complete``: whether a source that lists every holder has a row in it that
    is certain and counts; with HAS_RIVALS where claims about one holding were merged.  Returns the place after the last.
    """
    mark, holder = marks.mark, rows.holder
    for i in range(len(firsts)):
        stop, last, is_complete, has_rivals, has_nominee = firsts[i], lasts[i], 0, 0, 0
        while stop < last:
            first, stop = stop, stop + 1
            if holder[first] == UNNAMED:
                # Two holders without a name stay two.
                if rows.reason[first] == _NOBODY:
                    if mark[first] & PRESENT:
                        mark[first] |= DECLARED_NONE
                    continue
            else:
                while stop < last and holder[stop] == holder[first]:
                    stop += 1
            flags = most_present = has_shares = has_votes = votes_present = nominee_present = 0
            money_rank = UNRANKED
            capital_min = capital_max = votes_min = votes_max = capital_open = votes_open = 0
            begin = first
            while begin < stop:
                interest, end = rows.interest[begin], begin + 1
                while end < stop and rows.interest[end] == interest:
                    end += 1
                # Most holdings have one claim that nothing speaks against; a call of merge_claims costs more than to see that.
                claims, claim, is_contested = 0, begin, False
                for row in range(begin, end):
                    if mark[row] & PRESENT:
                        claims, claim = claims + 1, row
                    elif mark[row] & DENIED:
                        is_contested = True
                if claims == 0:
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
                    continue
                most_present = max(most_present, presence)
                family = FAMILY[interest]
                if family in (MONEY, VOTING):
                    if not is_sized:
                        low, high, ends_open = 0, WHOLE, 1
                    if presence == 1:
                        low, ends_open = 0, ends_open & 2
                if family == VOTING:
                    has_votes, votes_min, votes_max, votes_open, votes_present = 1, low, high, ends_open, presence
                elif family == MONEY:
                    if interest == _SHAREHOLDING:
                        has_shares = 1
                    if MONEY_RANK[interest] < money_rank:
                        money_rank, capital_min, capital_max, capital_open = MONEY_RANK[interest], low, high, ends_open
                elif family == CONTROL:
                    flags |= CONTROL_POSSIBLE | (CONTROL_CERTAIN if presence == 2 else 0)
                elif family == ROLE:
                    flags |= ROLE_POSSIBLE | (ROLE_CERTAIN if presence == 2 else 0)
                elif family == VETO:
                    flags |= VETO_POSSIBLE | (VETO_CERTAIN if presence == 2 else 0)
                elif interest == _NOMINEE:
                    nominee_present = presence
            if most_present == 0:
                continue
            if most_present == 1:
                flags |= UNCERTAIN
            if has_shares and not has_votes:
                has_votes, votes_min, votes_max, votes_open = 1, capital_min, capital_max, capital_open
                flags |= VOTES_ASSUMED
            elif has_shares and votes_present == 1 and capital_max > votes_max:
                # If the stated votes are not so, they may be those of the shares.
                votes_max, votes_open = capital_max, capital_open & 2
            if nominee_present and (has_votes or money_rank < UNRANKED):
                # What it holds for another is the other's: its votes are not its own, and whose the money is nobody says.
                capital_min, capital_open, has_nominee = 0, capital_open & 2, 1
                votes_min, votes_open = 0, votes_open & 2
                if nominee_present == 2:
                    has_votes, flags = 0, flags & ~VOTES_ASSUMED
                    votes_max = votes_open = 0
            if money_rank < UNRANKED:
                flags |= HAS_CAPITAL | (CAPITAL_MIN_OPEN if capital_open & 1 else 0) | (CAPITAL_MAX_OPEN if capital_open & 2 else 0)
            if has_votes:
                flags |= HAS_VOTES | (VOTES_MIN_OPEN if votes_open & 1 else 0) | (VOTES_MAX_OPEN if votes_open & 2 else 0)
            out.holder[k] = rows.holder[first]
            out.votes_min[k], out.votes_max[k] = votes_min, votes_max
            out.capital_min[k], out.capital_max[k] = capital_min, capital_max
            out.flags[k], out.row[k] = flags, first
            k += 1
        ends[i], complete[i] = k, HAS_RIVALS if has_nominee else is_complete | has_rivals
    return k


@kernel
def reconcile(rows: InterestRows, companies: Any, as_of: AsOf, marks: RowMarks, out: StakeBuffer, k: int, ends: Any, complete: Any) -> int:
    """Write the stakes in some companies from place ``k`` on; see ``make_stakes`` for what else is written and returned."""
    begin = k
    select_rows(rows, companies, as_of, marks)
    firsts, lasts = [0] * len(companies), [0] * len(companies)
    for i in range(len(companies)):
        firsts[i], lasts[i] = rows.indptr[companies[i]], rows.indptr[companies[i] + 1]
        if marks.stage[companies[i]] == SELECTED:
            drop_indirect_summaries(rows, companies[i], as_of, marks)
    k = make_stakes(rows, firsts, lasts, marks, out, k, ends, complete)
    for i in range(len(companies)):
        settle_assumed_votes(out, begin, ends[i])
        if complete[i] & HAS_RIVALS:
            complete[i] &= ~HAS_RIVALS
            weaken_beside_rivals(rows, marks, out, begin, ends[i], lasts[i])
        begin = ends[i]
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
