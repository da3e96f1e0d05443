"""Speaks HTTP with another SPARQL server: one request a connection, bodies streamed in both directions, failures as errors of ours.

Owns addresses, login and what can go wrong on the way.  Follows no redirect, so a query goes where the settings say and nowhere else.  A
login is in no address, in no error and in no log.
"""

from __future__ import annotations

import base64
import http.client
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final
from urllib.parse import SplitResult, urlsplit, urlunsplit

from ontology.errors import BackendError, DeadlineExceeded, OwnershipError, UsageError

_PIECE: Final = 64 * 1024
_SAID: Final = 300
"""Characters of what a server says went wrong that are passed on."""


@dataclass(frozen=True, slots=True)
class SparqlServer:
    """A server by its address, with the login that it asks for.

    >>> SparqlServer("http://localhost:7878/store").name
    'http://localhost:7878/store'
    >>> SparqlServer("http://ann:secret@localhost/store")
    Traceback (most recent call last):
    ontology.errors.UsageError: error[BAD_SPARQL_URL]: the address of a SPARQL server holds a user or a password
    """

    url: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = 60.0
    """Seconds that it may keep silent."""

    def __post_init__(self) -> None:
        parts = self._split()
        if "@" in parts.netloc:
            what = "the address of a SPARQL server holds a user or a password"
            raise UsageError(
                "BAD_SPARQL_URL", what, "set OWNERSHIP_SPARQL_USER and OWNERSHIP_SPARQL_PASSWORD, or OWNERSHIP_SPARQL_AUTH_FILE"
            )
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.fragment:
            what = f"{self.url[:200]!r} is not the address of a SPARQL server"
            raise UsageError("BAD_SPARQL_URL", what, "write http://HOST:PORT/PATH or https://HOST/PATH")

    def _split(self) -> SplitResult:
        try:
            parts = urlsplit(self.url)
            _ = parts.port
        except ValueError:
            return SplitResult("", "", "", "", "")
        return parts

    @property
    def name(self) -> str:
        """How messages call it: its address, without what follows a question mark."""
        return urlunsplit(self._split()._replace(query=""))

    @contextmanager
    def send(
        self, method: str, query: str, headers: Mapping[str, str], body: bytes | Iterable[bytes] | None = None
    ) -> Iterator[http.client.HTTPResponse]:
        """Send a request, and give the answer with whatever status, to be read by its beginning.  ``query`` is added to the address.

        Raises BackendError SPARQL_SERVER_UNREACHABLE, DeadlineExceeded SPARQL_SERVER_SILENT.
        """
        parts = self._split()
        assert parts.hostname is not None
        connect = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = connect(parts.hostname, parts.port, timeout=self.timeout)
        target = (parts.path or "/") + (f"?{whole}" if (whole := "&".join(filter(None, (parts.query, query)))) else "")
        try:
            # Who refuses a request answers before it has been sent, and says why.
            with suppress(BrokenPipeError, ConnectionResetError):
                connection.request(method, target, body=body, headers={**headers, **self._login()}, encode_chunked=_is_streamed(body))
            yield connection.getresponse()
        except TimeoutError as error:
            what = f"the SPARQL server {self.name} said nothing for {self.timeout:g} s"
            raise DeadlineExceeded("SPARQL_SERVER_SILENT", what, "look at its load, or ask for less") from error
        except (OSError, http.client.HTTPException) as error:
            what = f"the SPARQL server {self.name} cannot be reached: {type(error).__name__}: {str(error)[:_SAID]}"
            raise BackendError("SPARQL_SERVER_UNREACHABLE", what, "see whether it runs at this address") from error
        finally:
            connection.close()

    def _login(self) -> dict[str, str]:
        if self.user is None or self.password is None:
            return {}
        return {"Authorization": "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()}

    def make_error(self, response: http.client.HTTPResponse) -> OwnershipError:
        """Make the error that a status stands for, in the words of the server where it says some."""
        said = " ".join(response.read(4 * _SAID).decode(errors="replace").split())[:_SAID]
        status = response.status
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            what = f"the SPARQL server {self.name} refuses this login (status {status})"
            return BackendError("SPARQL_SERVER_REFUSES", what, "set OWNERSHIP_SPARQL_USER and _PASSWORD, or OWNERSHIP_SPARQL_AUTH_FILE")
        if status in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.GATEWAY_TIMEOUT):
            what = f"the SPARQL server {self.name} did not answer in its time (status {status})"
            return DeadlineExceeded("SPARQL_SERVER_DEADLINE", what, "ask for less, or add LIMIT")
        what = f"the SPARQL server {self.name} answers with status {status}{': ' + said if said else ''}"
        return BackendError("SPARQL_SERVER_FAILED", what, "look at its log, and whether this is the address of its SPARQL protocol")


def read_pieces(response: http.client.HTTPResponse) -> Iterator[bytes]:
    """Read an answer piece by piece, as it comes."""
    while piece := response.read1(_PIECE):
        yield piece
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)


def read_server(text: str) -> SparqlServer:
    """Read a server that ``write_server`` wrote."""
    return SparqlServer(**json.loads(text))


def write_server(server: SparqlServer) -> str:
    """Write a server with its login, for a process of ours."""
    return json.dumps({"url": server.url, "user": server.user, "password": server.password, "timeout": server.timeout})


def _is_streamed(body: bytes | Iterable[bytes] | None) -> bool:
    return body is not None and not isinstance(body, bytes)
