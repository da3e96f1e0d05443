"""Records of entities and persons as statements.

Owns which field of a party becomes what.  Knows nothing of relationships.
"""

from __future__ import annotations

from loaders.bods import codes
from loaders.bods.model import Country, Details, EntityType, Exposure, ExposureDetails, PersonName, PublicListing, Unspecified
from loaders.bods.record import RecordContext, make_party_iri
from loaders.bods.values import join_notes, read_address, read_country, strip_text
from loaders.common.identifiers import collect_identifiers
from loaders.common.identifiers import make_party_iri as make_identified_iri
from loaders.common.statements import make_attribute
from ontology.dates import ends_before_start
from ontology.identifiers import OWN_SCHEME, is_joining
from ontology.statements import Address, Attribute, EntityStatement, Identifier, IdentityStatement, Kind, Name, Statement


def describe_entity(record: RecordContext, details: Details, iri: str) -> list[Statement]:
    """Return an entity and the identifiers that its record names.  ``iri``: of the party."""
    kind, attributes = _read_entity_type(record, details)
    code, country = read_country(details.jurisdiction)
    if details.incorporated_in_jurisdiction is not None:
        if not record.is_old:
            record.warn("MIXED_VERSIONS")
        if code is None:
            code, country = read_country(details.incorporated_in_jurisdiction)
    if code is None and country:
        record.warn("UNKNOWN_COUNTRY")
        attributes.append(Attribute(name="jurisdiction", value=country))
    if details.public_listing is not None:
        attributes += _read_listing(details.public_listing)
    statute = details.formed_by_statute
    if statute is not None and (statute.name or statute.date):
        attributes.append(Attribute(name="statute", value=statute.name or "", at=record.read_day(statute.date)))
    names = [Name(text=text)] if (text := strip_text(details.name)) else []
    if details.alternate_names:
        names += [Name(text=text, type="alias") for other in details.alternate_names if (text := strip_text(other))]
    return _describe_party(record, details, iri, kind, names, attributes, code)


def describe_person(record: RecordContext, details: Details, iri: str) -> list[Statement]:
    """Return a person and the identifiers that the record names.  ``iri``: of the party."""
    kind = codes.PERSON_KINDS.get(details.person_type or "")
    if kind is None:
        record.warn("UNKNOWN_CODE")
        kind = Kind.PERSON
    attributes = []
    for event, text in (("birth-date", details.birth_date), ("death-date", details.death_date)):
        if day := record.read_day(text):
            attributes.append(Attribute(name=event, value=day))
    if details.nationalities:
        attributes += _list_countries("nationality", details.nationalities)
    if details.tax_residencies:
        attributes += _list_countries("tax-residency", details.tax_residencies)
    if details.place_of_birth is not None and (birthplace := read_address(details.place_of_birth)):
        attributes.append(Attribute(name="place-of-birth", value=birthplace.text))
    if details.place_of_residence is not None and (residence := read_address(details.place_of_residence)) and residence.country:
        attributes.append(Attribute(name="residence-country", value=residence.country))
    if details.political_exposure is not None or details.has_pep_status is not None or details.pep_status_details:
        attributes += _read_exposure(record, details)
    names = [name for fields in details.names or () if (name := _read_name(record, fields))]
    return _describe_party(record, details, iri, kind, names, attributes, None)


def _describe_party(
    record: RecordContext, details: Details, iri: str, kind: Kind, names: list[Name], attributes: list[Attribute], jurisdiction: str | None
) -> list[Statement]:
    """Return the statements of a party: what entities and persons have alike is read here."""
    founded, dissolved = record.read_day(details.founding_date), record.read_day(details.dissolution_date)
    if ends_before_start(founded, dissolved):
        record.warn("DATES_BACKWARDS")
        record.notes.append(f"founded {founded}, dissolved {dissolved}")
        founded = dissolved = None
    if details.is_component:
        attributes.append(Attribute(name="component", value="true", datatype="boolean"))
    if uri := strip_text(details.uri):
        attributes.append(Attribute(name="uri", value=uri))
    if (unspecified := details.unspecified_entity_details or details.unspecified_person_details) is not None:
        _read_unspecified(record, unspecified, attributes)
    if details.missing_info_reason:
        record.notes.append(details.missing_info_reason)
    identifiers: tuple[Identifier, ...] = ()
    if details.identifiers:
        pairs = [(identifier.scheme or identifier.scheme_name or "", identifier.id or "") for identifier in details.identifiers]
        identifiers = collect_identifiers(pairs, record.warn)
    party = EntityStatement(
        id=record.make_id("person" if kind.is_person else "entity"),
        source=record.source,
        stated_at=record.stated_at,
        record=record.record,
        change=record.change,
        place=record.place,
        evidence=record.evidence,
        note=join_notes(record.notes),
        entity=iri,
        kind=kind,
        names=tuple(names),
        identifiers=identifiers,
        jurisdiction=jurisdiction,
        founded=founded,
        dissolved=dissolved,
        addresses=_list_addresses(details),
        attributes=tuple(attributes),
    )
    if not details.identifiers:
        return [party]
    statements: list[Statement] = [party]
    for identifier in identifiers:
        if is_joining(identifier, is_person=kind.is_person):
            joined = IdentityStatement(
                id=record.make_id("identity", identifier.scheme, identifier.value),
                source=record.source,
                stated_at=record.stated_at,
                place=record.place,
                left=iri,
                right=make_identified_iri(record.context.base, identifier.scheme, identifier.value),
                reason="the record names this identifier",
            )
            statements.append(joined)
    # An export of a ledger says so of records that it knows to be of one party, and have no identifier that does.
    for own in details.identifiers:
        if own.scheme_name == OWN_SCHEME and own.id:
            joined = IdentityStatement(
                id=record.make_id("identity", OWN_SCHEME, own.id),
                source=record.source,
                stated_at=record.stated_at,
                place=record.place,
                left=iri,
                right=make_party_iri(record.context.base, record.feed, f"{OWN_SCHEME}:{own.id}"),
                reason="the ledger that the file was exported from has them as one party",
            )
            statements.append(joined)
    return statements


