"""Integrated ownership by sparse matrices in scipy, over everyone above a company: by fixed point and by solving.

u = e_y + u A, where A[d][h] is the share of d held by h; u_x / v_xx is the integrated share of x in y, and v_xx is u_x for y = x.
Must know arrays only.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse import linalg

from bench.topology import Ints
from graph.network.stake_table import StakeTable
from ontology.shares import WHOLE

Floats = npt.NDArray[np.float64]


class Ancestors(NamedTuple):
    """Everyone above a company, numbered from 0 with the company first, and what they hold of each other."""

    parties: Ints
    matrix: Any


def collect_ancestors(table: StakeTable, company: int) -> Ancestors:
    """The least capital of everyone above a company; collected before any timing."""
    number: dict[int, int] = {company: 0}
    rows, columns, shares = [], [], []
    queue = [company]
    for party in queue:
        for k in range(int(table.indptr[party]), int(table.indptr[party + 1])):
            holder, share = int(table.holder[k]), int(table.capital_min[k])
            if holder < 0 or not share:
                continue
            if holder not in number:
                number[holder] = len(number)
                queue.append(holder)
            rows.append(number[party])
            columns.append(number[holder])
            shares.append(share / WHOLE)
    size = len(number)
    return Ancestors(np.array(queue, np.int64), sparse.csr_matrix((shares, (rows, columns)), shape=(size, size)))


def iterate(ancestors: Ancestors, error: float = 1e-12) -> Floats:
    """u by adding rounds of the walk until what is still on the way is less than ``error``."""
    transposed = ancestors.matrix.T.tocsr()
    moving = np.zeros(len(ancestors.parties))
    moving[0] = 1.0
    visits = moving.copy()
    while float(moving.sum()) > error:
        moving = transposed @ moving
        visits += moving
    return visits


def solve(ancestors: Ancestors) -> Floats:
    """u by a sparse factorisation of the whole."""
    size = len(ancestors.parties)
    start = np.zeros(size)
    start[0] = 1.0
    visits: Floats = linalg.spsolve(sparse.csc_matrix(sparse.identity(size) - ancestors.matrix.T), start)
    return visits


def solve_refined(ancestors: Ancestors, starts: list[int]) -> npt.NDArray[np.longdouble]:
    """u of a walk from each of some parties, with corrections in extended precision: what errors are counted against."""
    size = len(ancestors.parties)
    factors = linalg.splu(sparse.csc_matrix(sparse.identity(size) - ancestors.matrix.T))
    stakes = ancestors.matrix.tocoo()
    shares, rows, columns = stakes.data.astype(np.longdouble), stakes.row, stakes.col
    visits = np.zeros((len(starts), size), np.longdouble)
    for i, start in enumerate(starts):
        for _ in range(4):
            flow = np.zeros(size, np.longdouble)
            np.add.at(flow, columns, visits[i][rows] * shares)
            missing = flow - visits[i]
            missing[start] += 1
            visits[i] += factors.solve(missing.astype(np.float64))
    return visits
