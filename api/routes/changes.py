"""The route /v1/changes: whose verdict is another one than in an earlier generation."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from api.openapi import describe_answer
from api.paging import ListPage
from api.representations import ANSWER, Form
from api.routes.parameters import QueryOptions
from api.routes.replies import reply_list
from api.state import Current, Lists, get_served
from api.strict_route import StrictRoute
from graph.answers.changes import ChangesAnswer
from graph.queries import changes

changes_router = APIRouter(prefix="/v1", tags=["analysis"], route_class=StrictRoute)

Since = Annotated[str, Query(max_length=20, description="The earlier generation by its number, or that of the end of a day: YYYY-MM-DD")]
Parties = Annotated[list[str] | None, Query(alias="party", max_length=100, description="Only this party, by id or name; may be repeated")]


@changes_router.get("/changes", responses=describe_answer(ChangesAnswer, 300, 404, forms=ANSWER, paged=True))
def changed_verdicts(
    request: Request,
    generation: Current,
    options: QueryOptions,
    form: Form,
    page: ListPage,
    lists: Lists,
    since: Since,
    parties: Parties = None,
) -> Response:
    """Whose verdict changed since an earlier generation, from what to what, and by which statements."""
    served = get_served(request)
    old = served.open_earlier(served.folder.find_since(since))
    return reply_list(lists, page, form, lambda: changes(old, generation, options, parties))
