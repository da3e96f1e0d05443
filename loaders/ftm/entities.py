"""An entity as a party: what it is, its names, its identifiers and what joins it with other records; and links that are attributes.

A number joins only where the register is certain: the jurisdiction is given and the number has the form of that register alone.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from loaders.common.identifiers import collect_identifiers, select_joining
from loaders.contract import LoadContext
from loaders.ftm.codes import (
    ATTRIBUTES,
    DATE_ATTRIBUTES,
    ENTITY_KINDS,
    IDENTIFIER_SCHEMES,
    LINK_ENDS,
    NAME_TYPES,
    PRIVATE_PROPERTIES,
    REGISTER_NUMBERS,
    TIES,
)
from loaders.ftm.model import Entity, read_day, read_span
from loaders.ftm.record import RecordContext
from ontology.errors import RecordError
from ontology.statements import (
    Address,
    Attribute,
    EntityStatement,
    Identifier,
    IdentityStatement,
    Interest,
    InterestStatement,
    Judgement,
    Kind,
    Name,
    Statement,
)

_ARRANGEMENT: Final = re.compile(r"(?:\b|_)(?:trust|fideicomiso|treuhand|waqf)\b|\bfund without legal personality", re.IGNORECASE)
_KIND_NOTES: Final = {f"Kind: {kind.value.replace('-', ' ')}": kind for kind in Kind}
"""Notes in which our own export keeps a kind that the model has no schema for."""
_ID_FORMS: Final = re.compile(r"(Q[1-9][0-9]{0,11})|lei-([0-9A-Za-z]{20})|gb-coh-([0-9A-Za-z]{8})")
_ID_SCHEMES: Final = ("", "WIKIDATA", "LEI", "GB-COH")
"""Schemes of ids that are made of an identifier, as OpenSanctions makes them, by the group of ``_ID_FORMS``."""


def describe_party(record: RecordContext, entity: Entity) -> Iterator[Statement]:
    """Yield the party, what joins it with other records, and the parents that it names."""
    iri = record.make_party_iri(entity.id)
    identifiers = _read_identifiers(entity, record.context)
    founded, dissolved, _ = read_span(entity, "incorporationDate", "dissolutionDate", record.context)
    jurisdiction = _find_jurisdiction(entity)
    yield EntityStatement(
        id=record.make_id("entity", entity.id),
        source=record.source,
        stated_at=record.stated_at,
        record=entity.id,
        change=record.change,
        place=record.place,
        entity=iri,
        kind=_find_kind(entity),
        names=_list_names(entity),
        identifiers=identifiers,
        jurisdiction=jurisdiction.upper() if jurisdiction else None,
        founded=founded,
        dissolved=dissolved,
        addresses=_list_addresses(entity),
        attributes=_list_attributes(entity, record.context),
        evidence=record.find_evidence(entity),
    )
    for identifier in select_joining(identifiers, record.context.warn):
        right = record.context.base.identifier(identifier.scheme, identifier.value)
        yield _join(record, entity, iri, right, "the record names this identifier")
    for referent in dict.fromkeys(entity.referents):
        if referent != entity.id:
            right = record.make_party_iri(referent)
            yield _join(record, entity, iri, right, "the record lists this id among those it was merged from")
    for parent in entity.get_all("parent"):
        yield InterestStatement(
            id=record.make_id("parent", entity.id, parent),
            source=record.source,
            stated_at=record.stated_at,
            record=entity.id,
            change=record.change,
            place=record.place,
            holder=record.make_party_iri(parent),
            subject=iri,
            interest=Interest.UNKNOWN,
            details="parent",
        )


def describe_tie(record: RecordContext, entity: Entity) -> Iterator[Statement]:
    """Yield the attribute of each first end that names the second ends; never control.  Raises RecordError MISSING_END."""
    name, qualifier = TIES[entity.schema]
    lefts, rights = _read_ends(entity)
    at = read_day(entity.get_first("startDate") or entity.get_first("date"), record.context)
    for left in lefts:
        attributes = [
            Attribute(name=name, value=record.make_party_iri(right), datatype="party", qualifier=entity.get_first(qualifier), at=at)
            for right in rights
        ]
        yield _describe_attributes(record, entity, left, tuple(attributes))


def describe_listing(record: RecordContext, entity: Entity) -> Iterator[Statement]:
    """Yield that somebody is on a list of sanctions."""
    programme = entity.get_first("programId") or entity.get_first("program") or entity.get_first("authority") or "sanction"
    at = read_day(entity.get_first("startDate") or entity.get_first("listingDate"), record.context)
    until = entity.get_first("endDate")
    for listed in entity.get_all("entity"):
        attribute = Attribute(name="sanctions-listing", value=programme, at=at, qualifier=f"until {until}" if until else None)
        yield _describe_attributes(record, entity, listed, (attribute,))


def describe_similarity(record: RecordContext, entity: Entity) -> Iterator[Statement]:
    """Yield the guess that two may be the same, for a person to judge.  Raises RecordError MISSING_END."""
    lefts, rights = _read_ends(entity)
    for left in lefts:
        for right in rights:
            yield IdentityStatement(
                id=record.make_id("similar", entity.id, left, right),
                source=record.source,
                stated_at=record.stated_at,
                record=entity.id,
                change=record.change,
                place=record.place,
                left=record.make_party_iri(left),
                right=record.make_party_iri(right),
                judgement=Judgement.UNSURE,
                reason=entity.get_first("criteria") or "similar",
            )


def _describe_attributes(record: RecordContext, entity: Entity, party: str, attributes: tuple[Attribute, ...]) -> EntityStatement:
    """Return what a link states of one of its ends.  ``party``: its id in the data set."""
    return EntityStatement(
        id=record.make_id("told", entity.id, party),
        source=record.source,
        stated_at=record.stated_at,
        record=entity.id,
        change=record.change,
        place=record.place,
        entity=record.make_party_iri(party),
        kind=Kind.UNKNOWN,
        attributes=attributes,
        evidence=record.find_evidence(entity),
    )


def _join(record: RecordContext, entity: Entity, left: str, right: str, reason: str) -> IdentityStatement:
    return IdentityStatement(
        id=record.make_id("same", entity.id, right),
        source=record.source,
        stated_at=record.stated_at,
        record=entity.id,
        change=record.change,
        place=record.place,
        left=left,
        right=right,
        reason=reason,
    )


def _read_ends(entity: Entity) -> tuple[Sequence[str], Sequence[str]]:
    left, right = (entity.get_all(name) for name in LINK_ENDS[entity.schema])
    if not left or not right:
        raise RecordError("MISSING_END", f"the {entity.schema} does not name both of its ends", "load the whole data set")
    return left, right


def _find_kind(entity: Entity) -> Kind:
    """Return what the entity is: by its schema, a note of our own export, or its legal form."""
    kind = ENTITY_KINDS[entity.schema]
    noted = next((_KIND_NOTES[note] for note in entity.values.get("notes", ()) if note in _KIND_NOTES), None)
    if noted is not None and (kind is Kind.PERSON) == noted.value.endswith("person"):
        return noted
    if entity.schema in ("LegalEntity", "Organization", "Company"):
        if any(_is_arrangement(form) for property_ in ("legalForm", "classification") for form in entity.values.get(property_, ())):
            return Kind.ARRANGEMENT
        if entity.schema != "Company" and "gov" in entity.get_all("topics"):
            return Kind.STATE_BODY
    return kind


@functools.lru_cache(maxsize=10_000)
def _is_arrangement(form: str) -> bool:
    return _ARRANGEMENT.search(form) is not None


def _list_names(entity: Entity) -> tuple[Name, ...]:
    """Return the name that it goes by, then every other, each once."""
    main = entity.caption if entity.caption in entity.get_all("name") else entity.get_first("name")
    if main is None and entity.schema == "Person":
        main = " ".join(filter(None, (entity.get_first(part) for part in ("firstName", "middleName", "lastName")))) or None
    main = main or (entity.caption if _is_name(entity) else None)
    names = {main: Name(text=main)} if main else {}
    for property_, type_ in NAME_TYPES:
        for text in entity.values.get(property_, ()):
            if text not in names:
                names[text] = Name(text=text, type=type_)
    return tuple(names.values())


def _is_name(entity: Entity) -> bool:
    """Whether the caption of an entity without a name is one: not the label of its schema, its id, or a number of its own.

    Where nothing names an entity, FollowTheMoney captions it with one of these.
    """
    values = (value for name in (*IDENTIFIER_SCHEMES, "registrationNumber") for value in entity.values.get(name, ()))
    return _strip(entity.caption) not in {"", *map(_strip, (entity.schema, entity.id, *values))}


def _strip(text: str) -> str:
    """Write the letters and figures of a text alone, in small letters: by these "Legal entity" is LegalEntity."""
    return "".join(filter(str.isalnum, text)).casefold()


def _read_identifiers(entity: Entity, context: LoadContext) -> tuple[Identifier, ...]:
    """Return every identifier of a known scheme, and those of which an id of the data set is made."""
    is_person = entity.schema == "Person"
    pairs = [
        (IDENTIFIER_SCHEMES[property_], value)
        for property_, values in entity.values.items()
        if property_ in IDENTIFIER_SCHEMES and not (is_person and property_ in PRIVATE_PROPERTIES)
        for value in values
    ]
    if not is_person and "registrationNumber" in entity.values:
        scheme, form = REGISTER_NUMBERS.get(_find_jurisdiction(entity) or "", ("", None))
        numbers = entity.values["registrationNumber"]
        pairs += [(scheme if form is not None and form.fullmatch(number.upper()) else "REGISTRATION", number) for number in numbers]
    matches = [match for identity in (entity.id, *entity.referents) if (match := _ID_FORMS.fullmatch(identity))]
    pairs += [(_ID_SCHEMES[match.lastindex or 0], match[match.lastindex or 0]) for match in matches]
    return collect_identifiers(pairs, context.warn)


def _find_jurisdiction(entity: Entity) -> str | None:
    """Return the one place of registration."""
    places = entity.get_all("jurisdiction")
    return places[0].lower() if len(places) == 1 else None


def _list_addresses(entity: Entity) -> tuple[Address, ...]:
    """Return the addresses in words; of an address that is nested here its full text."""
    texts = [*entity.values.get("address", ())]
    texts += [text for inner in entity.nested if inner.schema == "Address" and (text := inner.get_first("full") or inner.caption)]
    return tuple([Address(text=text) for text in dict.fromkeys(texts)])


def _list_attributes(entity: Entity, context: LoadContext) -> tuple[Attribute, ...]:
    """Return what else the entity states."""
    pairs: list[tuple[str, str]] = []
    for property_, values in entity.values.items():
        if name := ATTRIBUTES.get(property_):
            pairs += [(name, value) for value in values]
        elif name := DATE_ATTRIBUTES.get(property_):
            pairs += [(name, day) for value in values if (day := read_day(value, context))]
    if ENTITY_KINDS[entity.schema] is Kind.UNKNOWN and entity.schema != "LegalEntity":
        pairs.append(("category", entity.schema))
    return tuple([Attribute(name=name, value=value) for name, value in dict.fromkeys(pairs)])
