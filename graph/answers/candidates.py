"""The answers of ``link``: pairs of parties that may be one, and what persons have judged of them."""

from __future__ import annotations

import msgspec

from graph.answers.common import Answer, PartyRef


class PairAnswer(Answer, frozen=True, kw_only=True):
    """Two parties that may be one.

    ``score`` of 100 ranks candidates and is no probability.  ``statement``: the id under which the judgement of the program stands;
    ``left_sources`` and ``right_sources``: the titles of the sources that describe each.
    """

    statement: str
    left: PartyRef
    right: PartyRef
    score: int
    reasons: tuple[str, ...]
    left_sources: tuple[str, ...]
    right_sources: tuple[str, ...]
    names: str | msgspec.UnsetType = msgspec.UNSET
    """``similar`` of a pair that is only ranked and no candidate; else not there."""
    judgement: str | msgspec.UnsetType = msgspec.UNSET
    """What a person judged last, ``unsure``; not there where nobody did."""


class FactAnswer(Answer, frozen=True, kw_only=True):
    """What the sources say of both parties in one respect.  ``agrees``: null where one of them is silent, or it cannot be told."""

    what: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    agrees: bool | None = None


class ReviewAnswer(Answer, frozen=True, kw_only=True):
    """What a person judged of two parties.  ``stands``: whether no later judgement on the same two replaced it."""

    statement: str
    left: str
    left_name: str
    right: str
    right_name: str
    judgement: str
    reviewed_by: str
    reviewed_at: str
    note: str | None
    stands: bool


class ComparedPairAnswer(PairAnswer, frozen=True, kw_only=True):
    """One candidate with what the sources say of both, side by side, and what persons judged of them, the newest first."""

    facts: tuple[FactAnswer, ...]
    reviews: tuple[ReviewAnswer, ...]
    generation: int


class PairsAnswer(Answer, frozen=True, kw_only=True):
    """The candidates of a generation, best first.

    ``total``: how many fit what is asked for; ``all``: how many there are; ``reader``: which library read the names.
    """

    candidates: tuple[PairAnswer, ...]
    total: int
    all: int
    reader: str
    generation: int


class ReviewsAnswer(Answer, frozen=True, kw_only=True):
    """All judgements of persons, the newest first."""

    reviews: tuple[ReviewAnswer, ...]
    generation: int
