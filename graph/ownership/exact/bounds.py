"""The least and the greatest chance that a walk upwards reaches a goal, exactly.  Owns the choice of shares inside the boxes.

Where shares are intervals the walk is an interval Markov chain: every company fills its box greedily by value, by policy iteration,
one strongly connected component at a time.  For the least, companies that can keep away for ever are nought first.

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
from graph.ownership.shares import ONE, ZERO, Bounds, Capital, links, room
from ontology.shares import WHOLE

Fill = Mapping[int, int]
"""Holder -> share units; what is missing is the undisclosed rest."""


@dataclass(slots=True)
class Search:
    """One bound.  ``goal``: parties to reach; ``residual``: or the undisclosed rest of this company."""

    capital: Capital
    goal: frozenset[int]
    greatest: bool
    residual: int | None = None
    value: dict[int, Fraction] = field(default_factory=dict)

    def run(self, companies: Iterable[int]) -> dict[int, Fraction]:
        """The bound from each of the companies, which are all that a walk from any of them can meet."""
        asked = [c for c in companies if c not in self.goal]
        live = self._reaching(asked)
        if not self.greatest and self.residual is not None:
            live -= self._avoiders(live)
        onward = {c: links(self.capital[c]) for c in asked if c in live}
        for group in strongly_connected_components(onward):
            self._settle(group, alone=len(group) == 1 and group[0] not in onward[group[0]])
        return {c: self._worth(c) for c in companies}

    def _worth(self, holder: int) -> Fraction:
        return ONE if holder in self.goal else self.value.get(holder, ZERO)

    def _reaching(self, companies: list[int]) -> set[int]:
        """Companies from which the goal can be reached at all."""
        below: dict[int, list[int]] = {}
        queue = [self.residual] if self.residual is not None and room(self.capital[self.residual]) > 0 else []
        reached = set(queue)
        for company in companies:
            for holder in links(self.capital[company]):
                below.setdefault(holder, []).append(company)
        queue.extend(h for h in self.goal if h in below)
        for current in queue:
            for company in below.get(current, ()):
                if company not in reached:
                    reached.add(company)
                    queue.append(company)
        return reached

    def _avoiders(self, live: set[int]) -> set[int]:
        """Companies that can keep every walk away from the residual for ever."""
        avoiding = set(live)
        while True:
            caught = set()
            for company in avoiding:
                column = self.capital[company]
                if any(box.min for h, box in column.items() if h in live and h not in avoiding):
                    caught.add(company)
                elif company == self.residual:
                    safe = sum(box.max for h, box in column.items() if h not in live or h in avoiding)
                    if safe < WHOLE:
                        caught.add(company)
            if not caught:
                return avoiding
            avoiding -= caught

    def _settle(self, group: list[int], *, alone: bool) -> None:
        """Give the members of one component their values.

        Members over 100 % stand at one until what they get turns out to be less; from then on they count what they get.  Values only
        sink on the way, so every set of equations has a solution that is finite.
        """
        full = {c for c in group if room(self.capital[c]) < 0}
        while True:
            self.value.update(dict.fromkeys(full, ONE))
            self._iterate([c for c in group if c not in full], alone=alone)
            gets = {c: self._gets(self.capital_least(c)) for c in full}
            # One that gets exactly all may hold itself up at one, through others too: the least solution counts what comes from outside.
            less = {c for c in full if gets[c] < WHOLE} or {c for c in full if gets[c] == WHOLE}
            if not less:
                return
            full -= less
            self.value.update(dict.fromkeys(less, ZERO))

    def _iterate(self, moving: list[int], *, alone: bool) -> None:
        """Policy iteration.  Only a strict gain changes a company's shares, so no choice returns and the loop ends."""
        self.value.update(dict.fromkeys(moving, ZERO))
        fills = {c: self._fill(c) for c in moving}
        while True:
            self.value.update(self._solve(fills))
            if alone:
                return
            better = {}
            for company in moving:
                fill = self._fill(company)
                if fill != fills[company]:
                    gets, has = self._gain(company, fill), self.value[company] * WHOLE
                    if gets > has if self.greatest else gets < has:
                        better[company] = fill
            if not better:
                return
            fills.update(better)

    def capital_least(self, company: int) -> Fill:
        return {h: box.min for h, box in self.capital[company].items()}

    def _fill(self, company: int) -> Fill:
        """The shares inside the box that are best for the bound: the least to everyone, what is left by value."""
        column = self.capital[company]
        fill = {h: box.min for h, box in column.items() if box.min}
        left = room(column)
        idle = ONE if company == self.residual else ZERO
        if left > 0 and (self.greatest or company == self.residual):
            sign = -1 if self.greatest else 1
            worth = {h: self._worth(h) for h, box in column.items() if box.max > box.min}
            for holder in sorted(worth, key=lambda h: (sign * worth[h], h)):
                if not left or (worth[holder] <= idle if self.greatest else worth[holder] >= idle):
                    break
                given = min(left, column[holder].max - column[holder].min)
                fill[holder] = fill.get(holder, 0) + given
                left -= given
        return fill

    def _gets(self, fill: Fill) -> Fraction:
        return sum((share * self._worth(h) for h, share in fill.items()), ZERO)

    def _gain(self, company: int, fill: Fill) -> Fraction:
        return self._gets(fill) + (WHOLE - sum(fill.values()) if company == self.residual else 0)

    def _solve(self, fills: Mapping[int, Fill]) -> dict[int, Fraction]:
        """p_d = sum A p for the companies at once; walks that circle for ever never reach the goal and count nothing."""
        constant = {}
        for company, fill in fills.items():
            outside = sum((share * self._worth(h) for h, share in fill.items() if h not in fills), ZERO)
            constant[company] = outside + (WHOLE - sum(fill.values()) if company == self.residual else 0)
        reaching = _backwards(fills, constant)
        if len(reaching) == 1:
            (company,) = reaching
            return dict.fromkeys(fills, ZERO) | {company: constant[company] / (WHOLE - fills[company].get(company, 0))}
        index = {c: i for i, c in enumerate(c for c in fills if c in reaching)}
        scale = lcm(*(constant[c].denominator for c in index))
        rows = []
        for company, i in index.items():
            row = [-fills[company].get(other, 0) * scale for other in index]
            row[i] += WHOLE * scale
            rows.append(reduce_row([*row, int(constant[company] * scale)]))
        size = len(index)
        solved = eliminate([row[:size] for row in rows], [row[size:] for row in rows])
        assert solved is not None, "walks that can reach the goal leave the component"
        numerators, determinant = solved
        return dict.fromkeys(fills, ZERO) | {c: Fraction(numerators[i][0], determinant) for c, i in index.items()}


def _backwards(fills: Mapping[int, Fill], constant: Mapping[int, Fraction]) -> set[int]:
    """Companies that get something, through others too."""
    below: dict[int, list[int]] = {}
    for company, fill in fills.items():
        for holder in fill:
            below.setdefault(holder, []).append(company)
    queue = [c for c, units in constant.items() if units > 0]
    reached = set(queue)
    for current in queue:
        for company in below.get(current, ()):
            if company not in reached:
                reached.add(company)
                queue.append(company)
    return reached


def least(company: int, companies: Collection[int], capital: Capital, goal: frozenset[int], residual: int | None = None) -> Fraction:
    """The least chance to reach the goal from the company."""
    return ONE if company in goal else Search(capital, goal, False, residual).run(companies)[company]


def most(company: int, companies: Collection[int], capital: Capital, goal: frozenset[int], residual: int | None = None) -> Fraction:
    """The greatest chance to reach the goal from the company."""
    return ONE if company in goal else Search(capital, goal, True, residual).run(companies)[company]


def bounds(company: int, companies: Collection[int], capital: Capital, goal: frozenset[int], residual: int | None = None) -> Bounds:
    """Both."""
    return least(company, companies, capital, goal, residual), most(company, companies, capital, goal, residual)
