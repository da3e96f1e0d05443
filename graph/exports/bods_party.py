"""Make a party the details of a BODS record of an entity or a person.

Owns which field of a party becomes what.  What the standard has no field for becomes an annotation in words, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import unquote

from graph.exports.bods_frame import Annotations, Json, make_place, parse_uri, split_note
from ontology.dates import check_date
from ontology.errors import RecordError
from ontology.identifiers import normalise_identifier
from ontology.statements import Address, Attribute, EntityStatement, Identifier, Kind, Name, Reason
from ontology.terms import Base

_PERSON_TYPES: Final = {Kind.PERSON: "knownPerson", Kind.ANONYMOUS_PERSON: "anonymousPerson", Kind.UNKNOWN_PERSON: "unknownPerson"}
_ENTITY_TYPES: Final = {
    Kind.COMPANY: "registeredEntity",
    Kind.LEGAL_ENTITY: "legalEntity",
    Kind.ARRANGEMENT: "arrangement",
    Kind.ANONYMOUS_ENTITY: "anonymousEntity",
    Kind.UNKNOWN: "unknownEntity",
    Kind.STATE: "state",
    Kind.STATE_BODY: "stateBody",
}
_SUBTYPES: Final = {
    Kind.ARRANGEMENT: ("trust", "nomination", "other"),
    Kind.LEGAL_ENTITY: ("trust", "other"),
    Kind.STATE_BODY: ("governmentDepartment", "stateAgency", "other"),
}
_NAME_TYPES: Final = {
    "legal": "legal",
    "alias": "alternative",
    "acronym": "alternative",
    "former": "former",
    "transliteration": "transliteration",
    "translation": "translation",
    "birth": "birth",
}
_ADDRESS_TYPES: Final = {True: ("residence", "service", "alternative"), False: ("registered", "business", "alternative")}
"""Types of the addresses of persons (True) and of entities."""
_ORG_ID: Final = re.compile(r"[A-Z]{2}-[A-Z0-9_]+")
_PERSONAL: Final = re.compile(r"[A-Z]{3}-(?:PASSPORT|TAXID|IDCARD)")
_NO_SCHEMES: Final = frozenset({"ent", "src", "stmt"})
_EXPOSURES: Final = ("isPep", "isNotPep", "unknown")


def describe_party(
    party: EntityStatement, kind: Kind, annotations: Annotations, *, is_component: bool, more_identifiers: Iterable[Identifier] = ()
) -> Json:
    """Make the record's details.

    ``kind``: what the series calls the party; ``more_identifiers``: those that other records of the party name.
    """
    details: Json = {"isComponent": is_component}
    attributes = _RemainingAttributes(party.attributes, annotations)
    if kind.is_person:
        details["personType"] = _PERSON_TYPES[kind]
        _describe_person(details, party, attributes, annotations)
    else:
        details["entityType"] = _describe_entity_type(kind, attributes)
        _describe_entity(details, party, attributes, annotations)
    if identifiers := _make_identifiers(party.identifiers, more_identifiers, annotations, is_person=kind.is_person):
        details["identifiers"] = identifiers
    if addresses := [_make_address(address, is_person=kind.is_person) for address in party.addresses]:
        details["addresses"] = addresses
    for number, address in enumerate(party.addresses):
        if address.type and address.type not in _ADDRESS_TYPES[kind.is_person]:
            annotations.add(f"/recordDetails/addresses/{number}", f"type: {address.type}")
    annotated_parts, words = split_note(party.note)
    reason = attributes.take_first("unspecified-reason", lambda a: a.value in tuple(Reason))
    if reason is not None:
        # The ledger keeps the words for it in the note.
        why: Json = {"reason": reason.value, **({"description": " | ".join(words)} if words else {})}
        details["unspecifiedPersonDetails" if kind.is_person else "unspecifiedEntityDetails"] = why
        words = []
    for part in (*annotated_parts, *words):
        annotations.add_note(part)
    annotations.add_quotes("", party.evidence)
    annotations.add_assertion("", party.assertion)
    attributes.annotate()
    return details


def parse_identifier(base: Base, iri: str) -> Identifier | None:
    """Return the identifier that a party's IRI is made of; None where it is made of a name or a record.

    >>> parse_identifier(Base(), Base().identifier("lei", "5493001KJTIIGC8Y1R12"))
    Identifier(scheme='LEI', value='5493001KJTIIGC8Y1R12')
    """
    if not iri.startswith(base.iri):
        return None
    scheme, _, value = base.compact(iri).partition(":")
    return None if scheme in _NO_SCHEMES else normalise_identifier(scheme, unquote(value))


class _RemainingAttributes:
    """The attributes that have not become a field yet."""

    def __init__(self, attributes: Iterable[Attribute], annotations: Annotations) -> None:
        # Said by isComponent.
        self._attributes = [a for a in attributes if (a.name, a.value) != ("component", "true")]
        self._annotations = annotations

    def take_first(self, name: str, fits: Callable[[Attribute], object] | None = None, *, with_date: bool = False) -> Attribute | None:
        """Take the first of this name that a field of the standard holds whole; ``with_date``: the field also has a date."""
        return next(iter(self.take_all(name, fits, with_date=with_date, limit=1)), None)

    def take_all(
        self,
        name: str,
        fits: Callable[[Attribute], object] | None = None,
        *,
        with_date: bool = False,
        with_qualifier: bool = False,
        limit: int | None = None,
    ) -> list[Attribute]:
        """Take all of this name that fields of the standard hold whole."""
        taken: list[Attribute] = []
        for attribute in self._attributes:
            if attribute.name != name or (attribute.qualifier and not with_qualifier) or attribute.unit:
                continue
            if (attribute.at and not with_date) or (fits is not None and not fits(attribute)):
                continue
            if limit is None or len(taken) < limit:
                taken.append(attribute)
        self._attributes = [attribute for attribute in self._attributes if not any(attribute is other for other in taken)]
        return taken

    def annotate(self) -> None:
        """Say the others in words."""
        for attribute in self._attributes:
            self._annotations.add("", attribute.describe())
            self._annotations.add_quotes("", attribute.evidence)


def _describe_entity_type(kind: Kind, attributes: _RemainingAttributes) -> Json:
    entity_type: Json = {"type": _ENTITY_TYPES[kind]}
    subtypes = _SUBTYPES.get(kind, ("other",))
    if (subtype := attributes.take_first("subtype", lambda a: a.value in subtypes)) is not None:
        entity_type["subtype"] = subtype.value
    if (form := attributes.take_first("legal-form", lambda a: a.value)) is not None:
        entity_type["details"] = form.value
    return entity_type


def _describe_entity(details: Json, party: EntityStatement, attributes: _RemainingAttributes, annotations: Annotations) -> None:
    legal = next((name for name in party.names if name.type == "legal" and name.text), None)
    if legal is not None:
        details["name"] = legal.text
    others = [name for name in party.names if name is not legal and name.text]
    if others:
        details["alternateNames"] = [name.text for name in others]
        for number, name in enumerate(others):
            if name.type not in ("alias", "legal"):
                annotations.add(f"/recordDetails/alternateNames/{number}", f"{name.type} name")
    if party.jurisdiction:
        details["jurisdiction"] = make_place(party.jurisdiction, is_jurisdiction=True)
    elif (jurisdiction := attributes.take_first("jurisdiction", lambda a: a.value)) is not None:
        details["jurisdiction"] = {"name": jurisdiction.value}
    if party.founded:
        details["foundingDate"] = annotations.round_day(party.founded, "/recordDetails/foundingDate")
    if party.dissolved:
        founded = details.get("foundingDate")
        details["dissolutionDate"] = annotations.round_day(
            party.dissolved, "/recordDetails/dissolutionDate", not_before=founded if isinstance(founded, str) else None
        )
    if (address := attributes.take_first("uri", lambda a: parse_uri(a.value))) is not None:
        details["uri"] = address.value
    _describe_listing(details, attributes)
    if (statute := attributes.take_first("statute", with_date=True)) is not None:
        law: Json = {"name": statute.value} if statute.value else {}
        if statute.at:
            law["date"] = annotations.round_day(statute.at, "/recordDetails/formedByStatute/date")
        details["formedByStatute"] = law


def _describe_listing(details: Json, attributes: _RemainingAttributes) -> None:
    is_listed = attributes.take_first("listing", lambda a: a.datatype == "boolean" and a.value in ("true", "false"))
    if is_listed is None:
        return
    listing: Json = {"hasPublicListing": is_listed.value == "true"}
    if is_listed.value == "true":
        filings = attributes.take_all("uri", lambda a: a.qualifier == "filings" and parse_uri(a.value), with_qualifier=True)
        if filings:
            listing["companyFilingsURLs"] = [filing.value for filing in filings]
    details["publicListing"] = listing


def _describe_person(details: Json, party: EntityStatement, attributes: _RemainingAttributes, annotations: Annotations) -> None:
    if names := [_make_name(name) for name in party.names if name.text]:
        details["names"] = names
    if nationalities := attributes.take_all("nationality", lambda a: a.value):
        details["nationalities"] = [make_place(nationality.value) for nationality in nationalities]
    if (birthplace := attributes.take_first("place-of-birth", lambda a: a.value)) is not None:
        details["placeOfBirth"] = {"type": "placeOfBirth", "address": birthplace.value}
    for name, field in (("birth-date", "birthDate"), ("death-date", "deathDate")):
        if (day := attributes.take_first(name, lambda a: _is_date(a.value))) is not None:
            details[field] = day.value
    if residencies := attributes.take_all("tax-residency", lambda a: a.value):
        details["taxResidencies"] = [make_place(residency.value) for residency in residencies]
    _describe_exposure(details, attributes, annotations)
    for name, value in (("jurisdiction", party.jurisdiction), ("founded", party.founded), ("dissolved", party.dissolved)):
        if value:
            annotations.add("", f"{name}: {value}")


def _make_name(name: Name) -> Json:
    return {"type": _NAME_TYPES.get(name.type, "alternative"), "fullName": name.text}


def _describe_exposure(details: Json, attributes: _RemainingAttributes, annotations: Annotations) -> None:
    status = attributes.take_first("political-exposure", lambda a: a.value in _EXPOSURES)
    if status is None:
        return
    exposure: Json = {"status": status.value}
    if status.value != "isNotPep":
        key = "reason" if status.value == "isPep" else "missingInfoReason"
        positions = [
            _describe_position(position, key, f"/recordDetails/politicalExposure/details/{number}", annotations)
            for number, position in enumerate(attributes.take_all("political-exposure", with_date=True, with_qualifier=True))
        ]
        if positions:
            exposure["details"] = positions
    details["politicalExposure"] = exposure


def _describe_position(position: Attribute, key: str, target: str, annotations: Annotations) -> Json:
    """Describe one public position.  Its qualifier has the jurisdiction and ``until DATE``, in any order."""
    details: Json = {key: position.value} if position.value else {}
    if position.at:
        details["startDate"] = annotations.round_day(position.at, f"{target}/startDate")
    for part in (position.qualifier or "").split(", "):
        end = part.removeprefix("until ")
        if end != part and _is_date(end):
            details["endDate"] = annotations.round_day(end, f"{target}/endDate")
        elif part:
            details["jurisdiction"] = make_place(part, is_jurisdiction=True)
    return details


def _make_identifiers(own: Iterable[Identifier], more: Iterable[Identifier], annotations: Annotations, *, is_person: bool) -> list[Json]:
    own = dict.fromkeys(own)
    identifiers = [_make_identifier(own_identifier, is_person=is_person) for own_identifier in own]
    for other in dict.fromkeys(more):
        if other not in own:
            annotations.add(
                f"/recordDetails/identifiers/{len(identifiers)}",
                "Named by another record of the same party; an identity statement of the ledger joins the two.",
                "identifying",
            )
            identifiers.append(_make_identifier(other, is_person=is_person))
    return identifiers


def _make_identifier(stated: Identifier, *, is_person: bool) -> Json:
    if stated.scheme == "LEI" and not is_person:
        return {"id": stated.value, "scheme": "XI-LEI", "schemeName": "LEI"}
    is_code = (_PERSONAL if is_person else _ORG_ID).fullmatch(stated.scheme)
    return {"id": stated.value, "scheme" if is_code else "schemeName": stated.scheme}


def _make_address(stated: Address, *, is_person: bool) -> Json:
    address: Json = {"type": stated.type} if stated.type in _ADDRESS_TYPES[is_person] else {}
    address["address"] = stated.text
    return address | ({"country": make_place(stated.country)} if stated.country else {})


def _is_date(text: str) -> bool:
    try:
        return bool(check_date(text))
    except RecordError:
        return False
