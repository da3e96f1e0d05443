"""The route /v1/search: parties whose names or identifiers resemble a text."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.openapi import describe_answer
from api.representations import ANSWER, Form
from api.routes.parameters import PartyName
from api.routes.replies import reply
from api.state import Current
from api.strict_route import StrictRoute
from graph.answers.search import SearchAnswer
from graph.queries import search
from ontology.statements import Kind

search_router = APIRouter(prefix="/v1", tags=["parties"], route_class=StrictRoute)


@search_router.get("/search", responses=describe_answer(SearchAnswer, forms=ANSWER))
def find_parties(
    generation: Current,
    q: PartyName,
    form: Form,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    kind: Annotated[Kind | None, Query(description="Only parties of this kind")] = None,
    jurisdiction: Annotated[str | None, Query(max_length=10, description="Only parties of this country: ISO 3166 code")] = None,
) -> Response:
    """Parties whose names or identifiers resemble the text, best first."""
    return reply(search(generation, q, limit, kind=kind and kind.value, jurisdiction=jurisdiction), form)
