"""The route /v1/rules: the rules that a question can be asked by."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from starlette.responses import Response

from api.openapi import describe_answer
from api.representations import TABLE, Form
from api.routes.replies import reply
from api.state import get_generation
from api.strict_route import StrictRoute
from graph.answers.rules import RulesAnswer
from graph.queries import rules

rules_router = APIRouter(prefix="/v1", tags=["analysis"], route_class=StrictRoute)


@rules_router.get("/rules", responses=describe_answer(RulesAnswer, forms=TABLE), dependencies=[Depends(get_generation)])
def all_rules(form: Form) -> Response:
    """Every rule that a question can be asked by, with its contested points and sources."""
    return reply(rules(), form)
