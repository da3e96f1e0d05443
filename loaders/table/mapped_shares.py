"""Reads the share cells of a mapped table: percent, parts of one, counts with a total, codes and bands, in either decimal sign."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final

from loaders.table.entities import is_placeholder
from loaders.table.mapping import DecimalSign, Field, Unit
from ontology.errors import RecordError
from ontology.shares import Share

_NUMBER: Final = re.compile(r"[0-9]+(?:(?:[.,]|['’ \u00a0\u2009\u202f](?=[0-9]{3}(?![0-9])))[0-9]+)*(?:[eE]-?[0-9]{1,3})?")
_GROUPS: Final = re.compile(r"[ \u00a0\u2009\u202f'’]")
_COUNTING: Final = {DecimalSign.POINT: (",", "."), DecimalSign.COMMA: (".", ",")}
"""The sign between thousands and that before decimals."""
_WORDS: Final = (
    (re.compile(r"per ?cent|\bpct\b\.?|\bv\. ?h\.|%", re.IGNORECASE), ""),
    (
        re.compile(
            r"\b(?:not|no) more than\b|\bat most\b|\bup to(?: and including)?\b|\bhöchstens\b|\bau plus\b|\bне более\b|\bне більше\b|≤|⩽",
            re.IGNORECASE,
        ),
        "<=",
    ),
    (re.compile(r"\bat least\b|\bfrom\b|\bmindestens\b|\bau moins\b|\bне менее\b|\bне менше\b|≥|⩾", re.IGNORECASE), ">="),
    (re.compile(r"\b(?:more than|over|above|mehr als|über|plus de|более|свыше|більше)\b", re.IGNORECASE), ">"),
    (re.compile(r"\bless than\b|\bbelow\b|\bunder\b|\bweniger als\b|\bunter\b|\bmoins de\b|\bменее\b|\bменше\b", re.IGNORECASE), "<"),
    (re.compile(r"^\s*(?:between|zwischen|entre)\b|\bbut\b", re.IGNORECASE), ""),
    (re.compile(r"^([0-9./]+)\s*(?:\+|(?:or|and) more)\s*$", re.IGNORECASE), r">=\1"),
    (re.compile(r"^50\s*\+\s*1(?: share)?\s*$", re.IGNORECASE), ">50"),
    (re.compile(r"(?<=[0-9])\s*(?:-|–|—|\b(?:to|and|bis|und|à|et)\b)\s*(?=[0-9])", re.IGNORECASE), ".."),
)
"""What tables write instead of the signs of the notation."""
_BOTH: Final = re.compile(r"(>=?) ?([0-9]+(?:[./][0-9]+)*) ?(\.\.|(?:\.\. ?)?<=?) ?([0-9]+(?:[./][0-9]+)*)")
"""Two bounds, each with its sign."""
_FRACTIONS: Final = str.maketrans({"½": " 1/2", "⅓": " 1/3", "⅔": " 2/3", "¼": " 1/4", "¾": " 3/4"})
_EITHER: Final = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
"""A number of thousands, or one with three decimals."""
_OF: Final = re.compile(
    r"^\s*([0-9]+)\s*(?:shares?|votes?|parts?|units?)?\s*(?:out )?of\s*([0-9]+)\s*(?:shares?|votes?|parts?|units?)?\s*$", re.IGNORECASE
)
"""So many of so many."""
_PERCENT: Final = re.compile(r"%|per ?cent|\bpct\b", re.IGNORECASE)
_HINT: Final = "see docs/reference/table.md for what is read; a code is written in the mapping, under codes of share"


def read_share(text: str, field: Field, total: str | None) -> str | None:
    """Return a share cell in the notation of the generic table; None where it says that the size is unknown.

    ``total``: the total of a count.  Raises RecordError BAD_SHARE, AMBIGUOUS_NUMBER.

    >>> read_share("51,5 %", Field(decimal=DecimalSign.COMMA), None), read_share("0.51", Field(unit=Unit.FRACTION), None)
    ('51.5', '51.00')
    >>> read_share("1.200", Field(unit=Unit.COUNT, decimal=DecimalSign.COMMA), "4.800"), read_share("n.a.", Field(), None)
    ('1/4', None)
    >>> [read_share(x, Field(), None) for x in ("more than 25% to 50%", ">50.00", "40 out of 60 shares")]
    ['(25..50]', '>50.00', '40/60']
    """
    if is_placeholder(text):
        return None
    is_percent = _PERCENT.search(text) is not None
    unit = Unit.PERCENT if is_percent else field.unit
    text = _OF.sub(r"\1/\2", text).translate(_FRACTIONS)
    part = "/" in text
    notation = _NUMBER.sub(lambda number: number[0] if part else _scale(number[0], unit, field.decimal, total), text)
    for pattern, sign in _WORDS:
        notation = pattern.sub(sign, notation)
    notation = " ".join(notation.split())
    if match := _BOTH.fullmatch(notation):
        notation = f"{'(' if match[1] == '>' else '['}{match[2]}..{match[4]}{')' if match[3].endswith('<') else ']'}"
    try:
        Share.parse(notation)
    except RecordError as error:
        raise RecordError("BAD_SHARE", f"{text[:60]!r} is not a share: {error.what}", _HINT) from None
    return notation


def join_bounds(least: str, most: str, field: Field) -> str | None:
    """Return the band between two cells, one of which may be blank; None where both are.

    >>> join_bounds("50", "75", Field()), join_bounds("75", "", Field()), join_bounds("50", "50", Field()), join_bounds("", "-", Field())
    ('[50..75]', '>=75', '50', None)
    """
    low, high = (read_share(cell, field, None) for cell in (least, most))
    if low == high:
        return low
    if low is None or high is None:
        return f">={low}" if low is not None else f"<={high}"
    return f"[{low}..{high}]"


def _scale(number: str, unit: Unit, sign: DecimalSign | None, total: str | None) -> str:
    """Return a number of a cell in percent, or as a fraction of the whole."""
    if unit is Unit.PERCENT:
        return format(read_number(number, sign), "f")
    if unit is Unit.FRACTION:
        return format(read_number(number, sign) * 100, "f")
    if sign is None and _EITHER.fullmatch(number):
        raise _refuse(number)
    whole = Fraction(read_number(total, sign)) if total and not is_placeholder(total) else Fraction(0)
    if not whole:
        raise RecordError("BAD_SHARE", f"{number} of no total is no share", "write the total of the shares in the column that of: names")
    share = Fraction(read_number(number, sign)) / whole
    return f"{share.numerator}/{share.denominator}"


def read_number(text: str, sign: DecimalSign | None) -> Decimal:
    """Read a number with thousands.  ``sign``: before decimals; None: told by the number itself, where it can be one only.

    Raises RecordError AMBIGUOUS_NUMBER, BAD_SHARE.

    >>> [str(read_number(x, None)) for x in ("51.5", "51,5", "1,234,567", "1.234,5", "12 000")]
    ['51.5', '51.5', '1234567', '1234.5', '12000']
    >>> read_number("1,234", DecimalSign.POINT), read_number("1,234", DecimalSign.COMMA)
    (Decimal('1234'), Decimal('1.234'))
    """
    plain = _GROUPS.sub("", text.strip())
    sign = sign or guess_sign(plain)
    if sign is None:
        raise _refuse(text)
    thousands, decimal = _COUNTING[sign]
    if thousands in plain.partition(decimal)[2] or not re.fullmatch(r"[^.,]{1,3}(?:[.,][^.,]{3})*|[^.,]*", plain.partition(decimal)[0]):
        raise RecordError("BAD_SHARE", f"{text[:40]!r} is no number with a decimal {sign}", _HINT)
    try:
        return Decimal(plain.replace(thousands, "").replace(decimal, "."))
    except InvalidOperation:
        raise RecordError("BAD_SHARE", f"{text[:40]!r} is no number", _HINT) from None


def _refuse(number: str) -> RecordError:
    hint = "write decimal: comma or decimal: point under share in the mapping"
    return RecordError("AMBIGUOUS_NUMBER", f"{number[:40]!r} can be read in two ways", hint)


def guess_sign(number: str) -> DecimalSign | None:
    """Return the decimal sign that a number shows; None where it may be either.

    A point before three digits is read as decimal where a number of that size has no thousands: 51.234 percent; a comma there may be both.

    >>> [sign and sign.value for x in ("51,5", "1,234", "51.5", "1.234,5", "1,234.5", "7") for sign in [guess_sign(x)]]
    ['comma', None, 'point', 'comma', 'point', 'point']
    """
    point, comma = number.rfind("."), number.rfind(",")
    if point >= 0 and comma >= 0:
        return DecimalSign.POINT if point > comma else DecimalSign.COMMA
    if comma < 0:
        return DecimalSign.COMMA if number.count(".") > 1 else DecimalSign.POINT
    if number.count(",") > 1:
        return DecimalSign.POINT
    return None if _EITHER.fullmatch(number) else DecimalSign.COMMA
