"""The chains between two parties, strongest first."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from api.pages.error_pages import PageRoute
from api.pages.templates import page
from api.pages.urls import Addresses
from api.pages.view_models import path_view
from api.routes.parameters import QueryOptions
from api.state import Current
from graph.queries import QueryContext, find_party, paths

ways_router = APIRouter(route_class=PageRoute, include_in_schema=False)


@ways_router.get("/path")
def paths_between(
    request: Request,
    generation: Current,
    options: QueryOptions,
    start: Annotated[str, Query(alias="from", max_length=300)] = "",
    end: Annotated[str, Query(alias="to", max_length=300)] = "",
) -> Response:
    """A form, and the chains once both parties are named."""
    to = Addresses.of(generation.base, options, dated="as_of" in request.query_params)
    if not start.strip() or not end.strip():
        return page("path.html", start=start, end=end, answer=None, paths=[], to=to)
    answer = paths(QueryContext.of(generation, options), find_party(generation, start), find_party(generation, end), limit=10)
    return page("path.html", start=start, end=end, answer=answer, paths=[path_view(p) for p in answer.paths], to=to)
