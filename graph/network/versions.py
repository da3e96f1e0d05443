"""Choose which versions of a record speak on a day, as kernels: a newer version is a change or a correction, and is not always told which.

Versions are the statements of one source about one record, told apart by the day on which they were stated (of those of one day
graph/generation keeps the last).  Where it cannot tell which is the last, they are rivals: all speak, and only what all give is certain.
A later version whose start lies later is a change on that start: before it the earlier one speaks.  One
whose start lies earlier corrects the earlier one, which falls silent.  Where the start did not move and what is said did, nobody knows
since when: from the day of the later version it speaks alone, before that both do, and only what both give is certain.  One that says all
again and adds what began later tells since when, and speaks for its whole time.  Of several versions that speak each interest is read
by its own start: one that gives it from a later day changes it on that day, one that gives it from an earlier day corrects it.

Reads rows of one record in one company; must not know shares of others, rivals or control.
"""

from __future__ import annotations

from typing import Any, Final

from graph.algorithms.kernels import kernel
from graph.generation.interest_table import ALWAYS, CLOSED, HAS_SHARE, MAX_OPEN, MIN_OPEN, NEVER, RIVAL_SHIFT, STATUSES, UNNAMED
from graph.network.interest_rows import ASSERTED, CURRENT, DENIED, ENDED, ENDING, PRESENT, AsOf, InterestRows, RowMarks
from graph.network.version_starts import find_silent, find_version, is_change, list_standing, silence_by_starts
from ontology.statements import Status

_IN_EFFECT, _AGREED, _PLANNED, _FORMER, _ALLEGED, _STATUS_DENIED = (
    STATUSES.index(s) for s in (Status.IN_EFFECT, Status.AGREED, Status.PLANNED, Status.FORMER, Status.ALLEGED, Status.DENIED)
)


_SHARE: Final = HAS_SHARE | MIN_OPEN | MAX_OPEN


@kernel
def judge_row(rows: InterestRows, row: int, as_of: AsOf, closed_first: int, closed_last: int) -> int:
    """Return the mark of a known row by itself: whether what it says holds on the day.

    ``closed_first``, ``closed_last``: the first and the last day on which a closed row without an end can have ended.
    """
    until_first, until_last, status, stated = rows.until_first[row], rows.until_last[row], rows.status[row], rows.stated[row]
    if until_first == NEVER:
        until_first, until_last = find_end(rows.flags[row], status, stated, closed_first, closed_last)
    return judge_until(status, stated, rows.from_first[row], rows.from_last[row], until_first, until_last, as_of)


@kernel
def judge_until(status: int, stated: int, from_first: int, from_last: int, until_first: int, until_last: int, as_of: AsOf) -> int:
    """Return the mark of a known row by its status and the days between which it was stated, began and ended.

    It takes numbers, not the rows: a compiled function that is handed arrays counts each of them twice.
    """
    day = as_of.valid_day
    is_included = (as_of.included >> status) & 1
    is_asserted = is_included or status in (_IN_EFFECT, _FORMER)
    if day >= until_last:
        # What is only alleged, agreed, planned or denied says nothing after its end, not even that a holding ended.
        return CURRENT | ENDED if is_asserted else CURRENT
    if from_first == ALWAYS:
        # Known since the statement at least; a deal was not agreed before someone said so.
        from_last = stated
        if status in (_AGREED, _PLANNED):
            from_first = stated
    if day < from_first:
        return CURRENT
    if status == _STATUS_DENIED and not is_included:
        return CURRENT | DENIED
    if is_asserted:
        ending = ENDING if day >= until_first else 0
        return CURRENT | ASSERTED | ending | (2 if from_last <= day < until_first else 1)
    return CURRENT | 1 if status in (_AGREED, _ALLEGED) else CURRENT


@kernel
def find_end(flags: int, status: int, stated: int, closed_first: int, closed_last: int) -> tuple[int, int]:
    """Return the first and the last day on which what a row without an end says can have ended."""
    if flags & CLOSED:
        return closed_first, min(closed_last, stated)
    if status == _FORMER:
        # It ended on an unknown day, not after the statement that calls it former.
        return ALWAYS, stated
    return NEVER, NEVER


