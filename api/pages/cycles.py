"""The page /cycles: parties that hold each other in circles, all of them or those above or below one party."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from api.pages.error_pages import PageRoute
from api.pages.grounds import list_statement_sources
from api.pages.templates import render_page
from api.pages.urls import Urls
from api.pages.view_models import list_tried_notes
from api.routes.parameters import AskedIdentity, QueryOptions
from api.state import Current
from graph.queries import QueryContext, cycles, find_party
from graph.queries.conditions import describe_same

cycles_router = APIRouter(route_class=PageRoute, include_in_schema=False)

_LISTED: Final = 25
"""Cycles that the page tells, those of most members first."""
_MEMBERS: Final = 30
"""Members and holdings of one cycle that it tells."""


@cycles_router.get("/cycles")
def show_cycles(
    request: Request,
    generation: Current,
    options: QueryOptions,
    identity: AskedIdentity,
    party: Annotated[str, Query(max_length=300)] = "",
    side: Literal["above", "below"] = "above",
    column: Literal["votes", "capital"] = "votes",
) -> Response:
    """Show the cycles."""
    number = find_party(generation, party) if party.strip() else None
    answer = cycles(QueryContext.of(generation, options), number, side=side, column=column, identity=identity)
    urls = Urls.of(generation.base, options, dated="as_of" in request.query_params).asking(identity)
    return render_page(
        "cycles.html",
        answer=answer,
        party=party,
        side=side,
        cycles=answer.cycles[:_LISTED],
        more=len(answer.cycles[_LISTED:]),
        most=_MEMBERS,
        sources=list_statement_sources(
            generation, (iri for ring in answer.cycles[:_LISTED] for holding in ring.holdings[:_MEMBERS] for iri in holding.statements)
        ),
        tried=list_tried_notes(answer, urls.asking(identity.other).cycles(party, side, column)),
        conditions=[describe_same(c.if_same) if c.if_same else "" for c in answer.cycles[:_LISTED]],
        urls=urls,
    )
