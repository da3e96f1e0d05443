"""Who holds: a line's person, company or government as a party, and the trust or firm between.

A party is known by its record, which belongs to one company: the same person in another company is another record, and no name joins
them.  A company registered in the United Kingdom is joined by its number.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from loaders.contract import Context
from loaders.psc.shape import Address, Data
from ontology.dates import check_date
from ontology.errors import RecordError
from ontology.identifiers import identifier, is_strong
from ontology.statements import Address as Place_
from ontology.statements import Attribute, Identifier, Kind, Name

_HOME: Final = re.compile(
    r"\b(?:england|wales|scotland|northern ireland|united kingdom|great britain|britain|uk|u\.k\.?|companies house|cardiff|edinburgh"
    r"|belfast)\b", re.IGNORECASE,
)
_ABROAD: Final = re.compile(r"\b(?:new south wales|new england|jersey|guernsey|isle of man|gibraltar|virgin islands)\b", re.IGNORECASE)
_STATE: Final = re.compile(r"(?:the )?(?:government|republic|kingdom|state|commonwealth) of\b", re.IGNORECASE)
_BODY: Final = re.compile(
    r"\b(?:government|governmental|ministry|minister|secretary of state|crown|municipal|municipality|local authority|sovereign|state body"
    r"|state agency|public authority|council)\b", re.IGNORECASE,
)


def kind(data: Data) -> Kind:
    """What the holder is, as far as the line says so."""
    what = data.kind or ""
    if what.startswith("individual"):
        return Kind.PERSON
    if what.startswith("corporate-entity"):
        return Kind.COMPANY
    said = data.identification
    words = " ".join(filter(None, (said.legal_form, said.legal_authority))) if said else ""
    if _STATE.match(data.name or ""):
        return Kind.STATE
    return Kind.STATE_BODY if _BODY.search(words) or _BODY.search(data.name or "") else Kind.LEGAL_ENTITY


def names(data: Data) -> tuple[Name, ...]:
    """The name as written, else put together of its elements."""
    parts = data.name_elements
    text = data.name or " ".join(filter(None, (parts.title, parts.forename, parts.middle_name, parts.surname)) if parts else ())
    return (Name(text=text),) if text.strip() else ()


def number(data: Data) -> Identifier | None:
    """The number at Companies House of a company that is registered there."""
    said = data.identification
    if said is None or not said.registration_number:
        return None
    where = " ".join(filter(None, (said.country_registered, said.place_registered)))
    if not _HOME.search(where) or _ABROAD.search(where):
        return None
    found = identifier("GB-COH", said.registration_number)
    return found if found is not None and is_strong(found) else None


def attributes(data: Data, context: Context) -> tuple[Attribute, ...]:
    """What else the line says of the holder."""
    found = []
    if (born := data.date_of_birth) is not None and born.year:
        text = f"{born.year:04d}-{born.month:02d}" if born.month else f"{born.year:04d}"
        if _date(text):
            found.append(_attribute("birth-date", text))
        else:
            context.warn("BAD_DATE")
    if data.nationality:
        found.append(_attribute("nationality", data.nationality))
    if data.country_of_residence:
        found.append(_attribute("residence-country", data.country_of_residence))
    if data.is_sanctioned:
        found.append(_attribute("sanctioned", "true", "boolean"))
    if (said := data.identification) is not None:
        for name, value in (
            ("legal-form", said.legal_form), ("legal-authority", said.legal_authority), ("place-registered", said.place_registered),
            ("country-registered", said.country_registered), ("registration-number", said.registration_number),
        ):
            if value and value.strip():
                found.append(_attribute(name, value))
    return tuple(found)


@functools.lru_cache(maxsize=10_000)
def _attribute(name: str, value: str, datatype: str = "text") -> Attribute:
    return Attribute(name=name, value=value, datatype=datatype)


def address(said: Address | None) -> tuple[Place_, ...]:
    """The address on one line."""
    if said is None:
        return ()
    text = ", ".join([
        part for part in (said.premises, said.address_line_1, said.address_line_2, said.locality, said.region, said.postal_code) if part
    ])
    return (Place_(text=text or said.country or "", country=said.country),) if text or said.country else ()


@functools.lru_cache(maxsize=50_000)
def _date(text: str) -> str | None:
    try:
        return check_date(text)
    except RecordError:
        return None


def day(text: str | None, context: Context) -> str | None:
    """A day as the register writes it; None and a warning for what is none."""
    if not text:
        return None
    found = _date(text[:10])
    if found is None:
        context.warn("BAD_DATE")
    return found
