"""A party as the details of a BODS record of an entity or a person.

Owns which field of a party becomes what.  What the standard has no field for becomes an annotation in words, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import unquote

from graph.exports.bods_frame import Json, Notes, parts, place, uri
from ontology.dates import check_date
from ontology.errors import RecordError
from ontology.identifiers import normalise_identifier
from ontology.statements import Address, Attribute, EntityStatement, Identifier, Kind, Name, Reason
from ontology.terms import Base

PERSONS: Final = {Kind.PERSON: "knownPerson", Kind.ANONYMOUS_PERSON: "anonymousPerson", Kind.UNKNOWN_PERSON: "unknownPerson"}
ENTITIES: Final = {
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
_ADDRESSES: Final = {True: ("residence", "service", "alternative"), False: ("registered", "business", "alternative")}
_ORG_ID: Final = re.compile(r"[A-Z]{2}-[A-Z0-9_]+")
_PERSONAL: Final = re.compile(r"[A-Z]{3}-(?:PASSPORT|TAXID|IDCARD)")
_NOT_SCHEMES: Final = frozenset({"ent", "src", "stmt"})
_Fits = Callable[[Attribute], object]
_EXPOSURES: Final = ("isPep", "isNotPep", "unknown")


def details(party: EntityStatement, kind: Kind, notes: Notes, *, is_component: bool, also: Iterable[Identifier] = ()) -> Json:
    """The record's details.  ``kind``: what the series calls the party; ``also``: identifiers that other records of the party name."""
    person = kind.is_person
    made: Json = {"isComponent": is_component}
    rest = _Rest(party.attributes, notes)
    if person:
        made["personType"] = PERSONS[kind]
        _person(made, party, rest, notes)
    else:
        made["entityType"] = _entity_type(kind, rest)
        _entity(made, party, rest, notes)
    if identifiers := _identifiers(party.identifiers, also, notes, person=person):
        made["identifiers"] = identifiers
    if addresses := [_address(one, person=person) for one in party.addresses]:
        made["addresses"] = addresses
    for number, one in enumerate(party.addresses):
        if one.type and one.type not in _ADDRESSES[person]:
            notes.add(f"/recordDetails/addresses/{number}", f"type: {one.type}")
    annotated, words = parts(party.note)
    reason = rest.take("unspecified-reason", lambda a: a.value in tuple(Reason))
    if reason is not None:
        # The ledger keeps the words for it in the note.
        why: Json = {"reason": reason.value, **({"description": " | ".join(words)} if words else {})}
        made["unspecifiedPersonDetails" if person else "unspecifiedEntityDetails"] = why
        words = []
    for part in (*annotated, *words):
        notes.note(part)
    notes.evidence("", party.evidence)
    notes.assertion("", party.assertion)
    rest.annotate()
    return made


def by_iri(base: Base, iri: str) -> Identifier | None:
    """The identifier that a party's IRI is made of; None where it is made of a name or a record.

    >>> by_iri(Base(), Base().identifier("lei", "5493001KJTIIGC8Y1R12"))
    Identifier(scheme='LEI', value='5493001KJTIIGC8Y1R12')
    """
    if not iri.startswith(base.iri):
        return None
    scheme, _, value = base.compact(iri).partition(":")
    return None if scheme in _NOT_SCHEMES else normalise_identifier(scheme, unquote(value))


class _Rest:
    """The attributes that have not become a field yet."""

    def __init__(self, attributes: Iterable[Attribute], notes: Notes) -> None:
        # Said by isComponent.
        self._left = [one for one in attributes if (one.name, one.value) != ("component", "true")]
        self._notes = notes

    def take(self, name: str, fits: _Fits | None = None, *, at: bool = False) -> Attribute | None:
        """The first of this name that a field of the standard holds whole; ``at``: the field also has a date."""
        return next(iter(self.all(name, fits, at=at, limit=1)), None)

    def all(
        self, name: str, fits: _Fits | None = None, *, at: bool = False, limit: int | None = None, qualified: bool = False
    ) -> list[Attribute]:
        """All of this name that fields of the standard hold whole."""
        found: list[Attribute] = []
        for one in self._left:
            if one.name != name or (one.qualifier and not qualified) or one.unit or (one.at and not at):
                continue
            if (fits is not None and not fits(one)) or (limit is not None and len(found) == limit):
                continue
            found.append(one)
        self._left = [one for one in self._left if not any(one is taken for taken in found)]
        return found

    def annotate(self) -> None:
        """Say the others in words."""
        for one in self._left:
            self._notes.add("", one.describe())
            self._notes.evidence("", one.evidence)


def _entity_type(kind: Kind, rest: _Rest) -> Json:
    made: Json = {"type": ENTITIES[kind]}
    fitting = _SUBTYPES.get(kind, ("other",))
    if (subtype := rest.take("subtype", lambda a: a.value in fitting)) is not None:
        made["subtype"] = subtype.value
    if (form := rest.take("legal-form", lambda a: a.value)) is not None:
        made["details"] = form.value
    return made


