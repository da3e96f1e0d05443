"""The answer of ``paths``: the chains between two parties."""

from __future__ import annotations

from graph.answers.common import Answer, DatedAnswer, LinkAnswer, PartyRef, Range


class PathAnswer(Answer, frozen=True, kw_only=True):
    """One chain of links from ``start`` down to ``end``; ``product``: its shares multiplied, null where a link has none."""

    links: tuple[LinkAnswer, ...]
    product: Range | None


class PathsAnswer(DatedAnswer, frozen=True, kw_only=True):
    """The best chains first; ``truncated``: there may be more."""

    start: PartyRef
    end: PartyRef
    paths: tuple[PathAnswer, ...]
    truncated: bool
