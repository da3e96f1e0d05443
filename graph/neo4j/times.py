"""When a statement holds, as four dates on its relationship, so that a query compares dates and knows no rules.

The rules are those of graph/resolve.py for the newest knowledge: series, closed records, partial dates, statuses.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

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


def windows(statements: Iterable[InterestStatement]) -> dict[str, Window]:
    """The window of each statement by its id; an older statement of a series is superseded and holds at no time."""
    listed = list(statements)
    newest: dict[tuple[str, str], datetime.date] = {}
    opened: dict[tuple[str, str], datetime.date] = {}
    for s in listed:
        if s.record is not None:
            key, said = (s.source, s.record), day(s.stated_at) or ALWAYS
            newest[key] = max(newest.get(key, ALWAYS), said)
            if s.change is not Change.CLOSED:
                opened[key] = max(opened.get(key, ALWAYS), said)
    return {
        s.id: Window(superseded=True) if s.record is not None and (day(s.stated_at) or ALWAYS) < newest[s.source, s.record]
        else _window(s, opened.get((s.source, s.record)) if s.record is not None else None)
        for s in listed
    }


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
