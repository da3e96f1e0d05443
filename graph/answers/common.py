"""What several answers are made of: references to parties, shares, links of a chain, sources."""

from __future__ import annotations

import msgspec


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all: immutable, every field named."""


class PartyRef(Answer, frozen=True, kw_only=True):
    id: str
    name: str
    kind: str
    jurisdiction: str | None = None


class Range(Answer, frozen=True, kw_only=True):
    """Percent, least and most."""

    min: float | int
    max: float | int


class Size(Answer, frozen=True, kw_only=True):
    """A share as its source gives it; all null = unknown."""

    min: float | int | None = None
    max: float | int | None = None
    exact: float | int | None = None
    text: str | None = None


class Quote(Answer, frozen=True, kw_only=True):
    source: str
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    url: str | None = None


class LinkAnswer(Answer, frozen=True, kw_only=True):
    """One statement in a chain.  ``also`` names further statements that say the same; their quotes are among the evidence."""

    statement: str
    holder: PartyRef
    subject: PartyRef
    interest: str
    share: Size
    status: str
    valid_from: str | None
    valid_until: str | None
    stated_at: str | None
    evidence: tuple[Quote, ...]
    details: str | None = None
    reviewed: bool | None = None
    """False for an extracted claim that no person has reviewed; null where nothing was extracted."""
    also: tuple[str, ...] = ()


class ConflictAnswer(Answer, frozen=True, kw_only=True):
    subject: PartyRef
    statements: tuple[str, ...]


class InconsistencyAnswer(Answer, frozen=True, kw_only=True):
    subject: PartyRef
    code: str
    what: str


class SourceAnswer(Answer, frozen=True, kw_only=True):
    id: str
    title: str
    type: str
    publisher: str | None
    author: str | None
    date: str | None
    licence: str | None
    url: str | None


class Explored(Answer, frozen=True, kw_only=True):
    entities: int
    statements: int


class RuleRef(Answer, frozen=True, kw_only=True):
    """The rule that decided, with the values of its contested points."""

    id: str
    version: int
    parameters: dict[str, str] = {}


class Dated(Answer, frozen=True, kw_only=True):
    """What every answer about a date carries."""

    as_of: str
    known_at: str | None
    include: tuple[str, ...]
    generation: int


class ErrorAnswer(Answer, frozen=True, kw_only=True):
    code: str
    what: str
    hint: str