@kernel
def select_versions(rows: InterestRows, head: int, as_of: AsOf, marks: RowMarks) -> None:
    """Mark the rows of one record in one company, from row ``head`` along ``marks.next_row``, by the versions that speak on the day.

    A closing without an end ended between the last statement that had the record open and itself: possible between the two.
    """
    mark = marks.mark
    days = [-1]
    row = head + 1
    while row:
        stated = rows.stated[row - 1]
        place = len(days)
        while place > 0 and days[place - 1] > stated:
            place -= 1
        if days[place - 1] != stated:
            days.insert(place, stated)
        row = marks.next_row[row - 1]
    count = len(days)
    is_closing = [0] * count
    row = head + 1
    while row:
        if rows.flags[row - 1] & CLOSED:
            is_closing[find_version(days, rows.stated[row - 1])] = 1
        row = marks.next_row[row - 1]
    # Of each version its start; a closing beats what was stated on the same day.
    first, last = [NEVER] * count, [NEVER] * count
    row = head + 1
    while row:
        at, row = row - 1, marks.next_row[row - 1]
        version = find_version(days, rows.stated[at])
        if is_closing[version] and not rows.flags[at] & CLOSED:
            mark[at] = 0
        elif rows.from_first[at] < first[version]:
            first[version], last[version] = rows.from_first[at], rows.from_last[at]
    # Of each version between which days it ended, where a closing names no end.
    closed_first, closed_last = [ALWAYS] * count, [NEVER] * count
    open_until, closing_day = ALWAYS, NEVER
    for version in range(1, count):
        if is_closing[version]:
            closing_day = min(closing_day, days[version])
            closed_first[version], closed_last[version] = min(open_until, closing_day), closing_day
        else:
            open_until, closing_day = days[version] + 1, NEVER
    standing = list_standing(first, last)
    speaking, ends = choose_versions(rows, head, marks, days, first, last, standing, as_of.valid_day)
    # Of each row the one that says the same later and knows its end; looked for while marks tell which rows stand.
    repeats = [-1]
    row = head + 1
    while row:
        at, row = row - 1, marks.next_row[row - 1]
        version = find_version(days, rows.stated[at])
        is_repeated = mark[at] > 0 and speaking[version] and ends[version] != version
        repeats.append(find_repeat(rows, head, at, days[ends[version]], marks) if is_repeated else -1)
    row, place = head + 1, 0
    while row:
        at, row, place = row - 1, marks.next_row[row - 1], place + 1
        version = find_version(days, rows.stated[at])
        if mark[at] and repeats[place] < 0:
            mark[at] = judge_row(rows, at, as_of, closed_first[version], closed_last[version]) if speaking[version] else 0
    row, place = head + 1, 0
    while row:
        at, row, place = row - 1, marks.next_row[row - 1], place + 1
        repeat = repeats[place]
        if repeat >= 0:
            version = find_version(days, rows.stated[repeat])
            until_first, until_last, status = rows.until_first[repeat], rows.until_last[repeat], rows.status[repeat]
            if until_first == NEVER:
                closed = closed_first[version], closed_last[version]
                until_first, until_last = find_end(rows.flags[repeat], status, rows.stated[repeat], closed[0], closed[1])
            begun = rows.from_first[at], rows.from_last[at]
            mark[at] = judge_until(rows.status[at], rows.stated[at], begun[0], begun[1], until_first, until_last, as_of)
            if mark[at] & ENDED:
                mark[at], mark[repeat] = 0, mark[at]
    weaken_where_rivals_differ(rows, head, marks)
    if sum(speaking) > 1:
        kinds = [-1] * count
        for version in standing:
            kinds[version] = is_closing[version]
        silence_by_starts(rows, head, marks, days, kinds, as_of.valid_day)
        weaken_where_versions_differ(rows, head, marks, days, kinds, speaking, as_of.valid_day)


@kernel
def find_repeat(rows: InterestRows, head: int, row: int, until: int, marks: RowMarks) -> int:
    """Return the row that knows the end of one which later versions, up to the one of day ``until``, say again; -1 where it does itself.

    It is the last that states an end, else the last.
    """
    repeat, day, has_end = -1, rows.stated[row], rows.until_first[row] != NEVER or rows.status[row] == _FORMER
    other = head + 1
    while other:
        b, other = other - 1, marks.next_row[other - 1]
        if marks.mark[b] and day < rows.stated[b] <= until and say_one_thing(rows, row, b):
            states_end = rows.until_first[b] != NEVER
            if states_end or (not has_end and rows.stated[b] == until):
                repeat, day, has_end = b, (rows.stated[b] if states_end else day), has_end or states_end
    return repeat


@kernel
def choose_versions(rows: InterestRows, head: int, marks: RowMarks, days: Any, first: Any, last: Any, standing: Any, day: int) -> Any:
    """Return for each version of a record whether it speaks on the day (1) or not (0), and of which version its end is.

    ``days``: when they were stated, after one entry that is no version; ``standing``: those that no later one corrects.
    """
    speaking = [0] * len(days)
    speaking[standing[-1]] = 1
    ends = list(range(len(days)))
    for place in range(len(standing) - 1, 1, -1):
        newer, older = standing[place], standing[place - 1]
        if is_change(days, first, last, older, newer):
            if day >= last[newer]:
                break
            if day < first[newer]:
                speaking = [0] * len(days)
            speaking[older] = 1
        elif day >= days[newer]:
            break
        elif not say_the_same(rows, head, marks, days[newer], days[older]):
            begun = last[older] if first[older] != ALWAYS else days[older]
            if first[newer] == ALWAYS or not is_continued(rows, head, marks, days[newer], days[older], begun):
                speaking[older] = 1
        elif first[newer] == ALWAYS:
            # The older one knew it sooner; whether it ended the newer one knows.
            speaking[newer], speaking[older] = 0, 1
            ends[older] = ends[newer]
    return speaking, ends


