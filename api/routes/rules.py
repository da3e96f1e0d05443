"""The route /v1/rules: the rules that a question can be asked by."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.routes.replies import reply
from api.state import Current
from graph.queries import rules

rules_router = APIRouter(prefix="/v1", tags=["analysis"])


@rules_router.get("/rules")
def all_rules(request: Request, generation: Current) -> Response:
    """Every rule that a question can be asked by, with its contested points and sources."""
    return reply(request, generation, rules())
