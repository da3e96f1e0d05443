"""Say of many versions at once which of them a later one of their series replaces.  The order is that of ontology/series.py."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ontology.series import is_replaced


def mark_replaced(rank: npt.NDArray[Any], *series: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Mark the versions that a later one replaces.

    ``rank``: as in `ontology.series.rank_version`.  ``series``: columns that together name the series of a version.  All of one length.

    >>> mark_replaced(np.array([7, 9, 8]), np.array([1, 1, 2])).tolist()
    [True, False, False]
    """
    replaced = np.zeros(len(rank), np.bool_)
    if len(rank):
        order = np.lexsort((rank, *series))
        is_first = np.ones(len(rank), np.bool_)
        is_first[1:] = np.any([column[order[1:]] != column[order[:-1]] for column in series], axis=0)
        ranked = rank[order]
        latest = np.maximum.reduceat(ranked, np.flatnonzero(is_first))[np.cumsum(is_first) - 1]
        replaced[order] = is_replaced(ranked, latest)
    return replaced
