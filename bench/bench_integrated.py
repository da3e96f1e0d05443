"""Integrated ownership through the largest strongly connected component, for every holder of a company that has it whole above it.

The product pushes from the columns of the whole network; the peers, fixed point and sparse solve in scipy, get the matrix of the parties
above the company made beforehand.  Errors are against a solve refined in extended precision.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from bench.harness import Record, arguments, check, machine, percentiles, ratio, rounds_of_percentiles, write
from bench.money import push
from bench.peers import visits
from bench.shape import HUNDRED_THOUSAND, MILLION, TINY
from bench.store import kept

SHAPES = {"tiny": TINY, "small": HUNDRED_THOUSAND, "full": MILLION}
COMPANIES = {"tiny": 3, "small": 20, "full": 40}
SLOW = 4
"""Companies that the sparse solve, which takes seconds, is asked about."""
ERROR = 1e-9


def main() -> None:
    options = arguments(__doc__)
    shape = SHAPES[options.size]
    place = kept(shape)
    columns = place.columns()
    columns = type(columns)(*(np.array(part) for part in columns))
    members = np.zeros(shape.parties, np.bool_)
    members[place.core()] = True
    # Companies that the core holds and the core's own: both walk through the whole component.
    below = np.unique(columns.company[(columns.holder >= 0) & members[columns.holder] & (columns.capital_min > 0)])
    below = np.concatenate((below[~members[below]], below[members[below]]))
    companies = [int(c) for c in below[: COMPANIES[options.size]]]
    above = {company: visits.above(columns, company) for company in companies}
    record: Record = {
        "figure": "integrated",
        "size": options.size,
        "machine": machine("numba", "numpy", "scipy"),
        "companies": shape.companies,
        "stakes": columns.size,
        "component": int(members.sum()),
        "asked": len(companies),
        "checks": {},
        "above": {
            "parties": int(np.median([len(one.parties) for one in above.values()])),
            "stakes": int(np.median([one.matrix.nnz for one in above.values()])),
        },
    }
    sides: dict[str, Callable[[int], Any]] = {
        "product": lambda company: push(columns, company),
        "fixed_point": lambda company: visits.fixed_point(above[company]),
        "sparse_solve": lambda company: visits.solve(above[company]),
    }
    errors = dict.fromkeys(sides, 0.0)
    for company in companies[: 2 * SLOW]:
        exact = visits.refined(above[company])
        shares = push(columns, company)
        given = {
            "product": np.array([shares.get(int(party), 0.0) for party in above[company].parties]),
            "fixed_point": sides["fixed_point"](company),
            "sparse_solve": sides["sparse_solve"](company),
        }
        for name, found in given.items():
            errors[name] = max(errors[name], float(np.abs(found[1:] - exact[1:]).max()))
    record["error"] = {name: float(f"{error:.2g}") for name, error in errors.items()}
    for name, error in errors.items():
        check(record["checks"], f"{name} within {ERROR} of the refined solve", error <= ERROR, error=float(f"{error:.2g}"))
    taken: dict[str, list[list[float]]] = {name: [] for name in sides}
    for number in range(options.rounds + 1):
        for name, side in sides.items():
            seconds = [_timed(side, company) for company in (companies[:SLOW] if name == "sparse_solve" else companies)]
            if number:
                taken[name].append(seconds)
    record["seconds"] = {name: rounds_of_percentiles(rounds) for name, rounds in taken.items()}
    p99 = {name: [percentiles(seconds)["p99"] for seconds in rounds] for name, rounds in taken.items()}
    record["times_the_product"] = {name: ratio(one, p99["product"]) for name, one in p99.items() if name != "product"}
    write(options.results, record)


def _timed(side: Callable[[int], Any], company: int) -> float:
    begun = time.perf_counter()
    side(company)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
