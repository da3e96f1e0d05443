"""The page /search: parties whose names or identifiers resemble a text, told apart."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.pages.error_pages import PageRoute
from api.pages.matches import list_matches
from api.pages.templates import render_page
from api.pages.urls import Urls
from api.state import Current
from graph.queries.search import MOST_MATCHES, NOT_STATED, choose_matches, find_matches

search_router = APIRouter(route_class=PageRoute, include_in_schema=False)

_LISTED: Final = 20
"""Matches on one page."""


@search_router.get("/search")
def show_search(
    generation: Current,
    q: Annotated[str, Query(max_length=300)] = "",
    kind: Annotated[str, Query(max_length=30)] = "",
    jurisdiction: Annotated[str, Query(max_length=10)] = "",
    page: Annotated[int, Query(ge=1, le=MOST_MATCHES)] = 1,
) -> Response:
    """Show a page of the matches, best first, of this kind and country where they are chosen."""
    matches = find_matches(generation, q, widely=True)
    chosen = choose_matches(matches, kind or None, jurisdiction or None)
    start = (page - 1) * _LISTED
    return render_page(
        "search.html",
        q=q,
        parties=list_matches(generation, chosen[start : start + _LISTED]),
        start=start + 1,
        chosen=len(chosen),
        total=len(matches),
        is_cut=len(matches) == MOST_MATCHES,
        before=page - 1 if start else None,
        after=page + 1 if start + _LISTED < len(chosen) else None,
        urls=Urls(generation.base),
        kind=kind,
        jurisdiction=jurisdiction,
        kinds=sorted({m.kind.value for m in matches}),
        jurisdictions=sorted({m.jurisdiction or NOT_STATED for m in matches}),
    )
