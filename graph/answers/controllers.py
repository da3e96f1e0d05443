"""Answers about control: who controls, what is controlled, since when, who is reached by a rule, and what changes would do."""

from __future__ import annotations

from graph.answers.common import (
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


class ControllerRef(Answer, frozen=True, kw_only=True):
    """A controller in short."""

    party: PartyRef
    certainty: str
    ring: tuple[PartyRef, ...] = ()
    group: tuple[PartyRef, ...] = ()
