"""The stakes of some companies made ready for closures, in lists for the interpreter or in arrays for compiled kernels.  Owns no rule."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import msgspec
import numpy as np

from graph.algorithms.kernels import compile_kernel, is_worth_compiling
from graph.control.closure_kernel import ClosureWorkspace, ControlProblem, allocate_closure
from graph.control.criterion import Criterion
from graph.control.decision_kernel import Totals, allocate_totals, fill_totals
from graph.network.stake import Stake
from graph.network.stake_table import CAPITAL, VOTES, LocalTable, StakeTable, gather

_F = TypeVar("_F", bound=Callable[..., Any])

ENDLESS: Final = 1 << 62
"""A budget that is never spent."""


class Workspace(msgspec.Struct, frozen=True):
    """What kernels take for all criteria that look at the same shares.  ``fast``: arrays for compiled kernels, else lists."""

    table: StakeTable
    totals: Totals
    closure: ClosureWorkspace
    fast: bool

    def problem(self, criterion: Criterion) -> ControlProblem:
        return ControlProblem(self.table, self.totals, criterion)

    def call(self, kernel: _F) -> _F:
        """The kernel as it fits: compiled or as it stands."""
        return compile_kernel(kernel) if self.fast else kernel

    def numbers(self, values: Sequence[int]) -> Any:
        return np.array(values, np.int64) if self.fast else list(values)

    def zeros(self, size: int) -> Any:
        return np.zeros(size, np.int64) if self.fast else [0] * size


@dataclass(slots=True)
class PreparedStakes:
    """Stakes on which many closures are run; what these need is made once for all criteria that look at the same shares."""

    local: LocalTable
    fast: bool
    closures: dict[tuple[frozenset[int], bool, Criterion], Any] = field(default_factory=dict)
    """What each start set was found to control, surely or perhaps, by which criterion: the rounds, and the decisions worked out so far
    (graph/control/closure.py).  Nothing here points back at the stakes: in a circle they would wait for the collector of garbage."""
    _table: StakeTable | None = None
    _workspaces: dict[tuple[int, int], Workspace] = field(default_factory=dict)

    def workspace(self, criterion: Criterion) -> Workspace:
        key = criterion.dimension, criterion.treasury
        workspace = self._workspaces.get(key)
        if workspace is None:
            if self._table is None:
                self._table = self.local.table.arrays() if self.fast else self.local.table.views()
            workspace = self._workspaces[key] = _make_workspace(self._table, criterion, fast=self.fast)
        return workspace

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
    """Make stakes ready.

    ``stakes``: company -> the stakes in it; ``complete``: companies whose sources list every holder.  ``fast``: for compiled kernels; by
    default where the stakes are many and these are at hand.
    """
    if isinstance(stakes, PreparedStakes):
        return stakes
    local = stakes if isinstance(stakes, LocalTable) else gather(stakes, complete)
    if fast is None:
        fast = is_worth_compiling(local.table.size)
    return PreparedStakes(local, fast)


def _make_workspace(table: StakeTable, criterion: Criterion, *, fast: bool) -> Workspace:
    parties = len(table.indptr) - 1
    slots = parties * (int(criterion.dimension & VOTES > 0) + int(criterion.dimension & CAPITAL > 0))
    if fast:
        totals, closure = allocate_totals(slots), allocate_closure(parties, slots)
    else:
        totals, closure = Totals.of_lists(slots), ClosureWorkspace.of_lists(parties, slots)
    workspace = Workspace(table, totals, closure, fast)
    workspace.call(fill_totals)(table, criterion, totals)
    return workspace
