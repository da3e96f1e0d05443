"""Say what a node and a relationship look like: which of them a statement becomes, with which labels, types and properties.

This is the one place for both; docs/reference/neo4j.md lists all names.  One interest or identity statement is one relationship, keyed by
its IRI; the entity statements of a party are one node, keyed by the party's canonical IRI.  Pure: knows statements and parties, not a
server, and not how many statements there are (graph/neo4j/projection.py has all at once, graph/neo4j/stream.py some at a time).
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Collection, Iterator
from typing import Final

from graph.generation.party import KIND_WORDS, NOT_NAMED, Party, is_name_from_identifier, is_stand_in, merge
from graph.neo4j.property_graph import FACETS, HASH, Node, Properties, Relationship, Value
from graph.neo4j.validity import NEVER, SeriesIndex, Validity, parse_day
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
    Status,
)

_LABEL_OF_KIND: Final = {
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
ENTITY_LABELS: Final = tuple(dict.fromkeys(_LABEL_OF_KIND.values()))
"""The labels of which each Entity has exactly one."""

FACET_LABELS: Final = ("Listed", "Dissolved")
"""Further labels of an Entity, beside one of its country (``In_GB``); a style or an explorer can use them."""
_COUNTRY: Final = re.compile(r"([A-Z]{2})(-.+)?")
_LISTING: Final = "listing"
"""Attribute that says on which exchange a company's shares are listed, or whether they are."""

_TYPE_OF_INTEREST: Final = {
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
_OTHER_TYPE: Final = "RELATED_TO"
_SUMMARY_TYPE: Final = "HOLDS_INDIRECTLY"
_TYPE_OF_JUDGEMENT: Final = {Judgement.SAME: "SAME_AS", Judgement.UNSURE: "MAY_BE_SAME_AS", Judgement.DIFFERENT: "DIFFERENT_FROM"}
RELATIONSHIP_TYPES: Final = (*dict.fromkeys(_TYPE_OF_INTEREST.values()), _OTHER_TYPE, _SUMMARY_TYPE, *_TYPE_OF_JUDGEMENT.values())
"""Types of the fact relationships; derived ones have types of their own."""

DERIVED_TYPES: Final = ("DERIVED_CONTROLS",)
"""Types of what the engine found (see derived.py)."""

_NAME_OF_UNNAMED: Final = {
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
        "firstSeen",
        "lastUpdated",
        FACETS,
        HASH,
    )
)
"""Property names that an attribute of a party never takes; it gets ``Stated`` behind its name."""


