"""The parties of a line: the company, its holder, and the trust or firm through which it is held.

A holder is known by its record, which belongs to one company: the same person in another company is another record, and no name joins
them.  What many lines state alike (that a company exists, that an arrangement does) has no day and no place, so that it is the same word
for word and is kept once.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from loaders.common.dates import parse_date
from loaders.common.identifiers import make_party_iri
from loaders.common.statements import make_attribute
from loaders.contract import LoadContext
from loaders.psc import model
from loaders.psc.codes import Through
from loaders.psc.identifiers import SCHEME, read_identifier
from loaders.psc.model import BirthDate, Data
from loaders.psc.record import RecordContext
from ontology.identifiers import is_strong
from ontology.statements import Address, Attribute, EntityStatement, Identifier, IdentityStatement, Kind, Name
from ontology.terms import Base

_FOREIGN: Final = ("OE", "FC", "SF", "NF")
"""First letters of the numbers of overseas companies: the register does not state under which law they stand."""

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


@functools.lru_cache(maxsize=1_024)
def describe_company(base: Base, source: str, number: str, name: str | None = None) -> EntityStatement:
    """State that a company exists; with its name where the line gives it."""
    identifier = Identifier(scheme=SCHEME, value=number)
    plain = name is None and number.isascii() and number.isalnum()
    return EntityStatement(
        id=f"{_make_stem(base, source)}-{number}" if plain else base.statement(source, "company", number, name or ""),
        source=source,
        entity=make_party_iri(base, SCHEME, number),
        kind=Kind.COMPANY,
        names=(Name(text=name),) if name else (),
        identifiers=(identifier,) if is_strong(identifier) else (),
        jurisdiction=find_jurisdiction(number),
    )


@functools.lru_cache(maxsize=8)
def _make_stem(base: Base, source: str) -> str:
    """Return the beginning of the ids of what ``describe_company`` states; the number follows, which is cheaper than a digest."""
    return base.statement(source, "company")


def find_jurisdiction(number: str) -> str | None:
    """Return where a company with this number is registered as a company."""
    return None if number.startswith(_FOREIGN) else "GB"


@functools.lru_cache(maxsize=1_024)
def describe_arrangement(base: Base, source: str, company: str, through: Through, band: str) -> EntityStatement:
    """State that a trust or firm holds a block of a company: one for all who report it with the same band."""
    iri = base.record(source, f"{company}#{through}#{band}")
    return EntityStatement(
        id=base.statement(source, "arrangement", iri),
        source=source,
        entity=iri,
        kind=Kind.ARRANGEMENT,
        attributes=(make_attribute("legal-form", through),),
        note=f"a {through} of which the register lists members or those who control it, and not its name",
    )


def describe_holder(record: RecordContext, data: Data, kind: Kind) -> tuple[EntityStatement, IdentityStatement | None]:
    """Return who holds and, where the number is of Companies House, which company that is.  ``kind``: by the kind of the line."""
    context = record.context
    iri = context.base.record(record.source, record.record)
    identifier = read_identifier(data.identification, record.company, context) if data.identification is not None else None
    entity = EntityStatement(
        id=f"{record.stem}-party",
        source=record.source,
        stated_at=record.stated_at,
        record=record.record,
        change=record.change,
        place=record.place,
        entity=iri,
        kind=_find_kind(data, kind),
        names=_read_names(data),
        identifiers=(identifier,) if identifier is not None else (),
        addresses=_read_addresses(data),
        attributes=_read_attributes(data, context),
    )
    if identifier is None or identifier.scheme != SCHEME:
        return entity, None
    return entity, IdentityStatement(
        id=f"{record.stem}-same",
        source=record.source,
        stated_at=record.stated_at,
        place=record.place,
        left=iri,
        right=make_party_iri(context.base, SCHEME, identifier.value),
        reason="the record names this identifier",
    )


def _find_kind(data: Data, kind: Kind) -> Kind:
    """Return the kind that the line states; a government where name or legal form say so beyond doubt."""
    if kind is not Kind.LEGAL_ENTITY:
        return kind
    identification = data.identification
    return _classify_legal_person(
        data.name or "",
        (identification.legal_form if identification else None) or "",
        (identification.legal_authority if identification else None) or "",
    )


def _classify_legal_person(name: str, form: str, law: str) -> Kind:
    if _NOT_BODY.search(form):
        return Kind.LEGAL_ENTITY
    part = _PART.search(name)
    if not part and (_STATE.match(name) or (_REALM.match(name) and _REALM_FORM.search(form))):
        return Kind.STATE
    if _BODY_FORM.search(form) or _BODY_NAME.search(name) or _BODY_LAW.search(law) or (part and _STATE.match(name)):
        return Kind.STATE_BODY
    return Kind.LEGAL_ENTITY


def _read_names(data: Data) -> tuple[Name, ...]:
    """Return the name as written, else put together of its elements."""
    text = data.name
    if not text and (parts := data.name_elements) is not None:
        text = " ".join(filter(None, (parts.title, parts.forename, parts.middle_name, parts.surname)))
    return (Name(text=text),) if text and not text.isspace() else ()


def _read_attributes(data: Data, context: LoadContext) -> tuple[Attribute, ...]:
    """Return what else the line states of the holder."""
    attributes = []
    if (birth := data.date_of_birth) is not None and (date := _read_birth_date(birth, context)) is not None:
        attributes.append(make_attribute("birth-date", date))
    if data.nationality:
        attributes.append(make_attribute("nationality", data.nationality))
    if data.country_of_residence:
        attributes.append(make_attribute("residence-country", data.country_of_residence))
    if data.is_sanctioned:
        attributes.append(make_attribute("sanctioned", "true", "boolean"))
    if (identification := data.identification) is not None:
        if identification.legal_form:
            attributes.append(make_attribute("legal-form", identification.legal_form))
        if identification.legal_authority:
            attributes.append(make_attribute("legal-authority", identification.legal_authority))
        if identification.place_registered:
            attributes.append(make_attribute("place-registered", identification.place_registered))
        if identification.country_registered:
            attributes.append(make_attribute("country-registered", identification.country_registered))
    return tuple(attributes)


def _read_birth_date(birth: BirthDate, context: LoadContext) -> str | None:
    """Return month and year of birth: the register does not publish the day."""
    if not birth.year:
        return None
    date = _make_month(birth.year, birth.month or 0)
    if date is None:
        context.warn("BAD_DATE")
    return date


@functools.lru_cache(maxsize=4_096)
def _make_month(year: int, month: int) -> str | None:
    return parse_date(f"{year:04d}-{month:02d}" if month else f"{year:04d}")


def _read_addresses(data: Data) -> tuple[Address, ...]:
    """Return the address for letters, and the principal office of an overseas entity's owner where it is another."""
    if data.address is None and data.principal_office_address is None:
        return ()
    first = _join_address(data.address, None)
    if data.principal_office_address is None or data.principal_office_address == data.address:
        return first
    return first + _join_address(data.principal_office_address, "business")


def _join_address(fields: model.Address | None, kind: str | None) -> tuple[Address, ...]:
    """Return an address as one line; none where the register gives no part of it."""
    if fields is None:
        return ()
    parts = (
        fields.care_of,
        fields.po_box,
        fields.premises,
        fields.address_line_1,
        fields.address_line_2,
        fields.locality,
        fields.region,
        fields.postal_code,
    )
    text = ", ".join([part for part in parts if part]) or fields.country
    return (Address(text=text, type=kind, country=fields.country),) if text else ()
