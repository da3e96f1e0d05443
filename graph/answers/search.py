"""The answer of ``search``: parties whose names or identifiers resemble a text."""

from __future__ import annotations

from graph.answers.common import Answer


class MatchAnswer(Answer, frozen=True, kw_only=True):
    """A party, with the name or identifier that matched and a score of 0 to 100."""

    id: str
    name: str
    kind: str
    jurisdiction: str | None
    matched: str
    score: float


class SearchAnswer(Answer, frozen=True, kw_only=True):
    """The parties found, best first."""

    query: str
    matches: tuple[MatchAnswer, ...]
    generation: int
