"""The service over HTTP at 32 connections: answers that are kept, and answers that are made, as JSON and as pages.

Beside the kept ones bare uvicorn sends the same bytes in the same run, turn about; beside the made ones stands the library in this process.
Answers are made over a random network, in which a company has a dozen parties above it, and over a file with the shape of a register:
about companies that were asked about before, on another day, and about strangers, of whom nothing was read yet.
A batch of companies of that file stands beside the same batch by the command, start and all.
How long the service takes to its first answer, and the command to its help; datasette looks up finished answers in a table, and yente says
that it lives, where they can be installed and start.  Whoever asks is a process of its own.
"""

from __future__ import annotations

import datetime
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import quote

import httpx
import numpy as np

from bench.harness import Record, arguments, check, machine, race, rounds_of_percentiles, spread, write
from bench.load import Order, ask_from_outside
from bench.networks import TODAY
from bench.peers import datasette, yente
from bench.peers.bare import serve_bodies
from bench.peers.installed import Peer, find_installed, install, read_version
from bench.processes import running
from bench.publish import publish_network
from bench.questions import ask_controllers
from bench.shape import FIFTY_THOUSAND, TEN_THOUSAND, TINY
from bench.store import keep_register
from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation

REGISTER = "psc"
SHAPES = {"tiny": TINY, "small": TEN_THOUSAND, "full": FIFTY_THOUSAND}
CONNECTIONS = 32
COMPARED = 20
"""Answers that are compared before anything is timed."""


class Counts(NamedTuple):
    """Requests a round: of answers that are kept, of those that are made, and of rows of a table; and the parties of a batch."""

    kept: int
    made: int
    rows: int
    batch: int


COUNTS = {"tiny": Counts(200, 60, 60, 100), "small": Counts(5_000, 1_000, 500, 2_000), "full": Counts(10_000, 2_000, 600, 10_000)}

Round = tuple[float, list[float]]
"""Answers a second, and the seconds of each."""
Side = Callable[[int], Round]
"""Asks the questions of a round, by its number."""
Start = tuple[Sequence[str], str, str]
"""How a server is started: words, what is asked first, and its interpreter."""


