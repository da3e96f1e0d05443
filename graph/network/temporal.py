"""Select the interest statements that hold on a day, as known on another.

Owns the rules of time, status, series and directness (method, section 1) as kernels over the rows of the interest table: what was known,
which statement of a series is the newest, valid time with partial dates, status, and which indirect statements only summarise a chain that
other statements give.  Each step is done once a company and is linear in the rows that it reads.  Where a kernel takes many companies it
loops over them inside: compiled, a call costs as much as a company.

Must not know the sizes of stakes, what rival sources make of each other (graph/network/reconcile.py) or control.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import numpy as np

from graph.algorithms.kernels import kernel
from graph.generation.interest_table import (
    ACCEPTED,
    ALWAYS,
    CLOSED,
    DIRECTNESS,
    INTERESTS,
    NEVER,
    STATUSES,
    SUMMARY,
    UNNAMED,
    InterestTable,
)
from ontology.statements import Directness, Interest, Status

PRESENT: Final = 3
"""Bits of ``RowMarks.mark``: 0 the row does not hold on the day, 1 perhaps, 2 surely."""

ENDED, DENIED, CURRENT, USED, CONFLICT, DECLARED_NONE = (1 << bit for bit in range(2, 8))
"""The other bits.  ENDED: it had ended by the day.  DENIED: it says that the holding does not exist.  CURRENT: it was known, is accepted,
and is the newest of its series.  USED: a stake rests on it.  CONFLICT: another row says what cannot be true beside it.  DECLARED_NONE: the
company declares by it that nobody holds it."""

SELECTED, REDUCED = 1, 2
"""``RowMarks.stage``: the rows of the company are selected; and its summaries of known chains are dropped, or it has none."""

SUMMARY_SEARCH_ROWS: Final = 2_000
"""Rows looked at above one company in search of the chains that its indirect statements summarise.  Where that is not enough, such a
statement counts as possible, which is right whether it summarises a chain or not."""

_IN_EFFECT, _AGREED, _PLANNED, _FORMER, _ALLEGED, _STATUS_DENIED = (
    STATUSES.index(s) for s in (Status.IN_EFFECT, Status.AGREED, Status.PLANNED, Status.FORMER, Status.ALLEGED, Status.DENIED)
)

INDIRECT: Final = DIRECTNESS.index(Directness.INDIRECT)

_NO_LINK: Final = (
    Interest.BOARD_MEMBER,
    Interest.BOARD_CHAIR,
    Interest.RIGHTS_BY_CONTRACT,
    Interest.CONDITIONAL_RIGHTS_BY_CONTRACT,
    Interest.ENJOYMENT_AND_USE_OF_ASSETS,
)

_IS_LINK: Final = tuple(0 if interest in _NO_LINK else 1 for interest in INTERESTS)
"""Whether an interest can be a link of the chain that an indirect statement summarises: a seat on a board is none."""


class InterestRows(NamedTuple):
    """The columns of the interest table that the kernels read, one entry a row.

    The rows of a company are ``indptr[company]:indptr[company + 1]``, sorted by holder, interest and source.
    """

    indptr: Any
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

    @classmethod
    def of(cls, table: InterestTable) -> InterestRows:
        """The columns as arrays, for compiled kernels."""
        return cls(table.subject_start, *(table.columns[name] for name in cls._fields[1:]))

    def views(self) -> InterestRows:
        """The same columns as memory views: in the interpreter they give plain numbers, at once and without copies."""
        return InterestRows(*(column.data for column in self))


class AsOf(NamedTuple):
    """The two days of a question as day numbers, valid time and known time, and the statuses that are taken as done (1 << status)."""

    valid_day: int
    known_day: int
    included: int

    @classmethod
    def of(cls, as_of: datetime.date, known_at: datetime.date | None = None, include: Iterable[Status] = ()) -> AsOf:
        """The numbers that kernels take.  ``known_at`` None: all that is known.

        >>> AsOf.of(datetime.date(1, 1, 1), include=[Status.AGREED]).included
        2
        """
        included = sum(1 << STATUSES.index(status) for status in set(include))
        return cls(as_of.toordinal(), known_at.toordinal() if known_at else NEVER, included)


class RowMarks(NamedTuple):
    """What the kernels have found out for one ``AsOf``: ``mark`` by row, ``stage`` by company.

    The other three, by series, are space that is zero again after each company: the newest known statement (day + 1), the newest that has
    the record open, and the first after that which closes it.
    """

    mark: Any
    stage: Any
    newest: Any
    last_open: Any
    first_closing: Any

    @classmethod
    def of(cls, table: InterestTable) -> RowMarks:
        """Clean marks for a whole network, as arrays."""
        by_series = np.zeros((3, table.rows), np.int32)
        return cls(np.zeros(table.rows, np.uint8), np.zeros(table.parties, np.uint8), *by_series)

    @classmethod
    def for_few(cls) -> RowMarks:
        """Clean marks that grow with the companies looked at, for the interpreter."""
        return cls(*(defaultdict(int) for _ in cls._fields))


@kernel
def select_rows(rows: InterestRows, companies: Any, as_of: AsOf, marks: RowMarks) -> None:
    """Mark whether each row of some companies holds on the day, by known time, series, valid time and status, in this order.

    Of a series the newest known statement decides, with all interests that it names.  A closed one without an end ended between the last
    statement that had it open and its closing: possible between the two.  Companies whose rows are selected already are passed over.
    """
    mark, stated, series, flags, day = marks.mark, rows.stated, rows.series, rows.flags, as_of.valid_day
    newest, last_open, first_closing = marks.newest, marks.last_open, marks.first_closing
    for company in companies:
        if marks.stage[company]:
            continue
        first, last = rows.indptr[company], rows.indptr[company + 1]
        in_series = False
        for row in range(first, last):
            if stated[row] <= as_of.known_day and flags[row] & ACCEPTED:
                mark[row] = CURRENT
                s = series[row]
                if s >= 0:
                    in_series = True
                    stated_number = stated[row] + 1
                    if stated_number > newest[s]:
                        newest[s] = stated_number
                    if not flags[row] & CLOSED and stated_number > last_open[s]:
                        last_open[s] = stated_number
        if in_series:
            for row in range(first, last):
                s = series[row]
                if (
                    s >= 0
                    and flags[row] & CLOSED
                    and mark[row]
                    and stated[row] + 1 >= last_open[s]
                    and (first_closing[s] == 0 or stated[row] + 1 < first_closing[s])
                ):
                    first_closing[s] = stated[row] + 1
        has_indirect = False
        for row in range(first, last):
            if not mark[row]:
                continue
            s, stated_day, status = series[row], stated[row], rows.status[row]
            until_first, until_last = rows.until_first[row], rows.until_last[row]
            if s >= 0 and (stated_day + 1 != newest[s] or (first_closing[s] > 0 and not flags[row] & CLOSED)):
                mark[row] = 0
                continue
            if flags[row] & CLOSED and until_first == NEVER:
                until_first, until_last = ALWAYS, stated_day
                if s >= 0:
                    until_last = first_closing[s] - 1
                    until_first = min(last_open[s], until_last)
            if day >= until_last or (status == _FORMER and until_first == NEVER):
                # A former interest without an end counts on no day, and speaks from when it was stated.
                mark[row] = CURRENT | (ENDED if day >= until_last or day >= stated_day else 0)
                continue
            from_first, from_last = rows.from_first[row], rows.from_last[row]
            if from_first == ALWAYS:
                # Known since the statement at least; a deal was not agreed before someone said so.
                from_last = stated_day
                if status in (_AGREED, _PLANNED):
                    from_first = stated_day
            if day < from_first:
                continue
            is_included = (as_of.included >> status) & 1
            if status == _STATUS_DENIED and not is_included:
                mark[row] = CURRENT | DENIED
            elif is_included or status in (_IN_EFFECT, _FORMER):
                mark[row] = CURRENT | (2 if from_last <= day < until_first else 1)
            elif status in (_AGREED, _ALLEGED):
                mark[row] = CURRENT | 1
            if rows.direct[row] == INDIRECT and mark[row] & PRESENT:
                has_indirect = True
        if in_series:
            for row in range(first, last):
                s = series[row]
                if s >= 0:
                    newest[s] = 0
                    last_open[s] = 0
                    first_closing[s] = 0
        marks.stage[company] = SELECTED if has_indirect else REDUCED


@kernel
def drop_indirect_summaries(rows: InterestRows, company: int, as_of: AsOf, marks: RowMarks) -> None:
    """Unmark indirect statements that summarise a chain which other statements give: they are a check, never a link of their own.

    One that lists its components summarises them where its source names a nearer holder on the day, even if a link between has no name.
    For all others one walk up from the company serves; it starts with the links that are not indirect and goes by such links only.
    """
    if marks.stage[company] != SELECTED:
        return
    marks.stage[company] = REDUCED
    mark, holder, direct = marks.mark, rows.holder, rows.direct
    first, last = rows.indptr[company], rows.indptr[company + 1]
    # Sets begin with a member, because a compiled set has to know its type.
    sources_with_links = {-1}
    for row in range(first, last):
        if direct[row] != INDIRECT and mark[row] & PRESENT and _IS_LINK[rows.interest[row]]:
            sources_with_links.add(rows.source[row])
    indirect_holders = {UNNAMED}
    for row in range(first, last):
        if direct[row] == INDIRECT and mark[row] & PRESENT and rows.flags[row] & SUMMARY and rows.source[row] in sources_with_links:
            mark[row] = 0
        if direct[row] == INDIRECT and mark[row] & PRESENT and holder[row] != UNNAMED:
            indirect_holders.add(holder[row])
    indirect_holders.remove(UNNAMED)
    if len(indirect_holders) == 0:
        return
    seen = {UNNAMED, company}
    queue = [company]
    for row in range(first, last):
        h = holder[row]
        if direct[row] != INDIRECT and mark[row] & PRESENT and _IS_LINK[rows.interest[row]] and h not in seen:
            seen.add(h)
            queue.append(h)
    reached = {UNNAMED}
    budget, position = SUMMARY_SEARCH_ROWS, 1
    while position < len(queue) and budget > 0 and len(reached) <= len(indirect_holders):
        ancestor = queue[position]
        position += 1
        budget -= rows.indptr[ancestor + 1] - rows.indptr[ancestor] + 1
        if budget < 0:
            break
        select_rows(rows, queue[position - 1 : position], as_of, marks)
        for row in range(rows.indptr[ancestor], rows.indptr[ancestor + 1]):
            if direct[row] != INDIRECT and mark[row] & PRESENT and _IS_LINK[rows.interest[row]]:
                h = holder[row]
                if h in indirect_holders:
                    reached.add(h)
                if h not in seen:
                    seen.add(h)
                    queue.append(h)
    cut = position < len(queue) and len(reached) <= len(indirect_holders)
    for row in range(first, last):
        if direct[row] == INDIRECT and mark[row] & PRESENT and holder[row] != UNNAMED:
            if holder[row] in reached:
                mark[row] = 0
            elif cut:
                mark[row] = (mark[row] & ~PRESENT) | 1
