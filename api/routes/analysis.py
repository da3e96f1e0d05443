"""Questions over many parties or times: batch, paths, cycles, exposure, what-if, rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.routes.bodies import NDJSON, Batch, ExposureBody, RawBody, WhatIfBody, batch_of, described, parsed, too_many
from api.routes.parameters import QueryOptions, reply
from api.state import Current, served
from graph.answers import encode_line
from graph.answers.batch import UnansweredParty
from graph.answers.common import ErrorAnswer
from graph.generation.generation import Generation
from graph.network.paths import Order
from graph.queries import Options, QueryContext, batch, batch_all, cycles, exposure, find_party, paths, rules, what_if
from ontology.errors import OwnershipError

analysis_router = APIRouter(prefix="/v1", tags=["analysis"])
Name = Annotated[str, Query(min_length=1, max_length=300)]


@analysis_router.post("/controllers", openapi_extra=described(Batch, NDJSON))
def many_controllers(request: Request, generation: Current, options: QueryOptions, raw: RawBody) -> Response:
    """Who ultimately controls each of several parties, or every company: NDJSON, one line a party, streamed in the order given."""
    wanted = batch_of(request, raw)
    QueryContext.of(generation, options)
    return StreamingResponse(_lines(generation, options, wanted), media_type=NDJSON)


def _lines(generation: Generation, options: Options, wanted: Batch) -> Iterator[bytes]:
    try:
        for answer in batch_all(generation, options) if wanted.everyone else batch(generation, options, wanted.parties):
            yield encode_line(answer)
    except OwnershipError as error:
        # The status has been sent: the last line says what went wrong.
        yield encode_line(UnansweredParty(party="", error=ErrorAnswer(code=error.code, what=error.what, hint=error.hint)))


@analysis_router.get("/paths")
def paths_between(
    request: Request,
    generation: Current,
    options: QueryOptions,
    start: Annotated[str, Query(alias="from", max_length=300)],
    end: Annotated[str, Query(alias="to", max_length=300)],
    by: Order = Order.SHARE,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
) -> Response:
    """The best chains from one party down to another: the strongest, or the shortest."""
    context = QueryContext.of(generation, options)
    return reply(request, generation, paths(context, find_party(generation, start), find_party(generation, end), limit=limit, by=by))


@analysis_router.get("/cycles")
def all_cycles(
    request: Request,
    generation: Current,
    options: QueryOptions,
    party: Annotated[str | None, Query(max_length=300)] = None,
    side: Literal["above", "below"] = "above",
    column: Literal["votes", "capital"] = "votes",
) -> Response:
    """Parties that hold each other in circles: all of them, or those above or below one party."""
    number = None if party is None else find_party(generation, party)
    return reply(request, generation, cycles(QueryContext.of(generation, options), number, side=side, column=column))


@analysis_router.post("/exposure", openapi_extra=described(ExposureBody))
def exposed(request: Request, generation: Current, raw: RawBody) -> Response:
    """Every company that a set of parties reaches by a rule; names that were not found are listed as errors."""
    question = parsed(ExposureBody, request, raw)
    _check(request, len(question.parties))
    return reply(request, generation, exposure(QueryContext.of(generation, question.options(request)), question.parties))


@analysis_router.post("/what-if", openapi_extra=described(WhatIfBody))
def supposed(request: Request, generation: Current, raw: RawBody) -> Response:
    """Who would control a party after supposed changes, and who gains and loses what.  Nothing is written."""
    question = parsed(WhatIfBody, request, raw)
    _check(request, len(question.changes))
    context = QueryContext.of(generation, question.options(request))
    rows = [change.row() for change in question.changes]
    return reply(request, generation, what_if(context, find_party(generation, question.party), rows))


@analysis_router.get("/rules")
def all_rules(request: Request, generation: Current) -> Response:
    """Every rule that a question can be asked by, with its contested points and sources."""
    return reply(request, generation, rules())


def _check(request: Request, count: int) -> None:
    most = served(request).settings.max_batch
    if count > most:
        raise too_many(count, most)
