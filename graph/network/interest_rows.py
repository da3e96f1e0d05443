"""The rows of the interest table as kernels read them, the two days of a question, and the marks that kernels leave.

Owns the records and the bits; decides nothing.
"""

from __future__ import annotations

import datetime
import operator
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import numpy as np

from graph.generation.interest_table import NEVER, STATUSES, InterestTable
from ontology.statements import Status

PRESENT: Final = 3
"""Bits of ``RowMarks.mark``: 0 the row does not hold on the day, 1 perhaps, 2 surely."""

ENDED, DENIED, CURRENT, USED, CONFLICT, DECLARED_NONE, ENDING, ASSERTED, BESIDE, THROUGH = (1 << bit for bit in range(2, 12))
"""The other bits.  ASSERTED: it holds, or may hold, and its source says so of itself: it is not only alleged, agreed or planned.  ENDED:
what its source said so had ended by the day.  ENDING: it is asserted and may have ended by the day.  DENIED: it says that the holding does
not exist.  CURRENT: it was known, is accepted, and no other version of its record silences it.  USED: a stake rests on
it.  CONFLICT: another row says what cannot be true beside it.  DECLARED_NONE: the company declares by it that nobody holds it.  BESIDE: it
denies another interest of a holder that has a stake, which takes nothing from that.  THROUGH: it is of what its holder has through others,
beside what he has directly."""
OF_A_READING: Final = USED | CONFLICT | BESIDE | THROUGH
"""What the reading of a company's rows marks, after it was found which of them hold."""


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

    @classmethod
    def views_of(cls, table: InterestTable) -> InterestRows:
        """The columns as memory views, which are made once for a table."""
        return cls(table.subject_start.data, *_PICK_COLUMNS(table.views))

    def views(self) -> InterestRows:
        """These columns as memory views: in the interpreter they give plain numbers, at once and without copies."""
        return InterestRows(*(column.data for column in self))


_PICK_COLUMNS: Final = operator.itemgetter(*InterestRows._fields[1:])


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

    The other two list the known rows of each record in a company, as row + 1 with 0 at the end: ``first_row`` by series, zero again after
    each company, and ``next_row`` by row.
    """

    mark: Any
    stage: Any
    first_row: Any
    next_row: Any

    @classmethod
    def of(cls, table: InterestTable) -> RowMarks:
        """Clean marks for a whole network, as arrays."""
        lists = np.zeros((2, table.rows), np.int32)
        return cls(np.zeros(table.rows, np.uint16), np.zeros(table.parties, np.uint8), *lists)

    @classmethod
    def for_few(cls) -> RowMarks:
        """Clean marks that grow with the companies looked at, for the interpreter."""
        return cls(*(defaultdict(int) for _ in cls._fields))
