"""Finding a party: the home page with its worked examples, and the search results."""

from __future__ import annotations

import datetime
from typing import Annotated, Final, NamedTuple

import numpy as np
from fastapi import APIRouter, Query
from starlette.responses import Response

from api.pages.error_pages import PageRoute
from api.pages.templates import page
from api.pages.urls import Addresses
from api.state import Current, today
from graph.generation.generation import Generation
from graph.queries import Options, QueryContext, controllers, sources
from graph.queries.wording import make_title
from ontology.statements import Kind, Status

find_router = APIRouter(route_class=PageRoute, include_in_schema=False)

_EXAMPLES: Final = 3
_TRIED: Final = 24
"""Companies looked at for examples: the home page costs the same whatever is loaded."""


class Example(NamedTuple):
    href: str
    name: str
    headline: str
    links: int


@find_router.get("/")
def home(generation: Current) -> Response:
    """One search field, worked examples, and where the data comes from."""
    to = Addresses(generation.base)
    return page(
        "home.html",
        examples=_examples(generation, today()),
        sources=sources(generation),
        counts=interest_counts(generation),
        to=to,
        generation=generation,
    )


@find_router.get("/search")
def results(
    generation: Current,
    q: Annotated[str, Query(max_length=300)] = "",
    kind: Annotated[str, Query(max_length=30)] = "",
    jurisdiction: Annotated[str, Query(max_length=10)] = "",
) -> Response:
    """Parties whose names or identifiers resemble the text."""
    found = generation.search_index.search(q, 50) if q.strip() else []
    shown = [m for m in found if kind in ("", m.kind.value) and jurisdiction in ("", m.jurisdiction or "-")]
    return page(
        "search.html",
        q=q,
        matches=shown,
        total=len(found),
        to=Addresses(generation.base),
        kind=kind,
        jurisdiction=jurisdiction,
        kinds=sorted({m.kind.value for m in found}),
        jurisdictions=sorted({m.jurisdiction or "-" for m in found}),
    )


def interest_counts(generation: Generation) -> dict[str, int]:
    """Interests by source IRI."""
    counts = np.bincount(generation.interests.columns["source"], minlength=len(generation.sources))
    return {iri: int(count) for iri, count in zip(generation.sources, counts, strict=False)}


def _examples(generation: Generation, day: datetime.date) -> list[Example]:
    """Companies at the bottom of the network that have a controller, longest chain first."""
    network, to = generation.interests, Addresses(generation.base)
    held = np.flatnonzero(np.diff(network.subject_start))
    bottom = [int(n) for n in held[:2000] if not network.rows_by_holder(int(n))][:_TRIED] or [int(n) for n in held[:_TRIED]]
    found: list[Example] = []
    for include in ((), (Status.AGREED,)):
        context = QueryContext.of(generation, Options(day, include=include))
        for number in bottom:
            if len(context.view.ancestors([number])) > 200 or generation.party(number).kind is Kind.PERSON:
                continue
            answer = controllers(context, number)
            if answer.verdict == "certain":
                addresses = Addresses.of(generation.base, context.options, dated=False)
                note = ", counting agreed deals as done" if include else ""
                found.append(
                    Example(
                        addresses.entity(answer.subject.id),
                        answer.subject.name,
                        make_title(answer) + note,
                        max(len(c.chain) for c in answer.controllers),
                    )
                )
    best = sorted(found, key=lambda e: -e.links)
    unique = {e.name: e for e in reversed(best)}
    return sorted(unique.values(), key=lambda e: (-e.links, e.name))[:_EXAMPLES] or [
        Example(to.entity(generation.party(n).id), generation.party(n).name, "What do these sources show?", 0) for n in bottom[:_EXAMPLES]
    ]
