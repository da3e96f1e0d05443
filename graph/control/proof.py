"""Prove a decision by the fewest stakes, and put decisions in reading order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

import msgspec

from graph.control.criterion import Criterion
from graph.control.decision_kernel import (
    HIGH,
    HIGH_OPEN,
    LOW,
    LOW_OPEN,
    MOST_OF_GROUP,
    ShareSum,
    add_through,
    has_unquantified_control,
    holder_meets_alone,
    meets_through_others,
    read_indirect_share,
    read_share,
    read_through,
    sums_meet,
)
from graph.control.prepared import PreparedStakes, Workspace
from graph.generation.interest_table import UNNAMED
from graph.network.stake import Presence, Stake, Step
from graph.network.stake_table import CAPITAL, INDIRECT_BESIDE, VOTES, VOTES_ASSUMED
from ontology.statements import Family


class Decision(msgspec.Struct, frozen=True, gc=False):
    """Why a company was decided: the fewest stakes that did it, in which round (0 = by the start set alone), and which part of them."""

    company: int
    stakes: tuple[Stake, ...]
    round: int
    by: Family | None = None


class Proof(msgspec.Struct, frozen=True, gc=False):
    """The fewest stakes by which a group meets a criterion, none where it does not, and which part of them decides."""

    stakes: tuple[Stake, ...] = ()
    by: Family | None = None


def derive_steps(company: int, decisions: Mapping[int, Decision]) -> list[Step]:
    """List the steps by which a company came to be controlled, top first; each stake once."""
    steps: dict[tuple[int, int, bool], Step] = {}
    stack = [(company, False)]
    open_: set[int] = set()
    while stack:
        current, ready = stack.pop()
        decision = decisions.get(current)
        if decision is None:
            continue
        if ready:
            for stake in decision.stakes:
                steps.setdefault((current, stake.holder, stake.is_indirect), Step(current, stake, decision.by))
        elif current not in open_:
            open_.add(current)
            stack.append((current, True))
            stack.extend((stake.holder, False) for stake in reversed(decision.stakes))
    return list(steps.values())


def minimal_proof(
    prepared: PreparedStakes, company: int, criterion: Criterion, is_member: Callable[[int], bool], *, certain: bool
) -> Proof:
    """Find the fewest stakes by which a group meets the criterion in the company; none when all of its stakes together do not.

    The company is never of its own group.  For *certain* no fewer suffice.  For *possible* they are the shortest start of the stakes in
    order of size.  Where control without a number decides, and the votes or shares of the same holder would by themselves, these are named.
    """
    local, workspace = prepared.local, prepared.workspace(criterion)
    number, table = local.number.get(company), workspace.table
    if number is None:
        return Proof()
    members = [
        position
        for position in range(int(table.indptr[number]), int(table.indptr[number + 1]))
        if table.holder[position] not in (UNNAMED, number) and is_member(local.parties[table.holder[position]])
    ]
    for position in members:
        if has_unquantified_control(criterion, int(certain), int(table.flags[position])):
            stake = local.stakes[position]
            sized = next(_list_shortest_starts(workspace, number, criterion, certain, [position]), None)
            is_control = criterion.control and (stake.control is Presence.CERTAIN or (stake.control and not certain))
            return Proof((stake,), sized.by if sized else Family.CONTROL if is_control else Family.ROLE)
    indirect = [position for position in members if table.flags[position] & INDIRECT_BESIDE]
    if not criterion.grouped:
        members = [p for p in members if holder_meets_alone(table, workspace.totals, criterion, int(certain), p)][:1]
    starts = _list_shortest_starts(workspace, number, criterion, certain, members)

    def weigh(start: _Start) -> tuple[int, bool]:
        # Capital that decides by itself is stated; votes that are taken equal to it are assumed.
        return len(start.positions), start.by is Family.VOTES and any(table.flags[p] & VOTES_ASSUMED for p in start.positions)

    start = min(starts, key=weigh, default=None)
    if start:
        return Proof(tuple(local.stakes[p] for p in start.positions), start.by)
    return _find_indirect_proof(prepared, workspace, criterion, certain, indirect)


def _find_indirect_proof(
    prepared: PreparedStakes, workspace: Workspace, criterion: Criterion, certain: bool, members: Sequence[int]
) -> Proof:
    """Find the largest stake that is held through others and meets the criterion by itself; none where no one does."""
    table = workspace.table
    enough = [p for p in members if meets_through_others(table, workspace.totals, criterion, int(certain), p)]
    if not enough:
        return Proof()
    dimension = VOTES if criterion.dimension & VOTES else CAPITAL

    def rank(position: int) -> tuple[int, int, int]:
        low, _, high, _ = read_indirect_share(table, position, dimension)
        return (-low, -high, int(table.holder[position])) if certain else (-high, -low, int(table.holder[position]))

    best = min(enough, key=rank)
    own = criterion._replace(dimension=dimension)
    by_first = meets_through_others(table, workspace.totals, own, int(certain), best)
    by = Family.VOTES if dimension == VOTES and by_first else Family.MONEY
    return Proof((prepared.local.stakes[best],), by)


class _Start(NamedTuple):
    """The first of the members in an order of size, by position, and the part of them that is added up."""

    positions: Sequence[int]
    by: Family


def _list_shortest_starts(
    workspace: Workspace, company: int, criterion: Criterion, certain: bool, members: Sequence[int]
) -> Iterator[_Start]:
    """List for votes and capital and each order of size the shortest start of the members that meets the criterion.

    Certain control holds when one of three sums is large enough: the least of the group, the greatest of the group (which limits the
    others of a complete register), or both weighted (where the company's own votes are an interval).  The shortest of the three
    orders is therefore the fewest of all.
    """
    table, slot = workspace.table, company
    complete, num, rest = int(table.complete[company]), criterion.num, criterion.den - criterion.num
    for dimension in (VOTES, CAPITAL):
        if not criterion.dimension & dimension:
            continue
        sized = [(read_share(table, p, dimension), int(table.holder[p]), p) for p in members]
        sized = [entry for entry in sized if entry[0][HIGH]]
        if len(sized) < 2:
            orders = [sized]
        else:
            least = sorted(sized, key=lambda e: (-e[0][LOW], -e[0][LOW_OPEN], -e[0][HIGH], e[1]))
            most = sorted(sized, key=lambda e: (-e[0][HIGH], e[0][HIGH_OPEN], -e[0][LOW], e[1]))
            both = sorted(sized, key=lambda e: (-rest * e[0][LOW] - num * e[0][HIGH], -e[0][LOW_OPEN], e[1]))
            orders = [least, most, both] if certain else [most, least, both]
        for order in orders:
            sums = list(accumulate((share for share, _, _ in order), _add))
            through = list(accumulate((read_through(table, p, share) for share, _, p in order), add_through))

            def meets(last: int, slot: int = slot, sums: Sequence[ShareSum] = sums, through: Sequence[int] = through) -> bool:
                return sums_meet(workspace.totals, slot, sums[last], through[last], complete, int(certain), criterion)

            size = bisect_left(range(len(sums)), True, key=meets)
            if size < len(sums):
                by = Family.VOTES if dimension == VOTES else Family.MONEY
                yield _Start([position for _, _, position in order[: size + 1]], by)
        slot += len(table.indptr) - 1


def _add(a: ShareSum, b: ShareSum) -> ShareSum:
    low, high = min(a[LOW] + b[LOW], MOST_OF_GROUP), min(a[HIGH] + b[HIGH], MOST_OF_GROUP)
    return low, a[LOW_OPEN] + b[LOW_OPEN], high, a[HIGH_OPEN] + b[HIGH_OPEN]
