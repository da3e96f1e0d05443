"""A cluster of real worker processes answers as the one-process engine does, company by company, also when a worker is killed."""

from __future__ import annotations

import datetime
import importlib.util
import os
import random
import shutil
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from msgspec.structs import replace

from graph.control.batch import all_companies
from graph.exports.answers.rows import AnswersRequest, list_companies
from graph.generation import build_tables
from graph.generation.generation import Generation
from graph.network.snapshot import snapshot
from graph.network.stake_table import LocalTable, gather
from graph.queries.options import Options
from graph.spark.batch import batch
from graph.spark.components import find_components
from graph.spark.controllers import find_controllers
from graph.spark.identities import join_identities
from graph.spark.session import Workspace, open_session
from ontology.errors import UsageError
from ontology.terms import Base
from tests.command import run_process
from tests.graph.spark.random_register import draw_register
from tests.reference.networks import make_network
from tests.scenarios import publish
from tests.serving import find_processes, wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.skipif(importlib.util.find_spec("pyspark") is None, reason="pyspark (extra [spark]) is not installed"),
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17, and there is none"),
]

MARK = "OWNERSHIP_TEST_SPARK"
"""A variable by which the workers are found."""
BASE = Base()
OPTIONS = Options(datetime.date(2022, 6, 1))
Answer = tuple[str, tuple[tuple[str, str, tuple[str, ...]], ...]]


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """A cluster of two workers on this machine, each a process of its own with one processor and a gigabyte."""
    os.environ[MARK] = str(os.getpid())
    opened = open_session("local-cluster[2,1,1024]", partitions=2)
    opened.sparkContext.setLogLevel("OFF")
    yield opened
    opened.stop()
    del os.environ[MARK]


@pytest.fixture
def workspace(session: Any, tmp_path: Path) -> Workspace:
    return Workspace(session, str(tmp_path / "work"))


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """A register of sixty networks in three sources that disagree."""
    return publish(tmp_path_factory.mktemp("register") / "data", *draw_register(1, 60))


def count_stakes(generation: Generation) -> int:
    """Stakes of the day: as many go to the engine whole, with one less joins decide what they can."""
    return snapshot(generation.interests, OPTIONS.as_of).size


def read_answers(folder: Path) -> dict[str, Answer]:
    rows = duckdb.read_parquet(f"{folder}/*.parquet").select("company", "verdict", "controller", "certainty", "ring").fetchall()
    verdicts = {company: verdict for company, verdict, *_ in rows}
    holders: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {company: [] for company in verdicts}
    for company, _, controller, certainty, ring in rows:
        if controller is not None:
            holders[company].append((controller, certainty, tuple(ring)))
    return {company: (verdict, tuple(sorted(holders[company]))) for company, verdict in verdicts.items()}


def ask_engine(generation: Generation) -> dict[str, Answer]:
    return {
        row.company: (row.verdict, tuple(sorted((h.controller or "", h.certainty or "", tuple(sorted(h.ring))) for h in row.holders)))
        for row in list_companies(AnswersRequest(generation, OPTIONS))
    }


def gather_networks(seeds: range) -> LocalTable:
    """Many random networks beside each other as one."""
    stakes, complete, first = {}, set(), 0
    for seed in seeds:
        network = make_network(seed, exact=seed % 3 == 0)
        for company, held in network.stakes.items():
            stakes[company + first] = [replace(s, holder=s.holder + first if s.holder >= 0 else s.holder) for s in held]
        complete |= {company + first for company in network.complete}
        first += network.parties
    return gather(stakes, complete)


def test_controllers_of_random_networks_are_those_of_the_engine(workspace: Workspace) -> None:
    import pyarrow as pa

    local = gather_networks(range(300))
    table = local.table.arrays()
    # Numbers as hashes give them: in no order, and below nought.
    party = (np.arange(len(local.parties), dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)).view(np.int64)
    values = {name: getattr(table, name).astype(np.int64) for name in ("votes_min", "votes_max", "capital_min", "capital_max", "flags")}
    holder = pa.array(party[table.holder], mask=table.holder < 0)
    ends = {"company": party[table.company], "holder": holder}
    stakes = workspace.session.createDataFrame(pa.table({**ends, **values, "complete": table.complete[table.company].astype(np.int32)}))
    found: dict[int, list[tuple[int, bool, tuple[int, ...]]]] = {}
    for row in find_controllers(workspace.save(stakes), workspace, 1_000_000).toLocalIterator():
        ring = tuple(sorted(row["ring"] or ()))
        found.setdefault(row["company"], []).append((0 if ring else row["controller"], row["certain"], ring))
    expected = {
        int(party[verdict.company]): sorted(
            (0 if c.ring else int(party[c.party]), c.certain, tuple(sorted(int(party[p]) for p in c.ring))) for c in verdict.controllers
        )
        for verdict in all_companies(local.table)
    }
    assert {company: sorted(named) for company, named in found.items()} == {c: named for c, named in expected.items() if named}


