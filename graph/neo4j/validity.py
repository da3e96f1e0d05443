"""Find out when a statement holds, as four dates for its relationship, so that a query compares dates and knows no rules.

The rules are those of graph/network/temporal.py and graph/network/versions.py for the newest knowledge: versions of a record, closings,
partial dates, statuses.  A relationship has one size and one time, so what several versions give together stays with the engine: days on
which more than one version speaks are possible for each of them and certain for none, also where the engine tells by the start of one of
several interests which of them speaks of it.  A version that another corrects, or says again, holds at no time.
"""

from __future__ import annotations

import datetime
import functools
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from graph.generation.series import mark_replaced
from graph.ledger.record_store import hash_key
from ontology.dates import first_day, last_day
from ontology.series import PLACE_BITS, find_stated_day, name_series, rank_version
from ontology.statements import Change, InterestStatement, Status

ALWAYS: Final = datetime.date.min
NEVER: Final = datetime.date.max

_BEFORE: Final = 0
"""Number of a day before all days, where nothing says when."""
_AFTER: Final = NEVER.toordinal()


@dataclass(frozen=True, slots=True)
class Validity:
    """Certainly in [certain_from, certain_until), possibly in [possible_from, possible_until); all None = at no time."""

    certain_from: datetime.date | None = None
    certain_until: datetime.date | None = None
    possible_from: datetime.date | None = None
    possible_until: datetime.date | None = None
    superseded: bool = False
    """Whether a newer statement of the series is there, or a closing of it."""


class _Period(NamedTuple):
    """Days between whose numbers something certainly, or possibly, is so."""

    certain_from: int = _BEFORE
    certain_until: int = _AFTER
    possible_from: int = _BEFORE
    possible_until: int = _AFTER

    def cut(self, other: _Period) -> _Period:
        """Return the days on which both are so."""
        return _Period(
            max(self.certain_from, other.certain_from),
            min(self.certain_until, other.certain_until),
            max(self.possible_from, other.possible_from),
            min(self.possible_until, other.possible_until),
        )


_NO_TIME: Final = _Period(_AFTER, _BEFORE, _AFTER, _BEFORE)

VALIDITY_COLUMNS: Final = """
    if(start_possible < end_possible AND start_certain < end_certain, start_certain_text, NULL) AS certain_from,
    if(start_possible < end_possible AND start_certain < end_certain, end_certain_text, NULL) AS certain_until,
    if(start_possible < end_possible, start_possible_text, NULL) AS possible_from,
    if(start_possible < end_possible, end_possible_text, NULL) AS possible_until
"""
"""``_make_validity`` in SQL, for a statement whose record has no other version: days as numbers, and as text."""


class _Version(NamedTuple):
    """What a source said of a record on one day.  Days as numbers; ``is_bare``: it closes the record and says nothing else."""

    day: int
    first: int
    last: int
    ends: tuple[int, int] | None
    is_closing: bool
    is_bare: bool
    content: int
    content_with_ends: int
    has_rivals: bool
    """Whether it is several versions, of one source, of which none is known to be the newer."""

    def says_again(self, older: _Version) -> bool:
        """Whether it says the same as an older version; an end that it adds is no difference."""
        is_ended = self.ends is not None or self.is_closing
        return self.content == older.content and (is_ended or self.content_with_ends == older.content_with_ends)


class _Window(NamedTuple):
    """When a version speaks, and between which days it ended where a later version knows that."""

    speaks: _Period = _Period()
    ends: tuple[int, int] | None = None


def parse_day(text: str | None) -> datetime.date | None:
    """Return the first day that a partial date can mean.

    >>> parse_day("1998"), parse_day(None)
    (datetime.date(1998, 1, 1), None)
    """
    return first_day(text) if text is not None else None


