"""The route /v1/statements/{id}: one claim of one source."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.openapi import describe_answer
from api.routes.replies import reply
from api.state import Current
from api.strict_route import StrictRoute
from graph.answers.sources import StatementAnswer
from graph.queries import statement

statements_router = APIRouter(prefix="/v1", tags=["parties"], route_class=StrictRoute)


@statements_router.get("/statements/{iri:path}", responses=describe_answer(StatementAnswer, 404))
def one_statement(generation: Current, iri: str) -> Response:
    """One claim of one source with its evidence."""
    return reply(statement(generation, iri))
