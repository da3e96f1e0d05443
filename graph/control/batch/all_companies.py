"""Stream the ultimate controllers of all companies.  Labels answer for most; the rest are searched, in batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, NamedTuple

import numpy as np

from graph.algorithms.kernels import compile_kernel
from graph.control import BUDGET, Controller
from graph.control.batch.labels import Labels, label_all
from graph.control.batch.residual_search import PENDING, ResidualWorkspace, search_residual
from graph.control.criterion import MAJORITY
from graph.network.stake_table import StakeTable

BATCH: Final = 4096
"""Companies decided at a time."""


class BatchVerdict(NamedTuple):
    """The ultimate controllers of a company, certain ones first, as `graph.control.ultimate` would list them.

    ``truncated``: the budget of its search was spent before all candidates were weighed.
    """

    company: int
    controllers: tuple[Controller, ...]
    truncated: bool

    @property
    def contested(self) -> bool:
        return sum(c.certain for c in self.controllers) > 1


def all_companies(
    table: StakeTable, *, labels: Labels | None = None, companies: Iterable[int] | None = None, budget: int = BUDGET
) -> Iterator[BatchVerdict]:
    """Who ultimately controls each of ``companies`` (by default every party in which somebody holds something), in their order.

    ``labels``: those of ``table``, where they are at hand.  ``budget``: stakes that one search may visit.

    >>> from graph.network.stake_table import gather
    >>> from graph.network.stake import Interval, Stake
    >>> from ontology.shares import PERCENT
    >>> network = {1: [Stake(0, votes=Interval(51 * PERCENT, 51 * PERCENT))], 2: [Stake(1, votes=Interval(0, 60 * PERCENT))]}
    >>> small = gather(network, also=[0])
    >>> small.parties
    [1, 2, 0]
    >>> [[(c.party, c.certain) for c in verdict.controllers] for verdict in all_companies(small.table)]
    [[(2, True)], [(2, False)]]
    """
    answers = _Answers(labels or label_all(table), budget)
    indptr: Any = answers.labels.table.indptr
    if isinstance(indptr, np.ndarray):
        indptr = indptr.data
    remaining = iter(companies) if companies is not None else (c for c in range(len(indptr) - 1) if indptr[c] < indptr[c + 1])
    while batch := list(islice(remaining, BATCH)):
        yield from answers.decide(batch)


class _Leader(NamedTuple):
    """An ultimate controller as the pass or a search finds it: who leads it, and all that stand in its ring."""

    party: int
    certain: bool
    ring: tuple[int, ...]

    def make_controller(self, company: int) -> Controller:
        """It as a controller of a company, which may stand in the ring itself."""
        party = next(p for p in self.ring if p != company) if self.ring else self.party
        return Controller(party, self.certain, self.ring)


@dataclass(slots=True)
class _Answers:
    """Answers for companies one batch after another; each search is run once, and a top is read once a batch."""

    labels: Labels
    budget: int
    searched: dict[int, tuple[tuple[_Leader, ...], bool]] = field(default_factory=dict)
    rings: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _work: ResidualWorkspace | None = None

    def decide(self, batch: Sequence[int]) -> Iterator[BatchVerdict]:
        labels = self.labels
        tops = labels.top[batch].tolist() if isinstance(labels.top, np.ndarray) else [labels.top[company] for company in batch]
        if labels.unsure:
            self._search(list(dict.fromkeys(-2 - top for top in tops if top < -1 and -2 - top not in self.searched)))
        by_top: dict[int, tuple[Controller, ...]] = {}
        for company, top in zip(batch, tops, strict=True):
            if top == -1:
                yield BatchVerdict(company, (), False)
            elif top < 0:
                yield self._decide_below(company, -2 - top)
            else:
                controllers = by_top.get(top)
                if controllers is None:
                    controllers = by_top[top] = (_Leader(top, True, labels.ring(top)).make_controller(-1),)
                if controllers[0].ring and controllers[0].party == company:
                    controllers = (_Leader(top, True, controllers[0].ring).make_controller(company),)
                yield BatchVerdict(company, controllers, False)

    def _decide_below(self, company: int, end: int) -> BatchVerdict:
        """Answer for a company at the end of single majorities from ``end`` (itself, perhaps), which was searched."""
        leaders, truncated = self.searched[end]
        if company != end and not any(leader.certain for leader in leaders):
            leaders = (*leaders, _Leader(end, True, ()))
        controllers = sorted((leader.make_controller(company) for leader in leaders), key=lambda c: (not c.certain, c.party))
        return BatchVerdict(company, tuple(controllers), truncated)

    def _search(self, companies: list[int]) -> None:
        labels = self.labels
        fast = isinstance(labels.top, np.ndarray)
        if self._work is None:
            self._work = _make_workspace(labels.top, fast=fast)
        numbered = np.array(companies, np.int64) if fast else companies
        search = compile_kernel(search_residual) if fast else search_residual
        numbers = iter(search(labels.table, labels.marks, MAJORITY, numbered, self._work, self.budget))
        for company in numbers:
            count, truncated = next(numbers), next(numbers)
            leaders = [self._read_leader(numbers) for _ in range(count)]
            self.searched[company] = tuple(leader for leader in leaders if leader.ring or leader.party != company), bool(truncated)

    def _read_leader(self, numbers: Iterator[int]) -> _Leader:
        party, certain, size = next(numbers), next(numbers), next(numbers)
        ring = tuple(sorted({*islice(numbers, size)}))
        if self.labels.is_exact(party):
            ring = self.labels.ring(party)
        # Later searches meet only the leader of a ring that is known.
        return _Leader(party, bool(certain), self.rings.setdefault(party, ring) if ring else self.rings.get(party, ()))


def _make_workspace(top: Any, *, fast: bool) -> ResidualWorkspace:
    """Who represents each party before any search, and space: zeros."""
    top = np.asarray(top)
    size = len(top)
    representative = np.where(top == -1, np.arange(size, dtype=np.int32), np.maximum(top, PENDING))
    place, order, stack = np.zeros(size, np.int32), np.zeros(size, np.int32), np.zeros(size, np.int32)
    arrays = representative, place, order, stack, np.zeros(size, np.int64)
    return ResidualWorkspace(*(arrays if fast else (array.data for array in arrays)))
