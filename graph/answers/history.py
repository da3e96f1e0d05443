"""The answer of ``history``: one verdict a period."""

from __future__ import annotations

import msgspec

from graph.answers.common import Answer, PartyRef, RuleRef, TriedAnswer
from graph.answers.controllers import ControllerRef


class PeriodAnswer(Answer, frozen=True, kw_only=True):
    """The days [from, until) of one verdict; null = open.

    ``began`` and ``ended``: the ids of the statements that opened it: those that began to count on its first day, or to count for certain,
    and those that ceased to (where nothing else happened: to count for certain).
    """

    from_: str | None = msgspec.field(name="from")
    until: str | None
    verdict: str
    contested: bool
    controllers: tuple[ControllerRef, ...]
    sentence: str
    began: tuple[str, ...]
    ended: tuple[str, ...]
    in_force: bool | str = True
    """Whether the rule of the query was in force in these days: true, false or ``suspended``."""


class HistoryAnswer(TriedAnswer, frozen=True, kw_only=True):
    """``axis`` is as_of (who controlled when, as known now or at known_at) or known_at (who was known when to control on one day)."""

    subject: PartyRef
    rule: RuleRef
    axis: str
    periods: tuple[PeriodAnswer, ...]
    truncated: bool