def _entity(made: Json, party: EntityStatement, rest: _Rest, notes: Notes) -> None:
    legal = next((name for name in party.names if name.type == "legal" and name.text), None)
    if legal is not None:
        made["name"] = legal.text
    others = [name for name in party.names if name is not legal and name.text]
    if others:
        made["alternateNames"] = [name.text for name in others]
        for number, name in enumerate(others):
            if name.type not in ("alias", "legal"):
                notes.add(f"/recordDetails/alternateNames/{number}", f"{name.type} name")
    if party.jurisdiction:
        made["jurisdiction"] = place(party.jurisdiction, regions=True)
    elif (named := rest.take("jurisdiction", lambda a: a.value)) is not None:
        made["jurisdiction"] = {"name": named.value}
    if party.founded:
        made["foundingDate"] = notes.day(party.founded, "/recordDetails/foundingDate")
    if party.dissolved:
        founded = made.get("foundingDate")
        made["dissolutionDate"] = notes.day(
            party.dissolved, "/recordDetails/dissolutionDate", not_before=founded if isinstance(founded, str) else None
        )
    if (address := rest.take("uri", lambda a: uri(a.value))) is not None:
        made["uri"] = address.value
    _listing(made, rest)
    if (statute := rest.take("statute", at=True)) is not None:
        law: Json = {"name": statute.value} if statute.value else {}
        if statute.at:
            law["date"] = notes.day(statute.at, "/recordDetails/formedByStatute/date")
        made["formedByStatute"] = law


def _listing(made: Json, rest: _Rest) -> None:
    listed = rest.take("listing", lambda a: a.datatype == "boolean" and a.value in ("true", "false"))
    if listed is None:
        return
    made["publicListing"] = listing = {"hasPublicListing": listed.value == "true"}
    if listed.value == "true":
        filings = rest.all("uri", lambda a: a.qualifier == "filings" and uri(a.value), qualified=True)
        if filings:
            made["publicListing"] = listing | {"companyFilingsURLs": [one.value for one in filings]}


def _person(made: Json, party: EntityStatement, rest: _Rest, notes: Notes) -> None:
    if names := [_person_name(name) for name in party.names if name.text]:
        made["names"] = names
    if nationalities := rest.all("nationality", lambda a: a.value):
        made["nationalities"] = [place(one.value) for one in nationalities]
    if (born := rest.take("place-of-birth", lambda a: a.value)) is not None:
        made["placeOfBirth"] = {"type": "placeOfBirth", "address": born.value}
    for name, field in (("birth-date", "birthDate"), ("death-date", "deathDate")):
        if (day := rest.take(name, _is_date)) is not None:
            made[field] = day.value
    if residencies := rest.all("tax-residency", lambda a: a.value):
        made["taxResidencies"] = [place(one.value) for one in residencies]
    _exposure(made, rest, notes)
    for name, value in (("jurisdiction", party.jurisdiction), ("founded", party.founded), ("dissolved", party.dissolved)):
        if value:
            notes.add("", f"{name}: {value}")


def _person_name(name: Name) -> Json:
    return {"type": _NAME_TYPES.get(name.type, "alternative"), "fullName": name.text}


def _exposure(made: Json, rest: _Rest, notes: Notes) -> None:
    status = rest.take("political-exposure", lambda a: a.value in _EXPOSURES)
    if status is None:
        return
    exposure: Json = {"status": status.value}
    if status.value != "isNotPep":
        key = "reason" if status.value == "isPep" else "missingInfoReason"
        told = rest.all("political-exposure", at=True, qualified=True)
        if found := [_exposed(one, key, f"/recordDetails/politicalExposure/details/{number}", notes) for number, one in enumerate(told)]:
            exposure["details"] = found
    made["politicalExposure"] = exposure


def _exposed(one: Attribute, key: str, target: str, notes: Notes) -> Json:
    made: Json = {key: one.value} if one.value else {}
    if one.at:
        made["startDate"] = notes.day(one.at, f"{target}/startDate")
    for part in (one.qualifier or "").split(", "):
        end = part.removeprefix("until ")
        if end != part and _real(end):
            made["endDate"] = notes.day(end, f"{target}/endDate")
        elif part:
            made["jurisdiction"] = place(part, regions=True)
    return made


def _identifiers(own: Iterable[Identifier], also: Iterable[Identifier], notes: Notes, *, person: bool) -> list[Json]:
    given = list(dict.fromkeys(own))
    made = [_identifier(one, person=person) for one in given]
    for one in dict.fromkeys(also):
        if one not in given:
            notes.add(
                f"/recordDetails/identifiers/{len(made)}",
                "Named by another record of the same party; an identity statement of the ledger joins the two.",
                "identifying",
            )
            made.append(_identifier(one, person=person))
    return made


def _identifier(one: Identifier, *, person: bool) -> Json:
    if one.scheme == "LEI" and not person:
        return {"id": one.value, "scheme": "XI-LEI", "schemeName": "LEI"}
    known = (_PERSONAL if person else _ORG_ID).fullmatch(one.scheme)
    return {"id": one.value, "scheme" if known else "schemeName": one.scheme}


def _address(one: Address, *, person: bool) -> Json:
    made: Json = {"type": one.type} if one.type in _ADDRESSES[person] else {}
    made["address"] = one.text
    return made | ({"country": place(one.country)} if one.country else {})


def _is_date(one: Attribute) -> bool:
    return _real(one.value)


def _real(text: str) -> bool:
    try:
        return bool(check_date(text))
    except RecordError:
        return False


__all__ = ["by_iri", "details"]