def main() -> None:
    options = arguments(__doc__)
    shape, counts = SHAPES[options.size], COUNTS[options.size]
    folder = publish_network(shape)
    generation = DataFolder(folder).open()
    companies = _choose_companies(generation, shape.seed, counts.made)
    # To install them takes the net: not while tests run.
    peers = {name: find_installed(name) if options.size == "tiny" else install(name) for name in (datasette.NAME, yente.NAME)}
    checks: Record = {}
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-service-")))
        words = ["-m", "cli.main", "--data", str(folder), "serve"]
        first = _to_target(generation, companies[0], TODAY)
        service = stack.enter_context(running(words, first)).port
        filed_folder = _load_register(scratch / "filed", shape.companies)
        filed = DataFolder(filed_folder).open()
        strangers = _choose_companies(filed, shape.seed, counts.made * (options.rounds + 2))
        filers = strangers[: counts.made]
        register = stack.enter_context(
            running(["-m", "cli.main", "--data", str(filed_folder), "serve"], _to_target(filed, filers[0], TODAY))
        ).port
        kept = {"controllers": first, "page": f"/entity/ent:p{companies[0]:09d}?as_of={TODAY}", "home": "/"}
        bodies = scratch / "bodies"
        bodies.mkdir()
        for name, target in kept.items():
            (bodies / name).write_bytes(_fetch(service, target))
        bare = stack.enter_context(serve_bodies(bodies))
        for name, target in kept.items():
            check(checks, f"{name}: uvicorn sends the bytes of the service", _fetch(bare, f"/{name}") == _fetch(service, target))
        for port, served, asked in ((service, generation, companies), (register, filed, filers)):
            same = [_fetch(port, _to_target(served, c, TODAY)) == ask_controllers(served, c, TODAY) for c in asked[:COMPARED]]
            check(checks, f"the service answers what the library does over {len(served):,} parties", all(same), companies=len(same))
        sides: dict[str, Side] = {}
        for name, target in kept.items():
            sides[name] = _to_side(service, counts.kept, [target])
            sides[f"bare_{name}"] = _to_side(bare, counts.kept, [f"/{name}"])
        sides["made"] = _to_maker(service, generation, companies)
        sides["made_in_process"] = lambda number: _ask_library(generation, companies, _to_day(number))
        sides["register_made"] = _to_maker(register, filed, filers)
        sides["register_made_in_process"] = lambda number: _ask_library(filed, filers, _to_day(number))
        sides["register_strangers_in_process"] = lambda number: _ask_library(filed, _list_strangers(strangers, counts.made, number), TODAY)
        starts: dict[str, Start] = {"service": (words, first, sys.executable)}
        peer = peers[datasette.NAME].python
        if peer is not None:
            table = scratch / "answers.db"
            some = companies[: counts.rows]
            datasette.write_table(table, ((f"p{c}", ask_controllers(generation, c, TODAY)) for c in some))
            rows = [datasette.to_target(table, f"p{c}") for c in some]
            sides["datasette"] = _to_side(stack.enter_context(datasette.serve_table(peer, table, rows[0])).port, counts.rows, rows)
            starts["datasette"] = (datasette.list_words(table), rows[0], str(peer))
        peers[yente.NAME] = _start_yente(peers[yente.NAME], stack, sides, starts, counts.rows)
        rates, seconds = _take_turns(sides, options.rounds)
        seconds |= {f"first answer of {name}": spread(_time_starts(*start, options.rounds)) for name, start in starts.items()}
        batch_file = scratch / "batch.txt"
        parties = [filed.base.compact(filed.party_iri(c)) for c in _choose_companies(filed, shape.seed, counts.batch)]
        batch_file.write_text("\n".join(parties) + "\n", encoding="utf-8")
        answers = {"batch": scratch / "batch", "batch_by_command": scratch / "batch_by_command"}
        batches = {
            "batch": lambda: answers["batch"].write_bytes(_post_batch(register, parties)),
            "batch_by_command": lambda: _ask_command(filed_folder, batch_file, answers["batch_by_command"]),
        }
        batched = race(batches, options.rounds)
        same_bytes = answers["batch"].read_bytes() == answers["batch_by_command"].read_bytes()
        check(checks, "a batch over HTTP is that of the command", same_bytes, parties=len(parties))
    helped = race({"help": lambda: _run("-m", "cli.main", "--help"), "python": lambda: _run("-c", "pass")}, options.rounds)
    record: Record = {
        "figure": "service",
        "size": options.size,
        "machine": machine("uvicorn", "uvloop", "httptools", "fastapi"),
        "companies": shape.companies,
        "records": {"register": REGISTER, "count": shape.companies},
        "batch": counts.batch,
        "connections": CONNECTIONS,
        "checks": checks,
        "rates": {name: spread(one) for name, one in rates.items()},
        "of_bare": {name: spread([a / b for a, b in zip(rates[name], rates[f"bare_{name}"], strict=True)]) for name in kept},
        "left_out": {name: one.why for name, one in peers.items() if one.python is None},
        "seconds": seconds | {name: spread(one) for name, one in {**batched, **helped}.items()},
    }
    record["machine"]["versions"] |= {name: read_version(name, one.python) for name, one in peers.items() if one.python is not None}
    write(options.results, record)


def _start_yente(peer: Peer, stack: ExitStack, sides: dict[str, Side], starts: dict[str, Start], requests: int) -> Peer:
    """Serve yente where it is installed, and have it asked as the others are; else, or where it does not start, tell why it is left out."""
    if peer.python is None:
        return peer
    try:
        port = stack.enter_context(running(yente.WORDS, yente.TARGET, peer.python)).port
    except SystemExit as error:
        return Peer(None, f"it is installed and does not start without its search server: {error}")
    sides[yente.NAME] = _to_side(port, requests, [yente.TARGET])
    starts[yente.NAME] = (yente.WORDS, yente.TARGET, str(peer.python))
    return peer


