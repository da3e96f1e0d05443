"""The page /statement/{id}: one claim of one source with its quote in context, and the line that sums a statement up."""

from __future__ import annotations

from typing import Final, NamedTuple

from fastapi import APIRouter
from pyoxigraph import RdfFormat, Triple, serialize
from starlette.responses import Response

from api.pages.error_pages import PageRoute
from api.pages.highlights import Piece, cut_pieces
from api.pages.templates import render_page
from api.pages.urls import Urls
from api.pages.view_models import describe_attribute
from api.state import Current
from graph.generation.generation import Generation
from graph.queries.figures import to_size
from graph.queries.interest_words import describe_interest, name_interest
from graph.queries.phrases import describe_kind, describe_size
from ontology import rdf
from ontology.statements import EntityStatement, Evidence, Family, IdentityStatement, InterestStatement, Source, Statement
from ontology.terms import PREFIXES

statements_router = APIRouter(route_class=PageRoute, include_in_schema=False)

_AROUND: Final = 400
"""Characters of the source's text shown on each side of a quote."""


class QuoteContext(NamedTuple):
    """A quote with the text around it.

    ``before`` and ``after`` say that the source goes on there; ``start`` and ``end`` where the quote stands in it, None where its text is
    not kept.
    """

    before: bool
    after: bool
    pieces: list[Piece]
    start: int | None
    end: int | None


@statements_router.get("/statement/{iri:path}")
def show_statement(generation: Current, iri: str) -> Response:
    """Show one claim: quote in context, source, dates, status, review, and its RDF."""
    statement = generation.statement(generation.base.expand(iri) or iri)
    source = generation.sources[statement.source]
    turtle = serialize(
        (Triple(q.subject, q.predicate, q.object) for q in rdf.make_quads(source, [statement]) if q.subject != q.graph_name),
        format=RdfFormat.TURTLE,
        prefixes=PREFIXES,
    )
    return render_page(
        "statement.html",
        statement=statement,
        source=source,
        words=describe_statement(generation, statement),
        facts=_list_facts(generation, statement),
        contexts=_cut_contexts(source, statement),
        turtle=(turtle or b"").decode(),
        urls=Urls(generation.base),
        parties=_list_parties(generation, statement),
    )


def describe_statement(generation: Generation, statement: Statement) -> str:
    """Sum a statement up in one line."""

    def name(iri: str | None) -> str:
        number = None if iri is None else generation.party_number(iri)
        return "a party that is not named" if iri is None else iri if number is None else generation.party(number).name

    match statement:
        case InterestStatement():
            size = describe_size(to_size(statement.share))
            holder, subject, status = name(statement.holder), name(statement.subject), statement.status.value
            if statement.details or statement.interest.family in (Family.CONTROL, Family.NONE):
                return f"Interest of {holder} in {subject}: {statement.details or name_interest(statement.interest)} ({status})"
            return f"{holder} {describe_interest(statement.interest, size, status)} {subject} ({status})"
        case EntityStatement() if statement.attributes:
            facts = "; ".join(f"{a.name} {describe_attribute(a, name)}" for a in statement.attributes)
            return f"{name(statement.entity)}: {facts}"
        case EntityStatement():
            founded = f", founded {statement.founded}" if statement.founded else ""
            return f"{name(statement.entity)}: {describe_kind(statement.kind.value).lower()}{founded}"
        case IdentityStatement():
            return f"{name(statement.left)} and {name(statement.right)}: {statement.judgement.value}"


def list_evidence(statement: Statement) -> tuple[Evidence, ...]:
    """The evidence of a statement and of its attributes."""
    own = tuple(e for a in statement.attributes for e in a.evidence) if isinstance(statement, EntityStatement) else ()
    return (*statement.evidence, *own)


def _cut_contexts(source: Source, statement: Statement) -> list[QuoteContext]:
    """The quotes with the text around them; overlapping ones together."""
    evidence = list_evidence(statement)
    spans = sorted({(e.start, e.end) for e in evidence if e.source == source.id and e.start is not None and e.end is not None})
    if source.text is None or not spans:
        return [QuoteContext(False, False, [Piece(e.quote, ("quote",))], None, None) for e in evidence if e.quote]
    groups: list[list[tuple[int, int]]] = []
    for start, end in spans:
        if groups and start <= max(e for _, e in groups[-1]) + _AROUND:
            groups[-1].append((start, end))
        else:
            groups.append([(start, end)])
    return [_cut_context(source.text, group) for group in groups]


def _cut_context(text: str, spans: list[tuple[int, int]]) -> QuoteContext:
    """Spans with up to ``_AROUND`` characters on each side, within their paragraphs."""
    low, high = spans[0][0], max(end for _, end in spans)
    left, right = max(0, low - _AROUND), min(len(text), high + _AROUND)
    paragraph, next_paragraph = text.rfind("\n\n", 0, low), text.find("\n\n", high)
    left = max(left, paragraph + 2) if paragraph >= 0 else left
    right = min(right, next_paragraph) if next_paragraph >= 0 else right
    pieces = cut_pieces(text[left:right], [(start - left, end - left, f"{start}-{end}") for start, end in spans])
    return QuoteContext(left > 0, right < len(text), pieces, low, high)


def _list_facts(generation: Generation, s: Statement) -> list[tuple[str, str]]:
    """What the statement carries, as label and words in reading order."""
    facts: list[tuple[str, str | None]] = []
    if isinstance(s, InterestStatement):
        facts += [
            ("Interest", name_interest(s.interest)),
            ("Words of the source", s.details),
            ("Share", describe_size(to_size(s.share)) or "not stated"),
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


def _list_parties(generation: Generation, statement: Statement) -> list[tuple[str, str, str]]:
    """Role, IRI and name of the parties that a statement is about."""
    match statement:
        case InterestStatement():
            roles = [("Holder", statement.holder), ("Subject", statement.subject)]
        case EntityStatement():
            roles = [("Party", statement.entity)]
        case IdentityStatement():
            roles = [("One record", statement.left), ("Other record", statement.right)]
    parties = []
    for role, iri in roles:
        number = generation.party_number(iri) if iri else None
        if number is not None:
            party = generation.party(number)
            parties.append((role, party.id, party.name))
    return parties
