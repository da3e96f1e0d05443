"""Questions about control and chains, of the service and of a real Neo4j, in networks of several sizes: the published questions of
queries.cypher over Bolt, on a graph that a sync has brought there with the engine's answers, beside the engine's own answers.

Needs Java and Maven, as the Neo4j tests do.  Each question is one round trip to a warm server on this machine, and every answer of the one
is compared with the other's before it is timed; the service keeps no answers.  Where Cypher follows statements it is asked about what
single majorities decide, of one statement each: control by several holders together is no path; how many companies that leaves out is
counted.
"""

from __future__ import annotations

import sys
import tempfile
import time
from argparse import Namespace
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
from neo4j import Driver, GraphDatabase

from bench.harness import Record, arguments, check, machine, race, rounds_of_percentiles, spread, time_each, write
from bench.networks import TODAY
from bench.peers import cypher
from bench.peers.chains import walk
from bench.publish import Service, party_iri, publish_network, serve_folder
from bench.shape import HUNDRED_THOUSAND, MILLION, TEN_THOUSAND, TINY, Shape
from graph.answers.controlled import ControlledAnswer
from graph.answers.controllers import ControllersAnswer
from graph.answers.cycles import CyclesAnswer
from graph.answers.paths import PathsAnswer
from graph.control.batch import Labels, label_all
from graph.generation.data_folder import DataFolder
from graph.generation.interest_table import InterestTable
from graph.network.cycles import find_cycles
from graph.network.snapshot import snapshot
from graph.network.stake_table import HAS_VOTES, VOTES, VOTES_MIN_OPEN, StakeTable
from graph.queries import Options, batch_all
from ontology.shares import WHOLE
from tests.neo4j_server.resolve import MissingTool
from tests.neo4j_server.server import Neo4jServer

SHAPES: Final = {"tiny": (TINY,), "small": (TEN_THOUSAND,), "full": (HUNDRED_THOUSAND, MILLION)}
QUESTIONS: Final = {"tiny": 20, "small": 100, "full": 500}
HEAP: Final = {"tiny": "512m", "small": "512m", "full": "2g"}
PAGE_CACHE: Final = {"tiny": "128m", "small": "128m", "full": "2g"}
KEEPS_NOTHING: Final = {"OWNERSHIP_CACHE": "0", "OWNERSHIP_LIST_CACHE": "0"}
UNABLE: Final = 3
"""Exit status where this machine lacks what the server needs."""
RING: Final = 3
"""Members of a circle up to which every holder in it lies on the shortest way round."""
MOST_BELOW: Final = 900
"""Companies of a group that is asked about: the published questions list a thousand."""

Question = tuple[int, ...]
"""The parties that are asked about, by number."""


class Kind(NamedTuple):
    """One kind of question.

    ``asks``: in English, with room for the number of companies; ``note``: what Cypher does.  ``about``: the parties that it is asked about.
    ``cypher`` and ``engine`` ask, and the other two read what an answer says, for both in one form.
    """

    asks: str
    note: str
    about: Sequence[Question]
    cypher: Callable[[Question], cypher.Rows]
    read_rows: Callable[[cypher.Rows], Any]
    engine: Callable[[Question], bytes]
    read_answer: Callable[[bytes], Any]


class Network(NamedTuple):
    """A network as the engine sees it on the day, and who has a single majority in whom by one statement."""

    table: StakeTable
    labels: Labels
    single: dict[int, int]
    random: np.random.Generator


def main() -> None:
    options = arguments(__doc__)
    sets: Record = {}
    checks: Record = {}
    version = ""
    try:
        for shape in SHAPES[options.size]:
            with _fill_server(shape, options) as (driver, folder), serve_folder(folder, KEEPS_NOTHING) as service:
                version = driver.execute_query("CALL dbms.components() YIELD versions RETURN versions[0] AS v")[0][0]["v"]
                sets |= _measure(driver, service, folder, shape, options, checks)
    except MissingTool as missing:
        print(f"left out: {missing}", file=sys.stderr)
        sys.exit(UNABLE)
    where = machine("neo4j", "numba") | {"neo4j_server": version}
    write(options.results, {"figure": "cypher", "size": options.size, "machine": where, "checks": checks, "sets": sets})


@contextmanager
def _fill_server(shape: Shape, options: Namespace) -> Iterator[tuple[Driver, Path]]:
    """A server that has the network of a shape, and the data folder that has it."""
    folder = publish_network(shape)
    with tempfile.TemporaryDirectory(prefix="bench-neo4j-") as work:
        settings = {"server.memory.pagecache.size": PAGE_CACHE[options.size]}
        server = Neo4jServer(Path(work) / "server", heap=HEAP[options.size], settings=settings)
        begun = time.perf_counter()
        try:
            cypher.fill(server, folder, Path(work))
            print(f"  {shape.companies:,} companies: in Neo4j after {time.perf_counter() - begun:.0f} s", file=sys.stderr)
            with GraphDatabase.driver(server.uri, notifications_min_severity="OFF") as driver:
                yield driver, folder
        finally:
            server.stop()


