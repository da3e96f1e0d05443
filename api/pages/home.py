"""The page /: one search field, worked examples, what is here and how old it is."""

from __future__ import annotations

import datetime
from typing import Final, NamedTuple

import numpy as np
from fastapi import APIRouter
from starlette.responses import Response

from api.pages.ages import describe_age
from api.pages.error_pages import PageRoute
from api.pages.sources import list_files
from api.pages.templates import render_page
from api.pages.urls import Urls
from api.state import Current, today
from graph.answers.common import PartyRef
from graph.generation.generation import Generation
from graph.queries import Options, QueryContext, controllers
from graph.queries.phrases import describe_kind
from graph.queries.stats import count_kinds
from graph.queries.wording import make_title
from ontology.dates import first_day
from ontology.statements import Kind, Status

home_router = APIRouter(route_class=PageRoute, include_in_schema=False)

_EXAMPLES: Final = 3
_EXAMINED: Final = 24
"""Companies looked at for examples: the home page costs the same whatever is loaded."""
_SCANNED: Final = 2000
"""Companies among which one at the bottom of the network is looked for."""
_ANCESTORS: Final = 200
"""A company with more parties above it is no example."""
_LONGEST_NAME: Final = 80
"""Characters of a name that fits on a card."""
_FILES: Final = 8
"""Files that the page lists."""


class Example(NamedTuple):
    """A worked example: the address of its page, the company, the verdict, the length of its longest chain, and its first controller."""

    href: str
    name: str
    headline: str
    links: int
    controller: PartyRef | None = None


@home_router.get("/")
def show_home(generation: Current) -> Response:
    """Show the home page."""
    files, day = list_files(generation), today()
    return render_page(
        "home.html",
        examples=_add_controller(_find_examples(generation, day), Urls(generation.base)),
        files=files[:_FILES],
        more=len(files[_FILES:]),
        kinds=[(describe_kind(kind), count) for kind, count in count_kinds(generation).items()],
        ages=_describe_ages(generation, day),
        urls=Urls(generation.base),
        generation=generation,
    )


def _add_controller(examples: list[Example], urls: Urls) -> list[Example]:
    """Add, as one more example, what the first person or state controls that controls one of them."""
    tops = (example.controller for example in examples if example.controller is not None)
    top = next((party for party in tops if Kind(party.kind).is_never_owned), None)
    return [*examples, Example(urls.entity(top.id), top.name, f"What {top.name} controls", 0)] if top else examples


def _describe_ages(generation: Generation, day: datetime.date) -> list[tuple[str, str, str]]:
    """How old the data is: what, its day, how long ago."""
    dated = sorted(source.date for source in generation.sources.values() if source.date)
    published = generation.manifest.created[:10]
    ages = [("Loaded last", published, describe_age(first_day(published), day))]
    if dated:
        oldest = f"; the oldest is of {dated[0]}" if dated[0] != dated[-1] else ""
        ages.insert(0, ("Newest source", dated[-1], describe_age(first_day(dated[-1]), day) + oldest))
    return ages


def _find_examples(generation: Generation, day: datetime.date) -> list[Example]:
    """Companies at the bottom of the network that have a controller, longest chain first."""
    network, urls = generation.interests, Urls(generation.base)
    held = [int(n) for n in np.flatnonzero(np.diff(network.subject_start))[:_SCANNED]]
    bottom = [n for n in held if not network.rows_by_holder(n)][:_EXAMINED] or held[:_EXAMINED]
    examples: list[Example] = []
    for include in ((), (Status.AGREED,)):
        context = QueryContext.of(generation, Options(day, include=include))
        for number in bottom:
            party = generation.party(number)
            if len(context.view.ancestors([number])) > _ANCESTORS or party.kind is Kind.PERSON or len(party.name) > _LONGEST_NAME:
                continue
            answer = controllers(context, number)
            if answer.verdict == "certain":
                href = Urls.of(generation.base, context.options, dated=False).entity(answer.subject.id)
                note = ", counting agreed deals as done" if include else ""
                links = max(len(c.chain) for c in answer.controllers)
                examples.append(Example(href, answer.subject.name, make_title(answer) + note, links, answer.controllers[0].party))
    by_length = sorted(examples, key=lambda e: -e.links)
    unique = {e.name: e for e in reversed(by_length)}
    return sorted(unique.values(), key=lambda e: (-e.links, e.name))[:_EXAMPLES] or [
        Example(urls.entity(generation.party(n).id), generation.party(n).name, "What do these sources show?", 0) for n in bottom[:_EXAMPLES]
    ]
