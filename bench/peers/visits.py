"""Expected visits of a walk up from a company, over everyone above it: sparse matrices in scipy, by fixed point and by solving.

u = e_y + u A, where A[d][h] is the share of d held by h; u_x / v_xx is the integrated share of x in y.  Knows arrays only.
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


class Above(NamedTuple):
    """Everyone above a company, numbered from 0 with the company first, and what they hold of each other."""

    parties: Ints
    matrix: Any


def above(columns: StakeTable, company: int) -> Above:
    """The least capital of everyone above a company; made before any timing."""
    number: dict[int, int] = {company: 0}
    rows, cols, shares = [], [], []
    queue = [company]
    for held in queue:
        for k in range(int(columns.indptr[held]), int(columns.indptr[held + 1])):
            holder, share = int(columns.holder[k]), int(columns.capital_min[k])
            if holder < 0 or not share or holder == held:
                continue
            if holder not in number:
                number[holder] = len(number)
                queue.append(holder)
            rows.append(number[held])
            cols.append(number[holder])
            shares.append(share / WHOLE)
    size = len(number)
    return Above(np.array(queue, np.int64), sparse.csr_matrix((shares, (rows, cols)), shape=(size, size)))


def fixed_point(given: Above, error: float = 1e-12) -> Floats:
    """u by adding rounds of the walk until what is still on the way is less than ``error``."""
    turned = given.matrix.T.tocsr()
    moving = np.zeros(len(given.parties))
    moving[0] = 1.0
    visits = moving.copy()
    while float(moving.sum()) > error:
        moving = turned @ moving
        visits += moving
    return visits


def solve(given: Above) -> Floats:
    """u by a sparse factorisation of the whole."""
    size = len(given.parties)
    start = np.zeros(size)
    start[0] = 1.0
    found: Floats = linalg.spsolve(sparse.csc_matrix(sparse.identity(size) - given.matrix.T), start)
    return found


def refined(given: Above) -> npt.NDArray[np.longdouble]:
    """``solve`` with corrections in extended precision: what errors are counted against."""
    size = len(given.parties)
    factors = linalg.splu(sparse.csc_matrix(sparse.identity(size) - given.matrix.T))
    held = given.matrix.tocoo()
    data, rows, cols = held.data.astype(np.longdouble), held.row, held.col
    visits = np.zeros(size, np.longdouble)
    for _ in range(4):
        flow = np.zeros(size, np.longdouble)
        np.add.at(flow, cols, visits[rows] * data)
        left = flow - visits
        left[0] += 1
        visits += factors.solve(left.astype(np.float64))
    return visits
