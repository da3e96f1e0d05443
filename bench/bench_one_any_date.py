"""Who ultimately controls one company on any day, under a rule, or after a change: the whole question with its answer as JSON, in process
and of the service.

The peer, DuckDB over the same rows with an index, only collects the parties above the company; the product also decides, names, cites and
writes the sentence.  ``verdict`` is the engine's part alone.  Companies beneath the core, which have its thousands of members above them,
are a set of their own.  The last part shows what the cost follows: parties above the company, not the size of the network.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from bench.harness import Record, arguments, check, machine, percentiles, race, rounds_of_percentiles, spread, time_each, write
from bench.networks import FIRST_DAY, TODAY
from bench.peers.ancestors import recursive
from bench.publish import Service, publish_network, serve_folder
from bench.questions import ask_controllers, ask_rule, ask_what_if, decide_control
from bench.shape import HUNDRED_THOUSAND, MILLION, TEN_THOUSAND, TINY, Shape
from bench.store import keep_network
from graph.control.batch import all_companies
from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.generation.interest_table import InterestTable
from graph.network.as_of import AsOfView
from graph.network.snapshot import snapshot

SHAPES = {"tiny": (TINY,), "small": (TEN_THOUSAND, HUNDRED_THOUSAND), "full": (TEN_THOUSAND, HUNDRED_THOUSAND, MILLION)}
QUESTIONS = {"tiny": 20, "small": 300, "full": 2_000}
CORE = 500
"""A company with more parties than this above it is beneath the core."""
SLOW = 50
PURCHASES = 20
"""Questions about a change: each decides every company below it twice."""
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
        folder = publish_network(shape)
        generation = DataFolder(folder).open()
        questions = _questions(generation.interests, shape, QUESTIONS[options.size])
        above = [len(AsOfView(generation.interests, day).ancestors([company])) - 1 for company, day in questions]
        points = _points(generation, questions, above)
        record["growth"].append({"companies": shape.companies, "stakes": shape.stakes, "points": points})
    core = CORE if options.size != "tiny" else shape.parties
    ordinary = [q for q, count in zip(questions, above, strict=True) if count <= core]
    record |= {"companies": shape.companies, "stakes": shape.stakes, "rows": generation.interests.rows}
    counts = sorted(count for count in above if count <= core)
    record["above"] = {
        "mean": round(float(np.mean(counts)), 1),
        "p50": counts[len(counts) // 2],
        "p99": counts[int(len(counts) * 0.99)],
        "max": counts[-1],
        "beneath_the_core": round(1 - len(counts) / len(above), 4),
    }
    with serve_folder(folder) as service:
        seconds = _time_questions(record["checks"], generation, service, shape, ordinary, _beneath(generation, shape, core), options.rounds)
    record["seconds"] = {name: rounds_of_percentiles(rounds) for name, rounds in seconds.items() if rounds[0]}
    snapshots = race({"snapshot": lambda: snapshot(generation.interests, TODAY)}, options.rounds)
    record["seconds"] |= {name: spread(one) for name, one in snapshots.items()}
    write(options.results, record)


def _time_questions(
    checks: Record, generation: Generation, service: Service, shape: Shape, ordinary: list[Question], beneath: list[Question], rounds: int
) -> dict[str, list[list[float]]]:
    """Seconds of every question of every side in every round, after the answers were compared."""
    query = recursive(generation.interests)
    sample = ordinary[:SLOW]
    same = [set(AsOfView(generation.interests, day).ancestors([company])) == query(company, day) for company, day in sample]
    check(checks, "same parties above a company as DuckDB", all(same), companies=len(sample))
    today = [company for company, _ in ordinary[: 5 * SLOW]]
    passed = [
        {c.party: c.certain for c in verdict.controllers}
        for verdict in all_companies(keep_network(shape, rows=True).columns(), companies=today)
        if not any(c.ring for c in verdict.controllers)
    ]
    decided = [
        {holder.party: holder.certain for holder in verdict.holders}
        for verdict in (decide_control(generation, company, TODAY) for company in today)
        if not any(holder.ring for holder in verdict.holders)
    ]
    check(checks, "same ultimate controllers as the pass over all companies", passed == decided, companies=len(passed))
    same = [service.ask("controllers", company, day) == ask_controllers(generation, company, day) for company, day in sample]
    check(checks, "the service answers what the library does", all(same), companies=len(sample))
    sides: dict[str, tuple[Callable[[Question], Any], list[Question]]] = {
        "any_date": (lambda question: ask_controllers(generation, *question), ordinary),
        "service": (lambda question: service.ask("controllers", *question), ordinary),
        "rule": (lambda question: ask_rule(generation, *question), ordinary),
        "what_if": (lambda question: ask_what_if(generation, *question), ordinary[:PURCHASES]),
        "verdict": (lambda question: decide_control(generation, *question), ordinary),
        "beneath_the_core": (lambda question: ask_controllers(generation, *question), beneath),
        "duckdb_parties_above": (lambda question: query(*question), sample),
    }
    return time_each(sides, rounds, SLOW)


def _questions(network: InterestTable, shape: Shape, count: int) -> list[Question]:
    """Companies that somebody holds, each with a day of its own."""
    random = np.random.default_rng(shape.seed + 20)
    subjects = np.flatnonzero(np.diff(network.subject_start) > 0)
    days = random.integers(FIRST_DAY.toordinal() + 365, TODAY.toordinal(), count)
    return [(int(c), datetime.date.fromordinal(int(day))) for c, day in zip(random.choice(subjects, count), days, strict=True)]


def _beneath(generation: Generation, shape: Shape, core: int) -> list[Question]:
    """Companies that the core holds and that have more than ``core`` parties above them, on the last day."""
    members = keep_network(shape, rows=True).core()
    interests, inside = generation.interests, set(members.tolist())
    subject = interests.columns["subject"]
    subjects = dict.fromkeys(int(subject[row]) for member in members for row in interests.rows_by_holder(int(member)))
    outside = [company for company in subjects if company not in inside][: 2 * BENEATH]
    return [(c, TODAY) for c in outside if len(AsOfView(interests, TODAY).ancestors([c])) > core][:BENEATH]


def _points(generation: Generation, questions: list[Question], above: list[int]) -> list[list[float]]:
    """[parties above, median seconds of five] for up to four companies of every number of parties above."""
    chosen: dict[int, list[Question]] = {}
    for question, count in zip(questions, above, strict=True):
        if len(same := chosen.setdefault(count, [])) < 4:
            same.append(question)
    for question in questions[:20]:
        ask_controllers(generation, *question)
    return [
        [count, percentiles([_time_controllers(generation, *question) for _ in range(5)])["p50"]]
        for count, same in sorted(chosen.items())
        if count
        for question in (same if count <= CORE else same[:1])
    ]


def _time_controllers(generation: Generation, company: int, day: datetime.date) -> float:
    begun = time.perf_counter()
    ask_controllers(generation, company, day)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
