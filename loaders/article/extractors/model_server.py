"""Asks a language model over the HTTP interface that OpenAI made common (``/chat/completions``): one question, one bounded answer.

Owns address, key and what can go wrong on the way.  Follows no redirect.  The key is in no address, no error and no log, and goes over
the network in https only.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit, urlunsplit

from ontology.errors import BackendError, DeadlineExceeded, OwnershipError, UsageError

_LONGEST_ANSWER: Final = 2**20
"""Bytes of an answer."""
_TOLD: Final = 200
"""Characters of what a server says went wrong that are passed on."""


@dataclass(frozen=True, slots=True)
class ModelServer:
    """A server by the address before ``/chat/completions``, the model that is asked there, and the key.

    >>> ModelServer("http://localhost:8080/v1", "small").name
    'http://localhost:8080/v1'
    >>> ModelServer("http://example.org/v1", "small", "secret")
    Traceback (most recent call last):
    ontology.errors.UsageError: error[BAD_MODEL_URL]: a key is sent to 'http://example.org/v1' over https only
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout: float = 60.0
    """Seconds in which the whole answer arrives."""

    def __post_init__(self) -> None:
        parts = self._split()
        hint = "write OWNERSHIP_LLM_URL=https://HOST/v1, and the key into OWNERSHIP_LLM_KEY"
        if "@" in parts.netloc or parts.query or parts.fragment or parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError("BAD_MODEL_URL", f"{self.name[:100]!r} is not the address of a server of a language model", hint)
        if self.key and parts.scheme == "http" and not _is_this_machine(parts.hostname):
            raise UsageError("BAD_MODEL_URL", f"a key is sent to {self.name[:100]!r} over https only", hint)

    def _split(self) -> SplitResult:
        try:
            parts = urlsplit(self.url)
            _ = parts.port
        except ValueError:
            return SplitResult("", "", "", "", "")
        return parts

    @property
    def name(self) -> str:
        """How messages call it: its address, without who logs in and what follows a question mark."""
        parts = self._split()
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment=""))

    def ask(self, instructions: str, text: str) -> str:
        """Return what the model answers.  Raises BackendError MODEL_UNREACHABLE, MODEL_FAILED, DeadlineExceeded MODEL_SILENT."""
        messages = [{"role": "system", "content": instructions}, {"role": "user", "content": text}]
        question = {"model": self.model, "temperature": 0, "response_format": {"type": "json_object"}, "messages": messages}
        answer = self._send(json.dumps(question).encode())
        try:
            content = json.loads(answer)["choices"][0]["message"]["content"]
        except (ValueError, LookupError, TypeError, RecursionError):
            content = None
        if not isinstance(content, str):
            what = f"the language model at {self.name} answers in another form"
            raise BackendError("MODEL_FAILED", what, "see whether OWNERSHIP_LLM_URL ends before /chat/completions")
        return content

    def _send(self, body: bytes) -> bytes:
        parts = self._split()
        assert parts.hostname is not None
        connect = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = connect(parts.hostname, parts.port, timeout=self.timeout)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        ends = time.monotonic() + self.timeout
        watch = threading.Timer(self.timeout, _cut, [connection])
        try:
            connection.connect()
            watch.start()
            connection.request("POST", f"{parts.path.rstrip('/')}/chat/completions", body, headers)
            with connection.getresponse() as response:
                received = response.read(_LONGEST_ANSWER + 1)
        except TimeoutError:
            raise self._make_silent() from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            if time.monotonic() >= ends:
                raise self._make_silent() from None
            what = f"the language model at {self.name} cannot be reached: {type(error).__name__}"
            raise BackendError("MODEL_UNREACHABLE", what, "see whether it runs at the address OWNERSHIP_LLM_URL") from None
        finally:
            watch.cancel()
            connection.close()
        if time.monotonic() >= ends:
            raise self._make_silent()
        if len(received) > _LONGEST_ANSWER:
            what = f"the language model at {self.name} answers with more than {_LONGEST_ANSWER:,} bytes"
            raise BackendError("MODEL_FAILED", what, "ask another model")
        if response.status != HTTPStatus.OK:
            raise self._make_error(response.status, received)
        return received

    def _make_silent(self) -> DeadlineExceeded:
        what = f"the language model at {self.name} did not answer within {self.timeout:g} s"
        return DeadlineExceeded("MODEL_SILENT", what, "give it longer with OWNERSHIP_LLM_TIMEOUT, or give a shorter text")

    def _make_error(self, status: int, received: bytes) -> OwnershipError:
        told = " ".join(received[: 8 * _TOLD].decode(errors="replace").split())
        told = (told.replace(self.key, "***") if self.key else told)[:_TOLD]
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            return BackendError("MODEL_REFUSES", f"the language model at {self.name} refuses the key", "set OWNERSHIP_LLM_KEY")
        what = f"the language model at {self.name} answers with status {status}{': ' + told if told else ''}"
        return BackendError("MODEL_FAILED", what, "look at OWNERSHIP_LLM_URL and OWNERSHIP_LLM_MODEL, or try again later")


def _cut(connection: http.client.HTTPConnection) -> None:
    """End a connection whose time is over, however slowly it sends."""
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def _is_this_machine(host: Any) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return bool(host == "localhost")
