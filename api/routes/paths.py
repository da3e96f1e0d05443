"""The route /v1/paths: the best chains from one party down to another."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from api.openapi import describe_answer
from api.paging import Cursor, Page, make_page
from api.representations import ANSWER, Form
from api.routes.parameters import AskedIdentity, QueryOptions
from api.routes.replies import reply_page
from api.state import Current
from api.strict_route import StrictRoute
from graph.answers.paths import PathsAnswer
from graph.network.paths import Order
from graph.queries import QueryContext, find_party, paths

_MOST: Final = 100
"""Chains that are listed in all."""
paths_router = APIRouter(prefix="/v1", tags=["analysis"], route_class=StrictRoute)


async def read_path_page(
    request: Request, generation: Current, limit: Annotated[int, Query(ge=1, le=_MOST)] = 10, cursor: Cursor = None
) -> Page:
    """The page of chains that is asked for."""
    return make_page(request, generation, limit, cursor)


PathPage = Annotated[Page, Depends(read_path_page)]


@paths_router.get("/paths", responses=describe_answer(PathsAnswer, 300, 404, forms=ANSWER, paged=True))
def paths_between(
    generation: Current,
    options: QueryOptions,
    form: Form,
    page: PathPage,
    start: Annotated[str, Query(alias="from", max_length=300)],
    end: Annotated[str, Query(alias="to", max_length=300)],
    identity: AskedIdentity,
    by: Order = Order.SHARE,
) -> Response:
    """The best chains from one party down to another: the strongest, or the shortest."""
    context = QueryContext.of(generation, options)
    # The best come one after the other, and how many there are is known when there is no further one.
    end_of_page = min(page.start + (page.limit or _MOST), _MOST)
    answer = paths(context, find_party(generation, start), find_party(generation, end), limit=end_of_page, by=by, identity=identity)
    return reply_page(answer, page, form, has_more=answer.truncated and end_of_page < _MOST)
