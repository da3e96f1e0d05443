"""How an answer is sent: as JSON.  What is kept of it, and its ETag, is the work of api/answer_cache.py."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.responses import Response

from graph.answers import encode


def reply(answer: msgspec.Struct | list[Any] | dict[str, Any]) -> Response:
    """An answer as JSON."""
    return Response(encode(answer), media_type="application/json")
