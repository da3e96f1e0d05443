"""Two syncs never write to one database at the same time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from graph.neo4j.property_graph import WholeReason
from graph.neo4j.sync import sync
from ontology.errors import BackendError, UsageError
from tests.graph.neo4j.test_sync import agree, crowd
from tests.neo4j_server.plugin import Neo4jAccess

pytestmark = pytest.mark.neo4j

READ_LEASE = "MATCH (s:_Sync) RETURN s.owner IS NOT NULL AS held, s.ownerName AS who, s.leaseUntil - s.leaseSince AS lasts"


@pytest.mark.parametrize("other", ["first.sqlite", "other.sqlite"])
def test_a_second_sync_is_refused_with_who_and_since_when_and_the_first_goes_on(neo4j: Neo4jAccess, tmp_path: Path, other: str) -> None:
    refusals: list[BackendError] = []

    def interfere(_phase: str, done: int, _total: int) -> None:
        if done == 5:
            with pytest.raises(BackendError) as caught:
                sync(crowd(4), neo4j.settings, tmp_path / other, allow_mass_delete=True)
            refusals.append(caught.value)

    sync(crowd(20), neo4j.settings, tmp_path / "first.sqlite", batch_size=5, progress=interfere)
    (refusal,) = refusals
    assert refusal.code == "NEO4J_BUSY"
    assert "(process " in refusal.what
    assert " since 20" in refusal.what
    assert "its lease ends at 20" in refusal.hint
    agree(crowd(20), neo4j, tmp_path / "first.sqlite")


def test_a_lease_is_given_back_at_the_end_and_after_a_refusal(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.sqlite"
    sync(crowd(20), neo4j.settings, manifest)
    assert neo4j.run(READ_LEASE) == [{"held": False, "who": None, "lasts": None}]
    with pytest.raises(UsageError):
        sync(crowd(4), neo4j.settings, manifest)
    assert neo4j.run(READ_LEASE) == [{"held": False, "who": None, "lasts": None}]


def test_a_lease_that_has_ended_is_taken_over_and_the_first_writes_no_more(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    def sleep_too_long(_phase: str, done: int, _total: int) -> None:
        if done == 5:
            neo4j.run("MATCH (s:_Sync) SET s.leaseUntil = timestamp() - 1")
            sync(crowd(4), neo4j.settings, tmp_path / "other.sqlite", allow_mass_delete=True)

    with pytest.raises(BackendError) as caught:
        sync(crowd(20), neo4j.settings, tmp_path / "first.sqlite", batch_size=5, progress=sleep_too_long)
    assert caught.value.code == "NEO4J_BUSY"
    agree(crowd(4), neo4j, tmp_path / "other.sqlite")


def test_every_batch_renews_the_lease(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    left: list[bool] = []

    def shorten(_phase: str, _done: int, _total: int) -> None:
        left.append(neo4j.run("MATCH (s:_Sync) RETURN s.leaseUntil > timestamp() + 300000 AS long")[0]["long"])
        neo4j.run("MATCH (s:_Sync) SET s.leaseUntil = timestamp() + 60000")

    sync(crowd(20), neo4j.settings, tmp_path / "manifest.sqlite", batch_size=5, progress=shorten)
    assert len(left) > 3
    assert all(left)


KILLED = """
import os, signal, sys
from pathlib import Path
from graph.neo4j.connection import Neo4jSettings
from graph.neo4j.sync import sync
from tests.graph.neo4j.test_sync import crowd
uri, user, database, manifest = sys.argv[1:]
settings = Neo4jSettings(uri, user or None, sys.stdin.readline().strip() or None, database)
sync(crowd(20), settings, Path(manifest), batch_size=5, progress=lambda *_: os.kill(os.getpid(), signal.SIGKILL))
"""


def test_a_killed_run_blocks_others_until_its_lease_ends_and_its_own_machine_not_at_all(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    s, manifest = neo4j.settings, tmp_path / "manifest.sqlite"
    command = [sys.executable, "-c", KILLED, s.uri, s.user or "", s.database, str(manifest)]
    assert subprocess.run(command, input=f"{s.password or ''}\n", text=True, check=False).returncode < 0
    with pytest.raises(BackendError) as caught:
        sync(crowd(20), s, tmp_path / "other.sqlite")
    assert caught.value.code == "NEO4J_BUSY"
    report = sync(crowd(20), s, manifest)
    assert (report.resumed, report.whole) == (True, WholeReason.UNFINISHED)
    agree(crowd(20), neo4j, manifest)


def test_a_dry_run_takes_no_lease(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    def look(_phase: str, done: int, _total: int) -> None:
        if done == 5:
            assert sync(crowd(20), neo4j.settings, tmp_path / "other.sqlite", dry_run=True).changes == 35

    sync(crowd(20), neo4j.settings, tmp_path / "first.sqlite", batch_size=5, progress=look)
    agree(crowd(20), neo4j, tmp_path / "first.sqlite")


def test_a_lease_from_before_the_server_s_clock_was_set_back_ends_nobody_s_turn(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    sync(crowd(5), neo4j.settings, tmp_path / "first.sqlite")
    # As a run that was killed left it a year later than it is now.
    year = "timestamp() + 365 * 24 * 3600 * 1000"
    neo4j.run(f"MATCH (s:_Sync) SET s.owner = 'x', s.ownerName = 'somebody', s.leaseSince = {year}, s.leaseUntil = {year} + 600000")
    assert sync(crowd(6), neo4j.settings, tmp_path / "other.sqlite").nodes.created == 1
    agree(crowd(6), neo4j, tmp_path / "other.sqlite")
