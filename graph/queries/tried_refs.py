"""Who meets a rule, without numbers and chains, by what is stated and where candidates are right.

For the questions that are asked of many days or companies at once; controllers.py tells one verdict with all that belongs to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from graph.answers.candidates import PairAnswer
from graph.answers.controllers import ControllerRef
from graph.generation.candidates import Candidate
from graph.queries.context import QueryContext
from graph.queries.controllers import to_controller_ref
from graph.queries.identity import World
from graph.queries.merged import describe_all
from graph.queries.references import to_certainty
from graph.queries.verdict import Holder, Verdict, find_alternatives, find_ultimate

Key = tuple[object, ...]


def list_refs(context: QueryContext, verdict: Verdict, worlds: Sequence[World] = ()) -> tuple[ControllerRef, ...]:
    """List who meets the rule for a company: the certain first, last those who do only where candidates are right."""
    ultimate, alternatives = find_ultimate(context, verdict), find_alternatives(context, verdict)
    refs = []
    for holder in verdict.holders:
        ref = to_controller_ref(context.references, holder, ultimate, alternatives)
        doubts = _list_doubts(holder, worlds)
        if doubts:
            ref = replace(ref, certainty=to_certainty(False), unless_same=describe_all(context, doubts))
        refs.append(replace(ref, ultimate=False) if any(holder in world.below for world in worlds) else ref)
    refs.sort(key=lambda ref: ref.certainty != "certain")
    return (*refs, *(_describe_added(context, world, holder) for world, holder in list_added(worlds)))


def sum_up(refs: Sequence[ControllerRef]) -> str:
    """Return the verdict of those who meet a rule: certain, possible or not_shown."""
    return "certain" if any(ref.certainty == "certain" for ref in refs) else "possible" if refs else "not_shown"


def make_key(verdict: Verdict, ultimate: frozenset[Holder] | None, worlds: Sequence[World] = ()) -> Key:
    """Make what two verdicts have in common when they tell the same of the same parties, and by the same candidates."""
    stated = tuple(
        (h.key, ultimate is not None and h in ultimate, tuple(_list_doubts(h, worlds)), any(h in world.below for world in worlds))
        for h in verdict.holders
    )
    return verdict.outcome, stated, tuple((h.key, world.candidates) for world, h in list_added(worlds))


def _list_doubts(holder: Holder, worlds: Sequence[World]) -> list[Candidate]:
    return list(dict.fromkeys(candidate for world in worlds if holder in world.doubted for candidate in world.candidates))


def list_added(worlds: Sequence[World]) -> list[tuple[World, Holder]]:
    """List those who meet the rule only where candidates are right, each once, with the first world in which he does."""
    added: dict[frozenset[int], tuple[World, Holder]] = {}
    for world in worlds:
        for holder in world.added:
            added.setdefault(holder.members, (world, holder))
    return list(added.values())


def _describe_added(context: QueryContext, world: World, holder: Holder) -> ControllerRef:
    ultimate = find_ultimate(world.context, world.verdict)
    ref = to_controller_ref(context.references, replace(holder, certain=False), None)
    conditions: tuple[PairAnswer, ...] = describe_all(context, world.candidates)
    return replace(ref, ultimate=None if ultimate is None else holder in ultimate, if_same=conditions)
