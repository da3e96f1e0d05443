"""The pages /sources and /source/{id}: every source under its file, and one with each of its claims marked in its text."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Final, NamedTuple

import numpy as np
from fastapi import APIRouter, Query
from starlette.responses import Response

from api.pages.error_pages import PageRoute
from api.pages.highlights import Piece, cut_pieces
from api.pages.statements import describe_statement, list_evidence
from api.pages.templates import render_page
from api.pages.urls import Urls
from api.state import Current
from graph.answers.common import SourceAnswer
from graph.generation.generation import Generation
from graph.queries import sources
from ontology.errors import NoMatch
from ontology.statements import EntityStatement

sources_router = APIRouter(route_class=PageRoute, include_in_schema=False)

_LISTED: Final = 2000
"""Claims of a source that one page lists."""
_READ: Final = 200_000
"""Statements of a generation up to which the page of a source reads all of them."""


_FILES: Final = 50
"""Files that one page of /sources lists."""
_NAMED: Final = 5
"""Sources that are listed below the file which names them."""


class CountedSource(NamedTuple):
    """A source and how many interests it states."""

    source: SourceAnswer
    interests: int


class SourceFile(NamedTuple):
    """A file that was loaded, and the sources that it names within itself.  ``statements`` and ``interests`` are those of all of them."""

    source: SourceAnswer
    statements: int
    interests: int
    named: tuple[CountedSource, ...]
    """The first of them, those that state most first."""
    more: int
    """How many more it names."""
    dates: tuple[str, ...]
    """The first and the last day of them all, once where they are one; none where no source has a day."""


@sources_router.get("/sources")
def show_sources(
    generation: Current, within: Annotated[str, Query(max_length=300)] = "", page: Annotated[int, Query(ge=1, le=100_000)] = 1
) -> Response:
    """Show every file with the sources that it names; with ``within``, all sources of one file.  A page at a time."""
    urls = Urls(generation.base)
    chosen = generation.base.expand(within) or within
    if within and chosen not in generation.sources:
        raise NoMatch("NO_SOURCE", f"no source has the id {within[:200]}", "all sources are listed at /sources")
    if within:
        counts = count_interests(generation)
        inner = [CountedSource(s, counts[s.id]) for s in sources(generation) if generation.sources[s.id].part_of == chosen]
        files = [SourceFile(s, 0, count, (), 0, (s.date,) if s.date else ()) for s, count in sorted(inner, key=lambda c: -c.interests)]
    else:
        files = list_files(generation)
    start = (page - 1) * _FILES
    return render_page(
        "sources.html",
        files=files[start : start + _FILES],
        within=generation.sources[chosen] if within else None,
        total=len(files),
        sources=len(generation.sources),
        candidates=len(generation.candidates or ()),
        first=start + 1,
        before=page - 1 if start else None,
        after=page + 1 if start + _FILES < len(files) else None,
        urls=urls,
    )


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


def list_files(generation: Generation) -> list[SourceFile]:
    """List the files that were loaded, those that state most first, each with the sources that it names within itself."""
    counts, named = count_interests(generation), dict[str, list[SourceAnswer]]()
    for source in sources(generation):
        named.setdefault(generation.find_feed(source.id), []).append(source)
    statements: Counter[str] = Counter()
    for info, release in zip(generation.manifest.releases, generation.releases, strict=True):
        statements[info.source] += len(release)
    files = [_make_file(iri, group, counts, statements[iri]) for iri, group in named.items()]
    return sorted(files, key=lambda f: (-f.interests, -f.statements, f.source.title))


def _make_file(iri: str, group: list[SourceAnswer], counts: dict[str, int], statements: int) -> SourceFile:
    own = next((source for source in group if source.id == iri), group[0])
    inner = sorted((CountedSource(s, counts[s.id]) for s in group if s is not own), key=lambda c: -c.interests)
    days = sorted(s.date for s in group if s.date)
    dates = tuple(dict.fromkeys((days[0], days[-1]))) if days else ()
    return SourceFile(own, statements, sum(counts[s.id] for s in group), tuple(inner[:_NAMED]), len(inner[_NAMED:]), dates)


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