def test_answers_of_a_register_are_those_of_the_engine_though_a_worker_is_killed(
    workspace: Workspace, register: Generation, tmp_path: Path
) -> None:
    killed: list[int] = []

    def kill_one() -> None:
        # In the middle of the rounds: what was made before lies in files, and what the worker had is made anew.
        wait_until(lambda: (tmp_path / "work" / "0012.parquet").exists(), 1_500)
        killed.extend(find_processes(MARK, str(os.getpid()), "CoarseGrainedExecutorBackend")[:1])
        os.kill(killed[0], signal.SIGKILL)

    killer = threading.Thread(target=kill_one)
    killer.start()
    batch(str(register.path.parent.parent), str(tmp_path / "out"), OPTIONS, workspace, limit=count_stakes(register) - 1)
    killer.join(60)
    assert len(killed) == 1
    expected = ask_engine(register)
    assert read_answers(tmp_path / "out") == expected
    assert {verdict for verdict, _ in expected.values()} == {"certain", "possible", "not_shown"}
    versions = duckdb.read_parquet(f"{tmp_path}/out/*.parquet").select("content_version").distinct().fetchall()
    assert versions == [(register.content_version,)]


def test_the_command_writes_the_same_table_by_the_engine(register: Generation, tmp_path: Path) -> None:
    target = tmp_path / "out"
    asked = ("--engine", "spark", "--master", "local[2]", "--as-of", OPTIONS.as_of.isoformat())
    shown = run_process("batch", "-o", target, *asked, data=register.path.parent.parent)
    assert shown.returncode == 0, shown.stderr[-3000:]
    assert read_answers(target) == ask_engine(register)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_what_hangs_together_is_found_along_chains_and_rings(workspace: Workspace) -> None:
    chain = [(n, n + 1) for n in range(100, 140)]
    pairs = workspace.create([*chain, (7, 5), (5, 6), (6, 7), (9, 9)], "a bigint, b bigint")
    found = {row["member"]: row["root"] for row in find_components(pairs, workspace).collect()}
    assert found == {**dict.fromkeys(range(101, 141), 100), 6: 5, 7: 5}


def draw_judgements(seed: int) -> list[tuple[str, str, str, str | None, int]]:
    """Judgements on many small groups of identifiers of three kinds, some of which would join two legal entity identifiers."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    rows = []
    for group in range(150):
        kinds = [f"{BASE.iri}{kind}/{group}-{number}" for kind in ("lei", "lei", "reg", "reg", "ent") for number in range(2)]
        named = [*rng.sample(kinds, rng.randint(2, 6)), f"https://elsewhere.example/{group}"]
        for _ in range(rng.randint(1, 7)):
            left, right = rng.choice(named), rng.choice(named)
            judgement = rng.choice(("same", "same", "same", "different"))
            rows.append((left, right, judgement, rng.choice((None, "2020-01-01", "2021-01-01")), len(rows)))
    return rows


def test_parties_are_joined_as_the_build_joins_them_with_the_guard_of_identifiers(workspace: Workspace) -> None:
    judgements = draw_judgements(3)
    with duckdb.connect() as tables:
        tables.execute('CREATE TABLE identity("left" VARCHAR, "right" VARCHAR, judgement VARCHAR, stated_at VARCHAR, position BIGINT)')
        tables.executemany("INSERT INTO identity VALUES (?, ?, ?, ?, ?)", judgements)
        assert build_tables.join_identities(tables, BASE.iri) > 20
        expected = dict(tables.execute("SELECT iri, canonical FROM canonical_iri").fetchall())
    identities = workspace.create(judgements, "left string, right string, judgement string, stated_at string, position bigint")
    assert {row["iri"]: row["canonical"] for row in join_identities(identities, BASE, workspace).collect()} == expected


def test_more_than_the_engine_may_be_given_is_refused(workspace: Workspace, register: Generation, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the engine would have to decide over") as refused:
        batch(str(register.path.parent.parent), str(tmp_path / "out"), OPTIONS, workspace, limit=3)
    assert (refused.value.code, "one-process engine" in refused.value.hint) == ("SPARK_RESIDUAL", True)
    assert not (tmp_path / "out").exists()
