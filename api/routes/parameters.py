"""The options of a question as query parameters, and how an answer is sent (ETag, 304).

Which options there are is said by ``RawOptions`` (graph/queries/options.py).
"""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

import msgspec
from fastapi import Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from api.state import served, today
from graph.answers import encode
from graph.generation.generation import Generation
from graph.queries import Options, RawOptions

AsOf = Annotated[
    str | None, Query(alias="as_of", max_length=10, description="The day asked about: YYYY-MM-DD, YYYY-MM or YYYY; today if not given")
]
KnownAt = Annotated[str | None, Query(alias="known_at", max_length=10, description="Only what was stated by this day")]
Rule = Annotated[str | None, Query(max_length=60, description="Rule id; majority-control if not given")]
Set = Annotated[
    list[str] | None, Query(alias="set", max_length=100, description="A contested point of the rule as name:value; /v1/rules lists them")
]
Together = Annotated[list[str] | None, Query(description="Parties that act as one: ids or names with commas between")]
Include = Annotated[list[str] | None, Query(description="Statuses counted as done: agreed, planned")]


def read_options(
    request: Request,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    rule: Rule = None,
    parameters: Set = None,
    together: Together = None,
    include: Include = None,
) -> Options:
    """The options of a question.  Raises UsageError."""
    raw = RawOptions(as_of, known_at, rule, parameters or (), together or (), include or ())
    return Options.parse(raw, today=today(), limits=served(request).settings.limits())


QueryOptions = Annotated[Options, Depends(read_options)]
"""Parameter of a route: how the question is asked."""


def reply(request: Request, generation: Generation, answer: msgspec.Struct | list[Any] | dict[str, Any]) -> Response:
    """An answer as JSON; to a GET with an ETag of generation and content, and 304 where the client has it."""
    body = encode(answer)
    if request.method == "POST":
        return Response(body, media_type="application/json")
    etag = f'W/"g{generation.number}-{hashlib.sha256(body).hexdigest()[:16]}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    if etag in (request.headers.get("if-none-match") or ""):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)
