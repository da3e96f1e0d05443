"""The page /search: parties whose names or identifiers resemble a text."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.pages.error_pages import PageRoute
from api.pages.templates import render_page
from api.pages.urls import Urls
from api.state import Current

search_router = APIRouter(route_class=PageRoute, include_in_schema=False)


@search_router.get("/search")
def show_search(
    generation: Current,
    q: Annotated[str, Query(max_length=300)] = "",
    kind: Annotated[str, Query(max_length=30)] = "",
    jurisdiction: Annotated[str, Query(max_length=10)] = "",
) -> Response:
    """Show the matches, best first, of this kind and country where they are chosen."""
    matches = generation.search_index.search(q, 50) if q.strip() else []
    return render_page(
        "search.html",
        q=q,
        matches=[m for m in matches if kind in ("", m.kind.value) and jurisdiction in ("", m.jurisdiction or "-")],
        total=len(matches),
        urls=Urls(generation.base),
        kind=kind,
        jurisdiction=jurisdiction,
        kinds=sorted({m.kind.value for m in matches}),
        jurisdictions=sorted({m.jurisdiction or "-" for m in matches}),
    )
