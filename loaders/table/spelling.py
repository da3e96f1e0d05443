"""Shares and dates as spreadsheet programs write them.

Owns what is read beside the notation of docs/reference/table.md: a decimal comma, a date with its time, a date in the order of a country.
Where a date may be one of two days, it is read as the year that both lie in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

import msgspec

from loaders.common.dates import drop_unknown
from ontology.shares import Share

DATES: Final = ("valid_from", "valid_until", "stated_at")
"""Columns that hold dates."""

_KEPT_DATES: Final = 20_000
"""Dates that are remembered as they were read: few of a file differ."""
_COMMA: Final = re.compile(r"(?<=[0-9]),(?=[0-9])")
_TIME: Final = re.compile(r"[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:Z| ?[AaPp][Mm]|[+-][0-9]{2}:?[0-9]{2})?\Z")
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})([/.])([0-9]{1,2})\2([0-9]{1,2})\Z")
_COMPACT: Final = re.compile(r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])\Z")
_MONTH_YEAR: Final = re.compile(r"(0?[1-9]|1[0-2])[/.-]([0-9]{4})\Z")
_NAMED_MONTH: Final = re.compile(r"(?:([0-9]{1,2})\.?[ -])?([A-Za-z]{3,9})\.?[ -](?:([0-9]{1,2}),? )?([0-9]{4})\Z")
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_SHORT_YEAR: Final = re.compile(r"([0-9]{1,2}[./ -](?:[0-9]{1,2}|[A-Za-z]{3,9})[./ -])([0-9]{2})\Z")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})\Z")


def read_share(text: str, *, has_decimal_comma: bool) -> Share:
    """Read a share.  Raises RecordError BAD_SHARE.

    >>> read_share("51,5", has_decimal_comma=True).label()
    '51.5 %'
    """
    if not has_decimal_comma:
        return Share.parse(text)
    return msgspec.structs.replace(Share.parse(_COMMA.sub(".", text)), text=text)


def has_short_year(text: str) -> bool:
    """Whether a date has only the last two digits of its year.

    >>> has_short_year("31/12/19"), has_short_year("05-Apr-18"), has_short_year("31/12/2019")
    (True, True, False)
    """
    return _SHORT_YEAR.match(text) is not None


def fill_century(text: str, century: str) -> str:
    """Return a date with all digits of its year.

    >>> fill_century("31/12/19", "2000"), fill_century("2019", "1900")
    ('31/12/2019', '2019')
    """
    return _SHORT_YEAR.sub(rf"\g<1>{century[:2]}\2", text)


class Day(NamedTuple):
    """A date as it is kept; ``is_doubtful``: only its year is certain."""

    text: str
    is_doubtful: bool = False


class DateOrder:
    """Whether a file writes day or month first, as far as its dates show; a date with dots has the day first.

    >>> order = DateOrder()
    >>> order.add("31/12/2019")
    >>> order.read("01/02/2020"), DateOrder().read("01/02/2020")
    (Day(text='2020-02-01', is_doubtful=False), Day(text='2020', is_doubtful=True))
    """

    def __init__(self, *, day_first: bool | None = None) -> None:
        """``day_first``: the order where it is known; None: as the dates show it."""
        self._day_first, self._month_first = day_first is True, day_first is False
        self._added: set[str] = set()
        self._read: dict[str, Day] = {}

    def add(self, text: str) -> None:
        """Take note of a date of the file."""
        if text in self._added:
            return
        if len(self._added) < _KEPT_DATES:
            self._added.add(text)
        match = _YEAR_LAST.match(_TIME.sub("", text))
        if match is not None and match[2] != ".":
            self._day_first |= int(match[1]) > 12
            self._month_first |= int(match[3]) > 12

    def read(self, text: str) -> Day:
        """Read a date, once all of the file were added; what is in no known order is returned as it is."""
        day = self._read.get(text)
        if day is None:
            day = self._find_day(text)
            if len(self._read) < _KEPT_DATES:
                self._read[text] = day
        return day

    def _find_day(self, text: str) -> Day:
        date = _TIME.sub("", text)
        if match := _YEAR_FIRST.match(date):
            return Day(f"{match[1]}-{int(match[3]):02d}-{int(match[4]):02d}")
        if match := _COMPACT.match(date):
            return Day(f"{match[1]}-{match[2]}-{match[3]}")
        match = _YEAR_LAST.match(date)
        if match is None:
            return Day(_read_month(date) or drop_unknown(date))
        first, second, year = int(match[1]), int(match[3]), match[4]
        if match[2] == "." or first > 12 or first == second or (self._day_first and not self._month_first and second <= 12):
            return Day(f"{year}-{second:02d}-{first:02d}")
        if second > 12 or (self._month_first and not self._day_first):
            return Day(f"{year}-{first:02d}-{second:02d}")
        return Day(year, is_doubtful=True)


def _read_month(text: str) -> str | None:
    """Return a date of which the month is a name, or that has no day; None for any other.

    >>> _read_month("12/2023"), _read_month("31 Dec 2019"), _read_month("December 31, 2019"), _read_month("Sept. 2020"), _read_month("2020")
    ('2023-12', '2019-12-31', '2019-12-31', '2020-09', None)
    """
    if match := _MONTH_YEAR.match(text):
        return f"{match[2]}-{int(match[1]):02d}"
    match = _NAMED_MONTH.match(text)
    if match is None or (match[1] and match[3]):
        return None
    month = next((number for number, name in enumerate(_MONTHS, 1) if name.startswith(match[2].casefold())), None)
    if month is None:
        return None
    day = match[1] or match[3]
    return f"{match[4]}-{month:02d}" + (f"-{int(day):02d}" if day else "")


def read_dates(cells: Mapping[str, str], order: DateOrder) -> tuple[dict[str, str], list[str]]:
    """Return the dates of a row as they are kept, by column, and the columns whose dates are doubtful."""
    dated, doubtful = {}, []
    for column in DATES:
        if column in cells:
            day = order.read(cells[column])
            dated[column] = day.text
            if day.is_doubtful:
                doubtful.append(column)
    return dated, doubtful
