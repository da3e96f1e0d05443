"""Represents a share as an exact interval of percent.

Owns the arithmetic and the notation of shares; knows no parties.  A bound is an integer in share units, 10**9 of them to one percent,
so that every percentage with nine decimals is exact and ``WHOLE`` is 100 %.  Decisions compare integers, never floats.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

import msgspec

from ontology.errors import RecordError

PERCENT: Final = 10**9
"""One percent in share units."""

WHOLE: Final = 100 * PERCENT
"""100 % in share units."""

_NUMBER = r"[0-9]{1,12}(?:\.[0-9]{1,30})?"
_POINT = re.compile(rf"^({_NUMBER})\s*%?\Z")
_RATIO = re.compile(r"^([0-9]{1,18})\s*/\s*([0-9]{1,18})\Z")
_HALF = re.compile(rf"^(>=|<=|>|<)\s*({_NUMBER})\s*%?\Z")
_RANGE = re.compile(rf"^([\[(]?)\s*({_NUMBER})\s*%?\s*\.\.\s*({_NUMBER})\s*%?\s*([\])]?)\Z")
_HINT = "write 51, 33.5, 25..50, (25..50], [75..100), >50, >=25 or 1/3; leave it empty when unknown"


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """The size of an interest as its source gives it: the interval ``min``..``max`` in share units (see ``WHOLE``).

    ``min_open`` and ``max_open`` exclude the bound itself; ``exact`` means that the source gave one number; ``text`` is the published
    wording.  An unknown size is *no* Share, never 0..100.  Raises RecordError BAD_SHARE for an interval that holds no share.

    >>> Share.parse("(25..50]").min_open
    True
    >>> Share.parse("51").label()
    '51 %'
    """

    min: int
    max: int
    min_open: bool = False
    max_open: bool = False
    exact: bool = False
    text: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.min <= self.max <= WHOLE:
            raise RecordError("BAD_SHARE", f"a share runs from 0 to 100 and min is not above max: {self.interval()}", _HINT)
        if self.min == self.max and (self.min_open or self.max_open):
            raise RecordError("BAD_SHARE", f"an open interval of no width holds no share: {self.interval()}", _HINT)
        if self.exact and self.min != self.max and self.max - self.min > 1:
            raise RecordError("BAD_SHARE", f"an exact share is one number, not {self.interval()}", _HINT)

    @classmethod
    def point(cls, percent: Fraction | Decimal | int | str, text: str | None = None) -> Share:
        """Make the share of one published number.  More than nine decimals become the narrowest open interval that holds it.

        >>> Share.point(Fraction(100, 3)).exact
        True
        >>> Share.point(Fraction(100, 3)).max - Share.point(Fraction(100, 3)).min
        1
        """
        units = Fraction(percent) * PERCENT
        low = units.numerator // units.denominator
        is_between = low * units.denominator != units.numerator
        return cls(min=low, max=low + is_between, min_open=is_between, max_open=is_between, exact=True, text=text)

    @classmethod
    def between(
        cls,
        low: Fraction | Decimal | int | str,
        high: Fraction | Decimal | int | str,
        *,
        min_open: bool = False,
        max_open: bool = False,
        text: str | None = None,
    ) -> Share:
        """Make the share of a band in percent; bounds of more than nine decimals are widened outwards.

        >>> Share.between(25, 50, min_open=True).max == 50 * PERCENT
        True
        """
        least, most = Fraction(low) * PERCENT, Fraction(high) * PERCENT
        floor, ceiling = least.numerator // least.denominator, -(-most.numerator // most.denominator)
        return cls(min=floor, max=ceiling, min_open=min_open or floor < least, max_open=max_open or ceiling > most, text=text)

    @classmethod
    def parse(cls, text: str) -> Share:
        """Read the notation of the generic table.  Raises RecordError BAD_SHARE.

        >>> Share.parse(">50").min_open, Share.parse(">50").max == WHOLE
        (True, True)
        """
        notation = text.strip()
        if match := _POINT.match(notation):
            return cls.point(match[1], text)
        if (match := _RATIO.match(notation)) and int(match[2]):
            return cls.point(Fraction(int(match[1]) * 100, int(match[2])), text)
        if match := _HALF.match(notation):
            sign, number = match[1], match[2]
            if sign.startswith(">"):
                return cls.between(number, 100, min_open=sign == ">", text=text)
            return cls.between(0, number, max_open=sign == "<", text=text)
        if match := _RANGE.match(notation):
            return cls.between(match[2], match[3], min_open=match[1] == "(", max_open=match[4] == ")", text=text)
        raise RecordError("BAD_SHARE", f"{text[:60]!r} is not a share", _HINT)

    def label(self) -> str:
        """Format the share for an arrow: ``51 %``, ``25–50 %``, ``>50 %``.

        >>> Share.parse("(25..50]").label()
        '25–50 %'
        """
        if self.exact or self.min == self.max:
            return f"{format_percent(self.min)} %"
        if self.max == WHOLE and not self.max_open and self.min > 0:
            return f"{'>' if self.min_open else '≥'}{format_percent(self.min)} %"
        if self.min == 0 and not self.min_open and self.max < WHOLE:
            return f"{'<' if self.max_open else '≤'}{format_percent(self.max)} %"
        return f"{format_percent(self.min)}–{format_percent(self.max)} %"

    def interval(self) -> str:
        """Format the two bounds in the notation of the generic table.

        >>> Share.parse(">50").interval()
        '(50..100]'
        """
        return f"{'(' if self.min_open else '['}{format_percent(self.min)}..{format_percent(self.max)}{')' if self.max_open else ']'}"


def to_percent(units: int) -> float | int:
    """Convert share units to a JSON number in percent, exact to nine decimals; whole percents are integers.

    >>> to_percent(51 * PERCENT), to_percent(33_333_333_333)
    (51, 33.333333333)
    """
    whole, rest = divmod(units, PERCENT)
    return whole if not rest else units / PERCENT


def format_percent(units: int) -> str:
    """Format share units as percent: decimal text without trailing zeros.

    >>> format_percent(25_500_000_000)
    '25.5'
    """
    sign, units = ("-", -units) if units < 0 else ("", units)
    whole, rest = divmod(units, PERCENT)
    return f"{sign}{whole}.{rest:09d}".rstrip("0").rstrip(".")
