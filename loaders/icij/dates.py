"""Dates in the many forms of the leaks: ``23-MAR-2006``, ``Mar 23, 2006``, ``23/03/2006``, years of two digits.  Knows no records."""

from __future__ import annotations

import functools
import re
from typing import Final

from loaders.common.dates import parse_date

_MONTHS: Final = dict(zip(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), range(1, 13), strict=True))
_ISO: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].*)?)?)?")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[ \-/.]([A-Za-z]{3})[a-z]*\.?[ \-/.,]+(\d{4}|\d{2})(?:[T ].*)?")
_MONTH_FIRST: Final = re.compile(r"([A-Za-z]{3})[a-z]*\.? +(\d{1,2}),? +(\d{4})")
_MONTH: Final = re.compile(r"([A-Za-z]{3})[a-z]*\.?[ \-/.,]+(\d{4})")
_FIGURES: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?:[T ].*)?")
_YEARS: Final = range(1600, 2101)
_TWO_DIGITS: Final = 50
"""Years of two digits from 50 on are of the last century."""


@functools.lru_cache(maxsize=100_000)
def parse_leaked_date(text: str) -> str | None:
    """Return a partial date; None for what is none.  Figures are day and month, in this order unless only the other is a date.

    >>> [parse_leaked_date(text) for text in ("23-MAR-2006", "Mar 23, 2006", "03/05/2007", "04/27/05", "01-JAN-62", "OCT-2019")]
    ['2006-03-23', '2006-03-23', '2007-05-03', '2005-04-27', '1962-01-01', '2019-10']
    >>> parse_leaked_date("18/19/2015") is None
    True
    """
    plain = text.strip()
    if match := _ISO.fullmatch(plain):
        return _check_year("-".join(part for part in match.groups() if part), int(match[1]))
    if match := _DAY_FIRST.fullmatch(plain):
        return _make_date(match[3], _MONTHS.get(match[2].lower()), int(match[1]))
    if match := _MONTH_FIRST.fullmatch(plain):
        return _make_date(match[3], _MONTHS.get(match[1].lower()), int(match[2]))
    if match := _MONTH.fullmatch(plain):
        month = _MONTHS.get(match[1].lower())
        return _check_year(f"{match[2]}-{month:02d}", int(match[2])) if month else None
    if match := _FIGURES.fullmatch(plain):
        day, month = int(match[1]), int(match[2])
        return _make_date(match[3], month, day) or _make_date(match[3], day, month)
    return None


def _make_date(year: str, month: int | None, day: int) -> str | None:
    """Return a day; None where there is none.  ``year``: of four digits or of two."""
    if month is None:
        return None
    full_year = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= _TWO_DIGITS else 2000)
    return _check_year(f"{full_year:04d}-{month:02d}-{day:02d}", full_year)


def _check_year(text: str, year: int) -> str | None:
    return parse_date(text) if year in _YEARS else None