def _measure(driver: Driver, service: Service, folder: Path, shape: Shape, options: Namespace, checks: Record) -> Record:
    """One set for each kind of question, with the number of companies."""
    interests = DataFolder(folder).open().interests
    table = snapshot(interests, TODAY).arrays()
    network = Network(table, label_all(table), _find_single(interests, table), np.random.default_rng(shape.seed + 30))
    exact, chained = _list_decided(network)
    among = f"{shape.companies:,} companies"
    facts = {"companies": shape.companies, "stakes": table.size, "exact_and_controlled": exact, "not_a_path": exact - len(chained)}
    sets: Record = {}
    for name, kind in _make_kinds(driver, service, network, chained, QUESTIONS[options.size]).items():
        answers = [(about, kind.read_rows(kind.cypher(about)), kind.read_answer(kind.engine(about))) for about in kind.about]
        unequal = [answer for answer in answers if answer[1] != answer[2]]
        check(checks, f"{name}, {among}", not unequal and len(answers) > 0, asked=len(answers), unequal=unequal[:1])
        seconds = time_each({"service": (kind.engine, kind.about), "cypher": (kind.cypher, kind.about)}, options.rounds)
        percentiles = {side: rounds_of_percentiles(one) for side, one in seconds.items()}
        sets[f"{name}, {among}"] = {**facts, "asks": kind.asks.format(companies=among), "note": kind.note, "seconds": percentiles}
        print(f"  {name}: {len(kind.about)} asked", file=sys.stderr)
    sets[f"largest-groups, {among}"] = {
        **facts,
        "asks": f"who ultimately controls the most of {among}, in process: all are answered, and counted",
        "note": "counting what a sync has brought",
        "seconds": _compare_largest(driver, folder, shape, options.rounds, checks),
    }
    return sets


def _find_single(interests: InterestTable, table: StakeTable) -> dict[int, int]:
    """Company -> who has more than half of all votes in it by one statement: of several Cypher makes no stake, and own shares it counts."""
    pairs = interests.columns["subject"].astype(np.int64) * interests.parties + interests.columns["holder"]
    pairs, counts = np.unique(pairs, return_counts=True)
    is_single = (table.flags & HAS_VOTES > 0) & (2 * table.votes_min + (table.flags & VOTES_MIN_OPEN > 0) > WHOLE)
    is_single &= (table.holder >= 0) & (table.holder != table.company)
    is_single &= np.isin(table.company.astype(np.int64) * interests.parties + table.holder, pairs[counts == 1])
    return dict(zip(table.company[is_single].tolist(), table.holder[is_single].tolist(), strict=True))


def _list_decided(network: Network) -> tuple[int, list[int]]:
    """How many companies have one certain top and no possible one, and those, shuffled, of which single majorities alone show it."""
    top = np.asarray(network.labels.top)
    exact = [int(c) for c in network.random.permutation(np.flatnonzero(top >= 0)) if network.labels.is_exact(int(c))]
    chained = []
    for company in exact:
        above = walk(network.single, company)
        if above and above[-1] == top[company] and above[-1] not in network.single and top[above[-1]] == -1:
            chained.append(company)
    return len(exact), chained