def _take_turns(sides: dict[str, Side], rounds: int) -> tuple[dict[str, list[float]], Record]:
    """Answers a second of every side in every round, the sides in turn, and how long answers took; a round before is not counted."""
    rates: dict[str, list[float]] = {name: [] for name in sides}
    seconds: dict[str, list[list[float]]] = {name: [] for name in sides}
    for number in range(rounds + 1):
        for name, ask in sides.items():
            rate, taken = ask(number)
            print(f"  {name}: {rate:,.0f}/s, median {median(taken) * 1000:.2f} ms", file=sys.stderr)
            if number:
                rates[name].append(rate)
                seconds[name].append(taken)
    return rates, {name: rounds_of_percentiles(one) for name, one in seconds.items()}


def _to_side(port: int, requests: int, targets: list[str]) -> Side:
    return lambda _: _ask(port, requests, targets)


def _to_maker(port: int, generation: Generation, companies: list[int]) -> Side:
    """Ask about each company on a day of the round, on which nobody asked before."""
    return lambda number: _ask(port, len(companies), [_to_target(generation, c, _to_day(number)) for c in companies])


def _ask(port: int, requests: int, targets: list[str]) -> Round:
    return ask_from_outside(Order(port, CONNECTIONS, requests, targets))


def _ask_library(generation: Generation, companies: list[int], day: datetime.date) -> Round:
    seconds, begun = [], time.perf_counter()
    for company in companies:
        before = time.perf_counter()
        ask_controllers(generation, company, day)
        seconds.append(time.perf_counter() - before)
    return len(companies) / (time.perf_counter() - begun), seconds


def _time_starts(words: Sequence[str], target: str, python: str, rounds: int) -> list[float]:
    """Seconds from the start of a server to its first answer."""
    seconds = []
    for _ in range(rounds):
        with running(words, target, python) as server:
            seconds.append(server.seconds)
    return seconds


def _choose_companies(generation: Generation, seed: int, count: int) -> list[int]:
    """Companies that somebody holds, no two the same as long as there are so many."""
    held = np.flatnonzero(np.diff(generation.interests.subject_start) > 0)
    random = np.random.default_rng(seed + 40)
    return [int(c) for c in random.choice(held, count, replace=count > len(held))]


def _list_strangers(companies: list[int], count: int, number: int) -> list[int]:
    """The companies of a round of whom nothing was read in any other round, as long as there are so many."""
    first = count * (number + 1)
    return companies[first : first + count]


def _to_day(number: int) -> datetime.date:
    """A day of its own for each round, so that none of its answers is kept."""
    return TODAY - datetime.timedelta(number + 1)


def _to_target(generation: Generation, company: int, day: datetime.date) -> str:
    return f"/v1/entities/{quote(generation.base.compact(generation.party_iri(company)), safe=':')}/controllers?as_of={day}"


def _load_register(folder: Path, records: int) -> Path:
    """Load a file with the shape of a register into a data folder, as a user does."""
    _run("-m", "cli.main", "--data", str(folder), "--quiet", "load", str(keep_register(REGISTER, records)))
    return folder


def _fetch(port: int, target: str) -> bytes:
    return httpx.get(f"http://127.0.0.1:{port}{target}", timeout=60).raise_for_status().content


def _post_batch(port: int, parties: list[str]) -> bytes:
    return httpx.post(f"http://127.0.0.1:{port}/v1/controllers?as_of={TODAY}", json=parties, timeout=3_600).raise_for_status().content


def _ask_command(folder: Path, parties: Path, output: Path) -> None:
    """Ask about the parties of a file as a user does; that somebody is not shown is no failure."""
    words = ["--data", str(folder), "controllers", "--batch", str(parties), "--as-of", str(TODAY), "--format", "jsonl"]
    with output.open("wb") as out:
        subprocess.run([sys.executable, "-m", "cli.main", *words], check=False, stdout=out)


def _run(*words: str) -> None:
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
