"""Merge the rival claims of several records and sources about one holding: bracketed, never added (method, section 1).

Reads the marks of graph/network/temporal.py and leaves its own there.  Knows numbers only; must not know what a stake is.
"""

from __future__ import annotations

from typing import Any, Final

from graph.algorithms.kernels import kernel
from graph.generation.interest_table import ALWAYS, HAS_SHARE, MAX_OPEN, MIN_OPEN, NEVER, RIVAL_SHIFT
from graph.network.interest_kinds import IS_DEAL, NOMINATOR
from graph.network.interest_rows import ASSERTED, CONFLICT, DENIED, ENDED, ENDING, PRESENT, USED, InterestRows, RowMarks
from graph.network.overlaps import NONE_MET, find_greatest_met
from ontology.shares import WHOLE

_FOREVER: Final = NEVER + 1
_DAYS: Final = 1 << 22
"""More than there are days: a day times this and another day are one number that is ordered by both."""
_ROWS: Final = 1 << 32
"""More than there are rows, likewise."""


@kernel
def merge_claims(rows: InterestRows, first: int, last: int, marks: RowMarks) -> tuple[int, int, int, int, int]:
    """Merge the claims about one holding, rows ``first``..``last``: bracketed over records and sources, never added.

    A holding is as sure as the surest of its records; a record is as sure as the least sure of its versions.  What had ended before the
    holding began does not speak against it, nor does the end of another record of the same source, or of another size before the claim.  A
    denial leaves a claim possible at most where it speaks of a day on which the holding had begun, and so does a source by all of whose
    records it may have ended; what that source only alleges, or says of a deal, takes nothing from its end.  Rows that count are marked
    USED; where records contradict each other their rows are marked CONFLICT.

    Returns the presence, whether a size is stated (2: by a less sure claim alone), and the hull of the sizes (least, most, bit 1 = least
    open, bit 2 = most open).
    """
    mark, stated, flags = marks.mark, rows.stated, rows.flags
    is_doubted = False
    begin = first
    while begin < last:
        end, source = begin, rows.source[begin]
        ended_day, may_have_ended, has_open = -1, False, False
        while end < last and rows.source[end] == source:
            if mark[end] & ENDED:
                ended_day = max(ended_day, stated[end])
            elif mark[end] & DENIED:
                mark[end] |= CONFLICT
            may_have_ended = may_have_ended or mark[end] & (ENDED | ENDING) > 0
            has_open = has_open or (mark[end] & PRESENT > 0 and rows.series[end] < 0)
            end += 1
        if may_have_ended and has_open:
            # Statements without a record are of one, where they can be of one size: what the source says later of its end counts.
            is_asserted, is_firm = use_claims(rows, begin, end, marks)
        else:
            is_asserted, is_firm = False, False
            for row in range(begin, end):
                if mark[row] & PRESENT:
                    mark[row] |= USED
                    is_asserted = is_asserted or mark[row] & ASSERTED > 0
                    is_firm = is_firm or mark[row] & (ASSERTED | ENDING) == ASSERTED
        if ended_day >= 0 and not is_asserted:
            for row in range(begin, end):
                if mark[row] & ENDED and stated[row] == ended_day:
                    mark[row] |= CONFLICT
        is_doubted = is_doubted or (is_asserted and not is_firm)
        begin = end
    # What follows is asked only where it can matter: a call costs more than all else here.
    has_deal, has_objection = False, False
    for row in range(first, last):
        has_deal = has_deal or (IS_DEAL[rows.status[row]] and mark[row] & USED > 0 and mark[row] & 2 > 0)
        has_objection = has_objection or mark[row] & (CONFLICT | USED) == CONFLICT
    if has_deal:
        drop_superseded(rows, first, last, marks)
    is_opposed = (has_objection or has_deal) and mark_objections(rows, first, last, marks)
    least_presence, presence, is_sized, record, is_one_record, day, is_rising = 2, 0, 0, -1, True, -1, True
    low, high, low_open, high_open, sure_low, sure_low_open = WHOLE + 1, -1, 1, 1, WHOLE + 1, 1
    for row in range(first, last):
        if mark[row] & USED:
            least_presence, presence = min(least_presence, int(mark[row] & PRESENT)), max(presence, int(mark[row] & PRESENT))
            is_rising = is_rising and stated[row] > day
            day = int(stated[row])
            is_one_record = is_one_record and rows.series[row] >= 0 and (record < 0 or record == rows.series[row])
            record = int(rows.series[row])
            if flags[row] & HAS_SHARE:
                is_sized = 1
                a, b = rows.min[row], rows.max[row]
                a_open, b_open = (1 if flags[row] & MIN_OPEN else 0), (1 if flags[row] & MAX_OPEN else 0)
                if a < low or (a == low and not a_open):
                    low, low_open = a, a_open
                if mark[row] & ASSERTED and (a < sure_low or (a == sure_low and not a_open)):
                    sure_low, sure_low_open = a, a_open
                if b > high or (b == high and not b_open):
                    high, high_open = b, b_open
    sized_presence = presence
    if least_presence < presence:
        presence, sized_presence = find_presences(rows, first, last, marks)
    if is_sized and sized_presence < presence:
        # A size that only a less sure claim gives is no surer than that claim: it may be any.
        low, high, low_open, high_open, is_sized = 0, WHOLE, 1, 0, 2
    elif presence == 2 and sure_low <= WHOLE:
        # Nor does what is only alleged or agreed lower what another surely states.
        low, low_open = sure_low, sure_low_open
    if is_opposed or is_doubted:
        presence = min(presence, 1)
    # What two sources within one file say of a record on one day are two claims, not two versions; so are versions in no order.
    if is_one_record and not is_rising and has_claims_of_one_day(rows, first, last, marks):
        is_one_record = False
    # Versions of one record do not contradict each other: it is not told since when the later one holds.
    in_conflict = presence > 0 and (
        is_opposed
        or (not is_one_record and (are_disjoint(rows, first, last, marks, False) or are_disjoint(rows, first, last, marks, True)))
    )
    for row in range(first, last):
        m = mark[row]
        if in_conflict and m & USED:
            mark[row] = m | CONFLICT
        elif m & CONFLICT and not m & USED and not in_conflict:
            mark[row] = m & ~CONFLICT
    return presence, is_sized, low, high, low_open + 2 * high_open


