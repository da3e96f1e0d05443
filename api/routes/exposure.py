"""The route /v1/exposure: what the parties of a list reach by a rule."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.openapi import describe_answer
from api.representations import TABLE, Form
from api.routes.bodies import ExposureBody, RawBody, check_count, document_body, parse_body
from api.routes.replies import reply
from api.state import Current, get_served
from api.strict_route import StrictRoute
from graph.answers.exposure import ExposureAnswer
from graph.queries import QueryContext, exposure

exposure_router = APIRouter(prefix="/v1", tags=["analysis"], route_class=StrictRoute)


@exposure_router.post(
    "/exposure",
    responses=describe_answer(ExposureAnswer, 300, 404, 408, 413, 415, forms=TABLE, tagged=False),
    openapi_extra=document_body(ExposureBody),
)
def exposed(request: Request, generation: Current, form: Form, raw: RawBody) -> Response:
    """Every company that a set of parties reaches by a rule; names that were not found are listed as errors."""
    question = parse_body(ExposureBody, request, raw)
    settings = get_served(request).settings
    check_count(settings, len(question.parties))
    return reply(exposure(QueryContext.of(generation, question.options(settings)), question.parties, question.identity), form)
