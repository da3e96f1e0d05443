"""Claims and where they come from: one statement with its quote in context, the sources, a source's text with every claim marked."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from fastapi import APIRouter
from pyoxigraph import RdfFormat, Triple, serialize
from starlette.responses import Response

from api.pages.error_pages import PageRoute
from api.pages.highlights import Piece, cut
from api.pages.templates import page
from api.pages.urls import Addresses
from api.pages.view_models import attribute_words
from api.state import Current
from graph.generation.generation import Generation
from graph.queries.phrases import describe_interest, describe_kind
from ontology import rdf
from ontology.statements import EntityStatement, Evidence, Family, IdentityStatement, InterestStatement, Source, Statement
from ontology.terms import PREFIXES

claims_router = APIRouter(route_class=PageRoute, include_in_schema=False)

_AROUND: Final = 400
"""Characters of the source's text shown on each side of a quote."""


@claims_router.get("/statement/{iri:path}")
def one_statement(generation: Current, iri: str) -> Response:
    """One claim: quote in context, source, dates, status, review, and its RDF."""
    found = generation.statement(generation.base.expand(iri) or iri)
    source = generation.sources[found.source]
    turtle = serialize(
        (Triple(q.subject, q.predicate, q.object) for q in rdf.make_quads(source, [found]) if q.subject != q.graph_name),
        format=RdfFormat.TURTLE,
        prefixes=PREFIXES,
    )
    return page(
        "statement.html",
        statement=found,
        source=source,
        words=sentence(generation, found),
        facts=_facts(generation, found),
        contexts=_contexts(source, found),
        turtle=(turtle or b"").decode(),
        to=Addresses(generation.base),
        parties=_parties(generation, found),
        raw=msgspec.to_builtins(found),
    )


def sentence(generation: Generation, statement: Statement) -> str:
    """What a statement says, in one line."""

    def name(iri: str | None) -> str:
        number = None if iri is None else generation.party_number(iri)
        return "a party that is not named" if iri is None else iri if number is None else generation.party(number).name

    match statement:
        case InterestStatement():
            size = statement.share.label().replace(" %", "%") if statement.share else ""
            holder, subject, status = name(statement.holder), name(statement.subject), statement.status.value
            if statement.details or statement.interest.family in (Family.CONTROL, Family.NONE):
                return f"Interest of {holder} in {subject}: {statement.details or statement.interest.value} ({status})"
            return f"{holder} {describe_interest(statement.interest, size, status)} {subject} ({status})"
        case EntityStatement() if statement.attributes:
            facts = "; ".join(f"{a.name} {attribute_words(a, name)}" for a in statement.attributes)
            return f"{name(statement.entity)}: {facts}"
        case EntityStatement():
            founded = f", founded {statement.founded}" if statement.founded else ""
            return f"{name(statement.entity)}: {describe_kind(statement.kind.value).lower()}{founded}"
        case IdentityStatement():
            return f"{name(statement.left)} and {name(statement.right)}: {statement.judgement.value}"


def _evidence(statement: Statement) -> tuple[Evidence, ...]:
    own = tuple(e for a in statement.attributes for e in a.evidence) if isinstance(statement, EntityStatement) else ()
    return (*statement.evidence, *own)


def _contexts(source: Source, statement: Statement) -> list[dict[str, Any]]:
    """The quotes with the text around them; overlapping ones together."""
    placed = sorted({(e.start, e.end) for e in _evidence(statement) if e.source == source.id and e.start is not None and e.end is not None})
    if source.text is None or not placed:
        return [
            {"before": False, "after": False, "pieces": [Piece(e.quote, ("quote",))], "start": None, "end": None, "source": e.source}
            for e in _evidence(statement)
            if e.quote
        ]
    groups: list[list[tuple[int, int]]] = []
    for start, end in placed:
        if groups and start <= max(e for _, e in groups[-1]) + _AROUND:
            groups[-1].append((start, end))
        else:
            groups.append([(start, end)])
    found = []
    for group in groups:
        low, high = group[0][0], max(end for _, end in group)
        left, right = max(0, low - _AROUND), min(len(source.text), high + _AROUND)
        left = max(left, source.text.rfind("\n\n", 0, low) + 2 if source.text.rfind("\n\n", 0, low) >= 0 else 0)
        stop = source.text.find("\n\n", high)
        right = min(right, stop) if stop >= 0 else right
        pieces = cut(source.text[left:right], [(s - left, e - left, f"{s}-{e}") for s, e in group])
        found.append(
            {"before": left > 0, "after": right < len(source.text), "pieces": pieces, "start": low, "end": high, "source": source.id}
        )
    return found


def _facts(generation: Generation, s: Statement) -> list[tuple[str, str]]:
    """What the statement carries, in words, in reading order."""
    facts: list[tuple[str, str | None]] = []
    if isinstance(s, InterestStatement):
        facts += [
            ("Interest", s.interest.value),
            ("Words of the source", s.details),
            ("Share", s.share.label() if s.share else "not stated"),
            ("Share as published", s.share.text if s.share else None),
            ("Status", s.status.value),
            ("Directness", s.direct.value),
            ("Holds from", s.valid_from or "not stated"),
            ("Holds until", s.valid_until),
            ("Holder not named because", s.holder_reason.value if s.holder_reason else None),
        ]
    facts += [("Stated at", s.stated_at or "not dated"), ("Record in the source", s.record), ("Change", s.change.value)]
    if s.assertion is not None:
        a = s.assertion
        reviewed = f"{a.review.value}" + (f" by {a.reviewed_by}" if a.reviewed_by else "") + (f", {a.reviewed_at}" if a.reviewed_at else "")
        facts += [("Extracted by", f"{a.extractor} {a.version}" + (f", pattern {a.pattern}" if a.pattern else "")), ("Review", reviewed)]
    if s.place is not None:
        facts += [("File", f"{s.place.file}" + (f", line {s.place.line}" if s.place.line else "") if s.place.file else None)]
    facts += [("Note", s.note), ("Id", generation.base.compact(s.id))]
    return [(label, value) for label, value in facts if value]


def _parties(generation: Generation, statement: Statement) -> list[tuple[str, str, str]]:
    """Role, IRI and name of the parties that a statement is about."""
    match statement:
        case InterestStatement():
            roles = [("Holder", statement.holder), ("Subject", statement.subject)]
        case EntityStatement():
            roles = [("Party", statement.entity)]
        case IdentityStatement():
            roles = [("One record", statement.left), ("Other record", statement.right)]
    found = []
    for role, iri in roles:
        number = generation.party_number(iri) if iri else None
        if number is not None:
            party = generation.party(number)
            found.append((role, party.id, party.name))
    return found
