"""Represents a share as an exact interval of percent.

Owns the unit, the arithmetic and the notation of shares; knows no parties.  A bound is an integer in share units, so that every percentage
with nine decimals and every n-th part up to a sixteenth is exact (ADR 14).  Decisions compare integers, never floats.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

import msgspec

from ontology.errors import RecordError

NANOPERCENT: Final = 9_009
"""Share units of 10**-9 percent: 9 x 7 x 11 x 13, which the n-th parts up to a sixteenth have beyond the twos and fives of a decimal."""

PERCENT: Final = 10**9 * NANOPERCENT
"""One percent in share units."""

WHOLE: Final = 100 * PERCENT
"""100 % in share units.  Below 2**50, so that a float tells all shares apart, and ten thousand wholes fit 64 bits."""

PARTS: Final = 16
"""Every n-th part up to this n is a whole number of share units."""

_NARROW: Final = PERCENT // 10**6
"""Bounds nearer to each other than this are one number to a reader."""

_DECIMALS: Final = 9
_NOISE: Final = Fraction(1, 10**12)
"""Percent by which a number that a machine has computed may miss the one that is meant."""

_NUMBER = r"[0-9]{1,12}(?:\.[0-9]{1,30})?"
_PART = r"[0-9]{1,18}\s*/\s*[0-9]{1,18}"
_BOUND = rf"(?:{_PART}|{_NUMBER}(?:\s+{_PART})?\s*%?)"
_PIECES = re.compile(rf"(?:(?P<number>{_NUMBER})(?!\s*/|[0-9.]))?\s*(?:(?P<part>[0-9]{{1,18}})\s*/\s*(?P<parts>[0-9]{{1,18}}))?")
_POINT = re.compile(rf"^({_BOUND})\Z")
_HALF = re.compile(rf"^(>=|<=|>|<)\s*({_BOUND})\Z")
_RANGE = re.compile(rf"^([\[(]?)\s*({_BOUND})\s*\.\.\s*({_BOUND})\s*([\])]?)\Z")
_HINT = "write 51, 33.5, 25..50, (25..50], [75..100), >50, >=25, 1/3 or 33 1/3; leave it empty when unknown"


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """The size of an interest as its source gives it: the interval ``min``..``max`` in share units (see ``WHOLE``).

    ``min_open`` and ``max_open`` exclude the bound itself; ``exact`` means that the source gave one number; ``text`` is the published
    wording.  An unknown size is *no* Share, never 0..100.  Raises RecordError BAD_SHARE for an interval that holds no share.

    >>> Share.parse("(25..50]").min_open
    True
    >>> Share.parse("51").label()
    '51 %'
    >>> 3 * Share.parse("1/3").min == WHOLE
    True
    """

    min: int
    max: int
    min_open: bool = False
    max_open: bool = False
    exact: bool = False
    text: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.min <= self.max <= WHOLE:
            raise RecordError("BAD_SHARE", self._say_what_is_wrong(), _HINT)
        if self.min == self.max and (self.min_open or self.max_open):
            raise RecordError("BAD_SHARE", f"an open interval of no width holds no share: {self.interval()}", _HINT)
        if self.exact and self.min != self.max and self.max - self.min > 1:
            raise RecordError("BAD_SHARE", f"an exact share is one number, not {self.interval()}", _HINT)

    def _say_what_is_wrong(self) -> str:
        least, most = f"{format_percent(self.min)} %", f"{format_percent(self.max)} %"
        if self.min < 0:
            return f"nobody holds less than nothing, and this is {least}"
        if max(self.min, self.max) > WHOLE:
            return f"nobody holds more than 100 %, and this is {least if self.min > WHOLE else most}"
        return f"its lower end, {least}, is above its upper end, {most}"

    @classmethod
    def point(cls, percent: Fraction | Decimal | int | str, text: str | None = None) -> Share:
        """Make the share of one published number.  What is no whole number of units becomes the narrowest open interval that holds it.

        >>> third, seventeenth = Share.point(Fraction(100, 3)), Share.point(Fraction(100, 17))
        >>> third.max - third.min, seventeenth.max - seventeenth.min, seventeenth.exact
        (0, 1, True)
        >>> 3 * Share.point("16.666666666666668").min == WHOLE // 2
        True
        """
        units = remove_noise(percent) * PERCENT
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
        """Make the share of a band in percent; bounds that are no whole numbers of units are widened outwards.

        >>> Share.between(25, 50, min_open=True).max == 50 * PERCENT
        True
        """
        least, most = remove_noise(low) * PERCENT, remove_noise(high) * PERCENT
        floor, ceiling = least.numerator // least.denominator, -(-most.numerator // most.denominator)
        return cls(min=floor, max=ceiling, min_open=min_open or floor < least, max_open=max_open or ceiling > most, text=text)

    @classmethod
    def parse(cls, text: str) -> Share:
        """Read the notation of the generic table.  A fraction is one of the whole, behind a number one of a percent.

        Raises RecordError BAD_SHARE.

        >>> Share.parse(">50").min_open, Share.parse(">50").max == WHOLE
        (True, True)
        >>> Share.parse("33 1/3 %").min == Share.parse("1/3").min, Share.parse("33.333333333").min == Share.parse("1/3").min
        (True, False)
        """
        notation = text.strip()
        if match := _POINT.match(notation):
            return cls.point(_read_percent(match[1], text), text)
        if match := _HALF.match(notation):
            sign, percent = match[1], _read_percent(match[2], text)
            if sign.startswith(">"):
                return cls.between(percent, 100, min_open=sign == ">", text=text)
            return cls.between(0, percent, max_open=sign == "<", text=text)
        if match := _RANGE.match(notation):
            low, high = _read_percent(match[2], text), _read_percent(match[3], text)
            return cls.between(low, high, min_open=match[1] == "(", max_open=match[4] == ")", text=text)
        raise _refuse(text)

    @property
    def fraction(self) -> str | None:
        """The fraction of the whole that the share is, where no percentage of nine decimals says it: ``1/3``; else None.

        >>> Share.parse("33 1/3 %").fraction, Share.parse("50").fraction, Share.parse("1/17").fraction
        ('1/3', None, None)
        """
        if self.min != self.max or not self.min % NANOPERCENT:
            return None
        part = Fraction(self.min, WHOLE)
        return str(part) if part.denominator <= PARTS else None

    def label(self) -> str:
        """Format the share for an arrow: ``51 %``, ``1/3``, ``25–50 %``, ``>50 %``.

        >>> Share.parse("(25..50]").label(), Share.parse("2/6").label(), Share.parse("1/17").label()
        ('25–50 %', '1/3', '5.88 %')
        """
        if self.fraction:
            return self.fraction
        if self.exact or self.max - self.min < _NARROW:
            return f"{round_percent(self.min)} %"
        if self.max == WHOLE and not self.max_open and self.min > 0:
            return f"{'>' if self.min_open else '≥'}{round_percent(self.min)} %"
        if self.min == 0 and not self.min_open and self.max < WHOLE:
            return f"{'<' if self.max_open else '≤'}{round_percent(self.max)} %"
        return f"{round_percent(self.min)}–{round_percent(self.max)} %"

    def interval(self) -> str:
        """Format the two bounds in the notation of the generic table, without loss.

        >>> Share.parse(">50").interval(), Share.parse("(1/3..50]").interval()
        ('(50..100]', '(1/3..50]')
        """
        return f"{'(' if self.min_open else '['}{format_exactly(self.min)}..{format_exactly(self.max)}{')' if self.max_open else ']'}"


def remove_noise(percent: Fraction | Decimal | int | str) -> Fraction:
    """Return a percentage as it was before a machine computed it: 26.150000000000002 is 26.15, 16.666666666666668 a sixth of the whole.

    What has nine decimals or less stays what it is, and so does what is 10**-12 percent or more from every such number and from every n-th
    part up to a sixteenth.

    >>> [str(remove_noise(x)) for x in ("26.150000000000002", "33.333333333333336", "33.333333333", "33.3333333333")]
    ['523/20', '100/3', '33333333333/1000000000', '333333333333/10000000000']
    """
    number = Fraction(percent)
    if isinstance(percent, Fraction | int) or 10**_DECIMALS % number.denominator == 0:
        return number
    near = Fraction(round(number * 10**_DECIMALS), 10**_DECIMALS)
    parts = (Fraction(100 * round(number * n / 100), n) for n in range(PARTS, 1, -1))
    return next((x for x in (near, *parts) if abs(x - number) < _NOISE), number)


def to_percent(units: int) -> float | int:
    """Convert share units to a JSON number in percent, rounded to nine decimals; whole percents are integers.

    >>> to_percent(51 * PERCENT), to_percent(WHOLE // 3), to_percent(WHOLE // 8)
    (51, 33.333333333, 12.5)
    """
    whole, rest = divmod(units, PERCENT)
    if not rest:
        return whole
    percent = round(units / PERCENT, 9)
    return int(percent) if percent.is_integer() else percent


def format_percent(units: int) -> str:
    """Format share units as percent, rounded to nine decimals: decimal text without trailing zeros.

    >>> format_percent(25 * PERCENT + PERCENT // 2), format_percent(WHOLE // 3)
    ('25.5', '33.333333333')
    """
    return _format_decimal(units, 9)


def round_percent(units: int) -> str:
    """Format share units as percent for a reader: as it is where it has nine decimals at most, else rounded to two.

    What is not a whole percent is never rounded onto one, since thresholds are.

    >>> round_percent(WHOLE // 3), round_percent(PERCENT // 8), round_percent(WHOLE // 2 - 1)
    ('33.33', '0.125', '49.9999999999999')
    """
    if not units % NANOPERCENT:
        return _format_decimal(units, 9)
    return next(text for decimals in range(2, 14) if "." in (text := _format_decimal(units, decimals)))


def format_exactly(units: int) -> str:
    """Format share units in the notation of the generic table without loss: in percent, else as a fraction of the whole.

    >>> format_exactly(WHOLE // 8), format_exactly(WHOLE // 3), format_exactly(0)
    ('12.5', '1/3', '0')
    """
    return str(Fraction(units, WHOLE)) if units % NANOPERCENT else format_percent(units)


def _format_decimal(units: int, decimals: int) -> str:
    scaled = round(Fraction(abs(units) * 10**decimals, PERCENT))
    whole, rest = divmod(scaled, 10**decimals)
    return f"{'-' if units < 0 else ''}{whole}.{rest:0{decimals}d}".rstrip("0").rstrip(".")


def _read_percent(bound: str, text: str) -> Fraction:
    """Read one bound of the notation, in percent.  ``text``: what it is part of, for the error.  Raises RecordError BAD_SHARE."""
    match = _PIECES.match(bound)
    assert match is not None
    number, part, parts = match["number"], int(match["part"] or 0), int(match["parts"] or 1)
    if not parts or (number and part >= parts):
        raise _refuse(text)
    return remove_noise(number) + Fraction(part, parts) if number else Fraction(100 * part, parts)


def _refuse(text: str) -> RecordError:
    return RecordError("BAD_SHARE", f"{text[:60]!r} is not a share", _HINT)
