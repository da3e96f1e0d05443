"""Answers about money and holdings: owners, where the money ends, what a party holds, chains, cycles; and one party described."""

from __future__ import annotations

from graph.answers.common import Answer, Dated, PartyRef, Range


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
