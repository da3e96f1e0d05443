"""The page /: one search field, worked examples, and where the data comes from."""

from __future__ import annotations

import datetime
from typing import Final, NamedTuple

import numpy as np
from fastapi import APIRouter
from starlette.responses import Response

from api.pages.error_pages import PageRoute
from api.pages.sources import count_interests
from api.pages.templates import render_page
from api.pages.urls import Urls
from api.state import Current, today
from graph.generation.generation import Generation
from graph.queries import Options, QueryContext, controllers, sources
from graph.queries.wording import make_title
from ontology.statements import Kind, Status

home_router = APIRouter(route_class=PageRoute, include_in_schema=False)

_EXAMPLES: Final = 3
_EXAMINED: Final = 24
"""Companies looked at for examples: the home page costs the same whatever is loaded."""
_SCANNED: Final = 2000
"""Companies among which one at the bottom of the network is looked for."""
_ANCESTORS: Final = 200
"""A company with more parties above it is no example."""


class Example(NamedTuple):
    """A worked example: the address of its page, the company, the verdict and the length of its longest chain."""

    href: str
    name: str
    headline: str
    links: int


@home_router.get("/")
def show_home(generation: Current) -> Response:
    """Show the home page."""
    return render_page(
        "home.html",
        examples=_find_examples(generation, today()),
        sources=sources(generation),
        counts=count_interests(generation),
        urls=Urls(generation.base),
        generation=generation,
    )


def _find_examples(generation: Generation, day: datetime.date) -> list[Example]:
    """Companies at the bottom of the network that have a controller, longest chain first."""
    network, urls = generation.interests, Urls(generation.base)
    held = [int(n) for n in np.flatnonzero(np.diff(network.subject_start))[:_SCANNED]]
    bottom = [n for n in held if not network.rows_by_holder(n)][:_EXAMINED] or held[:_EXAMINED]
    examples: list[Example] = []
    for include in ((), (Status.AGREED,)):
        context = QueryContext.of(generation, Options(day, include=include))
        for number in bottom:
            if len(context.view.ancestors([number])) > _ANCESTORS or generation.party(number).kind is Kind.PERSON:
                continue
            answer = controllers(context, number)
            if answer.verdict == "certain":
                href = Urls.of(generation.base, context.options, dated=False).entity(answer.subject.id)
                note = ", counting agreed deals as done" if include else ""
                links = max(len(c.chain) for c in answer.controllers)
                examples.append(Example(href, answer.subject.name, make_title(answer) + note, links))
    by_length = sorted(examples, key=lambda e: -e.links)
    unique = {e.name: e for e in reversed(by_length)}
    return sorted(unique.values(), key=lambda e: (-e.links, e.name))[:_EXAMPLES] or [
        Example(urls.entity(generation.party(n).id), generation.party(n).name, "What do these sources show?", 0) for n in bottom[:_EXAMPLES]
    ]
