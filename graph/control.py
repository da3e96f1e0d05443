"""Control: the least fixpoint of "holds more than half of the votes, alone or together with what it controls".

    C(X) = the least set with: y in C(X) when a member of X u C(X) has control without a number over y, or the members
    together hold more than half of y's exercisable votes.

Source: the company control problem (Ceri, Gottlob, Tanca 1990; Ross and Sagiv 1992).  Votes that a company holds in itself are dropped
from both sides.  *Certain* uses what the group surely has, *possible* what it may have; both are exact because the columns of
different companies are independent.  Pure: stakes in, verdicts out.

>>> from graph.stakes import Box, Stake
>>> from ontology.shares import PERCENT
>>> whole, part = Box(100 * PERCENT, 100 * PERCENT), Box(51 * PERCENT, 51 * PERCENT)
>>> found = closure({0}, {1: [Stake(0, votes=whole)], 2: [Stake(1, votes=part)]}, certain=True)
>>> sorted(found)
[1, 2]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.network import UNNAMED
from graph.stakes import Box, Presence, Stake
from ontology.shares import WHOLE

Stakes = Mapping[int, Sequence[Stake]]
"""Company -> the stakes in it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Why a company was decided: the stakes that did it, and in which round (0 = by the start set alone)."""

    company: int
    stakes: tuple[Stake, ...]
    round: int


@dataclass(frozen=True, slots=True)
class Controller:
    """An ultimate controller of the company asked about.  ``ring``: all members, when it shares its place with others."""

    party: int
    certain: bool
    ring: tuple[int, ...] = ()


def closure(start: Iterable[int], stakes: Stakes, *, certain: bool, complete: Collection[int] = ()) -> dict[int, Decision]:
    """C(start): every company that the start set controls, with the decision that put it there.

    ``complete``: companies whose sources list every holder.  Companies are decided in rounds, so a decision rests on earlier
    rounds only and derivations have no cycle; the first round that suffices is the shortest.
    """
    members = set(start)
    holdings: dict[int, list[int]] = defaultdict(list)
    for company, held in stakes.items():
        for stake in held:
            holdings[stake.holder].append(company)
    decided: dict[int, Decision] = {}
    fresh, number = set(members), 0
    while fresh:
        touched = sorted({c for holder in fresh for c in holdings.get(holder, ()) if c not in members})
        found: dict[int, Decision] = {}
        for company in touched:
            reasons = _decide(company, stakes[company], members, certain=certain, complete=company in complete)
            if reasons:
                found[company] = Decision(company, reasons, number)
        decided |= found
        members |= found.keys()
        fresh, number = set(found), number + 1
    return decided


Closures = dict[tuple[int, bool], dict[int, Decision]]
"""(party, certain) -> what the party controls, with the decisions."""


def ultimate(company: int, stakes: Stakes, complete: Collection[int] = ()) -> tuple[list[Controller], Closures]:
    """The ultimate controllers of ``company`` among its ancestors, certain ones first, and the closures that show it.

    An ultimate controller is one that nobody outside its own ring certainly controls.  Parties that may control the company
    are listed beside certain ones only where no certain controller stands above them.
    """
    candidates = sorted({s.holder for held in stakes.values() for s in held} - {UNNAMED, company})
    closures: Closures = {}
    for party in (*candidates, company):
        for certain in (True, False):
            closures[party, certain] = closure({party}, stakes, certain=certain, complete=complete)
    found: list[Controller] = []
    for certain in (True, False):
        group = [p for p in candidates if company in closures[p, certain] and (certain or company not in closures[p, True])]
        rivals = [*(p for p in candidates if company in closures[p, False]), company]
        seen: set[int] = set()
        for party in group:
            above = [z for z in rivals if z != party and party in closures[z, True]]
            ring = [z for z in above if z in closures[party, True]]
            if len(ring) < len(above) or party in seen:
                continue
            seen.update((party, *ring))
            found.append(Controller(party, certain, tuple(sorted((party, *ring))) if ring else ()))
    return found, closures


def group_votes(stakes: Sequence[Stake], company: int, members: Collection[int]) -> Box:
    """The votes that a group has in a company, as one interval of the whole (own votes of the company left out)."""
    inside = [s for s in stakes if s.holder in members and s.holder != company]
    outside = [s for s in stakes if s.holder not in members]
    least, _ = _sum_min(inside)
    # Control that comes without a number leaves the number of its votes unknown, not nought.
    open_ended = any(s.control and s.votes is None for s in inside)
    most = min(WHOLE if open_ended else _sum_max(inside)[0], WHOLE - _sum_min(outside)[0])
    return Box(min(least, WHOLE), max(most, min(least, WHOLE), 0))


def _decide(company: int, held: Sequence[Stake], members: Collection[int], *, certain: bool, complete: bool) -> tuple[Stake, ...]:
    """The fewest stakes of the members by which they control the company; empty when they do not."""
    wanted = Presence.CERTAIN if certain else Presence.POSSIBLE
    for stake in held:
        if stake.holder in members and stake.control >= wanted and stake.holder != company:
            return (stake,)
    inside = [s for s in held if s.holder in members and s.holder != company and s.votes is not None]
    outside = [s for s in held if s.holder not in members and s.holder != company and s.votes is not None]
    own = next((s.votes for s in held if s.holder == company and s.votes is not None), Box(0, 0))
    passes = _certainly if certain else _perhaps
    if not inside or not passes(inside, outside, own, complete):
        return ()
    inside.sort(key=lambda s: (-(s.votes.min if certain else s.votes.max), s.holder) if s.votes else (0, 0))
    for size in range(1, len(inside)):
        others = outside + inside[size:]
        if passes(inside[:size], others, own, complete):
            return tuple(inside[:size])
    return tuple(inside)


def _certainly(inside: Sequence[Stake], outside: Sequence[Stake], own: Box, complete: bool) -> bool:
    """More than half of the exercisable votes whatever the true shares are."""
    least, open_end = _sum_min(inside)
    exercisable = WHOLE - own.min
    if 2 * least > exercisable or (2 * least == exercisable and (open_end or own.min_open)):
        return True
    if not complete:
        return False
    most, open_end = _sum_max(outside)
    return WHOLE - own.max > 2 * most or (WHOLE - own.max == 2 * most and (open_end or own.max_open))


def _perhaps(inside: Sequence[Stake], outside: Sequence[Stake], own: Box, complete: bool) -> bool:
    """More than half of the exercisable votes for some true shares; what is certain is possible, also where a column passes 100 %.

    With t the company's own votes, s the group's and o the rest at its least: s + t + o <= 100 and 2 s > 100 - t must have a solution.
    """
    if _certainly(inside, outside, own, complete):
        return True
    most, _ = _sum_max(inside)
    rest, _ = _sum_min(outside)
    low, low_open = own.min, own.min_open
    if WHOLE - 2 * most >= low:
        low, low_open = WHOLE - 2 * most, True
    high, high_open = own.max, own.max_open
    if WHOLE - 2 * rest <= high:
        high, high_open = WHOLE - 2 * rest, True
    return low < high or (low == high and not low_open and not high_open)


def _sum_min(stakes: Sequence[Stake]) -> tuple[int, bool]:
    boxes = [s.votes for s in stakes if s.votes]
    return sum(b.min for b in boxes), any(b.min_open for b in boxes)


def _sum_max(stakes: Sequence[Stake]) -> tuple[int, bool]:
    boxes = [s.votes for s in stakes if s.votes]
    return sum(b.max for b in boxes), any(b.max_open for b in boxes)