def _read_entity_type(record: RecordContext, details: Details) -> tuple[Kind, list[Attribute]]:
    """Return the kind of an entity, and the attributes that its type gives beyond that."""
    entity_type, subtype, form = details.entity_type, None, None
    if isinstance(entity_type, EntityType):
        code, subtype, form = entity_type.type, entity_type.subtype, entity_type.details
        if record.is_old:
            record.warn("MIXED_VERSIONS")
    else:
        code = entity_type
        if entity_type is not None and not record.is_old:
            record.warn("MIXED_VERSIONS")
    if details.entity_subtype is not None:
        # 0.3 writes the type before the subtype: stateBody-stateAgency.
        _, _, subtype = (details.entity_subtype.general_category or "").rpartition("-")
        code = code or (details.entity_subtype.general_category or "").partition("-")[0]
        form = details.entity_subtype.local_term
    of_state = codes.STATE_SUBTYPES.get(subtype or "")
    kind = codes.ENTITY_KINDS.get(code or "") or (of_state if not code else None)
    if kind is None:
        record.warn("UNKNOWN_CODE")
        kind = Kind.UNKNOWN
    elif of_state is not None and of_state is not kind:
        record.warn("SUBTYPE_MISMATCH")
    attributes = [Attribute(name="subtype", value=subtype)] if subtype else []
    if text := strip_text(form):
        attributes.append(make_attribute("legal-form", text))
    return kind, attributes


def _list_addresses(details: Details) -> tuple[Address, ...]:
    given = details.addresses or []
    if details.place_of_residence:
        given = [*given, details.place_of_residence]
    addresses = [address for fields in given if (address := read_address(fields))]
    return tuple(addresses) if len(addresses) < 2 else tuple(dict.fromkeys(addresses))


def _read_name(record: RecordContext, fields: PersonName) -> Name | None:
    """Return a name of a person; without a full name its parts joined."""
    if not record.is_old and fields.type == "individual":
        record.warn("MIXED_VERSIONS")
    text = strip_text(fields.full_name)
    if text is None:
        parts = (strip_text(fields.given_name), strip_text(fields.patronymic_name), strip_text(fields.family_name))
        text = " ".join([part for part in parts if part])
    return Name(text=text, type=codes.NAME_TYPES.get(fields.type or "legal", "alias")) if text else None


def _list_countries(name: str, countries: list[Country | str]) -> list[Attribute]:
    pairs = map(read_country, countries)
    return [make_attribute(name, code or text or "") for code, text in pairs if code or text]


def _read_listing(fields: PublicListing) -> list[Attribute]:
    attributes = []
    if fields.has_public_listing is not None:
        attributes.append(Attribute(name="listing", value=str(fields.has_public_listing).lower(), datatype="boolean"))
    for listing in fields.securities_listings or ():
        security = listing.security
        parts = [security.ticker or security.name, security.id] if security else []
        parts += [
            listing.stock_exchange_name,
            listing.market_identifier_code or listing.operating_market_identifier_code,
            listing.stock_exchange_jurisdiction,
        ]
        if text := ", ".join(dict.fromkeys(part for part in parts if part)):
            attributes.append(Attribute(name="listing", value=text))
    attributes += [Attribute(name="uri", value=url, qualifier="filings") for url in fields.filings or () if url]
    return attributes


def _read_exposure(record: RecordContext, details: Details) -> list[Attribute]:
    """Return the political exposure; up to 0.2 it is a flag with details beside it."""
    exposure = details.political_exposure
    if exposure is None and details.has_pep_status is not None:
        if not record.is_old:
            record.warn("MIXED_VERSIONS")
        exposure = Exposure(status="isPep" if details.has_pep_status else "isNotPep")
    attributes = [Attribute(name="political-exposure", value=exposure.status)] if exposure is not None and exposure.status else []
    items = [*((exposure.details or ()) if exposure is not None else ()), *(details.pep_status_details or ())]
    return attributes + [attribute for item in items if (attribute := _read_exposure_details(record, item))]


def _read_exposure_details(record: RecordContext, fields: ExposureDetails) -> Attribute | None:
    text = fields.reason or fields.missing_info_reason
    end = record.read_day(fields.end_date)
    code, country = read_country(fields.jurisdiction)
    qualifiers = [*([where] if (where := code or country) else []), *([f"until {end}"] if end else [])]
    start = record.read_day(fields.start_date)
    if not text and not qualifiers and not start:
        return None
    return Attribute(name="political-exposure", value=text or "", at=start, qualifier=", ".join(qualifiers) or None)


def _read_unspecified(record: RecordContext, fields: Unspecified, attributes: list[Attribute]) -> None:
    """Add why a party that is known to exist is not described."""
    if code := fields.reason or fields.unspecified_reason:
        reason = codes.find_reason(code)
        if reason is None:
            record.warn("UNKNOWN_CODE")
        attributes.append(Attribute(name="unspecified-reason", value=reason.value if reason else code))
    if text := strip_text(fields.description):
        record.notes.append(text)
