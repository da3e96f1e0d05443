"""The JSON of who owns a company, directly and through others."""

from __future__ import annotations

from graph.answers.common import Answer, ConflictAnswer, Dated, InconsistencyAnswer, PartyRef, Range, SourceAnswer


class Integrated(Answer, frozen=True, kw_only=True):
    min: float | int
    max: float | int
    exact: float | int | None


class OwnerAnswer(Answer, frozen=True, kw_only=True):
    """A holder, direct or through others, with its integrated share."""

    party: PartyRef
    interests: tuple[str, ...]
    direct: Range | None
    votes: Range | None
    integrated: Integrated
    derived: bool
    """True when the whole share is computed through other companies and no source states it."""
    statements: tuple[str, ...]


class DeclaredAnswer(Answer, frozen=True, kw_only=True):
    """What a source states of a chain as a whole: a check beside the computed share, added to nothing."""

    party: PartyRef
    share: Range | None
    statement: str


class UltimateAnswer(Answer, frozen=True, kw_only=True):
    """Where the money ends: a party, the undisclosed rest of one (kind ``residual``), or a closed ring."""

    kind: str
    party: PartyRef
    ring: tuple[PartyRef, ...]
    min: float | int
    max: float | int


class Comparison(Answer, frozen=True, kw_only=True):
    """Two figures of the literature beside the integrated share, in percent, for comparison only; null where one is not defined."""

    party: PartyRef
    integrated: Integrated
    brioschi: float | None
    """A (I - A)^-1: counts money again each time that it comes round a cycle."""
    simple_paths: float | None
    """The sum over paths without repeated companies: leaves out what comes round."""


class OwnersAnswer(Dated, frozen=True, kw_only=True):
    subject: PartyRef
    owners: tuple[OwnerAnswer, ...]
    ultimate: tuple[UltimateAnswer, ...]
    conflicts: tuple[ConflictAnswer, ...]
    inconsistencies: tuple[InconsistencyAnswer, ...]
    sources: tuple[SourceAnswer, ...]
    truncated: bool
    """More parties stand above than the question may walk: shares of those that are missing are unknown, and ends may not be ends."""
    declared: tuple[DeclaredAnswer, ...] = ()
    """Indirect statements about this company for chains that other statements give."""
    comparison: tuple[Comparison, ...] | None = None
    """Only where it was asked for."""
