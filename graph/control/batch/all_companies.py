"""Everyone: the ultimate controllers of all companies, streamed.  Labels answer for most; the rest are searched, in batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, NamedTuple

import numpy as np

from graph.algorithms.kernels import LARGE, choose_kernel
from graph.control import BUDGET, Controller
from graph.control.batch.labels import Labels, label_all
from graph.control.batch.residual_search import WAITING, search
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
    >>> [[(c.party, c.certain) for c in found.controllers] for found in all_companies(small.table)]
    [[(2, True)], [(2, False)]]
    """
    known = _Known(labels or label_all(table), budget)
    starts: Any = known.labels.table.indptr
    if isinstance(starts, np.ndarray):
        starts = starts.data
    rest = iter(companies) if companies is not None else (c for c in range(len(starts) - 1) if starts[c] < starts[c + 1])
    while batch := list(islice(rest, BATCH)):
        yield from known.decide(batch)


class _Top(NamedTuple):
    """A top as it is found: who leads it, and all that stand in its ring."""

    party: int
    certain: bool
    ring: tuple[int, ...]

    def beside(self, company: int) -> Controller:
        """It as a controller of a company, which may stand in the ring itself."""
        party = next(p for p in self.ring if p != company) if self.ring else self.party
        return Controller(party, self.certain, self.ring)


@dataclass(slots=True)
class _Known:
    """What is decided already: each top and each search once."""

    labels: Labels
    budget: int
    by_top: dict[int, tuple[Controller, ...]] = field(default_factory=dict)
    searched: dict[int, tuple[tuple[_Top, ...], bool]] = field(default_factory=dict)
    rings: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _room: tuple[Any, ...] | None = None

    def decide(self, batch: Sequence[int]) -> Iterator[BatchVerdict]:
        labels = self.labels
        tops = labels.top[batch].tolist() if isinstance(labels.top, np.ndarray) else [labels.top[company] for company in batch]
        if labels.unsure:
            self._search(list(dict.fromkeys(-2 - top for top in tops if top < -1 and -2 - top not in self.searched)))
        for company, top in zip(batch, tops, strict=True):
            if top == -1:
                yield BatchVerdict(company, (), False)
            elif top < 0:
                yield self._beneath(company, -2 - top)
            else:
                found = self.by_top.get(top)
                if found is None:
                    found = self.by_top[top] = (_Top(top, True, labels.ring(top)).beside(-1),)
                if found[0].ring and found[0].party == company:
                    found = (_Top(top, True, found[0].ring).beside(company),)
                yield BatchVerdict(company, found, False)

    def _beneath(self, company: int, end: int) -> BatchVerdict:
        """A company at the end of single majorities from ``end`` (itself, perhaps), which was searched."""
        tops, truncated = self.searched[end]
        if company != end and not any(top.certain for top in tops):
            tops = (*tops, _Top(end, True, ()))
        found = sorted((top.beside(company) for top in tops), key=lambda c: (not c.certain, c.party))
        return BatchVerdict(company, tuple(found), truncated)

    def _search(self, companies: list[int]) -> None:
        labels = self.labels
        fast = isinstance(labels.top, np.ndarray)
        if self._room is None:
            self._room = _room(labels.top, fast=fast)
        asked = np.array(companies, np.int64) if fast else companies
        stand, place, order, stack, cursor = self._room
        numbers = iter(
            choose_kernel(search, LARGE if fast else 0)(
                labels.table,
                labels.state,
                labels.via,
                labels.own,
                labels.top,
                MAJORITY,
                asked,
                stand,
                place,
                order,
                stack,
                cursor,
                self.budget,
            )
        )
        for company in numbers:
            count, truncated = next(numbers), next(numbers)
            tops = [self._read(numbers) for _ in range(count)]
            self.searched[company] = tuple(top for top in tops if top.ring or top.party != company), bool(truncated)

    def _read(self, numbers: Iterator[int]) -> _Top:
        party, certain, size = next(numbers), next(numbers), next(numbers)
        ring = tuple(sorted({*islice(numbers, size)}))
        if self.labels.exact(party):
            ring = self.labels.ring(party)
        # Later searches meet only the leader of a ring that is found.
        return _Top(party, bool(certain), self.rings.setdefault(party, ring) if ring else self.rings.get(party, ()))


def _room(top: Any, *, fast: bool) -> tuple[Any, ...]:
    """Who stands for each party before any search, and space: noughts."""
    size = len(top)
    if fast:
        stand = np.where(top == -1, np.arange(size, dtype=np.int32), np.maximum(top, WAITING))
        return stand, np.zeros(size, np.int32), np.zeros(size, np.int32), np.zeros(size, np.int32), np.zeros(size, np.int64)
    return [p if t == -1 else max(t, WAITING) for p, t in enumerate(top)], *([0] * size for _ in range(4))
