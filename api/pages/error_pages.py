"""Show errors of the pages as pages, with what to do next and the same status as the API's problem."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.requests import Request
from starlette.responses import Response

from api.pages.templates import render_page
from api.pages.urls import Urls
from api.state import get_served
from api.strict_route import StrictRoute
from graph.generation.search_index import Match
from ontology.errors import NoMatch, OwnershipError, Reader, SeveralMatches, StoreError, UsageError

_TITLES = {
    300: "Several parties have this name",
    404: "Not found",
    400: "This cannot be asked",
    422: "This cannot be asked",
    503: "No data yet",
}


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
    """Render the page of an error, with the parties that may have been meant."""
    number = status or error.status
    matches: list[Match] = []
    if isinstance(error, SeveralMatches | NoMatch):
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
        matches=matches,
        several=isinstance(error, SeveralMatches),
        urls=Urls(get_served(request).folder.base),
        text=str(request.path_params.get("party") or request.query_params.get("q") or "")[:300],
        request_id=request.scope.get("state", {}).get("request_id"),
    )
