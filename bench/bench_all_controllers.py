"""All ultimate controllers of all companies: the command that writes an answer for each, and the pass that decides them.

The pass stands beside the same algorithm in networkx, rounds in numpy and in DuckDB, and beside the floor: reading one number a stake at a
random place, by numpy and by a compiled loop.  Python tools get their stakes laid out beforehand; the pass starts from the snapshot's
columns, and the command from the data folder.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from bench.harness import Record, arguments, check, machine, peak, race, ratio, spread, write
from bench.networks import TODAY
from bench.peers import labels_duckdb, labels_networkx, labels_numpy
from bench.peers.majority import decided_by_numbers, majority, smallest
from bench.publish import party_iri, publish_network
from bench.shape import HUNDRED_THOUSAND, MILLION, TEN_MILLION, TEN_THOUSAND, TINY, Shape
from bench.store import keep_network
from bench.tree import run
from graph.answers.batch import BriefAnswer
from graph.control.batch import Labels, label_all
from graph.control.batch.classify import UNSURE

OURS = ("product", "gather", "gather_compiled")
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
        whole = number == 0 or options.size == "small"
        record["networks"].append(_measure(shape, options.rounds, with_slow=whole))
    write(options.results, record)


def _measure(shape: Shape, rounds: int, *, with_slow: bool) -> Record:
    """Measure one network.  ``with_slow``: with networkx and with the command."""
    columns = keep_network(shape).columns().arrays()
    # In memory, as the peers have theirs.
    columns = type(columns)(*(np.array(part) for part in columns))
    majorities = majority(columns)
    checks: Record = {}
    sides: dict[str, Callable[[], Any]] = {"product": lambda: label_all(columns), "numpy": lambda: labels_numpy.label(majorities)}
    order = np.random.default_rng(shape.seed).permutation(columns.size)
    look_up = labels_numpy.compiled_gather()
    sides["gather"] = lambda: np.take(columns.votes_min, order)
    sides["gather_compiled"] = lambda: look_up(columns.votes_min, order)
    connection = labels_duckdb.load(majorities)
    sides["duckdb"] = lambda: labels_duckdb.label(connection)
    if with_slow:
        register = labels_networkx.Register(majorities)
        sides["networkx"] = lambda: labels_networkx.label(register)
    labels = label_all(columns)
    # The product also decides what numbers alone do not (control without a number, intervals that cannot matter); the peers cannot.
    exact, covered = _is_exact(labels), decided_by_numbers(columns)
    numbers = {"by_numbers": int(covered.sum()), "labels": int(exact.sum())}
    check(checks, "the labels cover what numbers decide", bool((exact | ~covered).all()), **numbers)
    tops = smallest(_tops(labels), covered)
    for name in [name for name in sides if name not in OURS]:
        check(checks, f"same ultimate controllers as {name}", bool((smallest(sides[name](), covered) == tops).all()), parties=len(tops))
    seconds = race(sides, rounds)
    record: Record = {
        "companies": shape.companies,
        "parties": shape.parties,
        "stakes": columns.size,
        "checks": checks,
        "seconds": {name: spread(one) for name, one in seconds.items()},
        "times_the_product": {name: ratio(one, seconds["product"]) for name, one in seconds.items() if name not in OURS},
        "gathers": ratio(seconds["product"], seconds["gather"]),
        "gathers_compiled": ratio(seconds["product"], seconds["gather_compiled"]),
        "memory": peak("bench.memory", str(shape.companies), str(shape.stakes)),
    }
    if with_slow:
        record["command"] = _measure_command(shape, labels, exact, checks)
    return record


def _measure_command(shape: Shape, labels: Labels, exact: npt.NDArray[np.bool_], checks: Record) -> Record:
    """``ownership controllers --all`` from the start of the process to the last answer, once; ``exact``: parties compared with the pass."""
    folder = publish_network(shape)
    output = folder.with_suffix(".answers.jsonl")
    try:
        words = ["controllers", "--all", "--format", "jsonl", "--as-of", TODAY.isoformat()]
        ran = run([sys.executable, "-m", "cli.main", "--data", str(folder), *words], output)
        if ran.status:
            raise SystemExit(f"controllers --all ended with {ran.status}: {ran.stderr}")
        answers, controlled, same = _compare_answers(output, labels, exact)
        check(checks, "the command answers what the pass decides", same, answers=answers, controlled=controlled)
        return {"answers": answers, "bytes": output.stat().st_size, "seconds": spread([ran.seconds]), "peak_mib": round(ran.peak_mib, 1)}
    finally:
        output.unlink(missing_ok=True)


def _compare_answers(output: Path, labels: Labels, exact: npt.NDArray[np.bool_]) -> tuple[int, int, bool]:
    """Return how many answers there are, how many were compared, and whether all of those name the top of the pass."""
    decoder = msgspec.json.Decoder(BriefAnswer)
    top = np.asarray(labels.top).tolist()
    answers = compared = 0
    with output.open("rb") as lines:
        for line in lines:
            answer = decoder.decode(line)
            answers += 1
            company = int(answer.subject.rpartition("p")[2])
            if not exact[company] or any(c.ring for c in answer.controllers):
                continue
            compared += 1
            named = [c.id for c in answer.controllers]
            if named != ([party_iri(top[company])] if top[company] >= 0 else []):
                return answers, compared, False
    return answers, compared, True


def _is_exact(labels: Labels) -> npt.NDArray[np.bool_]:
    """Per party: whether the label is the whole answer."""
    exact: npt.NDArray[np.bool_] = (np.asarray(labels.state) & UNSURE) == 0
    return exact


def _tops(labels: Labels) -> npt.NDArray[np.int64]:
    """Per party: its ultimate controller, the party itself where nobody is above it."""
    top = np.asarray(labels.top, dtype=np.int64)
    return np.where(top < 0, np.arange(len(top)), top)


if __name__ == "__main__":
    main()
