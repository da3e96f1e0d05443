"""Who ultimately controls a company, of the service and of a real Neo4j in Cypher, where that can express it: the top of a chain of single
majorities, in networks of several sizes.  Control by several holders together is no path; how many companies that leaves out is counted.

Needs Java and Maven, as the Neo4j tests do.  Each question is one round trip to a warm server on this machine, over HTTP and over Bolt.
Cypher returns the number of the top; the product decides, proves, cites and writes the sentence.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from neo4j import Driver, GraphDatabase

from bench.harness import Record, arguments, check, machine, rounds_of_percentiles, time_each, write
from bench.peers import cypher
from bench.peers.chains import pointers, walk
from bench.peers.majority import majority
from bench.publish import Service, party_iri, publish_network, serve_folder
from bench.shape import HUNDRED_THOUSAND, MILLION, TEN_THOUSAND, TINY, Shape
from bench.store import keep_network
from graph.answers.controllers import ControllersAnswer
from graph.control.batch import label_all
from tests.neo4j_server.resolve import MissingTool
from tests.neo4j_server.server import Neo4jServer

SHAPES = {"tiny": (TINY,), "small": (TEN_THOUSAND,), "full": (HUNDRED_THOUSAND, MILLION)}
QUESTIONS = {"tiny": 20, "small": 100, "full": 500}
UNABLE = 3
"""Exit status where this machine lacks what the server needs."""


def main() -> None:
    options = arguments(__doc__)
    sets: Record = {}
    checks: Record = {}
    try:
        with (
            tempfile.TemporaryDirectory(prefix="bench-neo4j-") as home,
            Neo4jServer(Path(home)) as server,
            GraphDatabase.driver(server.uri) as driver,
        ):
            version = driver.execute_query("CALL dbms.components() YIELD versions RETURN versions[0] AS version")[0][0]["version"]
            for shape in SHAPES[options.size]:
                with serve_folder(publish_network(shape)) as service:
                    one = _measure(driver, service, shape, QUESTIONS[options.size], options.rounds, checks)
                sets[f"{shape.companies:,} companies"] = one
    except MissingTool as missing:
        print(f"left out: {missing}", file=sys.stderr)
        sys.exit(UNABLE)
    where = machine("neo4j", "numba") | {"neo4j_server": version}
    write(options.results, {"figure": "cypher", "size": options.size, "machine": where, "checks": checks, "sets": sets})


def _measure(driver: Driver, service: Service, shape: Shape, count: int, rounds: int, checks: Record) -> Record:
    columns = keep_network(shape, rows=True).columns().arrays()
    single = pointers(majority(columns))
    cypher.load(driver, shape.parties, ((holder, company) for company, holder in single.items()))
    labels = label_all(columns)
    random = np.random.default_rng(shape.seed + 30)
    controlled = [int(c) for c in random.permutation(np.flatnonzero(np.asarray(labels.top) >= 0))]
    exact = [c for c in controlled if labels.is_exact(c)]
    by_one = [c for c in exact if c in single and walk(single, c)[-1] not in single]
    paths = [c for c in by_one if labels.top[walk(single, c)[-1]] < 0]
    companies = paths[:count]
    tops = [int(labels.top[c]) for c in companies]
    among = f"among {shape.companies:,}"
    check(checks, f"same top of the chain {among}", tops == [cypher.top(driver, c) for c in companies], companies=len(companies))
    answers = [msgspec.json.decode(service.ask("controllers", c), type=ControllersAnswer) for c in companies]
    named = [[c.party.id for c in answer.controllers] for answer in answers]
    check(checks, f"same top by the service {among}", named == [[party_iri(top)] for top in tops], companies=len(companies))
    sides: dict[str, tuple[Callable[[int], Any], list[int]]] = {
        "service": (lambda company: service.ask("controllers", company), companies),
        "cypher": (lambda company: cypher.top(driver, company), companies),
    }
    seconds = time_each(sides, rounds)
    return {
        "companies": shape.companies,
        "stakes": columns.size,
        "exact_and_controlled": len(exact),
        "not_a_path": len(exact) - len(paths),
        "seconds": {name: rounds_of_percentiles(one) for name, one in seconds.items()},
    }


if __name__ == "__main__":
    main()