@kernel
def use_claims(rows: InterestRows, first: int, last: int, marks: RowMarks) -> tuple[bool, bool]:
    """Mark as USED what one source says, rows ``first``..``last``, but what it says later of to have ended.

    Returns whether it asserts any of that of itself, and any that nothing says may have ended.
    """
    mark, is_asserted, is_firm = marks.mark, False, False
    ends_told = find_ends_told(rows, first, last, marks)
    for row in range(first, last):
        if mark[row] & PRESENT and ends_told[row - first] < 2:
            mark[row] |= USED
            is_asserted = is_asserted or mark[row] & ASSERTED > 0
            is_firm = is_firm or (mark[row] & (ASSERTED | ENDING) == ASSERTED and ends_told[row - first] == 0)
    return is_asserted, is_firm


@kernel
def find_ends_told(rows: InterestRows, first: int, last: int, marks: RowMarks) -> Any:
    """Find what one source says later of the end of what its rows ``first``..``last`` without a record say, each: 2 that it ended.

    1: that it may have, or that it ended before the row was stated, which says that it holds.  The rows of the end are marked CONFLICT
    then.  An end of what cannot be of the same size is that of another holding, and one that came before the row began is not its end.
    """
    mark, stated = marks.mark, rows.stated
    told = [0] * (last - first)
    open_rows = []
    asked = []
    ended = []
    ending = []
    for row in range(first, last):
        least, most = find_bounds(rows, row)
        if mark[row] & PRESENT and rows.series[row] < 0:
            open_rows.append(row)
            asked.append((0, least, most))
        if mark[row] & ENDED:
            ended.append((0, least, most, int(stated[row]) * _DAYS + latest_end(rows, row)))
        elif mark[row] & PRESENT and mark[row] & ENDING:
            ending.append((0, least, most, int(stated[row])))
    ends, ending_days = find_greatest_met(ended, asked), find_greatest_met(ending, asked)
    outlived = []
    for place in range(len(open_rows)):
        row = open_rows[place]
        day, end = ends[place] // _DAYS, ends[place] % _DAYS
        if ending_days[place] > stated[row]:
            told[row - first] = 1
        if day > stated[row] and end > rows.from_first[row]:
            if end > stated[row] or not mark[row] & ASSERTED:
                told[row - first] = 2
            else:
                told[row - first] = 1
                outlived.append((day, asked[place][1], asked[place][2], -int(rows.from_first[row])))
    if len(outlived) == 0:
        return told
    ended_rows = []
    asked_ends = []
    for row in range(first, last):
        if mark[row] & ENDED:
            least, most = find_bounds(rows, row)
            ended_rows.append(row)
            asked_ends.append((int(stated[row]), least, most))
    begun = find_greatest_met(outlived, asked_ends)
    for place in range(len(ended_rows)):
        if begun[place] != NONE_MET and -begun[place] < latest_end(rows, ended_rows[place]):
            mark[ended_rows[place]] |= CONFLICT
    return told


