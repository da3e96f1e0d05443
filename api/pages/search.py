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

search_router = APIRouter(route_class=PageRoute, include_in_schema=False)

_LOOKED_AT: Final = 400
"""Matches among which those of a kind and a country are looked for."""
_LISTED: Final = 20
"""Matches on one page."""
_NOT_STATED: Final = "-"
"""What the filter by country calls parties of which no country is stated."""


@search_router.get("/search")
def show_search(
    generation: Current,
    q: Annotated[str, Query(max_length=300)] = "",
    kind: Annotated[str, Query(max_length=30)] = "",
    jurisdiction: Annotated[str, Query(max_length=10)] = "",
    page: Annotated[int, Query(ge=1, le=_LOOKED_AT)] = 1,
) -> Response:
    """Show a page of the matches, best first, of this kind and country where they are chosen."""
    matches = generation.search_index.search(q, _LOOKED_AT) if q.strip() else []
    chosen = [m for m in matches if kind in ("", m.kind.value) and jurisdiction in ("", m.jurisdiction or _NOT_STATED)]
    start = (page - 1) * _LISTED
    return render_page(
        "search.html",
        q=q,
        parties=list_matches(generation, chosen[start : start + _LISTED]),
        start=start + 1,
        chosen=len(chosen),
        total=len(matches),
        is_cut=len(matches) == _LOOKED_AT,
        before=page - 1 if start else None,
        after=page + 1 if start + _LISTED < len(chosen) else None,
        urls=Urls(generation.base),
        kind=kind,
        jurisdiction=jurisdiction,
        kinds=sorted({m.kind.value for m in matches}),
        jurisdictions=sorted({m.jurisdiction or _NOT_STATED for m in matches}),
    )
