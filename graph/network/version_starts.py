"""Say of the versions of a record, by when each begins, which stand and which of them speak of an interest on a day, as kernels.

A version that begins later than the one before it is a change on that day; one that begins earlier is a correction.  The same is so of each
interest of a record: its own start tells which of the versions speak of it.

Reads rows of one record in one company; must not know what they say beside their time.
"""

from __future__ import annotations

from typing import Any

from graph.algorithms.kernels import kernel
from graph.generation.interest_table import ALWAYS, CLOSED, NEVER, UNNAMED
from graph.network.interest_rows import CURRENT, InterestRows, RowMarks


@kernel
def find_version(days: Any, stated: int) -> int:
    """Return the place of a day among the rising days of a record's versions, which are few."""
    place = len(days) - 1
    while days[place] != stated:
        place -= 1
    return place


@kernel
def list_standing(first: Any, last: Any) -> Any:
    """List the versions that no later one corrects, behind one entry that is no version; those that begin NEVER are passed over.

    ``first``, ``last``: the first and the last day on which each can have begun.
    """
    standing = [0]
    for version in range(1, len(first)):
        if first[version] != NEVER:
            while len(standing) > 1 and is_corrected(first, last, standing[-1], version):
                standing.pop()
            standing.append(version)
    return standing


@kernel
def is_corrected(first: Any, last: Any, older: int, newer: int) -> bool:
    """Whether the newer version moves the start to an earlier day."""
    return bool(first[newer] != ALWAYS and first[older] != ALWAYS and last[newer] < first[older])


@kernel
def is_change(days: Any, first: Any, last: Any, older: int, newer: int) -> bool:
    """Whether the newer version is a change on its start: that is later than the older one can have begun."""
    return bool(first[newer] != ALWAYS and first[newer] > (last[older] if first[older] != ALWAYS else days[older]))


@kernel
def find_silent(rows: InterestRows, head: int, row: int, marks: RowMarks, days: Any, kinds: Any, day: int) -> Any:
    """Return for each version of a record whether it says nothing (1) of the interest of a row on the day, by when each says that it began.

    One from a later day on is a change: until then the earlier ones speak of it, from then on the later ones.  One from an earlier day
    corrects what came before it.  ``kinds``: -1 for versions that do not stand, 1 for those that close the record.
    """
    count = len(days)
    first, last, silent = [NEVER] * count, [NEVER] * count, [0] * count
    if rows.holder[row] == UNNAMED:
        # Who it was then and who it is later may be two.
        return silent
    other = head + 1
    while other:
        b, other = other - 1, marks.next_row[other - 1]
        if rows.holder[b] == rows.holder[row] and rows.interest[b] == rows.interest[row]:
            version = find_version(days, rows.stated[b])
            is_said = kinds[version] == 0 or (kinds[version] == 1 and rows.flags[b] & CLOSED > 0)
            if is_said and rows.from_first[b] < first[version]:
                first[version], last[version] = rows.from_first[b], rows.from_last[b]
    given = list_standing(first, last)
    for version in range(1, count):
        silent[version] = int(first[version] != NEVER and version not in given)
    for place in range(2, len(given)):
        newer, older = given[place], given[place - 1]
        if is_change(days, first, last, older, newer):
            if day >= last[newer]:
                for version in given[1:place]:
                    silent[version] = 1
            elif day < first[newer]:
                for version in given[place:]:
                    silent[version] = 1
    return silent


@kernel
def silence_by_starts(rows: InterestRows, head: int, marks: RowMarks, days: Any, kinds: Any, day: int) -> None:
    """Leave no more than CURRENT of rows whose versions say nothing of their interests on the day."""
    silenced = [-1]
    row = head + 1
    while row:
        a, row = row - 1, marks.next_row[row - 1]
        if marks.mark[a] and find_silent(rows, head, a, marks, days, kinds, day)[find_version(days, rows.stated[a])]:
            silenced.append(a)
    for a in silenced[1:]:
        marks.mark[a] = CURRENT
