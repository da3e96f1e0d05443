"""How often a walk comes back to where it starts, for the members of components too large to be eliminated at once.

I(x, y) = u_x / v_xx needs v_xx, the visits to x of a walk from x, for each member x: as many equations as there are members.  They depend
on the component alone, not on the company asked about, so what is solved is remembered by what the component holds: the first question
above a component pays for all.  Errors are bounded by what the equations miss at the numbers found.
"""

from __future__ import annotations

import functools
import threading
from collections import OrderedDict
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from graph.algorithms.kernels import choose_kernel
from graph.ownership.approximate.subnetwork import Components, Floats, Subnetwork
from graph.ownership.approximate.visits import CUT, EPSILON, PUSHED, Visits, visits_of_itself
from ontology.shares import WHOLE

MEMBERS: Final = 3_000
"""Members up to which all equations of a component are solved together, by a dense inverse; of larger ones only some members are."""

_REMEMBERED: Final = 8
"""Components that are remembered, by what they hold."""
_solved: Final[OrderedDict[tuple[int, ...], tuple[npt.NDArray[np.int64], Floats, Floats]]] = OrderedDict()
_lock: Final = threading.Lock()


class Returns:
    """``again``: v_xx by party, NaN where it is not known; ``missed``: by how much of itself it may be off."""

    def __init__(self, part: Subnetwork, parties: npt.NDArray[np.int64], components: Components, size: int) -> None:
        self._part, self._parties, self._components, self._size = part, parties, components, size
        self.again: Floats = np.full(len(parties), np.nan)
        self.missed: Floats = np.zeros(len(parties))

    @functools.cached_property
    def leaving(self) -> Floats:
        """The part of each party that surely goes elsewhere than round its component, which bounds how often a walk comes back."""
        company, label = self._part.company_of, self._components.label
        inside = label[company] == label[self._part.holder]
        units = WHOLE - np.minimum(self._part.slack, 0)
        within = np.bincount(company[inside], self._part.low[inside].astype(np.float64), len(units))
        leaving: Floats = np.maximum(0.0, (units - within) / units * (1 - 8 * EPSILON))
        return leaving

    def solve(self, visits: Visits, heaviest: int) -> None:
        """Solve the components that the visits went round, of those with more than MEMBERS the ``heaviest`` members."""
        open_ = np.isin(visits.how, (PUSHED, CUT)) & np.isnan(self.again)
        for c in np.unique(self._components.label[open_]).tolist():
            members = np.array(self._components.nodes[self._components.first[c] : self._components.first[c + 1]])
            if len(members) <= MEMBERS:
                self.again[members], self.missed[members] = self._solve_all(c, members)
            else:
                for i in members[np.argsort(-visits.expected[members], kind="stable")[:heaviest]].tolist():
                    self.solve_one(i)

    def solve_one(self, i: int) -> None:
        """Solve one member of a large component."""
        if np.isnan(self.again[i]):
            run = choose_kernel(visits_of_itself, self._size)
            self.again[i], self.missed[i] = run(self._part, self._components, i, np.zeros(len(self._parties), np.int32))

    def _solve_all(self, c: int, members: npt.NDArray[np.int32]) -> tuple[Floats, Floats]:
        members = members[np.argsort(self._parties[members])]
        company, label = self._part.company_of, self._components.label
        inside = (label[company] == c) & (label[self._part.holder] == c) & (self._part.low > 0)
        company, holder, low = company[inside], self._part.holder[inside], self._part.low[inside]
        units = WHOLE - np.minimum(self._part.slack, 0)[company]
        names = self._parties[members]
        key = len(members), *_fingerprint(self._parties[company], self._parties[holder], low, units)
        with _lock:
            known = _solved.get(key)
        if known is None or not np.array_equal(known[0], names):
            place = np.zeros(len(self._parties), np.int64)
            place[members] = np.arange(len(members))
            known = names, *_solve_dense(len(members), place[company], place[holder], low / units)
            with _lock:
                _solved[key] = known
                while len(_solved) > _REMEMBERED:
                    _solved.popitem(last=False)
        again, missed = np.empty(len(self._parties)), np.empty(len(self._parties))
        again[members], missed[members] = known[1], known[2]
        nodes = self._components.nodes[self._components.first[c] : self._components.first[c + 1]]
        return again[nodes], missed[nodes]


def _solve_dense(size: int, company: Any, holder: Any, share: Floats) -> tuple[Floats, Floats]:
    """The diagonal of (I - A)^-1, and for each column by how much of itself it may be off.

    A column x of the inverse misses its equation by some masses; a unit of mass visits x no more often than a walk from x does.
    """
    matrix = np.eye(size)
    np.subtract.at(matrix, (company, holder), share)
    try:
        inverse = np.linalg.inv(matrix)
    except np.linalg.LinAlgError:
        return np.full(size, np.nan), np.zeros(size)
    order = np.argsort(company, kind="stable")
    bounds = np.searchsorted(company[order], np.arange(size + 1))
    missed = np.zeros(size)
    for row in range(size):
        stakes = order[bounds[row] : bounds[row + 1]]
        flow = share[stakes] @ inverse[holder[stakes]]
        residual = inverse[row] - flow
        residual[row] -= 1.0
        missed += np.abs(residual) + (len(stakes) + 6.0) * EPSILON * (np.abs(inverse[row]) + np.abs(flow))
    again = np.diagonal(inverse).copy()
    again[~(again >= 1.0) | (missed >= 0.5)] = np.nan
    return again, missed * 1.001


def _fingerprint(*columns: npt.NDArray[Any]) -> tuple[int, int]:
    """Two sums of 64 bits over the stakes, which are the same in whatever order they come."""
    sums = []
    for seed in (0x9E3779B97F4A7C15, 0xD1B54A32D192ED03):
        mixed = np.full(len(columns[0]), seed, np.uint64)
        for column in columns:
            # The finalizer of splitmix64 (Steele, Lea, Flood 2014).
            mixed = (mixed ^ column.astype(np.int64).view(np.uint64)) + np.uint64(seed)
            mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            mixed ^= mixed >> np.uint64(31)
        sums.append(int(mixed.sum(dtype=np.uint64)))
    return sums[0], sums[1]
