"""The page /path: the chains between two parties, strongest first."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from api.pages.drawing import NOTHING, draw_inline
from api.pages.error_pages import PageRoute
from api.pages.grounds import list_link_sources
from api.pages.highlights import mark_quotes
from api.pages.templates import render_page
from api.pages.urls import Urls
from api.pages.view_models import list_tried_notes, note_sums
from api.routes.parameters import AskedIdentity, QueryOptions
from api.state import Current
from graph.answers.paths import PathAnswer
from graph.chart.chains import build_chains_chart
from graph.queries import QueryContext, find_party, paths
from graph.queries.conditions import describe_same
from graph.queries.phrases import describe_link, format_range, is_through_others
from graph.queries.relations import list_chain_relations, list_same
from graph.queries.stand_ins import close_stand_ins

paths_router = APIRouter(route_class=PageRoute, include_in_schema=False)


@paths_router.get("/path")
def show_paths(
    request: Request,
    generation: Current,
    options: QueryOptions,
    identity: AskedIdentity,
    start: Annotated[str, Query(alias="from", max_length=300)] = "",
    end: Annotated[str, Query(alias="to", max_length=300)] = "",
) -> Response:
    """Show a form, and the chains once both parties are named."""
    urls = Urls.of(generation.base, options, dated="as_of" in request.query_params).asking(identity)
    if not start.strip() or not end.strip():
        nothing: dict[str, Any] = dict.fromkeys(("paths", "notes", "tried", "sources"), ())
        return render_page("path.html", start=start, end=end, answer=None, drawing=NOTHING, urls=urls, **nothing)
    context, top, bottom = QueryContext.of(generation, options), find_party(generation, start), find_party(generation, end)
    answer = paths(context, top, bottom, limit=10, identity=identity)
    relations = list_chain_relations(context, (link for path in answer.paths for link in path.links))
    relations += tuple(list_same(context, [(path.links, answer.end.id, path.if_same or ()) for path in answer.paths]))
    title = close_stand_ins(f"Chains from {answer.start.name} down to {answer.end.name}", answer.start)
    chart = build_chains_chart(context, bottom, relations, title=title, link=urls.entity)
    return render_page(
        "path.html",
        start=start,
        end=end,
        answer=answer,
        paths=[_make_view(p) for p in answer.paths],
        tried=list_tried_notes(answer, urls.asking(identity.other).path(start, end)),
        notes=note_sums(context, relations),
        sources=list_link_sources(generation, (link for path in answer.paths for link in path.links)),
        drawing=draw_inline(chart) if relations else NOTHING,
        urls=urls,
    )


def _make_view(path: PathAnswer) -> dict[str, Any]:
    """A chain as its template shows it."""
    steps = [
        {
            "link": link,
            "words": describe_link(link, alone=True),
            "end": " through others" if is_through_others(link) else "",
            "quotes": mark_quotes(link.evidence),
        }
        for link in path.links
    ]
    return {
        "steps": steps,
        "product": format_range(path.product) if path.product else None,
        "condition": describe_same(path.if_same) if path.if_same else "",
    }
