"""Say of many versions at once which of them a later one of their series replaces.  The order is that of ontology/series.py.

What several sources within one file say of a record on one day stands side by side, whichever line comes first.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ontology.series import PLACE_BITS, is_replaced


def mark_replaced(rank: npt.NDArray[Any], *series: npt.NDArray[Any], source: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Mark the versions that a later one replaces.

    ``rank``: as in `ontology.series.rank_version`.  ``series``: columns that together name the series of a version.  ``source``: numbers
    of who says so.  All of one length.

    >>> record, day = np.array([1, 1, 2]), 5 << PLACE_BITS
    >>> mark_replaced(day + np.array([7, 9, 8]), record, source=np.zeros(3)).tolist()
    [True, False, False]
    >>> mark_replaced(day + np.array([7, 9, 8]), record, source=np.array([4, 5, 5])).tolist()
    [False, False, False]
    """
    replaced = is_replaced(rank, _find_latest(rank, *series, source))
    return np.asarray(replaced | (rank >> PLACE_BITS < _find_latest(rank, *series) >> PLACE_BITS), np.bool_)


def _find_latest(rank: npt.NDArray[Any], *series: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Find for each version the rank of the latest of its series."""
    latest = np.zeros_like(rank)
    if len(rank):
        order = np.lexsort((rank, *series))
        is_last = np.ones(len(rank), np.bool_)
        is_last[:-1] = np.any([column[order[1:]] != column[order[:-1]] for column in series], axis=0)
        lasts = np.flatnonzero(is_last)
        latest[order] = rank[order[lasts]][np.searchsorted(lasts, np.arange(len(rank)))]
    return latest
