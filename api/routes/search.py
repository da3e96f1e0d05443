"""The route /v1/search: parties whose names or identifiers resemble a text."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.routes.parameters import PartyName
from api.routes.replies import reply
from api.state import Current
from api.strict_route import StrictRoute

search_router = APIRouter(prefix="/v1", tags=["parties"], route_class=StrictRoute)


@search_router.get("/search")
def search(generation: Current, q: PartyName, limit: Annotated[int, Query(ge=1, le=100)] = 20) -> Response:
    """Parties whose names or identifiers resemble the text, best first."""
    matches = generation.search_index.search(q, limit)
    return reply({"query": q, "matches": matches, "generation": generation.number})
