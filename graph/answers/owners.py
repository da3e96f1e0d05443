"""The answer of ``owners``: whose money is in a company, directly and through others."""

from __future__ import annotations

import msgspec

from graph.answers.candidates import PairAnswer
from graph.answers.common import Answer, ConflictAnswer, InconsistencyAnswer, PartyRef, Range, SourceAnswer, TriedAnswer, VotesRange


class Integrated(Answer, frozen=True, kw_only=True):
    """A share of the money, direct and through others, in percent; ``exact`` is null where the bounds differ.

    ``min_open``, ``max_open``: true where a bound itself is left out, which is told where one chain of holdings leads down; else not there.
    """

    min: float | int
    max: float | int
    exact: float | int | None
    min_open: bool | msgspec.UnsetType = msgspec.UNSET
    max_open: bool | msgspec.UnsetType = msgspec.UNSET

    @property
    def range(self) -> Range:
        """The bounds, with the ends that are left out."""
        return Range(min=self.min, max=self.max, min_open=self.min_open, max_open=self.max_open)


class OwnerAnswer(Answer, frozen=True, kw_only=True):
    """A holder, direct or through others, with its integrated share."""

    party: PartyRef
    interests: tuple[str, ...]
    direct: Range | None
    votes: VotesRange | None
    integrated: Integrated
    derived: bool
    """True when no source states a direct share, so that all of it is computed through other companies."""
    statements: tuple[str, ...]
    if_same: tuple[PairAnswer, ...] | msgspec.UnsetType = msgspec.UNSET
    """Where it is asked with candidates: those by which its integrated share would be another one.  Else not there."""


class DeclaredAnswer(Answer, frozen=True, kw_only=True):
    """An indirect share that a source states for a chain as a whole: no share of a direct holder, and added to none."""

    party: PartyRef
    share: Range | None
    statement: str


class UltimateAnswer(Answer, frozen=True, kw_only=True):
    """Where the money ends: a party that nobody owns, the undisclosed rest of one (kind ``residual``), or a closed ring."""

    kind: str
    party: PartyRef
    ring: tuple[PartyRef, ...]
    min: float | int
    max: float | int
    min_open: bool | msgspec.UnsetType = msgspec.UNSET
    max_open: bool | msgspec.UnsetType = msgspec.UNSET
    if_same: tuple[PairAnswer, ...] | msgspec.UnsetType = msgspec.UNSET
    """Where it is asked with candidates: those by which it would be another share.  Else not there."""

    @property
    def range(self) -> Range:
        """The bounds, with the ends that are left out."""
        return Range(min=self.min, max=self.max, min_open=self.min_open, max_open=self.max_open)


class Comparison(Answer, frozen=True, kw_only=True):
    """Two figures of the literature beside the integrated share, in percent; null where a figure is not defined."""

    party: PartyRef
    integrated: Integrated
    brioschi: float | int | None
    """A (I - A)^-1 (Brioschi, Buzzacchi, Colombo 1989): counts money again each time it comes round a cycle."""
    simple_paths: float | int | None
    """The sum over paths without repeated companies: leaves out money that comes round a cycle."""


class OwnersAnswer(TriedAnswer, frozen=True, kw_only=True):
    """``owners``: by integrated share, largest first.  ``ultimate``: shares that add to 100 when they are exact."""

    subject: PartyRef
    owners: tuple[OwnerAnswer, ...]
    ultimate: tuple[UltimateAnswer, ...]
    conflicts: tuple[ConflictAnswer, ...]
    inconsistencies: tuple[InconsistencyAnswer, ...]
    sources: tuple[SourceAnswer, ...]
    truncated: bool
    """More parties are above than one query may visit: shares of those left out are unknown, and ends may not be ends."""
    declared: tuple[DeclaredAnswer, ...] = ()
    """Indirect statements about this company that restate chains of other statements."""
    comparison: tuple[Comparison, ...] | None = None
    """Null unless the question asks for it."""
