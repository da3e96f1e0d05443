"""What candidates would change in a verdict: each is tried as though the sources had said it, alone and with the others.

Owns which candidates bear on a company, and the worlds in which they hold.  A candidate adds what may be, or puts in doubt what is stated;
it makes nothing certain.  Nothing of it is kept, and no question that does not ask for candidates is answered otherwise because of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Final, TypedDict

import msgspec
from msgspec.structs import replace

from graph import control
from graph.generation.candidates import Candidate
from graph.generation.interest_table import UNNAMED
from graph.queries.context import QueryContext
from graph.queries.merged import choose_together, find_around, merge
from graph.queries.verdict import Holder, Verdict, decide, find_ultimate
from ontology.errors import UsageError

MOST_CANDIDATES: Final = 10
"""Candidates around one company that are tried, nearest first."""


class Tried(TypedDict, total=False):
    """The fields of TriedAnswer."""

    identity: str
    candidates: int


class Identity(StrEnum):
    """What makes two records one party: what is stated, or also what may be."""

    STATED = "stated"
    CANDIDATES = "candidates"

    @property
    def other(self) -> Identity:
        """The other way to ask."""
        return Identity.STATED if self is Identity.CANDIDATES else Identity.CANDIDATES

    def tell(self, candidates: Collection[Candidate]) -> Tried:
        """Return the fields of an answer that say how it was asked, and how many candidates bear on it; none where none does."""
        tried = Tried()
        if self is Identity.CANDIDATES:
            tried["identity"] = self.value
        if candidates:
            tried["candidates"] = len({(candidate.left, candidate.right) for candidate in candidates})
        return tried


def parse_identity(text: str | None) -> Identity:
    """Read the option.  Raises UsageError BAD_IDENTITY."""
    words = [identity.value for identity in Identity]
    if text is not None and text not in words:
        raise UsageError("BAD_IDENTITY", f"{text[:40]!r}, given as [[identity]], is neither", f"use one of: {', '.join(words)}")
    return Identity(text or Identity.STATED)


class World(msgspec.Struct, frozen=True):
    """What a verdict would be if some candidates were right.

    ``added``: who would meet the rule and does not by what is stated; ``doubted``: who surely does by what is stated, and would not
    surely; ``below``: who would not be highest any more.
    """

    candidates: tuple[Candidate, ...]
    context: QueryContext
    verdict: Verdict
    added: tuple[Holder, ...]
    doubted: tuple[Holder, ...]
    below: tuple[Holder, ...]

    @property
    def changes(self) -> bool:
        """Whether the answer would be another one."""
        return bool(self.added or self.doubted or self.below)


def try_candidates(context: QueryContext, verdict: Verdict) -> list[World]:
    """Return the worlds in which candidates change a verdict: each candidate by itself, then all together where that changes more."""
    candidates = find_candidates(context, verdict)
    if not candidates:
        return []
    stated = find_ultimate(context, verdict) or frozenset()
    worlds = [world for candidate in candidates if (world := _try(context, verdict, stated, (candidate,))).changes]
    together = choose_together(candidates)
    if len(together) > 1:
        world = _try(context, verdict, stated, together)
        known = {(kind, _name(holder)) for one in worlds for kind, holder in _list_changes(one)}
        more = [(kind, holder) for kind, holder in _list_changes(world) if (kind, _name(holder)) not in known]
        if more:
            named: dict[str, list[Holder]] = {"added": [], "doubted": [], "below": []}
            for kind, holder in more:
                named[kind].append(holder)
            worlds.append(replace(world, **{kind: tuple(holders) for kind, holders in named.items()}))
    return worlds


def count_changing(worlds: Iterable[World]) -> int:
    """Count the candidates that would change an answer, alone or with others."""
    return len({(candidate.left, candidate.right) for world in worlds for candidate in world.candidates})


def _list_changes(world: World) -> list[tuple[str, Holder]]:
    return [(kind, holder) for kind in ("added", "doubted", "below") for holder in getattr(world, kind)]


def _name(holder: Holder) -> frozenset[int]:
    return holder.members


def find_candidates(context: QueryContext, verdict: Verdict) -> tuple[Candidate, ...]:
    """Find the candidates that can bear on a verdict: of the company and those above it, and of those above what these may be."""
    return find_around(context, verdict.ancestors, context.view.holders_above, MOST_CANDIDATES)[0]


def _try(context: QueryContext, verdict: Verdict, highest: frozenset[Holder], candidates: tuple[Candidate, ...]) -> World:
    """Decide as though these candidates were right, and compare."""
    # The nearest to the company stands in for the others, first of all the company itself.
    merged = merge(context, candidates, verdict.ancestors)
    other, move = decide(merged.context, verdict.company), merged.move
    named = move(verdict.named)
    added = tuple(holder for holder in other.findings if not holder.members <= named)
    above = find_ultimate(merged.context, other)
    tops = move(party for holder in above or () for party in holder.members)
    doubted = tuple(holder for holder in verdict.findings if holder.certain and not _is_certain(merged.context, other, move(holder.start)))
    below = tuple(holder for holder in highest if above is not None and holder.certain and not move(holder.members) & tops)
    return World(candidates, merged.context, other, added, doubted, below)


def _is_certain(context: QueryContext, verdict: Verdict, start: frozenset[int]) -> bool:
    """Whether some parties surely meet the rule in a verdict, or are surely below one that does."""
    if any(holder.certain and start <= holder.members for holder in verdict.findings):
        return True
    setting = context.options.setting
    if not setting.rule.ultimate:
        return False
    return verdict.company in control.closure(start - {UNNAMED}, verdict.subgraph.prepared, certain=True, criterion=setting.control)
