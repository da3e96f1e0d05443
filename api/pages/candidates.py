"""The pages /candidates: pairs of parties that may be one, and one of them with what is said of both, side by side.

The service only reads: where a person judges them the page says so (api/review/pairs.py).
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.pages.error_pages import PageRoute
from api.pages.templates import render_page
from api.pages.urls import Urls
from api.routes.candidates import Side, compare
from api.state import Current
from graph.queries import find_party
from graph.queries.candidates import Judged, Sort, Wanted, list_candidates

candidates_router = APIRouter(prefix="/candidates", route_class=PageRoute, include_in_schema=False)

_LISTED: Final = 25
"""Candidates on one page."""


@candidates_router.get("")
def show_candidates(
    generation: Current,
    party: Annotated[str, Query(max_length=300)] = "",
    of: Literal["", "organisations", "persons"] = "",
    country: Annotated[str, Query(pattern="^([A-Za-z]{2})?$")] = "",
    judgement: Literal["", "open", "unsure"] = "",
    names: Literal["", "similar"] = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Response:
    """Show a page of the candidates that are chosen, best first; where nobody looked for them, how that is done.

    ``names``: similar for the pairs whose names only resemble, in place of candidates.
    """
    number = find_party(generation, party) if party.strip() else None
    start = (page - 1) * _LISTED
    is_ranked = names == "similar"
    wanted = Wanted(number, Sort(of) if of else None, country.upper() or None, Judged(judgement) if judgement else None, ranked=is_ranked)
    known = generation.ranked if is_ranked else generation.candidates
    answer = None if known is None else list_candidates(generation, wanted, start, _LISTED)
    return render_page(
        "candidates.html",
        answer=answer,
        start=start,
        before=page - 1 if start else None,
        after=page + 1 if answer and start + _LISTED < answer.total else None,
        asked={"party": party, "of": of, "country": country, "judgement": judgement, "names": names},
        is_ranked=is_ranked,
        has_ranked=generation.ranked is not None,
        urls=Urls(generation.base),
    )


@candidates_router.get("/pair")
def show_candidate(generation: Current, left: Side, right: Side) -> Response:
    """Show one candidate."""
    return render_page("candidate.html", answer=compare(generation, left, right), urls=Urls(generation.base))