@kernel
def say_the_same(rows: InterestRows, head: int, marks: RowMarks, newer: int, older: int) -> bool:
    """Whether the versions of two days give the same interests; an end that the newer one adds is no difference."""
    count = 0
    row = head + 1
    while row:
        if marks.mark[row - 1]:
            count += int(rows.stated[row - 1] == newer) - int(rows.stated[row - 1] == older)
        row = marks.next_row[row - 1]
    return count == 0 and is_continued(rows, head, marks, newer, older, NEVER)


@kernel
def is_continued(rows: InterestRows, head: int, marks: RowMarks, newer: int, older: int, begun: int) -> bool:
    """Whether the version of a later day says all again that an older one says, and what it adds begins after day ``begun``.

    Then it is told since when: the older one had to end something, perhaps, and something began.
    """
    row = head + 1
    while row:
        a, row = row - 1, marks.next_row[row - 1]
        is_newer = rows.stated[a] == newer
        if not marks.mark[a] or (rows.stated[a] != older and not is_newer) or (is_newer and rows.from_first[a] > begun):
            continue
        other, has_twin = head + 1, False
        while other and not has_twin:
            b, other = other - 1, marks.next_row[other - 1]
            is_other = marks.mark[b] > 0 and rows.stated[b] == (older if is_newer else newer)
            has_twin = is_other and (says_again(rows, a, b) if is_newer else says_again(rows, b, a))
        if not has_twin:
            return False
    return True


@kernel
def says_again(rows: InterestRows, newer: int, older: int) -> bool:
    """Whether a row says again what one of an older version says; an end that it adds is no difference."""
    is_end_told = rows.until_first[newer] != NEVER or rows.flags[newer] & CLOSED > 0
    return say_one_thing(rows, newer, older) and (is_end_told or rows.until_first[newer] == rows.until_first[older])


@kernel
def say_one_thing(rows: InterestRows, a: int, b: int) -> bool:
    """Whether two rows of a record give the same interest, whatever they say of its time."""
    return bool(
        rows.holder[a] == rows.holder[b]
        and rows.interest[a] == rows.interest[b]
        and rows.status[a] == rows.status[b]
        and rows.direct[a] == rows.direct[b]
        and rows.reason[a] == rows.reason[b]
        and rows.min[a] == rows.min[b]
        and rows.max[a] == rows.max[b]
        and (rows.flags[a] ^ rows.flags[b]) & _SHARE == 0
    )


@kernel
def weaken_where_versions_differ(rows: InterestRows, head: int, marks: RowMarks, days: Any, kinds: Any, speaking: Any, day: int) -> None:
    """Make possible what not all versions that speak of it give; what one of them gives has not ended."""
    mark = marks.mark
    row = head + 1
    while row:
        a, row = row - 1, marks.next_row[row - 1]
        if mark[a] & (PRESENT | ENDED) == 0:
            continue
        agreeing, silent = 0, find_silent(rows, head, a, marks, days, kinds, day)
        heard = 0
        for version in range(1, len(days)):
            is_heard = speaking[version] > 0 and not silent[version]
            heard += int(is_heard)
            other, is_given = head + 1, False
            while other and is_heard and not is_given:
                b, other = other - 1, marks.next_row[other - 1]
                is_given = (
                    rows.stated[b] == days[version]
                    and rows.holder[a] == rows.holder[b]
                    and rows.interest[a] == rows.interest[b]
                    and mark[b] & PRESENT > 0
                )
            agreeing += int(is_given)
        if mark[a] & ENDED:
            if agreeing:
                mark[a] = CURRENT
        elif agreeing < heard or rows.holder[a] == UNNAMED:
            mark[a] = (mark[a] & ~PRESENT) | 1


@kernel
def weaken_where_rivals_differ(rows: InterestRows, head: int, marks: RowMarks) -> None:
    """Make possible what not all versions of one day give, where none is known to be the newer; what one of them gives has not ended."""
    mark, has_rivals = marks.mark, False
    row = head + 1
    while row:
        has_rivals = has_rivals or rows.flags[row - 1] >> RIVAL_SHIFT > 0
        row = marks.next_row[row - 1]
    row = head + 1 if has_rivals else 0
    while row:
        a, row = row - 1, marks.next_row[row - 1]
        if mark[a] & (PRESENT | ENDED) == 0:
            continue
        versions, agreeing = {-1}, {-1}
        other = head + 1
        while other:
            b, other = other - 1, marks.next_row[other - 1]
            # A closing beats what was stated on the same day.
            is_of_day = rows.stated[b] == rows.stated[a] and rows.source[b] == rows.source[a]
            if is_of_day and (rows.flags[b] ^ rows.flags[a]) & CLOSED == 0:
                versions.add(rows.flags[b] >> RIVAL_SHIFT)
                if rows.holder[a] == rows.holder[b] and rows.interest[a] == rows.interest[b] and mark[b] & PRESENT > 0:
                    agreeing.add(rows.flags[b] >> RIVAL_SHIFT)
        if len(versions) <= 2:
            continue
        if mark[a] & ENDED:
            if len(agreeing) > 1:
                mark[a] = CURRENT
        elif len(agreeing) < len(versions) or rows.holder[a] == UNNAMED:
            mark[a] = (mark[a] & ~PRESENT) | 1
