"""The answer of ``paths``: the chains between two parties."""

from __future__ import annotations

import msgspec

from graph.answers.candidates import PairAnswer
from graph.answers.common import Answer, LinkAnswer, PartyRef, Range, TriedAnswer


class PathAnswer(Answer, frozen=True, kw_only=True):
    """One chain of links from ``start`` down to ``end``; ``product``: its shares multiplied, null where a link has none."""

    links: tuple[LinkAnswer, ...]
    product: Range | None
    if_same: tuple[PairAnswer, ...] | msgspec.UnsetType = msgspec.UNSET
    """Where it is asked with candidates: those by which one link leads on to the next.  Else not there."""


class PathsAnswer(TriedAnswer, frozen=True, kw_only=True):
    """The best chains first, those that lead on only by candidates last; ``truncated``: there may be more."""

    start: PartyRef
    end: PartyRef
    paths: tuple[PathAnswer, ...]
    truncated: bool
