"""The routes /v1/controllers: who ultimately controls a party with this name, several parties, or every company."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.line_stream import stream_lines
from api.openapi import describe_answer
from api.problems import make_problem_response
from api.representations import STATED, Form
from api.routes.bodies import NDJSON, Batch, RawBody, document_body, parse_batch
from api.routes.parameters import AskedIdentity, PartyName, QueryOptions
from api.routes.replies import reply
from api.state import Current, get_served
from api.strict_route import StrictRoute
from graph.answers import encode_line
from graph.answers.batch import UnansweredParty
from graph.answers.common import ErrorAnswer
from graph.answers.controllers import ControllersAnswer
from graph.generation.generation import Generation
from graph.queries import Options, QueryContext, batch, batch_all, controllers, find_party
from graph.queries.identity import Identity
from ontology.errors import OwnershipError, Reader, SeveralMatches

controllers_router = APIRouter(prefix="/v1", route_class=StrictRoute)


@controllers_router.get("/controllers", tags=["parties"], responses=describe_answer(ControllersAnswer, 300, 404, forms=STATED))
def who_controls(
    request: Request, generation: Current, options: QueryOptions, party: PartyName, form: Form, identity: AskedIdentity
) -> Response:
    """Who ultimately controls the party with this name or id; 300 with candidates when several fit."""
    try:
        number = find_party(generation, party)
    except SeveralMatches as several:
        return make_problem_response(several, request)
    return reply(controllers(QueryContext.of(generation, options), number, identity), form, generation)


@controllers_router.post(
    "/controllers",
    tags=["analysis"],
    response_class=Response,
    responses=describe_answer(None, 300, 404, 408, 413, 415, media=NDJSON, tagged=False),
    openapi_extra=document_body(Batch, NDJSON),
)
def many_controllers(request: Request, generation: Current, options: QueryOptions, raw: RawBody, identity: AskedIdentity) -> Response:
    """Who ultimately controls each of several parties, or every company: NDJSON, one line a party, streamed in the order given."""
    parties = parse_batch(request, raw)
    # What is wrong with the options is said before the stream begins.
    QueryContext.of(generation, options)
    return stream_lines(_encode_answers(generation, options, parties, identity), get_served(request).turns, NDJSON)


def _encode_answers(generation: Generation, options: Options, parties: Batch, identity: Identity) -> Iterator[bytes]:
    try:
        every = (
            batch_all(generation, options, identity=identity) if parties.everyone else batch(generation, options, parties.parties, identity)
        )
        for answer in every:
            yield encode_line(answer)
    except OwnershipError as error:
        # The status has been sent: the last line says what went wrong.
        yield encode_line(
            UnansweredParty(
                party="", error=ErrorAnswer(code=error.code, what=error.what_for(Reader.HTTP), hint=error.hint_for(Reader.HTTP))
            )
        )
