"""The bounds on the head of a request, kept while it arrives.

A request that is read whole before it is measured costs its own size in memory and, pieced together, its square in time.
The layer in middleware.py answers what is a little too large with a problem document; here ends what no client sends.
Must not know routes.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MAX_TARGET: Final = 65_535
"""Bytes of a request target that the parser can tell apart."""

MAX_HEAD: Final = 256 * 2**10
"""Bytes of the whole head: request line and headers.  More than the parts may have, so that those get their own answer."""

_MAX_FIELDS: Final = 1_000
_LINGER_BYTES: Final = 4 * 2**20
_LINGER_SECONDS: Final = 5.0


class _HeadTooLarge(Exception):
    """Ends the parsing of a head."""


class BoundedHttpProtocol(HttpToolsProtocol):
    """The HTTP of uvicorn, which ends a connection whose request head outgrows its bounds: 414 or 431, then closed."""

    _in_head = True
    _head_bytes = 0
    _refusal: tuple[HTTPStatus, str] | None = None

    def data_received(self, data: bytes) -> None:
        """Feed the parser, unless the request is refused already; refuse a head that goes on and is too long."""
        if self._refusal is not None:
            self._drop(data)
            return
        super().data_received(data)
        if self._in_head and self._refusal is None:
            # What came with the end of a head may be its body, and is not counted.
            self._head_bytes += len(data)
            if self._head_bytes > MAX_HEAD:
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"the head of the request is longer than {MAX_HEAD} bytes")
                self.send_400_response("")

    def on_message_begin(self) -> None:
        """A head begins."""
        self._in_head = True
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """A piece of the target."""
        super().on_url(url)
        if len(self.url) > MAX_TARGET:
            self._refuse(HTTPStatus.REQUEST_URI_TOO_LONG, f"the address is longer than {MAX_TARGET} bytes; send a long query by POST")
            raise _HeadTooLarge

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header."""
        super().on_header(name, value)
        if len(self.headers) > _MAX_FIELDS:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"the request has more than {_MAX_FIELDS} headers")
            raise _HeadTooLarge

    def on_headers_complete(self) -> None:
        """The head ends; what follows is bounded by those who read it."""
        self._in_head = False
        self._head_bytes = 0
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Say what is wrong with the head and close."""
        status, what = self._refusal or (HTTPStatus.BAD_REQUEST, msg)
        code = {414: "URL_TOO_LONG", 431: "HEADERS_TOO_LARGE"}.get(status, "BAD_REQUEST")
        problem = {"type": "about:blank", "title": status.phrase, "status": status, "detail": what, "code": code, "hint": "send less"}
        body = json.dumps(problem).encode()
        head = (
            f"HTTP/1.1 {int(status)} {status.phrase}\r\ncontent-type: application/problem+json\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        if self._refusal is None or not self.transport.can_write_eof():
            self.transport.close()
            return
        # A connection that is closed on a client who still sends takes the answer with it.
        self.transport.write_eof()
        self.loop.call_later(_LINGER_SECONDS, self.transport.abort)

    def _refuse(self, status: HTTPStatus, what: str) -> None:
        self._refusal = (status, what)

    def _drop(self, data: bytes) -> None:
        """Let a client whose request is refused send on for a while, so that it comes to read the answer."""
        self._head_bytes += len(data)
        if self._head_bytes > _LINGER_BYTES:
            self.transport.abort()
