"""The JSON of the chains between two parties."""

from __future__ import annotations

from graph.answers.common import Answer, Dated, LinkAnswer, PartyRef, Range


class PathAnswer(Answer, frozen=True, kw_only=True):
    """One chain of links from the first party down to the second; ``product`` is its share where every link has one."""

    links: tuple[LinkAnswer, ...]
    product: Range | None


class PathsAnswer(Dated, frozen=True, kw_only=True):
    start: PartyRef
    end: PartyRef
    paths: tuple[PathAnswer, ...]
    truncated: bool
