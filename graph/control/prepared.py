"""Ground: the columns of some companies made ready for closures, in lists or for compiled kernels.  Owns no rule."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import numpy as np

from graph.algorithms.kernels import LARGE, choose_kernel, has_numba
from graph.control.closure_kernel import Work
from graph.control.criterion import Criterion
from graph.control.decision_kernel import Totals, fill_totals
from graph.network.stake import Stake
from graph.network.stake_table import CAPITAL, VOTES, LocalTable, StakeTable, gather

_F = TypeVar("_F", bound=Callable[..., Any])

ENDLESS: Final = 1 << 62
"""A budget that is never spent."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """What kernels take for one kind of condition.  ``fast``: arrays for compiled kernels, else lists."""

    table: StakeTable
    totals: Totals
    work: Work
    fast: bool
    endless: int = ENDLESS

    def call(self, kernel: _F) -> _F:
        return choose_kernel(kernel, LARGE if self.fast else 0)

    def numbers(self, values: Sequence[int]) -> Any:
        return np.array(values, np.int64) if self.fast else list(values)

    def zeros(self, size: int) -> Any:
        return np.zeros(size, np.int64) if self.fast else [0] * size


@dataclass(slots=True)
class PreparedStakes:
    """Gathered stakes on which many closures are run; what they need is made once for each kind of condition."""

    local: LocalTable
    fast: bool
    _table: StakeTable | None = None
    _runs: dict[tuple[int, int], Workspace] = field(default_factory=dict)

    def ready(self, criterion: Criterion) -> Workspace:
        key = criterion.dimension, criterion.treasury
        run = self._runs.get(key)
        if run is None:
            if self._table is None:
                self._table = self.local.table.arrays() if self.fast else self.local.table.lists()
            run = self._runs[key] = _run(self._table, criterion, fast=self.fast)
        return run

    def stakes_in(self, company: int) -> list[Stake]:
        """All stakes in a company; none where it is not among the parties."""
        number = self.local.number.get(company)
        if number is None:
            return []
        indptr = self.local.table.indptr
        return self.local.stakes[int(indptr[number]) : int(indptr[number + 1])]


def prepare(
    stakes: Mapping[int, Sequence[Stake]] | LocalTable | PreparedStakes, complete: Collection[int] = (), *, fast: bool | None = None
) -> PreparedStakes:
    """The ground for some stakes.  ``fast``: with compiled kernels; by default where the stakes are many and numba is installed."""
    if isinstance(stakes, PreparedStakes):
        return stakes
    local = stakes if isinstance(stakes, LocalTable) else gather(stakes, complete)
    if fast is None:
        fast = local.table.size >= LARGE and has_numba()
    return PreparedStakes(local, fast)


def _run(table: StakeTable, criterion: Criterion, *, fast: bool) -> Workspace:
    parties = len(table.indptr) - 1
    width = parties * (int(criterion.dimension & VOTES > 0) + int(criterion.dimension & CAPITAL > 0))

    def zeros(size: int) -> Any:
        return np.zeros(size, np.int64) if fast else [0] * size

    totals = Totals(*(zeros(width) for _ in Totals._fields))
    sizes = {"low": width, "low_open": width, "high": width, "high_open": width, "stamps": 2}
    work = Work(*(zeros(sizes.get(name, parties)) for name in Work._fields))
    run = Workspace(table, totals, work, fast)
    run.call(fill_totals)(table, criterion, totals)
    return run
