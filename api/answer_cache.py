"""Answers kept as bytes, so that a question that was asked before is answered without asking again.

An answer depends on the generation, on today (what a question without a day is asked for) and on the request: its target and what its
sender takes.  The key holds all of them, so nothing is ever invalidated; what belongs to an older generation or day is dropped.  The
ETag is made of the same, and is compared before any work.
Owns which answers are kept.  Must not know routes.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from http import HTTPStatus
from importlib import metadata
from typing import Final, NamedTuple

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.etags import read_held_tags
from api.middleware import SECURITY_HEADERS
from api.request_log import route_of

Headers = Iterable[tuple[bytes, bytes]]
_LARGEST_PART: Final = 16
"""One answer may fill this part of the cache, no more: others are sent and not kept."""

_REVALIDATE: Final = ((b"cache-control", b"no-cache"), (b"vary", b"Accept, Accept-Encoding"))
"""What a cache on the way must know of an answer with a tag."""

_OF_UNCHANGED: Final = frozenset({b"etag", b"cache-control", b"vary"})
"""Headers of an answer that are sent where it is not."""

_MAX_ACCEPT: Final = 512
"""Bytes of what a sender takes, as far as it is part of a key.  A longer list is answered, and not kept."""


class Epoch(NamedTuple):
    """What an answer depends on besides the request: the number of the generation, and today as an ordinal."""

    generation: int
    day: int


class Question(NamedTuple):
    """What of a request decides the bytes of its answer."""

    target: bytes
    """Path and query string as sent."""
    accept: bytes
    gzip: bool


class StoredAnswer(NamedTuple):
    """An answer with status 200, ready to be sent."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    head: bytes
    """Status line and headers as HTTP/1.1 sends them, those that every answer has among them, but the request id and the empty line."""
    route: str
    """The template of the path, for the log."""


class AnswerCache:
    """The answers of one epoch, the least recently asked dropped at a bound in bytes.  For one thread: that of the event loop."""

    def __init__(self, max_bytes: int, salt: str = "") -> None:
        """``salt``: what else decides an answer and differs between services, as their limits do."""
        self.max_bytes, self.bytes = max_bytes, 0
        self.epoch = Epoch(-1, -1)
        self._answers: OrderedDict[Question, StoredAnswer] = OrderedDict()
        self._salt = f"{metadata.version('ownership-graph')}|{salt}|".encode()

    def __len__(self) -> int:
        return len(self._answers)

    def find(self, epoch: Epoch, question: Question) -> StoredAnswer | None:
        """Return the answer to a question in an epoch, None where it is not kept; to ask in another epoch drops those of the old one."""
        if epoch != self.epoch:
            self._answers.clear()
            self.epoch, self.bytes = epoch, 0
        answer = self._answers.get(question)
        if answer is not None:
            self._answers.move_to_end(question)
        return answer

    def keep(self, epoch: Epoch, question: Question, answer: StoredAnswer) -> None:
        """Keep an answer, unless it is too large or of another epoch than that in which was asked last."""
        size = _size_of(question, answer)
        if epoch != self.epoch or size * _LARGEST_PART > self.max_bytes or len(question.accept) > _MAX_ACCEPT:
            return
        replaced = self._answers.pop(question, None)
        self.bytes += size - (_size_of(question, replaced) if replaced else 0)
        self._answers[question] = answer
        while self.bytes > self.max_bytes:
            self.bytes -= _size_of(*self._answers.popitem(last=False))

    def make_etag(self, epoch: Epoch, question: Question) -> bytes:
        """Return the tag of the answer to a question, known before the answer is.  Weak: packed and plain bytes share it."""
        parts = (self._salt, b"%d %d " % epoch, question.accept, b"\n", question.target)
        digest = hashlib.blake2b(b"".join(parts), digest_size=10).hexdigest()
        return f'W/"g{epoch.generation}-{digest}"'.encode()


