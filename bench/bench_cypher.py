"""The same questions asked of a real Neo4j in Cypher, where it can express them: the top of a chain of single majorities, and
everyone above a company.  Control by several holders together is no path; how many companies that leaves out is counted.

Needs Java and Maven, as the Neo4j tests do.  Each question is one round trip over Bolt to a warm server on this machine; the product
answers in process, which is how it is embedded.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from neo4j import Driver, GraphDatabase

from bench.harness import Record, arguments, check, machine, rounds_of_percentiles, write
from bench.networks import TODAY
from bench.peers import cypher
from bench.peers.chains import pointers, walk
from bench.peers.majority import majority
from bench.shape import FIFTY_THOUSAND, TEN_THOUSAND, TINY, Shape
from bench.store import kept
from graph.control.batch import label_all
from graph.network.as_of import AsOfView
from tests.neo4j_server.resolve import MissingTool
from tests.neo4j_server.server import Neo4jServer

SHAPES = {"tiny": TINY, "small": TEN_THOUSAND, "full": FIFTY_THOUSAND}
QUESTIONS = {"tiny": 20, "small": 100, "full": 500}
UNABLE = 3
"""Exit status where this machine lacks what the server needs."""


def main() -> None:
    options = arguments(__doc__)
    shape = SHAPES[options.size]
    try:
        with (
            tempfile.TemporaryDirectory(prefix="bench-neo4j-") as home,
            Neo4jServer(Path(home)) as server,
            GraphDatabase.driver(server.uri) as driver,
        ):
            version = driver.execute_query("CALL dbms.components() YIELD versions RETURN versions[0] AS version")[0][0]["version"]
            record = _measure(driver, shape, QUESTIONS[options.size], options.rounds)
    except MissingTool as missing:
        print(f"left out: {missing}", file=sys.stderr)
        sys.exit(UNABLE)
    where = machine("neo4j", "numba") | {"neo4j_server": version}
    write(options.results, {"figure": "cypher", "size": options.size, "machine": where, **record})


def _measure(driver: Driver, shape: Shape, count: int, rounds: int) -> Record:
    place = kept(shape, rows=True)
    columns, network = place.columns().arrays(), place.network()
    given = majority(columns)
    single = pointers(given)
    named = columns.holder >= 0
    holdings = zip(columns.holder[named].tolist(), columns.company[named].tolist(), strict=True)
    cypher.load(driver, shape.parties, holdings, ((holder, company) for company, holder in single.items()))
    found = label_all(columns)
    view = AsOfView(network, TODAY)
    random = np.random.default_rng(shape.seed + 30)
    controlled = [int(c) for c in random.permutation(np.flatnonzero(np.asarray(found.top) >= 0))]
    exact = [c for c in controlled if found.is_exact(c)]
    by_one = [c for c in exact if c in single and walk(single, c)[-1] not in single]
    able = [c for c in by_one if found.top[walk(single, c)[-1]] < 0]
    companies = able[:count]
    near = [c for c in controlled[: 4 * count] if len(view.ancestors([c])) < 300 and _depth(view, c) <= cypher.LINKS][:count]
    checks: Record = {}
    tops = [int(found.top[c]) for c in companies]
    check(checks, "same top of the chain", tops == [cypher.top(driver, c) for c in companies], companies=len(companies))
    above = [set(view.ancestors([c])) - {c} for c in near]
    check(checks, "same parties above", above == [cypher.above(driver, c) - {c} for c in near], companies=len(near))
    sides: dict[str, tuple[Callable[[int], Any], list[int]]] = {
        "top: product": (lambda c: found.top[c], companies),
        "top: cypher": (lambda c: cypher.top(driver, c), companies),
        "above: product": (lambda c: AsOfView(network, TODAY).ancestors([c]), near),
        "above: cypher": (lambda c: cypher.above(driver, c), near),
    }
    seconds: dict[str, list[list[float]]] = {name: [] for name in sides}
    for number in range(rounds + 1):
        for name, (side, asked) in sides.items():
            taken = [_timed(side, c) for c in asked]
            if number:
                seconds[name].append(taken)
    return {
        "companies": shape.companies,
        "stakes": columns.size,
        "checks": checks,
        "exact_and_controlled": len(exact),
        "not_a_path": len(exact) - len(able),
        "seconds": {name: rounds_of_percentiles(one) for name, one in seconds.items()},
    }


def _depth(view: AsOfView, company: int) -> int:
    """Links up to the farthest party by the shortest way."""
    seen, layer, depth = {company}, [company], 0
    while layer := [h for h in dict.fromkeys(s.holder for c in layer for s in view.stakes(c) if s.counts) if h >= 0 and h not in seen]:
        seen.update(layer)
        depth += 1
    return depth


def _timed(side: Callable[[int], Any], company: int) -> float:
    begun = time.perf_counter()
    side(company)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
