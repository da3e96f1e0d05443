"""Records of entities and persons as statements.

Owns which field of a party becomes what.  Knows nothing of versions but where a field stands, and nothing of relationships.
"""

from __future__ import annotations

from collections.abc import Iterator

from loaders.bods import codes, values
from loaders.bods.model import Country, Details, EntityType, Exposure, ExposureDetails, PersonName, PublicListing, Unspecified
from loaders.bods.record import Said
from ontology.dates import ends_before_start
from ontology.identifiers import is_strong, is_valid_lei, normalise_identifier
from ontology.statements import Address, Attribute, EntityStatement, Identifier, IdentityStatement, Kind, Name

_OF_PERSONS = frozenset({"LEI", "WIKIDATA"})
"""Identifiers that say which person is meant; a registry's number beside a person is often of the company."""


def entity(said: Said, details: Details, iri: str) -> Iterator[EntityStatement | IdentityStatement]:
    """An entity, and the identifiers that its record names."""
    kind, attributes = _entity_type(said, details)
    code, place = values.country(details.jurisdiction)
    if details.incorporated_in_jurisdiction is not None:
        if not said.old:
            said.warn("MIXED_VERSIONS")
        if code is None:
            code, place = values.country(details.incorporated_in_jurisdiction)
    if code is None and place:
        said.warn("UNKNOWN_COUNTRY")
        attributes.append(Attribute(name="jurisdiction", value=place))
    if details.public_listing is not None:
        attributes += _listing(details.public_listing)
    statute = details.formed_by_statute
    if statute is not None and (statute.name or statute.date):
        attributes.append(Attribute(name="statute", value=statute.name or "", at=said.day(statute.date)))
    names = [Name(text=text) for text in (_text(details.name),) if text]
    names += [Name(text=text, type="alias") for other in details.alternate_names or () if (text := _text(other))]
    yield from _party(said, details, iri, kind, names, attributes, code)


def person(said: Said, details: Details, iri: str) -> Iterator[EntityStatement | IdentityStatement]:
    """A person, and the identifiers that the record names."""
    kind = codes.PERSONS.get(details.person_type or "")
    if kind is None:
        said.warn("UNKNOWN_CODE")
        kind = Kind.PERSON
    attributes = []
    for name, text in (("birth-date", details.birth_date), ("death-date", details.death_date)):
        if day := said.day(text):
            attributes.append(Attribute(name=name, value=day))
    attributes += _countries("nationality", details.nationalities) + _countries("tax-residency", details.tax_residencies)
    if details.place_of_birth is not None and (born := values.address(details.place_of_birth)):
        attributes.append(Attribute(name="place-of-birth", value=born.text))
    if details.place_of_residence is not None and (lives := values.address(details.place_of_residence)) and lives.country:
        attributes.append(Attribute(name="residence-country", value=lives.country))
    attributes += _exposure(said, details)
    names = [found for given in details.names or () if (found := _name(said, given))]
    yield from _party(said, details, iri, kind, names, attributes, None)


def _party(
    said: Said, details: Details, iri: str, kind: Kind, names: list[Name], attributes: list[Attribute], jurisdiction: str | None
) -> Iterator[EntityStatement | IdentityStatement]:
    founded, dissolved = said.day(details.founding_date), said.day(details.dissolution_date)
    if ends_before_start(founded, dissolved):
        said.warn("DATES_BACKWARDS")
        said.note.append(f"founded {founded}, dissolved {dissolved}")
        founded = dissolved = None
    if details.is_component:
        attributes.append(Attribute(name="component", value="true", datatype="boolean"))
    if uri := _text(details.uri):
        attributes.append(Attribute(name="uri", value=uri))
    _unspecified(said, details.unspecified_entity_details or details.unspecified_person_details, attributes)
    if details.missing_info_reason:
        said.note.append(details.missing_info_reason)
    identifiers = _identifiers(said, details)
    yield EntityStatement(
        id=said.id("person" if kind.is_person else "entity"),
        source=said.source,
        stated_at=said.stated_at,
        record=said.record,
        change=said.change,
        place=said.place,
        evidence=said.evidence,
        note=values.note(said.note),
        entity=iri,
        kind=kind,
        names=tuple(names),
        identifiers=identifiers,
        jurisdiction=jurisdiction,
        founded=founded,
        dissolved=dissolved,
        addresses=_addresses(details),
        attributes=tuple(attributes),
    )
    for found in identifiers:
        if is_strong(found) and (not kind.is_person or found.scheme in _OF_PERSONS):
            yield IdentityStatement(
                id=said.id("identity", found.scheme, found.value),
                source=said.source,
                stated_at=said.stated_at,
                place=said.place,
                left=iri,
                right=said.base.identifier(found.scheme, found.value),
                reason="the record names this identifier",
            )


