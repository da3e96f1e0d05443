"""The least and the greatest chance that a walk upwards reaches a goal, in fractions.  Owns the choice of shares inside the intervals.

Where shares are intervals the walk is an interval Markov chain: every company allots its shares greedily by value, by policy iteration,
one strongly connected component at a time.  For the least, companies that can keep away for ever are zero first.

A company whose least shares pass 100 % is taken at these least shares, nothing is scaled, and no chance is above one: the value is
the least solution of p_d = min(1, sum_h A[h][d] p_h) there.  It exists always, also for rings that multiply what they get.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from graph.algorithms.elimination import eliminate, reduce_row
from graph.algorithms.scc import strongly_connected_components
from graph.algorithms.traversal import walk
from graph.ownership.shares import ONE, ZERO, Bounds, Shareholders, ShareTable, possible_holders, slack
from ontology.shares import WHOLE

Allotment = Mapping[int, int]
"""Holder -> share units; what is missing is the undisclosed residual."""


@dataclass(slots=True)
class BoundSearch:
    """The search for one bound.  ``goal``: parties to reach; ``residual``: or the undisclosed residual of this company."""

    table: ShareTable
    goal: frozenset[int]
    greatest: bool
    residual: int | None = None
    value: dict[int, Fraction] = field(default_factory=dict)

    def solve(self, companies: Iterable[int]) -> dict[int, Fraction]:
        """The bound from each of the companies, which are all that a walk from any of them can meet."""
        asked = [c for c in companies if c not in self.goal]
        live = self._companies_reaching(asked)
        if not self.greatest and self.residual is not None:
            live -= self._companies_avoiding(live)
        links = {c: possible_holders(self.table[c]) for c in asked if c in live}
        for group in strongly_connected_components(links):
            self._solve_component(group, alone=len(group) == 1 and group[0] not in links[group[0]])
        return {c: self._value_of(c) for c in companies}

    def _value_of(self, holder: int) -> Fraction:
        return ONE if holder in self.goal else self.value.get(holder, ZERO)

    def _companies_reaching(self, companies: list[int]) -> set[int]:
        """Companies from which the goal can be reached at all."""
        held_by: dict[int, list[int]] = {}
        for company in companies:
            for holder in possible_holders(self.table[company]):
                held_by.setdefault(holder, []).append(company)
        ends = [self.residual] if self.residual is not None and slack(self.table[self.residual]) > 0 else []
        return set(walk([*ends, *(h for h in self.goal if h in held_by)], lambda holder: held_by.get(holder, ()))[0])

    def _companies_avoiding(self, live: set[int]) -> set[int]:
        """Companies that can keep every walk away from the residual for ever."""
        avoiding = live - self.goal
        while True:
            caught = set()
            for company in avoiding:
                shareholders = self.table[company]
                if any(share.min for h, share in shareholders.items() if h in live and h not in avoiding):
                    caught.add(company)
                elif company == self.residual:
                    safe = sum(share.max for h, share in shareholders.items() if h not in live or h in avoiding)
                    if safe < WHOLE:
                        caught.add(company)
            if not caught:
                return avoiding
            avoiding -= caught

    def _solve_component(self, group: list[int], *, alone: bool) -> None:
        """Give the members of one component their values.

        Members over 100 % stand at one until what they get turns out to be less; from then on they count what they get.  Values only
        sink on the way, so every set of equations has a solution that is finite.
        """
        fed = self._companies_fed(group)
        at_one = {c for c in group if slack(self.table[c]) < 0 and c in fed}
        while True:
            self.value.update(dict.fromkeys(at_one, ONE))
            self._iterate([c for c in group if c not in at_one], alone=alone)
            gets = {c: self._gets({h: share.min for h, share in self.table[c].items()}) for c in at_one}
            # One that gets exactly all may hold itself up at one, through others too: the least solution counts what comes from outside.
            less = {c for c in at_one if gets[c] < WHOLE} or {c for c in at_one if gets[c] == WHOLE}
            if not less:
                return
            at_one -= less
            self.value.update(dict.fromkeys(less, ZERO))

    def _companies_fed(self, group: list[int]) -> set[int]:
        """Members of a component that get something from outside it, through others too: what only goes round in it holds up nobody."""
        inside = set(group)
        held_by: dict[int, list[int]] = {}
        fed = [company for company in group if company == self.residual and slack(self.table[company]) > 0]
        for company in group:
            may_choose = self.greatest and slack(self.table[company]) > 0
            for holder, share in self.table[company].items():
                if share.min > 0 or (may_choose and share.max > 0):
                    held_by.setdefault(holder, []).append(company)
        fed += [c for holder, held in held_by.items() if holder not in inside and self._value_of(holder) > 0 for c in held]
        return set(walk(fed, lambda holder: held_by.get(holder, ()))[0])

    def _iterate(self, companies: list[int], *, alone: bool) -> None:
        """Iterate over policies.  Only a strict gain changes a company's shares, so no choice returns and the loop ends."""
        self.value.update(dict.fromkeys(companies, ZERO))
        allotments = {c: self._allot(c) for c in companies}
        while True:
            self.value.update(self._solve_equations(allotments))
            if alone:
                return
            better = {}
            for company in companies:
                allotment = self._allot(company)
                if allotment != allotments[company]:
                    gets, has = self._gets_with_residual(company, allotment), self.value[company] * WHOLE
                    if gets > has if self.greatest else gets < has:
                        better[company] = allotment
            if not better:
                return
            allotments.update(better)

    def _allot(self, company: int) -> Allotment:
        """The shares inside the intervals that are best for the bound: the least to everyone, what is left by value."""
        shareholders = self.table[company]
        allotment = {h: share.min for h, share in shareholders.items() if share.min}
        left = slack(shareholders)
        idle = ONE if company == self.residual else ZERO
        if left > 0 and (self.greatest or company == self.residual):
            sign = -1 if self.greatest else 1
            values = {h: self._value_of(h) for h, share in shareholders.items() if share.max > share.min}
            for holder in sorted(values, key=lambda h: (sign * values[h], h)):
                if not left or (values[holder] <= idle if self.greatest else values[holder] >= idle):
                    break
                units = min(left, shareholders[holder].max - shareholders[holder].min)
                allotment[holder] = allotment.get(holder, 0) + units
                left -= units
        return allotment

    def _gets(self, allotment: Allotment) -> Fraction:
        return sum((units * self._value_of(h) for h, units in allotment.items()), ZERO)

    def _gets_with_residual(self, company: int, allotment: Allotment) -> Fraction:
        return self._gets(allotment) + (WHOLE - sum(allotment.values()) if company == self.residual else 0)

    def _solve_equations(self, allotments: Mapping[int, Allotment]) -> dict[int, Fraction]:
        """Solve p_d = sum A p for the companies at once; walks that circle for ever never reach the goal and count nothing."""
        constant = {}
        for company, allotment in allotments.items():
            outside = sum((units * self._value_of(h) for h, units in allotment.items() if h not in allotments), ZERO)
            constant[company] = outside + (WHOLE - sum(allotment.values()) if company == self.residual else 0)
        reaching = _companies_with_value(allotments, constant)
        if len(reaching) == 1:
            (company,) = reaching
            return dict.fromkeys(allotments, ZERO) | {company: constant[company] / (WHOLE - allotments[company].get(company, 0))}
        index = {c: i for i, c in enumerate(c for c in allotments if c in reaching)}
        scale = lcm(*(constant[c].denominator for c in index))
        rows = []
        for company, i in index.items():
            row = [-allotments[company].get(other, 0) * scale for other in index]
            row[i] += WHOLE * scale
            rows.append(reduce_row([*row, int(constant[company] * scale)]))
        size = len(index)
        solution = eliminate([row[:size] for row in rows], [row[size:] for row in rows])
        assert solution is not None, "walks that can reach the goal leave the component"
        numerators, determinant = solution
        return dict.fromkeys(allotments, ZERO) | {c: Fraction(numerators[i][0], determinant) for c, i in index.items()}


