"""The page /entity/{id}/embed: headline, chart and sources alone, for the frame of another site where a setting allows it."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.middleware import allow_frames
from api.pages.drawing import NOTHING, draw_inline
from api.pages.error_pages import PageRoute
from api.pages.templates import render_page
from api.pages.urls import Urls
from api.permalinks import make_permalink
from api.routes.parameters import Expand, QueryOptions, WayOfChart, find_expanded
from api.state import Current, get_served
from graph.chart.build import build_chart
from graph.chart.controlled import build_controlled_chart, list_controlled_relations
from graph.chart.party import choose_direction
from graph.queries import QueryContext, controlled, controllers, find_party
from graph.queries.rule_words import count_controlled
from graph.queries.wording import make_title

embed_router = APIRouter(prefix="/entity", route_class=PageRoute, include_in_schema=False)

_SOURCES = 4
"""Sources that are named below the chart."""


@embed_router.get("/{party:path}/embed")
def show_embed(
    request: Request, generation: Current, options: QueryOptions, party: str, direction: WayOfChart = None, expand: Expand = None
) -> Response:
    """Show who controls a company, or what a person or state controls, without the frame of the site."""
    number = find_party(generation, party)
    urls = Urls.of(generation.base, options, dated="as_of" in request.query_params)
    found = generation.party(number)
    if generation.base.expand(party.strip()) != found.id:
        return RedirectResponse(urls.file(found.id, "embed", dir=direction, expand=expand), status_code=302)
    context, settings = QueryContext.of(generation, options), get_served(request).settings
    opened, day = find_expanded(generation, expand), options.as_of.isoformat()
    if choose_direction(found.kind, direction) == "down":
        below = controlled(context, number)
        headline, relations = count_controlled(below), list_controlled_relations(context, below)
        chart = build_controlled_chart(context, below, relations, link=urls.entity)
        ids = dict.fromkeys(link.source for company in below.controlled for link in company.chain if link.source)
        titles = [generation.sources[iri].title for iri in ids if iri in generation.sources]
    else:
        answer = controllers(context, number)
        headline, chart = make_title(answer), build_chart(context, answer, link=urls.entity)
        titles = [source.title for source in answer.sources]
    return render_page(
        "embed.html",
        headers={"Content-Security-Policy": allow_frames(settings.frame_ancestors)},
        headline=headline,
        drawing=draw_inline(chart, expanded=opened) if chart.links else NOTHING,
        titles=titles[:_SOURCES],
        more=len(titles[_SOURCES:]),
        as_of=day,
        generation=generation.number,
        whole=make_permalink(settings.public_url, context, number, opened, direction)
        or urls.entity_with(found.id, as_of=day, dir=direction, expand=expand or None),
    )
