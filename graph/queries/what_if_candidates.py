"""What candidates would change in what supposed changes do: whose controllers they replace only if two parties are one, or not then.

Owns how the control changes of several worlds become one list; what_if.py finds those of one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from msgspec.structs import replace

from graph.answers.controllers import ControllerRef
from graph.answers.what_if import ControlChange
from graph.generation.candidates import Candidate
from graph.queries.context import QueryContext
from graph.queries.identity import MOST_CANDIDATES
from graph.queries.merged import Merged, choose_together, describe_all, find_around, merge
from graph.queries.references import to_certainty

_MOST_COMPANIES: Final = 500
"""Companies below the changed ones up to which candidates are tried."""

Find = Callable[[QueryContext, QueryContext, Collection[int]], tuple[tuple[ControlChange, ...], bool]]


@dataclass(slots=True)
class Shown:
    """The control changes of a world that are other ones than those of the data.

    ``added``: by id of the company; ``gone``: the ids of companies of the data with another change there, or none.
    """

    merged: Merged
    added: dict[str, ControlChange] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Changes:
    """The worlds in which the changes replace other controllers.  ``cut``: more was there than was tried."""

    context: QueryContext
    worlds: list[Shown] = field(default_factory=list)
    cut: bool = False

    @property
    def candidates(self) -> set[Candidate]:
        """All candidates that change something."""
        return {candidate for world in self.worlds for candidate in world.merged.candidates}

    def apply(self, stated: Iterable[ControlChange]) -> tuple[ControlChange, ...]:
        """Return the control changes as they are where candidates may be right: what rests on one is possible, and comes last."""
        told = []
        for change in stated:
            doubts = [c for world in self.worlds if change.subject.id in world.gone for c in world.merged.candidates]
            told.append(replace(_weaken(change), unless_same=describe_all(self.context, doubts)) if doubts else change)
        added: dict[tuple[str, frozenset[str]], ControlChange] = {}
        for world in self.worlds:
            for iri, change in world.added.items():
                conditional = replace(_weaken(change), if_same=describe_all(self.context, world.merged.candidates))
                added.setdefault((iri, _name(change.after)), conditional)
        return (*told, *added.values())


def find_changes(
    before: QueryContext, after: QueryContext, changed: Collection[int], stated: Sequence[ControlChange], find: Find
) -> Changes:
    """Find what candidates would change in whose controllers are replaced: each alone, then all that can be right together."""
    changes = Changes(after)
    candidates, cut = find_around(after, tuple(changed), after.view.companies_of, MOST_CANDIDATES, both_ways=True)
    if not candidates:
        return changes
    if len(after.descendants(changed)[0]) > _MOST_COMPANIES:
        changes.cut = True
        return changes
    changes.cut = cut
    together = choose_together(candidates)
    for chosen in (*((candidate,) for candidate in candidates), *((together,) if len(together) > 1 else ())):
        world = _try(before, after, changed, stated, chosen, find)
        known = {(iri, _name(change.after)) for other in changes.worlds for iri, change in other.added.items()}
        gone = {iri for other in changes.worlds for iri in other.gone}
        if world.gone - gone or any((iri, _name(change.after)) not in known for iri, change in world.added.items()):
            changes.worlds.append(world)
    return changes


def _try(
    before: QueryContext,
    after: QueryContext,
    changed: Collection[int],
    stated: Sequence[ControlChange],
    candidates: tuple[Candidate, ...],
    find: Find,
) -> Shown:
    worlds = [merge(context, candidates, tuple(changed)) for context in (before, after)]
    merged = worlds[1]
    theirs = {c.subject.id: c for c in find(worlds[0].context, merged.context, merged.move(changed))[0]}
    generation, shown = after.generation, Shown(merged)
    known: dict[str, ControlChange] = {}
    for change in stated:
        number = generation.party_number(change.subject.id)
        iri = change.subject.id if number is None else generation.party_iri(merged.stand_in.get(number, number))
        known[iri] = change
        if iri not in theirs or not _are_same(merged, change, theirs[iri]):
            shown.gone.add(change.subject.id)
    shown.added = {iri: change for iri, change in theirs.items() if iri not in known or not _are_same(merged, known[iri], change)}
    return shown


def _are_same(merged: Merged, one: ControlChange, other: ControlChange) -> bool:
    """Whether two changes name the same parties, of whom one stands in for others, each as surely."""
    return all(
        {(_move(merged, ref), ref.certainty) for ref in refs} == {(_move(merged, ref), ref.certainty) for ref in others}
        for refs, others in ((one.before, other.before), (one.after, other.after))
    )


def _move(merged: Merged, ref: ControllerRef) -> frozenset[str]:
    generation = merged.context.generation
    named = [party.id for party in (ref.party, *ref.ring, *ref.group)]
    numbers = {iri: generation.party_number(iri) for iri in named}
    return frozenset(iri if n is None else generation.party_iri(merged.stand_in.get(n, n)) for iri, n in numbers.items())


def _weaken(change: ControlChange) -> ControlChange:
    """Return a change of which nothing is certain."""
    before, after = (tuple(replace(ref, certainty=to_certainty(False)) for ref in refs) for refs in (change.before, change.after))
    return replace(change, before=before, after=after)


def _name(refs: Iterable[ControllerRef]) -> frozenset[str]:
    return frozenset(party.id for ref in refs for party in (ref.party, *ref.ring, *ref.group))
