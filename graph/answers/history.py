"""The JSON of a history: one verdict a period."""

from __future__ import annotations

import msgspec

from graph.answers.common import Answer, Dated, PartyRef, RuleRef
from graph.answers.controllers import ControllerRef


class PeriodAnswer(Answer, frozen=True, kw_only=True):
    """Days [from, until) with one verdict; null = open.

    ``began`` and ``ended``: statements that came to count, and ceased to, on the first day.
    """

    from_: str | None = msgspec.field(name="from")
    until: str | None
    verdict: str
    contested: bool
    controllers: tuple[ControllerRef, ...]
    sentence: str
    began: tuple[str, ...]
    ended: tuple[str, ...]


class HistoryAnswer(Dated, frozen=True, kw_only=True):
    """``axis``: as_of (who controlled when, by what is known now or at known_at) or known_at (what was known when about one day)."""

    subject: PartyRef
    rule: RuleRef
    axis: str
    periods: tuple[PeriodAnswer, ...]
    truncated: bool
