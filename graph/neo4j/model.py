"""Say what a node and a relationship look like: which of them a statement becomes, with which labels, types and properties.

This is the one place for both; docs/reference/neo4j.md lists all names.  One interest or identity statement is one relationship, keyed by
its IRI; the entity statements of a party are one node, keyed by the party's canonical IRI.  Pure: knows statements and parties, not a
server, and not how many statements there are (graph/neo4j/projection.py has all at once, graph/neo4j/stream.py some at a time).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator
from typing import Final

from graph.generation.party import merge
from graph.neo4j.fields import HOLDING, HOLDING_TYPES, PARTY, UNNAMED, HoldingRow, PartyRow, UnnamedRow, find_type, name_unnamed
from graph.neo4j.property_graph import HASH, Node, Relationship, Value
from graph.neo4j.property_table import drop_missing
from graph.neo4j.validity import SeriesIndex, parse_day
from ontology.statements import Change, EntityStatement, Family, IdentityStatement, InterestStatement, Judgement, Kind, Source

LABEL_OF_KIND: Final = {
    Kind.COMPANY: "Company",
    Kind.LEGAL_ENTITY: "Company",
    Kind.STATE: "State",
    Kind.STATE_BODY: "PublicBody",
    Kind.ARRANGEMENT: "Arrangement",
    Kind.PERSON: "Person",
    Kind.ANONYMOUS_PERSON: "Person",
    Kind.UNKNOWN_PERSON: "Person",
    Kind.ANONYMOUS_ENTITY: "Unknown",
    Kind.UNKNOWN: "Unknown",
}
ENTITY_LABELS: Final = tuple(dict.fromkeys(LABEL_OF_KIND.values()))
"""The labels of which each Entity has exactly one."""

FACET_LABELS: Final = ("Listed", "Dissolved")
"""Further labels of an Entity, beside one of its country (``In_GB``); a style or an explorer can use them."""
_TYPE_OF_JUDGEMENT: Final = {Judgement.SAME: "SAME_AS", Judgement.UNSURE: "MAY_BE_SAME_AS", Judgement.DIFFERENT: "DIFFERENT_FROM"}
RELATIONSHIP_TYPES: Final = (*HOLDING_TYPES, *_TYPE_OF_JUDGEMENT.values())
"""Types of the fact relationships; derived ones have types of their own."""

DERIVED_TYPES: Final = ("DERIVED_CONTROLS",)
"""Types of what the engine found (see derived.py)."""

_RESERVED: Final = frozenset((*PARTY.list_types(), *UNNAMED.list_types(), HASH))
"""Property names that an attribute of a party never takes; it gets ``Stated`` behind its name."""


def make_source_node(source: Source) -> Node:
    """Make the node of a source."""
    return Node(
        source.id,
        ("Source",),
        drop_missing(
            title=source.title,
            uri=source.id,
            type=source.type,
            publisher=source.publisher,
            author=source.author,
            published=parse_day(source.date),
            publishedText=source.date,
            licence=source.licence,
            url=source.url,
            language=source.language,
            sha256=source.sha256,
            completeRegister=source.complete_register,
            partOf=source.part_of,
        ),
    )


def make_entity_node(iri: str, statements: list[EntityStatement], others: list[str], unnamed: str | None = None) -> Node:
    """Make the node of a party from all its statements, in the order of their ids.

    ``iri``: the canonical IRI of the party; ``others``: its other IRIs; ``unnamed``: what the generation calls it if it has no name.
    """
    party = merge(iri, statements, others)
    attributes: dict[str, Value] = {}
    for attribute in sorted(party.attributes, key=lambda a: a.at or "", reverse=True):
        attributes.setdefault(name_attribute(attribute.name), _parse_value(attribute.value, attribute.datatype))
    properties = PARTY.describe(PartyRow(party, statements, unnamed)) | attributes
    return Node(iri, ("Entity", LABEL_OF_KIND[party.kind]), properties)


def name_attribute(attribute: str) -> str:
    """Name the property that an attribute of a party is."""
    return f"{attribute}Stated" if attribute in _RESERVED else attribute


def make_unnamed_nodes(statement: InterestStatement) -> Iterator[Node]:
    """Make a node of its own for each end that the source does not name."""
    if _is_bare_closing(statement):
        return
    for side, iri in (("holder", statement.holder), ("subject", statement.subject)):
        if iri is None:
            row = UnnamedRow(statement, side)
            yield Node(row.key, ("Entity", "Unknown"), UNNAMED.describe(row))


def make_interest_relationships(
    statements: list[InterestStatement], canonical: Callable[[str], str], series: SeriesIndex, voted: Collection[str] = ()
) -> Iterator[Relationship]:
    """Make the relationships of interests.

    Whether votes are assumed from shares depends on whether anybody's votes in the company are stated, so ``statements`` must have all
    statements of voting rights in the companies that occur, but those in companies that ``voted`` names by their canonical IRIs.
    ``canonical`` gives a party's canonical IRI; ``series`` knows the records of all statements.
    """
    companies_with_votes = set(voted)
    companies_with_votes |= {canonical(s.subject) for s in statements if s.interest.family is Family.VOTES and s.subject is not None}
    for s in statements:
        if _is_bare_closing(s):
            continue
        start = canonical(s.holder) if s.holder is not None else name_unnamed(s.id, "holder")
        end = canonical(s.subject) if s.subject is not None else name_unnamed(s.id, "subject")
        relationship_type = find_type(s.interest, bool(s.components))
        row = HoldingRow(s, relationship_type, end in companies_with_votes, series.find_validity(s), *series.find_stated_days(s))
        yield Relationship(s.id, relationship_type, start, end, HOLDING.describe(row))


def make_judgement_relationship(statement: IdentityStatement, canonical: Callable[[str], str]) -> Relationship | None:
    """Make the relationship of a judgement; None where it made one party of the two."""
    left, right = canonical(statement.left), canonical(statement.right)
    if left == right:
        # The two are one node, which lists the other IRI under sameAs.
        return None
    relationship_type = _TYPE_OF_JUDGEMENT[statement.judgement]
    return Relationship(
        statement.id,
        relationship_type,
        left,
        right,
        drop_missing(
            label=relationship_type.replace("_", " ").lower(),
            id=statement.id,
            reason=statement.reason,
            statedAt=parse_day(statement.stated_at),
            firstSeen=parse_day(statement.stated_at),
            lastUpdated=parse_day(statement.stated_at),
            sources=tuple(sorted({statement.source, *(e.source for e in statement.evidence)})),
            quote=statement.quote,
            review=statement.assertion.review.value if statement.assertion else None,
            note=statement.note,
        ),
    )


def _is_bare_closing(statement: InterestStatement) -> bool:
    """Whether it only says that its record is over: that shows on the record's other statements."""
    return statement.change is Change.CLOSED and statement.holder is None and statement.subject is None


def _parse_value(value: str, datatype: str) -> Value:
    if datatype == "boolean":
        return value == "true"
    try:
        number = float(value) if datatype == "number" else math.nan
    except ValueError:
        return value
    if not math.isfinite(number):
        return value
    # Whole numbers stay whole as far as a float can count them.
    return int(number) if number.is_integer() and abs(number) < 2**53 else number
