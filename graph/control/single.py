"""Find, over all companies, the stakes whose holder meets a criterion by itself.  The decision is that of decision_kernel.py."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from graph.algorithms.kernels import choose_kernel, kernel
from graph.control.criterion import Criterion
from graph.control.decision_kernel import Totals, allocate_totals, fill_totals, holder_meets_alone
from graph.network.stake_table import CAPITAL, VOTES, StakeTable


def mark_single(table: StakeTable, criterion: Criterion, *, certain: bool = True) -> npt.NDArray[np.uint8]:
    """Mark with 1 the stakes whose holder alone meets the criterion in its company, certainly or possibly.

    >>> from graph.network.stake import Interval, Stake
    >>> from graph.network.stake_table import gather
    >>> from ontology.shares import PERCENT
    >>> def votes(holder, least, most):
    ...     return Stake(holder, votes=Interval(least * PERCENT, most * PERCENT))
    >>> mark_single(gather({1: [votes(0, 51, 60), votes(2, 0, 49)]}).table, Criterion()).tolist()
    [1, 0]
    """
    dimensions = int(criterion.dimension & VOTES > 0) + int(criterion.dimension & CAPITAL > 0)
    totals = allocate_totals((len(table.indptr) - 1) * dimensions)
    marks: Any = np.zeros(table.size, np.uint8)
    size = table.size if isinstance(table.holder, np.ndarray) else 0
    if not size:
        totals, marks = Totals(*(column.tolist() for column in totals)), marks.tolist()
    choose_kernel(fill_totals, size)(table, criterion, totals)
    choose_kernel(mark_alone, size)(table, totals, criterion, int(certain), marks)
    return np.asarray(marks, np.uint8)


@kernel
def mark_alone(table: StakeTable, totals: Totals, criterion: Criterion, certain: int, marks: Any) -> None:
    """Mark with 1 the stakes whose holder alone meets the criterion, and with 0 all others."""
    for position in range(len(marks)):
        marks[position] = int(holder_meets_alone(table, totals, criterion, certain, position))
