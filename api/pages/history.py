"""The page /entity/{id}/history: who controlled a party when, as a line of time with a mark where the answer changes, and as a list."""

from __future__ import annotations

import datetime
from typing import Final, NamedTuple

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.pages.error_pages import PageRoute
from api.pages.grounds import list_statement_sources
from api.pages.templates import render_page
from api.pages.urls import Urls
from api.pages.view_models import list_tried_notes
from api.routes.parameters import AskedIdentity, QueryOptions
from api.state import Current
from graph.answers.history import PeriodAnswer
from graph.queries import QueryContext, find_party, history
from graph.queries.history import Axis
from ontology.statements import Kind

history_router = APIRouter(prefix="/entity", route_class=PageRoute, include_in_schema=False)

_LISTED: Final = 100
"""Times that the page tells, the newest."""
_MARGIN: Final = 40.0
_WIDTH: Final = 1000.0
_EDGE: Final = 90.0
"""How far the line goes on before its first mark and after its last."""

_NAMED: Final = 6
"""Statements of a time that the page names, of those that began to count and of those that ceased to."""
_GAP: Final = 28.0
"""The least distance between two marks."""


class Stretch(NamedTuple):
    """A part of the line of time: from ``x`` for ``width``; ``verdict`` and ``sentence`` as in the answer.

    ``day``: that of the mark at its start.
    """

    x: float
    width: float
    verdict: str
    day: str | None
    sentence: str


@history_router.get("/{party:path}/history")
def show_history(
    request: Request, generation: Current, options: QueryOptions, identity: AskedIdentity, party: str, axis: Axis = Axis.AS_OF
) -> Response:
    """Show the times of one verdict each, the newest first."""
    number = find_party(generation, party)
    urls = Urls.of(generation.base, options, dated="as_of" in request.query_params).asking(identity)
    iri = generation.party(number).id
    if generation.base.expand(party.strip()) != iri:
        return RedirectResponse(urls.file(iri, "history"), status_code=302)
    answer = history(QueryContext.of(generation, options), number, axis, identity)
    day = "as_of" if axis is Axis.AS_OF else "known_at"
    return render_page(
        "history.html",
        answer=answer,
        is_known=axis is Axis.KNOWN_AT,
        stretches=place_stretches(answer.periods),
        periods=[(p, _make_days(p), urls.entity_with(iri, **{day: p.from_})) for p in answer.periods[::-1][:_LISTED]],
        named=_NAMED,
        tried=list_tried_notes(
            answer, urls.asking(identity.other).file(iri, "history", axis="known_at" if axis is Axis.KNOWN_AT else None)
        ),
        more=len(answer.periods[:-_LISTED]),
        sources=list_statement_sources(
            generation, (iri for p in answer.periods[::-1][:_LISTED] for iri in (*p.began[:_NAMED], *p.ended[:_NAMED]))
        ),
        is_never_owned=Kind(answer.subject.kind).is_never_owned,
        urls=urls,
    )


def place_stretches(periods: tuple[PeriodAnswer, ...]) -> list[Stretch]:
    """Place the times on a line of 1,000 units, each as long as it took; the open ends have a length of their own.

    >>> def period(start: str | None, verdict: str) -> PeriodAnswer:
    ...     return PeriodAnswer(from_=start, until=None, verdict=verdict, contested=False, controllers=(), sentence="", began=(), ended=())
    >>> times = (period(None, "not_shown"), period("2020-01-01", "certain"), period("2021-01-01", "possible"))
    >>> [(round(s.x), round(s.width), s.day) for s in place_stretches(times)]
    [(40, 90, None), (130, 740, '2020-01-01'), (870, 90, '2021-01-01')]
    """
    marks = [datetime.date.fromisoformat(p.from_).toordinal() for p in periods if p.from_]
    if not marks:
        return [Stretch(_MARGIN, _WIDTH - 2 * _MARGIN, periods[0].verdict, None, periods[0].sentence)] if periods else []
    first, last = _MARGIN + _EDGE, _WIDTH - _MARGIN - _EDGE
    scale = (last - first) / max(marks[-1] - marks[0], 1)
    places = _part([first + (mark - marks[0]) * scale for mark in marks], last)
    starts = [_MARGIN] * (len(periods) - len(marks)) + places
    ends = [*starts[1:], _WIDTH - _MARGIN]
    return [Stretch(x, end - x, p.verdict, p.from_, p.sentence) for p, x, end in zip(periods, starts, ends, strict=True)]


def _part(places: list[float], last: float) -> list[float]:
    """Move marks that would touch apart, as far as there is room up to ``last``: each has to be hit by itself."""
    gap = min(_GAP, (last - places[0]) / max(len(places) - 1, 1))
    for place in range(1, len(places)):
        places[place] = max(places[place], places[place - 1] + gap)
    places[-1] = min(places[-1], last)
    for place in range(len(places) - 2, -1, -1):
        places[place] = min(places[place], places[place + 1] - gap)
    return places


def _make_days(period: PeriodAnswer) -> tuple[str, str] | None:
    """The day before a time and its first: what to compare to see what opened it."""
    if period.from_ is None:
        return None
    start = datetime.date.fromisoformat(period.from_)
    return (start - datetime.timedelta(days=1)).isoformat(), period.from_
