"""Answers about control: who controls, what is controlled, since when, who is reached by a rule, and what changes would do."""

from __future__ import annotations

import msgspec

from graph.answers.shared import (
    Answer,
    ConflictAnswer,
    Dated,
    Explored,
    InconsistencyAnswer,
    LinkAnswer,
    PartyRef,
    Range,
    RuleRef,
    SourceAnswer,
)


class ControllerAnswer(Answer, frozen=True, kw_only=True):
    """Who controls.  ``ring``: all members where several hold each other; ``group``: all members where several act together.

    ``basis`` says by what a rule other than majority control is met; null for majority control.
    """

    party: PartyRef
    certainty: str
    ring: tuple[PartyRef, ...]
    group: tuple[PartyRef, ...] = ()
    votes: Range
    economic: Range
    basis: str | None = None
    chain: tuple[LinkAnswer, ...]


class BlockerAnswer(Answer, frozen=True, kw_only=True):
    """Who can block decisions without controlling: by a stated veto, or by half of the votes that can be cast."""

    party: PartyRef
    group: tuple[PartyRef, ...]
    certainty: str
    by: str
    """veto, or half of the votes."""
    statements: tuple[str, ...]


class HolderAnswer(Answer, frozen=True, kw_only=True):
    """A holder with what it has: ``direct`` and ``votes`` null when no statement gives it such an interest."""

    party: PartyRef
    interests: tuple[str, ...]
    direct: Range | None
    votes: Range | None
    certainty: str
    statements: tuple[str, ...]


class ResidualAnswer(Answer, frozen=True, kw_only=True):
    subject: str
    min: float | int
    max: float | int


class StoppedAnswer(Answer, frozen=True, kw_only=True):
    """Where the search upwards ended.

    ``reason``: no data, declared none, withheld, exempt, not filed, foreign register, below threshold, depth.
    """

    party: PartyRef
    reason: str


class ControllersAnswer(Dated, frozen=True, kw_only=True):
    subject: PartyRef
    rule: RuleRef
    verdict: str
    contested: bool
    sentence: str
    controllers: tuple[ControllerAnswer, ...]
    can_block: tuple[BlockerAnswer, ...] = ()
    largest_holders: tuple[HolderAnswer, ...]
    residual: tuple[ResidualAnswer, ...]
    stopped: tuple[StoppedAnswer, ...]
    conflicts: tuple[ConflictAnswer, ...]
    inconsistencies: tuple[InconsistencyAnswer, ...]
    explored: Explored
    truncated: bool
    sources: tuple[SourceAnswer, ...]


class ControlledCompany(Answer, frozen=True, kw_only=True):
    party: PartyRef
    certainty: str
    basis: str | None = None
    """By what a rule other than majority control is met."""
    chain: tuple[LinkAnswer, ...]
    """Empty for the farthest where the chains of one answer have too many links; then the answer is ``truncated``."""


class ControlledAnswer(Dated, frozen=True, kw_only=True):
    party: PartyRef
    rule: RuleRef
    controlled: tuple[ControlledCompany, ...]
    truncated: bool = False


class ControllerRef(Answer, frozen=True, kw_only=True):
    """A controller in short."""

    party: PartyRef
    certainty: str
    ring: tuple[PartyRef, ...] = ()
    group: tuple[PartyRef, ...] = ()


class BriefController(Answer, frozen=True, kw_only=True):
    """A controller in a line of a batch over everything, with the ids of the statements of its chain, top first."""

    id: str
    name: str
    certainty: str
    ring: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()


class BriefAnswer(Answer, frozen=True, kw_only=True):
    """One line of a batch over everything: ``subject`` is the id."""

    subject: str
    name: str
    verdict: str
    contested: bool
    controllers: tuple[BriefController, ...]


class ErrorAnswer(Answer, frozen=True, kw_only=True):
    code: str
    what: str
    hint: str


class UnansweredParty(Answer, frozen=True, kw_only=True):
    """A party of a batch or list that could not be taken, as it was written, and why."""

    party: str
    error: ErrorAnswer


class ExposureAnswer(Dated, frozen=True, kw_only=True):
    """Every company that a set of parties meets a rule for.  ``errors``: parties that were not found; nothing was guessed for them."""

    rule: RuleRef
    parties: tuple[PartyRef, ...]
    errors: tuple[UnansweredParty, ...]
    companies: tuple[ControlledCompany, ...]
    truncated: bool = False


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
