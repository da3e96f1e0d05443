"""Which rows of the network hold on a day, as known on another."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import numpy as np

from graph.algorithms.kernels import kernel
from graph.generation import interest_table as n
from graph.generation.interest_table import ACCEPTED as TAKEN
from graph.generation.interest_table import ALWAYS, CLOSED, DIRECTNESS, INTERESTS, NEVER, STATUSES, SUMMARY, UNNAMED, InterestTable
from ontology.errors import UsageError
from ontology.statements import Directness, Interest, Status

PRESENT: Final = 3
"""Bits of ``Work.mark``: 0 the row does not hold on the day, 1 perhaps, 2 surely."""

OVER, DENIES, LIVE, USED, CONFLICT, DECLARED_NONE = (1 << bit for bit in range(2, 8))
"""The other bits.  OVER: it had ended by the day.  DENIES: it says that the holding does not exist.  LIVE: it was known, is accepted, and
is the newest of its series.  USED: a stake rests on it.  CONFLICT: another row says what cannot be true beside it."""

JUDGED, CLEARED = 1, 2
"""``Work.done``: the rows of the company are judged; and its summaries of known chains are taken out, or it has none."""

WALK: Final = 2_000
"""Rows looked at above one company in search of the chains that its indirect statements restate.  Where that is not enough, such a
statement counts as possible, which is right whether it restates a chain or not."""

_IN_EFFECT, _AGREED, _PLANNED, _FORMER, _ALLEGED, _DENIED = (
    STATUSES.index(s) for s in (Status.IN_EFFECT, Status.AGREED, Status.PLANNED, Status.FORMER, Status.ALLEGED, Status.DENIED)
)

_INDIRECT: Final = DIRECTNESS.index(Directness.INDIRECT)

_NO_LINK: Final = (
    Interest.BOARD_MEMBER,
    Interest.BOARD_CHAIR,
    Interest.RIGHTS_BY_CONTRACT,
    Interest.CONDITIONAL_RIGHTS_BY_CONTRACT,
    Interest.ENJOYMENT_AND_USE_OF_ASSETS,
)

_LINKS: Final = tuple(0 if interest in _NO_LINK else 1 for interest in INTERESTS)
"""Whether an interest can be a link of the chain that an indirect statement restates: a seat on a board is none."""


class Rows(NamedTuple):
    """The network's columns that the rules look at.  ``start``: first row of each subject, with one more at the end."""

    start: Any
    holder: Any
    interest: Any
    status: Any
    direct: Any
    flags: Any
    reason: Any
    min: Any
    max: Any
    from_first: Any
    from_last: Any
    until_first: Any
    until_last: Any
    stated: Any
    source: Any
    series: Any


class AsOf(NamedTuple):
    """What is asked for: day numbers, statuses that are taken as done (bit 1 << status), and whether an unknown share counts nothing."""

    day: int
    known: int
    include: int
    nothing: int


class Work(NamedTuple):
    """Space for one When.  ``mark`` by row and ``done`` by company stay; the three by series are zero again after each company."""

    mark: Any
    done: Any
    newest: Any
    opened: Any
    closing: Any


def rows_of(network: InterestTable) -> Rows:
    """The columns as arrays, for compiled kernels."""
    return Rows(network.subject_start, *(network.columns[name] for name in Rows._fields[1:]))


def work_for(network: InterestTable) -> Work:
    """Clean space for a whole network, as arrays."""
    rows = network.rows
    series = (np.zeros(rows, np.int32) for _ in range(3))
    return Work(np.zeros(rows, np.uint8), np.zeros(network.parties, np.uint8), *series)


def work_for_few() -> Work:
    """Clean space that grows with the companies looked at, for the interpreter."""
    return Work(*(defaultdict(int) for _ in Work._fields))


