"""The answer of ``holdings``: what a party holds directly."""

from __future__ import annotations

from graph.answers.common import Answer, DatedAnswer, PartyRef, Range, VotesRange


class HoldingAnswer(Answer, frozen=True, kw_only=True):
    """A direct stake in a company; ``direct`` (capital) and ``votes`` are null where no statement gives such an interest."""

    subject: PartyRef
    interests: tuple[str, ...]
    direct: Range | None
    votes: VotesRange | None
    certainty: str
    statements: tuple[str, ...]


class HoldingsAnswer(DatedAnswer, frozen=True, kw_only=True):
    """The direct stakes of a party, largest first."""

    party: PartyRef
    holdings: tuple[HoldingAnswer, ...]
