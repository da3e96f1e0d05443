"""Who may ask, and how often: keys known by their digests alone, each with a rate.

Without keys everybody who reaches the address may ask.  A key is long and random, so one round of SHA-256 keeps it as well as many.
Must not know routes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import secrets
import time
from collections.abc import Callable, Iterable
from typing import Final

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.problems import make_problem_response
from ontology.errors import TooManyRequests, Unauthorized, UsageError

_ENTRY: Final = re.compile(r"^([A-Za-z0-9._-]{1,64}):([0-9a-f]{64})$")
_OPEN_PATHS: Final = ("/healthz", "/readyz")
_BURST_SECONDS: Final = 2
"""A key that was idle may ask as much at once as in this time."""


def make_key() -> tuple[str, str]:
    """Make a key; return it, and the digest by which the service knows it."""
    key = f"og_{secrets.token_urlsafe(32)}"
    return key, hashlib.sha256(key.encode()).hexdigest()


class Keys:
    """The keys of a service and how much each has left."""

    def __init__(self, entries: str, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        """``entries``: ``name:digest`` with commas between.  ``rate``: requests a second of each key.  Raises UsageError BAD_KEYS."""
        self._names: dict[str, str] = {}
        self._rate, self._clock = rate, clock
        self._left: dict[str, tuple[float, float]] = {}
        for number, entry in enumerate(filter(None, map(str.strip, entries.split(","))), 1):
            match = _ENTRY.match(entry)
            if match is None:
                raise UsageError(
                    "BAD_KEYS", f"entry {number} of OWNERSHIP_API_KEYS is not name:digest", "make one with the command: ownership key NAME"
                )
            self._names[match[2]] = match[1]

    def __bool__(self) -> bool:
        return bool(self._names)

    def admit(self, headers: Iterable[tuple[bytes, bytes]]) -> str:
        """Count a request and return the name of its key.  Raises Unauthorized NO_KEY, BAD_KEY; TooManyRequests RATE_LIMIT."""
        key = _read_key(headers)
        if key is None:
            raise Unauthorized("NO_KEY", "this service answers those who have a key", "send Authorization: Bearer KEY, or X-API-Key: KEY")
        name = self._names.get(hashlib.sha256(key).hexdigest())
        if name is None:
            raise Unauthorized("BAD_KEY", "the key is not one of this service's", "ask whoever runs it for a key")
        now = self._clock()
        most = max(self._rate * _BURST_SECONDS, 1.0)
        left, last = self._left.get(name, (most, now))
        left = min(most, left + (now - last) * self._rate)
        if left < 1:
            self._left[name] = (left, now)
            seconds = max(1, round((1 - left) / self._rate))
            raise TooManyRequests("RATE_LIMIT", f"more than {self._rate:g} requests a second", f"wait {seconds} s", retry_after=seconds)
        self._left[name] = (left - 1, now)
        return name


class KeyedRequests:
    """The layer that lets through who has a key."""

    def __init__(self, app: ASGIApp, *, keys: Keys) -> None:
        self._app, self._keys = app, keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not _is_open(scope):
            try:
                scope.setdefault("state", {})["key"] = self._keys.admit(scope["headers"])
            except (Unauthorized, TooManyRequests) as error:
                response = make_problem_response(error, Request(scope))
                if isinstance(error, Unauthorized):
                    # A browser asks for a password: any user name, and the key.
                    response.headers["WWW-Authenticate"] = 'Bearer, Basic realm="ownership-graph", charset="UTF-8"'
                await response(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _is_open(scope: Scope) -> bool:
    """Whether nobody needs a key: for health checks, for what a browser asks before it sends one, and for what says that one is needed."""
    path, method = scope["path"], scope["method"]
    is_manifest = path == "/reconcile" and method in ("GET", "HEAD") and not scope["query_string"]
    return path in _OPEN_PATHS or is_manifest or method == "OPTIONS"


def _read_key(headers: Iterable[tuple[bytes, bytes]]) -> bytes | None:
    for name, value in headers:
        if name == b"x-api-key":
            return value.strip()
        if name == b"authorization":
            scheme, _, credentials = value.partition(b" ")
            if scheme.lower() == b"bearer":
                return credentials.strip()
            if scheme.lower() == b"basic":
                try:
                    return base64.b64decode(credentials.strip(), validate=True).partition(b":")[2]
                except binascii.Error:
                    return None
    return None
