"""The route /v1/sources: what the answers rest on."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.routes.replies import reply
from api.state import Current
from api.strict_route import StrictRoute
from graph.queries import sources

sources_router = APIRouter(prefix="/v1", tags=["sources"], route_class=StrictRoute)


@sources_router.get("/sources")
def all_sources(generation: Current) -> Response:
    """Every source of the served generation."""
    return reply({"sources": sources(generation), "generation": generation.number})
