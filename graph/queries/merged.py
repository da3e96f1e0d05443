"""A query asked as though candidates were right: which candidates lie around a party, which can be right together, and the view of that.

Owns how far candidates are looked for, and of which a chain makes use.  Joins nothing: the data is as it was after the question.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from graph.answers.candidates import PairAnswer
from graph.answers.common import LinkAnswer
from graph.generation.candidates import Candidate
from graph.network.merged_view import MergedView
from graph.network.stake import Step
from graph.queries.candidates import describe_candidate
from graph.queries.context import QueryContext
from graph.queries.hypothetical import suppose_merged
from graph.queries.references import SUPPOSED
from ontology.statements import InterestStatement

MOST_LISTED: Final = 200
"""Candidates around one party that are tried for a list, nearest first."""
_MOST_PARTIES: Final = 2_000
"""Parties around one, and around those that they may be, among which candidates are looked for."""

Walk = Callable[[int], Iterable[int]]


class Merged(msgspec.Struct, frozen=True, dict=True):
    """A query in which some candidates are right.

    ``stand_in``: of each party that became a part of another, which; ``groups``: of each party that became one with others, all of them.
    """

    candidates: tuple[Candidate, ...]
    context: QueryContext
    stand_in: Mapping[int, int]
    groups: Mapping[int, frozenset[int]]

    def move(self, parties: Iterable[int]) -> frozenset[int]:
        """Return those that stand in for some parties."""
        return frozenset(self.stand_in.get(party, party) for party in parties)

    def list_used(self, steps: Iterable[Step], ends: Iterable[int]) -> tuple[Candidate, ...]:
        """List the candidates without which some links do not lead from end to end: of each party, as whom the statements name it.

        ``ends``: the parties that are asked about.
        """
        columns = self.context.generation.interests.columns
        named = set(ends)
        for step in steps:
            for row in step.stake.rows:
                named |= {int(columns["holder"][row]), int(columns["subject"][row])}
        return self.list_between(named)

    def list_between(self, named: Iterable[int]) -> tuple[Candidate, ...]:
        """List the candidates by which some parties are one with each other."""
        pairs = {frozenset((candidate.left, candidate.right)): candidate for candidate in self.candidates}
        parts: dict[frozenset[int], list[int]] = {}
        for party in sorted(set(named)):
            if party in self.groups:
                parts.setdefault(self.groups[party], []).append(party)
        return tuple(pairs[frozenset((members[0], other))] for members in parts.values() for other in members[1:])


def find_around(
    context: QueryContext, start: Sequence[int], walk_on: Walk, most: int, *, both_ways: bool = False
) -> tuple[tuple[Candidate, ...], bool]:
    """Find the candidates of some parties and all that a walk reaches from them, or from whom these may be; nearest first.

    Whom it leads nowhere from adds nothing where it is not met by another way; but in its holders, where these bear, too (``both_ways``).

    Returns ``most`` at most, and whether there are more, or there was too much to walk.
    """
    known = context.generation.candidates
    if known is None or not len(known):
        return (), False
    order, found = list(dict.fromkeys(start)), dict[tuple[int, int], Candidate]()
    seen = set(order)

    def reach(party: int) -> None:
        if party not in seen and len(seen) < _MOST_PARTIES:
            seen.add(party)
            order.append(party)

    for party in order:
        for candidate in known.of(party):
            found.setdefault((candidate.left, candidate.right), candidate)
            other = candidate.other(party)
            if other not in seen and (list(walk_on(other)) or (both_ways and context.view.holders_above(other))):
                reach(other)
        for other in walk_on(party):
            reach(other)
    bearing = [candidate for candidate in found.values() if candidate.left in seen and candidate.right in seen]
    return tuple(bearing[:most]), len(bearing) > most or len(seen) >= _MOST_PARTIES


def choose_together(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Choose candidates that can be right together: of the parties that become one, each two are a candidate."""
    pairs = {frozenset((candidate.left, candidate.right)) for candidate in candidates}
    groups: dict[int, frozenset[int]] = {}
    chosen = []
    for candidate in candidates:
        merged = groups.get(candidate.left, frozenset({candidate.left})) | groups.get(candidate.right, frozenset({candidate.right}))
        if all(frozenset((one, other)) in pairs for one in merged for other in merged if one < other):
            groups |= dict.fromkeys(merged, merged)
            chosen.append(candidate)
    return tuple(chosen)


def split_compatible(candidates: Sequence[Candidate]) -> Iterator[tuple[Candidate, ...]]:
    """Split candidates into sets that can be right together, so that each is in one."""
    left = list(candidates)
    while left:
        chosen = choose_together(left)
        yield chosen
        left = [candidate for candidate in left if candidate not in chosen]


def merge(context: QueryContext, candidates: tuple[Candidate, ...], nearest: Sequence[int]) -> Merged:
    """Return the query in which these candidates are right.  ``nearest``: parties in the order in which one stands in for others."""
    place = {party: number for number, party in enumerate(nearest)}
    groups: dict[int, frozenset[int]] = {}
    for candidate in candidates:
        merged = groups.get(candidate.left, frozenset({candidate.left})) | groups.get(candidate.right, frozenset({candidate.right}))
        groups |= dict.fromkeys(merged, merged)
    stand_in = dict[int, int]()
    for group in set(groups.values()):
        first = min(group, key=lambda party: (place.get(party, len(place)), party))
        stand_in |= {party: first for party in group if party != first}
    options = context.options
    view = MergedView(context.generation.interests, options.as_of, options.known_at, frozenset(options.include), stand_in=stand_in)
    together = tuple(frozenset(stand_in.get(party, party) for party in group) for group in context.groups)
    changed = replace(context, view=view, groups=together)
    if context.hypothetical is not None:
        supposed = suppose_merged(view, context.hypothetical)
        view = dataclasses.replace(view, overlay=supposed.overlay)
        changed = replace(changed, view=view, references=context.references.over(supposed), hypothetical=supposed)
    return Merged(candidates, changed, stand_in, groups)


def describe_all(context: QueryContext, candidates: Iterable[Candidate]) -> tuple[PairAnswer, ...]:
    """Describe each candidate once."""
    return tuple(describe_candidate(context.generation, candidate) for candidate in dict.fromkeys(candidates))


def name_as_stated(context: QueryContext, link: LinkAnswer) -> LinkAnswer:
    """Return a link between the parties that its statement names, where another stands in for one of them."""
    if link.statement.startswith(SUPPOSED):
        return _name_as_supposed(context, link)
    statement = context.generation.statement(link.statement)
    assert isinstance(statement, InterestStatement)
    numbers = [context.generation.party_number(iri) if iri else None for iri in (statement.holder, statement.subject)]
    holder, subject = (None if number is None else context.references.party(number) for number in numbers)
    is_of_holder = not link.through and link.holder.id
    return replace(link, holder=holder if holder and is_of_holder else link.holder, subject=subject or link.subject)


def _name_as_supposed(context: QueryContext, link: LinkAnswer) -> LinkAnswer:
    """Return a link between the parties of the change that it rests on.  ``context``: over the changes as they were supposed."""
    changes = context.hypothetical.changes if context.hypothetical else ()
    change = next((c for c in changes if f"{SUPPOSED}{c.row}" == link.statement), None)
    if change is None or link.through:
        return link
    return replace(link, holder=context.references.party(change.holder), subject=context.references.party(change.subject))
