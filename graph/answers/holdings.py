"""Answers about money and holdings: owners, where the money ends, what a party holds, chains, cycles; and one party described."""

from __future__ import annotations

from typing import Any

from graph.answers.shared import Answer, ConflictAnswer, Dated, InconsistencyAnswer, LinkAnswer, PartyRef, Range, SourceAnswer
from ontology.statements import Identifier


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


class HoldingAnswer(Answer, frozen=True, kw_only=True):
    subject: PartyRef
    interests: tuple[str, ...]
    direct: Range | None
    votes: Range | None
    certainty: str
    statements: tuple[str, ...]


class HoldingsAnswer(Dated, frozen=True, kw_only=True):
    party: PartyRef
    holdings: tuple[HoldingAnswer, ...]


class PathAnswer(Answer, frozen=True, kw_only=True):
    """One chain of links from the first party down to the second; ``product`` is its share where every link has one."""

    links: tuple[LinkAnswer, ...]
    product: Range | None


class PathsAnswer(Dated, frozen=True, kw_only=True):
    start: PartyRef
    end: PartyRef
    paths: tuple[PathAnswer, ...]
    truncated: bool


class RingHolding(Answer, frozen=True, kw_only=True):
    """What one member of a cycle has in another."""

    holder: PartyRef
    subject: PartyRef
    share: Range | None
    statements: tuple[str, ...]


class CycleAnswer(Answer, frozen=True, kw_only=True):
    """Parties each of which reaches every other by holdings, and what they hold in each other."""

    members: tuple[PartyRef, ...]
    holdings: tuple[RingHolding, ...]
    size: int
    """How many members there are; fewer may be listed."""


class CyclesAnswer(Dated, frozen=True, kw_only=True):
    """``party``: null for the whole generation, else only what is above or below the party (``side``)."""

    party: PartyRef | None
    side: str | None
    column: str
    cycles: tuple[CycleAnswer, ...]
    truncated: bool


class EntityAnswer(Answer, frozen=True, kw_only=True):
    id: str
    name: str
    kind: str
    jurisdiction: str | None
    names: tuple[dict[str, str | None], ...]
    identifiers: tuple[Identifier, ...]
    founded: str | None
    dissolved: str | None
    addresses: tuple[dict[str, str | None], ...]
    attributes: tuple[dict[str, Any], ...]
    same: tuple[str, ...]
    statements: tuple[str, ...]
    generation: int
