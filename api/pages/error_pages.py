"""Show errors of the pages as pages, with what to do next and the same status as the API's problem."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any, Final

from fastapi.exceptions import RequestValidationError
from starlette.requests import Request
from starlette.responses import Response

from api.pages.matches import list_matches
from api.pages.templates import render_page
from api.pages.urls import Urls
from api.state import get_served
from api.strict_route import StrictRoute
from graph.generation.search_index import Match
from ontology.errors import NoMatch, OwnershipError, Reader, SeveralMatches, StoreError, UsageError

_TITLES: Final = {
    300: "Several parties have this name",
    404: "Not found",
    400: "This cannot be asked",
    405: "Pages are only read here",
    414: "The address is too long",
    422: "This cannot be asked",
    500: "Something went wrong here",
    503: "No data yet",
}
_PAGES: Final = {
    "/": "Home",
    "/search": "Search",
    "/sources": "Sources",
    "/path": "Chains between two parties",
    "/compare": "Compare two days",
    "/changes": "Changed verdicts",
    "/cycles": "Parties that hold each other",
    "/status": "State of the data",
    "/about": "Method",
    "/help": "Help",
    "/sparql": "SPARQL",
    "/docs": "API",
    "/dataset": "The data set",
    "/ontology": "The vocabulary",
}
"""Pages that are offered where an address leads nowhere."""
_LEAST_SCORE: Final = 75
"""How near, of 100, a party has to be to the end of such an address."""


class PageRoute(StrictRoute):
    """A route whose errors are pages."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_errors(request: Request) -> Response:
            try:
                return await handle(request)
            except OwnershipError as error:
                return render_error(request, error)
            except RequestValidationError as error:
                first = error.errors()[0]
                return render_error(
                    request, UsageError("BAD_PARAMETER", f"{first['loc'][-1]}: {first['msg']}", "see the API at /docs"), 422
                )

        return handle_errors


def render_error(request: Request, error: OwnershipError, status: int | None = None) -> Response:
    """Render the page of an error, with the parties or pages that may have been meant."""
    number = status or error.status
    matches: list[Match] = []
    if error.code == "NO_ROUTE":
        matches = _find_near_parties(request)
    elif isinstance(error, SeveralMatches | NoMatch):
        candidates = error.details.get("candidates") or error.details.get("near") or []
        matches = [match for match in candidates if isinstance(match, Match)] if isinstance(candidates, list) else []
    title = _TITLES.get(number) or HTTPStatus(number).phrase
    if isinstance(error, StoreError) and error.code != "NO_DATA":
        title = "The data cannot be read"
    return render_page(
        "error.html",
        status=number,
        title=title,
        what=error.what_for(Reader.HTTP),
        hint=error.hint_for(Reader.HTTP),
        code=error.code,
        matches=list_matches(get_served(request).generation, matches) if matches else [],
        pages=_find_near_pages(request.url.path) if error.code == "NO_ROUTE" else [],
        several=isinstance(error, SeveralMatches),
        urls=Urls(get_served(request).folder.base),
        text=str(request.path_params.get("party") or request.query_params.get("q") or "")[:300],
        request_id=request.scope.get("state", {}).get("request_id"),
    )


def _find_near_pages(path: str) -> list[tuple[str, str]]:
    """Address and title of the pages whose address resembles one that leads nowhere, nearest first."""
    first = "/" + path.lower().strip("/").split("/")[0]
    return [(address, _PAGES[address]) for address in difflib.get_close_matches(first, _PAGES, 3, 0.7)]


def _find_near_parties(request: Request) -> list[Match]:
    """The parties that the end of an address resembles; none where nothing can be searched."""
    text = request.url.path.rstrip("/").rpartition("/")[2].replace("_", " ").replace("-", " ")[:100]
    try:
        return [match for match in get_served(request).generation.search_index.search(text, 5) if match.score >= _LEAST_SCORE]
    except OwnershipError:
        return []
