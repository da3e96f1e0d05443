"""What candidates would change in whose money is in a company: each share as it may be, whether they are right or not.

Owns how the answers of several worlds become one.  The shares themselves are solved in owners.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import msgspec
from msgspec.structs import replace

from graph.answers.candidates import PairAnswer
from graph.answers.owners import Integrated, OwnerAnswer, OwnersAnswer, UltimateAnswer
from graph.generation.candidates import Candidate
from graph.queries.context import QueryContext
from graph.queries.identity import MOST_CANDIDATES
from graph.queries.merged import Merged, choose_together, describe_all, find_around, merge
from graph.queries.provenance import join_provenances

_FEW_OWNERS: Final = 200
"""Owners up to which each candidate is tried alone, too."""
_MOST_OWNERS: Final = 5_000
"""Owners of a company above which no candidate is tried: the answer would take minutes."""
_NOTHING: Final = Integrated(min=0, max=0, exact=0)

_EndKey = tuple[str, str, tuple[str, ...]]
Solve = Callable[[QueryContext, int], OwnersAnswer]


@dataclass(frozen=True, slots=True)
class World:
    """An answer where some candidates are right."""

    answer: OwnersAnswer
    merged: Merged

    def name(self, iri: str) -> str:
        """Return the id under which the answer has a party."""
        generation = self.merged.context.generation
        number = generation.party_number(iri)
        return iri if number is None else generation.party_iri(self.merged.stand_in.get(number, number))


@dataclass(slots=True)
class Changes:
    """The worlds in which an answer is another one."""

    context: QueryContext
    worlds: list[World] = field(default_factory=list)

    @property
    def candidates(self) -> set[Candidate]:
        """All candidates that change something."""
        return {candidate for world in self.worlds for candidate in world.merged.candidates}

    def apply(self, answer: OwnersAnswer) -> OwnersAnswer:
        """Return an answer in which each share is as it may be; the largest first."""
        owners = {owner.party.id: owner for owner in answer.owners}
        ends = {_key(end): end for end in answer.ultimate}
        for world in self.worlds:
            told = describe_all(self.context, world.merged.candidates)
            _widen_owners(owners, {owner.party.id: owner for owner in answer.owners}, world, told)
            _widen_ends(ends, {_key(end): end for end in world.answer.ultimate}, told)
        by_id = {source.id: source for source in (*answer.sources, *(s for world in self.worlds for s in world.answer.sources))}
        return replace(
            answer,
            owners=tuple(sorted(owners.values(), key=lambda owner: (-owner.integrated.max, owner.party.id))),
            ultimate=tuple(sorted(ends.values(), key=lambda end: (-end.max, end.party.id, end.kind))),
            sources=tuple(by_id[iri] for iri in sorted(by_id)),
            provenance=join_provenances([answer.provenance, *(world.answer.provenance for world in self.worlds)]),
        )


def find_changes(context: QueryContext, company: int, answer: OwnersAnswer, solve: Solve) -> Changes:
    """Find how candidates would change an answer: each alone, then all that can be right together where that changes more."""
    changes = Changes(context)
    if context.hypothetical is not None or answer.truncated or len(answer.owners) > _MOST_OWNERS:
        return changes
    candidates, _ = find_around(context, (company,), context.view.holders_above, MOST_CANDIDATES)
    together = choose_together(candidates)
    numbers = [context.generation.party_number(owner.party.id) for owner in answer.owners]
    nearest = (company, *(number for number in numbers if number is not None))
    alone = [(candidate,) for candidate in candidates] if len(answer.owners) <= _FEW_OWNERS else []
    for chosen in (*alone, *((together,) if len(together) > len(alone[:1]) else ())):
        merged = merge(context, chosen, nearest)
        world = World(solve(merged.context, company), merged)
        so_far = answer if len(chosen) == 1 else changes.apply(answer)
        if _differs(so_far, world):
            changes.worlds.append(world)
    return changes


def _differs(answer: OwnersAnswer, world: World) -> bool:
    """Whether a share of a world lies outside of what an answer tells of it."""
    shares = {world.name(owner.party.id): owner.integrated for owner in answer.owners}
    theirs = {owner.party.id: owner.integrated for owner in world.answer.owners}
    if any(not _is_within(theirs.get(iri, _NOTHING), share) for iri, share in shares.items()) or theirs.keys() - shares.keys():
        return True
    ends = {_key(end): end for end in answer.ultimate}
    return any(key not in ends or end.min < ends[key].min or end.max > ends[key].max for key, end in _read_ends(world).items())


def _is_within(share: Integrated, other: Integrated) -> bool:
    return other.min <= share.min and share.max <= other.max


def _read_ends(world: World) -> dict[_EndKey, UltimateAnswer]:
    return {_key(end): end for end in world.answer.ultimate}


def _key(end: UltimateAnswer) -> _EndKey:
    return end.kind, end.party.id, tuple(party.id for party in end.ring)


def _widen_owners(owners: dict[str, OwnerAnswer], stated: dict[str, OwnerAnswer], world: World, told: tuple[PairAnswer, ...]) -> None:
    """Widen the share of each owner to what he has in a world, and add who has nothing by what is stated."""
    theirs = {owner.party.id: owner for owner in world.answer.owners}
    for iri in stated:
        other = theirs.get(world.name(iri))
        share = other.integrated if other else _NOTHING
        if not _is_within(share, owners[iri].integrated):
            owners[iri] = replace(owners[iri], integrated=_join(owners[iri].integrated, share), if_same=_add(owners[iri].if_same, told))
    named = {world.name(iri) for iri in stated}
    for iri, owner in theirs.items():
        if iri in named:
            continue
        known = owners.get(iri)
        if known is None:
            owners[iri] = replace(owner, integrated=_join(_NOTHING, owner.integrated), if_same=told)
        elif not _is_within(owner.integrated, known.integrated):
            owners[iri] = replace(known, integrated=_join(known.integrated, owner.integrated), if_same=_add(known.if_same, told))


def _widen_ends(ends: dict[_EndKey, UltimateAnswer], theirs: dict[_EndKey, UltimateAnswer], told: tuple[PairAnswer, ...]) -> None:
    """Widen where the money ends to where it ends in a world: nowhere, where the other has no such end."""
    for key in {**ends, **theirs}:
        one, other = ends.get(key), theirs.get(key)
        low = min(one.min if one else 0, other.min if other else 0)
        high = max(one.max if one else 0, other.max if other else 0)
        if one is None or (one.min, one.max) != (low, high):
            base = one or other
            assert base is not None
            ends[key] = replace(
                base,
                min=low,
                max=high,
                min_open=msgspec.UNSET,
                max_open=msgspec.UNSET,
                if_same=_add(one.if_same if one else msgspec.UNSET, told),
            )


def _join(one: Integrated, other: Integrated) -> Integrated:
    """Return the least and the greatest of two shares."""
    low, high = min(one.min, other.min), max(one.max, other.max)
    return Integrated(min=low, max=high, exact=low if low == high else None)


def _add(before: tuple[PairAnswer, ...] | msgspec.UnsetType, told: tuple[PairAnswer, ...]) -> tuple[PairAnswer, ...]:
    known = before or ()
    return (*known, *(pair for pair in told if pair.statement not in {other.statement for other in known}))
