"""Shares of an interest: exact numbers, and bands whose bounds each version excludes in its own way.

Owns the intervals.  Up to 0.3 ``exclusiveMinimum`` and ``exclusiveMaximum`` are flags and the maximum is excluded unless the flag says
otherwise; in 0.4 they are the excluded bounds themselves.  Publishers drop the flags, so a band of the United Kingdom's register that is
named in the interest's details decides where its numbers are the same.
"""

from __future__ import annotations

import functools
import re
from decimal import Decimal
from typing import Final, NamedTuple

from loaders.bods.model import GivenShare
from ontology.shares import Share


class Band(NamedTuple):
    low: int
    high: int
    low_open: bool
    high_open: bool


BANDS: Final = {
    "25-to-50": Band(25, 50, low_open=True, high_open=False),
    "50-to-75": Band(50, 75, low_open=True, high_open=True),
    "75-to-100": Band(75, 100, low_open=False, high_open=False),
    "more-than-25": Band(25, 100, low_open=True, high_open=False),
}
"""Bands of the register of people with significant control."""

_BAND: Final = re.compile(r"(?<![a-z0-9])[a-z-]+-(25-to-50|50-to-75|75-to-100|more-than-25)-percent(?![a-z0-9])")
_CODE: Final = re.compile(r"[a-z-]+-(25-to-50|50-to-75|75-to-100|more-than-25)-percent[a-z-]*")
_FINEST: Final = -60
"""Decimals beyond which a number is no percentage of anything."""
_NOISE: Final = Decimal("1e-12")


class Read(NamedTuple):
    share: Share | None
    warning: str | None = None


@functools.lru_cache(maxsize=16_384)
def bands(details: str | None) -> frozenset[Band]:
    """The bands that natures of control of the United Kingdom's register name.

    >>> bands("ownership-of-shares-25-to-50-percent-as-trust")
    frozenset({Band(low=25, high=50, low_open=True, high_open=False)})
    """
    return frozenset(BANDS[found] for found in _BAND.findall(details)) if details else frozenset()


def read(given: GivenShare | None, details: str | None, *, old: bool) -> Read:
    """What an interest says of its size.  ``old``: by the rules of versions up to 0.3."""
    named = bands(details)
    if given is None or given == _NOTHING:
        if not named or details is None or not _CODE.fullmatch(details):
            return Read(None)
        (only,) = named
        return Read(Share.between(only.low, only.high, min_open=only.low_open, max_open=only.high_open, text=details))
    return _read(given.exact, given.minimum, given.maximum, given.exclusive_minimum, given.exclusive_maximum, named, old=old)


_NOTHING: Final = GivenShare()


@functools.lru_cache(maxsize=65_536, typed=True)
def _read(
    exact: Decimal | None,
    minimum: Decimal | None,
    maximum: Decimal | None,
    above: bool | Decimal | None,
    below: bool | Decimal | None,
    named: frozenset[Band],
    *,
    old: bool,
) -> Read:
    numbers = [x for x in (exact, minimum, maximum, above, below) if isinstance(x, Decimal)]
    if not all(map(_possible, numbers)) or not numbers:
        return Read(None, "BAD_SHARE")
    bounds = _bounds(minimum, maximum, above, below, old=old)
    if exact is not None:
        point = Share.point(_clean(exact), _plain(exact))
        inside = bounds is None or bounds[0] <= _clean(exact) <= bounds[1]
        return Read(point, None if inside else "SHARE_CONTRADICTS")
    if bounds is None:
        return Read(None, "BAD_SHARE")
    low, high, low_open, high_open = bounds
    for one in named:
        if low == one.low and high == one.high:
            low_open, high_open = one.low_open, one.high_open
    if low > high or (low == high and (low_open or high_open)):
        return Read(None, "BAD_SHARE")
    text = _words(minimum, maximum, above, below)
    if low == high:
        return Read(Share.point(low, text))
    return Read(Share.between(low, high, min_open=low_open, max_open=high_open, text=text))


def _bounds(
    minimum: Decimal | None, maximum: Decimal | None, above: bool | Decimal | None, below: bool | Decimal | None, *, old: bool
) -> tuple[Decimal, Decimal, bool, bool] | None:
    """The interval; None where no bound is given."""
    low, low_open = (Decimal(0), False) if minimum is None else (_clean(minimum), above is True)
    high, high_open = (Decimal(100), False) if maximum is None else (_clean(maximum), below is True)
    if isinstance(above, Decimal) and (minimum is None or _clean(above) >= low):
        low, low_open = _clean(above), True
    if isinstance(below, Decimal) and (maximum is None or _clean(below) <= high):
        high, high_open = _clean(below), True
    elif old and below is None and maximum is not None and low < high < 100:
        # Excluded by default.  Of 100 and of a single number that would exclude what is meant.
        high_open = True
    if minimum is None and maximum is None and not isinstance(above, Decimal) and not isinstance(below, Decimal):
        return None
    return low, high, low_open, high_open


def _possible(number: Decimal) -> bool:
    return number.is_finite() and 0 <= number <= 100 and int(number.as_tuple().exponent) >= _FINEST


def _clean(number: Decimal) -> Decimal:
    """A number as it was before a machine kept it in binary: 26.150000000000002 is 26.15."""
    near = round(number, 9)
    return near if abs(number - near) < _NOISE else number


def _words(minimum: Decimal | None, maximum: Decimal | None, above: bool | Decimal | None, below: bool | Decimal | None) -> str:
    given = {"minimum": minimum, "exclusiveMinimum": above, "maximum": maximum, "exclusiveMaximum": below}
    said = {name: _plain(value) if isinstance(value, Decimal) else str(value).lower() for name, value in given.items() if value is not None}
    return ", ".join(f"{name} {value}" for name, value in said.items())


def _plain(number: Decimal) -> str:
    """Equal numbers are equal words."""
    return f"{number.normalize():f}"
