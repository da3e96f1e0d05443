"""The page /compare: one party on two days, side by side: its verdicts, and the links that were added, ended or changed between."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Annotated, Final, NamedTuple

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.pages.error_pages import PageRoute
from api.pages.grounds import list_link_sources
from api.pages.templates import render_page
from api.pages.urls import Urls
from api.pages.view_models import Note
from api.routes.parameters import AskedIdentity, QueryOptions
from api.state import Current
from graph.answers.common import LinkAnswer
from graph.answers.controlled import ControlledAnswer
from graph.answers.controllers import ControllersAnswer
from graph.generation.generation import Generation
from graph.queries import QueryContext, controlled, controllers, find_party, history
from graph.queries.conditions import describe_candidates, list_tried
from graph.queries.identity import Identity
from graph.queries.options import parse_day
from graph.queries.provenance import list_provenance
from graph.queries.relations import Relation, list_relations
from graph.queries.rule_words import describe_controlled

compare_router = APIRouter(route_class=PageRoute, include_in_schema=False)

_LISTED: Final = 200
"""Differences that the page lists."""


class Difference(NamedTuple):
    """What differs between the two days: ``mark`` is added, ended or changed; the words of a day are empty where nothing counts on it.

    ``holder`` and ``subject``: id (None where no source names the party) and name.
    """

    mark: str
    holder: tuple[str | None, str]
    subject: tuple[str | None, str]
    before: str
    after: str
    statement: str | None


class Comparison(NamedTuple):
    """What two days differ in: what is said of each, the differences, how many links are the same, and the links of both days.

    ``said``: of each day the answer, and what candidates would change in it or have changed; ``rests_on``: its licence and age, in words.
    """

    said: list[list[str]]
    rests_on: list[list[str]]
    differences: list[Difference]
    same: int
    links: list[LinkAnswer]


@compare_router.get("/compare")
def show_comparison(
    generation: Current,
    options: QueryOptions,
    identity: AskedIdentity,
    party: Annotated[str, Query(alias="id", max_length=300)] = "",
    days: Annotated[list[str] | None, Query(alias="as_of", max_length=2)] = None,
) -> Response:
    """Show a form, and what differs once a party is named.  Without days: the last day on which the answer changed, and the one before."""
    urls = Urls.of(generation.base, options, dated=False).asking(identity)
    if not party.strip():
        return render_page(
            "compare.html", party=party, name="", sides=(), differences=(), other=None, more=0, same=0, sources=[], urls=urls
        )
    number = find_party(generation, party)
    context = QueryContext.of(generation, options)
    given = sorted(day for text in days or () if (day := parse_day(text, "as_of")) is not None)
    before, after = (given[0], given[1]) if len(given) == 2 else _choose_days(context, number, given, identity)
    sides = [context.at(day, options.known_at) for day in (before, after)]
    asked = generation.party(number)
    compare = _compare_controlled if asked.kind.is_never_owned else _compare_controllers
    comparison = compare(sides[0], sides[1], number, identity)
    return render_page(
        "compare.html",
        party=generation.base.compact(asked.id),
        name=asked.name,
        sides=[
            (day.isoformat(), said, urls.entity_with(asked.id, as_of=day.isoformat()), rests_on)
            for day, said, rests_on in zip((before, after), comparison.said, comparison.rests_on, strict=True)
        ],
        other=_to_other(urls, identity, asked.id, (before, after), comparison),
        differences=comparison.differences[:_LISTED],
        more=len(comparison.differences[_LISTED:]),
        same=comparison.same,
        sources=list_link_sources(generation, comparison.links),
        urls=urls,
    )


def _to_other(urls: Urls, identity: Identity, iri: str, days: Iterable[datetime.date], comparison: Comparison) -> Note | None:
    """The way to the comparison that is asked with candidates, where these would change it, or without."""
    if all(len(said) == 1 for said in comparison.said) and identity is Identity.STATED:
        return None
    text = "Compare without candidates" if identity is Identity.CANDIDATES else "Compare with candidates"
    return Note(text, urls.asking(identity.other).compare(iri, *(day.isoformat() for day in days)))


def _choose_days(context: QueryContext, number: int, given: list[datetime.date], identity: Identity) -> tuple[datetime.date, datetime.date]:
    """The given day and today, else the day on which the answer changed last and the one before."""
    today = context.options.as_of
    if given:
        return (given[0], today) if given[0] != today else (today - datetime.timedelta(days=1), today)
    starts = [datetime.date.fromisoformat(period.from_) for period in history(context, number, identity=identity).periods if period.from_]
    past = [start for start in starts if start <= today]
    last = past[-1] if past else today
    return last - datetime.timedelta(days=1), last


def _compare_controllers(old: QueryContext, new: QueryContext, number: int, identity: Identity) -> Comparison:
    """Compare who controls a party: the links above it on both days.

    A company that is in the chains of one day only is looked at on both: that a chain left it out does not end its links.  What is left
    of a company on the way is drawn only where it could matter, so that it comes and goes says nothing.  Nor does a candidate, which has no
    day.
    """
    answers = [controllers(context, number, identity) for context in (old, new)]
    asked = answers[0].subject.id
    first = [list_relations(context, answer) for context, answer in zip((old, new), answers, strict=True)]
    companies = _find_numbers(old.generation, first)
    before, after = (
        {
            (r.holder.id, r.subject.id): r
            for r in list_relations(context, answer, companies)
            if not r.same and (r.link or r.subject.id == asked)
        }
        for context, answer in zip((old, new), answers, strict=True)
    )
    differences, same = [], 0
    for key in dict.fromkeys([*before, *after]):
        earlier, later = before.get(key), after.get(key)
        if earlier and later and _content(earlier) == _content(later):
            same += 1
        else:
            differences.append(_differ(earlier, later))
    links = [relation.link for relation in (*before.values(), *after.values()) if relation.link]
    said = [_list_said(answer.sentence, answer) for answer in answers]
    return Comparison(said, [list_provenance(answer) for answer in answers], differences, same, links)


def _list_said(sentence: str, answer: ControllersAnswer | ControlledAnswer) -> list[str]:
    waiting = describe_candidates(answer)
    return [sentence, *([f"{waiting}."] if waiting else list_tried(answer) if isinstance(answer, ControlledAnswer) else [])]


def _find_numbers(generation: Generation, relations: list[tuple[Relation, ...]]) -> list[int]:
    subjects = dict.fromkeys(relation.subject.id for side in relations for relation in side)
    return [number for iri in subjects if (number := generation.party_number(iri)) is not None]


def _content(relation: Relation) -> tuple[str, str, str, bool]:
    return relation.words, relation.status, relation.note, relation.counts


def _differ(before: Relation | None, after: Relation | None) -> Difference:
    relation = after or before
    assert relation is not None
    return Difference(
        "changed" if before and after else "added" if after else "ended",
        (relation.holder.id if relation.holder.named else None, relation.holder.name),
        (relation.subject.id, relation.subject.name),
        _describe(before),
        _describe(after),
        relation.link.statement if relation.link else None,
    )


def _describe(relation: Relation | None) -> str:
    if relation is None:
        return ""
    words = relation.words if relation.holder.named else relation.claim if relation.size else ""
    return "; ".join(filter(None, (words, relation.note, "" if relation.counts else "does not count on this day")))


def _compare_controlled(old: QueryContext, new: QueryContext, number: int, identity: Identity) -> Comparison:
    """Compare what a party controls: the companies."""
    answers = [controlled(context, number, identity) for context in (old, new)]
    before, after = ({company.party.id: company.certainty for company in answer.controlled} for answer in answers)
    names = {company.party.id: company.party.name for answer in answers for company in answer.controlled}
    asked = (answers[0].party.id, answers[0].party.name)
    differences = [
        Difference(_mark(before, after, iri), asked, (iri, names[iri]), before.get(iri, ""), after.get(iri, ""), None)
        for iri in names
        if before.get(iri) != after.get(iri)
    ]
    links = [link for answer in answers for company in answer.controlled[:_LISTED] for link in company.chain]
    said = [_list_said(describe_controlled(answer), answer) for answer in answers]
    return Comparison(said, [list_provenance(answer) for answer in answers], differences, len(names) - len(differences), links)


def _mark(before: Mapping[str, str], after: Mapping[str, str], iri: str) -> str:
    return "changed" if iri in before and iri in after else "added" if iri in after else "ended"
