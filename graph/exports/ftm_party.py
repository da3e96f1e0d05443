"""Make a party an entity of FollowTheMoney: its id, its schema, its properties.

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
_SCHEMA_OF_KIND: Final = {
    Kind.COMPANY: "Company",
    Kind.STATE: "PublicBody",
    Kind.STATE_BODY: "PublicBody",
    **{kind: "Person" for kind in Kind if kind.is_person},
}
_PROPERTY_OF_SCHEME: Final = {
    "LEI": "leiCode",
    "WIKIDATA": "wikidataId",
    "ICIJ": "icijId",
    "RU-INN": "innCode",
    "RU-OGRN": "ogrnCode",
    "DUNS": "dunsCode",
    "BIC": "swiftBic",
}
_MAX_IDENTIFIER_LENGTH: Final = 64
_REGISTER: Final = re.compile(r"[A-Z]{2}-[A-Z0-9]+")
_PROPERTY_OF_ATTRIBUTE: Final = {
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
_TOPIC_OF_FLAG: Final = {"sanctioned": "sanction", "state-owned": "gov.soe"}
_OF_PERSONS: Final = frozenset(("birthDate", "deathDate", "birthPlace", "nationality"))
_COUNTRIES: Final = frozenset(("nationality", "country"))


def make_entity_id(base: Base, iri: str) -> str:
    """Make the id in FollowTheMoney: the original one of an entity that came from there, else one made from the IRI, always the same.

    >>> base = Base()
    >>> make_entity_id(base, base.identifier("LEI", "5493001KJTIIGC8Y1R12")), make_entity_id(base, base.identifier("ftm", "NK-abc"))
    ('lei.5493001KJTIIGC8Y1R12', 'NK-abc')
    """
    kind, _, value = base.compact(iri).partition(":")
    if iri.startswith(base.iri):
        value = unquote(value)
        # Ids of ours have a dot after the scheme, so an original id without a dot never meets one.
        entity_id = value if kind == "ftm" and "." not in value else f"{kind}.{value}"
        if _PLAIN.fullmatch(entity_id) and len(entity_id) <= 200:
            return entity_id
    return f"iri.{digest(iri, size=32)}"


def choose_schema(kind: Kind, *, is_owned: bool) -> str:
    """Choose the schema of a party.  ``is_owned``: whether somebody holds shares in it, which only an asset allows."""
    schema = _SCHEMA_OF_KIND.get(kind, "LegalEntity")
    return "Company" if is_owned and schema != "Person" else schema


def make_party_entity(base: Base, party: Party, *, is_owned: bool) -> dict[str, object]:
    """Make the entity of a party.  ``is_owned``: see ``choose_schema``."""
    schema = choose_schema(party.kind, is_owned=is_owned)
    # A party without a name is called by its id: the model demands a name, and this one matches nobody else's.
    name = party.name if party.name.strip() and party.name != party.id else base.compact(party.id)
    values: defaultdict[str, list[str]] = defaultdict(list)
    values["name"].append(name)
    for other in party.names:
        values["previousName" if other.type == "former" else "name" if other.type == "legal" else "alias"].append(other.text)
    if (country := parse_country(party.jurisdiction)) is not None:
        values["country" if schema == "Person" else "jurisdiction"].append(country)
    for identifier in party.identifiers:
        property_name, value = _map_identifier(identifier)
        values[property_name].append(value)
    for date, person, company in ((party.founded, "birthDate", "incorporationDate"), (party.dissolved, "deathDate", "dissolutionDate")):
        if date is not None:
            values[person if schema == "Person" else company].append(date)
    values["address"].extend(address.text for address in party.addresses)
    if party.kind in (Kind.STATE, Kind.STATE_BODY):
        values["topics"].append("gov")
    if party.kind in (Kind.ANONYMOUS_PERSON, Kind.UNKNOWN_PERSON, Kind.ANONYMOUS_ENTITY, Kind.ARRANGEMENT):
        values["notes"].append(f"Kind: {party.kind.value.replace('-', ' ')}")
    for attribute in party.attributes:
        property_name, value = _map_attribute(attribute, schema)
        values[property_name].append(value)
    entity: dict[str, object] = {
        "id": make_entity_id(base, party.id),
        "caption": name,
        "schema": schema,
        "properties": _drop_repeats(values),
    }
    return entity | ({"referents": [make_entity_id(base, iri) for iri in party.same]} if party.same else {})


def parse_country(text: str | None) -> str | None:
    """Return a country code as the model writes it; None for anything else.

    >>> parse_country("US-DE"), parse_country("Ruritania"), parse_country("ZZ")
    ('us', None, None)
    """
    match = _COUNTRY.fullmatch(text or "")
    code = match[1].lower() if match else ""
    return code if code and not _PRIVATE.fullmatch(code) else None


def drop_missing(**values: str | Iterable[str] | None) -> Properties:
    """Return the properties that have a value, each as a list."""
    lists = {name: [value] if isinstance(value, str) else list(value or ()) for name, value in values.items()}
    return _drop_repeats(lists)


def _map_identifier(identifier: Identifier) -> tuple[str, str]:
    """Return property and value; what is too long for an identifier there is an address or a note."""
    if len(identifier.value) > _MAX_IDENTIFIER_LENGTH:
        is_address = identifier.value.startswith("http")
        return ("sourceUrl", identifier.value) if is_address else ("notes", f"{identifier.scheme}: {identifier.value}")
    if identifier.scheme in _PROPERTY_OF_SCHEME:
        return _PROPERTY_OF_SCHEME[identifier.scheme], identifier.value
    return "registrationNumber" if _REGISTER.fullmatch(identifier.scheme) else "idNumber", identifier.value


def _map_attribute(attribute: Attribute, schema: str) -> tuple[str, str]:
    """Return property and value."""
    name, value = _PROPERTY_OF_ATTRIBUTE.get(attribute.name), attribute.value
    if attribute.name == "topic" and _TOPIC.fullmatch(value):
        return "topics", value
    if value == "true" and attribute.name in _TOPIC_OF_FLAG:
        return "topics", _TOPIC_OF_FLAG[attribute.name]
    if name in _COUNTRIES and (code := parse_country(value)) is not None and (schema == "Person" or name == "country"):
        return name or "", code
    is_plain = name is not None and name not in _COUNTRIES and not (attribute.qualifier or attribute.unit)
    if is_plain and name and (schema == "Person") == (name in _OF_PERSONS) and (name != "sourceUrl" or value.startswith("http")):
        return name, value
    return "notes", attribute.describe()


def _drop_repeats(values: dict[str, list[str]]) -> Properties:
    """Return each value once, and only properties that have one."""
    distinct = {name: [value for value in dict.fromkeys(texts) if value] for name, texts in values.items()}
    return {name: texts for name, texts in distinct.items() if texts}
