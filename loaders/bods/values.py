"""Single values: days, codes of countries, lines of addresses.  Owns their reading; knows nothing of records."""

from __future__ import annotations

import functools
import re
from typing import Final

from loaders.bods.model import Country, GivenAddress
from ontology.dates import check_date
from ontology.errors import RecordError
from ontology.statements import Address

MAX_NOTE: Final = 2_000
"""Characters of a note."""

_TIMED: Final = re.compile(r"^\d{4}-\d{2}-\d{2}[T ]\d{2}")
_CODE: Final = re.compile(r"^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$")


@functools.lru_cache(maxsize=65_536)
def day(text: str) -> str | None:
    """A partial date; of a date with a time its day.  None where it is no date.

    >>> day("2021-09-11T14:02:11Z"), day("1965-10"), day("10 May")
    ('2021-09-11', '1965-10', None)
    """
    try:
        return check_date(text[:10] if _TIMED.match(text) else text.strip())
    except RecordError:
        return None


@functools.lru_cache(maxsize=65_536)
def code(text: str | None) -> str | None:
    """A country or a part of one, in upper case; None where the text is no code.

    >>> code("gb"), code("US-DE"), code("England")
    ('GB', 'US-DE', None)
    """
    upper = text.strip().upper() if text else ""
    return upper if _CODE.match(upper) else None


def country(given: Country | str | None) -> tuple[str | None, str | None]:
    """Code and name of a country as any version gives it; a name that is a code counts as one."""
    if given is None:
        return None, None
    if isinstance(given, str):
        return (found, None) if (found := code(given)) else (None, given.strip() or None)
    return code(given.code) or code(given.name), given.name.strip() or None if given.name else None


def address(given: GivenAddress) -> Address | None:
    """One line with the postcode, and with the country where that has no code."""
    where, name = country(given.country)
    text = given.address.strip() if given.address else ""
    parts = [text] if text else []
    others = (more.strip() for more in (given.post_code, None if where else name) if more)
    parts += [more for more in others if more and more not in text]
    if not parts and where is None:
        return None
    return Address(text=", ".join(parts) or name or where or "", type=given.type or None, country=where)


def note(parts: list[str]) -> str | None:
    """The parts of a note as one text."""
    return " | ".join(parts)[:MAX_NOTE] or None
