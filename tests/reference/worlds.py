"""Reference two: every extreme world that the stated intervals allow, and the exact definition in each of them.

A world gives each stake one number.  In a company the worlds are the corners of its intervals cut by "adds to at most 100 %" (to
exactly 100 % in a complete register): all stakes at an end but one, which is at an end or takes exactly what is left.  Open ends are
entered by one tick.  A column that no numbers fit has one world, its least shares.  Companies' worlds are independent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

from graph.network.stake import Presence, Stake
from tests.reference import control
from tests.reference.control import ONE, Test
from tests.reference.money import Fill, Goal, Money, chance

Numbers = tuple[int, ...]


def corners(bounds: Sequence[tuple[int, int]], whole: int, *, complete: bool) -> set[Numbers]:
    """The corner points of a box cut by its sum; the least point alone when there is none."""
    found: set[Numbers] = set()
    for free, (low, high) in enumerate(bounds):
        for before in product(*bounds[:free]):
            for after in product(*bounds[free + 1 :]):
                others = sum(before) + sum(after)
                for value in (low, high, whole - others):
                    if low <= value <= high and (others + value == whole if complete else others + value <= whole):
                        found.add((*before, value, *after))
    if not bounds:
        return {()}
    if not found:
        return corners(bounds, whole, complete=False) if complete else {tuple(low for low, _ in bounds)}
    return found


@dataclass(frozen=True)
class Fact:
    """A stake in one world: numbers instead of intervals, yes or no instead of perhaps."""

    holder: int
    votes: int
    capital: int
    control: bool
    role: bool


World = dict[int, tuple[Fact, ...]]


def company_worlds(stakes: Sequence[Stake], complete: bool, test: Test) -> list[tuple[Fact, ...]]:
    """Every extreme world of one company, in what the test looks at."""
    votes, capital, controls, roles = _sides(stakes, complete, test)
    return [
        tuple(Fact(stakes[i].holder, v[i], c[i], with_control[i], with_role[i]) for i in range(len(stakes)))
        for v, c, with_control, with_role in product(votes, capital, controls, roles)
    ]


def _sides(
    stakes: Sequence[Stake], complete: bool, test: Test
) -> tuple[list[Numbers], list[Numbers], list[tuple[bool, ...]], list[tuple[bool, ...]]]:
    """What votes, capital, control and roles may be, each by itself."""
    votes, capital = (
        sorted(corners([control.ends(b) if b and name in test.columns else (0, 0) for b in boxes], ONE, complete=complete))
        for name, boxes in (("votes", [s.votes for s in stakes]), ("capital", [s.capital for s in stakes]))
    )
    return votes, capital, _answers([s.control for s in stakes], test.control), _answers([s.role for s in stakes], test.roles)


def _answers(presences: Sequence[Presence], matters: bool) -> list[tuple[bool, ...]]:
    choices = {Presence.ABSENT: (False,), Presence.POSSIBLE: (False, True), Presence.CERTAIN: (True,)}
    return list(product(*(choices[presence] if matters else (False,) for presence in presences)))


def count(stakes: Mapping[int, Sequence[Stake]], complete: frozenset[int], test: Test = control.MAJORITY) -> int:
    """How many worlds there are."""
    return prod(len(side) for company, held in stakes.items() for side in _sides(held, company in complete, test))


def worlds(stakes: Mapping[int, Sequence[Stake]], complete: frozenset[int], test: Test = control.MAJORITY) -> Iterator[World]:
    """All combinations of the companies' worlds."""
    for chosen in product(*(company_worlds(held, company in complete, test) for company, held in stakes.items())):
        yield dict(zip(stakes, chosen, strict=True))


def passes(company: int, facts: Sequence[Fact], members: set[int], test: Test) -> bool:
    """The exact definition in one world."""
    mine = [f for f in facts if f.holder in members]
    if any((test.control and f.control) or (test.roles and f.role) for f in mine if f.holder != company):
        return True
    for column in test.columns:
        drop = test.treasury and column == "votes"
        parts = [getattr(f, column) for f in mine if not (drop and f.holder == company)]
        dropped = sum(getattr(f, column) for f in facts if drop and f.holder == company)
        if any(test.enough(part, dropped) for part in ([sum(parts)] if test.grouped else parts)):
            return True
    return False


def closure(start: set[int], world: World, test: Test) -> set[int]:
    """C(start) in one world."""
    found: set[int] = set()
    while more := {c for c, facts in world.items() if c not in start | found and passes(c, facts, start | found, test)}:
        found |= more
    return found


def verdicts(start: set[int], stakes: Mapping[int, Sequence[Stake]], complete: frozenset[int], test: Test) -> tuple[set[int], set[int]]:
    """What the start controls in all worlds, and what it controls in some world."""
    found = [closure(start, world, test) for world in worlds(stakes, complete, test)]
    return set.intersection(*found), set.union(*found)


def fills(held: Money) -> Iterator[dict[int, Fill]]:
    """Every extreme world of the money."""
    each = [
        [dict(zip(column, point, strict=True)) for point in sorted(corners(list(column.values()), held.whole, complete=False))]
        for column in held.columns.values()
    ]
    for chosen in product(*each):
        yield dict(zip(held.columns, chosen, strict=True))


def fill_count(held: Money) -> int:
    return prod(len(corners(list(column.values()), held.whole, complete=False)) for column in held.columns.values())


def bounds(held: Money, goal: Goal) -> dict[int, tuple[Fraction, Fraction]]:
    """Least and greatest chance of every company over all extreme worlds."""
    found = [chance(fill, held.whole, goal) for fill in fills(held)]
    return {d: (min(p[d] for p in found), max(p[d] for p in found)) for d in held.columns}
