"""The JSON of what supposed changes would do."""

from __future__ import annotations

from graph.answers.common import Answer, Dated, PartyRef, Range, RuleRef
from graph.answers.controllers import ControllerRef, ControllersAnswer


class ChangeAnswer(Answer, frozen=True, kw_only=True):
    """One supposed change.  ``before`` is null where the holder had no such interest, ``after`` where it is ended."""

    row: int
    holder: PartyRef
    subject: PartyRef
    interest: str
    before: Range | None
    after: Range | None


class ControlChange(Answer, frozen=True, kw_only=True):
    """A company whose ultimate controllers the changes replace."""

    subject: PartyRef
    before: tuple[ControllerRef, ...]
    after: tuple[ControllerRef, ...]


class Shift(Answer, frozen=True, kw_only=True):
    """What one party gains and loses ultimate control of."""

    party: PartyRef
    gains: tuple[PartyRef, ...]
    loses: tuple[PartyRef, ...]


class NeededStake(Answer, frozen=True, kw_only=True):
    """What a party, with all that it certainly controls, still has to buy from others so that it certainly controls.

    ``more_than``: percent of all votes; with ``inclusive`` exactly so much is enough.  null = it controls already.
    """

    party: PartyRef
    group: tuple[PartyRef, ...]
    votes: Range
    more_than: float | int | None
    inclusive: bool


class WhatIfAnswer(Dated, frozen=True, kw_only=True):
    subject: PartyRef
    rule: RuleRef
    changes: tuple[ChangeAnswer, ...]
    before: ControllersAnswer
    after: ControllersAnswer
    control_changes: tuple[ControlChange, ...]
    shifts: tuple[Shift, ...]
    needed: tuple[NeededStake, ...]
    truncated: bool
