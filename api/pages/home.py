"""The page /: one search field, worked examples, what is here and how old it is."""

from __future__ import annotations

import datetime
import re
from typing import Final, NamedTuple

import numpy as np
from fastapi import APIRouter
from starlette.responses import Response

from api.pages.ages import describe_age
from api.pages.error_pages import PageRoute
from api.pages.sources import count_interests
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
from ontology.statements import Kind, Source, Status

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
_REGISTERS: Final = 8
"""Registers that the page lists."""
_FILE_NAME: Final = re.compile(r" \([^()]+\.[A-Za-z0-9.]+\)$")
"""What a title has of the file it was read from."""


class Example(NamedTuple):
    """A worked example: the address of its page, the company, the verdict, the length of its longest chain, and its first controller."""

    href: str
    name: str
    headline: str
    links: int
    controller: PartyRef | None = None


class Register(NamedTuple):
    """What one publisher calls by one name, out of however many files; articles stand for themselves.

    ``href``: its source, or those of all where it came in several files; ``dates``: the first and the last day, once where they are one.
    """

    title: str
    href: str
    type: str
    by: str
    files: int
    interests: int
    dates: tuple[str, ...]


@home_router.get("/")
def show_home(generation: Current) -> Response:
    """Show the home page."""
    registers, day = list_registers(generation), today()
    return render_page(
        "home.html",
        examples=_add_controller(_find_examples(generation, day), Urls(generation.base)),
        registers=registers[:_REGISTERS],
        more=len(registers[_REGISTERS:]),
        kinds=[(describe_kind(kind), count) for kind, count in count_kinds(generation).items()],
        ages=_describe_ages(generation, day),
        urls=Urls(generation.base),
        generation=generation,
    )


def list_registers(generation: Generation) -> list[Register]:
    """List what the folder holds by what its sources are called, those that state most first; a file that names sources goes by theirs."""
    counts, urls = count_interests(generation), Urls(generation.base)
    frames = {source.part_of for source in generation.sources.values() if source.part_of}
    groups: dict[tuple[str, str], list[Source]] = {}
    for source in generation.sources.values():
        if source.id not in frames or counts[source.id]:
            groups.setdefault((_FILE_NAME.sub("", source.title), source.author or source.publisher or ""), []).append(source)
    registers = []
    for (title, by), group in groups.items():
        days = sorted(source.date for source in group if source.date)
        registers.append(
            Register(
                title=title,
                href=urls.source(group[0].id) if len(group) == 1 else "/sources",
                type=group[0].type,
                by=by,
                files=len({generation.find_feed(source.id) for source in group}),
                interests=sum(counts[source.id] for source in group),
                dates=tuple(dict.fromkeys((days[0], days[-1]))) if days else (),
            )
        )
    return sorted(registers, key=lambda r: (-r.interests, r.title))


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
    """Companies at the bottom of the network that have a controller, longest chain first; of one controller as few as there are others."""
    network, urls = generation.interests, Urls(generation.base)
    held = _spread(np.flatnonzero(np.diff(network.subject_start)).tolist(), _SCANNED)
    bottom = _spread([n for n in held if not network.rows_by_holder(n)] or held, _EXAMINED)
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
    unique: dict[str, Example] = {}
    for example in sorted(examples, key=lambda e: -e.links):  # of equally long ones that without agreed deals is the first
        unique.setdefault(example.name, example)
    by_length = sorted(unique.values(), key=lambda e: (-e.links, e.name))
    firsts = {e.controller.id: e for e in reversed(by_length) if e.controller}.values()
    chosen = sorted(by_length, key=lambda e: e not in firsts)[:_EXAMPLES]
    return sorted(chosen, key=lambda e: (-e.links, e.name)) or [
        Example(urls.entity(generation.party(n).id), generation.party(n).name, "What do these sources show?", 0) for n in bottom[:_EXAMPLES]
    ]


def _spread(items: list[int], count: int) -> list[int]:
    """Take so many items, or somewhat fewer, from all over a list."""
    return items[:: -(-len(items) // count)] if items else []
