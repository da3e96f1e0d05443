"""The page /entity/{id}: who ultimately controls a party, with chart, evidence and table; and its downloads."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Literal, NamedTuple

from fastapi import APIRouter
from pyoxigraph import RdfFormat
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.pages.citation import make_citation
from api.pages.controlled import list_attributes, show_controlled
from api.pages.drawing import Drawing, draw_inline
from api.pages.error_pages import PageRoute
from api.pages.grounds import list_grounds
from api.pages.templates import render_page
from api.pages.urls import Urls
from api.pages.view_models import find_namesakes, list_dead_ends, list_notes, list_thresholds, make_figures, make_table
from api.permalinks import make_permalink
from api.representations import split_suffix
from api.routes.parameters import AskedIdentity, Expand, QueryOptions, WayOfChart, find_expanded
from api.state import Current, get_served
from graph.answers.common import PartyRef
from graph.answers.controllers import ControllersAnswer
from graph.answers.table import escape_cell
from graph.chart.build import build_chart
from graph.chart.party import Direction, choose_direction
from graph.exports.statements import write_statements
from graph.generation.generation import Generation
from graph.queries import Options, QueryContext, controllers, entity, find_party
from graph.queries.cards import Card, make_card
from graph.queries.holdings import list_holdings
from graph.queries.identity import Identity
from graph.queries.owners import answer_as_stated
from graph.queries.phrases import describe_claim, join, quote_titles
from graph.queries.relations import Relation, list_relations
from graph.queries.rivals import is_contradicted
from graph.queries.wording import describe_chain, make_title
from graph.rules.table import RULES
from ontology.errors import NoMatch
from ontology.statements import Kind

entity_router = APIRouter(prefix="/entity", route_class=PageRoute, include_in_schema=False)

_CSV_HEADER = (
    "holder", "holder_id", "relation", "share_min", "share_max", "subject", "subject_id", "since", "status", "statement", "note", "quote",
    "standing", "source", "source_date",
)  # fmt: skip
_HOLDINGS, _OWNERS = 50, 20
"""What a party holds, and who has money in it, as far as the page lists them."""
_FOLDED = 25
"""Members of a stack that the evidence panel lists."""


class Fold(NamedTuple):
    """A stack of the chart: how many parties it stands for, the first of them with what they have, and the address that opens it."""

    id: str
    parties: int
    relations: list[Relation]
    more: int
    opened: str | None


@entity_router.get("/{party:path}/answer.csv")
def download_csv(request: Request, generation: Current, options: QueryOptions, identity: AskedIdentity, party: str) -> Response:
    """Send the table as CSV: the same rows as on the page."""
    number = find_party(generation, party)
    redirect = _redirect_to_own(generation, number, party, _make_urls(request, generation, options, identity), "answer.csv")
    if redirect is not None:
        return redirect
    context = QueryContext.of(generation, options)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_CSV_HEADER)
    for relation in list_relations(context, controllers(context, number, identity)):
        writer.writerow(map(escape_cell, _make_csv_row(relation, generation)))
    return Response("\ufeff" + out.getvalue(), media_type="text/csv; charset=utf-8", headers=_attachment_header("answer.csv"))


@entity_router.get("/{party:path}/answer.jsonld")
def download_jsonld(request: Request, generation: Current, options: QueryOptions, identity: AskedIdentity, party: str) -> Response:
    """Send the statements that the page rests on, as JSON-LD."""
    number = find_party(generation, party)
    redirect = _redirect_to_own(generation, number, party, _make_urls(request, generation, options, identity), "answer.jsonld")
    if redirect is not None:
        return redirect
    context = QueryContext.of(generation, options)
    links = [relation.link for relation in list_relations(context, controllers(context, number, identity)) if relation.link]
    content = write_statements(generation, (iri for link in links for iri in link.statements), RdfFormat.JSON_LD)
    return Response(content, media_type="application/ld+json", headers=_attachment_header("answer.jsonld"))


@entity_router.get("/{party:path}/chart.{suffix}")
def lead_to_chart(
    request: Request,
    generation: Current,
    options: QueryOptions,
    identity: AskedIdentity,
    party: str,
    suffix: Literal["svg", "png", "json"],
    direction: WayOfChart = None,
    expand: Expand = None,
) -> Response:
    """Lead to the chart as a picture or as data."""
    iri, urls = generation.party(find_party(generation, party)).id, _make_urls(request, generation, options, identity)
    return RedirectResponse(urls.api(iri, f"chart.{suffix}", dir=direction, expand=None if suffix == "json" else expand), status_code=302)


@entity_router.get("/{party:path}")
def show_entity(
    request: Request,
    generation: Current,
    options: QueryOptions,
    identity: AskedIdentity,
    party: str,
    direction: WayOfChart = None,
    expand: Expand = None,
) -> Response:
    """Show who controls a party (``dir=up``) or what it controls (``dir=down``, which is meant for those whom nobody owns)."""
    urls = _make_urls(request, generation, options, identity)
    try:
        number = find_party(generation, party)
    except NoMatch:
        twin = _find_twin(generation, party, direction, urls)
        if twin is None:
            raise
        return RedirectResponse(twin, status_code=308)
    own = [(name, text) for name, text in (("dir", direction), ("expand", expand)) if text is not None]
    redirect = _redirect_to_own(generation, number, party, replace(urls, options=(*urls.options, *own)))
    if redirect is not None:
        return redirect
    context, opened = QueryContext.of(generation, options), find_expanded(generation, expand)
    is_down = choose_direction(generation.party(number).kind, direction) == "down"
    address = _make_address(request, context, number, urls, direction, identity)
    if is_down:
        return show_controlled(context, number, urls, address, opened, identity)
    answer = controllers(context, number, identity)
    links = list_relations(context, answer)
    drawing = draw_inline(build_chart(context, answer, link=urls.entity), expanded=opened)
    stacked = {member for stack in drawing.stacks for member in stack.members}
    parties = _list_parties(context, number, links)
    held, owned = list_holdings(context, number), answer_as_stated(context, number).owners
    drawn = {card.id for card in parties} - stacked
    return render_page(
        "entity.html",
        answer=answer,
        rule=RULES[answer.rule.id],
        headline=make_title(answer),
        rules=[(rule.id, rule.title) for rule in RULES.values()],
        thresholds=list_thresholds(answer.rule),
        citation=make_citation(answer, answer.sentence, answer.sources, generation.manifest.created[:10], address),
        subject_kind=Kind(answer.subject.kind),
        through=_describe_chains(context, answer),
        grounds=list_grounds(answer, urls),
        figures=make_figures(answer, links),
        notes=list_notes(answer, urls),
        dead_ends=list_dead_ends(answer),
        table=make_table(links, drawing.stacks),
        parties=parties,
        drawing=drawing,
        drawn=drawn,
        folds=_list_folds(drawing, links, urls, answer, opened),
        expand=expand,
        urls=urls,
        sources={s.id: s for s in generation.sources.values()},
        about=entity(generation, number),
        holdings=held[:_HOLDINGS],
        held=len(held),
        owners=owned[:_OWNERS],
        owned=len(owned),
        namesakes=find_namesakes((holding.subject for holding in held[:_HOLDINGS]), (owner.party for owner in owned[:_OWNERS])),
        attributes=list_attributes(generation, number),
    )


def _find_twin(generation: Generation, text: str, direction: Direction | None, urls: Urls) -> str | None:
    """The address of the same answer in another format, where the page of a party is asked for with the suffix of one."""
    stem, suffix = split_suffix(text.removesuffix(".json") if text.endswith(".bods.json") else text)
    number = generation.party_number(generation.base.expand(stem) or "")
    if suffix is None or number is None:
        return None
    party = generation.party(number)
    question = "controlled" if choose_direction(party.kind, direction) == "down" else "controllers"
    return urls.api(party.id, f"{question}.{suffix}")


def _make_address(request: Request, context: QueryContext, number: int, urls: Urls, direction: Direction | None, identity: Identity) -> str:
    """The permanent address of an answer; without that of the service where it has no public one."""
    permalink = make_permalink(get_served(request).settings.public_url, context, number, direction=direction, identity=identity)
    return permalink or urls.entity_with(context.generation.party(number).id, as_of=context.options.as_of.isoformat(), dir=direction)


def _make_urls(request: Request, generation: Generation, options: Options, identity: Identity) -> Urls:
    urls = Urls.of(generation.base, options, dated=bool(request.query_params.get("as_of")))
    return urls.asking(identity)


def _redirect_to_own(generation: Generation, number: int, text: str, urls: Urls, file: str = "") -> Response | None:
    """The way to the party's own address, unless ``text`` is its id."""
    iri, text_iri = generation.party(number).id, generation.base.expand(text.strip())
    if text_iri == iri:
        return None
    # A merged id has moved for good; a name may mean another party tomorrow.
    return RedirectResponse(urls.file(iri, file) if file else urls.entity(iri), status_code=308 if text_iri else 302)