class CachedAnswers:
    """The layer that answers from the cache, keeps what was asked, gives ETags and answers 304 and HEAD.

    An answer is kept where its route read the served generation: the state of the scope then names it (api/state.py).
    """

    def __init__(self, app: ASGIApp, *, cache: AnswerCache, now: Callable[[], Epoch]) -> None:
        self._app, self._cache, self._now = app, cache, now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        epoch, question = self._now(), make_question(scope)
        state = scope.setdefault("state", {})
        held = read_held_tags(scope["headers"])
        answer = self._cache.find(epoch, question)
        if held.tags or (held.any and answer is not None):
            etag = self._cache.make_etag(epoch, question)
            if held.any or held.has(etag):
                state["cache"] = "known"
                await _send_unchanged(send, etag)
                return
        if answer is not None:
            state["cache"], state["route"] = "hit", answer.route
            await send({"type": "http.response.start", "status": 200, "headers": list(answer.headers)})
            await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else answer.body})
            return
        await self._ask(scope, receive, send, epoch, question, is_held=held.any)

    async def _ask(self, scope: Scope, receive: Receive, send: Send, epoch: Epoch, question: Question, *, is_held: bool) -> None:
        """Ask the service, as for GET; tag, keep and send the answer.  ``is_held``: say only that it is the same, if there is one."""
        is_head = is_held or scope["method"] == "HEAD"
        inner = {**scope, "method": "GET", "is_head": True} if is_head else scope
        state = scope["state"]
        headers: list[tuple[bytes, bytes]] = []
        parts: list[bytes] | None = None
        kept = 0
        has_no_body = False

        async def send_and_keep(message: Message) -> None:
            nonlocal headers, parts, kept, has_no_body
            if message["type"] == "http.response.start":
                generation = state.get("generation")
                if generation is not None and message["status"] == HTTPStatus.OK:
                    answered = epoch._replace(generation=generation)
                    headers = _tag(message["headers"], self._cache.make_etag(answered, question))
                    parts = None if state.get("is_unkept") else []
                    has_no_body = is_held
                    if is_held:
                        message = {**message, "status": HTTPStatus.NOT_MODIFIED, "headers": [h for h in headers if h[0] in _OF_UNCHANGED]}
                    else:
                        message = {**message, "headers": headers}
            elif message["type"] == "http.response.body":
                content = message.get("body", b"")
                if parts is not None:
                    parts.append(content)
                    kept += len(content)
                    if kept * _LARGEST_PART > self._cache.max_bytes:
                        parts = None
                    elif not message.get("more_body", False):
                        answered = epoch._replace(generation=state["generation"])
                        self._cache.keep(answered, question, make_stored(headers, b"".join(parts), route_of(inner)))
                if scope["method"] == "HEAD" or has_no_body:
                    message = {**message, "body": b""}
            await send(message)

        try:
            await self._app(inner, receive, send_and_keep)
        finally:
            state["route"] = route_of(inner)


def make_question(scope: Scope) -> Question:
    """Return what of a request decides its answer."""
    target = scope.get("raw_path") or scope["path"].encode()
    if scope["query_string"]:
        target += b"?" + scope["query_string"]
    accept, gzip = b"", False
    for name, value in scope["headers"]:
        if name == b"accept":
            # A comma between: two headers are one list, and another one than their texts run together.
            accept = accept + b"," + value if accept else value
        elif name == b"accept-encoding":
            gzip = gzip or b"gzip" in value
    return Question(target, accept, gzip)


def takes_gzip(headers: Headers) -> bool:
    """Whether the sender of a request takes a packed answer."""
    return any(name == b"accept-encoding" and b"gzip" in value for name, value in headers)


def make_stored(headers: Headers, body: bytes, route: str) -> StoredAnswer:
    """Make an answer to keep of what was sent."""
    fixed = tuple(headers)
    if not any(name == b"content-length" for name, _ in fixed):
        fixed = (*fixed, (b"content-length", b"%d" % len(body)))
    present = {name for name, _ in fixed}
    security = (header for header in SECURITY_HEADERS if header[0] not in present)
    lines = b"".join(name + b": " + value + b"\r\n" for name, value in (*fixed, *security))
    return StoredAnswer(fixed, body, b"HTTP/1.1 200 OK\r\n" + lines, route)


def _tag(headers: Headers, etag: bytes) -> list[tuple[bytes, bytes]]:
    """Add the tag, and what else a cache must know."""
    tagged = [(name, value) for name, value in headers if name not in (b"etag", b"cache-control", b"vary")]
    return [*tagged, (b"etag", etag), *_REVALIDATE]


async def _send_unchanged(send: Send, etag: bytes) -> None:
    headers = [(b"etag", etag), *_REVALIDATE]
    await send({"type": "http.response.start", "status": 304, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _size_of(question: Question, answer: StoredAnswer) -> int:
    return len(question.target) + len(question.accept) + 2 * len(answer.head) + len(answer.body) + 1_000
