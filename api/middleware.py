"""Middleware that every request passes: a request id, limits on target, headers and body, and the security headers.

Plain ASGI, no buffering.
"""

from __future__ import annotations

import itertools
import re
import uuid
from collections.abc import Iterable
from typing import Final

from starlette.requests import ClientDisconnect, Request
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
_ALWAYS: Final = ((b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"))
SECURITY_HEADERS: Final = (*_ALWAYS, (b"content-security-policy", _CSP.encode()))
"""What every answer carries that did not choose otherwise."""
_OUR_NAMES: Final = frozenset(name for name, _ in SECURITY_HEADERS)


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
        sent_id, length, headers_size = _read_headers(scope["headers"])
        request_id = sent_id if _ID.match(sent_id) else make_request_id()
        scope.setdefault("state", {})["request_id"] = request_id

        has_started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal has_started
            if message["type"] == "http.response.start":
                has_started = True
                headers = list(message["headers"])
                present = {name.lower() for name, _ in headers}
                headers += (
                    SECURITY_HEADERS
                    if present.isdisjoint(_OUR_NAMES)
                    else [header for header in SECURITY_HEADERS if header[0] not in present]
                )
                message = {**message, "headers": [*headers, (b"x-request-id", request_id.encode())]}
            await send(message)

        problem = self._check_size(scope, length, headers_size)
        if problem is not None:
            await make_problem_response(problem, Request(scope), status=_STATUS.get(problem.code))(scope, receive, send_with_headers)
            return
        try:
            await self._app(scope, receive, send_with_headers)
        except ClientDisconnect:
            # Nobody is there to read an answer; the log tells of it with the status 499.
            return
        except Exception as error:
            if has_started:
                raise
            await make_unforeseen_response(error, Request(scope))(scope, receive, send_with_headers)

    def _check_size(self, scope: Scope, length: str, headers: int) -> OwnershipError | None:
        target = len(scope.get("raw_path", b"")) + len(scope.get("query_string", b""))
        is_sparql = scope["path"] == "/sparql"
        max_url = _MAX_SPARQL_URL if is_sparql else self._max_url
        if target > max_url:
            more = "; send a long query by POST" if is_sparql else ""
            return TooLarge("URL_TOO_LONG", f"the address is {target} bytes long", f"at most {max_url} bytes are read{more}")
        if headers > _MAX_HEADERS:
            return TooLarge("HEADERS_TOO_LARGE", f"the headers are {headers} bytes long", f"at most {_MAX_HEADERS} bytes are read")
        if not is_sparql and length.isdigit() and int(length) > self._max_body:
            return TooLarge("BODY_TOO_LARGE", f"the body is {length} bytes long", f"at most {self._max_body} bytes are read")
        return None


def _read_headers(headers: Iterable[tuple[bytes, bytes]]) -> tuple[str, str, int]:
    """Read the id that the sender gives a request, the length of its body, and the bytes of all headers; empty texts where not given."""
    sent_id, length, size = b"", b"", 0
    for name, value in headers:
        size += len(name) + len(value)
        if name == b"x-request-id":
            sent_id = sent_id or value
        elif name == b"content-length":
            length = length or value
    return sent_id.decode("latin-1"), length.decode("latin-1"), size
