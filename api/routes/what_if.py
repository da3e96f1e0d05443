"""The route /v1/what-if: who would control a party after supposed changes."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.openapi import describe_answer
from api.representations import TABLE, Form
from api.routes.bodies import RawBody, WhatIfBody, check_count, document_body, parse_body
from api.routes.replies import reply
from api.state import Current, get_served
from api.strict_route import StrictRoute
from graph.answers.what_if import WhatIfAnswer
from graph.queries import QueryContext, find_party, what_if

what_if_router = APIRouter(prefix="/v1", tags=["analysis"], route_class=StrictRoute)


@what_if_router.post(
    "/what-if",
    responses=describe_answer(WhatIfAnswer, 300, 404, 408, 413, 415, forms=TABLE, tagged=False),
    openapi_extra=document_body(WhatIfBody),
)
def supposed(request: Request, generation: Current, form: Form, raw: RawBody) -> Response:
    """Who would control a party after supposed changes, and who gains and loses what.  Nothing is written."""
    question = parse_body(WhatIfBody, request, raw)
    settings = get_served(request).settings
    check_count(settings, len(question.changes))
    context = QueryContext.of(generation, question.options(settings))
    rows = [change.row() for change in question.changes]
    return reply(what_if(context, find_party(generation, question.party), rows, question.identity), form)
