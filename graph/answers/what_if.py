"""The answer of ``what-if``: what supposed changes would do."""

from __future__ import annotations

import msgspec

from graph.answers.candidates import PairAnswer
from graph.answers.common import Answer, PartyRef, Range, RuleRef, TriedAnswer, VotesRange
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
    """A company whose controllers the changes replace.

    ``if_same``: where it is asked with candidates, those without which they would not, or not so; ``unless_same``: those with which they
    would not, or otherwise.  Else not there.
    """

    subject: PartyRef
    before: tuple[ControllerRef, ...]
    after: tuple[ControllerRef, ...]
    if_same: tuple[PairAnswer, ...] | msgspec.UnsetType = msgspec.UNSET
    unless_same: tuple[PairAnswer, ...] | msgspec.UnsetType = msgspec.UNSET


class Shift(Answer, frozen=True, kw_only=True):
    """The companies that one party gains and loses control of."""

    party: PartyRef
    gains: tuple[PartyRef, ...]
    loses: tuple[PartyRef, ...]


class NeededStake(Answer, frozen=True, kw_only=True):
    """What a party, with all that it certainly controls, still has to buy from others to control with certainty.

    ``more_than``: in percent of all votes, null where it controls already; ``inclusive``: exactly that much is enough.
    """

    party: PartyRef
    group: tuple[PartyRef, ...]
    votes: VotesRange
    more_than: float | int | None
    inclusive: bool


class WhatIfAnswer(TriedAnswer, frozen=True, kw_only=True):
    """``before`` and ``after``: the full answers for the subject.  ``control_changes``: every company whose controllers change."""

    subject: PartyRef
    rule: RuleRef
    changes: tuple[ChangeAnswer, ...]
    before: ControllersAnswer
    after: ControllersAnswer
    control_changes: tuple[ControlChange, ...]
    shifts: tuple[Shift, ...]
    needed: tuple[NeededStake, ...]
    truncated: bool
