"""The share of an interest: an exact number, or a band whose bounds each version excludes in its own way.

Up to 0.3 ``exclusiveMinimum`` and ``exclusiveMaximum`` are flags and the maximum is excluded unless the flag says
otherwise; in 0.4 they are the excluded bounds themselves.  Publishers drop the flags, so a band of the United Kingdom's register that is
bands in the interest's details decides where its numbers are the same.
"""

from __future__ import annotations

import functools
import re
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from loaders.bods.model import ShareFields
from ontology.shares import Share, remove_noise


class Band(NamedTuple):
    """A band in percent, and which of its bounds it excludes."""

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


Bound = bool | Decimal | None
"""What excludes a bound: a flag up to 0.3, the excluded bound itself in 0.4."""


@functools.lru_cache(maxsize=16_384)
def find_bands(details: str | None) -> frozenset[Band]:
    """Return the bands that natures of control of the United Kingdom's register name.

    >>> find_bands("ownership-of-shares-25-to-50-percent-as-trust")
    frozenset({Band(low=25, high=50, low_open=True, high_open=False)})
    """
    return frozenset(BANDS[name] for name in _BAND.findall(details)) if details else frozenset()


def read_share(fields: ShareFields | None, details: str | None, *, is_old: bool) -> tuple[Share | None, str | None]:
    """Return the share of an interest, if it has one, and the code of a warning.  ``is_old``: by the rules of versions up to 0.3."""
    bands = find_bands(details)
    if fields is None or fields == _NOTHING:
        if not bands or details is None or not _CODE.fullmatch(details):
            return None, None
        (band,) = bands
        return Share.between(band.low, band.high, min_open=band.low_open, max_open=band.high_open, text=details), None
    return _make_share(
        fields.exact, fields.minimum, fields.maximum, fields.exclusive_minimum, fields.exclusive_maximum, bands, is_old=is_old
    )


_NOTHING: Final = ShareFields()


@functools.lru_cache(maxsize=65_536, typed=True)
def _make_share(
    exact: Decimal | None,
    minimum: Decimal | None,
    maximum: Decimal | None,
    above: Bound,
    below: Bound,
    bands: frozenset[Band],
    *,
    is_old: bool,
) -> tuple[Share | None, str | None]:
    numbers = [x for x in (exact, minimum, maximum, above, below) if isinstance(x, Decimal)]
    if not all(map(_is_percentage, numbers)) or not numbers:
        return None, "BAD_SHARE"
    bounds = _find_bounds(minimum, maximum, above, below, is_old=is_old)
    if exact is not None:
        point = Share.point(exact, _format(exact))
        inside = bounds is None or bounds[0] <= remove_noise(exact) <= bounds[1]
        return point, None if inside else "SHARE_CONTRADICTS"
    if bounds is None:
        return None, "BAD_SHARE"
    low, high, low_open, high_open = bounds
    for band in bands:
        if low == band.low and high == band.high:
            low_open, high_open = band.low_open, band.high_open
    if low > high or (low == high and (low_open or high_open)):
        return None, "BAD_SHARE"
    text = _describe_bounds(minimum, maximum, above, below)
    if low == high:
        return Share.point(low, text), None
    return Share.between(low, high, min_open=low_open, max_open=high_open, text=text), None


def _find_bounds(
    minimum: Decimal | None, maximum: Decimal | None, above: Bound, below: Bound, *, is_old: bool
) -> tuple[Fraction, Fraction, bool, bool] | None:
    """Return the interval and whether each bound is excluded; None where no bound is given."""
    low, low_open = (Fraction(0), False) if minimum is None else (remove_noise(minimum), above is True)
    high, high_open = (Fraction(100), False) if maximum is None else (remove_noise(maximum), below is True)
    if isinstance(above, Decimal) and (minimum is None or remove_noise(above) >= low):
        low, low_open = remove_noise(above), True
    if isinstance(below, Decimal) and (maximum is None or remove_noise(below) <= high):
        high, high_open = remove_noise(below), True
    elif is_old and below is None and maximum is not None and low < high < 100:
        # Excluded by default.  Of 100 and of a single number that would exclude what is meant.
        high_open = True
    if minimum is None and maximum is None and not isinstance(above, Decimal) and not isinstance(below, Decimal):
        return None
    return low, high, low_open, high_open


def _is_percentage(number: Decimal) -> bool:
    return number.is_finite() and 0 <= number <= 100 and int(number.as_tuple().exponent) >= _FINEST


def _describe_bounds(minimum: Decimal | None, maximum: Decimal | None, above: Bound, below: Bound) -> str:
    """Return the bounds as the record has them."""
    bounds = {"minimum": minimum, "exclusiveMinimum": above, "maximum": maximum, "exclusiveMaximum": below}
    texts = {
        name: _format(value) if isinstance(value, Decimal) else str(value).lower() for name, value in bounds.items() if value is not None
    }
    return ", ".join(f"{name} {text}" for name, text in texts.items())


def _format(number: Decimal) -> str:
    """Return the same text for equal numbers."""
    return f"{number.normalize():f}"
