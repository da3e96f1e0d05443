"""A party as an entity of FollowTheMoney: its id, its schema, its properties.

Knows no statements.  Attributes for which the model has no property go to ``notes`` in words, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote

from graph.generation.party import Party
from ontology.statements import Attribute, Identifier, Kind
from ontology.terms import Base, digest

Properties = dict[str, list[str]]

_PLAIN: Final = re.compile(r"[0-9a-zA-Z](?:[0-9a-zA-Z.-]*[0-9a-zA-Z])?")
_COUNTRY: Final = re.compile(r"([A-Za-z]{2})(?:-[A-Za-z0-9]{1,3})?")
_PRIVATE: Final = re.compile(r"aa|q[m-z]|x[a-jl-z]|zz")
_TOPIC: Final = re.compile(r"[a-z]+(?:\.[a-z]+)*")
_SCHEMAS: Final = {
    Kind.COMPANY: "Company",
    Kind.STATE: "PublicBody",
    Kind.STATE_BODY: "PublicBody",
    **{kind: "Person" for kind in Kind if kind.is_person},
}
_SCHEMES: Final = {
    "LEI": "leiCode",
    "WIKIDATA": "wikidataId",
    "ICIJ": "icijId",
    "RU-INN": "innCode",
    "RU-OGRN": "ogrnCode",
    "DUNS": "dunsCode",
    "BIC": "swiftBic",
}
_LONGEST: Final = 64
_REGISTER: Final = re.compile(r"[A-Z]{2}-[A-Z0-9]+")
_TEXTS: Final = {
    "legal-form": "legalForm",
    "status": "status",
    "registration-status": "status",
    "category": "classification",
    "subtype": "classification",
    "uri": "sourceUrl",
    "website": "website",
    "sector": "sector",
    "birth-date": "birthDate",
    "death-date": "deathDate",
    "place-of-birth": "birthPlace",
    "nationality": "nationality",
    "residence-country": "country",
    "tax-residency": "country",
}
_FLAGS: Final = {"sanctioned": "sanction", "state-owned": "gov.soe"}
_OF_PERSONS: Final = frozenset(("birthDate", "deathDate", "birthPlace", "nationality"))
_COUNTRIES: Final = frozenset(("nationality", "country"))


def entity_id(base: Base, iri: str) -> str:
    """The id in FollowTheMoney: the original one of an entity that came from there, else made from the IRI, always the same.

    >>> base = Base()
    >>> entity_id(base, base.identifier("LEI", "5493001KJTIIGC8Y1R12")), entity_id(base, base.identifier("ftm", "NK-abc"))
    ('lei.5493001KJTIIGC8Y1R12', 'NK-abc')
    """
    kind, _, value = base.compact(iri).partition(":")
    if iri.startswith(base.iri):
        value = unquote(value)
        # Ids of ours have a dot after the scheme, so an original id without a dot never meets one.
        made = value if kind == "ftm" and "." not in value else f"{kind}.{value}"
        if _PLAIN.fullmatch(made) and len(made) <= 200:
            return made
    return f"iri.{digest(iri, size=32)}"


def schema_of(kind: Kind, *, owned: bool) -> str:
    """Schema of a party.  ``owned``: whether somebody holds shares in it, which only an asset allows."""
    schema = _SCHEMAS.get(kind, "LegalEntity")
    return "Company" if owned and schema != "Person" else schema


def party_entity(base: Base, party: Party, *, owned: bool) -> dict[str, object]:
    """The entity of a party."""
    schema = schema_of(party.kind, owned=owned)
    # A party without a name is called by its id: the model demands a name, and this one matches nobody else's.
    name = party.name if party.name.strip() and party.name != party.id else base.compact(party.id)
    values: defaultdict[str, list[str]] = defaultdict(list)
    values["name"].append(name)
    for other in party.names:
        values["previousName" if other.type == "former" else "name" if other.type == "legal" else "alias"].append(other.text)
    if (where := country(party.jurisdiction)) is not None:
        values["country" if schema == "Person" else "jurisdiction"].append(where)
    for identifier in party.identifiers:
        property_, value = _identifier(identifier)
        values[property_].append(value)
    for date, person, company in ((party.founded, "birthDate", "incorporationDate"), (party.dissolved, "deathDate", "dissolutionDate")):
        if date is not None:
            values[person if schema == "Person" else company].append(date)
    values["address"].extend(address.text for address in party.addresses)
    if party.kind in (Kind.STATE, Kind.STATE_BODY):
        values["topics"].append("gov")
    if party.kind in (Kind.ANONYMOUS_PERSON, Kind.UNKNOWN_PERSON, Kind.ANONYMOUS_ENTITY, Kind.ARRANGEMENT):
        values["notes"].append(f"Kind: {party.kind.value.replace('-', ' ')}")
    for attribute in party.attributes:
        name_, value = _attribute(attribute, schema)
        values[name_].append(value)
    found: dict[str, object] = {"id": entity_id(base, party.id), "caption": name, "schema": schema, "properties": _unique(values)}
    return found | ({"referents": [entity_id(base, iri) for iri in party.same]} if party.same else {})


def country(text: str | None) -> str | None:
    """A country code as the model writes it; None for anything else.

    >>> country("US-DE"), country("Ruritania"), country("ZZ")
    ('us', None, None)
    """
    match = _COUNTRY.fullmatch(text or "")
    code = match[1].lower() if match else ""
    return code if code and not _PRIVATE.fullmatch(code) else None


def given(**values: str | Iterable[str] | None) -> Properties:
    """Properties that have a value."""
    lists = {name: [value] if isinstance(value, str) else list(value or ()) for name, value in values.items()}
    return _unique(lists)


def _identifier(identifier: Identifier) -> tuple[str, str]:
    """Property and value; what is too long for an identifier there is an address or a note."""
    if len(identifier.value) > _LONGEST:
        address = identifier.value.startswith("http")
        return ("sourceUrl", identifier.value) if address else ("notes", f"{identifier.scheme}: {identifier.value}")
    if identifier.scheme in _SCHEMES:
        return _SCHEMES[identifier.scheme], identifier.value
    return "registrationNumber" if _REGISTER.fullmatch(identifier.scheme) else "idNumber", identifier.value


def _attribute(attribute: Attribute, schema: str) -> tuple[str, str]:
    name, value = _TEXTS.get(attribute.name), attribute.value
    if attribute.name == "topic" and _TOPIC.fullmatch(value):
        return "topics", value
    if value == "true" and attribute.name in _FLAGS:
        return "topics", _FLAGS[attribute.name]
    if name in _COUNTRIES and (code := country(value)) is not None and (schema == "Person" or name == "country"):
        return name or "", code
    plain = name is not None and name not in _COUNTRIES and not (attribute.qualifier or attribute.unit)
    if plain and name and (schema == "Person") == (name in _OF_PERSONS) and (name != "sourceUrl" or value.startswith("http")):
        return name, value
    return "notes", attribute.describe()


def _unique(values: dict[str, list[str]]) -> Properties:
    return {name: found for name, some in values.items() if (found := [v for v in dict.fromkeys(some) if v])}
