"""The answer of ``cycles``: parties that hold each other in circles."""

from __future__ import annotations

import msgspec

from graph.answers.candidates import PairAnswer
from graph.answers.common import Answer, PartyRef, Range, TriedAnswer


class RingHolding(Answer, frozen=True, kw_only=True):
    """The stake of one member of a cycle in another."""

    holder: PartyRef
    subject: PartyRef
    share: Range | None
    statements: tuple[str, ...]


class CycleAnswer(Answer, frozen=True, kw_only=True):
    """Parties each of which reaches every other by holdings, and what they hold in each other.

    ``if_same``: where it is asked with candidates, those without which they would not; else not there.
    """

    members: tuple[PartyRef, ...]
    holdings: tuple[RingHolding, ...]
    size: int
    """How many members there are; ``members`` may list fewer."""
    if_same: tuple[PairAnswer, ...] | msgspec.UnsetType = msgspec.UNSET


class CyclesAnswer(TriedAnswer, frozen=True, kw_only=True):
    """``party``: null for all cycles of the generation, else those above or below the party (``side``)."""

    party: PartyRef | None
    side: str | None
    column: str
    cycles: tuple[CycleAnswer, ...]
    truncated: bool
