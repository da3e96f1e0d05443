"""Statements as a property graph: which node and which relationship a statement becomes.

Owns labels, relationship types and property names (docs/reference/neo4j.md lists them).  Pure: knows statements and parties,
not a server.  One interest or identity statement is one relationship, keyed by its IRI; the entity statements of a
party are one node, keyed by the party's canonical IRI.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from graph.generation.party import merge
from graph.neo4j.property_graph import Node, Projection, Properties, Relationship, Value, content_hash
from graph.neo4j.validity import Series, Window, day
from ontology.shares import PERCENT, Share
from ontology.statements import (
    Change,
    EntityStatement,
    Family,
    IdentityStatement,
    Interest,
    InterestStatement,
    Judgement,
    Kind,
    Reason,
    Source,
    Statement,
)

__all__ = [
    "ENTITY_TYPES",
    "RELATIONSHIP_TYPES",
    "Node",
    "Projection",
    "Relationship",
    "content_hash",
    "entity_node",
    "interest_relationships",
    "judgement_relationship",
    "project",
    "source_node",
    "unnamed_nodes",
]

_LABELS: Final = {
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
ENTITY_TYPES: Final = tuple(dict.fromkeys(_LABELS.values()))
"""The labels of which each Entity has exactly one."""

_TYPES: Final = {
    Interest.SHAREHOLDING: "OWNS",
    Interest.VOTING_RIGHTS: "OWNS",
    **dict.fromkeys(
        (
            Interest.APPOINTMENT_OF_BOARD,
            Interest.OTHER_INFLUENCE_OR_CONTROL,
            Interest.CONTROL_VIA_RULES_OR_ARTICLES,
            Interest.TRUSTEE,
            Interest.PROTECTOR,
            Interest.NOMINATOR,
        ),
        "CONTROLS_BY_OTHER_MEANS",
    ),
    Interest.CONTROL_BY_LEGAL_FRAMEWORK: "SUPERVISES",
    **dict.fromkeys((Interest.BOARD_CHAIR, Interest.BOARD_MEMBER, Interest.SENIOR_MANAGING_OFFICIAL), "MANAGES"),
    **dict.fromkeys(
        (
            Interest.RIGHTS_TO_SURPLUS_ASSETS,
            Interest.RIGHTS_TO_PROFIT,
            Interest.PROFIT_FROM_ASSETS,
            Interest.BENEFICIARY_OF_LEGAL_ARRANGEMENT,
        ),
        "BENEFITS_FROM",
    ),
}
_OTHER: Final = "RELATED_TO"
_SUMMARY: Final = "HOLDS_INDIRECTLY"
_JUDGED: Final = {Judgement.SAME: "SAME_AS", Judgement.UNSURE: "MAY_BE_SAME_AS", Judgement.DIFFERENT: "DIFFERENT_FROM"}
RELATIONSHIP_TYPES: Final = (*dict.fromkeys(_TYPES.values()), _OTHER, _SUMMARY, *_JUDGED.values())
"""Types of the fact relationships; derived ones have types of their own (see derived.py)."""

_UNNAMED: Final = {
    Reason.NO_BENEFICIAL_OWNERS: "nobody, as declared",
    Reason.SUBJECT_UNABLE: "not identified by the company",
    Reason.NOT_PROVIDED: "has not provided its details",
    Reason.SUBJECT_EXEMPT: "not named: the company is exempt",
    Reason.PARTY_EXEMPT: "not named: exempt from disclosure",
    Reason.UNKNOWN: "not known",
    Reason.UNKNOWN_TO_PUBLISHER: "not known to the publisher",
}
_RESERVED: Final = frozenset(
    (
        "name",
        "uri",
        "aliases",
        "kind",
        "jurisdiction",
        "lei",
        "registrationNumber",
        "identifiers",
        "founded",
        "dissolved",
        "attributes",
        "addresses",
        "sameAs",
        "sources",
        "statements",
        "unnamedReason",
        "syncHash",
    )
)


def project(
    sources: Iterable[Source],
    statements: Iterable[Statement],
    same: Callable[[str], str] = str,
    *,
    complete: bool = True,
    scope: frozenset[str] | None = None,
) -> Projection:
    """The property graph of these statements.

    ``same`` gives a party's canonical IRI.  Claims that nobody accepted are left out.  For ``complete`` and ``scope`` see
    Projection.  Nodes and relationships come sorted, whatever the order of the input.

    >>> graph = project([], [InterestStatement(id="urn:s", source="urn:src", holder="urn:a", subject="urn:b", share=Share.point(51))])
    >>> [(r.type, r.start, r.end, r.properties["label"]) for r in graph.relationships]
    [('OWNS', 'urn:a', 'urn:b', '51 %')]
    """
    accepted = sorted((s for s in statements if s.is_accepted), key=lambda s: s.id)
    entities: dict[str, list[EntityStatement]] = defaultdict(list)
    interests: list[InterestStatement] = []
    judgements: list[IdentityStatement] = []
    for statement in accepted:
        match statement:
            case EntityStatement():
                entities[same(statement.entity)].append(statement)
            case InterestStatement():
                interests.append(statement)
            case IdentityStatement():
                judgements.append(statement)
    sourced = sorted(sources, key=lambda s: s.id)
    nodes = {node.key: node for node in (source_node(source) for source in sourced)}
    named = {same(iri) for s in interests for iri in (s.holder, s.subject) if iri is not None} | set(entities)
    named |= {same(iri) for j in judgements for iri in (j.left, j.right)}
    others: dict[str, set[str]] = defaultdict(set)
    for iri in {s.entity for group in entities.values() for s in group} | {iri for j in judgements for iri in (j.left, j.right)}:
        if same(iri) != iri:
            others[same(iri)].add(iri)
    parties = {iri: entity_node(iri, entities[iri], sorted(others[iri])) for iri in sorted(named)}
    parties |= {node.key: node for s in interests for node in unnamed_nodes(s)}
    relationships = list(interest_relationships(interests, same, Series(interests).window))
    relationships += [r for j in judgements if (r := judgement_relationship(j, same)) is not None]
    everything = [*nodes.values(), *(parties[iri] for iri in sorted(parties))]
    # Sorted by holder and subject, so that neighbouring rows of a batch touch the same nodes.
    return Projection(tuple(everything), tuple(sorted(relationships, key=lambda r: (r.start, r.end, r.key))), complete, scope)


def source_node(source: Source) -> Node:
    return Node(
        source.id,
        ("Source",),
        _given(
            title=source.title,
            uri=source.id,
            type=source.type,
            publisher=source.publisher,
            author=source.author,
            published=day(source.date),
            publishedText=source.date,
            licence=source.licence,
            url=source.url,
            language=source.language,
            sha256=source.sha256,
            completeRegister=source.complete_register,
        ),
    )


def entity_node(iri: str, statements: list[EntityStatement], others: list[str]) -> Node:
    """The node of a party from all its statements, in the order of their ids; ``others``: its other IRIs."""
    party = merge(iri, statements, others)
    identifiers = [f"{i.scheme}:{i.value}" for i in party.identifiers]
    lei = next((i.value for i in party.identifiers if i.scheme == "LEI"), None)
    registered = next((i.value for i in party.identifiers if i.scheme != "LEI"), None)
    attributes: dict[str, Value] = {}
    for attribute in sorted(party.attributes, key=lambda a: a.at or "", reverse=True):
        name = attribute.name if attribute.name not in _RESERVED else f"{attribute.name}Stated"
        attributes.setdefault(name, _typed(attribute.value, attribute.datatype))
    properties = _given(
        name=party.name,
        uri=iri,
        kind=party.kind.value,
        aliases=tuple(n.text for n in party.names if n.text != party.name),
        jurisdiction=party.jurisdiction,
        lei=lei,
        registrationNumber=registered,
        identifiers=tuple(identifiers),
        founded=party.founded,
        dissolved=party.dissolved,
        addresses=tuple(a.text for a in party.addresses),
        **attributes,
        attributes=tuple(a.describe() for a in party.attributes),
        sameAs=party.same,
        sources=tuple(sorted({s.source for s in statements})),
        statements=party.statements,
    )
    return Node(iri, ("Entity", _LABELS[party.kind]), properties)


def interest_relationships(
    statements: list[InterestStatement], same: Callable[[str], str], window: Callable[[InterestStatement], Window]
) -> Iterator[Relationship]:
    """Relationships of the interests; all statements of voting rights in their companies have to be among them."""
    voting = {
        (same(s.holder), same(s.subject))
        for s in statements
        if s.interest.family is Family.VOTES and s.holder is not None and s.subject is not None
    }
    for s in statements:
        if _is_bare_closing(s):
            continue
        start = same(s.holder) if s.holder is not None else f"{s.id}#holder"
        end = same(s.subject) if s.subject is not None else f"{s.id}#subject"
        kind = _SUMMARY if s.components else _TYPES.get(s.interest, _OTHER)
        votes = _votes(s, (start, end) in voting) if kind == "OWNS" else {}
        yield Relationship(
            s.id,
            kind,
            start,
            end,
            _given(
                label=_label(s, kind),
                id=s.id,
                interest=s.interest.value,
                **_capital(s),
                **votes,
                **_times(s, window(s)),
                direct=s.direct.value,
                status=s.status.value,
                details=s.details,
                components=s.components,
                **_origin(s),
            ),
        )


def unnamed_nodes(statement: InterestStatement) -> Iterator[Node]:
    """A node of its own for each end that the source does not name."""
    if _is_bare_closing(statement):
        return
    ends = (("holder", statement.holder, statement.holder_reason), ("subject", statement.subject, statement.subject_reason))
    for side, iri, reason in ends:
        if iri is None:
            key = f"{statement.id}#{side}"
            yield Node(
                key,
                ("Entity", "Unknown"),
                _given(
                    name=_UNNAMED[reason or Reason.UNKNOWN],
                    uri=key,
                    kind=Kind.UNKNOWN.value,
                    unnamedReason=(reason or Reason.UNKNOWN).value,
                    sources=(statement.source,),
                    statements=(statement.id,),
                ),
            )


def _is_bare_closing(statement: InterestStatement) -> bool:
    """Whether it only says that its record is over: that shows on the record's other statements."""
    return statement.change is Change.CLOSED and statement.holder is None and statement.subject is None


