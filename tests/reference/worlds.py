"""Go through every extreme world that the stated intervals allow, with the exact definition in each of them: reference two.

A world gives each stake one number.  In a company the worlds are the corners of its intervals cut by "adds to at most 100 %" (to
exactly 100 % in a complete register): all stakes at an end but one, which is at an end or takes exactly what is left.  Open ends are
entered by one tick.  A column whose least shares pass 100 % has no world: networks with one are left to reference one.  Companies' worlds
are independent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

from graph.network.stake import Presence, Stake
from tests.reference import control
from tests.reference.control import ONE, Criterion
from tests.reference.ownership import Fill, Goal, ShareColumns, solve

Numbers = tuple[int, ...]


def find_corners(bounds: Sequence[tuple[int, int]], whole: int, *, complete: bool) -> set[Numbers]:
    """Return the corner points of a box cut by its sum; of a complete register that misses 100 %, as if it were not complete."""
    points: set[Numbers] = set()
    for free, (low, high) in enumerate(bounds):
        for before in product(*bounds[:free]):
            for after in product(*bounds[free + 1 :]):
                others = sum(before) + sum(after)
                for value in (low, high, whole - others):
                    if low <= value <= high and (others + value == whole if complete else others + value <= whole):
                        points.add((*before, value, *after))
    if not bounds:
        return {()}
    return points if points or not complete else find_corners(bounds, whole, complete=False)


@dataclass(frozen=True)
class Fact:
    """A stake in one world: numbers instead of intervals, yes or no instead of perhaps."""

    holder: int
    votes: int
    capital: int
    control: bool
    role: bool


World = dict[int, tuple[Fact, ...]]


def list_company_worlds(stakes: Sequence[Stake], complete: bool, criterion: Criterion) -> list[tuple[Fact, ...]]:
    """List every extreme world of one company, in what the criterion looks at."""
    votes, capital, controls, roles = _list_sides(stakes, complete, criterion)
    return [
        tuple(Fact(stakes[i].holder, v[i], c[i], with_control[i], with_role[i]) for i in range(len(stakes)))
        for v, c, with_control, with_role in product(votes, capital, controls, roles)
    ]


def _list_sides(
    stakes: Sequence[Stake], complete: bool, criterion: Criterion
) -> tuple[list[Numbers], list[Numbers], list[tuple[bool, ...]], list[tuple[bool, ...]]]:
    """List what votes, capital, control and roles may be, each by itself."""
    votes, capital = (
        sorted(
            find_corners([control.tick_bounds(b) if b and name in criterion.dimensions else (0, 0) for b in boxes], ONE, complete=complete)
        )
        for name, boxes in (("votes", [s.votes for s in stakes]), ("capital", [s.capital for s in stakes]))
    )
    return (
        votes,
        capital,
        _list_answers([s.control for s in stakes], criterion.control),
        _list_answers([s.role for s in stakes], criterion.roles),
    )


def _list_answers(presences: Sequence[Presence], matters: bool) -> list[tuple[bool, ...]]:
    choices = {Presence.ABSENT: (False,), Presence.POSSIBLE: (False, True), Presence.CERTAIN: (True,)}
    return list(product(*(choices[presence] if matters else (False,) for presence in presences)))


def count_worlds(stakes: Mapping[int, Sequence[Stake]], complete: frozenset[int], criterion: Criterion = control.MAJORITY) -> int:
    """Count the worlds."""
    return prod(len(side) for company, held in stakes.items() for side in _list_sides(held, company in complete, criterion))


def generate_worlds(
    stakes: Mapping[int, Sequence[Stake]], complete: frozenset[int], criterion: Criterion = control.MAJORITY
) -> Iterator[World]:
    """Yield all combinations of the companies' worlds."""
    for chosen in product(*(list_company_worlds(held, company in complete, criterion) for company, held in stakes.items())):
        yield dict(zip(stakes, chosen, strict=True))


def group_meets(company: int, facts: Sequence[Fact], members: set[int], criterion: Criterion) -> bool:
    """Whether the members meet the criterion in one world: the exact definition."""
    mine = [f for f in facts if f.holder in members]
    if any((criterion.control and f.control) or (criterion.roles and f.role) for f in mine if f.holder != company):
        return True
    for dimension in criterion.dimensions:
        drop = criterion.treasury and dimension == "votes"
        parts = [getattr(f, dimension) for f in mine if not (drop and f.holder == company)]
        dropped = sum(getattr(f, dimension) for f in facts if drop and f.holder == company)
        if any(criterion.is_met(part, dropped) for part in ([sum(parts)] if criterion.grouped else parts)):
            return True
    return False


def closure(start: set[int], world: World, criterion: Criterion) -> set[int]:
    """Return C(start) in one world."""
    controlled: set[int] = set()
    while more := {c for c, facts in world.items() if c not in start | controlled and group_meets(c, facts, start | controlled, criterion)}:
        controlled |= more
    return controlled


def control_in_worlds(
    start: set[int], stakes: Mapping[int, Sequence[Stake]], complete: frozenset[int], criterion: Criterion
) -> tuple[set[int], set[int]]:
    """Return what the start controls in all worlds, and what it controls in some world."""
    closures = [closure(start, world, criterion) for world in generate_worlds(stakes, complete, criterion)]
    return set.intersection(*closures), set.union(*closures)


def generate_fills(shares: ShareColumns) -> Iterator[dict[int, Fill]]:
    """Yield every extreme world of the capital columns."""
    each = [
        [
            dict(zip(column, point, strict=True))
            for point in sorted(find_corners(list(column.values()), shares.find_room(c), complete=False))
        ]
        for c, column in shares.columns.items()
    ]
    for chosen in product(*each):
        yield dict(zip(shares.columns, chosen, strict=True))


def count_fills(shares: ShareColumns) -> int:
    """Count the worlds of the capital columns."""
    return prod(len(find_corners(list(column.values()), shares.find_room(c), complete=False)) for c, column in shares.columns.items())


def find_bounds(shares: ShareColumns, goal: Goal) -> dict[int, tuple[Fraction, Fraction]]:
    """Return least and greatest chance of every company over all extreme worlds."""
    solutions = [solve(fill, shares.whole, goal) for fill in generate_fills(shares)]
    return {d: (min(p[d] for p in solutions), max(p[d] for p in solutions)) for d in shares.columns}
