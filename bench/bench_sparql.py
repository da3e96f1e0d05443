"""SPARQL over HTTP beside ``oxigraph serve-read-only`` on the same triples: look-ups, a long list and sums over everything.

One connection, one question after the other, both servers in turn; answers are compared before anything is timed.  The service that is
compared keeps no answers, so each is made; how long a kept one takes is told beside it, asked of a second service.

A look-up goes from the service to a worker and back, so beside other work its time is that of the machine's scheduler.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote

import numpy as np

from bench.harness import HERE, Record, arguments, check, machine, rounds_of_percentiles, write
from bench.load import Order, ask_from_outside
from bench.peers.oxigraph import serve_triples
from bench.processes import running
from bench.store import keep_register
from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.rdf import triple_store

REGISTER: Final = "psc"
_OWN: Final = "PREFIX own: <https://w3id.org/ownership-graph/ns#> "
_COMPARED: Final = 5


class Counts(NamedTuple):
    """Records of the register; look-ups of each kind, and questions over everything, in a round."""

    records: int
    lookups: int
    long: int


COUNTS: Final = {"tiny": Counts(100, 20, 2), "small": Counts(2_000, 200, 5), "full": Counts(5_000, 300, 5)}


def main() -> None:
    options = arguments(__doc__)
    counts = COUNTS[options.size]
    with ExitStack() as stack:
        folder = _load_register(Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-sparql-"))) / "data", counts.records)
        generation = DataFolder(folder).open()
        words, first = ["-m", "cli.main", "--data", str(folder), "serve"], f"/sparql?query={quote('ASK {}')}"
        service = stack.enter_context(running(words, first, OWNERSHIP_CACHE="0")).port
        keeping = stack.enter_context(running(words, first)).port
        bare = stack.enter_context(serve_triples(generation.triples_path))
        checks: Record = {}
        questions = _write_questions(generation, counts)
        triples = len(triple_store.open_read_only(generation.triples_path))
        for name, texts in questions.items():
            same = [_fetch(service, "/sparql", text) == _fetch(bare, "/query", text) for text in texts[:_COMPARED]]
            check(checks, f"{name}: both give the same answers", all(same), answers=len(same))
        seconds: dict[str, list[list[float]]] = {}
        for number in range(options.rounds + 1):
            for name, texts in questions.items():
                for side, port, path in (
                    (name, service, "/sparql"),
                    (f"{name}, kept", keeping, "/sparql"),
                    (f"{name}, bare", bare, "/query"),
                ):
                    targets = [_to_target(path, text) for text in texts]
                    taken = ask_from_outside(Order(port, 1, len(targets), targets))[1]
                    if number:
                        seconds.setdefault(side, []).append(taken)
    record: Record = {
        "figure": "sparql",
        "size": options.size,
        "machine": machine("pyoxigraph", "oxigraph", "uvicorn"),
        "records": {"register": REGISTER, "count": counts.records},
        "triples": triples,
        "checks": checks,
        "questions": list(questions),
        "seconds": {side: rounds_of_percentiles(rounds) for side, rounds in seconds.items()},
    }
    write(options.results, record)


def _load_register(folder: Path, records: int) -> Path:
    file = keep_register(REGISTER, records)
    for words in (["load", str(file)], ["index", "triples"]):
        command = [sys.executable, "-m", "cli.main", "--data", str(folder), "--quiet", *words]
        subprocess.run(command, cwd=HERE.parent, check=True, stdout=subprocess.DEVNULL)
    return folder


def _write_questions(generation: Generation, counts: Counts) -> dict[str, list[str]]:
    """Write what is asked, by its name; no two look-ups of a kind are the same as long as there are so many parties."""
    random = np.random.default_rng(7)
    chosen = random.choice(len(generation), counts.lookups, replace=counts.lookups > len(generation))
    parties = [generation.party_iri(int(number)) for number in chosen]
    return {
        "the name of a party": [f"{_OWN}SELECT ?name {{ <{party}> own:shownName ?name }}" for party in parties],
        "who certainly holds something in a party, by name": [
            f"{_OWN}SELECT ?holder ?name {{ ?holder own:hasInterestIn <{party}> ; own:shownName ?name }} ORDER BY ?holder"
            for party in parties
        ],
        "all that a party is the subject of": [
            f"{_OWN}SELECT ?s ?p ?o {{ ?s own:subject <{party}> ; ?p ?o }} ORDER BY ?s ?p ?o" for party in parties
        ],
        "a list of 5,000 names": [f"{_OWN}SELECT ?party ?name {{ ?party own:shownName ?name }} ORDER BY ?party LIMIT 5000"] * counts.long,
        "the parties of each kind": [f"{_OWN}SELECT ?kind (COUNT(*) AS ?n) {{ ?party own:kind ?kind }} GROUP BY ?kind ORDER BY ?kind"]
        * counts.long,
    }


def _to_target(path: str, text: str) -> str:
    return f"{path}?query={quote(text)}"


def _fetch(port: int, path: str, text: str) -> object:
    """The rows of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", _to_target(path, text), headers={"Accept": "*/*"})
    response = connection.getresponse()
    content = response.read()
    if response.status != http.HTTPStatus.OK:
        raise SystemExit(f"{text} was answered with {response.status}: {content[:300]!r}")
    return json.loads(content)["results"]["bindings"]


if __name__ == "__main__":
    main()
