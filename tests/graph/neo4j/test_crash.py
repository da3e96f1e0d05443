"""A sync killed at any instant leaves a server that the next sync brings to exactly the projection."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.neo4j.sync import sync
from graph.neo4j.verify import verify
from ontology.terms import digest
from tests.graph.neo4j.test_sync import crowd
from tests.neo4j_server.plugin import Neo4jAccess

pytestmark = pytest.mark.neo4j

CHECKOUT = Path(__file__).parents[3]
SEED = "2018-12-12"
SIZE, BATCH = 150, 20

# Prints a line a batch; with "wait" it then stands still between two batches until it is killed.
CHILD = """
import sys
from pathlib import Path
from graph.neo4j.connection import Neo4jSettings
from graph.neo4j.sync import sync
from tests.graph.neo4j.test_sync import crowd
uri, user, database, manifest, size, batch, wait = sys.argv[1:]
password = sys.stdin.readline().strip() or None
def report_batch(phase, done, total):
    print(phase, done, flush=True)
    if wait == "wait":
        sys.stdin.readline()
settings = Neo4jSettings(uri, user or None, password, database)
sync(crowd(int(size)), settings, Path(manifest), batch_size=int(batch), progress=report_batch, allow_mass_delete=True)
"""


def killed_sync(neo4j: Neo4jAccess, manifest: Path, batches: int, delay: float | None, size: int = SIZE) -> int:
    """Run a sync in a process of its own; SIGKILL it between two batches, or ``delay`` seconds later while it writes on.

    Returns how many rows it had reported as done.
    """
    s = neo4j.settings
    wait = "wait" if delay is None else ""
    command = [sys.executable, "-c", CHILD, s.uri, s.user or "", s.database, str(manifest), str(size), str(BATCH), wait]
    done = 0
    with subprocess.Popen(command, cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(f"{s.password or ''}\n")
        child.stdin.flush()
        for number in range(batches):
            line = child.stdout.readline()
            assert line, "the sync ended early"
            done = int(line.split()[-1])
            if delay is None and number < batches - 1:
                child.stdin.write("\n")
                child.stdin.flush()
        time.sleep(delay or 0)
        child.kill()
    return done


def instants(count: int) -> list[tuple[int, float | None]]:
    """After how many batches to kill, and how much later; always the same ones, spread by the seed."""
    numbers = [int(digest(SEED, str(i)), 16) for i in range(count)]
    return [(1 + number % 14, None if i % 2 else number % 997 / 50_000) for i, number in enumerate(numbers)]


@pytest.mark.parametrize(
    ("batches", "delay"), [*instants(8)[:4], *(pytest.param(*instant, marks=pytest.mark.slow) for instant in instants(8)[4:])]
)
def test_a_killed_sync_is_taken_up_by_the_next(neo4j: Neo4jAccess, tmp_path: Path, batches: int, delay: float | None) -> None:
    manifest = tmp_path / "manifest.sqlite"
    done = killed_sync(neo4j, manifest, batches, delay)
    (left,) = neo4j.run("MATCH (s:_Sync) RETURN s.phase AS phase, s.step AS step")
    report = sync(crowd(SIZE), neo4j.settings, manifest, batch_size=BATCH)
    if left["phase"] != "done":
        assert report.resumed
    assert report.unchanged >= done > 0
    assert verify(crowd(SIZE), neo4j.settings, manifest, sample=1_000).differences == ()
    assert left["step"] >= batches


@pytest.mark.slow  # fifty processes, three minutes
def test_fifty_kills_in_a_row_are_each_taken_up(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.sqlite"
    draw = random.Random(SEED)  # noqa: S311
    kills = 0
    for number, (batches, delay) in enumerate(instants(50)):
        # Half of the graph comes or goes: six batches and more, but where the last run was killed on its way there.
        size = 100 + 100 * (number % 2) + draw.randint(0, 20)
        try:
            killed_sync(neo4j, manifest, 1 + batches % 3, delay, size)
            kills += 1
        except AssertionError:
            # So little was to be changed that it had ended before.
            continue
        if draw.random() < 0.5:
            sync(crowd(size), neo4j.settings, manifest, batch_size=BATCH, allow_mass_delete=True)
            assert verify(crowd(size), neo4j.settings, manifest, sample=1_000).differences == ()
    assert kills > 40
    sync(crowd(SIZE), neo4j.settings, manifest, batch_size=BATCH, allow_mass_delete=True)
    assert verify(crowd(SIZE), neo4j.settings, manifest, sample=1_000).differences == ()


def test_a_kill_between_the_server_s_commit_and_the_manifest_s_is_seen(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    manifest, before = tmp_path / "manifest.sqlite", tmp_path / "before.sqlite"
    sync(crowd(20), neo4j.settings, manifest)
    shutil.copy(manifest, before)
    sync(crowd(23), neo4j.settings, manifest)
    shutil.copy(before, manifest)
    # The manifest does not know c0021..c0023; without a look at the server they would stay for ever.
    report = sync(crowd(20), neo4j.settings, manifest)
    assert (report.reread, report.nodes.deleted, report.relationships.deleted) == (True, 3, 3)
    assert verify(crowd(20), neo4j.settings, manifest, sample=1_000).differences == ()
