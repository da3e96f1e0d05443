"""How long ago a day was, and how long a time is, in words."""

from __future__ import annotations

import datetime
from typing import Final

_MONTH: Final = 30.44
_YEAR: Final = 365.25


def describe_age(day: datetime.date, today: datetime.date) -> str:
    """Say how long ago a day was.

    >>> now = datetime.date(2026, 11, 29)
    >>> [describe_age(datetime.date(*day), now) for day in ((2026, 11, 29), (2026, 11, 28), (2026, 8, 1), (2018, 12, 12))]
    ['today', '1 day ago', '3 months ago', '7 years ago']
    """
    days = (today - day).days
    if days < 1:
        return "today" if days == 0 else "in the future"
    return f"{describe_length(days)} ago"


def describe_length(days: int) -> str:
    """A time of so many days, in the unit that people would use."""
    for length, unit in ((_YEAR, "year"), (_MONTH, "month")):
        if days >= 2 * length:
            return f"{int(days // length)} {unit}s"
    return f"{days} day{'' if days == 1 else 's'}"