@kernel
def find_bounds(rows: InterestRows, row: int) -> tuple[int, int]:
    """Return the least and the most that a row says, doubled so that open ends have numbers of their own; anything where it says none."""
    flags = rows.flags[row]
    if not flags & HAS_SHARE:
        return -1, 2 * WHOLE + 1
    return int(2 * rows.min[row] + (1 if flags & MIN_OPEN else 0)), int(2 * rows.max[row] - (1 if flags & MAX_OPEN else 0))


@kernel
def mark_objections(rows: InterestRows, first: int, last: int, marks: RowMarks) -> bool:
    """Unmark the denials and ends marked CONFLICT, among ``first``..``last``, that speak against no used row; whether any is left.

    A denial speaks against a used row where that had begun on the last day of which it speaks, an end where that had begun before it,
    unless the two cannot be of one size and the row was stated after the end.
    """
    mark, stated = marks.mark, rows.stated
    used = []
    objections = []
    asked = []
    begun = begun_and_stated = _FOREVER
    for row in range(first, last):
        least, most = find_bounds(rows, row)
        if mark[row] & USED:
            used.append((0, least, most, -int(rows.from_first[row])))
            begun = min(begun, rows.from_first[row])
            begun_and_stated = min(begun_and_stated, max(rows.from_first[row], stated[row]))
        elif mark[row] & CONFLICT:
            objections.append(row)
            asked.append((0, least, most))
    met, is_opposed = find_greatest_met(used, asked), False
    for place in range(len(objections)):
        row = objections[place]
        if mark[row] & ENDED:
            day = latest_end(rows, row)
            speaks = begun_and_stated < day or (met[place] != NONE_MET and -met[place] < day)
        else:
            speaks = begun <= find_last_denied_day(rows, row)
        if speaks:
            is_opposed = True
        else:
            mark[row] &= ~CONFLICT
    return is_opposed


