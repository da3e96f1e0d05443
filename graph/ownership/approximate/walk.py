"""Answers in floats for parts of any size: each is an interval that holds the truth, as narrow as time allows.

Shares that are exact in the data come out within 1e-9, most within 1e-13.  Only where walks circle almost for ever in a large
component, or where more holders than ``HOLDERS`` have a choice of shares below them, are intervals wider; they say so by being wide.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from graph.algorithms.kernels import choose_kernel
from graph.network.stake_table import StakeTable
from graph.ownership.approximate import subnetwork
from graph.ownership.approximate.bounds import reach, spread
from graph.ownership.approximate.subnetwork import Order, Part
from graph.ownership.approximate.visits import CLOSED, CUT, EPSILON, PUSHED, Found, push, returns
from ontology.shares import WHOLE

HOLDERS: Final = 200
"""Holders, the largest first, that an answer about everybody solves one by one where they cannot be solved together."""

Span = tuple[float, float]


@dataclass(slots=True)
class Pushed:
    """A walk up from a company.  ``parties``: their numbers outside, the company first; all methods take numbers of the part.

    ``size``: how large the whole is, for the choice of kernels.
    """

    part: Part
    parties: Any
    order: Order
    found: Found
    size: int
    _place: Any
    _free: Any = None
    _boxed: Order | None = None
    _below: dict[int, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, part: Part, parties: Any, size: int) -> Pushed:
        count = len(parties)
        order = subnetwork.order(part, size, part.low > 0)
        mass, visits, share, relative = np.zeros((4, count))
        found = Found(mass, visits, share, relative, np.zeros(count, np.int8), np.zeros(1))
        found.mass[0] = 1.0
        place = np.zeros(count, np.int32)
        choose_kernel(push, size)(part, order, place, found)
        found.share[0] = 1.0
        return cls(part, parties, order, found, size, place)

    def visits(self) -> dict[int, float]:
        """How often the walk stands on each party, on average: A (I - A)^-1 of the literature, 0 inside closed rings."""
        return dict(zip(self.parties.tolist(), self.found.visits.tolist(), strict=True))

    @property
    def lost(self) -> float:
        return float(self.found.lost[0])

    @property
    def free(self) -> Any:
        """Per party: whether it stands above a company with a choice of shares, or one over 100 %."""
        if self._free is None:
            part = self.part
            held = np.repeat(np.arange(len(part.room)), np.diff(part.start))
            source = np.zeros(len(part.room), np.uint8)
            source[held[(part.high > part.low) & (part.room[held] > 0)]] = 1
            source[part.room < 0] = 1
            self._free = np.zeros(len(part.room), np.uint8)
            choose_kernel(spread, self.size)(part, source, self._free)
        return self._free

    def least(self, i: int, *, solve: bool = True) -> Span:
        """The integrated share at the least shares: between two numbers.  ``solve`` False leaves a wide one rather than work for it."""
        found = self.found
        if i == 0:
            return 1.0, 1.0
        low = high = float(found.share[i])
        if found.how[i] in (PUSHED, CUT):
            low, high = self._member(i) if solve else (float(found.visits[i]) * self._leaving(i), float(found.visits[i]))
        error = float(found.relative[i]) + 4 * EPSILON
        return max(0.0, low * (1 - error) - self.lost), min(1.0, high * (1 + error) + self.lost)

    def bounds(self, i: int) -> Span:
        """The integrated share of one party."""
        low, high = self.least(i)
        if i == 0 or not self.free[i]:
            return low, high
        return max(low, float(self._reach([i], 0)[0])), float(self._reach([i], 1)[0])

    def bounds_of(self, members: Collection[int]) -> Span:
        """The integrated share of some parties as one holder."""
        if 0 in members:
            return 1.0, 1.0
        low, high = (float(self._reach(members, greatest)[0]) for greatest in (0, 1))
        return low, high

    def all_bounds(self, holders: int = HOLDERS) -> list[Span]:
        """The integrated share of everybody, in the order of ``parties``."""
        weight = np.maximum(self.found.share, self.found.visits)
        members = np.isin(self.found.how, (PUSHED, CUT))
        ranked = np.argsort(-weight, kind="stable")
        solved = set(ranked[members[ranked]][:holders].tolist())
        spans = [self.least(i, solve=i in solved) for i in range(len(self.parties))]
        free = np.flatnonzero(self.free)
        free = free[free > 0]
        first = free[np.argsort(-weight[free], kind="stable")][:holders].tolist()
        slack = self._slack() if len(free) > len(first) else 0.0
        for i in free.tolist():
            low, high = spans[i]
            spans[i] = low, min(1.0, high + slack)
        over = bool((self.part.room < 0).any())
        for i in first:
            # The push has the least of everybody, but only a bound on it above a column over 100 %.
            low = max(spans[i][0], float(self._reach([i], 0)[0])) if over else spans[i][0]
            spans[i] = low, float(self._reach([i], 1)[0])
        return spans

    def residual(self, i: int, span: Span) -> Span:
        """What ends in the undisclosed rest of a company whose own integrated share is ``span``."""
        part, room = self.part, int(self.part.room[i])
        if self.found.how[i] == CLOSED or room <= 0:
            return 0.0, 0.0
        first, last = int(part.start[i]), int(part.start[i + 1])
        chosen = int((part.high[first:last] - part.low[first:last]).sum())
        surely = max(0, room - chosen) / WHOLE
        visits, error = float(self.found.visits[i]), float(self.found.relative[i]) + 6 * EPSILON
        # A walk that comes by leaves for the rest before it comes again, or comes again: at least the first part, at most all.
        again = visits / max(span[0], EPSILON) if self.lost else 0.0
        least = max(0.0, visits * (1 - error) - self.lost * again) * surely
        if self.free[i] or chosen:
            return least * (1 - error), span[1]
        return least * (1 - error), min(span[1], (visits * (1 + error) + self.lost * again) * room / WHOLE * (1 + error))

    def ring(self, members: Collection[int]) -> Span:
        """What ends in a closed ring."""
        if 0 in members:
            return 1.0, 1.0
        if any(self.free[i] for i in members):
            return self.bounds_of(members)
        return self.least(next(iter(members)))

    def _member(self, i: int) -> Span:
        again, missed = choose_kernel(returns, self.size)(self.part, self.order, i, self._place)
        visits = float(self.found.visits[i])
        return visits / again * max(0.0, 1 - missed), visits / again * (1 + missed)

    def _leaving(self, i: int) -> float:
        """What surely goes elsewhere from a party, which bounds how often a walk comes back."""
        first, last = int(self.part.start[i]), int(self.part.start[i + 1])
        inside = self.part.low[first:last][self.order.label[self.part.holder[first:last]] == self.order.label[i]].sum()
        whole = WHOLE - min(0, int(self.part.room[i]))
        return float(whole - inside) / whole

    def _slack(self) -> float:
        """The mass that meets a choice of shares, or a column over 100 %, at least once: nobody gets more of it than all."""
        part, found = self.part, self.found
        held = np.repeat(np.arange(len(part.room)), np.diff(part.start))
        wide = np.zeros(len(part.room), np.bool_)
        wide[held[(part.high > part.low) & (part.room[held] > 0)]] = True
        chance = np.where(part.room < 0, 1.0, np.where(wide, part.room / WHOLE, 0.0))
        return min(1.0, float((found.visits * chance).sum()) * 1.001 + self.lost * len(part.room))

    def _reach(self, members: Iterable[int], greatest: int) -> Any:
        if self._boxed is None:
            self._boxed = subnetwork.order(self.part, self.size, self.part.high > 0)
        goal, value = np.zeros(len(self.parties), np.uint8), np.zeros(len(self.parties))
        goal[list(members)] = 1
        choose_kernel(reach, self.size)(self.part, self._boxed, goal, greatest, value)
        return value


def push_up(columns: StakeTable, company: int) -> Pushed:
    """The walk up from a company of the columns: everybody's share in it."""
    part, parties = subnetwork.above_in(columns, company)
    return Pushed.of(part, parties, columns.size)


def push_down(columns: StakeTable, holders: Collection[int]) -> dict[int, Span]:
    """The integrated share of some parties, as one holder, in every company below them."""
    part, parties = subnetwork.below_in(columns, sorted(set(holders)))
    order = subnetwork.order(part, columns.size, part.high > 0)
    goal = np.zeros(len(parties), np.uint8)
    goal[: len(set(holders))] = 1
    least, most = np.zeros(len(parties)), np.zeros(len(parties))
    run = choose_kernel(reach, columns.size)
    run(part, order, goal, 0, least)
    run(part, order, goal, 1, most)
    own = len(set(holders))
    return dict(zip(parties[own:].tolist(), zip(least[own:].tolist(), most[own:].tolist(), strict=True), strict=True))
