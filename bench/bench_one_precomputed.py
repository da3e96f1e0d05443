"""Who ultimately controls one company, with its chain, from the labels: in process, and with JSON, beside a recursive query in DuckDB
and beside the floor, a walk over a Python dictionary.

Two sets of companies: any that somebody controls through single majorities, and the ends of chains of 20 links and more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import numpy as np

from bench.harness import Record, arguments, check, machine, rounds_of_percentiles, time_each, write
from bench.peers.chains import pointers, recursive, walk
from bench.peers.majority import majority
from bench.shape import HUNDRED_THOUSAND, MILLION, TINY
from bench.store import keep_network
from graph.control.batch import Labels, label_all

SHAPES = {"tiny": TINY, "small": HUNDRED_THOUSAND, "full": MILLION}
QUESTIONS = {"tiny": 40, "small": 2_000, "full": 10_000}
DEPTH = 20
SLOW = 200
"""Questions a round to a peer that takes milliseconds each."""


def main() -> None:
    options = arguments(__doc__)
    shape = SHAPES[options.size]
    place = keep_network(shape)
    columns = place.columns()
    columns = type(columns)(*(np.array(part) for part in columns))
    labels = label_all(columns)
    above = pointers(majority(columns))
    query = recursive(above)
    names = [f"https://example.org/ent/{party}" for party in range(shape.parties)]
    encoder = msgspec.json.Encoder()
    random = np.random.default_rng(shape.seed + 10)
    some = random.permutation(np.fromiter(above, np.int64)).tolist()
    deep = [int(links[-1]) for links in place.chains() if len(links) >= DEPTH]
    sets = {
        "any": [c for c in some if _alone(labels, above, c)][: QUESTIONS[options.size]],
        "depth_20": [c for c in deep if _alone(labels, above, c) and len(walk(above, c)) >= DEPTH],
    }
    record: Record = {
        "figure": "one_precomputed",
        "size": options.size,
        "machine": machine("numba", "numpy", "duckdb", "msgspec"),
        "companies": shape.companies,
        "stakes": columns.size,
        "checks": {},
        "sets": {},
    }
    for name, companies in sets.items():
        same = [walk(above, c) for c in companies[:1_000]]
        labelled, queried = [_chain(labels, c)[::-1] for c in companies[:1_000]], [query(c) for c in companies[:SLOW]]
        check(record["checks"], f"{name}: same chain as the walk", same == labelled, chains=len(labelled))
        check(record["checks"], f"{name}: same chain as DuckDB", same[:SLOW] == queried, chains=len(queried))
        # A percentile needs many questions: few companies are asked about several times, in a random order.
        asked_for = random.permutation(np.resize(companies, max(len(companies), QUESTIONS[options.size] // 5))).tolist()
        questions: dict[str, tuple[Callable[[int], Any], Sequence[int]]] = {
            "product": (lambda c: labels.chain(c), asked_for),
            "product_json": (lambda c: encoder.encode([names[p] for p in _chain(labels, c)]), asked_for),
            "walk": (lambda c: walk(above, c), asked_for),
            "duckdb": (query, companies[:SLOW]),
        }
        depth = [len(one) for one in same]
        record["sets"][name] = {
            "companies": len(companies),
            "depth": {"mean": round(float(np.mean(depth)), 2), "max": max(depth)},
            "seconds": {side: rounds_of_percentiles(rounds) for side, rounds in time_each(questions, options.rounds).items()},
        }
    write(options.results, record)


def _chain(labels: Labels, company: int) -> list[int]:
    """The parties above the company on its chain, from the top down."""
    return [link.holder for link in labels.chain(company)]


def _alone(labels: Labels, above: dict[int, int], company: int) -> bool:
    """Whether one holder decides at every link and no ring is at the top, so that a walk over pointers can say it too."""
    holders = walk(above, company)
    return bool(holders) and labels.is_exact(company) and labels.top[company] == holders[-1] and labels.top[holders[-1]] < 0


if __name__ == "__main__":
    main()
