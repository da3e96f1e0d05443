"""All ultimate controllers of all companies in one pass: beside the same algorithm in networkx, rounds in numpy and in DuckDB, and
beside the floor: reading one number a stake at a random place, by numpy and by a compiled loop.

Python tools get their stakes laid out beforehand; the product starts from the snapshot's columns.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from bench.harness import Record, arguments, check, machine, peak, race, ratio, spread, write
from bench.peers import labels_duckdb, labels_networkx, labels_numpy
from bench.peers.majority import decided_by_numbers, majority, smallest
from bench.product import exactly
from bench.shape import HUNDRED_THOUSAND, MILLION, TEN_MILLION, TEN_THOUSAND, TINY, Shape
from bench.store import kept
from graph.control.batch import Labels, all_companies, label_all

OURS = ("product", "everyone", "gather", "gather_compiled")
"""Sides that are no peer."""
SHAPES = {"tiny": (TINY,), "small": (TEN_THOUSAND, HUNDRED_THOUSAND), "full": (MILLION, TEN_MILLION)}


def main() -> None:
    options = arguments(__doc__)
    record: Record = {
        "figure": "all_controllers",
        "size": options.size,
        "machine": machine("numba", "numpy", "networkx", "duckdb"),
        "networks": [],
    }
    for number, shape in enumerate(SHAPES[options.size]):
        # The Python peers take minutes on the larger network and would say nothing new there.
        record["networks"].append(_measure(shape, options.rounds, slow=number == 0 or options.size == "small"))
    write(options.results, record)


def _measure(shape: Shape, rounds: int, *, slow: bool) -> Record:
    columns = kept(shape).columns().arrays()
    # In memory, as the peers have theirs.
    columns = type(columns)(*(np.array(part) for part in columns))
    given = majority(columns)
    checks: Record = {}
    sides: dict[str, Callable[[], Any]] = {"product": lambda: label_all(columns), "numpy": lambda: labels_numpy.label(given)}
    order = np.random.default_rng(shape.seed).permutation(columns.size)
    look_up = labels_numpy.compiled_gather()
    sides["gather"] = lambda: np.take(columns.votes_min, order)
    sides["gather_compiled"] = lambda: look_up(columns.votes_min, order)
    connection = labels_duckdb.load(given)
    sides["duckdb"] = lambda: labels_duckdb.label(connection)
    if slow:
        register = labels_networkx.Register(given)
        sides["networkx"] = lambda: labels_networkx.label(register)
    found = label_all(columns)
    # The product also decides what numbers alone do not (control without a number, intervals that cannot matter); the peers cannot.
    exact, covered = exactly(found), decided_by_numbers(columns)
    numbers = {"by_numbers": int(covered.sum()), "labels": int(exact.sum())}
    check(checks, "the labels cover what numbers decide", bool((exact | ~covered).all()), **numbers)
    wanted = smallest(_tops(found), covered)
    for name in [name for name in sides if name not in OURS]:
        check(checks, f"same ultimate controllers as {name}", bool((smallest(sides[name](), covered) == wanted).all()), parties=len(wanted))
    seconds = race(sides, rounds)
    # With the search for what the pass cannot decide, every verdict as an object: what the batch streams.
    verdicts = {"everyone": lambda: sum(1 for _ in all_companies(columns))} if slow else {}
    seconds |= race(verdicts, rounds)
    return {
        "companies": shape.companies,
        "parties": shape.parties,
        "stakes": columns.size,
        "checks": checks,
        "seconds": {name: spread(found) for name, found in seconds.items()},
        "times_the_product": {name: ratio(one, seconds["product"]) for name, one in seconds.items() if name not in OURS},
        "gathers": ratio(seconds["product"], seconds["gather"]),
        "gathers_compiled": ratio(seconds["product"], seconds["gather_compiled"]),
        "memory": peak("bench.memory", str(shape.companies), str(shape.stakes)),
    }


def _tops(found: Labels) -> Any:
    """The product's answer with the party itself where nobody is above it."""
    top = np.asarray(found.top, dtype=np.int64)
    return np.where(top < 0, np.arange(len(top)), top)


if __name__ == "__main__":
    main()
