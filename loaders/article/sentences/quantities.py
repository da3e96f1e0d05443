"""Finds the quantities in a text: percentages, amounts of money, dates and plain numbers, with the words that soften them.

Owns how they are spelled; what a quantity is about is for the patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

import msgspec

from loaders.article.names.lexicon_numbers import CURRENCIES, NUMBER_WORDS, SCALES
from loaders.article.text.document import find_dates
from ontology.shares import Share


class QuantityKind(StrEnum):
    """What is counted."""

    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    NUMBER = "number"


class Quantity(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One quantity.  ``value`` is a decimal number as text, a fraction of two whole numbers, or a date of 4, 7 or 10 characters; "
    "``unit`` is a currency code."""

    start: int
    end: int
    kind: QuantityKind
    value: str
    unit: str | None = None
    qualifier: str | None = None
    most: str | None = None
    """The upper end of a band, of which ``value`` is the lower."""


_SOFTENERS: Final = {
    "more than": "more than",
    "greater than": "more than",
    "over": "more than",
    "exceeding": "more than",
    "above": "more than",
    ">": "more than",
    "at least": "at least",
    "no less than": "at least",
    "not less than": "at least",
    "a minimum of": "at least",
    ">=": "at least",
    "≥": "at least",
    "less than": "less than",
    "under": "less than",
    "below": "less than",
    "fewer than": "less than",
    "<": "less than",
    "up to": "at most",
    "at most": "at most",
    "as much as": "at most",
    "as many as": "at most",
    "approximately": "about",
    "about": "about",
    "around": "about",
    "roughly": "about",
    "some": "about",
    "nearly": "about",
    "almost": "about",
    "just over": "more than",
    "just under": "less than",
    "slightly less than": "less than",
    "just below": "less than",
    "slightly more than": "more than",
    "close to": "about",
    "an estimated": "about",
    "~": "about",
}
_SOFTENER = re.compile(
    r"(?:\b(?<!\badd\s)(?<!\badds\s)(?<!\badded\s)(?<!option\s)(?<!options\s)(?<!rights\s)(?<!control\s)(?<!taken\s)(?<!took\s)(?<!take\s)(?<!takes\s)(?P<soft>"
    + "|".join(sorted((re.escape(s) for s in _SOFTENERS if s[0].isalpha()), key=len, reverse=True))
    + r")\s|(?P<sign>>=|[<>~≥])\s?)\Z",
    re.IGNORECASE,
)
"""Words right before a quantity."""
_LONGEST_SOFTENER: Final = max(map(len, _SOFTENERS)) + 1
_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3}){1,6}(?:\.[0-9]+)?|[0-9]{1,15}(?:[.,][0-9]{1,9})?"
_SCALE = r"(?:\s?(?P<scale>thousand|millions?|mln|mn|billions?|bn|trillions?|[mkb](?![a-z])))?"
_WORD = "|".join(NUMBER_WORDS)
_PERCENT = re.compile(
    rf"(?<![\w./])(?P<n>{_DIGITS})(?:\s?%|[\s-]per[\s-]?cent\b|[\s-]pct?\b|pct?\b)(?P<more>\sor\s(?:more|above))?"
    r"(?P<edge>\s(?:(?P<plus>plus|and|\+)|minus|less)\s(?:one|1|a(?:\ssingle)?)\s(?:[a-z]+\s)?(?:share|vote)\b)?",
    re.IGNORECASE,
)
_SIGN = r"(?:\s?%|[\s-]per[\s-]?cent|[\s-]?pct)"
_BAND = re.compile(
    rf"\bbetween (?P<n>{_DIGITS}){_SIGN}? and (?P<n2>{_DIGITS}){_SIGN}(?!\w)"
    rf"|\b(?:more than|over|above|at least) (?P<m>{_DIGITS}){_SIGN}? (?:but|and) (?:not more than|no more than|not over|less than|under|up "
    rf"to"
    rf"|at most) (?P<m2>{_DIGITS}){_SIGN}(?!\w)"
    rf"|(?<![\w.,])(?P<k>{_DIGITS}){_SIGN}? or more,? but less than (?P<k2>{_DIGITS}){_SIGN}(?!\w)",
    re.IGNORECASE,
)
"""A band of percentages: ``between 25% and 50%``, ``more than 25% but not more than 50%``."""
_TENS: Final = {
    word: 10 * number
    for number, word in enumerate(["ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 1)
}
_PERCENT_SIGN = re.compile(r"\s?per[\s-]?cent\b|\spct\b", re.IGNORECASE)
_NUMBER_IN_WORDS = re.compile(rf"\b(?:(?P<tens>{'|'.join(_TENS)})(?:[- ]?(?P<ones>{_WORD}))?|(?P<one>{_WORD}))\Z", re.IGNORECASE)
"""What stands before the sign of a percentage in words: ``eighty-five per cent``."""
_LONGEST_NUMBER: Final = 20
_PART = re.compile(
    r"(?:(?P<half>\bhalf)|\b(?P<count>an?|one|two|three|four)[ -](?P<part>half|third|quarter|fifth|sixth|eighth|tenth)s?)(?=(?: of| "
    r"in)?(?: the| its| "
    r"their)?(?:"
    r" (?:issued |share |equity |voting )*(?:shares|capital|stake|stock|interest|equity|ownership|holding)| [A-Z]| it\b|"
    r" (?:company|venture|business|group|firm|bank|airline|club)\b)| "
    r"(?:share|stake|"
    r"interest)\b|[ -](?:owned|held|controlled) by\b)",
    re.IGNORECASE,
)
"""A part of a company in words: ``half of Buri Steel``, ``a third of the shares``; not ``the first half of 2019``."""
_PARTS: Final = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_RATIO = re.compile(
    r"(?<![\w.,/:-])(?P<one>[1-9][0-9])\s?[-–/:]\s?(?P<two>[1-9][0-9])(?= (?:[a-z]+ )?(?:joint|partnership|venture"
    r"|owned)\b)"
)
"""Unequal parts of two, in their order: ``a 60-40 joint venture of Aral and Buri``."""
_OTHER_HALF = re.compile(
    r"(?<=\bother )(?P<part>half|third|quarter)(?=[.,;]|$| (?:by|of|is|was|belongs?|belonged|held|owned|remains?|stays?|lies|went"
    r"|goes|in (?:the )?hands)\b)"
)
"""The rest of what was halved: ``the other half by Buri``."""
_EVEN = re.compile(r"(?<![\w.,/:-])50\s?[-–/:]\s?50(?= (?:joint|partnership|venture|owned|held|basis|by\b|between\b))")
"""Two equal parts: ``a 50-50 joint venture``."""
EACH: Final = "each"
"""The qualifier of a share that each of two has."""
_MOST_LISTED: Final = 20
"""Numbers of a list behind its first one."""
_RESPECTIVE = re.compile(
    rf"(?<![\w.,])(?P<n>(?>{_DIGITS})(?:, (?>{_DIGITS})){{0,{_MOST_LISTED}}})(?=,? and (?:{_DIGITS})(?:\s?%|[\s-]per[\s-]?cent\b|"
    rf"[\s-]pct\b)[^.;]{{0,120}}\brespectively)"
)
"""Numbers of which only the last says that it is a percentage: ``30, 20 and 10 per cent of NAME respectively``."""
_SHARED_SIGN = re.compile(
    rf"(?:(?<=\bown )|(?<=\bhold )|(?<=\bheld )|(?<=\bowned )|(?<=\bhave )|(?<=\bholding )|(?<=\bowning )|(?<=\bwith ))"
    rf"(?P<n>(?>{_DIGITS})(?:, (?>{_DIGITS})){{0,{_MOST_LISTED}}})(?=,? and (?:{_DIGITS})(?:\s?%|[\s-]per[\s-]?cent\b|[\s-]pct\b))"
)
"""Numbers of which only the last has its sign: ``own 17.9 and 14.2 per cent``."""
_PERIOD = re.compile(r"\b(?:first|second|third|fourth|other) $")
_COUNTS: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_CODES = "USD|EUR|GBP|CNY|RMB|KZT|RUB|CAD|AUD|HKD|SGD|NZD|SEK|NOK|DKK|INR|ZAR|BRL|PLN|AED|SAR"
_MONEY = re.compile(
    rf"(?:(?<![\w'’])(?P<sym>(?:US|HK|NZ|[ACS])?\s?[$]|[€£¥₽₸]|\b(?:{_CODES}|JPY|CHF)\b)\s?(?P<n>{_DIGITS}){_SCALE}\b"
    rf"|(?<![\w.])(?P<n2>{_DIGITS})\s?(?P<scale2>thousand|millions?|mln|mn|billions?|bn|trillions?)?\s?"
    r"(?P<unit>(?:US\s)?dollars?|euros?|pounds?|yuan|renminbi|tenge|rou?bles?|yen|francs|" + _CODES + r")\b)",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?<![\w.,$€£-])(?P<n>1[789][0-9]{2}|20[0-9]{2})(?![\w%]|[.,][0-9])(?!\s(?:vehicles|cars|units|people|employees|workers|staff"
    r"|tonnes|tons)\b)"
)
_NUMBER = re.compile(
    rf"(?:(?<![\w.])(?P<n>{_DIGITS})(?:\s(?P<scale>million|billion|thousand))?(?![\w%])"
    rf"|\b(?P<word>{_WORD})\b(?!\sof\b(?!\s(?:them|these|which)\b)))",
    re.IGNORECASE,
)
_PRECEDENCE: Final = (QuantityKind.DATE, QuantityKind.PERCENT, QuantityKind.MONEY, QuantityKind.NUMBER)


def find_quantities(text: str) -> list[Quantity]:
    """Find all quantities in order, without overlap; a date wins over a percentage, money and a plain number.

    >>> [(q.kind.value, q.value, q.unit, q.qualifier) for q in find_quantities("more than $1.5 billion in 2017 and 51 percent")]
    [('money', '1500000000', 'USD', 'more than'), ('date', '2017', None, None), ('percent', '51', None, None)]
    >>> [q.value for q in find_quantities("it holds 33 1/3 percent") if q.kind is QuantityKind.PERCENT]
    []
    """
    candidates = [Quantity(start=start, end=end, kind=QuantityKind.DATE, value=iso) for start, end, iso in find_dates(text)]
    candidates += [_make_band(m) for m in _BAND.finditer(text)]
    candidates += [_make_quantity(m, QuantityKind.PERCENT) for m in _PERCENT.finditer(text)]
    candidates += _find_percent_in_words(text)
    candidates += [_make_part(m) for m in _PART.finditer(text) if not _PERIOD.search(text, max(0, m.start() - 8), m.start())]
    candidates += [
        Quantity(start=m.start(), end=m.end(), kind=QuantityKind.PERCENT, value="50", qualifier=EACH) for m in _EVEN.finditer(text)
    ]
    candidates += [
        Quantity(start=m.start(), end=m.end(), kind=QuantityKind.PERCENT, value=str(Fraction(100, _PARTS[m["part"]])))
        for m in _OTHER_HALF.finditer(text)
    ]
    candidates += [
        Quantity(
            start=m.start("n") + n.start(), end=m.start("n") + n.end(), kind=QuantityKind.PERCENT, value=_format_number(_parse_number(n[0]))
        )
        for m in (*_RESPECTIVE.finditer(text), *_SHARED_SIGN.finditer(text))
        for n in re.finditer(_DIGITS, m["n"])
    ]
    candidates += [
        Quantity(start=m.start(part), end=m.end(part), kind=QuantityKind.PERCENT, value=m[part])
        for m in _RATIO.finditer(text)
        for part in ("one", "two")
        if int(m["one"]) + int(m["two"]) == 100 and m["one"] != m["two"]
    ]
    candidates += [_make_money(m) for m in _MONEY.finditer(text)]
    candidates += [Quantity(start=m.start(), end=m.end(), kind=QuantityKind.DATE, value=m["n"]) for m in _YEAR.finditer(text)]
    candidates += [_make_quantity(m, QuantityKind.NUMBER) for m in _NUMBER.finditer(text)]
    quantities: list[Quantity] = []
    covered = bytearray(len(text))
    for candidate in sorted(candidates, key=lambda q: (_PRECEDENCE.index(q.kind), q.most is None, q.start)):
        if not any(covered[candidate.start : candidate.end]):
            covered[candidate.start : candidate.end] = b"\1" * (candidate.end - candidate.start)
            quantities.append(candidate)
    quantities.sort(key=lambda q: q.start)
    return quantities


def make_share(percentage: Quantity) -> Share | None:
    """Make a share of a percentage; None when it is over 100.

    >>> make_share(find_quantities("over 80%")[0]).label()
    '>80 %'
    """
    number = Fraction(percentage.value)
    if number > 100:
        return None
    match percentage.qualifier:
        case "between" if percentage.most is not None:
            most = Fraction(percentage.most)
            return Share.between(number, most, min_open=True) if number < most <= 100 else None
        case "more than" if number < 100:
            return Share.between(number, 100, min_open=True)
        case "at least":
            return Share.between(number, 100)
        case "less than" if number > 0:
            return Share.between(0, number, max_open=True)
        case "at most":
            return Share.between(0, number)
        case "about":
            return Share.between(number, number)
        case _:
            return Share.point(number)


def _parse_number(number: str) -> Decimal:
    if re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", number):
        return Decimal(number.replace(",", ""))
    return Decimal(number.replace(",", "."))


def _format_number(number: Decimal) -> str:
    return format(number.normalize(), "f")


def _read_softener(match: re.Match[str]) -> tuple[int, str | None]:
    """Return where a quantity begins with the words that soften it, and what they say."""
    start = match.start()
    softener = _SOFTENER.search(match.string, max(0, start - _LONGEST_SOFTENER), start)
    if softener is not None:
        return softener.start(), _SOFTENERS[(softener["soft"] or softener["sign"]).lower()]
    groups = match.groupdict()
    if groups.get("edge"):
        return start, "more than" if groups.get("plus") else "less than"
    return start, "at least" if groups.get("more") else None


def _make_quantity(match: re.Match[str], kind: QuantityKind) -> Quantity:
    groups = match.groupdict()
    number = Decimal(NUMBER_WORDS[groups["word"].lower()]) if groups.get("word") else _parse_number(match["n"])
    if groups.get("scale"):
        number *= SCALES[groups["scale"].lower()]
    start, qualifier = _read_softener(match)
    return Quantity(start=start, end=match.end(), kind=kind, value=_format_number(number), qualifier=qualifier)


def _find_percent_in_words(text: str) -> Iterator[Quantity]:
    for sign in _PERCENT_SIGN.finditer(text):
        match = _NUMBER_IN_WORDS.search(text, max(0, sign.start() - _LONGEST_NUMBER), sign.start())
        if match is not None:
            tens, ones = (match["tens"] or "").lower(), (match["ones"] or match["one"] or "").lower()
            value = _TENS.get(tens, 0) + NUMBER_WORDS.get(ones, 0)
            yield Quantity(start=match.start(), end=sign.end(), kind=QuantityKind.PERCENT, value=str(value))


def _make_band(match: re.Match[str]) -> Quantity:
    least, most = (_format_number(_parse_number(number)) for number in match.groups() if number is not None)
    return Quantity(start=match.start(), end=match.end(), kind=QuantityKind.PERCENT, value=least, most=most, qualifier="between")


def _make_part(match: re.Match[str]) -> Quantity:
    count, part = _COUNTS[(match["count"] or "one").lower()], _PARTS[(match["half"] or match["part"]).lower()]
    value = Fraction(100 * count, part)
    start, qualifier = _read_softener(match)
    return Quantity(start=start, end=match.end(), kind=QuantityKind.PERCENT, value=str(value), qualifier=qualifier)


def _make_money(match: re.Match[str]) -> Quantity:
    scale = match["scale"] or match["scale2"]
    number = _parse_number(match["n"] or match["n2"]) * (SCALES[scale.lower()] if scale else 1)
    unit = (match["sym"] or match["unit"].split()[-1]).replace(" ", "").lower()
    start, qualifier = _read_softener(match)
    return Quantity(
        start=start, end=match.end(), kind=QuantityKind.MONEY, value=_format_number(number), unit=CURRENCIES[unit], qualifier=qualifier
    )
