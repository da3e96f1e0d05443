"""Find out when a statement holds, as four dates for its relationship, so that a query compares dates and knows no rules.

The rules are those of graph/network/temporal.py for the newest knowledge: closed records, partial dates, statuses.  Which version of a
record stands is decided by ontology/series.py.
"""

from __future__ import annotations

import datetime
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.generation.series import mark_replaced
from graph.ledger.record_store import hash_key
from ontology.dates import first_day, last_day
from ontology.series import PLACE_BITS, find_stated_day, name_series, rank_version
from ontology.statements import Change, InterestStatement, Status

ALWAYS: Final = datetime.date.min
NEVER: Final = datetime.date.max

_NO_DAY: Final = -1
_NO_CLOSING: Final = NEVER.toordinal() + 1


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
    """Which version of each record of interests stands, and when it was last open and first closed.  Some forty bytes a statement."""

    def __init__(self, located: Iterable[tuple[int, InterestStatement]], find_feed: Callable[[str], str] = str) -> None:
        """``located``: accepted statements, each with the number of its file (`ontology.series.number_files`).  ``find_feed`` gives the
        source of the file that names a source within itself."""
        self._find_feed = find_feed
        records, ranks, ids, closings, sources = array("q"), array("q"), array("q"), array("b"), array("q")
        for file, s in located:
            if s.record is not None:
                records.append(self._hash_series(s.source, s.record))
                ranks.append(rank_version(s, file))
                ids.append(hash_key(s.id))
                closings.append(s.change is Change.CLOSED)
                sources.append(hash_key(s.source))
        record, rank, own_id, source = (np.array(column, dtype=np.int64) for column in (records, ranks, ids, sources))
        day, closed = rank >> PLACE_BITS, np.array(closings, dtype=np.bool_)
        stands = ~mark_replaced(rank, day, record, source=source)
        # An id that stands on another place as well is not replaced.
        self._replaced = np.setdiff1d(own_id[~stands], own_id[stands])
        self._records, series = np.unique(record[stands], return_inverse=True)
        day, closed = day[stands], closed[stands]
        self._newest_day = np.full(len(self._records), _NO_DAY)
        np.maximum.at(self._newest_day, series, day)
        self._open_day = np.full(len(self._records), _NO_DAY)
        np.maximum.at(self._open_day, series[~closed], day[~closed])
        self._closing_day = np.full(len(self._records), _NO_CLOSING)
        closes = closed & (day >= self._open_day[series])
        np.minimum.at(self._closing_day, series[closes], day[closes])

    def find_validity(self, statement: InterestStatement) -> Validity:
        """Return when one of the statements holds; one that a later version of its record replaces, or closes, holds at no time."""
        stated_day = find_stated_day(statement.stated_at)
        if statement.record is None:
            return _compute_validity(statement, _NO_DAY, stated_day)
        series = int(np.searchsorted(self._records, self._hash_series(statement.source, statement.record)))
        closing_day = int(self._closing_day[series])
        is_closed = statement.change is not Change.CLOSED and closing_day < _NO_CLOSING
        if stated_day < self._newest_day[series] or is_closed or self._is_replaced(statement):
            return Validity(superseded=True)
        return _compute_validity(statement, int(self._open_day[series]), closing_day)

    def _hash_series(self, source: str, record: str) -> int:
        return hash_key(name_series(self._find_feed(source), record))

    def _is_replaced(self, statement: InterestStatement) -> bool:
        """Whether a later version of the same day replaces the statement."""
        own_id = hash_key(statement.id)
        place = int(np.searchsorted(self._replaced, own_id))
        return place < len(self._replaced) and int(self._replaced[place]) == own_id


def _to_date(day: int) -> datetime.date:
    return datetime.date.fromordinal(day) if day > 0 else ALWAYS


def _compute_validity(statement: InterestStatement, open_day: int, closing_day: int) -> Validity:
    """``open_day``: when the record was last stated without being closed; ``closing_day``: when it was first closed after that."""
    stated_day = _to_date(find_stated_day(statement.stated_at))
    end = statement.valid_until
    end_first, end_last = (first_day(end), last_day(end)) if end else (NEVER, NEVER)
    if statement.change is Change.CLOSED and not end:
        # It ended between the last statement that had it open and its closing.
        end_first, end_last = _to_date(min(open_day + 1, closing_day)), _to_date(closing_day)
    if statement.status is Status.DENIED or (statement.status is Status.FORMER and end_first == NEVER):
        return Validity()
    if statement.valid_from is not None:
        start_first, start_last = first_day(statement.valid_from), last_day(statement.valid_from)
    else:
        # Known since the statement at least; a deal was not agreed before someone said so.
        start_first, start_last = stated_day if statement.status in (Status.AGREED, Status.PLANNED) else ALWAYS, stated_day
    return Validity(certain_from=start_last, certain_until=end_first, possible_from=start_first, possible_until=end_last)
