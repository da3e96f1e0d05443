"""An item as a party: what it is, its names, its identifiers and what joins it with other records.

Owns what of an item that is no holding is kept.  Knows nothing of how it was written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from loaders.contract import LoadContext
from loaders.wikidata import codes
from loaders.wikidata.model import Claim, Item
from ontology.dates import ends_before_start
from ontology.identifiers import COMPANIES_HOUSE, OPENCORPORATES, is_strong, is_valid_lei, normalise_identifier
from ontology.statements import Attribute, EntityStatement, Identifier, IdentityStatement, Kind, Place

_NAMES: Final = "the item names this identifier"


def party(
    item: Item, source: str, stated_at: str | None, place: Place, context: LoadContext
) -> Iterator[EntityStatement | IdentityStatement]:
    """What the record says of the item itself; nothing of an item that can neither hold nor be held."""
    base = context.base
    iri = base.identifier("wikidata", item.id)
    version = place.sha256 or ""
    if item.same_as is not None:
        yield IdentityStatement(
            id=base.statement(source, "merged", item.id, item.same_as, version),
            source=source,
            stated_at=stated_at,
            place=place,
            left=iri,
            right=base.identifier("wikidata", item.same_as),
            reason="the item was merged into the other",
        )
    if not item.told:
        return
    found = _identifiers(item, context)
    founded, dissolved = _lifetime(item, context)
    country = _country(item)
    yield EntityStatement(
        id=base.statement(source, "entity", item.id, version),
        source=source,
        stated_at=stated_at,
        place=place,
        entity=iri,
        record=item.id if item.whole else None,
        kind=kind(item, found),
        names=item.names,
        identifiers=found,
        jurisdiction=codes.COUNTRIES.get(country or "") or _code(item),
        founded=founded,
        dissolved=dissolved,
        attributes=_attributes(item, country, context),
    )
    for one in _joining(found, context):
        yield IdentityStatement(
            id=base.statement(source, "same", item.id, one.scheme, one.value, version),
            source=source,
            stated_at=stated_at,
            place=place,
            left=iri,
            right=base.identifier(one.scheme, one.value),
            reason=_NAMES,
        )


def relevant(item: Item) -> bool:
    """Whether the item may hold or be held: of a class that never does only where a claim of it says so."""
    if not item.told:
        return True
    classes = {claim.value.item for claim in item.best(codes.CLASS)}
    return not classes & codes.NEVER or any(name in item.claims for name in (*codes.HOLDINGS, *codes.IDENTIFIERS))


def kind(item: Item, found: tuple[Identifier, ...]) -> Kind:
    """What the item is: by its classes, else by what it bears."""
    known = {codes.KINDS[x] for claim in item.best(codes.CLASS) if (x := claim.value.item) in codes.KINDS and x is not None}
    if known:
        return max(known, key=codes.RANKING.__getitem__)
    schemes = {one.scheme for one in found if is_strong(one)} - {"WIKIDATA"}
    if schemes - {"LEI"}:
        return Kind.COMPANY
    return Kind.LEGAL_ENTITY if schemes or item.best(codes.LEGAL_FORM) else Kind.UNKNOWN


def _identifiers(item: Item, context: LoadContext) -> tuple[Identifier, ...]:
    found: dict[tuple[str, str], Identifier] = {("WIKIDATA", item.id): Identifier(scheme="WIKIDATA", value=item.id)}
    for name, scheme in codes.IDENTIFIERS.items():
        for claim in item.best(name):
            text = claim.value.text
            made = normalise_identifier(scheme, text) if text is not None else None
            if made is None:
                if text is not None:
                    context.warn("EMPTY_IDENTIFIER")
                continue
            if made.scheme == "LEI" and not is_valid_lei(made.value):
                context.warn("BAD_LEI")
            found[made.scheme, made.value] = made
            if made.scheme == OPENCORPORATES and made.value.startswith("gb/"):
                house = normalise_identifier(COMPANIES_HOUSE, made.value[3:])
                if house is not None and is_strong(house):
                    found[house.scheme, house.value] = house
    return tuple(found.values())


def _joining(found: tuple[Identifier, ...], context: LoadContext) -> Iterator[Identifier]:
    """The identifiers that join; several numbers of one register join nobody, for they are of several legal entities."""
    by_scheme: defaultdict[str, list[Identifier]] = defaultdict(list)
    for one in found:
        if is_strong(one) and one.scheme != "WIKIDATA":
            by_scheme[one.scheme].append(one)
    for same in by_scheme.values():
        if len(same) == 1:
            yield same[0]
        else:
            context.warn("SEVERAL_IDENTIFIERS")


def _lifetime(item: Item, context: LoadContext) -> tuple[str | None, str | None]:
    founded, dissolved = _date(item, codes.FOUNDED, context), _date(item, codes.DISSOLVED, context)
    if ends_before_start(founded, dissolved):
        context.warn("DATES_BACKWARDS")
        return None, None
    return founded, dissolved


def _date(item: Item, name: str, context: LoadContext) -> str | None:
    """The first date of a property; none where only a decade or less is known."""
    given = [claim.value for claim in item.best(name) if claim.value.words]
    dates = [value.date for value in given if value.date]
    if given and not dates:
        context.warn("BAD_DATE")
    return dates[0] if dates else None


def _country(item: Item) -> str | None:
    """The one country that the item names."""
    named = {claim.value.item for claim in item.best(codes.COUNTRY)} - {None}
    return named.pop() if len(named) == 1 else None


def _code(item: Item) -> str | None:
    """The ISO code of an item that is a country."""
    texts = [claim.value.text for claim in item.best(codes.ISO_CODE)]
    return next((code for code in texts if code and len(code) == 2 and code.isascii() and code.isupper()), None)


def _attributes(item: Item, country: str | None, context: LoadContext) -> tuple[Attribute, ...]:
    found: list[Attribute] = []
    if country is None or country not in codes.COUNTRIES:
        found += [Attribute(name="country", value=codes.COUNTRIES.get(x, x)) for x in _named(item.best(codes.COUNTRY))]
    found += [Attribute(name="nationality", value=codes.COUNTRIES.get(x, x)) for x in _named(item.best(codes.CITIZENSHIP))]
    found += [Attribute(name="legal-form", value=x) for x in _named(item.best(codes.LEGAL_FORM))]
    found += [Attribute(name="listing", value=x) for x in _named(item.best(codes.EXCHANGE))]
    found += [Attribute(name="category", value=x) for x in _named(item.best(codes.CLASS)) if x not in codes.KINDS]
    found += [Attribute(name="uri", value=text) for claim in item.best(codes.WEBSITE) if (text := claim.value.text)]
    found += [
        Attribute(name="succeeded-by", value=context.base.identifier("wikidata", x), datatype="party")
        for x in _named(item.best(codes.SUCCESSOR))
    ]
    for name, property_ in (("birth-date", codes.BORN), ("death-date", codes.DIED)):
        if known := _date(item, property_, context):
            found.append(Attribute(name=name, value=known))
    return tuple(dict.fromkeys(found))


def _named(claims: list[Claim]) -> list[str]:
    return [claim.value.item for claim in claims if claim.value.item]
