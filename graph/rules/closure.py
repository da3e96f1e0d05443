"""What a set of parties comes to hold: the least fixpoint of one criterion or several, and the decisions behind a member of it.

Knows criteria and subgraphs; knows no rule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import overload

from msgspec.structs import replace

from graph.control import Decision, closure
from graph.control.closure import Decisions
from graph.control.criterion import Criterion
from graph.control.proof import minimal_proof
from graph.rules.subgraph import Subgraph

Members = Mapping[int, Decision]
"""Company -> why it is a member; the start set is not listed."""


def close(subgraph: Subgraph, start: Collection[int], criteria: Sequence[Criterion], *, certain: bool, as_one: bool = True) -> Members:
    """Return every company that joins the start set: members' parts are added up, and one of the criteria is enough in each company.

    Several criteria are one least fixpoint: each is run in turn from all that has joined so far until nothing joins.  ``as_one``: the parts
    of the start set are added also by a criterion that does not add those of members.
    """
    single = [c._replace(grouped=1) for c in criteria if not c.grouped] if as_one and len(start) > 1 else []
    if len(criteria) == 1 and not single:
        return closure(start, subgraph.prepared, certain=certain, criterion=criteria[0])
    decided: dict[int, Decision] = {}
    # Where parts are not added over members, those of the start set still are: it acts as one.
    for criterion in single:
        for company in {c for party in start for c in subgraph.subjects.get(party, ())} - set(start):
            proof = minimal_proof(subgraph.prepared, company, criterion, start.__contains__, certain=certain)
            if proof.stakes:
                decided[company] = Decision(company, proof.stakes, 0, proof.by)
    turn, quiet = 0, 0
    while quiet < len(criteria):
        joined = closure({*start, *decided}, subgraph.prepared, certain=certain, criterion=criteria[turn % len(criteria)])
        rounds = max((d.round for d in decided.values()), default=-1) + 1
        decided |= {company: replace(d, round=d.round + rounds) for company, d in joined.items()}
        quiet = 1 if joined else quiet + 1
        turn += 1
    return decided


def count_rounds(members: Members) -> Mapping[int, int]:
    """Return company -> the round in which it joined, without computing the decisions."""
    return members.rounds if isinstance(members, Decisions) else {company: d.round for company, d in members.items()}


def trace_decisions(members: Members, last: Decision) -> tuple[Decision, ...]:
    """Return the decisions that ``last`` rests on, earliest first, and itself at the end."""
    needed = {last.company: last}
    queue = [last]
    for decision in queue:
        for stake in decision.stakes:
            earlier = members.get(stake.holder)
            if earlier is not None and stake.holder not in needed:
                needed[stake.holder] = earlier
                queue.append(earlier)
    del needed[last.company]
    return (*sorted(needed.values(), key=lambda d: (d.round, d.company)), last)


@dataclass(frozen=True, slots=True)
class Closures:
    """The closures of several start sets under the same criteria, each run once and kept."""

    subgraph: Subgraph
    criteria: tuple[Criterion, ...]
    as_one: bool = True
    _members: dict[tuple[frozenset[int], bool], Members] = field(default_factory=dict, compare=False, repr=False)

    def of(self, group: Collection[int], *, certain: bool) -> Members:
        """Return what joins the group."""
        key = frozenset(group), certain
        if key not in self._members:
            self._members[key] = close(self.subgraph, group, self.criteria, certain=certain, as_one=self.as_one)
        return self._members[key]


@dataclass(frozen=True)
class Derivation(Sequence[Decision]):
    """The decisions by which a company joins a group, earliest first; computed when they are first read."""

    closures: Closures
    group: frozenset[int]
    company: int
    certain: bool

    @cached_property
    def _decisions(self) -> tuple[Decision, ...]:
        members = self.closures.of(self.group, certain=self.certain)
        return trace_decisions(members, members[self.company]) if self.company in members else ()

    @overload
    def __getitem__(self, index: int) -> Decision: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Decision, ...]: ...
    def __getitem__(self, index: int | slice) -> Decision | tuple[Decision, ...]:
        return self._decisions[index]

    def __iter__(self) -> Iterator[Decision]:
        return iter(self._decisions)

    def __len__(self) -> int:
        return len(self._decisions)
