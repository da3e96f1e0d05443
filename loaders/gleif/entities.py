"""Level 1: an LEI record as the statement that an entity exists, with its names, addresses and registration.

A sole proprietor is a natural person who acts in business, so it is a person here; what stands above it is nobody.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Final

from loaders.gleif.model import LeiRecord, Located, Named
from loaders.gleif.record import Saying
from ontology.identifiers import is_strong, normalise_identifier, normalise_registration_number
from ontology.statements import Address, Attribute, Change, EntityStatement, Identifier, IdentityStatement, Kind, Name, Statement

KINDS: Final = {
    "GENERAL": None,
    "": None,
    "FUND": Kind.LEGAL_ENTITY,
    "BRANCH": Kind.LEGAL_ENTITY,
    "INTERNATIONAL_ORGANIZATION": Kind.LEGAL_ENTITY,
    "RESIDENT_GOVERNMENT_ENTITY": Kind.STATE_BODY,
    "SOLE_PROPRIETOR": Kind.PERSON,
}
"""Of categories.  None = a company where it has a number in a register, else a legal entity."""

NAMES: Final = {
    "": "legal",
    "PREVIOUS_LEGAL_NAME": "former",
    "AUTO_ASCII_TRANSLITERATED_LEGAL_NAME": "transliteration",
    "PREFERRED_ASCII_TRANSLITERATED_LEGAL_NAME": "transliteration",
    "TransliteratedOtherEntityName": "transliteration",
}
"""Of types of names; every other type is an alias."""

_ADDRESSES: Final = {"LegalAddress": "registered", "HeadquartersAddress": "business"}
_COUNTRY: Final = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?").fullmatch
_NO_FORM: Final = frozenset({"", "8888", "9999"})
"""Codes that say that the form has no code."""


def statements(record: LeiRecord, saying: Saying) -> Iterator[Statement]:
    lei = saying.lei(record.lei)
    party = saying.party(lei)
    closed = record.deleted is not None
    deleted = saying.day(record.deleted) if record.deleted else None
    stated = deleted or (saying.said if closed else None) or saying.day(record.updated) or saying.said
    note: list[str] = []
    founded, dissolved, backwards = saying.period(record.created, record.expired or _dissolution(record))
    if backwards:
        note.append(f"existed {backwards}")
    jurisdiction = record.jurisdiction or None
    if jurisdiction and not _COUNTRY(jurisdiction):
        saying.context.warn("UNKNOWN_COUNTRY")
        note.append(f"jurisdiction as given: {jurisdiction}")
        jurisdiction = None
    names = tuple([Name(text=n.text, type=NAMES.get(n.type, "alias"), lang=n.lang or None) for n in _distinct(record.names) if n.text])
    if not closed and not (record.names and record.names[0].text):
        saying.context.warn("NO_NAME")
    number = normalise_registration_number(record.authority, record.number) if record.number else None
    codes = tuple([found for scheme, code in record.codes if (found := normalise_identifier(scheme, code))]) if record.codes else ()
    yield EntityStatement(
        id=saying.statement(lei),
        source=saying.source,
        stated_at=stated,
        record=lei,
        change=Change.CLOSED if closed else Change.NEW,
        place=saying.place,
        entity=party,
        kind=_kind(record, saying),
        names=names,
        identifiers=(Identifier(scheme="LEI", value=lei), *((number,) if number else ()), *codes),
        jurisdiction=jurisdiction,
        founded=founded,
        dissolved=dissolved,
        addresses=_addresses(record.addresses),
        attributes=_attributes(record, saying),
        note="; ".join(note) or None,
    )
    if not closed and number and is_strong(number):
        yield IdentityStatement(
            id=saying.statement(lei, 1),
            source=saying.source,
            stated_at=stated,
            record=lei,
            place=saying.place,
            left=party,
            right=saying.party(number.value, number.scheme),
            reason="the record names this identifier",
        )


def _distinct(names: list[Named]) -> list[Named]:
    return names if len(names) == 1 else list(dict.fromkeys(names))


def _dissolution(record: LeiRecord) -> str:
    """When an event of the record says that the entity was dissolved."""
    if record.events and record.status == "INACTIVE":
        return max((e.day for e in record.events if e.type == "DISSOLUTION" and e.status in ("", "COMPLETED")), default="")
    return ""


def _kind(record: LeiRecord, saying: Saying) -> Kind:
    if record.category not in KINDS:
        saying.context.warn("UNKNOWN_CATEGORY")
    return KINDS.get(record.category) or (Kind.COMPANY if record.number else Kind.LEGAL_ENTITY)


def _addresses(addresses: list[Located]) -> tuple[Address, ...]:
    found = []
    for address in addresses:
        text = ", ".join([part for part in address.parts if part])
        if text or address.country:
            found.append(Address(text=text or address.country, type=_ADDRESSES.get(address.type), country=address.country or None))
    return tuple(found)


def _attributes(record: LeiRecord, saying: Saying) -> tuple[Attribute, ...]:
    found = [
        _attribute(name, value)
        for name, value in (
            ("category", record.category),
            ("subtype", record.subcategory),
            ("status", record.status),
            ("registration-status", record.registration),
            ("expiration-reason", record.expiry_reason),
        )
        if value
    ]
    if record.form not in _NO_FORM:
        found.append(_attribute("legal-form", record.form))
    if record.other_form:
        found.append(_attribute("legal-form", record.other_form))
    if record.registration == "LAPSED":
        saying.context.warn("LAPSED_REGISTRATION")
    for name, (lei, text) in (*(("succeeded-by", heir) for heir in record.successors), ("associated-entity", record.associated)):
        if lei:
            found.append(Attribute(name=name, value=saying.party(saying.lei(lei)), datatype="party", qualifier=text or None))
        elif text:
            found.append(Attribute(name=name, value=text))
    return tuple(found)


@functools.lru_cache(maxsize=10_000)
def _attribute(name: str, value: str) -> Attribute:
    return Attribute(name=name, value=value)
