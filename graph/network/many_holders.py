"""Read the stakes in a company with very many holders: compiled, and from day to day only what changed.

Owns which stakes are the same as on another day: the same numbers, by rows of which none changed.  The rules are those of
graph/network/reconcile.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from graph.algorithms.kernels import compile_kernel
from graph.generation.interest_table import InterestTable
from graph.network.interest_rows import AsOf, InterestRows, RowMarks
from graph.network.reconcile import reconcile
from graph.network.stake import Stake
from graph.network.stake_table import THROUGH_NOMINEE, StakeBuffer


class Reading(NamedTuple):
    """What the kernels wrote of one company on a day, as arrays and as lists.

    ``holder`` and ``mark``: of its rows, in their order; ``columns``: of its stakes; ``stakes``: as they were made of it.
    """

    columns: StakeBuffer
    out: StakeBuffer
    size: int
    is_complete: bool
    first: int
    holder: npt.NDArray[np.int32]
    mark: npt.NDArray[np.uint16]
    stakes: tuple[Stake, ...] = ()

    def find_known(self, earlier: Reading | None) -> list[Stake | None]:
        """Find of each stake the one that it was in an earlier reading, if nothing of it changed since."""
        known: list[Stake | None] = [None] * self.size
        if earlier is None or not (self._is_plain() and earlier._is_plain()) or not earlier.size:
            return known
        row = self.columns.row
        changed = self.mark != earlier.mark
        place = np.minimum(np.searchsorted(earlier.columns.row, row), earlier.size - 1)
        is_same = ~(changed[row - self.first] | np.isin(self.columns.holder, self.holder[changed]))
        for mine, other in zip(self.columns, earlier.columns, strict=True):
            is_same &= mine == other[place]
        for k in np.flatnonzero(is_same).tolist():
            known[k] = earlier.stakes[place[k]]
        return known

    def _is_plain(self) -> bool:
        """Whether each holder has one stake, of his own rows alone."""
        return not (self.columns.flags & THROUGH_NOMINEE).any() and bool((np.diff(self.columns.row) > 0).all())


Readings = dict[int, Reading]
"""The last reading of each company."""


def read_compiled(interests: InterestTable, company: int, as_of: AsOf) -> Reading:
    """Run the compiled kernels over one company."""
    first, last = int(interests.subject_start[company]), int(interests.subject_start[company + 1])
    marks, written = RowMarks.of(interests), StakeBuffer.of(last - first)
    ends, complete = np.zeros(1, np.int64), np.zeros(1, np.uint8)
    companies: Any = np.array([company], np.int32)
    count = int(compile_kernel(reconcile)(InterestRows.of(interests), companies, as_of, marks, written, 0, ends, complete))
    columns = StakeBuffer(*(column[:count] for column in written))
    lists: Sequence[list[int]] = [column.tolist() for column in columns]
    holder = interests.columns["holder"][first:last]
    return Reading(columns, StakeBuffer(*lists), count, bool(complete[0]), first, holder, marks.mark[first:last])
