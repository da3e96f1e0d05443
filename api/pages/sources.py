"""The pages /sources and /source/{id}: every source, and one with each of its claims marked in its text."""

from __future__ import annotations

from typing import Final

import numpy as np
from fastapi import APIRouter
from starlette.responses import Response

from api.pages.error_pages import PageRoute
from api.pages.highlights import Piece, cut_pieces
from api.pages.statements import describe_statement, list_evidence
from api.pages.templates import render_page
from api.pages.urls import Urls
from api.state import Current
from graph.generation.generation import Generation
from graph.queries import sources
from ontology.errors import NoMatch
from ontology.statements import EntityStatement

sources_router = APIRouter(route_class=PageRoute, include_in_schema=False)

_LISTED: Final = 2000
"""Claims of a source that one page lists."""
_READ: Final = 200_000
"""Statements of a generation up to which the page of a source reads all of them."""


@sources_router.get("/sources")
def show_sources(generation: Current) -> Response:
    """Show every source of the served generation."""
    return render_page("sources.html", sources=sources(generation), counts=count_interests(generation), urls=Urls(generation.base))


@sources_router.get("/source/{iri:path}")
def show_source(generation: Current, iri: str) -> Response:
    """Show one source; an article with each claim marked in its text."""
    source = generation.sources.get(generation.base.expand(iri) or iri)
    if source is None:
        raise NoMatch("NO_SOURCE", f"no source has the id {iri[:200]}", "all sources are listed at /sources")
    small = generation.manifest.statements <= _READ
    claims = [s for s in generation.statements() if s.source == source.id][:_LISTED] if small else []
    claims = [s for s in claims if not isinstance(s, EntityStatement) or s.attributes or s.founded or not source.text]
    spans = [(e.start, e.end, s.id) for s in claims for e in list_evidence(s) if e.start is not None and e.end is not None]
    pieces = cut_pieces(source.text, spans) if source.text else []
    words = {s.id: describe_statement(generation, s) for s in claims}
    return render_page(
        "source.html",
        source=source,
        pieces=pieces,
        claims=[(s, words[s.id]) for s in claims],
        small=small,
        first=_find_first_marks(pieces),
        words=words,
        urls=Urls(generation.base),
        interests=count_interests(generation).get(source.id, 0),
    )


def count_interests(generation: Generation) -> dict[str, int]:
    """Count the interests of each source, by its IRI."""
    counts = np.bincount(generation.interests.columns["source"], minlength=len(generation.sources))
    return {iri: int(count) for iri, count in zip(generation.sources, counts, strict=False)}


def _find_first_marks(pieces: list[Piece]) -> dict[str, int]:
    """Claim -> the first piece that it marks: the place its list entry leads to."""
    first: dict[str, int] = {}
    for place, piece in enumerate(pieces):
        for claim in piece.claims:
            first.setdefault(claim, place)
    return first