class SeriesIndex:
    """Which version of each record of interests speaks when.  Some ninety bytes a statement, and a few objects for each record of several
    versions."""

    def __init__(self, located: Iterable[tuple[int | None, InterestStatement]], find_feed: Callable[[str], str] = str) -> None:
        """``located``: accepted statements, each with the number of its file (`ontology.series.number_files`); those of records that were
        told once and are not closed (graph/neo4j/versions.py) may be left out.  ``find_feed`` gives the source of the file that names a
        source within itself."""
        self._find_feed = find_feed
        columns = {
            name: array("q")
            for name in ("record", "rank", "id", "source", "first", "last", "until_first", "until_last", "content", "line", "seen")
        }
        kinds = array("b")
        for file, s in located:
            if s.record is not None:
                start = (first_day(s.valid_from).toordinal(), last_day(s.valid_from).toordinal()) if s.valid_from else (_BEFORE, _BEFORE)
                end = (first_day(s.valid_until).toordinal(), last_day(s.valid_until).toordinal()) if s.valid_until else (_AFTER, _AFTER)
                row = (
                    self._hash_series(s.source, s.record),
                    rank_version(s, file),
                    hash_key(s.id),
                    hash_key(s.source),
                    *start,
                    *end,
                    _hash_content(s),
                    hash_key(f"{s.place.file}\n{s.place.line}") if file is None and s.place and s.place.line else 0,
                    first_day(s.stated_at).toordinal() if s.stated_at else _BEFORE,
                )
                for column, value in zip(columns.values(), row, strict=True):
                    column.append(value)
                is_closing = s.change is Change.CLOSED
                kinds.append(is_closing + (is_closing and s.holder is None and s.subject is None))
        # Views, and below each is let go as soon as it is put in order: a register has millions of rows.
        table = {name: np.frombuffer(columns.pop(name), dtype=np.int64) for name in tuple(columns)}
        table["kind"] = np.array(kinds, dtype=np.int64)
        table["day"] = table["rank"] >> PLACE_BITS
        stands = ~mark_replaced(table["rank"], table["day"], table["record"], source=table["source"])
        # An id that stands on another place as well is not replaced.
        self._replaced = np.setdiff1d(table["id"][~stands], table["id"][stands])
        order = np.flatnonzero(stands)[np.lexsort((table["day"][stands], table["record"][stands]))]
        for name in table:
            table[name] = table[name][order]
        self._records, starts = np.unique(table["record"], return_index=True)
        self._newest_day, self._first_seen, self._last_seen = (
            extreme.reduceat(table[name], starts) if len(starts) else np.array([], np.int64)
            for extreme, name in ((np.maximum, "day"), (np.minimum, "seen"), (np.maximum, "seen"))
        )
        self._windows: dict[tuple[int, int], _Window] = {}
        self._closing_days: dict[int, int] = {}
        """Of a record that is closed, when it was closed last."""
        for number, (begin, end_) in enumerate(pairwise([*starts.tolist(), len(order)])):
            lines = table["line"][begin:end_]
            if table["kind"][begin:end_].any() or table["day"][begin] != table["day"][end_ - 1] or (lines != lines[0]).any():
                self._add_series(number, _group_versions({name: column[begin:end_] for name, column in table.items()}))

    def _add_series(self, number: int, versions: list[_Version]) -> None:
        closings = _find_closings(versions)
        for version, window in zip(versions, _find_windows(versions, closings), strict=True):
            if version.has_rivals:
                # Which of them is the newer is not told, so no size of one is certain.
                window = window._replace(speaks=window.speaks._replace(certain_until=_BEFORE))
            self._windows[number, version.day] = window
        if versions[-1].is_closing:
            self._closing_days[number] = versions[-1].day

    def find_validity(self, statement: InterestStatement) -> Validity:
        """Return when one of the statements holds, by itself and by the other versions of its record."""
        number = self._find_number(statement)
        if number is None:
            return _make_validity(_find_period(statement, None), superseded=False)
        day = find_stated_day(statement.stated_at)
        window = self._windows.get((number, day), _Window())
        closing_day = self._closing_days.get(number)
        is_closed_later = statement.change is not Change.CLOSED and closing_day is not None and day <= closing_day
        if self._is_replaced(statement) or (is_closed_later and day == closing_day):
            return Validity(superseded=True)
        is_superseded = day < self._newest_day[number] or is_closed_later
        return _make_validity(window.speaks.cut(_find_period(statement, window.ends)), superseded=bool(is_superseded))

    def find_stated_days(self, statement: InterestStatement) -> tuple[datetime.date | None, datetime.date | None]:
        """Return when the record of a statement was first and last stated, in whatever version; None where nothing says when."""
        number = self._find_number(statement)
        if number is None:
            day = parse_day(statement.stated_at)
            return day, None if statement.record is None else day
        days = int(self._first_seen[number]), int(self._last_seen[number])
        first, last = (datetime.date.fromordinal(day) if day else None for day in days)
        return first, last

    def _find_number(self, statement: InterestStatement) -> int | None:
        """Find the number of a statement's record; None where it has none, or was told once."""
        if statement.record is None or not len(self._records):
            return None
        series = self._hash_series(statement.source, statement.record)
        number = int(np.searchsorted(self._records, series))
        return number if number < len(self._records) and self._records[number] == series else None

    def _hash_series(self, source: str, record: str) -> int:
        return hash_key(name_series(self._find_feed(source), record))

    def _is_replaced(self, statement: InterestStatement) -> bool:
        """Whether a later version of the same day replaces the statement."""
        own_id = hash_key(statement.id)
        place = int(np.searchsorted(self._replaced, own_id))
        return place < len(self._replaced) and int(self._replaced[place]) == own_id


