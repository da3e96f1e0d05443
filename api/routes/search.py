"""The route /v1/search: parties whose names or identifiers resemble a text."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from api.openapi import describe_answer
from api.paging import Cursor, Page, make_page
from api.representations import ANSWER, Form
from api.routes.parameters import PartyName
from api.routes.replies import reply_page
from api.state import Current
from api.strict_route import StrictRoute
from graph.answers.search import SearchAnswer
from graph.queries import search
from graph.queries.search import MOST_MATCHES
from ontology.statements import Kind

search_router = APIRouter(prefix="/v1", tags=["parties"], route_class=StrictRoute)


async def read_match_page(
    request: Request, generation: Current, limit: Annotated[int, Query(ge=1, le=100)] = 20, cursor: Cursor = None
) -> Page:
    """The page of matches that is asked for."""
    return make_page(request, generation, limit, cursor)


MatchPage = Annotated[Page, Depends(read_match_page)]


@search_router.get("/search", responses=describe_answer(SearchAnswer, forms=ANSWER, paged=True))
def find_parties(
    generation: Current,
    q: PartyName,
    form: Form,
    page: MatchPage,
    kind: Annotated[Kind | None, Query(description="Only parties of this kind")] = None,
    jurisdiction: Annotated[str | None, Query(max_length=10, description="Only parties of this country: ISO 3166 code, - for none")] = None,
) -> Response:
    """Parties whose names or identifiers resemble the text, best first."""
    shown = slice(page.start, page.end)
    answer = search(generation, q, MOST_MATCHES, kind=kind and kind.value, jurisdiction=jurisdiction, described=shown)
    # Those of a kind and a country are found among the matches that are looked at: there may be more.
    is_whole = kind is None and jurisdiction is None and len(answer.matches) < MOST_MATCHES
    return reply_page(answer, page, form, is_whole=is_whole)
