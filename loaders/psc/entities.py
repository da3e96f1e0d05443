"""Who holds: a line's person, company or government as a party.

A party is known by its record, which belongs to one company: the same person in another company is another record, and no name joins
them.  Where a company is registered is loaders/psc/identifiers.py.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from loaders.contract import LoadContext
from loaders.psc.model import Address, BirthDate, Data
from ontology.dates import check_date
from ontology.errors import RecordError
from ontology.statements import Address as Place_
from ontology.statements import Attribute, Kind, Name

KINDS: Final = {
    f"{who}-{what}": kind
    for who, kind in (("individual", Kind.PERSON), ("corporate-entity", Kind.COMPANY), ("legal-person", Kind.LEGAL_ENTITY))
    for what in ("person-with-significant-control", "beneficial-owner")
}
"""What the register calls a holder, as far as the kind of line tells."""

_STATE: Final = re.compile(
    r"(?:the )?(?:(?:hm|h\.m\.|his majesty'?s|her majesty'?s) )?(?:(?:government|state government) of\b|government\Z)", re.IGNORECASE
)
_REALM: Final = re.compile(
    r"(?:the )?(?:[\w']+ )?(?:republic|kingdom|state|commonwealth|sultanate|emirate|principality|grand duchy) of\b", re.IGNORECASE
)
_REALM_FORM: Final = re.compile(r"\b(?:sovereign|state|government|country|republic|kingdom|crown)\b", re.IGNORECASE)
_PART: Final = re.compile(
    r"\b(?:ministry|department|treasury|agency|authority|administration|bank|fund|corporation|company|limited|ltd|plc|inc|holdings?|board"
    r"|council|office|commission|investments?|trust(?:ees)?|pensions?|service)\b",
    re.IGNORECASE,
)
"""Words of a body within a state, or of a company that bears its name."""
_BODY_FORM: Final = re.compile(
    r"\b(?:government(?:al)?|ministry|minister|secretary of state|crown|municipal(?:ity)?|local authority|public authority|sovereign"
    r"|state (?:body|agency|authority|administration|entity)|(?:county|city|borough|district|town|parish|unitary|local) council)\b",
    re.IGNORECASE,
)
_BODY_NAME: Final = re.compile(
    r"\b(?:ministry of|department (?:of|for)|secretary of state|(?:scottish|welsh) ministers|hm treasury"
    r"|(?:county|city|borough|district|town|parish|metropolitan|community) council)\b|\blondon borough of\b|\bgovernment\Z",
    re.IGNORECASE,
)
_BODY_LAW: Final = re.compile(r"\blocal government\b|\b(?:royal|presidential|emiri) decree\b", re.IGNORECASE)
_NOT_BODY: Final = re.compile(
    r"\b(?:compan(?:y|ies)|owned|limited|ltd|plc|non[- ]government(?:al)?|charit(?:y|able)|association)\b", re.IGNORECASE
)


def kind(data: Data, told: Kind) -> Kind:
    """What the holder is: ``told`` by the kind of line, a government where name or legal form say so beyond doubt."""
    if told is not Kind.LEGAL_ENTITY:
        return told
    said = data.identification
    return _public(data.name or "", (said.legal_form if said else None) or "", (said.legal_authority if said else None) or "")


def _public(name: str, form: str, law: str) -> Kind:
    if _NOT_BODY.search(form):
        return Kind.LEGAL_ENTITY
    part = _PART.search(name)
    if not part and (_STATE.match(name) or (_REALM.match(name) and _REALM_FORM.search(form))):
        return Kind.STATE
    if _BODY_FORM.search(form) or _BODY_NAME.search(name) or _BODY_LAW.search(law) or (part and _STATE.match(name)):
        return Kind.STATE_BODY
    return Kind.LEGAL_ENTITY


def names(data: Data) -> tuple[Name, ...]:
    """The name as written, else put together of its elements."""
    text = data.name
    if not text and (parts := data.name_elements) is not None:
        text = " ".join(filter(None, (parts.title, parts.forename, parts.middle_name, parts.surname)))
    return (Name(text=text),) if text and not text.isspace() else ()


def attributes(data: Data, context: LoadContext) -> tuple[Attribute, ...]:
    """What else the line says of the holder."""
    found = []
    if (born := data.date_of_birth) is not None and (date := _born(born, context)) is not None:
        found.append(_attribute("birth-date", date))
    if data.nationality:
        found.append(_attribute("nationality", data.nationality))
    if data.country_of_residence:
        found.append(_attribute("residence-country", data.country_of_residence))
    if data.is_sanctioned:
        found.append(_attribute("sanctioned", "true", "boolean"))
    if (said := data.identification) is not None:
        if said.legal_form:
            found.append(_attribute("legal-form", said.legal_form))
        if said.legal_authority:
            found.append(_attribute("legal-authority", said.legal_authority))
        if said.place_registered:
            found.append(_attribute("place-registered", said.place_registered))
        if said.country_registered:
            found.append(_attribute("country-registered", said.country_registered))
    return tuple(found)


def _born(born: BirthDate, context: LoadContext) -> str | None:
    """Month and year of birth: the register does not publish the day."""
    if not born.year:
        return None
    date = _month(born.year, born.month or 0)
    if date is None:
        context.warn("BAD_DATE")
    return date


@functools.lru_cache(maxsize=4_096)
def _month(year: int, month: int) -> str | None:
    return _date(f"{year:04d}-{month:02d}" if month else f"{year:04d}")


@functools.lru_cache(maxsize=16_384)
def _attribute(name: str, value: str, datatype: str = "text") -> Attribute:
    return Attribute(name=name, value=value, datatype=datatype)


def addresses(data: Data) -> tuple[Place_, ...]:
    """The address for letters, and the principal office of an overseas entity's owner where it is another."""
    if data.address is None and data.principal_office_address is None:
        return ()
    first = _address(data.address, None)
    if data.principal_office_address is None or data.principal_office_address == data.address:
        return first
    return first + _address(data.principal_office_address, "business")


def _address(said: Address | None, what: str | None) -> tuple[Place_, ...]:
    """An address on one line."""
    if said is None:
        return ()
    country = said.country
    text = (
        ", ".join(
            [
                part
                for part in (
                    said.care_of,
                    said.po_box,
                    said.premises,
                    said.address_line_1,
                    said.address_line_2,
                    said.locality,
                    said.region,
                    said.postal_code,
                )
                if part
            ]
        )
        or country
    )
    return (Place_(text=text, type=what, country=country),) if text else ()


@functools.lru_cache(maxsize=65_536)
def _date(text: str) -> str | None:
    try:
        return check_date(text)
    except RecordError:
        return None


def day(text: str | None, context: LoadContext) -> str | None:
    """A day as the register writes it, or the day of a time; None and a warning for what is none."""
    if not text:
        return None
    found = _date(text[:10])
    if found is None:
        context.warn("BAD_DATE")
    return found