def _entity_type(said: Said, details: Details) -> tuple[Kind, list[Attribute]]:
    """The kind of an entity, and what its type says beyond that."""
    given, subtype, words_of_type = details.entity_type, None, None
    if isinstance(given, EntityType):
        code, subtype, words_of_type = given.type, given.subtype, given.details
        if said.old:
            said.warn("MIXED_VERSIONS")
    else:
        code = given
        if given is not None and not said.old:
            said.warn("MIXED_VERSIONS")
    if details.entity_subtype is not None:
        # 0.3 writes the type before the subtype: stateBody-stateAgency.
        _, _, subtype = (details.entity_subtype.general_category or "").rpartition("-")
        code = code or (details.entity_subtype.general_category or "").partition("-")[0]
        words_of_type = details.entity_subtype.local_term
    of_state = codes.SUBTYPES.get(subtype or "")
    kind = codes.ENTITIES.get(code or "") or (of_state if not code else None)
    if kind is None:
        said.warn("UNKNOWN_CODE")
        kind = Kind.UNKNOWN
    elif of_state is not None and of_state is not kind:
        said.warn("SUBTYPE_MISMATCH")
    attributes = [Attribute(name="subtype", value=subtype)] if subtype else []
    if text := _text(words_of_type):
        attributes.append(Attribute(name="legal-form", value=text))
    return kind, attributes


def _identifiers(said: Said, details: Details) -> tuple[Identifier, ...]:
    found: dict[tuple[str, str], Identifier] = {}
    for given in details.identifiers or ():
        made = normalise_identifier(given.scheme or given.scheme_name or "", given.id or "")
        if made is None:
            said.warn("EMPTY_IDENTIFIER")
            continue
        if made.scheme == "LEI" and not is_valid_lei(made.value):
            said.warn("BAD_LEI")
        found[made.scheme, made.value] = made
    return tuple(found.values())


def _addresses(details: Details) -> tuple[Address, ...]:
    given = [*(details.addresses or ()), *([details.place_of_residence] if details.place_of_residence else ())]
    return tuple(dict.fromkeys(found for one in given if (found := values.address(one))))


def _name(said: Said, given: PersonName) -> Name | None:
    if not said.old and given.type == "individual":
        said.warn("MIXED_VERSIONS")
    parts = (_text(given.given_name), _text(given.patronymic_name), _text(given.family_name))
    text = _text(given.full_name) or " ".join(part for part in parts if part)
    return Name(text=text, type=codes.NAMES.get(given.type or "legal", "alias")) if text else None


def _countries(name: str, given: list[Country | str] | None) -> list[Attribute]:
    found = (values.country(one) for one in given or ())
    return [Attribute(name=name, value=code or text or "") for code, text in found if code or text]


def _listing(given: PublicListing) -> list[Attribute]:
    attributes = []
    if given.has_public_listing is not None:
        attributes.append(Attribute(name="listing", value=str(given.has_public_listing).lower(), datatype="boolean"))
    for listing in given.securities_listings or ():
        security = listing.security
        parts = [security.ticker or security.name, security.id] if security else []
        parts += [
            listing.stock_exchange_name,
            listing.market_identifier_code or listing.operating_market_identifier_code,
            listing.stock_exchange_jurisdiction,
        ]
        if text := ", ".join(dict.fromkeys(part for part in parts if part)):
            attributes.append(Attribute(name="listing", value=text))
    attributes += [Attribute(name="uri", value=url, qualifier="filings") for url in given.filings or () if url]
    return attributes


def _exposure(said: Said, details: Details) -> list[Attribute]:
    """Political exposure; up to 0.2 a flag with details beside it."""
    given = details.political_exposure
    if given is None and details.has_pep_status is not None:
        if not said.old:
            said.warn("MIXED_VERSIONS")
        given = Exposure(status="isPep" if details.has_pep_status else "isNotPep")
    attributes = [Attribute(name="political-exposure", value=given.status)] if given is not None and given.status else []
    given_details = [*((given.details or ()) if given is not None else ()), *(details.pep_status_details or ())]
    return attributes + [found for one in given_details if (found := _exposed(said, one))]


def _exposed(said: Said, one: ExposureDetails) -> Attribute | None:
    text = one.reason or one.missing_info_reason
    end = said.day(one.end_date)
    code, name = values.country(one.jurisdiction)
    softens = [*([where] if (where := code or name) else []), *([f"until {end}"] if end else [])]
    start = said.day(one.start_date)
    if not text and not softens and not start:
        return None
    return Attribute(name="political-exposure", value=text or "", at=start, qualifier=", ".join(softens) or None)


def _unspecified(said: Said, given: Unspecified | None, attributes: list[Attribute]) -> None:
    """Why a party that is known to exist is not described."""
    if given is None:
        return
    if code := given.reason or given.unspecified_reason:
        reason = codes.reason(code)
        if reason is None:
            said.warn("UNKNOWN_CODE")
        attributes.append(Attribute(name="unspecified-reason", value=reason.value if reason else code))
    if text := _text(given.description):
        said.note.append(text)


def _text(given: str | None) -> str | None:
    return (given.strip() or None) if given else None
