"""Lists in pages: ``limit`` and ``cursor``, the header ``Link`` to the next page, and how many there are in all.

A cursor is the place where a page begins, bound to the generation and the question that it was given for: pages of two generations, or of
two questions, would be no list.  Nothing is kept for it; where the list itself is kept (api/list_cache.py), a page costs little.
Owns what a page is; must not know what is listed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import Depends, Query
from starlette.requests import Request

from api.state import Current, today
from graph.generation.generation import Generation
from ontology.errors import UsageError

MOST: Final = 1_000
"""Members that a page may have."""

_ANEW: Final = "ask again without cursor, from the first page on"
Limit = Annotated[int | None, Query(ge=1, le=MOST, description="At most so many; all if not given")]
Cursor = Annotated[str | None, Query(max_length=200, description="Where the page begins: that of the Link header of the page before")]


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list that is asked for.  ``limit``: at most so many; None = all that follow."""

    start: int
    limit: int | None
    address: str
    """The address that was asked, without cursor: path and parameters."""
    mark: str
    """What a cursor is bound to."""
    question: str
    """The address without cursor and limit: what is asked, whichever page of it."""

    @property
    def key(self) -> str:
        """All that the list depends on.  The mark alone would not do: its digest is short."""
        return f"{self.mark} {self.question}"

    @property
    def end(self) -> int | None:
        """The place behind the last member of the page."""
        return None if self.limit is None else self.start + self.limit

    def make_headers(self, listed: int, *, is_whole: bool = True, has_more: bool = False) -> dict[str, str]:
        """Say how many there are in all, and where the next page is.

        ``listed``: how many are there to be paged through; ``is_whole``: whether these are all; ``has_more``: whether more can be listed.
        """
        headers = {"X-Total-Count": str(listed)} if is_whole else {}
        if self.end is not None and (self.end < listed or has_more):
            cursor = _encode(f"{self.mark}:{self.end}")
            headers["Link"] = f'<{self.address}{"&" if "?" in self.address else "?"}cursor={cursor}>; rel="next"'
        return headers


def make_page(request: Request, generation: Generation, limit: int | None, cursor: str | None) -> Page:
    """Make the page that a request asks for.  Raises UsageError BAD_CURSOR, OLD_CURSOR or OTHER_CURSOR."""
    pairs = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    path = request.scope["raw_path"].decode("latin-1").partition("?")[0]
    question = f"{request.url.path}?{urlencode([pair for pair in pairs if pair[0] != 'limit'])}"
    digest = hashlib.blake2b(question.encode(), digest_size=6).hexdigest()
    # What is asked about no day is asked about today, and tomorrow has another answer.
    day = 0 if "as_of" in request.query_params else today().toordinal()
    mark = f"{generation.number}:{day}:{digest}"
    start = 0 if cursor is None else _read_cursor(cursor, mark)
    return Page(start, limit, f"{path}?{urlencode(pairs)}" if pairs else path, mark, question)


async def read_page(request: Request, generation: Current, limit: Limit = None, cursor: Cursor = None) -> Page:
    """The page of a list that is whole where no page is asked for."""
    return make_page(request, generation, limit, cursor)


ListPage = Annotated[Page, Depends(read_page)]
"""Parameter of a route: the part of a list that is asked for; all of it where nothing is said."""


def _read_cursor(cursor: str, mark: str) -> int:
    """Return where the page of a cursor begins.  Raises UsageError BAD_CURSOR, OLD_CURSOR or OTHER_CURSOR."""
    generation, day, digest, start = _decode(cursor)
    now = mark.split(":")
    if digest != now[2]:
        raise UsageError("OTHER_CURSOR", "this cursor is of another question", f"send it with the parameters of its page, or {_ANEW}")
    if (generation, day) != (now[0], now[1]):
        what = f"this cursor is of generation {generation}, and generation {now[0]} is served"
        if generation == now[0]:
            what = "this cursor is of another day, and the question is about today"
        raise UsageError("OLD_CURSOR", what, _ANEW)
    return int(start)


def _encode(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decode(cursor: str) -> tuple[str, str, str, str]:
    try:
        text = base64.b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4), b"-_", validate=True).decode("ascii")
    except (ValueError, binascii.Error):
        text = ""
    parts = text.split(":")
    if len(parts) != 4 or not (parts[3].isdigit() and len(parts[3]) < 16):
        raise UsageError("BAD_CURSOR", f"{cursor[:60]!r} is no cursor of this service", f"take it from the Link header, or {_ANEW}")
    return parts[0], parts[1], parts[2], parts[3]
