"""Defines every error of the product, in one tree.

    OwnershipError
    |-- UsageError          the question or command is malformed           HTTP 400  exit 2
    |   |-- Unauthorized    who asks has no key of this service           HTTP 401  exit 2
    |   |-- Refused         well formed, and not allowed here              HTTP 403  exit 2
    |   |-- MethodRefused   the HTTP method is not answered here           HTTP 405  exit 2
    |   |-- NotAcceptable   no offered format is acceptable                HTTP 406  exit 2
    |   |-- TooLarge        the question or its answer exceeds a limit     HTTP 413  exit 2
    |   |-- UnsupportedMedia  the question comes in an unknown format      HTTP 415  exit 2
    |   |-- UnknownParameter  the question has an option that is not known   HTTP 422  exit 2
    |   `-- TooManyRequests  a key asks more often than it may             HTTP 429  exit 2
    |-- NoMatch             nothing by that name                           HTTP 404  exit 1
    |-- SeveralMatches      the name fits more than one party              HTTP 300  exit 1
    |-- InputError          a source file cannot be used                   HTTP 422  exit 3
    |   `-- RecordError     one record cannot be used (goes to rejects)    HTTP 422  exit 3
    |-- StoreError          the data folder cannot be read or written      HTTP 503  exit 4
    |   `-- DeadlineExceeded  the answer was not ready in time             HTTP 504  exit 4
    |-- BackendError        Neo4j or another server is unreachable         HTTP 503  exit 4
    `-- InternalError       a broken invariant: our defect                 HTTP 500  exit 5

An error carries a stable upper-case ``code``, one sentence ``what`` and a ``hint`` that names the
next step.  The command prints them as ``error[CODE]: what`` and ``hint: ...``; the API turns them into
RFC 9457 problem documents.  Nothing else in the product formats errors.

What both can meet is marked where it is raised, and named here for who reads it: ``[[as_of]]`` is an option, which over HTTP is a
parameter, ``[[ownership rules | /v1/rules]]`` a command, which over HTTP is a route and to an agent a tool.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import ClassVar, Final

_MARK: Final = re.compile(r"\[\[(?:([a-z_]+)|([^\]|]+) \| ([^\]|]+))\]\]")

_ROUTE_NAME: Final = re.compile(r"^/(?:v1/)?([a-z-]+).*$")
"""A route with the word that names its question in every face."""


class Reader(Enum):
    """Who reads an error: a person at the command, a client over HTTP, either of them, or an agent that calls tools."""

    COMMAND = "command"
    HTTP = "http"
    TOOL = "tool"
    EITHER = "either"


def address(text: str, reader: Reader) -> str:
    """Name the options and commands that a text marks as its reader knows them.

    >>> address("[[as_of]] is no date", Reader.COMMAND), address("see [[ownership rules | /v1/rules]]", Reader.HTTP)
    ('--as-of is no date', 'see /v1/rules')
    >>> address("[[as_of]], see [[ownership rules | /v1/rules]]", Reader.EITHER)
    'as_of (--as-of), see ownership rules or /v1/rules'
    >>> address("[[as_of]], see [[ownership search TEXT | /v1/search?q=TEXT]]", Reader.TOOL)
    'as_of, see the tool search'
    """

    def name(mark: re.Match[str]) -> str:
        option, command, route = mark.groups()
        command, route = (f"--{option.replace('_', '-')}", option) if option else (command, route)
        both = f"{route} ({command})" if option else f"{command} or {route}"
        tool = option or _ROUTE_NAME.sub(r"the tool \1", route).replace("-", "_")
        return {Reader.COMMAND: command, Reader.HTTP: route, Reader.EITHER: both, Reader.TOOL: tool}[reader]

    return _MARK.sub(name, text)


def drop_addresses(text: str) -> str:
    """Leave out the options, commands and routes that a text marks, for an answer that is the same for every reader.

    >>> drop_addresses("search for a part of the name: [[ownership search TEXT | /v1/search?q=TEXT]]")
    'search for a part of the name'
    """
    return _MARK.sub("", text).rstrip(": ")


class OwnershipError(Exception):
    """Base of every error that is reported to a person.

    >>> str(UsageError("BAD_DATE", "'2018-13' is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD"))
    "error[BAD_DATE]: '2018-13' is not a date"
    """

    status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 5

    def __init__(self, code: str, what: str, hint: str, **details: object) -> None:
        super().__init__(what)
        self.code = code
        self.what = what
        self.hint = hint
        self.details = details

    def __str__(self) -> str:
        return f"error[{self.code}]: {self.what_for(Reader.COMMAND)}"

    def what_for(self, reader: Reader) -> str:
        """What happened, as its reader names options and commands."""
        return address(self.what, reader)

    def hint_for(self, reader: Reader) -> str:
        """The next step, likewise."""
        return address(self.hint, reader)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle all arguments, so that the error can come out of another process."""
        return _rebuild, (type(self), self.code, self.what, self.hint, self.details)


def _rebuild(kind: type[OwnershipError], code: str, what: str, hint: str, details: dict[str, object]) -> OwnershipError:
    return kind(code, what, hint, **details)


class UsageError(OwnershipError):
    """The question or the command line is malformed."""

    status = 400
    exit_code = 2


class Unauthorized(UsageError):
    """Who asks has no key of this service."""

    status = 401


class Refused(UsageError):
    """The question is well formed and not allowed here, such as a SPARQL update on the public endpoint."""

    status = 403


class MethodRefused(UsageError):
    """The HTTP method is not answered at this address."""

    status = 405


class NotAcceptable(UsageError):
    """None of the formats offered for this answer is acceptable to the client."""

    status = 406


class TooLarge(UsageError):
    """The question, or the answer to it, exceeds a documented limit."""

    status = 413


class UnsupportedMedia(UsageError):
    """The question arrived in a media type, charset or encoding that is not read here."""

    status = 415


class UnknownParameter(UsageError):
    """The question has an option that is not known."""

    status = 422


class TooManyRequests(UsageError):
    """A key asks more often than it may; ``details['retry_after']`` has the seconds to wait."""

    status = 429


class NoMatch(OwnershipError):
    """No party, statement or source answers to that name; ``details['near']`` may list near names."""

    status = 404
    exit_code = 1


class SeveralMatches(OwnershipError):
    """A name fits several parties; ``details['candidates']`` lists them."""

    status = 300
    exit_code = 1


class InputError(OwnershipError):
    """A source file cannot be used as a whole."""

    status = 422
    exit_code = 3


class RecordError(InputError):
    """One record of a source cannot be used; a loader catches it and writes the record to the rejects."""


class StoreError(OwnershipError):
    """The data folder cannot be read or written."""

    status = 503
    exit_code = 4


class DeadlineExceeded(StoreError):
    """The answer was not ready at its deadline."""

    status = 504


class BackendError(OwnershipError):
    """Neo4j or another server cannot be reached or refuses us."""

    status = 503
    exit_code = 4


class InternalError(OwnershipError):
    """An invariant of our own is broken."""
