"""The page /entity/{id}: who ultimately controls a party, with chart, evidence and table; and its downloads."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.pages.controlled import list_attributes, show_controlled
from api.pages.error_pages import PageRoute
from api.pages.templates import render_page
from api.pages.urls import Urls
from api.pages.view_models import list_dead_ends, list_notes, make_figures, make_rows
from api.routes.parameters import QueryOptions
from api.state import Current
from graph.answers.common import PartyRef
from graph.answers.controllers import ControllersAnswer
from graph.chart.build import build_chart
from graph.chart.collapse import collapse
from graph.chart.draw import draw
from graph.chart.model import ChartStack
from graph.generation.generation import Generation
from graph.queries import Options, QueryContext, controllers, entity, find_party, holdings, owners
from graph.queries.relations import Card, Relation, list_relations, make_card
from graph.queries.rule_words import describe_standing
from graph.queries.wording import describe_chain, make_title
from graph.rdf.jsonld import write_jsonld
from graph.rules.table import RULES
from ontology import rdf
from ontology.errors import TooLarge
from ontology.statements import Kind

Direction = Literal["up", "down"]
entity_router = APIRouter(prefix="/entity", route_class=PageRoute, include_in_schema=False)

_CSV_HEADER = (
    "holder", "holder_id", "relation", "share_min", "share_max", "subject", "subject_id", "since", "status", "statement", "note", "quote",
)  # fmt: skip


@entity_router.get("/{party:path}/answer.csv")
def download_csv(request: Request, generation: Current, options: QueryOptions, party: str) -> Response:
    """Send the table as CSV: the same rows as on the page."""
    number = find_party(generation, party)
    redirect = _redirect_to_own(generation, number, party, _make_urls(request, generation, options), "answer.csv")
    if redirect is not None:
        return redirect
    context = QueryContext.of(generation, options)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_CSV_HEADER)
    for relation in list_relations(context, controllers(context, number)):
        writer.writerow(map(_escape_cell, _make_csv_row(relation)))
    return Response("\ufeff" + out.getvalue(), media_type="text/csv; charset=utf-8", headers=_attachment_header("answer.csv"))


@entity_router.get("/{party:path}/answer.jsonld")
def download_jsonld(request: Request, generation: Current, options: QueryOptions, party: str) -> Response:
    """Send the statements that the page rests on, as JSON-LD."""
    number = find_party(generation, party)
    redirect = _redirect_to_own(generation, number, party, _make_urls(request, generation, options), "answer.jsonld")
    if redirect is not None:
        return redirect
    context = QueryContext.of(generation, options)
    links = [relation.link for relation in list_relations(context, controllers(context, number)) if relation.link]
    statements = [generation.statement(iri) for iri in dict.fromkeys(iri for link in links for iri in link.statements)]
    quads = [
        quad
        for iri in dict.fromkeys(s.source for s in statements)
        for quad in rdf.make_quads(generation.sources[iri], [s for s in statements if s.source == iri])
    ]
    out = io.BytesIO()
    write_jsonld(sorted(quads, key=lambda q: (str(q.graph_name), str(q.subject), str(q.predicate), str(q.object))), out)
    return Response(out.getvalue(), media_type="application/ld+json", headers=_attachment_header("answer.jsonld"))


@entity_router.get("/{party:path}")
def show_entity(
    request: Request,
    generation: Current,
    options: QueryOptions,
    party: str,
    direction: Annotated[Direction | None, Query(alias="dir")] = None,
) -> Response:
    """Show who controls a party (``dir=up``) or what it controls (``dir=down``, which is meant for those whom nobody owns)."""
    number, urls = find_party(generation, party), _make_urls(request, generation, options)
    asked = urls if direction is None else replace(urls, options=(*urls.options, ("dir", direction)))
    redirect = _redirect_to_own(generation, number, party, asked)
    if redirect is not None:
        return redirect
    context = QueryContext.of(generation, options)
    if (direction or ("down" if generation.party(number).kind.is_never_owned else "up")) == "down":
        return show_controlled(generation, context, number, urls)
    answer = controllers(context, number)
    links = list_relations(context, answer)
    chart, stacks, refused = _draw_chart(context, answer, urls)
    return render_page(
        "entity.html",
        answer=answer,
        rule=RULES[answer.rule.id],
        headline=make_title(answer),
        subject_kind=Kind(answer.subject.kind),
        standing=describe_standing(answer.rule, answer.as_of),
        through=_describe_chains(context, answer),
        figures=make_figures(answer, links),
        notes=list_notes(answer, urls),
        dead_ends=list_dead_ends(answer),
        rows=make_rows(links),
        parties=_list_parties(context, number, links),
        chart=chart,
        stacks=stacks,
        refused=refused,
        urls=urls,
        sources={s.id: s for s in generation.sources.values()},
        about=entity(generation, number),
        holdings=holdings(context, number).holdings[:50],
        owners=owners(context, number).owners[:20],
        attributes=list_attributes(generation, number),
    )


def _make_urls(request: Request, generation: Generation, options: Options) -> Urls:
    return Urls.of(generation.base, options, dated=bool(request.query_params.get("as_of")))


def _redirect_to_own(generation: Generation, number: int, text: str, urls: Urls, file: str = "") -> Response | None:
    """The way to the party's own address, unless ``text`` is its id."""
    iri, text_iri = generation.party(number).id, generation.base.expand(text.strip())
    if text_iri == iri:
        return None
    # A merged id has moved for good; a name may mean another party tomorrow.
    return RedirectResponse(urls.file(iri, file) if file else urls.entity(iri), status_code=308 if text_iri else 302)


def _draw_chart(context: QueryContext, answer: ControllersAnswer, urls: Urls) -> tuple[Markup, tuple[ChartStack, ...], str]:
    """The chart inline, the parties that it folds into stacks, or why it is not drawn."""
    chart = build_chart(context, answer, link=urls.entity)
    try:
        drawing = Markup(draw(chart, theme="page"))  # noqa: S704 - our own drawing, its texts are escaped
    except TooLarge as error:
        return Markup(""), (), f"{error.what}."
    return drawing, collapse(chart).stacks, ""


def _describe_chains(context: QueryContext, answer: ControllersAnswer) -> str:
    def short_name(party: PartyRef) -> str:
        number = context.generation.party_number(party.id)
        return party.name if number is None else make_card(context, number).name

    return " ".join(text for c in answer.controllers[:2] if (text := describe_chain(c, short_name)))


def _list_parties(context: QueryContext, subject: int, links: tuple[Relation, ...]) -> list[Card]:
    """The parties of the chart, each once, the subject first."""
    return list({c.id: c for c in (make_card(context, subject), *(c for r in links for c in (r.holder, r.subject)))}.values())


def _make_csv_row(relation: Relation) -> list[object]:
    return [
        relation.holder.full,
        relation.holder.id if relation.holder.named else "",
        relation.verb,
        relation.low,
        relation.high,
        relation.subject.full,
        relation.subject.id,
        relation.since,
        "inferred" if relation.inferred else relation.status,
        relation.link.statement if relation.link else "",
        relation.note,
        " […] ".join(e.quote for e in relation.link.evidence if e.quote) if relation.link else "",
    ]


def _attachment_header(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _escape_cell(value: object) -> object:
    """A spreadsheet would run a text that begins like a formula: such a text is led by an apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text[:1] in "=+-@\t\r" and text else text
