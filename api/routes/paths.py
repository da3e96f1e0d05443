"""The route /v1/paths: the best chains from one party down to another."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.openapi import describe_answer
from api.representations import ANSWER, Form
from api.routes.parameters import QueryOptions
from api.routes.replies import reply
from api.state import Current
from api.strict_route import StrictRoute
from graph.answers.paths import PathsAnswer
from graph.network.paths import Order
from graph.queries import QueryContext, find_party, paths

paths_router = APIRouter(prefix="/v1", tags=["analysis"], route_class=StrictRoute)


@paths_router.get("/paths", responses=describe_answer(PathsAnswer, 300, 404, forms=ANSWER))
def paths_between(
    generation: Current,
    options: QueryOptions,
    form: Form,
    start: Annotated[str, Query(alias="from", max_length=300)],
    end: Annotated[str, Query(alias="to", max_length=300)],
    by: Order = Order.SHARE,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
) -> Response:
    """The best chains from one party down to another: the strongest, or the shortest."""
    context = QueryContext.of(generation, options)
    return reply(paths(context, find_party(generation, start), find_party(generation, end), limit=limit, by=by), form)