def judgement_relationship(statement: IdentityStatement, same: Callable[[str], str]) -> Relationship | None:
    """The relationship of a judgement; None where it made one party of the two."""
    left, right = same(statement.left), same(statement.right)
    if left == right:
        # The two are one node, which lists the other IRI under sameAs.
        return None
    kind = _JUDGED[statement.judgement]
    return Relationship(
        statement.id,
        kind,
        left,
        right,
        _given(
            label=kind.replace("_", " ").lower(),
            id=statement.id,
            reason=statement.reason,
            statedAt=day(statement.stated_at),
            **_origin(statement),
        ),
    )


def _capital(statement: InterestStatement) -> Properties:
    # The size of voting rights is no size of capital: it stands in votesMin and votesMax alone.
    return _bounds(None if statement.interest.family is Family.VOTES else statement.share, "min", "max", "exact")


def _votes(statement: InterestStatement, stated_apart: bool) -> Properties:
    """Votes of an OWNS: as stated, else equal to the shares and marked as assumed, but not beside a statement of voting rights."""
    assumed = statement.interest.family is Family.MONEY and not stated_apart
    share = statement.share if assumed or statement.interest.family is Family.VOTES else None
    return {**_bounds(share, "votesMin", "votesMax", "votesExact"), "votesAssumed": assumed}


