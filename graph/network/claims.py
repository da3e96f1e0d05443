"""Merge the rival claims of several records and sources about one holding: bracketed, never added (method, section 1).

Reads the marks of graph/network/temporal.py and leaves its own there.  Knows numbers only; must not know what a stake is.
"""

from __future__ import annotations

from typing import Final

from graph.algorithms.kernels import kernel
from graph.generation.interest_table import ALWAYS, HAS_SHARE, MAX_OPEN, MIN_OPEN, NEVER, RIVAL_SHIFT
from graph.network.interest_kinds import IS_DEAL
from graph.network.interest_rows import ASSERTED, CONFLICT, DENIED, ENDED, ENDING, PRESENT, USED, InterestRows, RowMarks
from ontology.shares import WHOLE

_FOREVER: Final = NEVER + 1


@kernel
def merge_claims(rows: InterestRows, first: int, last: int, marks: RowMarks) -> tuple[int, int, int, int, int]:
    """Merge the claims about one holding, rows ``first``..``last``: bracketed over records and sources, never added.

    A holding is as sure as the surest of its records; a record is as sure as the least sure of its versions.  What had ended before the
    holding began does not speak against it, nor does the end of another record of the same source, or of another size before the claim.  A
    denial leaves a claim possible at most where it speaks of a day on which the holding had begun, and so does a source by all of whose
    records it may have ended; what that source only alleges, or says of a deal, takes nothing from its end.  Rows that count are marked
    USED; where records contradict each other their rows are marked CONFLICT.

    Returns the presence, whether a size is stated, and the hull of the sizes (least, most, bit 1 = least open, bit 2
    = most open).
    """
    mark, stated, flags = marks.mark, rows.stated, rows.flags
    is_doubted = False
    begin = first
    while begin < last:
        end, source = begin, rows.source[begin]
        ended_day, may_have_ended, is_asserted, is_firm = -1, False, False, False
        while end < last and rows.source[end] == source:
            if mark[end] & ENDED:
                ended_day = max(ended_day, stated[end])
            elif mark[end] & DENIED:
                mark[end] |= CONFLICT
            may_have_ended = may_have_ended or mark[end] & (ENDED | ENDING) > 0
            end += 1
        for row in range(begin, end):
            if mark[row] & PRESENT:
                # Statements without a record are of one, where they can be of one size: what the source says later of its end counts.
                end_told = find_end_told(rows, begin, end, row, marks) if may_have_ended and rows.series[row] < 0 else 0
                if end_told < 2:
                    mark[row] |= USED
                    is_asserted = is_asserted or mark[row] & ASSERTED > 0
                    is_firm = is_firm or (mark[row] & (ASSERTED | ENDING) == ASSERTED and end_told == 0)
        if ended_day >= 0 and not is_asserted:
            for row in range(begin, end):
                if mark[row] & ENDED and stated[row] == ended_day:
                    mark[row] |= CONFLICT
        is_doubted = is_doubted or (is_asserted and not is_firm)
        begin = end
    drop_superseded(rows, first, last, marks)
    is_opposed = False
    for row in range(first, last):
        if mark[row] & (CONFLICT | USED) == CONFLICT and objects(rows, first, last, row, marks):
            is_opposed = True
    presence, sized_presence, record, is_one_record = 0, 0, -1, True
    low, high, low_open, high_open, sure_low, sure_low_open = WHOLE + 1, -1, 1, 1, WHOLE + 1, 1
    for row in range(first, last):
        if mark[row] & USED:
            own_presence = find_least_presence(rows, first, last, row, marks)
            presence = max(presence, own_presence)
            is_one_record = is_one_record and rows.series[row] >= 0 and (record < 0 or record == rows.series[row])
            record = int(rows.series[row])
            if flags[row] & HAS_SHARE:
                sized_presence = max(sized_presence, own_presence)
                a, b = rows.min[row], rows.max[row]
                a_open, b_open = (1 if flags[row] & MIN_OPEN else 0), (1 if flags[row] & MAX_OPEN else 0)
                if a < low or (a == low and not a_open):
                    low, low_open = a, a_open
                if mark[row] & ASSERTED and (a < sure_low or (a == sure_low and not a_open)):
                    sure_low, sure_low_open = a, a_open
                if b > high or (b == high and not b_open):
                    high, high_open = b, b_open
    is_sized = int(sized_presence > 0)
    if is_sized and sized_presence < presence:
        # A size that only a less sure claim gives is no surer than that claim: it may be any.
        low, high, low_open, high_open = 0, WHOLE, 1, 0
    elif presence == 2 and sure_low <= WHOLE:
        # Nor does what is only alleged or agreed lower what another surely states.
        low, low_open = sure_low, sure_low_open
    if is_opposed or is_doubted:
        presence = min(presence, 1)
    # What two sources within one file say of a record on one day are two claims, not two versions; so are versions in no order.
    if is_one_record and has_claims_of_one_day(rows, first, last, marks):
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
        elif m & CONFLICT and not m & USED and not (in_conflict and objects(rows, first, last, row, marks)):
            mark[row] = m & ~CONFLICT
    return presence, is_sized, low, high, low_open + 2 * high_open


