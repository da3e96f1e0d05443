"""Who controlled X when: the days on which anything above X changes, and one verdict for each time between them.

Two axes: when it held (as known now, or at known_at), or what was known when of one day.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

import msgspec

from graph.algorithms.traversal import walk
from graph.answers.common import RuleRef
from graph.answers.history import HistoryAnswer, PeriodAnswer
from graph.generation.candidates import Candidate
from graph.generation.interest_table import UNNAMED
from graph.network.snapshot import breakpoints
from graph.queries.context import QueryContext
from graph.queries.identity import MOST_CANDIDATES, Identity, World, try_candidates
from graph.queries.merged import find_around
from graph.queries.namesakes import mark_namesakes
from graph.queries.provenance import describe_rows
from graph.queries.references import to_rule_ref
from graph.queries.tried_refs import list_refs, make_key, sum_up
from graph.queries.verdict import Verdict, decide, find_ultimate, grade_rows_behind
from graph.queries.wording import describe_tried_verdict

_TRIED: Final = 400
"""Candidates that are tried in one history, each on each of its days; of older days it is not told what they would change."""


class Axis(StrEnum):
    """Which of the two times runs; the other one stays."""

    AS_OF = "as_of"
    KNOWN_AT = "known_at"


def history(context: QueryContext, company: int, axis: Axis = Axis.AS_OF, identity: Identity = Identity.STATED) -> HistoryAnswer:
    """Answer with times [from, until) of one verdict each, oldest first.  Where a limit is reached the oldest days are left out.

    ``identity``: whether parties that may be one are tried as one, too; nothing is certain by that.
    """
    tried = _find_ever(context, company)
    conditional = _tell_periods(context, company, axis, tried) if tried else None
    told = conditional if conditional and identity is Identity.CANDIDATES else _tell_periods(context, company, axis)
    answer = HistoryAnswer(
        subject=context.references.party(company),
        rule=to_rule_ref(context.options),
        axis=axis.value,
        periods=told.periods,
        truncated=told.cut,
        provenance=describe_rows(context, told.rows, company),
        **context.header(),
        **identity.tell(conditional.changed if conditional else ()),
    )
    return mark_namesakes(context, answer)


class _Told(NamedTuple):
    """The times of one verdict each, whether a limit left out the oldest, the rows behind them, and what candidates change a verdict."""

    periods: tuple[PeriodAnswer, ...]
    cut: bool
    rows: set[int]
    changed: set[Candidate]


def _tell_periods(context: QueryContext, company: int, axis: Axis, tried: Sequence[Candidate] = ()) -> _Told:
    """Tell the times of one verdict each.  ``tried``: candidates that are tried on each day."""
    days, cut = _days_of_change(context, (company, *(party for c in tried for party in (c.left, c.right))), axis)
    most = min(context.options.limits.periods, _TRIED // len(tried)) if tried else context.options.limits.periods
    cut = cut or len(days) > most
    days = days[-most:]
    # Before the first day nothing is known to have changed; where days were left out, the first time begins on the first of the rest.
    starts: list[datetime.date | None] = list(days) if cut and days else [None, *days]
    periods: list[PeriodAnswer] = []
    bearing, changed = set[int](), set[Candidate]()
    last_key: object = None
    last: dict[int, bool] = {}
    for start in starts:
        context_then = context.at(*_dates(context, axis, start or _day_before(context, days)))
        verdict = decide(context_then, company)
        worlds = try_candidates(context_then, verdict) if tried else []
        rows = grade_rows_behind(context_then, verdict)
        for world in worlds:
            rows = {**dict.fromkeys(grade_rows_behind(world.context, world.verdict), False), **rows}
        bearing.update(rows)
        changed.update(candidate for world in worlds for candidate in world.candidates)
        # On a day on which the rule comes into force the same holders "meet" it who "would meet" it before.
        rule = to_rule_ref(context_then.options)
        ultimate = find_ultimate(context_then, verdict)
        key = *make_key(verdict, ultimate, worlds), rule.in_force
        if key != last_key:
            began, ended = _find_changes(last, rows) if periods else ([], [])
            periods.append(_to_period(context_then, verdict, worlds, rule, start, began, ended))
            last_key = key
        last = rows
    ends = [period.from_ for period in periods[1:]]
    closed = tuple(msgspec.structs.replace(p, until=end) for p, end in zip(periods, [*ends, None], strict=True))
    return _Told(closed, cut, bearing, changed)


def _find_changes(before: Mapping[int, bool], after: Mapping[int, bool]) -> tuple[list[int], list[int]]:
    """Find the rows that opened a time: those that began to bear on the verdict, or to do so for certain, and those that ceased to.

    Where nothing else opened it, what was certain and is only possible now counts as ended.
    """
    began, ended = [row for row in after if after[row] > before.get(row, -1)], [row for row in before if row not in after]
    return began, ended if began or ended else [row for row in after if after[row] < before[row]]


def _dates(context: QueryContext, axis: Axis, day: datetime.date) -> tuple[datetime.date, datetime.date | None]:
    """Return the day asked about and the day of knowledge, one of which is ``day``."""
    return (day, context.options.known_at) if axis is Axis.AS_OF else (context.options.as_of, day)


def _day_before(context: QueryContext, days: list[datetime.date]) -> datetime.date:
    return days[0] - datetime.timedelta(days=1) if days else context.options.as_of


def _find_ever(context: QueryContext, company: int) -> tuple[Candidate, ...]:
    """Find the candidates that can bear on a company on any day."""
    return find_around(context, [company], _list_holders_ever(context), MOST_CANDIDATES)[0]


def _list_holders_ever(context: QueryContext) -> Callable[[int], list[int]]:
    """Return what lists who ever held something in a party."""
    interests = context.generation.interests
    holder = interests.columns["holder"]
    return lambda party: [number for row in interests.rows_by_subject(party) if (number := int(holder[row])) != UNNAMED]


def _days_of_change(context: QueryContext, companies: Iterable[int], axis: Axis) -> tuple[list[datetime.date], bool]:
    """Return the days on which a statement above companies begins or ceases to count, or the rule does; and whether a limit cut the walk.

    Everyone who is above them on any day is walked.
    """
    interests = context.generation.interests
    parties, cut = walk(companies, _list_holders_ever(context), context.options.limits.parties)
    changes = breakpoints(interests, parties)
    if axis is Axis.KNOWN_AT:
        return [day for day in changes.known_at if day > datetime.date.min], bool(cut)
    of_the_rule = (datetime.date.fromisoformat(change.day) for change in context.options.setting.rule.changes)
    return sorted({*(day for day in changes.as_of if day > datetime.date.min), *of_the_rule}), bool(cut)


def _to_period(
    context: QueryContext,
    verdict: Verdict,
    worlds: Sequence[World],
    rule: RuleRef,
    start: datetime.date | None,
    began: Collection[int],
    ended: Collection[int],
) -> PeriodAnswer:
    """Return a period that is open at its end; ``began`` and ``ended``: rows of the network."""
    references = context.references
    controllers = list_refs(context, verdict, worlds)
    return PeriodAnswer(
        from_=start.isoformat() if start else None,
        until=None,
        verdict=sum_up(controllers),
        contested=verdict.contested,
        controllers=controllers,
        sentence=describe_tried_verdict(references.party(verdict.company), controllers, rule),
        in_force=rule.in_force,
        began=_statement_ids(context, began),
        ended=_statement_ids(context, ended),
    )


def _statement_ids(context: QueryContext, rows: Iterable[int]) -> tuple[str, ...]:
    return tuple(sorted({context.references.statement(row).id for row in rows}))
