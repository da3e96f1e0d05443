"""The route /v1/cycles: parties that hold each other in circles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from api.openapi import describe_answer
from api.paging import ListPage
from api.representations import ANSWER, Form
from api.routes.parameters import AskedIdentity, QueryOptions
from api.routes.replies import reply_list
from api.state import Current, Lists
from api.strict_route import StrictRoute
from graph.answers.cycles import CyclesAnswer
from graph.queries import QueryContext, cycles, find_party
from graph.queries.identity import Identity

cycles_router = APIRouter(prefix="/v1", tags=["analysis"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True)
class CyclesQuestion:
    """Which cycles are asked for."""

    party: str | None
    side: Literal["above", "below"]
    column: Literal["votes", "capital"]
    identity: Identity


async def read_question(
    identity: AskedIdentity,
    party: Annotated[str | None, Query(max_length=300)] = None,
    side: Literal["above", "below"] = "above",
    column: Literal["votes", "capital"] = "votes",
) -> CyclesQuestion:
    """What the parameters ask."""
    return CyclesQuestion(party, side, column, identity)


@cycles_router.get("/cycles", responses=describe_answer(CyclesAnswer, 300, 404, forms=ANSWER, paged=True))
def all_cycles(
    generation: Current,
    options: QueryOptions,
    form: Form,
    page: ListPage,
    lists: Lists,
    asked: Annotated[CyclesQuestion, Depends(read_question)],
) -> Response:
    """Parties that hold each other in circles: all of them, or those above or below one party."""
    number = None if asked.party is None else find_party(generation, asked.party)
    return reply_list(
        lists,
        page,
        form,
        lambda: cycles(QueryContext.of(generation, options), number, side=asked.side, column=asked.column, identity=asked.identity),
    )
