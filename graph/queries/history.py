"""Who controlled X when: the days on which anything above X changes, and one verdict for each time between them.

Two axes: when it held (as known now, or at known_at), or what was known when of one day.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from enum import StrEnum

from graph.algorithms.traversal import walk
from graph.answers.controllers import ControllerRef
from graph.answers.history import HistoryAnswer, PeriodAnswer
from graph.control import Controller
from graph.generation.interest_table import UNNAMED
from graph.network.snapshot import breakpoints
from graph.queries.context import QueryContext
from graph.queries.references import certainty
from graph.queries.verdict import RuleHolder, Verdict, decide
from graph.queries.wording import describe_verdict


class Axis(StrEnum):
    """Which of the two times runs; the other one stays."""

    AS_OF = "as_of"
    KNOWN_AT = "known_at"


def history(context: QueryContext, subject: int, axis: Axis = Axis.AS_OF) -> HistoryAnswer:
    """Times [from, until) with one verdict each, oldest first.  Where a limit is reached the oldest days are left out."""
    days, cut = _days(context, subject, axis)
    most = context.options.limits.periods
    cut = cut or len(days) > most
    days = days[-most:]
    # Before the first day nothing is known to have changed; where days were left out, the first time begins on the first of the rest.
    starts: list[datetime.date | None] = list(days) if cut and days else [None, *days]
    periods: list[PeriodAnswer] = []
    told: object = None
    before: set[int] = set()
    for start in starts:
        now = context.at(*_when(context, axis, start or _eve(context, days)))
        decided = decide(now, subject)
        rows = {row for company in decided.above for stake in now.view.stakes(company) if stake.counts for row in stake.rows}
        key = decided.verdict, tuple(f.key for f in decided.found)
        if key != told:
            first = not periods
            periods.append(_period(now, subject, start, decided, () if first else rows - before, () if first else before - rows))
            told = key
        before = rows
    as_of, known_at, include, generation = context.dated
    closed = tuple(_until(period, later) for period, later in zip(periods, [*periods[1:], None], strict=True))
    return HistoryAnswer(
        subject=context.party(subject),
        rule=context.rule,
        axis=axis.value,
        periods=closed,
        truncated=cut,
        as_of=as_of,
        known_at=known_at,
        include=include,
        generation=generation,
    )


def _when(context: QueryContext, axis: Axis, day: datetime.date) -> tuple[datetime.date, datetime.date | None]:
    return (day, context.options.known_at) if axis is Axis.AS_OF else (context.options.as_of, day)


def _eve(context: QueryContext, days: list[datetime.date]) -> datetime.date:
    return days[0] - datetime.timedelta(days=1) if days else context.options.as_of


def _days(context: QueryContext, subject: int, axis: Axis) -> tuple[list[datetime.date], bool]:
    """The days on which a statement above the company, at whatever time, begins or ceases to count; and whether a limit cut the walk."""
    interests = context.generation.interests
    holder = interests.columns["holder"]

    def holders_on_any_day(company: int) -> list[int]:
        return [number for row in interests.rows_by_subject(company) if (number := int(holder[row])) != UNNAMED]

    companies, cut = walk([subject], holders_on_any_day, context.options.limits.parties)
    found = breakpoints(interests, companies)
    days = found.known_at if axis is Axis.KNOWN_AT else found.as_of
    return [day for day in days if day > datetime.date.min], bool(cut)


def _period(
    context: QueryContext, subject: int, start: datetime.date | None, decided: Verdict, began: Iterable[int], ended: Iterable[int]
) -> PeriodAnswer:
    refs = tuple(ref(context, f) for f in decided.found)
    return PeriodAnswer(
        from_=start.isoformat() if start else None,
        until=None,
        verdict=decided.verdict,
        contested=decided.contested,
        controllers=refs,
        sentence=describe_verdict(context.party(subject), refs, context.rule),
        began=_ids(context, began),
        ended=_ids(context, ended),
    )


def _until(period: PeriodAnswer, later: PeriodAnswer | None) -> PeriodAnswer:
    return (
        period
        if later is None
        else PeriodAnswer(
            from_=period.from_,
            until=later.from_,
            verdict=period.verdict,
            contested=period.contested,
            controllers=period.controllers,
            sentence=period.sentence,
            began=period.began,
            ended=period.ended,
        )
    )


def ref(context: QueryContext, found: RuleHolder | Controller) -> ControllerRef:
    """A finding in short."""
    return ControllerRef(
        party=context.party(found.party),
        certainty=certainty(found.certain),
        ring=context.parties(found.ring),
        group=context.parties(found.group),
    )


def _ids(context: QueryContext, rows: Iterable[int]) -> tuple[str, ...]:
    return tuple(sorted({context.record(row).id for row in rows}))