def _hash_content(s: InterestStatement) -> int:
    """Hash what a statement gives, whatever it says of its time."""
    share = (s.share.min, s.share.max, s.share.min_open, s.share.max_open) if s.share else None
    return hash_key(f"{s.holder}\n{s.subject}\n{s.interest}\n{s.status}\n{s.direct}\n{s.holder_reason}\n{share}")


def _group_versions(rows: dict[str, npt.NDArray[np.int64]]) -> list[_Version]:
    """Group the rows of one record, sorted by day, into versions; a closing beats what else was stated on its day."""
    versions = []
    for day in np.unique(rows["day"]):
        here = rows["day"] == day
        is_closing = bool((rows["kind"][here] > 0).any())
        here &= (rows["kind"] > 0) == is_closing
        earliest = int(np.argmin(rows["first"][here]))
        ends = int(rows["until_first"][here].min()), int(rows["until_last"][here].max())
        versions.append(
            _Version(
                int(day),
                int(rows["first"][here][earliest]),
                int(rows["last"][here][earliest]),
                ends if int(rows["until_first"][here].max()) < _AFTER else None,
                is_closing,
                bool((rows["kind"][here] == 2).all()),
                sum(rows["content"][here].tolist()),
                sum(map(hash, zip(rows["content"][here].tolist(), rows["until_first"][here].tolist(), strict=True))),
                len({pair for pair in zip(rows["source"][here].tolist(), rows["line"][here].tolist(), strict=True) if pair[1]})
                > len(set(rows["source"][here & (rows["line"] != 0)].tolist())),
            )
        )
    return versions


def _find_closings(versions: list[_Version]) -> list[tuple[int, int]]:
    """Return of each version between which days its record ended, where it is a closing that names no end."""
    closings, open_until, closing_day = [], _BEFORE, _AFTER
    for version in versions:
        if version.is_closing:
            closing_day = min(closing_day, version.day)
            closings.append((min(open_until, closing_day), closing_day))
        else:
            open_until, closing_day = version.day + 1, _AFTER
            closings.append((_AFTER, _AFTER))
    return closings