def _companies_with_value(allotments: Mapping[int, Allotment], constant: Mapping[int, Fraction]) -> set[int]:
    """Companies that get something, through others too."""
    held_by: dict[int, list[int]] = {}
    for company, allotment in allotments.items():
        for holder in allotment:
            held_by.setdefault(holder, []).append(company)
    return set(walk([c for c, units in constant.items() if units > 0], lambda holder: held_by.get(holder, ()))[0])


def bound_least(company: int, companies: Collection[int], table: ShareTable, goal: frozenset[int], residual: int | None = None) -> Fraction:
    """The least chance to reach the goal from the company.  ``companies``: all that a walk from it can meet."""
    return ONE if company in goal else BoundSearch(table, goal, False, residual).solve(companies)[company]


def bound_greatest(
    company: int, companies: Collection[int], table: ShareTable, goal: frozenset[int], residual: int | None = None
) -> Fraction:
    """The greatest chance to reach the goal from the company."""
    return ONE if company in goal else BoundSearch(table, goal, True, residual).solve(companies)[company]


def bound(company: int, companies: Collection[int], table: ShareTable, goal: frozenset[int], residual: int | None = None) -> Bounds:
    """Both bounds."""
    if residual is None and len(companies) == 1 and company in companies and company not in goal:
        shareholders = table[company]
        if company not in shareholders and slack(shareholders) >= 0:
            return _bound_direct(shareholders, goal)
    least = bound_least(company, companies, table, goal, residual)
    if all(share.min == share.max for c in companies for share in table[c].values()):
        # Without a choice there is nothing between the bounds.
        return least, least
    return least, bound_greatest(company, companies, table, goal, residual)


def _bound_direct(shareholders: Shareholders, goal: frozenset[int]) -> Bounds:
    """Both bounds where no holder is a company of the table: what the goal itself holds."""
    held = [share for holder, share in shareholders.items() if holder in goal]
    least = sum(share.min for share in held)
    room = sum(share.max for share in held) - least
    return Fraction(least, WHOLE), Fraction(least + min(room, slack(shareholders)), WHOLE)
