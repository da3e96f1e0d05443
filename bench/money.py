"""The product's push upwards as bench_integrated.py calls it; apart from bench/product.py, whose other functions need no money."""

from __future__ import annotations

from graph.network.stake_table import StakeTable
from graph.ownership import push_up


def push(columns: StakeTable, company: int) -> dict[int, float]:
    """Party -> expected visits of a walk up from the company, by the least capital, for everyone above it."""
    return push_up(columns, company).visits()
