"""The shapes of all answers: what the command prints with --json and the API sends, byte for byte.

Numbers are percent, exact to nine decimals.  Builds nothing; graph/questions does.
"""

from __future__ import annotations

from typing import Any

import msgspec

from ontology.statements import Identifier


class _Answer(msgspec.Struct, frozen=True, kw_only=True):
    pass


class PartyRef(_Answer, frozen=True, kw_only=True):
    id: str
    name: str
    kind: str
    jurisdiction: str | None = None


class Range(_Answer, frozen=True, kw_only=True):
    """Percent, least and most."""

    min: float | int
    max: float | int


class Size(_Answer, frozen=True, kw_only=True):
    """A share as its source gives it; all null = unknown."""

    min: float | int | None = None
    max: float | int | None = None
    exact: float | int | None = None
    text: str | None = None


class Quote(_Answer, frozen=True, kw_only=True):
    source: str
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    url: str | None = None


class LinkAnswer(_Answer, frozen=True, kw_only=True):
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


class ControllerAnswer(_Answer, frozen=True, kw_only=True):
    party: PartyRef
    certainty: str
    ring: tuple[PartyRef, ...]
    votes: Range
    economic: Range
    chain: tuple[LinkAnswer, ...]


class HolderAnswer(_Answer, frozen=True, kw_only=True):
    """A holder with what it has: ``direct`` and ``votes`` null when no statement gives it such an interest."""

    party: PartyRef
    interests: tuple[str, ...]
    direct: Range | None
    votes: Range | None
    certainty: str
    statements: tuple[str, ...]


class ResidualAnswer(_Answer, frozen=True, kw_only=True):
    subject: str
    min: float | int
    max: float | int


class StoppedAnswer(_Answer, frozen=True, kw_only=True):
    party: PartyRef
    reason: str


class ConflictAnswer(_Answer, frozen=True, kw_only=True):
    subject: PartyRef
    statements: tuple[str, ...]


class InconsistencyAnswer(_Answer, frozen=True, kw_only=True):
    subject: PartyRef
    code: str
    what: str


class SourceAnswer(_Answer, frozen=True, kw_only=True):
    id: str
    title: str
    type: str
    publisher: str | None
    author: str | None
    date: str | None
    licence: str | None
    url: str | None


class Explored(_Answer, frozen=True, kw_only=True):
    entities: int
    statements: int


class RuleRef(_Answer, frozen=True, kw_only=True):
    id: str
    version: int


class _Dated(_Answer, frozen=True, kw_only=True):
    """What every answer about a date carries."""

    as_of: str
    known_at: str | None
    include: tuple[str, ...]
    generation: int


class ControllersAnswer(_Dated, frozen=True, kw_only=True):
    subject: PartyRef
    rule: RuleRef
    verdict: str
    contested: bool
    sentence: str
    controllers: tuple[ControllerAnswer, ...]
    largest_holders: tuple[HolderAnswer, ...]
    residual: tuple[ResidualAnswer, ...]
    stopped: tuple[StoppedAnswer, ...]
    conflicts: tuple[ConflictAnswer, ...]
    inconsistencies: tuple[InconsistencyAnswer, ...]
    explored: Explored
    truncated: bool
    sources: tuple[SourceAnswer, ...]


class ControlledCompany(_Answer, frozen=True, kw_only=True):
    party: PartyRef
    certainty: str
    chain: tuple[LinkAnswer, ...]


class ControlledAnswer(_Dated, frozen=True, kw_only=True):
    party: PartyRef
    rule: RuleRef
    controlled: tuple[ControlledCompany, ...]


class Integrated(_Answer, frozen=True, kw_only=True):
    min: float | int
    max: float | int
    exact: float | int | None


class OwnerAnswer(_Answer, frozen=True, kw_only=True):
    """A holder, direct or through others, with its integrated share."""

    party: PartyRef
    interests: tuple[str, ...]
    direct: Range | None
    votes: Range | None
    integrated: Integrated
    derived: bool
    """True when the whole share is computed through other companies and no source states it."""
    statements: tuple[str, ...]


class UltimateAnswer(_Answer, frozen=True, kw_only=True):
    """Where the money ends: a party, the undisclosed rest of one (kind ``residual``), or a closed ring."""

    kind: str
    party: PartyRef
    ring: tuple[PartyRef, ...]
    min: float | int
    max: float | int


class OwnersAnswer(_Dated, frozen=True, kw_only=True):
    subject: PartyRef
    owners: tuple[OwnerAnswer, ...]
    ultimate: tuple[UltimateAnswer, ...]
    conflicts: tuple[ConflictAnswer, ...]
    inconsistencies: tuple[InconsistencyAnswer, ...]
    sources: tuple[SourceAnswer, ...]


class HoldingAnswer(_Answer, frozen=True, kw_only=True):
    subject: PartyRef
    interests: tuple[str, ...]
    direct: Range | None
    votes: Range | None
    certainty: str
    statements: tuple[str, ...]


class HoldingsAnswer(_Dated, frozen=True, kw_only=True):
    party: PartyRef
    holdings: tuple[HoldingAnswer, ...]


class PathAnswer(_Answer, frozen=True, kw_only=True):
    """One chain of links from the first party down to the second; ``product`` is its share where every link has one."""

    links: tuple[LinkAnswer, ...]
    product: Range | None


class PathsAnswer(_Dated, frozen=True, kw_only=True):
    start: PartyRef
    end: PartyRef
    paths: tuple[PathAnswer, ...]
    truncated: bool


class EntityAnswer(_Answer, frozen=True, kw_only=True):
    id: str
    name: str
    kind: str
    jurisdiction: str | None
    names: tuple[dict[str, str | None], ...]
    identifiers: tuple[Identifier, ...]
    founded: str | None
    dissolved: str | None
    addresses: tuple[dict[str, str | None], ...]
    attributes: tuple[dict[str, Any], ...]
    same: tuple[str, ...]
    statements: tuple[str, ...]
    generation: int


_ENCODER = msgspec.json.Encoder(decimal_format="number")


def encode(answer: msgspec.Struct | list[Any] | dict[str, Any]) -> bytes:
    """The JSON of an answer, the same bytes wherever it is asked."""
    return msgspec.json.format(_ENCODER.encode(answer), indent=2) + b"\n"
