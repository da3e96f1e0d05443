"""The route /v1/stats: how much the served generation holds, and of what."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.openapi import describe_answer
from api.representations import TABLE, Form
from api.routes.replies import reply
from api.state import Current
from api.strict_route import StrictRoute
from graph.answers.stats import StatsAnswer
from graph.queries import stats

stats_router = APIRouter(prefix="/v1", tags=["sources"], route_class=StrictRoute)


@stats_router.get("/stats", responses=describe_answer(StatsAnswer, forms=TABLE))
def counts(generation: Current, form: Form) -> Response:
    """How many parties, interests and sources there are, of each kind."""
    return reply(stats(generation), form)
