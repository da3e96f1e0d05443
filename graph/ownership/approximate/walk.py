"""The walk up from one company with bounds in floats for subnetworks of any size: each holds the truth, as narrow as time allows.

Shares that are exact in the data come out within 1e-9, most within 1e-13.  Bounds are wider where walks circle almost for ever in a large
component, for all but the ``HOLDERS`` heaviest members of a component above returns.MEMBERS, and for all but the ``HOLDERS`` largest
holders where companies have a choice of shares inside a cycle; they say so by being wide.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from graph.algorithms.kernels import choose_kernel
from graph.ownership.approximate import choices
from graph.ownership.approximate.bounds import bound_chances
from graph.ownership.approximate.choices import Chances, bound_shares, find_choosers
from graph.ownership.approximate.returns import Returns
from graph.ownership.approximate.subnetwork import Components, Subnetwork, mark_above
from graph.ownership.approximate.visits import CLOSED, CUT, EPSILON, PUSHED, Visits
from ontology.shares import WHOLE

HOLDERS: Final = 200
"""Holders, the largest first, that an answer about everybody solves one by one where they cannot be solved together."""

Span = tuple[float, float]


@dataclass(slots=True)
class Walk:
    """All numbers are those of the subnetwork, where the company is 0.  ``size``: how large the whole is, for the choice of kernels."""

    part: Subnetwork
    size: int
    visits: Visits
    returns: Returns
    _parties: npt.NDArray[np.int64]
    _above_choice: npt.NDArray[np.bool_] | None = None
    _by_possible: Components | None = None

    @classmethod
    def of(cls, part: Subnetwork, parties: npt.NDArray[np.int64], size: int | None = None) -> Walk:
        """Push one unit up from party 0.  ``parties``: what they are called outside."""
        size = part.work if size is None else size
        components = Components.of(part, size, part.low > 0)
        return cls(part, size, Visits.of(part, components, 0, size), Returns(part, parties, components, size), parties)

    @property
    def above_choice(self) -> npt.NDArray[np.bool_]:
        """Per party: whether it stands above a company with a choice of shares, or one over 100 %."""
        if self._above_choice is None:
            above = np.zeros(len(self._parties), np.uint8)
            choose_kernel(mark_above, self.size)(self.part, find_choosers(self.part).view(np.uint8), above)
            self._above_choice = above > 0
        return self._above_choice

    @property
    def by_possible(self) -> Components:
        """The components by all stakes, also by those that may be nothing."""
        if self._by_possible is None:
            self._by_possible = Components.of(self.part, self.size, self.part.high > 0)
        return self._by_possible

    @property
    def largest_component(self) -> int:
        """Members of the largest component of companies that may hold each other."""
        return int(np.diff(self.by_possible.first).max())

    def bounds(self, i: int) -> Span:
        """The integrated share of one party."""
        if i == 0:
            return 1.0, 1.0
        if self.visits.how[i] in (PUSHED, CUT):
            self.returns.solve_one(i)
        shares = bound_shares(self.visits, self.returns)
        low, high = float(shares.least[i]), float(shares.greatest[i])
        if not self.above_choice[i]:
            return low, high
        return max(low, float(self._chances([i], 0)[0])), float(self._chances([i], 1)[0])

    def bounds_of(self, members: Collection[int]) -> Span:
        """The integrated share of some parties as one holder."""
        if 0 in members:
            return 1.0, 1.0
        return float(self._chances(members, 0)[0]), float(self._chances(members, 1)[0])

    def all_bounds(self, holders: int = HOLDERS) -> Chances:
        """The integrated share of everybody."""
        shares = None
        if self.above_choice.any():
            shares = choices.bound_all(self.part, self._parties, self.by_possible, holders, self.size)
            if shares is None:
                shares = self._bound_one_by_one(holders)
        else:
            self.returns.solve(self.visits, holders)
            shares = bound_shares(self.visits, self.returns)
        shares.least[0] = shares.greatest[0] = 1.0
        return shares

    def residuals(self, shares: Chances) -> Chances:
        """What ends in the undisclosed residual of each company, whose own integrated shares are ``shares``."""
        part, visits, lost = self.part, self.visits, float(self.visits.lost[0])
        chosen = np.bincount(part.company_of, (part.high - part.low).astype(np.float64), len(part.slack))
        sure, error = np.maximum(0, part.slack - chosen) / WHOLE, visits.relative + 6 * EPSILON
        # A walk that comes by leaves for the residual before it comes again, or comes again: at least the first part, at most all.
        again = visits.expected / np.maximum(shares.least, EPSILON) if lost else np.zeros(len(error))
        least = np.maximum(0.0, visits.expected * (1 - error) - lost * again) * sure * (1 - error)
        most = (visits.expected * (1 + error) + lost * again) * part.slack / WHOLE * (1 + error)
        most = np.where(self.above_choice | (chosen > 0), shares.greatest, np.minimum(shares.greatest, most))
        none = (part.is_company == 0) | (visits.how == CLOSED) | (part.slack <= 0)
        return Chances(np.where(none, 0.0, least), np.where(none, 0.0, most))

    def closed_rings(self) -> list[list[int]]:
        """Groups that surely hold all of each other; see `graph.ownership.shares.find_closed_rings`."""
        label, first, nodes = self.by_possible
        is_closed = np.ones(len(first) - 1, np.bool_)
        is_closed[label[self.part.slack > 0]] = False
        company = self.part.company_of
        is_closed[label[company[label[company] != label[self.part.holder]]]] = False
        return [nodes[first[c] : first[c + 1]].tolist() for c in np.flatnonzero(is_closed).tolist()]

    def ring(self, members: Collection[int], shares: Chances) -> Span:
        """What ends in a closed ring.  Whoever enters meets every member in the end."""
        if 0 in members:
            return 1.0, 1.0
        if any(self.above_choice[i] for i in members):
            return self.bounds_of(members)
        first = next(iter(members))
        return float(shares.least[first]), float(shares.greatest[first])

    def _bound_one_by_one(self, holders: int) -> Chances:
        """Bounds of the largest holders by a search each; for the others what meets a choice counts as all theirs."""
        self.returns.solve(self.visits, holders)
        least, greatest = bound_shares(self.visits, self.returns)
        weight = np.maximum(self.visits.share, self.visits.expected)
        above = np.flatnonzero(self.above_choice)
        above = above[above > 0]
        first = above[np.argsort(-weight[above], kind="stable")][:holders].tolist()
        if len(above) > len(first):
            greatest[above] = np.minimum(1.0, greatest[above] + self._mass_at_choices())
        over = bool((self.part.slack < 0).any())
        for i in first:
            # The push has the least of everybody, but only a bound on it above a company over 100 %.
            if over:
                least[i] = max(least[i], float(self._chances([i], 0)[0]))
            greatest[i] = float(self._chances([i], 1)[0])
        return Chances(least, greatest)

    def _mass_at_choices(self) -> float:
        """The mass that meets a choice of shares, or a company over 100 %, at least once: nobody gets more of it than all."""
        part = self.part
        chance = np.where(part.slack < 0, 1.0, np.where(find_choosers(part), part.slack / WHOLE, 0.0))
        return min(1.0, float((self.visits.expected * chance).sum()) * 1.001 + float(self.visits.lost[0]) * len(part.slack))

    def _chances(self, members: Iterable[int], greatest: int) -> Any:
        goal, value = np.zeros(len(self._parties), np.uint8), np.zeros(len(self._parties))
        goal[list(members)] = 1
        choose_kernel(bound_chances, self.size)(self.part, self.by_possible, goal, greatest, value)
        return value
