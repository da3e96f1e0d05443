"""Read a SPARQL Protocol request: where the query, the graphs and the options stand.

Owns the three ways to send a query (GET, form, direct) and what is wrong with a request.  Pure: text and bytes in, a
QuestionAsked out.  Must not know the store, the pool or a web framework.
Source: SPARQL 1.1 Protocol, section 2.
"""

from __future__ import annotations

import hashlib
import math
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from ontology.errors import Refused, TooLarge, UnsupportedMedia, UsageError

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
_ABSOLUTE: Final = re.compile(r"^[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|\\^`]*$")
_MAX_FIELDS: Final = 1000


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """One request.  ``query`` is None where the client asks what the service is."""

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    timeout: float | None = None
    format: str | None = None

    def fingerprint(self, *more: str) -> str:
        """A short hash of all that the answer depends on beside the data."""
        digest = hashlib.sha256()
        for part in (self.query or "", "\n".join(self.default_graphs), "\n".join(self.named_graphs), *more):
            digest.update(part.encode() + b"\0")
        return digest.hexdigest()[:20]


def read_get(query_string: str, *, limit: int) -> QueryRequest:
    """Read a query by GET.

    >>> read_get("query=ASK%20%7B%7D&timeout=5", limit=100)
    QueryRequest(query='ASK {}', default_graphs=(), named_graphs=(), timeout=5.0, format=None)
    """
    fields = _parse_fields(query_string)
    request = _make_request(fields, limit=limit)
    if request.query is None and (request.default_graphs or request.named_graphs):
        raise UsageError("QUERY_MISSING", "graphs are named but no query is given", "add the parameter query=")
    return request


def read_post(query_string: str, content_type: str | None, content_encoding: str | None, body: bytes, *, limit: int) -> QueryRequest:
    """Read a query by POST, as a form or as the body itself."""
    media = (content_type or "").partition(";")[0].strip().lower()
    if media == UPDATE:
        raise _update_error()
    _check_encoding(content_type, content_encoding)
    if media == FORM:
        request = _make_request([*_parse_fields(query_string), *_parse_fields(_decode(body))], limit=limit)
    elif media == QUERY:
        request = _make_request([*_parse_fields(query_string), ("query", _decode(body))], limit=limit)
    else:
        raise UnsupportedMedia(
            "UNSUPPORTED_MEDIA_TYPE",
            f"a query cannot be sent as {content_type or 'a body without content type'!r}",
            f"send it as {QUERY} or {FORM}",
        )
    if request.query is None:
        raise UsageError("QUERY_MISSING", "the form has no query", "fill the field query")
    return request


def _check_encoding(content_type: str | None, content_encoding: str | None) -> None:
    if content_encoding and content_encoding.strip().lower() != "identity":
        raise UnsupportedMedia("UNSUPPORTED_ENCODING", f"the body is encoded as {content_encoding[:40]!r}", "send it as it is")
    for parameter in (content_type or "").split(";")[1:]:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset" and value.strip().strip('"').lower() not in ("utf-8", "utf8", "us-ascii"):
            raise UnsupportedMedia("UNSUPPORTED_CHARSET", f"the body is declared as {value.strip()[:40]!r}", "send the query in UTF-8")


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError("QUERY_NOT_UTF8", f"the body is not UTF-8 (byte {error.start})", "send the query in UTF-8") from error


def _parse_fields(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MAX_FIELDS)
    except UnicodeDecodeError as error:
        raise UsageError("QUERY_NOT_UTF8", "a percent-encoded value is not UTF-8", "encode the query in UTF-8") from error
    except ValueError as error:
        raise UsageError("TOO_MANY_FIELDS", f"the request has more than {_MAX_FIELDS} fields", "name fewer graphs") from error


def _make_request(fields: list[tuple[str, str]], *, limit: int) -> QueryRequest:
    def values(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in fields if key == name)

    if values("update"):
        raise _update_error()
    queries = values("query")
    if len(queries) > 1:
        raise UsageError("SEVERAL_QUERIES", f"the request holds {len(queries)} queries", "send one query a request")
    query = queries[0] if queries else None
    if query is not None:
        _check_query(query, limit)
    return QueryRequest(
        query,
        _check_graphs(values("default-graph-uri")),
        _check_graphs(values("named-graph-uri")),
        _parse_timeout(values("timeout")),
        next((value for value in values("format") if value), None),
    )


def _check_query(query: str, limit: int) -> None:
    size = len(query.encode("utf-8", "surrogatepass"))
    if size > limit:
        raise too_long_error(limit)
    if not query.strip():
        raise UsageError("QUERY_MISSING", "the query is empty", "write a SELECT, ASK, CONSTRUCT or DESCRIBE query")
    if "\0" in query:
        raise UsageError("QUERY_NOT_TEXT", "the query holds a NUL character", "send the query as text")


def too_long_error(limit: int) -> TooLarge:
    """The error for a query beyond the limit, also raised before the whole body is read."""
    return TooLarge("QUERY_TOO_LONG", f"the query is longer than {limit} bytes", "shorten it, or split it into several queries")


def _update_error() -> Refused:
    hint = "data comes in through the command: ownership load FILE"
    return Refused("UPDATE_REFUSED", "this endpoint answers queries only, not updates", hint)


def _check_graphs(values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if not _ABSOLUTE.match(value):
            raise UsageError("BAD_GRAPH_IRI", f"{value[:200]!r} is not an absolute IRI", "name graphs by full IRIs")
    return values


def _parse_timeout(values: tuple[str, ...]) -> float | None:
    if not values or not values[-1]:
        return None
    text = values[-1]
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not (math.isfinite(seconds) and seconds > 0):
        raise UsageError("BAD_TIMEOUT", f"timeout={text[:40]!r} is not a number of seconds", "write a number above 0, such as timeout=10")
    return seconds