@kernel
def find_end_told(rows: InterestRows, first: int, last: int, row: int, marks: RowMarks) -> int:
    """Find what a source says later, in its rows ``first``..``last``, of the end of what a row without a record says: 2 that it ended.

    1: that it may have, or that it ended before the row was stated, which says that it holds.  The rows of the end are marked CONFLICT
    then.  An end of what cannot be of the same size is that of another holding.
    """
    mark, stated, told, day = marks.mark, rows.stated, 0, -1
    for other in range(first, last):
        if mark[other] & ENDED and can_be_of_one_size(rows, row, other):
            day = max(day, stated[other])
        elif mark[other] & PRESENT and mark[other] & ENDING and stated[other] > stated[row] and can_be_of_one_size(rows, row, other):
            told = 1
    if day <= stated[row]:
        return told
    for other in range(first, last):
        if is_end_of(rows, row, other, day, marks) and (latest_end(rows, other) > stated[row] or not mark[row] & ASSERTED):
            return 2
    for other in range(first, last):
        if is_end_of(rows, row, other, day, marks):
            told = 1
            mark[other] |= CONFLICT
    return told


@kernel
def is_end_of(rows: InterestRows, row: int, other: int, stated: int, marks: RowMarks) -> bool:
    """Whether a row that was stated on a day ends what another says, which can be of one size with it and began before that end."""
    is_end = marks.mark[other] & ENDED > 0 and rows.stated[other] == stated and latest_end(rows, other) > rows.from_first[row]
    return is_end and can_be_of_one_size(rows, row, other)


@kernel
def can_be_of_one_size(rows: InterestRows, row: int, other: int) -> bool:
    """Whether a share lies in the sizes of two rows, or one of them tells none."""
    if not (rows.flags[row] & HAS_SHARE and rows.flags[other] & HAS_SHARE):
        return True
    for a, b in ((row, other), (other, row)):
        is_open = rows.flags[a] & MIN_OPEN > 0 or rows.flags[b] & MAX_OPEN > 0
        if rows.min[a] > rows.max[b] or (rows.min[a] == rows.max[b] and is_open):
            return False
    return True


@kernel
def objects(rows: InterestRows, first: int, last: int, objection: int, marks: RowMarks) -> bool:
    """Whether a denial, or an end, speaks against a used row among ``first``..``last``.

    A denial does where that had begun on the last day of which it speaks, an end where that had begun before it, unless the two cannot be
    of one size and the row was stated after the end.
    """
    is_end = marks.mark[objection] & ENDED > 0
    day = latest_end(rows, objection) if is_end else find_last_denied_day(rows, objection) + 1
    for row in range(first, last):
        speaks = not is_end or day > rows.stated[row] or can_be_of_one_size(rows, objection, row)
        if speaks and marks.mark[row] & USED and rows.from_first[row] < day:
            return True
    return False


@kernel
def drop_superseded(rows: InterestRows, first: int, last: int, marks: RowMarks) -> None:
    """Unmark claims of a holding beside a deal that is counted as done and leaves its holder more than they say.

    A deal supersedes what other records state no later than it does.
    """
    mark = marks.mark
    for deal in range(first, last):
        if not (IS_DEAL[rows.status[deal]] and mark[deal] & USED and mark[deal] & 2 and rows.flags[deal] & HAS_SHARE):
            continue
        for row in range(first, last):
            is_other = rows.series[row] < 0 or rows.series[row] != rows.series[deal]
            is_smaller = rows.flags[row] & HAS_SHARE and rows.max[row] <= rows.min[deal] and rows.stated[row] <= rows.stated[deal]
            if is_other and is_smaller and mark[row] & USED and not IS_DEAL[rows.status[row]]:
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
def find_least_presence(rows: InterestRows, first: int, last: int, row: int, marks: RowMarks) -> int:
    """Return how sure the least sure of the versions of a row's record is, among the used rows of its holding."""
    least = int(marks.mark[row] & PRESENT)
    if rows.series[row] >= 0:
        for other in range(first, last):
            if rows.series[other] == rows.series[row] and marks.mark[other] & USED:
                least = min(least, int(marks.mark[other] & PRESENT))
    return least


@kernel
def has_claims_of_one_day(rows: InterestRows, first: int, last: int, marks: RowMarks) -> bool:
    """Whether several sources, or versions in no order, state claims on one day among the used rows ``first``..``last``."""
    for row in range(first, last):
        if marks.mark[row] & USED:
            for other in range(row + 1, last):
                is_other = rows.source[other] != rows.source[row] or rows.flags[other] >> RIVAL_SHIFT != rows.flags[row] >> RIVAL_SHIFT
                if marks.mark[other] & USED and rows.stated[other] == rows.stated[row] and is_other:
                    return True
    return False


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