@kernel
def drop_superseded(rows: InterestRows, first: int, last: int, marks: RowMarks) -> None:
    """Unmark claims of a holding beside a deal that is counted as done and leaves its holder more than they say.

    A deal supersedes what other records state no later than it does.
    """
    mark = marks.mark
    deals = []
    claims = []
    asked = []
    for row in range(first, last):
        if mark[row] & USED and rows.flags[row] & HAS_SHARE:
            if not IS_DEAL[rows.status[row]]:
                claims.append(row)
                asked.append((0, int(rows.max[row]), WHOLE))
            elif mark[row] & 2:
                deals.append((0, 0, int(rows.min[row]), int(rows.stated[row]) * _ROWS + row - first))
    latest = find_greatest_met(deals, asked)
    for place in range(len(claims)):
        row, series = claims[place], rows.series[claims[place]]
        if latest[place] == NONE_MET or latest[place] // _ROWS < rows.stated[row]:
            continue
        is_superseded = series < 0 or rows.series[first + latest[place] % _ROWS] != series
        if not is_superseded:
            # The latest deal is of the record itself.
            for deal in deals:
                is_other = rows.series[first + deal[3] % _ROWS] != series
                is_superseded = is_superseded or (is_other and deal[2] >= rows.max[row] and deal[3] // _ROWS >= rows.stated[row])
        if is_superseded:
            mark[row] &= ~USED


@kernel
def are_disjoint(rows: InterestRows, first: int, last: int, marks: RowMarks, of_deals: bool) -> bool:
    """Whether no share lies in all used claims of a holding: of deals, or of what is not one.

    A deal to have more does not contradict what its holder has.
    """
    least_max, least_max_open, greatest_min, greatest_min_open = WHOLE + 1, False, -1, False
    for row in range(first, last):
        if marks.mark[row] & USED and rows.flags[row] & HAS_SHARE and IS_DEAL[rows.status[row]] == of_deals:
            a, b = rows.min[row], rows.max[row]
            a_open, b_open = rows.flags[row] & MIN_OPEN > 0, rows.flags[row] & MAX_OPEN > 0
            if a > greatest_min or (a == greatest_min and a_open):
                greatest_min, greatest_min_open = a, a_open
            if b < least_max or (b == least_max and b_open):
                least_max, least_max_open = b, b_open
    return least_max < greatest_min or (least_max == greatest_min and (least_max_open or greatest_min_open))


@kernel
def find_presences(rows: InterestRows, first: int, last: int, marks: RowMarks) -> tuple[int, int]:
    """Return how sure the surest record of a holding is, and the surest that gives a size, among the used rows ``first``..``last``.

    A record is as sure as the least sure of its versions among them.
    """
    mark, flags = marks.mark, rows.flags
    of_records, surest, surest_sized = {-1: 2}, 0, 0
    for row in range(first, last):
        if mark[row] & USED and rows.series[row] >= 0:
            presence, series = int(mark[row] & PRESENT), int(rows.series[row])
            of_records[series] = min(of_records.get(series, presence), presence)
    for row in range(first, last):
        if mark[row] & USED:
            presence = of_records[int(rows.series[row])] if rows.series[row] >= 0 else int(mark[row] & PRESENT)
            surest = max(surest, presence)
            if flags[row] & HAS_SHARE:
                surest_sized = max(surest_sized, presence)
    return surest, surest_sized


@kernel
def has_claims_of_one_day(rows: InterestRows, first: int, last: int, marks: RowMarks) -> bool:
    """Whether several sources, or versions in no order, state claims on one day among the used rows ``first``..``last``."""
    claims = [(rows.stated[row], rows.source[row], rows.flags[row] >> RIVAL_SHIFT) for row in range(first, last) if marks.mark[row] & USED]
    claims.sort()
    has_claims = False
    for place in range(1, len(claims)):
        has_claims = has_claims or (claims[place][0] == claims[place - 1][0] and claims[place] != claims[place - 1])
    return has_claims


@kernel
def latest_end(rows: InterestRows, row: int) -> int:
    """The latest day on which an ended row can have ended; a closed or former one without an end had when that was stated."""
    end = rows.until_last[row]
    if end == NEVER and rows.stated[row] != ALWAYS:
        end = rows.stated[row]
    return int(end)


@kernel
def find_last_denied_day(rows: InterestRows, row: int) -> int:
    """Return the last day of which a denial speaks: before its end, else that on which it was stated, or its first if that is later.

    Nobody denies what had not begun when he spoke.  A denial that says no day at all speaks of every day.
    """
    if rows.until_last[row] != NEVER:
        return int(rows.until_last[row]) - 1
    last = max(rows.stated[row], rows.from_last[row])
    return int(last) if last != ALWAYS else _FOREVER


@kernel
def limit_to_majority(interest: int, presence: int, low: int, high: int, ends_open: int) -> int:
    """Return the presence of control by a right to a part.

    The right to appoint half of a board or less gives none; what may be more, or is shares that are held for a nominator, possible control.

    >>> from graph.generation.interest_table import INTERESTS
    >>> from ontology.statements import Interest
    >>> board = INTERESTS.index(Interest.APPOINTMENT_OF_BOARD)
    >>> [limit_to_majority(board, 2, low, high, 0) for low, high in ((0, WHOLE // 2), (WHOLE // 4, WHOLE), (WHOLE // 2 + 1, WHOLE))]
    [0, 1, 2]
    """
    if 2 * low > WHOLE or (2 * low == WHOLE and ends_open & 1 > 0):
        return presence
    return 0 if 2 * high <= WHOLE and interest != NOMINATOR else min(presence, 1)
