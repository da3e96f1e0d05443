"""When a statement holds, as four dates on its relationship, so that a query compares dates and knows no rules.

The rules are those of graph/network/reconcile.py for the newest knowledge: series, closed records, partial dates, statuses.
"""

from __future__ import annotations

import datetime
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.ledger.record_store import key_hash
from ontology.dates import first_day, last_day
from ontology.statements import Change, InterestStatement, Status

ALWAYS: Final = datetime.date.min
NEVER: Final = datetime.date.max


@dataclass(frozen=True, slots=True)
class Window:
    """Certainly in [certain_from, certain_until), possibly in [possible_from, possible_until); all None = at no time."""

    certain_from: datetime.date | None = None
    certain_until: datetime.date | None = None
    possible_from: datetime.date | None = None
    possible_until: datetime.date | None = None
    superseded: bool = False


def day(text: str | None) -> datetime.date | None:
    """The first day that a partial date can mean.

    >>> day("1998"), day(None)
    (datetime.date(1998, 1, 1), None)
    """
    return first_day(text) if text is not None else None


class Series:
    """The records of statements: when each was last stated, and last stated without being closed.  Some twenty bytes a statement."""

    def __init__(self, statements: Iterable[InterestStatement]) -> None:
        records, days, closed = array("q"), array("i"), array("b")
        for s in statements:
            if s.record is not None:
                records.append(_record(s))
                days.append((day(s.stated_at) or ALWAYS).toordinal())
                closed.append(s.change is Change.CLOSED)
        key, said = np.array(records, dtype=np.int64), np.array(days, dtype=np.int32)
        order = np.argsort(key, kind="stable")
        self._records, first = np.unique(key[order], return_index=True)
        open_days = np.where(np.array(closed, dtype=np.bool_), 0, said)
        empty = np.zeros(0, np.int32)
        self._newest = np.maximum.reduceat(said[order], first) if len(first) else empty
        self._opened = np.maximum.reduceat(open_days[order], first) if len(first) else empty

    def window(self, s: InterestStatement) -> Window:
        """The window of one of the statements; an older statement of a series is superseded and holds at no time."""
        if s.record is None:
            return _window(s, None)
        place = int(np.searchsorted(self._records, _record(s)))
        if (day(s.stated_at) or ALWAYS).toordinal() < int(self._newest[place]):
            return Window(superseded=True)
        opened = int(self._opened[place])
        return _window(s, datetime.date.fromordinal(opened) if opened else None)


def _record(statement: InterestStatement) -> int:
    return key_hash(f"{statement.source}\n{statement.record}")


def _window(s: InterestStatement, opened: datetime.date | None) -> Window:
    """``opened``: when its record was last stated without being closed."""
    stated = day(s.stated_at) or ALWAYS
    until_first, until_last = (first_day(s.valid_until), last_day(s.valid_until)) if s.valid_until else (NEVER, NEVER)
    if s.change is Change.CLOSED and not s.valid_until:
        # It ended between the last statement that had it open and its closing.
        until_first, until_last = min(opened + datetime.timedelta(days=1), stated) if opened else ALWAYS, stated
    if s.status is Status.DENIED or (s.status is Status.FORMER and until_first == NEVER):
        return Window()
    if s.valid_from is not None:
        start_first, start_last = first_day(s.valid_from), last_day(s.valid_from)
    else:
        # Known since the statement at least; a deal was not agreed before someone said so.
        start_first, start_last = stated if s.status in (Status.AGREED, Status.PLANNED) else ALWAYS, stated
    return Window(start_last, until_first, start_first, until_last)
