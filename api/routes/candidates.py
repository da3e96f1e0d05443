"""The routes /v1/candidates: pairs of parties that may be one, and one of them with what is said of both.  They join nothing."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from api.openapi import describe_answer
from api.paging import Cursor, Page, make_page
from api.representations import ANSWER, Form
from api.routes.replies import reply
from api.state import Current
from api.strict_route import StrictRoute
from graph.answers.candidates import ComparedPairAnswer, PairsAnswer
from graph.generation.generation import Generation
from graph.queries import find_party
from graph.queries.candidates import Judged, Sort, Wanted, compare_candidate, list_candidates

candidates_router = APIRouter(prefix="/v1/candidates", tags=["analysis"], route_class=StrictRoute)
_MOST: Final = 1_000


async def read_candidate_page(
    request: Request, generation: Current, limit: Annotated[int, Query(ge=1, le=_MOST)] = 50, cursor: Cursor = None
) -> Page:
    """The page of candidates that is asked for."""
    return make_page(request, generation, limit, cursor)


def read_wanted(
    generation: Current,
    party: Annotated[str | None, Query(min_length=1, max_length=300, description="Only those of this party: id or name")] = None,
    of: Annotated[Sort | None, Query(description="Only organisations, or only persons")] = None,
    country: Annotated[str | None, Query(pattern="^[A-Za-z]{2}$", description="Only those of this country: ISO 3166 code")] = None,
    judgement: Annotated[Judged | None, Query(description="Only those that nobody judged (open), or judged unsure")] = None,
    ranked: Annotated[
        bool, Query(description="Pairs of similar names in place of candidates: ranked for a person, asked by no answer")
    ] = False,
    score: Annotated[int, Query(ge=0, le=100, description="Only those of at least this score")] = 0,
) -> Wanted:
    """Which candidates are asked for.  Raises NoMatch NO_PARTY, SeveralMatches."""
    return Wanted(None if party is None else find_party(generation, party), of, country and country.upper(), judgement, score, ranked)


CandidatePage = Annotated[Page, Depends(read_candidate_page)]
Chosen = Annotated[Wanted, Depends(read_wanted)]
Side = Annotated[str, Query(min_length=1, max_length=300, description="Id or name of one of the two")]


@candidates_router.get("", responses=describe_answer(PairsAnswer, 300, 404, forms=ANSWER, paged=True))
def all_candidates(generation: Current, wanted: Chosen, form: Form, page: CandidatePage) -> Response:
    """Pairs of parties that may be one, best first."""
    answer = list_candidates(generation, wanted, page.start, page.limit or _MOST)
    response = reply(answer, form)
    response.headers.update(page.make_headers(answer.total))
    return response


@candidates_router.get("/pair", responses=describe_answer(ComparedPairAnswer, 300, 404))
def one_candidate(generation: Current, left: Side, right: Side) -> Response:
    """One candidate: score, reasons, and what the sources say of both parties, side by side."""
    return reply(compare(generation, left, right))


def compare(generation: Generation, left: str, right: str) -> ComparedPairAnswer:
    """Find the candidate of two parties as they are named."""
    return compare_candidate(generation, find_party(generation, left), find_party(generation, right))
