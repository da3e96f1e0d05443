"""The answer page: who ultimately controls a party, with chart, evidence, table and downloads."""

from __future__ import annotations

import csv
import io
from typing import Any

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.pages.error_pages import PageRoute
from api.pages.templates import page
from api.pages.urls import Addresses
from api.pages.view_models import attribute_words, figures, notes, rows, stopped
from api.routes.parameters import QueryOptions
from api.state import Current
from graph.answers.common import PartyRef
from graph.answers.controllers import ControllersAnswer
from graph.chart.build import chart_of
from graph.chart.collapse import fold
from graph.chart.draw import draw
from graph.chart.model import ChartStack
from graph.generation.generation import Generation
from graph.queries import QueryContext, controllers, entity, find_party, holdings, owners
from graph.queries.relations import Relation, card, relations
from graph.queries.wording import describe_chain, make_title
from graph.rdf.jsonld import write_jsonld
from graph.rules.table import RULES
from ontology import rdf
from ontology.errors import TooLarge

answer_router = APIRouter(prefix="/entity", route_class=PageRoute, include_in_schema=False)


def _asked(
    request: Request, generation: Generation, options: QueryOptions, party: str, below: str = ""
) -> tuple[int, Addresses] | Response:
    """The party and the addresses of its page; a redirect where the address is not the party's own."""
    number = find_party(generation, party)
    to = Addresses.of(generation.base, options, dated=bool(request.query_params.get("as_of")))
    iri = generation.party(number).id
    asked_iri = generation.base.expand(party.strip())
    if asked_iri != iri:
        # A merged id has moved for good; a name may mean another party tomorrow.
        return RedirectResponse(to.file(iri, below) if below else to.entity(iri), status_code=308 if asked_iri else 302)
    return number, to


@answer_router.get("/{party:path}/answer.csv")
def as_csv(request: Request, generation: Current, options: QueryOptions, party: str) -> Response:
    """The table as CSV: the same rows as on the page."""
    found = _asked(request, generation, options, party, "answer.csv")
    if isinstance(found, Response):
        return found
    context = QueryContext.of(generation, options)
    out = io.StringIO(newline="")
    sheet = csv.writer(out)
    sheet.writerow(
        [
            "holder",
            "holder_id",
            "relation",
            "share_min",
            "share_max",
            "subject",
            "subject_id",
            "since",
            "status",
            "statement",
            "note",
            "quote",
        ]
    )
    for r in relations(context, controllers(context, found[0])):
        quotes = " […] ".join(e.quote for e in r.link.evidence if e.quote) if r.link else ""
        sheet.writerow(
            map(
                _cell,
                [
                    r.holder.full,
                    r.holder.id if r.holder.named else "",
                    r.verb,
                    r.low,
                    r.high,
                    r.subject.full,
                    r.subject.id,
                    r.since,
                    "inferred" if r.inferred else r.status,
                    r.link.statement if r.link else "",
                    r.note,
                    quotes,
                ],
            )
        )
    return Response("﻿" + out.getvalue(), media_type="text/csv; charset=utf-8", headers=_attached("answer.csv"))


@answer_router.get("/{party:path}/answer.jsonld")
def as_jsonld(request: Request, generation: Current, options: QueryOptions, party: str) -> Response:
    """The statements that the page rests on, as JSON-LD."""
    found = _asked(request, generation, options, party, "answer.jsonld")
    if isinstance(found, Response):
        return found
    context = QueryContext.of(generation, options)
    shown = relations(context, controllers(context, found[0]))
    ids = dict.fromkeys(iri for r in shown if r.link for iri in (r.link.statement, *r.link.also))
    statements = [generation.statement(iri) for iri in ids]
    quads = [
        q
        for iri in dict.fromkeys(s.source for s in statements)
        for q in rdf.make_quads(generation.sources[iri], [s for s in statements if s.source == iri])
    ]
    out = io.BytesIO()
    write_jsonld(sorted(quads, key=lambda q: (str(q.graph_name), str(q.subject), str(q.predicate), str(q.object))), out)
    return Response(out.getvalue(), media_type="application/ld+json", headers=_attached("answer.jsonld"))


@answer_router.get("/{party:path}")
def answer_page(request: Request, generation: Current, options: QueryOptions, party: str) -> Response:
    """The page."""
    found = _asked(request, generation, options, party)
    if isinstance(found, Response):
        return found
    number, to = found
    context = QueryContext.of(generation, options)
    answer = controllers(context, number)
    shown = relations(context, answer)
    picture, stacks, refused = _drawn(context, answer, to)
    return page(
        "answer.html",
        answer=answer,
        rule=RULES[answer.rule.id],
        headline=make_title(answer),
        through=_through(context, answer),
        figures=figures(answer, shown),
        notes=notes(answer, to),
        stopped=stopped(answer),
        rows=rows(shown),
        parties=_parties(context, answer, shown),
        chart=picture,
        stacks=stacks,
        refused=refused,
        to=to,
        sources={s.id: s for s in generation.sources.values()},
        about=entity(generation, number),
        below=holdings(context, number).holdings[:50],
        money=owners(context, number).owners[:20],
        attributes=_attributes(generation, number),
    )


def _drawn(context: QueryContext, answer: ControllersAnswer, to: Addresses) -> tuple[Markup, tuple[ChartStack, ...], str]:
    """The chart inline, the parties that it folds into stacks, or why it is not drawn."""
    chart = chart_of(context, answer, link=to.entity)
    try:
        picture = Markup(draw(chart, theme="page"))  # noqa: S704 - our own drawing, its texts are escaped
    except TooLarge as error:
        return Markup(""), (), f"{error.what}."
    return picture, fold(chart).stacks, ""


def _through(context: QueryContext, answer: ControllersAnswer) -> str:
    def short(party: PartyRef) -> str:
        number = context.generation.party_number(party.id)
        return party.name if number is None else card(context, number).name

    return " ".join(text for c in answer.controllers[:2] if (text := describe_chain(c, short)))


def _parties(context: QueryContext, answer: ControllersAnswer, shown: tuple[Relation, ...]) -> list[Any]:
    number = context.generation.party_number(answer.subject.id)
    assert number is not None
    first = card(context, number)
    return list({c.id: c for c in (first, *(c for r in shown for c in (r.holder, r.subject)))}.values())


def _attributes(generation: Generation, number: int) -> list[tuple[str, str]]:
    def name(iri: str | None) -> str:
        other = generation.party_number(iri) if iri else None
        return iri or "" if other is None else generation.party(other).name

    return list(dict.fromkeys((a.name, attribute_words(a, name)) for a in generation.party(number).attributes))[:30]


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _cell(value: object) -> object:
    """A spreadsheet would run a text that begins like a formula: such a text is led by an apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text[:1] in "=+-@\t\r" and text else text