def _find_windows(versions: list[_Version], closings: list[tuple[int, int]]) -> list[_Window]:
    """Return when each version of a record speaks: ``choose_versions`` of graph/network/versions.py, for all days at once."""
    windows = [_Window(_NO_TIME)] * len(versions)
    ends = [version.ends or (closing if version.is_closing else None) for version, closing in zip(versions, closings, strict=True)]
    standing: list[int] = []
    for place, version in enumerate(versions):
        if version.is_bare:
            # It has no relationship of its own: what it closes has its end.
            if standing and ends[standing[-1]] is None:
                ends[standing[-1]] = closings[place]
            continue
        while standing and version.first > _BEFORE and version.last < versions[standing[-1]].first:
            standing.pop()
        standing.append(place)
    first_reached, starts = _BEFORE, _Period()
    periods: list[_Period] = []
    for index, place in enumerate(standing):
        version, older = versions[place], versions[standing[index - 1]]
        if index and _is_change(version, older):
            first_reached, starts = version.first, _Period(certain_from=version.last, possible_from=version.first)
        elif index and not version.says_again(older):
            starts = _Period(certain_from=version.day, possible_from=min(first_reached, version.day))
        elif index and version.first == _BEFORE:
            starts = _Period(certain_from=version.day, possible_from=version.day)
        elif index:
            starts = starts._replace(possible_from=min(first_reached, starts.possible_from))
        periods.append(starts)
    until, stated_end, closing = _Period(), None, None
    for index in range(len(standing) - 1, -1, -1):
        place = standing[index]
        version, newer = versions[place], versions[standing[index + 1]] if index + 1 < len(standing) else None
        is_repeated = newer is not None and not _is_change(newer, version) and newer.says_again(version)
        if not is_repeated or (newer and newer.first > _BEFORE):
            stated_end = closing = None
        if newer is None:
            pass
        elif is_repeated and newer.first == _BEFORE:
            # Who said it first was known sooner; the end is what the last of them knows.
            until = _Period(certain_until=min(newer.day, until.certain_until), possible_until=min(newer.day, until.possible_until))
            stated_end, closing = stated_end or newer.ends, closing or ends[standing[index + 1]]
        elif is_repeated:
            # The newer one speaks in its place, beside all that is older.
            until = _Period(certain_until=_BEFORE, possible_until=min(newer.day, until.possible_until))
            continue
        elif _is_change(newer, version):
            until = _Period(certain_until=min(newer.first, until.possible_until), possible_until=min(newer.last, until.possible_until))
        else:
            until = _Period(certain_until=_BEFORE, possible_until=min(newer.day, until.possible_until))
        own_end = closing or ends[place] if version.ends is None else None
        windows[place] = _Window(until.cut(periods[index]), stated_end or own_end)
    return windows


def _is_change(newer: _Version, older: _Version) -> bool:
    """Whether the newer version begins later than the older one can have begun."""
    return newer.first > (older.last if older.first > _BEFORE else older.day)


def _find_period(statement: InterestStatement, known_end: tuple[int, int] | None) -> _Period:
    """Return when a statement holds by itself.  ``known_end``: between which days it ended, where another version knows that."""
    certain_from, possible_from = find_start(statement.status, statement.valid_from, statement.stated_at)
    end = known_end or find_end(statement.status, statement.change, statement.valid_until, statement.stated_at)
    return _Period(certain_from, end[0], possible_from, end[1])


@functools.lru_cache(maxsize=10_000)
def find_start(status: str, valid_from: str | None, stated_at: str | None) -> tuple[int, int]:
    """Return from which day an interest certainly holds, and from which it possibly does, as numbers."""
    if status == Status.DENIED:
        return _AFTER, _AFTER
    if valid_from is not None:
        return last_day(valid_from).toordinal(), first_day(valid_from).toordinal()
    # Known since the statement at least; a deal was not agreed before someone said so.
    stated_day = find_stated_day(stated_at)
    return stated_day, stated_day if status in (Status.AGREED, Status.PLANNED) else _BEFORE


@functools.lru_cache(maxsize=10_000)
def find_end(status: str, change: str, valid_until: str | None, stated_at: str | None) -> tuple[int, int]:
    """Return until which day an interest certainly holds, and until which it possibly does, as numbers."""
    if valid_until:
        return first_day(valid_until).toordinal(), last_day(valid_until).toordinal()
    if change == Change.CLOSED or status == Status.FORMER:
        # It ended on an unknown day, not after the statement that calls it former.
        return _BEFORE, find_stated_day(stated_at)
    return _AFTER, _AFTER


def _make_validity(period: _Period, *, superseded: bool) -> Validity:
    """Write a period as dates; none of a time that is empty."""
    if period.possible_from >= period.possible_until:
        return Validity(superseded=superseded)
    possible = to_date(period.possible_from), to_date(period.possible_until)
    if period.certain_from >= period.certain_until:
        return Validity(None, None, *possible, superseded)
    return Validity(to_date(period.certain_from), to_date(period.certain_until), *possible, superseded)


def to_date(day: int) -> datetime.date:
    """Give the day of a number; the first of all days where nothing says when."""
    return datetime.date.fromordinal(day) if day > _BEFORE else ALWAYS
