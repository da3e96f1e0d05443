"""An entity of FollowTheMoney as a party: what it is, its names, its identifiers and what joins it with other records.

A number joins only where the register is certain: the jurisdiction is given and the number has the form of that register alone.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from loaders.contract import LoadContext
from loaders.ftm.model import Entity, day, spanned
from ontology.identifiers import is_strong, is_valid_lei, normalise_identifier
from ontology.statements import Address, Attribute, Identifier, Kind, Name

KINDS: Final = {
    "Person": Kind.PERSON,
    "Company": Kind.COMPANY,
    "Organization": Kind.LEGAL_ENTITY,
    "PublicBody": Kind.STATE_BODY,
    "LegalEntity": Kind.UNKNOWN,
    **dict.fromkeys(
        ("Asset", "Airplane", "BankAccount", "Contract", "CryptoWallet", "License", "RealEstate", "Security", "Vehicle", "Vessel"),
        Kind.UNKNOWN,
    ),
}
"""Schema to kind; a LegalEntity may be a person or a company, a thing is no party of any kind but can be owned."""

_ARRANGEMENT: Final = re.compile(r"(?:\b|_)(?:trust|fideicomiso|treuhand|waqf)\b|\bfund without legal personality", re.IGNORECASE)
_TOLD: Final = {f"Kind: {kind.value.replace('-', ' ')}": kind for kind in Kind}
_NAMES: Final = (("name", "alias"), ("alias", "alias"), ("weakAlias", "alias"), ("previousName", "former"), ("abbreviation", "acronym"))
_ATTRIBUTES: Final = {
    "topics": "topic",
    "legalForm": "legal-form",
    "status": "status",
    "sector": "sector",
    "classification": "category",
    "programId": "listing",
    "citizenship": "nationality",
    "nationality": "nationality",
    "birthPlace": "place-of-birth",
    "country": "country",
    "mainCountry": "country",
    "website": "website",
    "sourceUrl": "uri",
    "position": "position",
}
_DATES: Final = {"birthDate": "birth-date", "deathDate": "death-date"}
_SCHEMES: Final = {
    "leiCode": "LEI",
    "wikidataId": "WIKIDATA",
    "ogrnCode": "RU-OGRN",
    "innCode": "RU-INN",
    "dunsCode": "DUNS",
    "swiftBic": "BIC",
    "icijId": "ICIJ",
    "imoNumber": "IMO",
    "isin": "ISIN",
    "isinCode": "ISIN",
    "permId": "PERMID",
    "uniqueEntityId": "SAM-UEI",
    "taxNumber": "TAX",
    "vatCode": "VAT",
    "idNumber": "ID",
}
_PRIVATE: Final = frozenset(("ogrnCode", "innCode", "taxNumber", "vatCode", "idNumber", "uniqueEntityId", "dunsCode", "permId"))
"""Numbers of offices that are kept of companies and left out of persons: they are of no use here and hurt when they leak."""

_REGISTERS: Final = {
    place: (scheme, re.compile(pattern))
    for place, scheme, pattern in (
        ("gb", "GB-COH", r"[0-9]{8}|(?:SC|NI|OC|SO|NC|FC|OE|BR|SL|LP|NL)[0-9]{6}"),
        ("ru", "RU-OGRN", r"[0-9]{13}"),
        ("dk", "DK-CVR", r"[0-9]{8}"),
        ("no", "NO-BRC", r"[0-9]{9}"),
        ("fi", "FI-PRO", r"[0-9]{7}-[0-9]"),
        ("ee", "EE-RIK", r"[0-9]{8}"),
        ("lv", "LV-RE", r"[0-9]{11}"),
        ("lt", "LT-RC", r"[0-9]{9}"),
        ("cz", "CZ-ICO", r"[0-9]{8}"),
        ("sk", "SK-ORSR", r"[0-9]{8}"),
        ("pl", "PL-KRS", r"0000[0-9]{6}"),
        ("ua", "UA-EDR", r"[0-9]{8}"),
        ("fr", "FR-RCS", r"[0-9]{9}"),
        ("nl", "NL-KVK", r"[0-9]{8}"),
        ("ie", "IE-CRO", r"[0-9]{5,6}"),
        ("lu", "LU-RCS", r"B[0-9]{3,6}"),
    )
}
_NAMED: Final = re.compile(r"(Q[1-9][0-9]{0,11})|lei-([0-9A-Za-z]{20})|gb-coh-([0-9A-Za-z]{8})")
_NAMERS: Final = ("", "WIKIDATA", "LEI", "GB-COH")
"""Ids that are made of an identifier, as OpenSanctions makes them."""


def kind(entity: Entity) -> Kind:
    """What the entity is."""
    found = KINDS[entity.schema]
    told = next((_TOLD[note] for note in entity.values.get("notes", ()) if note in _TOLD), None)
    if told is not None and (found is Kind.PERSON) == told.value.endswith("person"):
        return told
    if entity.schema in ("LegalEntity", "Organization", "Company"):
        if any(_arrangement(form) for property_ in ("legalForm", "classification") for form in entity.values.get(property_, ())):
            return Kind.ARRANGEMENT
        if entity.schema != "Company" and "gov" in entity.all("topics"):
            return Kind.STATE_BODY
    return found


def names(entity: Entity) -> tuple[Name, ...]:
    """The name that it goes by, then every other, each once."""
    main = entity.caption if entity.caption in entity.all("name") else entity.first("name")
    if main is None and entity.schema == "Person":
        main = " ".join(filter(None, (entity.first(part) for part in ("firstName", "middleName", "lastName")))) or None
    main = main or entity.caption
    found = {main: Name(text=main)} if main else {}
    for property_, type_ in _NAMES:
        for text in entity.values.get(property_, ()):
            if text not in found:
                found[text] = Name(text=text, type=type_)
    return tuple(found.values())


def identifiers(entity: Entity, context: LoadContext) -> tuple[Identifier, ...]:
    """Every identifier of a known scheme."""
    found: dict[tuple[str, str], Identifier] = {}
    person = entity.schema == "Person"
    given = [
        (_SCHEMES[property_], value)
        for property_, values in entity.values.items()
        if property_ in _SCHEMES and not (person and property_ in _PRIVATE)
        for value in values
    ]
    if not person and "registrationNumber" in entity.values:
        register = _REGISTERS.get(jurisdiction(entity) or "")
        for number in entity.values["registrationNumber"]:
            known = register is not None and register[1].fullmatch(number.upper())
            given.append((register[0] if register and known else "REGISTRATION", number))
    named = [match for identity in (entity.id, *entity.referents) if (match := _NAMED.fullmatch(identity))]
    given += [(_NAMERS[match.lastindex or 0], match[match.lastindex or 0]) for match in named]
    for scheme, value in given:
        made = normalise_identifier(scheme, value)
        if made is None:
            context.warn("EMPTY_IDENTIFIER")
            continue
        if scheme == "LEI" and not is_valid_lei(made.value):
            context.warn("BAD_LEI")
        found[made.scheme, made.value] = made
    return tuple(found.values())


def joining(found: tuple[Identifier, ...], context: LoadContext) -> Iterator[Identifier]:
    """Those by which other records are the same party; of several in one register none is."""
    strong = [one for one in found if is_strong(one)]
    if len(strong) < 2:
        yield from strong
        return
    by_scheme: defaultdict[str, list[Identifier]] = defaultdict(list)
    for one in strong:
        by_scheme[one.scheme].append(one)
    for same in by_scheme.values():
        if len(same) > 1:
            context.warn("SEVERAL_IDENTIFIERS")
        else:
            yield same[0]


def jurisdiction(entity: Entity) -> str | None:
    """The one place of registration."""
    found = entity.all("jurisdiction")
    return found[0].lower() if len(found) == 1 else None


def lifetime(entity: Entity, context: LoadContext) -> tuple[str | None, str | None]:
    """Founded and dissolved."""
    start, end, _ = spanned(entity, "incorporationDate", "dissolutionDate", context)
    return start, end


@functools.lru_cache(maxsize=10_000)
def _arrangement(form: str) -> bool:
    return _ARRANGEMENT.search(form) is not None


def addresses(entity: Entity) -> tuple[Address, ...]:
    """Addresses in words; of an address that is nested here its full text."""
    texts = [*entity.values.get("address", ())]
    texts += [text for inner in entity.nested if inner.schema == "Address" and (text := inner.first("full") or inner.caption)]
    return tuple([Address(text=text) for text in dict.fromkeys(texts)])


def attributes(entity: Entity, context: LoadContext) -> tuple[Attribute, ...]:
    """What else is said of it."""
    found: list[tuple[str, str]] = []
    for property_, values in entity.values.items():
        if name := _ATTRIBUTES.get(property_):
            found += [(name, value) for value in values]
        elif name := _DATES.get(property_):
            found += [(name, known) for value in values if (known := day(value, context))]
    if KINDS[entity.schema] is Kind.UNKNOWN and entity.schema != "LegalEntity":
        found.append(("category", entity.schema))
    return tuple([Attribute(name=name, value=value) for name, value in dict.fromkeys(found)])