def _make_kinds(driver: Driver, service: Service, network: Network, chained: list[int], count: int) -> dict[str, Kind]:
    def of_one(name: str) -> Callable[[Question], cypher.Rows]:
        return lambda about: cypher.ask(driver, name, uri=party_iri(about[0]))

    def of_two(about: Question) -> cypher.Rows:
        return cypher.ask(driver, "chain-between", uri=party_iri(about[0]), other=party_iri(about[1]))

    top = np.asarray(network.labels.top)
    is_held = np.diff(network.table.indptr) > 0
    held = network.random.permutation(np.flatnonzero(is_held))[:count].tolist()
    sizes = Counter(top[top >= 0].tolist())
    people = network.random.permutation([p for p in sorted(sizes) if not is_held[p] and sizes[p] <= MOST_BELOW]).tolist()
    pairs = [(int(top[company]), company) for company in chained if len(walk(network.single, company)) > 1]
    cycles = find_cycles(network.table, VOTES)
    in_cycles = {member for cycle in cycles for member in cycle.members}
    rings = network.random.permutation([member for cycle in cycles for member in cycle.members if len(cycle.members) <= RING])
    around = [*rings[: count // 2].tolist(), *(company for company in held[: count // 2] if company not in in_cycles)]
    return {
        "ultimate-controllers": Kind(
            "who ultimately controls one of {companies}, over HTTP, where a chain of single majorities decides",
            "by statements",
            [(c,) for c in chained[:count]],
            of_one("ultimate-controllers"),
            lambda rows: [row["controller"] for row in rows],
            lambda about: service.ask("controllers", about[0]),
            lambda answer: [c.party.id for c in msgspec.json.decode(answer, type=ControllersAnswer).controllers],
        ),
        "derived-controllers": Kind(
            "who ultimately controls any one of {companies}, over HTTP, alone or jointly, or may",
            "reading what a sync has brought",
            [(c,) for c in held],
            of_one("derived-controllers"),
            lambda rows: sorted((row["controller"], row["certainty"]) for row in rows if not row["include"]),
            lambda about: service.ask("controllers", about[0]),
            lambda answer: sorted((c.party.id, c.certainty) for c in msgspec.json.decode(answer, type=ControllersAnswer).controllers),
        ),
        "everything-below": Kind(
            "everything that one person controls among {companies}, over HTTP, where chains of single majorities decide",
            "by statements",
            [(p,) for p in islice(_choose_by_links(service, network, people), count)],
            of_one("everything-below"),
            lambda rows: sorted(row["path"].end_node["uri"] for row in rows),
            lambda about: service.ask("controlled", about[0]),
            lambda answer: sorted(c.party.id for c in _read_controlled(answer) if c.certainty == "certain"),
        ),
        "derived-controlled": Kind(
            "everything that any one person controls, or may, among {companies}, over HTTP",
            "reading what a sync has brought",
            [(p,) for p in people[:count]],
            of_one("derived-controlled"),
            lambda rows: sorted((row["path"].end_node["uri"], row["certainty"]) for row in rows),
            lambda about: service.ask("controlled", about[0]),
            lambda answer: sorted((c.party.id, c.certainty) for c in _read_controlled(answer)),
        ),
        "chain-between": Kind(
            "the shortest chains down to one of {companies} from who controls it, over HTTP",
            "by statements",
            pairs[:count],
            of_two,
            lambda rows: sorted({tuple(node["uri"] for node in row["path"].nodes) for row in rows}),
            lambda about: service.get("paths", {"from": party_iri(about[0]), "to": party_iri(about[1]), "by": "length"}),
            _read_shortest,
        ),
        "circles": Kind(
            "who stands in a circle of holdings with one of {companies}, over HTTP; about half of those asked about stand in none",
            "by statements",
            [(company,) for company in around],
            of_one("circles"),
            lambda rows: sorted({name for row in rows for name in row["circle"]}),
            lambda about: service.get("cycles", {"party": party_iri(about[0])}),
            _read_circle,
        ),
    }


def _choose_by_links(service: Service, network: Network, people: Sequence[int]) -> Iterator[int]:
    """Those of whom the engine says that they certainly control what single majorities lead down to, and nothing else."""
    below: defaultdict[int, set[str]] = defaultdict(set)
    for company in network.single:
        for holder in walk(network.single, company):
            below[holder].add(party_iri(company))
    for person in people:
        told = {c.party.id for c in _read_controlled(service.ask("controlled", person)) if c.certainty == "certain"}
        if told == below[person]:
            yield person


def _read_controlled(answer: bytes) -> Sequence[Any]:
    return msgspec.json.decode(answer, type=ControlledAnswer).controlled


def _read_circle(answer: bytes) -> list[str]:
    """The names of those that stand in a circle with the party that was asked about."""
    told = msgspec.json.decode(answer, type=CyclesAnswer)
    own = [cycle.members for cycle in told.cycles if told.party in cycle.members]
    return sorted(party.name for members in own for party in members)


def _read_shortest(answer: bytes) -> list[tuple[str, ...]]:
    """The parties along each of the shortest chains."""
    chains = [path.links for path in msgspec.json.decode(answer, type=PathsAnswer).paths]
    return sorted((links[0].holder.id, *(link.subject.id for link in links)) for links in chains if len(links) == len(chains[0]))


def _compare_largest(driver: Driver, folder: Path, shape: Shape, rounds: int, checks: Record) -> Record:
    """The parties that control the most companies: counted by the server in what a sync has brought, and by the engine, which answers for
    all companies, once."""
    begun = time.perf_counter()
    counts = Counter(
        controller.id
        for answer in batch_all(DataFolder(folder).open(), Options(TODAY))
        for controller in answer.controllers
        if controller.certainty == "certain" and controller.ultimate is not False
    )
    engine = [time.perf_counter() - begun]
    rows = cypher.ask(driver, "largest-groups")
    largest = sorted(counts.values(), reverse=True)[: len(rows)]
    is_equal = [row["companies"] for row in rows] == largest and all(counts[row["uri"]] == row["companies"] for row in rows)
    check(checks, f"largest-groups, {shape.companies:,} companies", is_equal and len(rows) > 0, groups=len(counts))
    seconds = {"engine": engine} | race({"cypher": lambda: cypher.ask(driver, "largest-groups")}, rounds)
    return {side: spread(one) for side, one in seconds.items()}


if __name__ == "__main__":
    main()
