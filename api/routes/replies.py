"""How an answer is sent: as JSON, to a GET with an ETag, and as 304 where the client has it."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from graph.answers import encode
from graph.generation.generation import Generation


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
