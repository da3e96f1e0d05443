"""The route /v1/statements/{id}: one claim of one source."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.openapi import describe_answer
from api.representations import STATED, choose_for, split_suffix
from api.routes.replies import reply
from api.state import Current
from api.strict_route import StrictRoute
from graph.answers.sources import StatementAnswer
from graph.queries import statement

statements_router = APIRouter(prefix="/v1", tags=["parties"], route_class=StrictRoute)


@statements_router.get("/statements/{iri:path}", responses=describe_answer(StatementAnswer, 404, forms=STATED))
def one_statement(request: Request, generation: Current, iri: str) -> Response:
    """One claim of one source with its evidence."""
    name, suffix = split_suffix(iri)
    if suffix is not None and not generation.has_statement(iri):
        iri = name
    else:
        suffix = None
    form = choose_for(request, suffix)
    return reply(statement(generation, iri), form, generation)
