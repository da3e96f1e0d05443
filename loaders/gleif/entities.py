"""Level 1: an LEI record as the statement that an entity exists, with its names, addresses and registration.

A sole proprietor is a natural person who acts in business, so it is a person here; what stands above it is nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.common.statements import make_attribute
from loaders.gleif.codes import ADDRESS_TYPES, ENTITY_KINDS, NAME_TYPES, NO_FORM
from loaders.gleif.model import AddressFields, LeiRecord, NameFields
from loaders.gleif.record import RecordContext
from ontology.identifiers import is_strong, normalise_identifier, normalise_registration_number
from ontology.statements import Address, Attribute, Change, EntityStatement, Identifier, IdentityStatement, Kind, Name, Statement

_COUNTRY: Final = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?").fullmatch


def describe_entity(record: RecordContext, fields: LeiRecord) -> Iterator[Statement]:
    """Yield the entity of an LEI record, and the number in a register by which others name it.  Raises RecordError MISSING_ID."""
    lei = record.read_lei(fields.lei)
    party = record.make_party_iri(lei)
    change, stated_at = record.read_version(fields)
    notes: list[str] = []
    founded, dissolved, backwards = record.read_period(fields.created, fields.expired or _find_dissolution(fields))
    if backwards:
        notes.append(f"existed {backwards}")
    jurisdiction = fields.jurisdiction or None
    if jurisdiction and not _COUNTRY(jurisdiction):
        record.warn("UNKNOWN_COUNTRY")
        notes.append(f"jurisdiction as given: {jurisdiction}")
        jurisdiction = None
    names = tuple([Name(text=n.text, type=NAME_TYPES.get(n.type, "alias"), lang=n.lang or None) for n in _distinct(fields.names) if n.text])
    if change is not Change.CLOSED and not (fields.names and fields.names[0].text):
        record.warn("NO_NAME")
    number = normalise_registration_number(fields.authority, fields.number) if fields.number else None
    others = tuple([other for scheme, code in fields.codes if (other := normalise_identifier(scheme, code))]) if fields.codes else ()
    yield EntityStatement(
        id=record.make_id(lei),
        source=record.source,
        stated_at=stated_at,
        record=lei,
        change=change,
        place=record.place,
        entity=party,
        kind=_find_kind(record, fields),
        names=names,
        identifiers=(Identifier(scheme="LEI", value=lei), *((number,) if number else ()), *others),
        jurisdiction=jurisdiction,
        founded=founded,
        dissolved=dissolved,
        addresses=_list_addresses(fields.addresses),
        attributes=_list_attributes(record, fields),
        note="; ".join(notes) or None,
    )
    if change is not Change.CLOSED and number and is_strong(number):
        yield IdentityStatement(
            id=record.make_id(lei, 1),
            source=record.source,
            stated_at=stated_at,
            record=lei,
            place=record.place,
            left=party,
            right=record.make_party_iri(number.value, number.scheme),
            reason="the record names this identifier",
        )


def _distinct(names: list[NameFields]) -> list[NameFields]:
    """Return each name once."""
    return names if len(names) == 1 else list(dict.fromkeys(names))


def _find_dissolution(fields: LeiRecord) -> str:
    """Return the day on which an event of the record dissolved the entity."""
    if fields.events and fields.status == "INACTIVE":
        return max((e.day for e in fields.events if e.type == "DISSOLUTION" and e.status in ("", "COMPLETED")), default="")
    return ""


def _find_kind(record: RecordContext, fields: LeiRecord) -> Kind:
    if fields.category not in ENTITY_KINDS:
        record.warn("UNKNOWN_CATEGORY")
    return ENTITY_KINDS.get(fields.category) or (Kind.COMPANY if fields.number else Kind.LEGAL_ENTITY)


def _list_addresses(addresses: list[AddressFields]) -> tuple[Address, ...]:
    listed = []
    for address in addresses:
        text = ", ".join([part for part in address.parts if part])
        if text or address.country:
            listed.append(Address(text=text or address.country, type=ADDRESS_TYPES.get(address.type), country=address.country or None))
    return tuple(listed)


def _list_attributes(record: RecordContext, fields: LeiRecord) -> tuple[Attribute, ...]:
    attributes = [
        make_attribute(name, value)
        for name, value in (
            ("category", fields.category),
            ("subtype", fields.subcategory),
            ("status", fields.status),
            ("registration-status", fields.registration),
            ("expiration-reason", fields.expiry_reason),
        )
        if value
    ]
    if fields.form not in NO_FORM:
        attributes.append(make_attribute("legal-form", fields.form))
    if fields.other_form:
        attributes.append(make_attribute("legal-form", fields.other_form))
    if fields.registration == "LAPSED":
        record.warn("LAPSED_REGISTRATION")
    others = (*(("succeeded-by", successor) for successor in fields.successors), ("associated-entity", fields.associated))
    for name, (lei, text) in others:
        if lei:
            iri = record.make_party_iri(record.read_lei(lei))
            attributes.append(Attribute(name=name, value=iri, datatype="party", qualifier=text or None))
        elif text:
            attributes.append(Attribute(name=name, value=text))
    return tuple(attributes)
