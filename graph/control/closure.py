"""Everything that a set of parties controls, by the least fixpoint of "holds more than half of the votes, alone or with what it controls".

    C(X) = the least set with: y in C(X) when a member of X u C(X) has control without a number over y, or the members
    together hold more than half of y's exercisable votes.

Source: the company control problem (Ceri, Gottlob, Tanca 1990; Ross and Sagiv 1992).  Votes that a company holds in itself are dropped
from both sides.  *Certain* uses what the group surely has, *possible* what it may have; both are exact because the shares of
different companies are independent.  X may be several parties that act together.  Other thresholds and shares: a criterion.
Pure: stakes in, decisions out; the work is done by graph/control/closure_kernel.py.

>>> from graph.network.stake import Interval, Stake
>>> from ontology.shares import PERCENT
>>> whole, part = Interval(100 * PERCENT, 100 * PERCENT), Interval(51 * PERCENT, 51 * PERCENT)
>>> controlled = closure({0}, {1: [Stake(0, votes=whole)], 2: [Stake(1, votes=part)]}, certain=True)
>>> sorted(controlled)
[1, 2]
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.control.closure_kernel import run_closure
from graph.control.criterion import MAJORITY, Criterion
from graph.control.prepared import ENDLESS, PreparedStakes, prepare
from graph.control.proof import Decision, minimal_proof
from graph.network.stake import Stake
from graph.network.stake_table import LocalTable

Stakes = Mapping[int, Sequence[Stake]]
"""Company -> the stakes in it."""


@dataclass(slots=True)
class Decisions(Mapping[int, Decision]):
    """C(start): company -> the decision that put it there.  Decisions are worked out when they are asked for."""

    rounds: dict[int, int]
    """Company -> the round in which it was decided, in the order of decision."""
    _prepared: PreparedStakes
    _criterion: Criterion
    _certain: bool
    _start: frozenset[int]
    _decisions: dict[int, Decision] = field(default_factory=dict)

    def __getitem__(self, company: int) -> Decision:
        decision = self._decisions.get(company)
        if decision is None:
            number = self.rounds[company]
            proof = minimal_proof(
                self._prepared, company, self._criterion, lambda holder: self._is_before(holder, number), certain=self._certain
            )
            decision = self._decisions[company] = Decision(company, proof.stakes, number, proof.by)
        return decision

    def __contains__(self, company: object) -> bool:
        return company in self.rounds

    def __iter__(self) -> Iterator[int]:
        return iter(self.rounds)

    def __len__(self) -> int:
        return len(self.rounds)

    def _is_before(self, holder: int, number: int) -> bool:
        """Whether a holder is in the group before a round."""
        return holder in self._start or self.rounds.get(holder, number) < number


def closure(
    start: Iterable[int],
    stakes: Stakes | LocalTable | PreparedStakes,
    *,
    certain: bool,
    complete: Collection[int] = (),
    criterion: Criterion = MAJORITY,
) -> Decisions:
    """C(start): every company that the start set controls, with the decision that put it there.

    ``complete``: companies whose sources list every holder.  Companies are decided in rounds, so a decision rests on earlier
    rounds only and derivations have no cycle; the first round that suffices is the shortest.  Over prepared stakes each is run once.
    """
    prepared = prepare(stakes, complete)
    members = frozenset(start)
    known: tuple[dict[int, int], dict[int, Decision]] | None = prepared.closures.get((members, certain, criterion))
    if known is not None:
        return Decisions(known[0], prepared, criterion, certain, members, known[1])
    parties, number = prepared.local.parties, prepared.local.number
    workspace = prepared.workspace(criterion)
    numbered = workspace.numbers([number[p] for p in members if p in number])
    count, _ = workspace.call(run_closure)(workspace.problem(criterion), int(certain), numbered, -1, criterion, workspace.closure, ENDLESS)
    reached = workspace.closure.queue[len(numbered) : count]
    rounds = {parties[p]: int(workspace.closure.round_[p]) for p in reached}
    decisions: dict[int, Decision] = {}
    prepared.closures[members, certain, criterion] = rounds, decisions
    return Decisions(rounds, prepared, criterion, certain, members, decisions)
