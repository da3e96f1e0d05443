"""Lay small networks out as stake tables for the tests of the pass."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from graph.algorithms.kernels import has_numba
from graph.control.batch import Labels, label_all
from graph.network.stake_table import StakeTable, gather
from tests.graph.control.networks import Network

SPEEDS = [
    False,
    # It takes half a minute to compile the pass.
    pytest.param(True, marks=[pytest.mark.slow, pytest.mark.skipif(not has_numba(), reason="numba is not installed")]),
]
"""Whether kernels are compiled."""


def table_of(network: Network, parties: int, complete: Iterable[int] = ()) -> StakeTable:
    return gather({c: network.get(c, ()) for c in range(parties)}, set(complete), also=range(parties)).table


def labels_of(network: Network, parties: int) -> Labels:
    return label_all(table_of(network, parties))
