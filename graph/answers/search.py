"""The answer of ``search``: parties whose names or identifiers resemble a text, with what tells those of one name apart."""

from __future__ import annotations

from graph.answers.common import Answer


class MatchAnswer(Answer, frozen=True, kw_only=True):
    """A party, with the name or identifier that matched, a score of 0 to 100, and what tells it apart from others of its name.

    ``born``: the year, of a person.  ``described_by``: titles of some sources that do.  ``holds_in``, ``held_by``: the names of some
    parties that it has interests in, and that have interests in it, on any day; ``holds_in_total``, ``held_by_total``: how many they are.
    """

    id: str
    name: str
    kind: str
    jurisdiction: str | None
    matched: str
    score: float
    born: str | None = None
    founded: str | None = None
    dissolved: str | None = None
    identifiers: tuple[str, ...] = ()
    address: str | None = None
    described_by: tuple[str, ...] = ()
    holds_in: tuple[str, ...] = ()
    holds_in_total: int = 0
    held_by: tuple[str, ...] = ()
    held_by_total: int = 0


class SearchAnswer(Answer, frozen=True, kw_only=True):
    """The parties found, best first."""

    query: str
    matches: tuple[MatchAnswer, ...]
    generation: int
