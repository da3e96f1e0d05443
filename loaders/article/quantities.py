"""Figures in running text: percentages, amounts of money, dates and plain numbers, with what softens them.

Owns their reading only; what a figure is about is for the patterns.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import Final

import msgspec

from loaders.article.document import dates
from loaders.article.lexicon import CURRENCIES, NUMBER_WORDS, SCALES
from ontology.shares import Share


class Figure(StrEnum):
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    NUMBER = "number"


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """One figure.  ``value`` is decimal text, or a partial date."""

    start: int
    end: int
    kind: Figure
    value: str
    unit: str | None = None
    qualifier: str | None = None


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
    "slightly more than": "more than",
    "close to": "about",
    "an estimated": "about",
    "~": "about",
}
_SOFT = (
    r"(?:\b(?<!\badd\s)(?<!\badds\s)(?<!\badded\s)(?P<soft>"
    + "|".join(sorted((re.escape(s) for s in _SOFTENERS if s[0].isalpha()), key=len, reverse=True))
    + r")\s|(?P<sign>>=|[<>~≥])\s?)?"
)
_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,15}(?:[.,][0-9]{1,9})?"
_SCALE = r"(?:\s?(?P<scale>thousand|millions?|mln|mn|billions?|bn|trillions?|[mkb](?![a-z])))?"
_WORD = "|".join(NUMBER_WORDS)
_PERCENT = re.compile(_SOFT + rf"(?<![\w.])(?P<n>{_DIGITS})(?:\s?%|[\s-]per\s?cent\b|[\s-]pct\b)", re.IGNORECASE)
_MONEY = re.compile(
    _SOFT
    + rf"(?:(?<!\w)(?P<sym>(?:US|HK|NZ|[ACS])?\s?[$]|[€£¥₽₸]|\b(?:USD|EUR|GBP|CNY|RMB|JPY|KZT|RUB|CHF)\b)\s?(?P<n>{_DIGITS}){_SCALE}\b"
    rf"|(?<![\w.])(?P<n2>{_DIGITS})\s?(?P<scale2>thousand|millions?|mln|mn|billions?|bn|trillions?)?\s?"
    r"(?P<unit>(?:US\s)?dollars?|euros?|pounds?|yuan|renminbi|tenge|rou?bles?|yen|francs|USD|EUR|GBP|CNY|RMB|KZT|RUB)\b)",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?<![\w.,$€£-])(?P<n>1[789][0-9]{2}|20[0-9]{2})(?![\w%]|[.,][0-9])(?!\s(?:vehicles|cars|units|people|employees|workers|staff"
    r"|tonnes|tons)\b)"
)
_NUMBER = re.compile(
    _SOFT + rf"(?:(?<![\w.])(?P<n>{_DIGITS})(?:\s(?P<scale>million|billion|thousand))?(?![\w%])"
    rf"|\b(?P<word>{_WORD})\b(?!\sof\b(?!\s(?:them|these|which)\b)))",
    re.IGNORECASE,
)


def find_figures(text: str) -> list[Amount]:
    """All figures in order, without overlap.

    >>> [(f.kind.value, f.value, f.unit, f.qualifier) for f in find_figures("more than $1.5 billion in 2017 and 51 percent")]
    [('money', '1500000000', 'USD', 'more than'), ('date', '2017', None, None), ('percent', '51', None, None)]
    """
    found: list[Amount] = [Amount(start=s, end=e, kind=Figure.DATE, value=iso) for s, e, iso in dates(text)]
    found += [_amount(m, Figure.PERCENT) for m in _PERCENT.finditer(text)]
    found += [_money(m) for m in _MONEY.finditer(text)]
    found += [Amount(start=m.start(), end=m.end(), kind=Figure.DATE, value=m["n"]) for m in _YEAR.finditer(text)]
    found += [_amount(m, Figure.NUMBER) for m in _NUMBER.finditer(text)]
    order = {kind: i for i, kind in enumerate(Figure)}
    kept: list[Amount] = []
    taken: set[int] = set()
    for figure in sorted(found, key=lambda f: (order[f.kind] if f.kind is not Figure.DATE else -1, f.start)):
        span = range(figure.start, figure.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(figure)
    kept.sort(key=lambda f: f.start)
    return kept


def share_of(figure: Amount) -> Share | None:
    """A percentage as a share; None when it is over 100.

    >>> share_of(find_figures("over 80%")[0]).label()
    '>80 %'
    """
    number = Decimal(figure.value)
    if number > 100:
        return None
    match figure.qualifier:
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


def _plain(number: str) -> Decimal:
    if re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", number):
        return Decimal(number.replace(",", ""))
    return Decimal(number.replace(",", "."))


def _text(number: Decimal) -> str:
    return format(number.normalize(), "f")


def _soft(match: re.Match[str]) -> str | None:
    found = match["soft"] or match["sign"]
    return _SOFTENERS[found.lower()] if found else None


def _amount(match: re.Match[str], kind: Figure) -> Amount:
    groups = match.groupdict()
    number = Decimal(NUMBER_WORDS[groups["word"].lower()]) if groups.get("word") else _plain(match["n"])
    if groups.get("scale"):
        number *= SCALES[groups["scale"].lower()]
    return Amount(start=match.start(), end=match.end(), kind=kind, value=_text(number), qualifier=_soft(match))


def _money(match: re.Match[str]) -> Amount:
    scale = match["scale"] or match["scale2"]
    number = _plain(match["n"] or match["n2"]) * (SCALES[scale.lower()] if scale else 1)
    unit = (match["sym"] or match["unit"].split()[-1]).replace(" ", "").lower()
    return Amount(
        start=match.start(), end=match.end(), kind=Figure.MONEY, value=_text(number), unit=CURRENCIES[unit], qualifier=_soft(match)
    )
