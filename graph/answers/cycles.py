"""The JSON of parties that hold each other in a circle."""

from __future__ import annotations

from graph.answers.common import Answer, Dated, PartyRef, Range


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
