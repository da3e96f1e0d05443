"""The HTTP of one connection: bounds on what arrives and on how long it takes, and kept answers sent at once.

A request that is read whole before it is measured costs its own size in memory and, pieced together, its square in time.
The layer in middleware.py answers what is a little too large with a problem document; here ends what no client sends.
Who connects and sends nothing, or reads nothing, is let go after a while, and first when others wait.
Must not know routes.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import OrderedDict
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final, NamedTuple

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.answer_cache import AnswerCache, Epoch, Question, StoredAnswer
from api.keys import Keys
from api.middleware import make_request_id
from api.request_log import Entry, RequestLog
from ontology.errors import OwnershipError

MAX_TARGET: Final = 65_535
"""Bytes of a request target that the parser can tell apart."""

MAX_HEAD: Final = 256 * 2**10
"""Bytes of the whole head: request line and headers.  More than the parts may have, so that those get their own answer."""

_MAX_FIELDS: Final = 1_000
_LINGER_BYTES: Final = 4 * 2**20
_LINGER_SECONDS: Final = 5.0

_PLAIN_HEADERS: Final = frozenset({b"host", b"user-agent", b"accept", b"accept-encoding", b"accept-language", b"connection", b"referer"})
"""Headers of a request that may be answered from the cache at once: none of them asks for anything else."""
_KEY_HEADERS: Final = frozenset({b"authorization", b"x-api-key"})


class ConnectionLimits(NamedTuple):
    """How many connections are kept, and the seconds they may take for a head, for a body, and to read what is sent."""

    connections: int = 4_000
    head: float = 15.0
    body: float = 60.0
    read: float = 60.0


class Serving(NamedTuple):
    """What the connections of a process share; the application hands it over as ``serving`` in the state of its lifespan."""

    limits: ConnectionLimits
    cache: AnswerCache
    now: Callable[[], Epoch]
    keys: Keys
    log: RequestLog
    waiting: OrderedDict[BoundedHttpProtocol, None]
    """Connections without a request under way, the one that has waited longest first."""


def make_refusal(status: HTTPStatus, what: str) -> bytes:
    """Make the problem document of a request that is refused before it is one: it has no id, and its address may not have arrived."""
    code = {408: "REQUEST_TOO_SLOW", 414: "URL_TOO_LONG", 431: "HEADERS_TOO_LARGE"}.get(status, "BAD_REQUEST")
    hint = {408: "send the whole request at once", 414: "send a long query by POST"}.get(status, "send less")
    problem = {"type": "about:blank", "title": status.phrase, "status": status, "detail": what, "code": code, "hint": hint}
    return json.dumps({**problem, "errors": [], "instance": "", "request_id": None}).encode()


class _HeadTooLarge(Exception):
    """Ends the parsing of a head."""


class BoundedHttpProtocol(HttpToolsProtocol):
    """The HTTP of uvicorn with bounds, and with a short way for answers that are kept."""

    _in_head = True
    _head_bytes = 0
    _refusal: tuple[HTTPStatus, str] | None = None
    _deadline: asyncio.TimerHandle | None = None
    _write_deadline: asyncio.TimerHandle | None = None
    _is_answered = False
    """Whether the request that arrives was answered from the cache already."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._serving: Serving | None = self.app_state.get("serving")
        self._limits = self._serving.limits if self._serving else ConnectionLimits()

    # The life of a connection.

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody connects; where too many are here, who has waited longest without asking makes room."""
        super().connection_made(transport)
        self._expect(self._limits.head, "the request did not arrive")
        if self._serving is None:
            return
        self._serving.waiting[self] = None
        if len(self.connections) > self._limits.connections:
            oldest = next(iter(self._serving.waiting))
            del self._serving.waiting[oldest]
            oldest.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection ends."""
        self._expect_nothing()
        self.resume_writing()
        if self._serving is not None:
            self._serving.waiting.pop(self, None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Feed the parser, unless the request is refused already; refuse a head that goes on and is too long."""
        if self._refusal is not None:
            self._drop(data)
            return
        super().data_received(data)
        if self._in_head and self._refusal is None and self.parser is not None:
            # What came with the end of a head may be its body, and is not counted.
            self._head_bytes += len(data)
            if self._head_bytes > MAX_HEAD:
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"the head of the request is longer than {MAX_HEAD} bytes")
                self.send_400_response("")
        is_idle = self.cycle is None or self.cycle.response_complete
        if (self._in_head or is_idle) and self._deadline is None and self.timeout_keep_alive_task is None:
            # Also who sends nothing but empty lines between two requests sends nothing.
            self._expect(self._limits.head, "the request did not arrive")

    def pause_writing(self) -> None:
        """The client reads more slowly than we send."""
        super().pause_writing()
        if self._write_deadline is None:
            self._write_deadline = self.loop.call_later(self._limits.read, self.transport.abort)

    def resume_writing(self) -> None:
        """The client has read on."""
        if self._write_deadline is not None:
            self._write_deadline.cancel()
            self._write_deadline = None
        super().resume_writing()

    # The parts of a request.

    def on_message_begin(self) -> None:
        """A head begins."""
        self._in_head, self._is_answered = True, False
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """A piece of the target."""
        super().on_url(url)
        if len(self.url) > MAX_TARGET:
            self._refuse(HTTPStatus.REQUEST_URI_TOO_LONG, f"the address is longer than {MAX_TARGET} bytes")
            raise _HeadTooLarge

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header."""
        super().on_header(name, value)
        if len(self.headers) > _MAX_FIELDS:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"the request has more than {_MAX_FIELDS} headers")
            raise _HeadTooLarge

    def on_headers_complete(self) -> None:
        """The head ends: answer from the cache, or hand the request to the application."""
        self._in_head = False
        self._head_bytes = 0
        self._expect_nothing()
        if self._serving is not None:
            if self._answer_from_cache(self._serving):
                return
            self._serving.waiting.pop(self, None)
        super().on_headers_complete()
        self._expect(self._limits.body, "the body did not arrive")

    def on_body(self, body: bytes) -> None:
        """A piece of the body."""
        if not self._is_answered:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """The request has arrived."""
        if not self._is_answered:
            self._expect_nothing()
            super().on_message_complete()

    def on_response_complete(self) -> None:
        """The answer is sent."""
        if self._serving is not None and not self.pipeline:
            self._serving.waiting[self] = None
        super().on_response_complete()

    # Answers that are kept.

    def _answer_from_cache(self, serving: Serving) -> bool:
        """Send a kept answer, if the request is a plain one, nothing is under way before it, and the client reads what it gets."""
        is_idle = self.cycle is None or self.cycle.response_complete
        if not is_idle or self.flow.write_paused or self.parser.get_method() != b"GET":
            return False
        if self.parser.get_http_version() != "1.1" or not self.parser.should_keep_alive():
            return False
        accept, gzip = b"", False
        for name, value in self.headers:
            if name == b"accept":
                accept = accept + b"," + value if accept else value
            elif name == b"accept-encoding":
                gzip = gzip or b"gzip" in value
            elif name not in _PLAIN_HEADERS and name not in _KEY_HEADERS:
                return False
        answer = serving.cache.find(serving.now(), Question(self.url, accept, gzip))
        if answer is None:
            return False
        if serving.keys:
            try:
                serving.keys.admit(self.headers)
            except OwnershipError:
                return False
        self._send(answer, serving)
        return True

    def _send(self, answer: StoredAnswer, serving: Serving) -> None:
        self._is_answered = True
        request_id = make_request_id()
        always = b"".join(name + b": " + value + b"\r\n" for name, value in self.server_state.default_headers)
        self.transport.write(b"%b%bx-request-id: %b\r\n\r\n%b" % (answer.head, always, request_id.encode(), answer.body))
        sent = len(answer.body)
        serving.log.add(Entry(time.time(), request_id, "GET", answer.route, 200, 0.0, sent, "hit", serving.cache.epoch.generation))
        self.server_state.total_requests += 1
        serving.waiting.move_to_end(self)
        self.timeout_keep_alive_task = self.loop.call_later(self.timeout_keep_alive, self.timeout_keep_alive_handler)

    # What is refused.

    def send_400_response(self, msg: str) -> None:
        """Say what is wrong with the head and close."""
        status, what = self._refusal or (HTTPStatus.BAD_REQUEST, msg)
        self._send_refusal(status, what)
        if self._refusal is None or not self.transport.can_write_eof():
            self.transport.close()
            return
        # A connection that is closed on a client who still sends takes the answer with it.
        self.transport.write_eof()
        self.loop.call_later(_LINGER_SECONDS, self.transport.abort)

    def _send_refusal(self, status: HTTPStatus, what: str) -> None:
        body = make_refusal(status, what)
        head = (
            f"HTTP/1.1 {int(status)} {status.phrase}\r\ncontent-type: application/problem+json\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)

    def _refuse(self, status: HTTPStatus, what: str) -> None:
        self._refusal = (status, what)

    def _drop(self, data: bytes) -> None:
        """Let a client whose request is refused send on for a while, so that it comes to read the answer."""
        self._head_bytes += len(data)
        if self._head_bytes > _LINGER_BYTES:
            self.transport.abort()

    # What takes too long.

    def _expect(self, seconds: float, what: str) -> None:
        """Give the rest of a request this long to arrive."""
        self._expect_nothing()
        self._deadline = self.loop.call_later(seconds, self._end_slow_request, f"{what} in {seconds:g} s")

    def _expect_nothing(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _end_slow_request(self, what: str) -> None:
        self._deadline = None
        is_idle = self.cycle is None or self.cycle.response_complete
        # Nothing is said where nothing was asked, nor in the middle of an answer.
        if self._head_bytes if is_idle else not self.cycle.response_started:
            self._send_refusal(HTTPStatus.REQUEST_TIMEOUT, what)
        self.transport.close()
