"""What a set of parties passes: the least fixpoint of one criterion or several, and one company alone.  The door to graph/control.

Knows criteria and scenes; knows no rule.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from graph.control import Decision, closure
from graph.control.criterion import Criterion
from graph.control.proof import minimal_proof
from graph.rules.subgraph import Subgraph

Members = Mapping[int, Decision]
"""Company -> why it is in; the start is not listed."""


def members(scene: Subgraph, start: Collection[int], criteria: Sequence[Criterion], *, certain: bool) -> Members:
    """Every company that joins the start set: each member's parts count with the others' wherever one of the criteria is met.

    Several criteria are one least fixpoint: each is run in turn from all that has joined so far until nothing joins.
    """
    together = [] if len(start) == 1 else [c._replace(grouped=1) for c in criteria if not c.grouped]
    if len(criteria) == 1 and not together:
        return closure(start, scene.prepared, certain=certain, criterion=criteria[0])
    decided: dict[int, Decision] = {}
    # Where parts are not added over members, those of the start set still are: it acts as one.
    for criterion in together:
        for company in {c for party in start for c in scene.subjects.get(party, ())} - set(start):
            if stakes := minimal_proof(scene.prepared, company, criterion, start.__contains__, certain=certain):
                decided[company] = Decision(company, stakes, 0)
    turn, quiet = 0, 0
    while quiet < len(criteria):
        found = closure({*start, *decided}, scene.prepared, certain=certain, criterion=criteria[turn % len(criteria)])
        rounds = max((d.round for d in decided.values()), default=-1) + 1
        decided |= {company: replace(d, round=d.round + rounds) for company, d in found.items()}
        quiet = 1 if found else quiet + 1
        turn += 1
    return decided


def derivation(decided: Members, last: Decision) -> tuple[Decision, ...]:
    """The decisions that the last one rests on, earliest first, and itself at the end."""
    needed = {last.company: last}
    queue = [last]
    for decision in queue:
        for stake in decision.stakes:
            earlier = decided.get(stake.holder)
            if earlier is not None and stake.holder not in needed:
                needed[stake.holder] = earlier
                queue.append(earlier)
    del needed[last.company]
    return (*sorted(needed.values(), key=lambda d: (d.round, d.company)), last)
