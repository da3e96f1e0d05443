"""Who ultimately controls one company on any day, under a rule, or after a change: the whole question in process, from the rows on.

The peer, DuckDB over the same rows with an index, only collects the parties above the company; the product also decides.  Companies
beneath the core, which have its thousands of members above them, are a set of their own.  The last part shows what the cost
follows: parties above the company, not the size of the network.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from bench.harness import Record, arguments, check, machine, percentiles, race, rounds_of_percentiles, spread, write
from bench.networks import FIRST_DAY, TODAY
from bench.peers.ancestors import recursive
from bench.product import ask, ask_rule, ask_what_if
from bench.shape import HUNDRED_THOUSAND, MILLION, TEN_THOUSAND, TINY, Shape
from bench.store import kept
from graph.control.batch import all_companies
from graph.generation.interest_table import InterestTable
from graph.network.as_of import AsOfView
from graph.network.snapshot import snapshot

SHAPES = {"tiny": (TINY,), "small": (TEN_THOUSAND, HUNDRED_THOUSAND), "full": (TEN_THOUSAND, HUNDRED_THOUSAND, MILLION)}
QUESTIONS = {"tiny": 20, "small": 300, "full": 2_000}
CORE = 500
"""A company with more parties than this above it is beneath the core."""
SLOW = 50
BENEATH = 12
"""Questions about companies beneath the core."""

Question = tuple[int, datetime.date]


def main() -> None:
    options = arguments(__doc__)
    shapes = SHAPES[options.size]
    record: Record = {
        "figure": "one_any_date",
        "size": options.size,
        "machine": machine("numba", "numpy", "duckdb"),
        "checks": {},
        "growth": [],
    }
    for shape in shapes:
        network = kept(shape, rows=True).network()
        questions = _questions(network, shape, QUESTIONS[options.size])
        above = [len(AsOfView(network, day).ancestors([company])) - 1 for company, day in questions]
        record["growth"].append({"companies": shape.companies, "stakes": shape.stakes, "points": _points(network, questions, above)})
    core = CORE if options.size != "tiny" else shape.parties
    ordinary = [q for q, count in zip(questions, above, strict=True) if count <= core]
    beneath = [q for q, count in zip(questions, above, strict=True) if count > core]
    beneath = (beneath + [q for q in _beneath(network, shape) if len(AsOfView(network, TODAY).ancestors([q[0]])) > core])[:BENEATH]
    record |= {"companies": shape.companies, "stakes": shape.stakes, "rows": network.rows}
    counts = sorted(count for count in above if count <= core)
    record["above"] = {
        "mean": round(float(np.mean(counts)), 1),
        "p50": counts[len(counts) // 2],
        "p99": counts[int(len(counts) * 0.99)],
        "max": counts[-1],
        "beneath_the_core": round(1 - len(counts) / len(above), 4),
    }
    query = recursive(network)
    sample = ordinary[:SLOW]
    same = [set(AsOfView(network, day).ancestors([company])) == query(company, day) for company, day in sample]
    check(record["checks"], "same parties above a company as DuckDB", all(same), companies=len(sample))
    today = [company for company, _ in ordinary[: 5 * SLOW]]
    told = [verdict.controllers for verdict in all_companies(kept(shape, rows=True).columns(), companies=today)]
    single = [ask(network, company, TODAY).controllers for company in today]
    check(record["checks"], "same ultimate controllers as the pass over all companies", told == single, companies=len(today))
    sides: dict[str, tuple[Callable[[InterestTable, int, datetime.date], Any], list[Question]]] = {
        "any_date": (ask, ordinary),
        "rule": (ask_rule, ordinary),
        "what_if": (ask_what_if, ordinary),
        "beneath_the_core": (ask, beneath),
        "duckdb_parties_above": (lambda _, company, day: query(company, day), sample),
    }
    found: dict[str, list[list[float]]] = {name: [] for name in sides}
    for number in range(options.rounds + 1):
        for name, (side, asked) in sides.items():
            seconds = [_timed(side, network, *question) for question in (asked if number else asked[:SLOW])]
            if number:
                found[name].append(seconds)
    record["seconds"] = {name: rounds_of_percentiles(rounds) for name, rounds in found.items() if rounds[0]}
    record["seconds"] |= {name: spread(one) for name, one in race({"snapshot": lambda: snapshot(network, TODAY)}, options.rounds).items()}
    write(options.results, record)


def _questions(network: InterestTable, shape: Shape, count: int) -> list[Question]:
    """Companies that somebody holds, each with a day of its own."""
    random = np.random.default_rng(shape.seed + 20)
    held = np.flatnonzero(np.diff(network.subject_start) > 0)
    days = random.integers(FIRST_DAY.toordinal() + 365, TODAY.toordinal(), count)
    return [(int(c), datetime.date.fromordinal(int(day))) for c, day in zip(random.choice(held, count), days, strict=True)]


def _beneath(network: InterestTable, shape: Shape) -> list[Question]:
    """Companies that the core holds, on the last day."""
    members = kept(shape, rows=True).core()
    subject, inside = network.columns["subject"], set(members.tolist())
    found = dict.fromkeys(int(subject[row]) for member in members for row in network.rows_by_holder(int(member)))
    return [(company, TODAY) for company in found if company not in inside][: 2 * BENEATH]


def _points(network: InterestTable, questions: list[Question], above: list[int]) -> list[list[float]]:
    """[parties above, median seconds of five] for up to four companies of every number of parties above."""
    chosen: dict[int, list[Question]] = {}
    for question, count in zip(questions, above, strict=True):
        if len(same := chosen.setdefault(count, [])) < 4:
            same.append(question)
    for question in questions[:20]:
        ask(network, *question)
    return [
        [count, percentiles([_timed(ask, network, *question) for _ in range(5)])["p50"]]
        for count, same in sorted(chosen.items())
        if count
        for question in (same if count <= CORE else same[:1])
    ]


def _timed(side: Callable[[InterestTable, int, datetime.date], Any], network: InterestTable, company: int, day: datetime.date) -> float:
    begun = time.perf_counter()
    side(network, company, day)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
