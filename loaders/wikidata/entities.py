"""An item as a party: what it is, its names, its identifiers and what joins it with other records."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.common.identifiers import collect_identifiers, select_joining
from loaders.wikidata import codes
from loaders.wikidata.model import Claim, Item
from loaders.wikidata.record import RecordContext
from ontology.dates import ends_before_start
from ontology.identifiers import COMPANIES_HOUSE, OPENCORPORATES, is_strong, normalise_identifier
from ontology.statements import Attribute, EntityStatement, Identifier, IdentityStatement, Kind


def is_relevant(item: Item) -> bool:
    """Whether the item may hold or be held: of a class that never does only where a claim of it says so."""
    if not item.is_described:
        return True
    classes = {claim.value.item for claim in item.list_best(codes.CLASS)}
    return not classes & codes.IRRELEVANT or any(name in item.claims for name in (*codes.HOLDINGS, *codes.SCHEMES))


def describe_item(record: RecordContext, item: Item) -> Iterator[EntityStatement | IdentityStatement]:
    """Yield the party of an item and what joins it with other records; nothing of an item of which only a claim is known."""
    if item.merged_into is not None:
        yield IdentityStatement(
            id=record.make_id("merged", item.id, item.merged_into),
            source=record.source,
            stated_at=record.stated_at,
            place=record.place,
            left=record.party,
            right=record.make_party_iri(item.merged_into),
            reason="the item was merged into the other",
        )
    if not item.is_described:
        return
    identifiers = collect_identifiers(_list_identifiers(item), record.warn)
    founded, dissolved = _read_lifetime(record, item)
    country = _find_country(item)
    yield EntityStatement(
        id=record.make_id("entity", item.id),
        source=record.source,
        stated_at=record.stated_at,
        place=record.place,
        entity=record.party,
        record=item.id if item.is_whole else None,
        kind=_find_kind(item, identifiers),
        names=item.names,
        identifiers=identifiers,
        jurisdiction=codes.COUNTRIES.get(country or "") or _find_country_code(item),
        founded=founded,
        dissolved=dissolved,
        attributes=_list_attributes(record, item, country),
    )
    others = tuple([identifier for identifier in identifiers if identifier.scheme != "WIKIDATA"])
    for identifier in select_joining(others, record.warn):
        yield IdentityStatement(
            id=record.make_id("same", item.id, identifier.scheme, identifier.value),
            source=record.source,
            stated_at=record.stated_at,
            place=record.place,
            left=record.party,
            right=record.context.base.identifier(identifier.scheme, identifier.value),
            reason="the item names this identifier",
        )


def _find_kind(item: Item, identifiers: tuple[Identifier, ...]) -> Kind:
    """Return what the item is: by its classes, else by its identifiers and its legal form."""
    kinds = {codes.KINDS[x] for claim in item.list_best(codes.CLASS) if (x := claim.value.item) in codes.KINDS and x is not None}
    if kinds:
        return max(kinds, key=codes.RANKING.__getitem__)
    schemes = {identifier.scheme for identifier in identifiers if is_strong(identifier)} - {"WIKIDATA"}
    if schemes - {"LEI"}:
        return Kind.COMPANY
    return Kind.LEGAL_ENTITY if schemes or item.list_best(codes.LEGAL_FORM) else Kind.UNKNOWN


def _list_identifiers(item: Item) -> Iterator[tuple[str, str]]:
    """Yield scheme and value of the item, of each identifier that it names, and of the British number that one of OpenCorporates holds."""
    yield "WIKIDATA", item.id
    for property_, scheme in codes.SCHEMES.items():
        for claim in item.list_best(property_):
            text = claim.value.text
            if text is None:
                continue
            yield scheme, text
            if scheme == OPENCORPORATES and (identifier := normalise_identifier(scheme, text)) and identifier.value.startswith("gb/"):
                house = normalise_identifier(COMPANIES_HOUSE, identifier.value[3:])
                if house is not None and is_strong(house):
                    yield house.scheme, house.value


def _read_lifetime(record: RecordContext, item: Item) -> tuple[str | None, str | None]:
    """Return founded and dissolved; neither where they contradict each other."""
    founded, dissolved = _read_date(record, item, codes.FOUNDED), _read_date(record, item, codes.DISSOLVED)
    if ends_before_start(founded, dissolved):
        record.warn("DATES_BACKWARDS")
        return None, None
    return founded, dissolved


def _read_date(record: RecordContext, item: Item, name: str) -> str | None:
    """Return the first date of a property; None where only a decade or less is known."""
    values = [claim.value for claim in item.list_best(name) if claim.value.words]
    dates = [value.date for value in values if value.date]
    if values and not dates:
        record.warn("BAD_DATE")
    return dates[0] if dates else None


def _find_country(item: Item) -> str | None:
    """Return the one country that the item names."""
    countries = {claim.value.item for claim in item.list_best(codes.COUNTRY)} - {None}
    return countries.pop() if len(countries) == 1 else None


def _find_country_code(item: Item) -> str | None:
    """Return the ISO code of an item that is a country."""
    texts = [claim.value.text for claim in item.list_best(codes.ISO_CODE)]
    return next((text for text in texts if text and len(text) == 2 and text.isascii() and text.isupper()), None)


def _list_attributes(record: RecordContext, item: Item, country: str | None) -> tuple[Attribute, ...]:
    attributes: list[Attribute] = []
    if country is None or country not in codes.COUNTRIES:
        attributes += [Attribute(name="country", value=codes.COUNTRIES.get(x, x)) for x in _list_items(item.list_best(codes.COUNTRY))]
    attributes += [Attribute(name="nationality", value=codes.COUNTRIES.get(x, x)) for x in _list_items(item.list_best(codes.CITIZENSHIP))]
    attributes += [Attribute(name="legal-form", value=x) for x in _list_items(item.list_best(codes.LEGAL_FORM))]
    attributes += [Attribute(name="listing", value=x) for x in _list_items(item.list_best(codes.EXCHANGE))]
    attributes += [Attribute(name="category", value=x) for x in _list_items(item.list_best(codes.CLASS)) if x not in codes.KINDS]
    attributes += [Attribute(name="uri", value=text) for claim in item.list_best(codes.WEBSITE) if (text := claim.value.text)]
    attributes += [
        Attribute(name="succeeded-by", value=record.make_party_iri(x), datatype="party")
        for x in _list_items(item.list_best(codes.SUCCESSOR))
    ]
    for name, property_ in (("birth-date", codes.BORN), ("death-date", codes.DIED)):
        if date := _read_date(record, item, property_):
            attributes.append(Attribute(name=name, value=date))
    return tuple(dict.fromkeys(attributes))


def _list_items(claims: list[Claim]) -> list[str]:
    """Return the items that are the claims' values."""
    return [claim.value.item for claim in claims if claim.value.item]
