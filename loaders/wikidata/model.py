"""An item of Wikidata and its claims, whatever form they came in; the modules ``decode_*`` read each form into these.

Owns what a time and a quantity of Wikidata mean.  Knows neither JSON nor RDF.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final

from loaders.common.dates import parse_date
from ontology.statements import Name

VALUE: Final = "value"
SOMEVALUE: Final = "somevalue"
"""There is a value, and nobody knows which."""

NOVALUE: Final = "novalue"
"""It is known that there is none."""

PREFERRED, NORMAL, DEPRECATED = "preferred", "normal", "deprecated"

_JULIAN: Final = "Q1985786"
_TIME: Final = re.compile(r"\+?0*([0-9]{4})-([0-9]{2})-([0-9]{2})")
_YEAR, _MONTH, _DAY = 9, 10, 11
_MAX_DIGITS: Final = 40
"""Digits of a quantity; no proportion has more."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a claim or of a qualifier; which of the fields is set depends on the property."""

    kind: str = VALUE
    item: str | None = None
    text: str | None = None
    lang: str | None = None
    date: str | None = None
    amount: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    """Item of the unit; None for a pure number."""
    words: str = ""
    """As the source has it, for notes."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of an item."""

    property: str
    id: str
    value: Value
    rank: str = NORMAL
    qualifiers: dict[str, list[Value]] = field(default_factory=dict)
    urls: tuple[str, ...] = ()

    def get_qualifiers(self, name: str) -> list[Value]:
        """Return the values of a qualifier."""
        return self.qualifiers.get(name, [])


@dataclass(frozen=True, slots=True)
class Item:
    """An item as one record has it; in N-Triples that may be a part of it."""

    id: str
    names: tuple[Name, ...] = ()
    claims: dict[str, list[Claim]] = field(default_factory=dict)
    stated_at: str | None = None
    is_whole: bool = True
    """Whether the record is the item as it was at ``stated_at``, and not a part of it."""
    is_described: bool = True
    """Whether the record describes the item itself, and not one of its claims only."""
    merged_into: str | None = None
    """The item that replaced it."""

    def list_best(self, name: str) -> list[Claim]:
        """Return the claims of a property that count: those that are preferred, else those of normal rank; deprecated ones never."""
        all_claims = self.claims.get(name)
        if not all_claims:
            return []
        claims = [claim for claim in all_claims if claim.rank != DEPRECATED]
        return [claim for claim in claims if claim.rank == PREFERRED] or claims


@functools.lru_cache(maxsize=50_000)
def parse_time(time: str, precision: int | None, calendar: str = "") -> str | None:
    """Return a time as a partial date; None where it is no year of the calendar.

    Without a precision (RDF keeps it elsewhere) the first of January is the year, the first of another month the month.  A day of the
    Julian calendar is cut to its year.

    >>> parse_time("+2012-05-00T00:00:00Z", 10), parse_time("+2012-01-01T00:00:00Z", 9), parse_time("2012-05-17T00:00:00Z", None)
    ('2012-05', '2012', '2012-05-17')
    >>> parse_time("2012-01-01T00:00:00Z", None), parse_time("+1900-00-00T00:00:00Z", 7), parse_time("-0044-03-15T00:00:00Z", 11)
    ('2012', None, None)
    """
    match = _TIME.match(time)
    if match is None or not int(match[1]):
        return None
    year, month, day = match.groups()
    if precision is None:
        precision = _DAY if day != "01" else _MONTH if month != "01" else _YEAR
    if precision < _YEAR:
        return None
    if precision == _YEAR or month == "00" or calendar.endswith(_JULIAN):
        return year
    return parse_date(f"{year}-{month}" if precision == _MONTH or day == "00" else f"{year}-{month}-{day}")


def parse_number(text: str | None) -> Decimal | None:
    """Return a decimal number; None where it is none, or too long.

    >>> parse_number("+0.51"), parse_number("1e400"), parse_number("NaN")
    (Decimal('0.51'), None, None)
    """
    if text is None or len(text) > _MAX_DIGITS:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < _MAX_DIGITS else None


def parse_unit(text: str | None) -> str | None:
    """Return the item of a unit; None for a pure number.

    >>> parse_unit("http://www.wikidata.org/entity/Q11229"), parse_unit("1")
    ('Q11229', None)
    """
    name = (text or "1").rsplit("/", 1)[-1]
    return None if name in ("1", "Q199") else name
