"""Lets one reader in: who was given the address with its token, on this machine, from this page.

A page of another site could ask an address on loopback, by a form, or under a name of its own that it points here.  So the token is part
of each path, the host has to be ours by name, and what changes something has to come from here.  Owns the security headers of the review.
"""

from __future__ import annotations

import secrets
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.middleware import SECURITY_HEADERS

MAX_BODY: Final = 256 * 2**10
"""Bytes of a form: a note may be long."""
_HEADERS: Final = (
    *((name, value) for name, value in SECURITY_HEADERS if name != b"referrer-policy"),
    (b"referrer-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)
"""Without any referrer a browser hides the origin of a form, too, by which we know that it is of this page."""
_HOSTS: Final = ("127.0.0.1", "localhost", "[::1]")


def make_token() -> str:
    """Make a token that cannot be guessed."""
    return secrets.token_urlsafe(24)


class OneReader:
    """Answers only what comes from the reader's own page; everything else gets 403 and no content."""

    def __init__(self, app: ASGIApp, *, token: str, port: int) -> None:
        self._app, self._prefix = app, f"/{token}"
        self._hosts = {f"{host}:{port}" for host in _HOSTS}
        self._origins = {f"http://{host}" for host in self._hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*(h for h in message["headers"] if h[0] != b"cache-control"), *_HEADERS]
            await send(message)

        refusal = self._find_refusal(scope)
        if refusal is not None:
            await PlainTextResponse(f"{refusal}\n", 403)(scope, receive, send_with_headers)
        else:
            await self._app(scope, receive, send_with_headers)

    def _find_refusal(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        first = "/" + scope["path"].lstrip("/").partition("/")[0]
        if headers.get("host") not in self._hosts:
            return "this review is read on the machine that it runs on"
        if first != "/static" and not secrets.compare_digest(first.encode(), self._prefix.encode()):
            return "open the address that the command printed, with its token"
        if scope["method"] in ("GET", "HEAD"):
            return None
        if headers.get("origin") not in self._origins or headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return "changes come from the page of this review only"
        length = headers.get("content-length", "")
        return None if length.isdigit() and int(length) <= MAX_BODY else "the form is too long"
