"""The pages of the sources."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from api.pages.error_pages import PageRoute
from api.pages.highlights import Piece, cut
from api.pages.search import interest_counts
from api.pages.statements import _evidence, sentence
from api.pages.templates import page
from api.pages.urls import Addresses
from api.state import Current
from graph.queries import sources
from ontology.errors import NoMatch
from ontology.statements import EntityStatement

sources_router = APIRouter(route_class=PageRoute, include_in_schema=False)

_LISTED: Final = 2000
"""Claims of a source that one page lists."""

_READ: Final = 200_000
"""Statements up to which the page of a source reads all of them."""


@sources_router.get("/sources")
def all_sources(generation: Current) -> Response:
    """Every source of the served generation."""
    return page("sources.html", sources=sources(generation), counts=interest_counts(generation), to=Addresses(generation.base))


@sources_router.get("/source/{iri:path}")
def one_source(generation: Current, iri: str) -> Response:
    """One source; an article with each claim marked in its text."""
    source = generation.sources.get(generation.base.expand(iri) or iri)
    if source is None:
        raise NoMatch("NO_SOURCE", f"no source has the id {iri[:200]}", "all sources are listed at /sources")
    small = generation.manifest.statements <= _READ
    claims = [s for s in generation.statements() if s.source == source.id][:_LISTED] if small else []
    claims = [s for s in claims if not isinstance(s, EntityStatement) or s.attributes or s.founded or not source.text]
    spans = [(e.start, e.end, s.id) for s in claims for e in _evidence(s) if e.start is not None and e.end is not None]
    pieces = cut(source.text, spans) if source.text else []
    return page(
        "source.html",
        source=source,
        pieces=pieces,
        claims=[(s, sentence(generation, s)) for s in claims],
        small=small,
        first=_first_marks(pieces),
        words={s.id: sentence(generation, s) for s in claims},
        to=Addresses(generation.base),
        interests=interest_counts(generation).get(source.id, 0),
    )


def _first_marks(pieces: list[Piece]) -> dict[str, int]:
    """Claim -> the first piece that it marks: the place its list entry leads to."""
    first: dict[str, int] = {}
    for place, piece in enumerate(pieces):
        for claim in piece.claims:
            first.setdefault(claim, place)
    return first
