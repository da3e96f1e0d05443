"""Send errors as problem documents (RFC 9457): one shape for everything that goes wrong, also what the framework refuses.

Who asks for HTML by name, as a browser does, gets the same as a page.  Owns which of the two is sent; pages are drawn by api/pages.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from msgspec import Struct, to_builtins
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match, Mount

from api.cors import OPEN, is_open
from api.request_log import note_outcome
from ontology.errors import InternalError, MethodRefused, NoMatch, OwnershipError, Reader, TooLarge, UsageError

MEDIA_TYPE = "application/problem+json"
RenderError = Callable[[Request, OwnershipError, int], Response]
"""Draws the page of an error, with this status."""

_METHODS = ("GET", "OPTIONS", "POST")
"""What any address of ours may be asked with."""

_LOG = logging.getLogger("ownership.api")


class InvalidPart(Struct, frozen=True):
    """A part of a request that is not valid: where it is, and what is wrong with it."""

    where: str
    what: str


class Problem(Struct, frozen=True, kw_only=True):
    """What goes wrong, in the shape of RFC 9457.  Some codes have fields of their own: ``candidates`` and ``near`` list parties."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    """Stable; docs/reference/errors.md lists them."""
    hint: str
    """The next step."""
    errors: list[InvalidPart]
    instance: str
    request_id: str | None


class Moved(Exception):
    """What was asked for has another address for good: ``location``, without host."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


def make_problem_response(
    error: OwnershipError, request: Request, *, status: int | None = None, errors: list[dict[str, str]] | None = None
) -> Response:
    """Make the HTTP answer for one of the product's errors: a page for a browser, a problem document for everybody else.

    An error that says after how many seconds to come back (``retry_after``) has the header for it.
    """
    number = status or error.status
    note_outcome(request.scope, error.code)
    response = _tell(error, request, number, errors or [])
    if number == HTTPStatus.NOT_ACCEPTABLE:
        response.headers["Vary"] = "Accept"
    if is_open(request.url.path):
        response.headers.update(OPEN)
    if "retry_after" in error.details:
        response.headers["Retry-After"] = str(error.details["retry_after"])
    return response


def _tell(error: OwnershipError, request: Request, number: int, errors: list[dict[str, str]]) -> Response:
    render: RenderError | None = getattr(request.scope["app"].state, "render_error", None) if "app" in request.scope else None
    if render is not None and wants_page(request):
        return render(request, error, number)
    problem = Problem(
        title=HTTPStatus(number).phrase,
        status=number,
        detail=error.what_for(Reader.HTTP),
        code=error.code,
        hint=error.hint_for(Reader.HTTP),
        errors=[InvalidPart(**part) for part in errors],
        instance=request.url.path,
        request_id=request.scope.get("state", {}).get("request_id"),
    )
    body = {**to_builtins(problem), **to_builtins(error.details)}
    return Response(json.dumps(body, ensure_ascii=False), status_code=number, media_type=MEDIA_TYPE)


def wants_page(request: Request) -> bool:
    """Whether an error is better told as a page: a browser names HTML in what it takes, and no JSON."""
    accept = ",".join(request.headers.getlist("accept")).lower()
    return "text/html" in accept and "json" not in accept


def register_handlers(app: FastAPI, render_error: RenderError) -> None:
    """Install the handlers: product errors and the framework's refusals.  They run in a thread, since a page looks for near names."""
    app.state.render_error = render_error
    app.add_exception_handler(OwnershipError, _handle_own)
    app.add_exception_handler(Moved, _handle_moved)
    app.add_exception_handler(HTTPException, _handle_http)
    app.add_exception_handler(RequestValidationError, _handle_invalid)


def _handle_own(request: Request, error: Exception) -> Response:
    assert isinstance(error, OwnershipError)
    return make_problem_response(error, request)


def _handle_moved(_: Request, error: Exception) -> Response:
    assert isinstance(error, Moved)
    return RedirectResponse(error.location, status_code=308)


def _handle_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    match error.status_code:
        case 404:
            problem: OwnershipError = NoMatch("NO_ROUTE", f"nothing is at {request.url.path[:200]}", "the routes are listed at /docs")
        case 405:
            allowed = _list_methods(request)
            problem = MethodRefused("METHOD_NOT_ALLOWED", f"{request.method} is not answered at this address", f"use {allowed}")
            headers = {**headers, "Allow": allowed}
        case 413:
            problem = TooLarge("BODY_TOO_LARGE", "the request body is too large", "see max_body in docs/reference/settings.md")
        case _:
            problem = UsageError("BAD_REQUEST", str(error.detail)[:200], "see /docs")
    response = make_problem_response(problem, request, status=error.status_code)
    response.headers.update(headers)
    return response


def _list_methods(request: Request) -> str:
    """List the methods that the address of a request has: several routes may be at one.  Every GET is answered without its body, too."""
    routes = [route for route in request.app.routes if not isinstance(route, Mount)]
    scopes = ({**request.scope, "method": method} for method in _METHODS)
    methods = [scope["method"] for scope in scopes if any(route.matches(scope)[0] is Match.FULL for route in routes)] or ["GET"]
    return ", ".join(sorted({*methods, "HEAD"} if "GET" in methods else methods))


def _handle_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [{"where": ".".join(map(str, e["loc"])), "what": str(e["msg"])} for e in error.errors()]
    problem = UsageError("BAD_PARAMETER", f"{errors[0]['where']}: {errors[0]['what']}", "parameters are described at /docs")
    return make_problem_response(problem, request, status=422, errors=errors)


def make_unforeseen_response(error: Exception, request: Request) -> Response:
    """Make the HTTP answer for what nobody foresaw, and log it."""
    _LOG.error("request %s failed", request.scope.get("state", {}).get("request_id"), exc_info=error)
    return make_problem_response(InternalError("INTERNAL", "the service failed on this request", "report it with the request id"), request)
