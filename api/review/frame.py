"""What every review has around it: two routes behind the token, the files of the frame, and forms as pairs of texts.

Knows nothing of what is reviewed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from api.review.guard import MAX_BODY, OneReader
from ontology.errors import UsageError

_STATIC: Final = Path(__file__).parents[1] / "static"
_MAX_FIELDS: Final = 400

Show = Callable[[Mapping[str, str]], Response]
"""Renders the page for the parameters of its address."""
TakeForm = Callable[[str, str, bytes], Response]
"""Does what a form asks for: what it changes, of which item, and its body."""


def make_application(token: str, port: int, show: Show, take_form: TakeForm) -> OneReader:
    """Make the application of a review for one reader on this machine."""

    async def answer(request: Request) -> Response:
        return await run_in_threadpool(show, request.query_params)

    async def change(request: Request) -> Response:
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_BODY:
                break
        return await run_in_threadpool(take_form, request.path_params["what"], request.path_params["item"], body)

    routes = [
        Route(f"/{token}/", answer),
        Route(f"/{token}/{{what}}/{{item:path}}", change, methods=["POST"]),
        Mount("/static", StaticFiles(directory=_STATIC)),
    ]
    return OneReader(Starlette(routes=routes), token=token, port=port)


def read_form(body: bytes) -> list[tuple[str, str]]:
    """Read the pairs of a form."""
    return parse_qsl(body.decode(errors="replace"), keep_blank_values=True, max_num_fields=_MAX_FIELDS)


def check_length(body: bytes) -> None:
    """Raise UsageError BODY_TOO_LARGE for a form that was cut off."""
    if len(body) > MAX_BODY:
        raise UsageError("BODY_TOO_LARGE", "the form is too long", f"at most {MAX_BODY} bytes are read")


def read_number(text: str) -> int:
    """Read the number of a page; 1 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
