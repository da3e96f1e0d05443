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
RDFXML: Final = Representation("rdf", "application/rdf+xml")
CSV: Final = Representation("csv", "text/csv")
BODS: Final = Representation("bods", "application/vnd.bods+json")
"""The Beneficial Ownership Data Standard names no media type, so this one is the service's own word."""
HTML: Final = Representation("html", "text/html")
"""A page for readers, which api/pages gives at the same address."""

TABLE: Final = (JSON, CSV)
"""What has rows and no triples."""
ANSWER: Final = (JSON, JSONLD, TURTLE, NTRIPLES, CSV)
"""What an answer about parties is given in."""
STATED: Final = (*ANSWER, BODS)
"""What an answer that rests on statements, and names them, is given in."""
DESCRIBED: Final = (TURTLE, JSONLD, NTRIPLES, HTML)
"""What a description is given in that has triples and a page, and no JSON of its own."""

_BY_MEDIA_TYPE: Final = {each.media_type: each for each in (*STATED, RDFXML, HTML)}
_SUFFIXES: Final = {each.suffix for each in _BY_MEDIA_TYPE.values()}
_QUESTIONS: Final = (
    "controllers|controlled|owners|holdings|history|statements|search|paths|cycles|candidates|changes|rules|sources|stats"
)  # fmt: skip
_WITH_PAGE: Final = r"/dataset|/ontology"
"""Addresses of descriptions that have a page, too; the page's own address ends with ``.html``."""
_DOCUMENTS: Final = rf"{_WITH_PAGE}|/ontology/(?:shapes|[0-9]+\.[0-9]+\.[0-9]+)|/\.well-known/void"
_NAMED: Final = re.compile(rf"(/v1/(?:entities/.+/)?(?:{_QUESTIONS})|{_DOCUMENTS})\.((?:bods|ftm)\.json|[a-z]+)")
_OTHER_SUFFIXES: Final = {"bods.json": "bods"}
"""Suffixes by which files of a format are called, too."""
_PAGED: Final = re.compile(rf"({_WITH_PAGE})(\.html)?")


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

    An address that ends with an id keeps it: only who knows the ids can tell where one ends.  Who asks a description for HTML is led to
    its page.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            named, paged = _NAMED.fullmatch(scope["path"]), _PAGED.fullmatch(scope["path"])
            if paged is not None and (paged[2] or _prefers_page(scope)):
                scope["path"] = f"{paged[1]}.html"
            elif named is not None:
                # In place: the layers around read from the same scope which route answered.
                scope["path"], suffix = named.groups()
                scope["suffix"] = _OTHER_SUFFIXES.get(suffix, suffix)
        await self._app(scope, receive, send)


def _prefers_page(scope: Scope) -> bool:
    """Whether a request would rather have the page of a description than its triples, as a browser does."""
    accept = b",".join(value for name, value in scope["headers"] if name == b"accept").decode("latin-1")
    try:
        return choose((*DESCRIBED[:-1], RDFXML, HTML), accept, None) is HTML
    except NotAcceptable:
        return False