def _list_folds(
    drawing: Drawing, links: tuple[Relation, ...], urls: Urls, answer: ControllersAnswer, expanded: tuple[str, ...]
) -> list[Fold]:
    """What the stacks of the chart stand for: each member with what it has, and the address of the chart that has them opened."""
    folds = []
    for stack in drawing.stacks:
        members = set(stack.members)
        relations = [r for r in links if members & {r.holder.id, r.subject.id}]
        opened = (
            urls.entity_with(answer.subject.id, expand=",".join(urls.base.compact(iri) for iri in (*expanded, stack.beside)))
            if stack.beside and stack.beside not in expanded
            else None
        )
        folds.append(Fold(stack.id, len(stack.members), relations[:_FOLDED], max(0, len(relations) - _FOLDED), opened))
    return folds


def _describe_chains(context: QueryContext, answer: ControllersAnswer) -> str:
    def short_name(party: PartyRef) -> str:
        number = context.generation.party_number(party.id)
        return party.name if number is None else make_card(context, number).name

    titles = {source.id: source.title for source in answer.sources}
    texts = []
    for controller in [c for c in answer.controllers if not c.if_same][:2]:
        text = describe_chain(controller, short_name)
        # A claim that another source contradicts is never told as if it stood alone.
        doubted = [
            k for k in controller.chain if k.source in titles and any(r.source != k.source and is_contradicted(k, r) for r in k.disagrees)
        ]
        sides = [titles[k.source or ""] for k in doubted]
        over = {i.subject.id for i in answer.inconsistencies if i.code == "OVER_100"}
        if text and not sides and any(k.subject.id in over for k in controller.chain):
            text = f"By shares that add to more than the whole: {text}"
        if sides and text:
            # What is told of a way begins below the controller: the claim that somebody doubts may stand above that.
            claims = [describe_claim(k, alone=True) for k in doubted if k.holder.id == controller.party.id and len(controller.chain) > 1]
            text = f"{text[:1].lower()}{text[1:]}" if text.startswith("Through ") else text
            right = f"right{f' that {join(claims)}' if claims else ''}"
            text = f"If {quote_titles(sides)} {'is' if len(set(sides)) == 1 else 'are'} {right}: {text}"
        texts.append(text)
    return " ".join(filter(None, texts))


def _list_parties(context: QueryContext, subject: int, links: tuple[Relation, ...]) -> list[Card]:
    """The parties of the chart, each once, the subject first."""
    return list({c.id: c for c in (make_card(context, subject), *(c for r in links for c in (r.holder, r.subject)))}.values())


def _make_csv_row(relation: Relation, generation: Generation) -> list[object]:
    ids = list(relation.link.sources) if relation.link else []
    sources = [generation.sources[iri] for iri in ids if iri in generation.sources]
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
        "inferred" if relation.inferred else relation.standing,
        "; ".join(source.title for source in sources),
        "; ".join(source.date or "" for source in sources),
    ]


def _attachment_header(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
