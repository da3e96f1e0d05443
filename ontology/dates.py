"""Reads partial dates: a year, a month or a day, as sources give them.  They stay text and are compared as the days they may mean.

``1998`` is not 1998-01-01: something that began "in 1998" certainly holds from 1998-12-31 and possibly from
1998-01-01.  Every comparison in the product asks for one of the two ends.
"""

from __future__ import annotations

import calendar
import datetime
import functools
import re

from ontology.errors import RecordError

_PARTIAL = re.compile(r"^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
_HINT = "write YYYY, YYYY-MM or YYYY-MM-DD"


def check_date(text: str) -> str:
    """Return ``text`` when it is YYYY, YYYY-MM or YYYY-MM-DD and a real date.  Raises RecordError BAD_DATE.

    >>> check_date("1998")
    '1998'
    """
    _split_date(text)
    return text


def first_day(text: str) -> datetime.date:
    """Return the earliest day that the text can mean.  Raises RecordError BAD_DATE.

    >>> first_day("1998-02").isoformat()
    '1998-02-01'
    """
    year, month, day = _split_date(text)
    return datetime.date(year, month or 1, day or 1)


def last_day(text: str) -> datetime.date:
    """Return the latest day that the text can mean.  Raises RecordError BAD_DATE.

    >>> last_day("1998-02").isoformat()
    '1998-02-28'
    """
    year, month, day = _split_date(text)
    month = month or 12
    return datetime.date(year, month, day or calendar.monthrange(year, month)[1])


def ends_before_start(start: str | None, end: str | None) -> bool:
    """Whether no reading of the two texts lets the end follow the start.

    >>> ends_before_start("2001", "2000-06"), ends_before_start("2000", "2000-06")
    (True, False)
    """
    if start is None or end is None:
        return False
    return end < start if len(start) == len(end) else last_day(end) < first_day(start)


@functools.lru_cache(maxsize=100_000)
def _split_date(text: str) -> tuple[int, int | None, int | None]:
    """Split a date into year, month and day; what it leaves open is None."""
    match = _PARTIAL.match(text)
    if match is None:
        raise RecordError("BAD_DATE", f"{text[:40]!r} is not a date", _HINT)
    year, month, day = int(match[1]), int(match[2]) if match[2] else None, int(match[3]) if match[3] else None
    try:
        datetime.date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise RecordError("BAD_DATE", f"{text!r} is not a day of the calendar", _HINT) from None
    return year, month, day
