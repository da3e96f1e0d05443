"""In which formats an answer is given, and which of them a request asks for: by a suffix of its address, else by ``Accept``.

What a route offers is what it describes (api/openapi.py): the media types of its answer with status 200, the best first.
Owns the list of formats and the choice; must not know how one is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.media import find_quality, parse_accept
from ontology.errors import NotAcceptable


@dataclass(frozen=True, slots=True)
class Representation:
    """One format of an answer: the suffix that asks for it, and the media type it is sent as."""

    suffix: str
    media_type: str

    @property
    def content_type(self) -> str:
        """The header Content-Type."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


JSON: Final = Representation("json", "application/json")
JSONLD: Final = Representation("jsonld", "application/ld+json")
TURTLE: Final = Representation("ttl", "text/turtle")
NTRIPLES: Final = Representation("nt", "application/n-triples")
CSV: Final = Representation("csv", "text/csv")
BODS: Final = Representation("bods", "application/vnd.bods+json")
"""The Beneficial Ownership Data Standard names no media type, so this one is the service's own word."""

TABLE: Final = (JSON, CSV)
"""What has rows and no triples."""
ANSWER: Final = (JSON, JSONLD, TURTLE, NTRIPLES, CSV)
"""What an answer about parties is given in."""
STATED: Final = (*ANSWER, BODS)
"""What an answer that rests on statements, and names them, is given in."""

_BY_MEDIA_TYPE: Final = {each.media_type: each for each in STATED}
_SUFFIXES: Final = {each.suffix for each in STATED}
_QUESTIONS: Final = (
    "controllers|controlled|owners|holdings|history|statements|search|paths|cycles|changes|rules|sources|stats"
)  # fmt: skip
_NAMED: Final = re.compile(rf"(/v1/(?:entities/.+/)?(?:{_QUESTIONS}))\.([a-z]+)")


def choose(offered: Iterable[Representation], accept: str, suffix: str | None) -> Representation:
    """Choose what to send: what the suffix names, else the highest q-value, else the first.

    Raises NotAcceptable NO_SUCH_FORMAT with the list of what there is.

    >>> choose(TABLE, "text/csv;q=0.5, application/*;q=0.4, */*;q=0.1", None).suffix
    'csv'
    >>> choose(TABLE, "text/csv", "json").suffix
    'json'
    """
    forms = list(offered)
    if suffix is not None:
        best = next((form for form in forms if form.suffix == suffix), None)
    elif accept.strip():
        ranges = parse_accept(accept)
        qualities = [find_quality(form.media_type, ranges) for form in forms]
        best = forms[qualities.index(max(qualities))] if any(qualities) else None
    else:
        best = forms[0]
    if best is None:
        asked = f"the suffix .{suffix}" if suffix is not None else f"Accept: {accept[:200]}"
        raise NotAcceptable(
            "NO_SUCH_FORMAT",
            f"this answer is not given in what {asked} asks for",
            f"ask for {', '.join(form.media_type for form in forms)}, or add {', '.join('.' + form.suffix for form in forms)} to the path",
            offered=[{"media_type": form.media_type, "suffix": form.suffix} for form in forms],
        )
    return best


def choose_for(request: Request, suffix: str | None) -> Representation:
    """Choose what to send of what the route of a request offers.  Raises NotAcceptable NO_SUCH_FORMAT."""
    content = request.scope["route"].responses[200]["content"]
    offered = [_BY_MEDIA_TYPE[media] for media in content if media in _BY_MEDIA_TYPE]
    return choose(offered, ",".join(request.headers.getlist("accept")), suffix)


async def choose_form(request: Request) -> Representation:
    """The format that a request asks for."""
    return choose_for(request, request.scope.get("suffix"))


Form = Annotated[Representation, Depends(choose_form)]
"""Parameter of a route: the format to answer in.  It is chosen before any work."""


def split_suffix(text: str) -> tuple[str, str | None]:
    """Split the suffix of a format off the last part of an address.

    >>> split_suffix("lei:X1.csv"), split_suffix("lei:X1"), split_suffix("lei:X1.ltd")
    (('lei:X1', 'csv'), ('lei:X1', None), ('lei:X1.ltd', None))
    """
    name, _, suffix = text.rpartition(".")
    return (name, suffix) if name and suffix in _SUFFIXES else (text, None)


class SuffixedAddresses:
    """The layer that takes the suffix off the address of a question, so that one route answers it in every format.

    An address that ends with an id keeps it: only who knows the ids can tell where one ends.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            named = _NAMED.fullmatch(scope["path"])
            if named is not None:
                # In place: the layers around read from the same scope which route answered.
                scope["path"], scope["suffix"] = named.groups()
        await self._app(scope, receive, send)
