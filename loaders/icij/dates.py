"""Dates in the many forms of the leaks: ``23-MAR-2006``, ``Mar 23, 2006``, ``23/03/2006``, years of two digits.  Knows no records."""

from __future__ import annotations

import functools
import re
from typing import Final

from ontology.dates import check_date
from ontology.errors import RecordError

_MONTHS: Final = dict(zip(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), range(1, 13), strict=True))
_ISO: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].*)?)?)?")
_NAMED: Final = re.compile(r"(\d{1,2})[ \-/.]([A-Za-z]{3})[a-z]*\.?[ \-/.,]+(\d{4}|\d{2})(?:[T ].*)?")
_MONTH_FIRST: Final = re.compile(r"([A-Za-z]{3})[a-z]*\.? +(\d{1,2}),? +(\d{4})")
_MONTH: Final = re.compile(r"([A-Za-z]{3})[a-z]*\.?[ \-/.,]+(\d{4})")
_FIGURES: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?:[T ].*)?")
_YEARS: Final = range(1600, 2101)
_TWO_DIGITS: Final = 50
"""Years of two digits from 50 on are of the last century."""


@functools.lru_cache(maxsize=100_000)
def date(text: str) -> str | None:
    """A partial date; None for what is none.  Day and month in figures are read in this order unless only the other is a day.

    >>> date("23-MAR-2006"), date("Mar 23, 2006"), date("03/05/2007"), date("04/27/05"), date("01-JAN-62"), date("OCT-2019")
    ('2006-03-23', '2006-03-23', '2007-05-03', '2005-04-27', '1962-01-01', '2019-10')
    >>> date("18/19/2015") is None
    True
    """
    plain = text.strip()
    if match := _ISO.fullmatch(plain):
        return _checked("-".join(part for part in match.groups() if part), int(match[1]))
    if match := _NAMED.fullmatch(plain):
        return _made(match[3], _MONTHS.get(match[2].lower()), int(match[1]))
    if match := _MONTH_FIRST.fullmatch(plain):
        return _made(match[3], _MONTHS.get(match[1].lower()), int(match[2]))
    if match := _MONTH.fullmatch(plain):
        month = _MONTHS.get(match[1].lower())
        return _checked(f"{match[2]}-{month:02d}", int(match[2])) if month else None
    if match := _FIGURES.fullmatch(plain):
        day, month = int(match[1]), int(match[2])
        return _made(match[3], month, day) or _made(match[3], day, month)
    return None


def _made(year: str, month: int | None, day: int) -> str | None:
    if month is None:
        return None
    whole = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= _TWO_DIGITS else 2000)
    return _checked(f"{whole:04d}-{month:02d}-{day:02d}", whole)


def _checked(text: str, year: int) -> str | None:
    try:
        return check_date(text) if year in _YEARS else None
    except RecordError:
        return None
