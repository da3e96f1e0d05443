"""Find out when a statement holds, as four dates for its relationship, so that a query compares dates and knows no rules.

The rules are those of graph/network/temporal.py for the newest knowledge: series, closed records, partial dates, statuses.
"""

from __future__ import annotations

import datetime
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.ledger.record_store import hash_key
from ontology.dates import first_day, last_day
from ontology.series import name_series
from ontology.statements import Change, InterestStatement, Status

ALWAYS: Final = datetime.date.min
NEVER: Final = datetime.date.max


@dataclass(frozen=True, slots=True)
class Validity:
    """Certainly in [certain_from, certain_until), possibly in [possible_from, possible_until); all None = at no time."""

    certain_from: datetime.date | None = None
    certain_until: datetime.date | None = None
    possible_from: datetime.date | None = None
    possible_until: datetime.date | None = None
    superseded: bool = False
    """Whether a newer statement of the series replaces it."""


def parse_day(text: str | None) -> datetime.date | None:
    """Return the first day that a partial date can mean.

    >>> parse_day("1998"), parse_day(None)
    (datetime.date(1998, 1, 1), None)
    """
    return first_day(text) if text is not None else None


class SeriesIndex:
    """When each series of interest statements was last stated, and last stated without being closed.  Some twenty bytes a statement."""

    def __init__(self, statements: Iterable[InterestStatement]) -> None:
        records, days, closed = array("q"), array("i"), array("b")
        for s in statements:
            if s.record is not None:
                records.append(hash_key(name_series(s.source, s.record)))
                days.append(_stated_day(s).toordinal())
                closed.append(s.change is Change.CLOSED)
        record, stated_day = np.array(records, dtype=np.int64), np.array(days, dtype=np.int32)
        order = np.argsort(record, kind="stable")
        self._records, first = np.unique(record[order], return_index=True)
        open_day = np.where(np.array(closed, dtype=np.bool_), 0, stated_day)
        empty = np.zeros(0, np.int32)
        self._newest_day = np.maximum.reduceat(stated_day[order], first) if len(first) else empty
        self._newest_open_day = np.maximum.reduceat(open_day[order], first) if len(first) else empty

    def find_validity(self, statement: InterestStatement) -> Validity:
        """Return when one of the statements holds; an older statement of a series is superseded and holds at no time."""
        if statement.record is None:
            return _compute_validity(statement, None)
        position = int(np.searchsorted(self._records, hash_key(name_series(statement.source, statement.record))))
        if _stated_day(statement).toordinal() < int(self._newest_day[position]):
            return Validity(superseded=True)
        open_day = int(self._newest_open_day[position])
        return _compute_validity(statement, datetime.date.fromordinal(open_day) if open_day else None)


def _stated_day(statement: InterestStatement) -> datetime.date:
    return parse_day(statement.stated_at) or ALWAYS


def _compute_validity(statement: InterestStatement, open_day: datetime.date | None) -> Validity:
    """``open_day``: when the record of the statement was last stated without being closed."""
    stated_day = _stated_day(statement)
    end = statement.valid_until
    end_first, end_last = (first_day(end), last_day(end)) if end else (NEVER, NEVER)
    if statement.change is Change.CLOSED and not end:
        # It ended between the last statement that had it open and its closing.
        end_first, end_last = min(open_day + datetime.timedelta(days=1), stated_day) if open_day else ALWAYS, stated_day
    if statement.status is Status.DENIED or (statement.status is Status.FORMER and end_first == NEVER):
        return Validity()
    if statement.valid_from is not None:
        start_first, start_last = first_day(statement.valid_from), last_day(statement.valid_from)
    else:
        # Known since the statement at least; a deal was not agreed before someone said so.
        start_first, start_last = stated_day if statement.status in (Status.AGREED, Status.PLANNED) else ALWAYS, stated_day
    return Validity(certain_from=start_last, certain_until=end_first, possible_from=start_first, possible_until=end_last)
