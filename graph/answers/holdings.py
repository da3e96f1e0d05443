"""The answer of ``holdings``: what a party is stated to hold."""

from __future__ import annotations

import msgspec

from graph.answers.candidates import PairAnswer
from graph.answers.common import Answer, PartyRef, Range, TriedAnswer, VotesRange


class HoldingAnswer(Answer, frozen=True, kw_only=True):
    """A stake in a company; ``direct`` (capital) and ``votes`` are null where no statement gives such an interest.

    ``indirect``: it is stated as held through others, who are not named.
    """

    subject: PartyRef
    interests: tuple[str, ...]
    direct: Range | None
    votes: VotesRange | None
    certainty: str
    indirect: bool
    statements: tuple[str, ...]
    if_same: tuple[PairAnswer, ...] | msgspec.UnsetType = msgspec.UNSET
    """Where it is asked with candidates: that by whom another record holds it.  Else not there."""


class HoldingsAnswer(TriedAnswer, frozen=True, kw_only=True):
    """The stakes of a party, largest first."""

    party: PartyRef
    holdings: tuple[HoldingAnswer, ...]
