"""Single values: days, codes of countries, lines of addresses, notes.  Knows nothing of records."""

from __future__ import annotations

import functools
import re
from typing import Final

from loaders.bods.model import AddressFields, Country
from loaders.common.dates import parse_date
from ontology.statements import Address

MAX_NOTE: Final = 2_000
"""Characters of a note."""

_TIMED: Final = re.compile(r"^\d{4}-\d{2}-\d{2}[T ]\d{2}")
_CODE: Final = re.compile(r"^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$")


@functools.lru_cache(maxsize=65_536)
def parse_day(text: str) -> str | None:
    """Return a partial date; of a date with a time its day.  None where it is no date.

    >>> parse_day("2021-09-11T14:02:11Z"), parse_day("1965-10"), parse_day("10 May")
    ('2021-09-11', '1965-10', None)
    """
    return parse_date(text[:10] if _TIMED.match(text) else text.strip())


@functools.lru_cache(maxsize=65_536)
def parse_country_code(text: str | None) -> str | None:
    """Return the code of a country or of a part of one, in upper case; None where the text is no code.

    >>> parse_country_code("gb"), parse_country_code("US-DE"), parse_country_code("England")
    ('GB', 'US-DE', None)
    """
    upper = text.strip().upper() if text else ""
    return upper if _CODE.match(upper) else None


def read_country(fields: Country | str | None) -> tuple[str | None, str | None]:
    """Return code and name of a country as any version gives it; a name that is a code counts as one."""
    if fields is None:
        return None, None
    if isinstance(fields, str):
        return (code, None) if (code := parse_country_code(fields)) else (None, fields.strip() or None)
    return parse_country_code(fields.code) or parse_country_code(fields.name), fields.name.strip() or None if fields.name else None


def read_address(fields: AddressFields) -> Address | None:
    """Return an address as one line with the postcode, and with the country where that has no code."""
    code, country = read_country(fields.country)
    text = fields.address.strip() if fields.address else ""
    line = text
    for other in (fields.post_code, None if code else country):
        if other and (part := other.strip()) and part not in text:
            line = f"{line}, {part}" if line else part
    if not line and code is None:
        return None
    return Address(text=line or country or code or "", type=fields.type or None, country=code)


def strip_text(text: str | None) -> str | None:
    """Return a text without white space around it; None where nothing is left."""
    return (text.strip() or None) if text else None


def join_notes(notes: list[str]) -> str | None:
    """Return the notes of a statement as one text."""
    return (" | ".join(notes)[:MAX_NOTE] or None) if notes else None