def _bounds(share: Share | None, low: str, high: str, exact: str) -> Properties:
    """Percent; always both bounds, so that a missing one can never be read as 100."""
    if share is None:
        return {low: 0.0, high: 100.0}
    bounds: dict[str, Value] = {low: share.min / PERCENT, high: share.max / PERCENT}
    if share.exact:
        return bounds | {exact: share.min / PERCENT}
    return bounds | {f"{name}Open": True for name, is_open in ((low, share.min_open), (high, share.max_open)) if is_open}


def _label(statement: InterestStatement, kind: str) -> str:
    size = statement.share.label() if statement.share else "? %"
    if kind == "OWNS":
        return f"{size} votes" if statement.interest.family is Family.VOTES else size
    words = statement.details or statement.interest.words
    return f"{words} ({size})" if statement.share else words


def _times(statement: InterestStatement, window: Window) -> Properties:
    return _given(
        since=day(statement.valid_from),
        sinceText=statement.valid_from,
        until=day(statement.valid_until),
        untilText=statement.valid_until,
        statedAt=day(statement.stated_at),
        certainFrom=window.certain_from,
        certainUntil=window.certain_until,
        possibleFrom=window.possible_from,
        possibleUntil=window.possible_until,
        superseded=window.superseded or None,
    )


def _origin(statement: InterestStatement | IdentityStatement) -> Properties:
    sources = {statement.source, *(e.source for e in statement.evidence)}
    return _given(
        sources=tuple(sorted(sources)),
        quote=statement.quote,
        review=statement.assertion.review.value if statement.assertion else None,
        note=statement.note,
    )


def _typed(value: str, datatype: str) -> Value:
    if datatype == "boolean":
        return value == "true"
    if datatype != "number":
        return value
    try:
        number = float(value)
    except ValueError:
        return value
    if not math.isfinite(number):
        return value
    # Whole numbers stay whole as far as a float can count them.
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _given(**properties: Value | None) -> dict[str, Value]:
    """What is known: neither nulls nor empty lists, which a server would not keep."""
    return {name: value for name, value in properties.items() if value is not None and value != ()}
