"""The answer of ``stats``: how much a generation holds, and of what."""

from __future__ import annotations

from graph.answers.common import Answer


class SourceCount(Answer, frozen=True, kw_only=True):
    """A source with the day that it bears and how many interests it states; ``lists_all``: whether it lists every holder."""

    id: str
    title: str
    date: str | None
    interests: int
    lists_all: bool


class StatsAnswer(Answer, frozen=True, kw_only=True):
    """``interests`` are rows: an interest with its dates, as one record of one source states it.  ``companies``: parties in which somebody
    holds something.  ``jurisdictions``: the most frequent, "" = not stated; ``other_jurisdictions``: parties of all others.  ``bytes``: on
    disk, by part."""

    generation: int
    created: str
    statements: int
    parties: int
    kinds: dict[str, int]
    jurisdictions: dict[str, int]
    other_jurisdictions: int
    companies: int
    interests: int
    interest_types: dict[str, int]
    statuses: dict[str, int]
    with_share: int
    unnamed_holders: int
    sources: tuple[SourceCount, ...]
    bytes: dict[str, int]
