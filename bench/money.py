"""The product's push upwards as bench_integrated.py calls it; apart from bench/product.py, whose other functions need no money."""

from __future__ import annotations

from graph.equity.push import push_up

from graph.columns import Columns


def push(columns: Columns, company: int) -> dict[int, float]:
    """Party -> expected visits of a walk up from the company, by the least capital, for everyone above it."""
    visits: dict[int, float] = push_up(columns, company)
    return visits
