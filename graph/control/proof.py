"""The fewest stakes that prove a decision, and decisions in reading order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from graph.control.criterion import Criterion
from graph.control.decision_kernel import alone, part, unnumbered, weighs
from graph.control.prepared import PreparedStakes, Workspace
from graph.generation.interest_table import UNNAMED
from graph.network.stake import Stake, Step
from graph.network.stake_table import CAPITAL, VOTES


@dataclass(frozen=True, slots=True)
class Decision:
    """Why a company was decided: the fewest stakes that did it, and in which round (0 = by the start set alone)."""

    company: int
    stakes: tuple[Stake, ...]
    round: int


def derivation(company: int, decisions: Mapping[int, Decision]) -> list[Step]:
    """The steps by which a company came to be controlled, top first; each stake once."""
    steps: dict[tuple[int, int], Step] = {}
    stack = [(company, False)]
    open_: set[int] = set()
    while stack:
        current, ready = stack.pop()
        decision = decisions.get(current)
        if decision is None:
            continue
        if ready:
            for stake in decision.stakes:
                steps.setdefault((current, stake.holder), Step(current, stake))
        elif current not in open_:
            open_.add(current)
            stack.append((current, True))
            stack.extend((stake.holder, False) for stake in reversed(decision.stakes))
    return list(steps.values())


def minimal_proof(
    prepared: PreparedStakes, company: int, criterion: Criterion, is_member: Callable[[int], bool], *, certain: bool
) -> tuple[Stake, ...]:
    """The fewest stakes by which a group meets the criterion in the company; empty when all of its stakes together do not.

    The company is never of its own group.  For *certain* no fewer suffice.  For *possible* they are the shortest start of the stakes in
    order of size.
    """
    if company not in prepared.local.number:
        return ()
    local, run = prepared.local, prepared.ready(criterion)
    number, table = local.number[company], run.table
    members = [
        position
        for position in range(int(table.indptr[number]), int(table.indptr[number + 1]))
        if table.holder[position] not in (UNNAMED, number) and is_member(local.parties[table.holder[position]])
    ]
    for position in members:
        if unnumbered(criterion, int(certain), int(table.flags[position])):
            return (local.stakes[position],)
    if criterion.grouped:
        found = min((f for f in _by_sums(run, number, criterion, certain, members) if f), key=len, default=())
    else:
        found = next(((p,) for p in members if alone(table, run.totals, criterion, int(certain), p)), ())
    return tuple(local.stakes[p] for p in found)


def _by_sums(run: Workspace, company: int, criterion: Criterion, certain: bool, members: Sequence[int]) -> list[Sequence[int]]:
    """For each column and each order of size the shortest start of the members that passes.

    Certain control holds when one of three sums is large enough: the least of the group, the greatest of the group (which limits the
    others of a complete register), or both weighted (where the company's own votes are an interval).  The shortest of the three
    orders is therefore the fewest of all.
    """
    found: list[Sequence[int]] = []
    offset = 0
    complete, num, rest = int(run.table.complete[company]), criterion.num, criterion.den - criterion.num
    for column in (VOTES, CAPITAL):
        if not criterion.dimension & column:
            continue
        sized = [(part(run.table, p, column), int(run.table.holder[p]), p) for p in members]
        sized = [entry for entry in sized if entry[0][2]]
        least = sorted(sized, key=lambda e: (-e[0][0], -e[0][1], -e[0][2], e[1]))
        most = sorted(sized, key=lambda e: (-e[0][2], e[0][3], -e[0][0], e[1]))
        both = sorted(sized, key=lambda e: (-rest * e[0][0] - num * e[0][2], -e[0][1], e[1]))
        for order in (least, most, both) if certain else (most, least, both):
            sums = list(accumulate((e[0] for e in order), lambda a, b: (a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3])))
            low, high = 0, len(sums)
            while low < high:
                middle = (low + high) // 2
                if weighs(run.totals, company + offset, complete, int(certain), criterion, *sums[middle]):
                    high = middle
                else:
                    low = middle + 1
            if low < len(sums):
                found.append([e[2] for e in order[: low + 1]])
        offset += len(run.table.indptr) - 1
    return found
