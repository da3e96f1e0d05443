"""A sync of a generated network to a real Neo4j: the first one, one with nothing to change, and one after a load that changed one
statement of a hundred; beside a bare driver that writes the rows of the first by UNWIND and CREATE and remembers nothing.

Needs Java and Maven, as the Neo4j tests do.  Without derived answers.  CPU seconds are those of the client alone; the server works beside
it on the same machine.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from neo4j import Driver, GraphDatabase

from bench.harness import Record, arguments, check, machine, ratio, spread, write
from bench.peers import unwind
from bench.publish import publish_versions
from bench.shape import TEN_THOUSAND, TINY, Shape
from graph.generation.data_folder import DataFolder
from graph.neo4j.connection import Neo4jSettings
from graph.neo4j.stream import GenerationGraph
from graph.neo4j.sync import SyncReport, sync
from graph.neo4j.verify import verify
from tests.neo4j_server.resolve import MissingTool
from tests.neo4j_server.server import Neo4jServer

SHAPES: Final = {"tiny": TINY, "small": Shape(4_000, 8_000), "full": TEN_THOUSAND}
ROUNDS: Final = {"tiny": 1, "small": 1, "full": 3}
"""A round fills the server twice, and empties it twice."""
UNABLE: Final = 3
"""Exit status where this machine lacks what the server needs."""


def main() -> None:
    options = arguments(__doc__)
    shape, rounds = SHAPES[options.size], min(options.rounds, ROUNDS[options.size])
    try:
        with (
            tempfile.TemporaryDirectory(prefix="bench-neo4j-") as home,
            Neo4jServer(Path(home) / "server") as server,
            GraphDatabase.driver(server.uri) as driver,
        ):
            version = driver.execute_query("CALL dbms.components() YIELD versions RETURN versions[0] AS version")[0][0]["version"]
            record = _measure(driver, Neo4jSettings(server.uri), Path(home) / "data", shape, rounds)
    except MissingTool as missing:
        print(f"left out: {missing}", file=sys.stderr)
        sys.exit(UNABLE)
    where = machine("neo4j", "duckdb") | {"neo4j_server": version}
    write(options.results, {"figure": "neo4j", "size": options.size, "machine": where, **record})


def _measure(driver: Driver, server: Neo4jSettings, data: Path, shape: Shape, rounds: int) -> Record:
    folder = DataFolder(data)
    before, after = (GenerationGraph(generation, None, folder) for generation in publish_versions(shape, data))
    rows = unwind.make_rows(before.items())
    checks: Record = {}
    seconds: dict[str, list[float]] = defaultdict(list)
    cpu: dict[str, list[float]] = defaultdict(list)
    reports: dict[str, SyncReport] = {}

    def clock(name: str, work: Callable[[], object]) -> None:
        begun, worked = time.perf_counter(), time.process_time()
        done = work()
        seconds[name].append(time.perf_counter() - begun)
        cpu[name].append(time.process_time() - worked)
        if isinstance(done, SyncReport):
            reports[name] = done
        print(f"  {name}: {seconds[name][-1]:.1f} s", file=sys.stderr)

    for number in range(rounds):
        manifest = data / f"manifest-{number}.sqlite"
        unwind.wipe(driver)
        clock("unwind", partial(unwind.load, driver, rows))
        unwind.wipe(driver)
        clock("first", partial(sync, before, server, manifest))
        clock("unchanged", partial(sync, before, server, manifest))
        clock("changed", partial(sync, after, server, manifest))
        check(checks, "the server holds the graph", verify(after, server, manifest).agrees, nodes=reports["changed"].nodes.wanted)
        check(checks, "nothing was read again", reports["unchanged"].skipped)
    first = reports["first"]
    check(checks, "as many rows on both sides", sum(map(len, rows.values())) == first.changes, rows=first.changes)
    return {
        "companies": shape.companies,
        "stakes": shape.stakes,
        "nodes": first.nodes.created,
        "relationships": first.relationships.created,
        "changed": reports["changed"].changes,
        "checks": checks,
        "seconds": {name: spread(one) for name, one in seconds.items()},
        "cpu": {name: spread(one) for name, one in cpu.items()},
        "of_the_unwind_rate": ratio(seconds["unwind"], seconds["first"]),
        "of_the_first": ratio(seconds["changed"], seconds["first"]),
        "of_the_first_cpu": ratio(cpu["changed"], cpu["first"]),
    }


if __name__ == "__main__":
    main()