@kernel
def judge(rows: Rows, company: int, when: AsOf, work: Work) -> None:
    """Presence on the day of each row of a company: who knew, series, then valid time, then status.

    Of a series the newest known statement decides, all interests that it names.  A closed one without an end ended between the last
    statement that had it open and its closing: possible between the two.
    """
    if work.done[company]:
        return
    mark, stated, series, flags, day = work.mark, rows.stated, rows.series, rows.flags, when.day
    newest, opened, closing = work.newest, work.opened, work.closing
    first, last = rows.start[company], rows.start[company + 1]
    in_series = False
    for row in range(first, last):
        if stated[row] <= when.known and flags[row] & TAKEN:
            mark[row] = LIVE
            s = series[row]
            if s >= 0:
                in_series = True
                said = stated[row] + 1
                if said > newest[s]:
                    newest[s] = said
                if not flags[row] & CLOSED and said > opened[s]:
                    opened[s] = said
    if in_series:
        for row in range(first, last):
            s = series[row]
            if (
                s >= 0
                and flags[row] & CLOSED
                and mark[row]
                and stated[row] + 1 >= opened[s]
                and (closing[s] == 0 or stated[row] + 1 < closing[s])
            ):
                closing[s] = stated[row] + 1
    summaries = False
    for row in range(first, last):
        if not mark[row]:
            continue
        s, said, status = series[row], stated[row], rows.status[row]
        until_first, until_last = rows.until_first[row], rows.until_last[row]
        if s >= 0 and (said + 1 != newest[s] or (closing[s] > 0 and not flags[row] & CLOSED)):
            mark[row] = 0
            continue
        if flags[row] & CLOSED and until_first == NEVER:
            until_first, until_last = ALWAYS, said
            if s >= 0:
                until_last = closing[s] - 1
                until_first = min(opened[s], until_last)
        if day >= until_last or (status == _FORMER and until_first == NEVER):
            # A former interest without an end counts on no day, and speaks from when it was said.
            mark[row] = LIVE | (OVER if day >= until_last or day >= said else 0)
            continue
        start_first, start_last = rows.from_first[row], rows.from_last[row]
        if start_first == ALWAYS:
            # Known since the statement at least; a deal was not agreed before someone said so.
            start_last = said
            if status in (_AGREED, _PLANNED):
                start_first = said
        if day < start_first:
            continue
        taken = (when.include >> status) & 1
        if status == _DENIED and not taken:
            mark[row] = LIVE | DENIES
        elif taken or status in (_IN_EFFECT, _FORMER):
            mark[row] = LIVE | (2 if start_last <= day < until_first else 1)
        elif status in (_AGREED, _ALLEGED):
            mark[row] = LIVE | 1
        if rows.direct[row] == _INDIRECT and mark[row] & PRESENT:
            summaries = True
    if in_series:
        for row in range(first, last):
            s = series[row]
            if s >= 0:
                newest[s] = 0
                opened[s] = 0
                closing[s] = 0
    work.done[company] = JUDGED if summaries else CLEARED


@kernel
def drop_restated(rows: Rows, company: int, when: AsOf, work: Work) -> None:
    """Take out indirect statements that restate a chain which other statements give: they are a check, never a link of their own.

    One that lists its components restates them where its source names a nearer holder on the day, even if a link between has no name.  Of
    others one walk up from the company serves all; it starts with the links that are not indirect and goes by such links only.
    """
    if work.done[company] != JUDGED:
        return
    work.done[company] = CLEARED
    mark, holder, direct = work.mark, rows.holder, rows.direct
    first, last = rows.start[company], rows.start[company + 1]
    nearer = {-1}
    for row in range(first, last):
        if direct[row] != _INDIRECT and mark[row] & PRESENT and _LINKS[rows.interest[row]]:
            nearer.add(rows.source[row])
    wanted = {UNNAMED}
    for row in range(first, last):
        if direct[row] == _INDIRECT and mark[row] & PRESENT and rows.flags[row] & SUMMARY and rows.source[row] in nearer:
            mark[row] = 0
        if direct[row] == _INDIRECT and mark[row] & PRESENT and holder[row] != UNNAMED:
            wanted.add(holder[row])
    wanted.remove(UNNAMED)
    if len(wanted) == 0:
        return
    seen = {UNNAMED, company}
    queue = [company]
    for row in range(first, last):
        h = holder[row]
        if direct[row] != _INDIRECT and mark[row] & PRESENT and _LINKS[rows.interest[row]] and h not in seen:
            seen.add(h)
            queue.append(h)
    found = {UNNAMED}
    budget, place = WALK, 1
    while place < len(queue) and budget > 0 and len(found) <= len(wanted):
        above = queue[place]
        place += 1
        budget -= rows.start[above + 1] - rows.start[above] + 1
        if budget < 0:
            break
        judge(rows, above, when, work)
        for row in range(rows.start[above], rows.start[above + 1]):
            if direct[row] != _INDIRECT and mark[row] & PRESENT and _LINKS[rows.interest[row]]:
                h = holder[row]
                if h in wanted:
                    found.add(h)
                if h not in seen:
                    seen.add(h)
                    queue.append(h)
    spent = place < len(queue) and len(found) <= len(wanted)
    for row in range(first, last):
        if direct[row] == _INDIRECT and mark[row] & PRESENT and holder[row] != UNNAMED:
            if holder[row] in found:
                mark[row] = 0
            elif spent:
                mark[row] = (mark[row] & ~PRESENT) | 1


UNKNOWN_SHARES: Final = ("open", "nothing")
"""What a share counts whose size no source states: more than 0 and up to 100 %, or nothing at all."""


def when_of(as_of: datetime.date, known_at: datetime.date | None = None, include: Iterable[Status] = (), unknown: str = "open") -> AsOf:
    """The numbers that kernels take.  Raises UsageError BAD_PARAMETER.

    >>> when_of(datetime.date(1, 1, 1), include=[Status.AGREED]).include
    2
    """
    if unknown not in UNKNOWN_SHARES:
        what = f"unknown={unknown[:40]!r} is no way to count an unknown share"
        raise UsageError("BAD_PARAMETER", what, f"use one of: {', '.join(UNKNOWN_SHARES)}")
    bits = sum(1 << n.STATUSES.index(status) for status in set(include))
    return AsOf(as_of.toordinal(), known_at.toordinal() if known_at else n.NEVER, bits, int(unknown == "nothing"))
