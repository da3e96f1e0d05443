"""Middleware that every request passes: a request id, limits on target, headers and body, and the security headers.

Plain ASGI, no buffering.
"""

from __future__ import annotations

import itertools
import re
import uuid
from typing import Final

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import make_problem_response, make_unforeseen_response
from ontology.errors import OwnershipError, TooLarge

_STATUS: Final = {"URL_TOO_LONG": 414, "HEADERS_TOO_LARGE": 431}
_MAX_SPARQL_URL: Final = 64_000
"""A query may be sent in the address, as far as servers and proxies carry one; a longer one goes by POST."""

_MAX_HEADERS: Final = 32 * 2**10
"""Bytes of all headers.  What reads a header takes time with its length, on the loop that serves everybody."""

_COUNT: Final = itertools.count(1)
_PROCESS: Final = uuid.uuid4().hex[:20]
_ID: Final = re.compile(r"^[A-Za-z0-9._-]{1,64}$")
_CSP: Final = "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
_DOCS_CSP: Final = (
    "default-src 'self'; img-src 'self' data:; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"
)
"""The offline API pages of fastapi carry an inline script; nothing of ours does."""

_ALWAYS: Final = ((b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"))
SECURITY_HEADERS: Final = (*_ALWAYS, (b"content-security-policy", _CSP.encode()))
"""What every answer carries that did not choose otherwise."""
_DOCS_HEADERS: Final = (*_ALWAYS, (b"content-security-policy", _DOCS_CSP.encode()))


def allow_frames(ancestors: str | None) -> str:
    """Make the content security policy of a page that these sites may show in a frame; None: nobody may, as it is for all other pages."""
    return _CSP.replace("frame-ancestors 'none'", f"frame-ancestors {ancestors}") if ancestors else _CSP


def make_request_id() -> str:
    """Make an id that no other request has: of this process, and of the request in it."""
    return f"{_PROCESS}{next(_COUNT):012x}"


class RequestLimits:
    """The outermost layer: gives every request an id, refuses what is too large, and sets the security headers."""

    def __init__(self, app: ASGIApp, *, max_url: int, max_body: int) -> None:
        self._app, self._max_url, self._max_body = app, max_url, max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        sent_id = request.headers.get("x-request-id", "")
        request_id = sent_id if _ID.match(sent_id) else make_request_id()
        scope.setdefault("state", {})["request_id"] = request_id
        ours = _DOCS_HEADERS if scope["path"] in ("/docs", "/redoc") else SECURITY_HEADERS

        has_started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal has_started
            if message["type"] == "http.response.start":
                has_started = True
                headers = list(message["headers"])
                present = {name.lower() for name, _ in headers}
                headers += [(name, value) for name, value in ours if name not in present]
                message = {**message, "headers": [*headers, (b"x-request-id", request_id.encode())]}
            await send(message)

        problem = self._check_size(request)
        if problem is not None:
            await make_problem_response(problem, request, status=_STATUS.get(problem.code))(scope, receive, send_with_headers)
            return
        try:
            await self._app(scope, receive, send_with_headers)
        except Exception as error:
            if has_started:
                raise
            await make_unforeseen_response(error, request)(scope, receive, send_with_headers)

    def _check_size(self, request: Request) -> OwnershipError | None:
        target = len(request.scope.get("raw_path", b"")) + len(request.scope.get("query_string", b""))
        max_url = self._max_url if request.url.path != "/sparql" else _MAX_SPARQL_URL
        if target > max_url:
            more = "" if request.url.path != "/sparql" else "; send a long query by POST"
            return TooLarge("URL_TOO_LONG", f"the address is {target} bytes long", f"at most {max_url} bytes are read{more}")
        headers = sum(len(name) + len(value) for name, value in request.scope["headers"])
        if headers > _MAX_HEADERS:
            return TooLarge("HEADERS_TOO_LARGE", f"the headers are {headers} bytes long", f"at most {_MAX_HEADERS} bytes are read")
        length = request.headers.get("content-length", "0")
        if request.url.path != "/sparql" and length.isdigit() and int(length) > self._max_body:
            return TooLarge("BODY_TOO_LARGE", f"the body is {length} bytes long", f"at most {self._max_body} bytes are read")
        return None
