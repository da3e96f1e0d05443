"""The route /v1/sources: what the answers rest on."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.routes.replies import reply
from api.state import Current
from graph.queries import sources

sources_router = APIRouter(prefix="/v1", tags=["sources"])


@sources_router.get("/sources")
def all_sources(request: Request, generation: Current) -> Response:
    """Every source of the served generation."""
    return reply(request, generation, {"sources": sources(generation), "generation": generation.number})