def make_source_node(source: Source) -> Node:
    """Make the node of a source."""
    return Node(
        source.id,
        ("Source",),
        _drop_missing(
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
    lei = next((i.value for i in party.identifiers if i.scheme == "LEI"), None)
    registration_number = next((i.value for i in party.identifiers if i.scheme != "LEI"), None)
    attributes: dict[str, Value] = {}
    for attribute in sorted(party.attributes, key=lambda a: a.at or "", reverse=True):
        name = attribute.name if attribute.name not in _RESERVED else f"{attribute.name}Stated"
        attributes.setdefault(name, _parse_value(attribute.value, attribute.datatype))
    properties = _drop_missing(
        name=party.name if party.names else name_without_name(party, statements, unnamed),
        uri=iri,
        kind=party.kind.value,
        aliases=tuple(n.text for n in party.names if n.text != party.name),
        jurisdiction=party.jurisdiction,
        lei=lei,
        registrationNumber=registration_number,
        identifiers=tuple(f"{i.scheme}:{i.value}" for i in party.identifiers),
        founded=party.founded,
        dissolved=party.dissolved,
        addresses=tuple(a.text for a in party.addresses),
        facets=list_facets(party),
        **attributes,
        attributes=tuple(a.describe() for a in party.attributes),
        sameAs=party.same,
        sources=tuple(sorted({s.source for s in statements})),
        statements=party.statements,
        **_describe_days(*(parse_day(s.stated_at) for s in statements)),
    )
    return Node(iri, ("Entity", _LABEL_OF_KIND[party.kind]), properties)


def list_facets(party: Party) -> tuple[str, ...]:
    """List the further labels of a party: its country, whether its shares are listed, whether it is dissolved.

    >>> [list_facets(Party(id="urn:a", name="A", kind=Kind.COMPANY, jurisdiction=code)) for code in ("GB-SCT", "VG", "Elsewhere")]
    [('In_GB',), ('In_VG',), ()]
    """
    country = _COUNTRY.fullmatch(party.jurisdiction or "")
    newest = max((a for a in party.attributes if a.name == _LISTING), key=lambda a: a.at or "", default=None)
    return (
        *((f"In_{country[1]}",) if country else ()),
        *(("Listed",) if newest is not None and newest.value != "false" else ()),
        *(("Dissolved",) if party.dissolved else ()),
    )


def name_without_name(party: Party, statements: list[EntityStatement], unnamed: str | None) -> str:
    """Return what a party goes by of which nobody tells a name: its kind with an identifier, never its IRI.

    >>> party = merge("https://example.org/x", [])
    >>> name_without_name(party, [], "lei:529900X"), name_without_name(party, [], "an entity, mentioned only in 7")
    ('a party, lei:529900X', 'an entity, mentioned only in 7')
    >>> name_without_name(party, [], "https://example.org/x")
    'a party that is not named'
    """
    if unnamed is not None and is_stand_in(unnamed):
        return unnamed
    known = [unnamed] if unnamed is not None and is_name_from_identifier(unnamed) and "://" not in unnamed else []
    known += [identifier.value for identifier in party.identifiers]
    known += [statement.record for statement in statements if statement.record]
    return f"{KIND_WORDS[party.kind]}, {known[0]}" if known else KIND_WORDS[party.kind] + NOT_NAMED


def make_unnamed_nodes(statement: InterestStatement) -> Iterator[Node]:
    """Make a node of its own for each end that the source does not name."""
    if _is_bare_closing(statement):
        return
    ends = (("holder", statement.holder, statement.holder_reason), ("subject", statement.subject, statement.subject_reason))
    for side, iri, reason in ends:
        if iri is None:
            key = name_unnamed(statement.id, side)
            yield Node(
                key,
                ("Entity", "Unknown"),
                _drop_missing(
                    name=_NAME_OF_UNNAMED[reason or Reason.UNKNOWN],
                    uri=key,
                    kind=Kind.UNKNOWN.value,
                    unnamedReason=(reason or Reason.UNKNOWN).value,
                    sources=(statement.source,),
                    statements=(statement.id,),
                    **_describe_days(parse_day(statement.stated_at)),
                ),
            )


def name_unnamed(statement: str, side: str) -> str:
    """Return the key of the node of an end, ``holder`` or ``subject``, that a statement does not name."""
    return f"{statement}#{side}"


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
        relationship_type = _SUMMARY_TYPE if s.components else _TYPE_OF_INTEREST.get(s.interest, _OTHER_TYPE)
        votes = _describe_votes(s, end in companies_with_votes) if relationship_type == "OWNS" else {}
        validity = series.find_validity(s)
        yield Relationship(
            s.id,
            relationship_type,
            start,
            end,
            _drop_missing(
                label=_make_label(s, relationship_type, validity),
                id=s.id,
                interest=s.interest.value,
                **_describe_capital(s),
                **votes,
                **_describe_times(s, validity),
                **_describe_days(*series.find_stated_days(s)),
                direct=s.direct.value,
                status=s.status.value,
                details=s.details,
                components=s.components,
                record=s.record,
                **_describe_origin(s),
            ),
        )


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
        _drop_missing(
            label=relationship_type.replace("_", " ").lower(),
            id=statement.id,
            reason=statement.reason,
            statedAt=parse_day(statement.stated_at),
            **_describe_days(parse_day(statement.stated_at)),
            **_describe_origin(statement),
        ),
    )


def _is_bare_closing(statement: InterestStatement) -> bool:
    """Whether it only says that its record is over: that shows on the record's other statements."""
    return statement.change is Change.CLOSED and statement.holder is None and statement.subject is None


def _describe_capital(statement: InterestStatement) -> Properties:
    # The size of voting rights is no size of capital: it stands in votesMin and votesMax alone.
    return _describe_bounds(None if statement.interest.family is Family.VOTES else statement.share, "min", "max", "exact")


def _describe_votes(statement: InterestStatement, stated_apart: bool) -> Properties:
    """Votes of an OWNS: as stated; else equal to the shares and marked as assumed, unless somebody's votes in the company are stated."""
    assumed = statement.interest.family is Family.MONEY and not stated_apart
    share = statement.share if assumed or statement.interest.family is Family.VOTES else None
    return {**_describe_bounds(share, "votesMin", "votesMax", "votesExact"), "votesAssumed": assumed}


def _describe_bounds(share: Share | None, low: str, high: str, exact: str) -> Properties:
    """Give a size in percent; both bounds are always there, so that a missing one can never be read as 100."""
    if share is None:
        return {low: 0.0, high: 100.0}
    bounds: dict[str, Value] = {low: share.min / PERCENT, high: share.max / PERCENT}
    if share.exact:
        return bounds | {exact: share.min / PERCENT}
    return bounds | {f"{name}Open": True for name, is_open in ((low, share.min_open), (high, share.max_open)) if is_open}


def _make_label(statement: InterestStatement, relationship_type: str, validity: Validity) -> str:
    """Word what stands on the arrow: the size or the words, before it whatever keeps it from being in effect, behind it its end.

    A version that later ones corrected held at no time; one that gave way to the next held until then.
    """
    size = statement.share.label() if statement.share else "? %"
    if relationship_type == "OWNS":
        words = f"{size} votes" if statement.interest.family is Family.VOTES else size
    else:
        words = statement.details or statement.interest.words
        words = f"{words} ({size})" if statement.share else words
    gave_way = validity.possible_until if validity.superseded and validity.possible_until != NEVER else None
    end = statement.valid_until or (gave_way.isoformat() if gave_way else "")
    standings = ["superseded"] if validity.superseded and not gave_way else []
    standings += [statement.status.value] if statement.status is not Status.IN_EFFECT else []
    return f"{', '.join(standings)}{': ' if standings else ''}{words}{f' until {end[:4]}' if end else ''}"


def _describe_times(statement: InterestStatement, validity: Validity) -> Properties:
    return _drop_missing(
        since=parse_day(statement.valid_from),
        sinceText=statement.valid_from,
        until=parse_day(statement.valid_until),
        untilText=statement.valid_until,
        statedAt=parse_day(statement.stated_at),
        certainFrom=validity.certain_from,
        certainUntil=validity.certain_until,
        possibleFrom=validity.possible_from,
        possibleUntil=validity.possible_until,
        superseded=validity.superseded or None,
    )


def _describe_days(*stated: datetime.date | None) -> dict[str, Value]:
    """Give the first and the last day on which it was stated, in whatever version."""
    return {"firstSeen": min(days), "lastUpdated": max(days)} if (days := [day for day in stated if day]) else {}


def _describe_origin(statement: InterestStatement | IdentityStatement) -> Properties:
    sources = {statement.source, *(e.source for e in statement.evidence)}
    return _drop_missing(
        sources=tuple(sorted(sources)),
        quote=statement.quote,
        review=statement.assertion.review.value if statement.assertion else None,
        note=statement.note,
    )


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


def _drop_missing(**properties: Value | None) -> dict[str, Value]:
    """Keep neither nulls nor empty lists, which a server would not keep either."""
    return {name: value for name, value in properties.items() if value is not None and value != ()}
