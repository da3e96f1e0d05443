"""Dates that may be none, and periods that may run backwards."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Final

from ontology.dates import check_date, ends_before_start
from ontology.errors import RecordError

_UNKNOWN_PARTS: Final = re.compile(r"(?:-00)+\Z")


def drop_unknown(text: str) -> str:
    """Return a date without the month or day that it writes as 00.

    >>> drop_unknown("1998-00-00"), drop_unknown("2018-12-00"), drop_unknown("2018-12-10")
    ('1998', '2018-12', '2018-12-10')
    """
    return _UNKNOWN_PARTS.sub("", text)


@functools.lru_cache(maxsize=100_000)
def parse_date(text: str) -> str | None:
    """Return the text where it is YYYY, YYYY-MM or YYYY-MM-DD and a real date; else None.

    A month or a day that is written 00 is not known.

    >>> parse_date("2016-04"), parse_date("2016-00-00"), parse_date("2016-02-30"), parse_date("10 May")
    ('2016-04', '2016', None, None)
    """
    try:
        return check_date(drop_unknown(text))
    except RecordError:
        return None


def check_period(start: str | None, end: str | None, notes: list[str], warn: Callable[[str], None]) -> tuple[str | None, str | None]:
    """Return start and end; neither where the end lies before the start, which a note and DATES_BACKWARDS then tell.

    What has an end of which no day is known is over all the same (`Status.FORMER`).
    """
    if not ends_before_start(start, end):
        return start, end
    warn("DATES_BACKWARDS")
    notes.append(f"from {start} until {end}")
    return None, None
