"""What a server was left with by an import, or by a sync whose manifest is lost, is added up there and known from the ledger, not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.neo4j.manifest import SyncManifest
from graph.neo4j.stream import GenerationGraph
from graph.neo4j.sync import SyncReport, sync
from graph.neo4j.verify import verify
from tests.neo4j_server.plugin import Neo4jAccess
from tests.scenarios import Sheet, publish

pytestmark = pytest.mark.neo4j

READING = "reading the server"
PLANTED = {
    "a node is gone": "DETACH DELETE n",
    "a relationship is gone": "MATCH (n)-[r]->() DELETE r",
    "one says something else": "SET n.syncHash = 1, n.name = 'Else'",
    "two have changed places": "MATCH (s:Source) WITH n, s, n.syncHash AS hash SET n.syncHash = s.syncHash, s.syncHash = hash",
    "one is too many": "CREATE (:Entity:Company {uri: 'urn:x', syncHash: 0, sources: n.sources})",
}
"""What happens to a party ``n`` or beside it."""


def draw_sheet() -> Sheet:
    sheet = Sheet()
    for number in range(12):
        sheet.holds(f"c{number:02}", f"c{number + 1:02}", "60")
    return sheet


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    return publish(tmp_path_factory.mktemp("data"), draw_sheet())


def sync_and_watch(generation: Generation, neo4j: Neo4jAccess, manifest: Path, *, dry_run: bool = False) -> tuple[SyncReport, set[str]]:
    steps: list[tuple[str, int, int]] = []
    report = sync(GenerationGraph(generation), neo4j.settings, manifest, dry_run=dry_run, progress=lambda *step: steps.append(step))
    return report, {phase for phase, _, _ in steps}


def read_manifest(path: Path) -> list[tuple[object, ...]]:
    with SyncManifest.open(path) as manifest:
        return manifest.connection.execute("SELECT * FROM item ORDER BY kind, grp, key").fetchall()


def test_a_lost_manifest_is_made_of_the_ledger_where_the_server_adds_up(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    sheet, data, manifest = draw_sheet(), DataFolder(tmp_path / "data"), tmp_path / "manifest.sqlite"
    generation = publish(tmp_path / "data", sheet)
    sync_and_watch(generation, neo4j, manifest)
    kept = read_manifest(manifest)
    manifest.unlink()
    dry, phases = sync_and_watch(generation, neo4j, manifest, dry_run=True)
    assert (dry.changes, READING in phases) == (0, False)
    report, phases = sync_and_watch(generation, neo4j, manifest)
    assert (report.changes, report.unchanged, READING in phases) == (0, 26, False)
    assert read_manifest(manifest) == kept
    sheet.holds("new", "c03", "30")
    later = publish(tmp_path / "data", sheet)
    again = sync(GenerationGraph(later, folder=data), neo4j.settings, manifest)
    assert (again.reread, again.nodes.created, again.relationships.created) == (False, 1, 1)
    assert verify(GenerationGraph(later), neo4j.settings, manifest, sample=1_000).differences == ()


@pytest.mark.parametrize("wrong", PLANTED)
def test_what_does_not_add_up_is_read_and_mended(neo4j: Neo4jAccess, published: Generation, tmp_path: Path, wrong: str) -> None:
    sync_and_watch(published, neo4j, tmp_path / "first.sqlite")
    neo4j.run(f"MATCH (n:Entity {{uri: $party}}) WITH n {PLANTED[wrong]}", party=published.party_iri(5))
    report, phases = sync_and_watch(published, neo4j, tmp_path / "second.sqlite")
    assert READING in phases
    assert report.changes
    assert verify(GenerationGraph(published), neo4j.settings, tmp_path / "second.sqlite", sample=1_000).differences == ()


def test_a_text_that_was_changed_beside_its_hash_is_found_by_the_sample_and_put_right(
    neo4j: Neo4jAccess, published: Generation, tmp_path: Path
) -> None:
    sync_and_watch(published, neo4j, tmp_path / "first.sqlite")
    neo4j.run("MATCH (n:Entity {uri: $party}) SET n.name = 'Else'", party=published.party_iri(5))
    manifest, graph = tmp_path / "second.sqlite", GenerationGraph(published)
    assert sync(graph, neo4j.settings, manifest).changes == 0
    (difference,) = verify(graph, neo4j.settings, manifest, sample=1_000).differences
    assert difference.endswith("differs on the server in name")
    assert sync(graph, neo4j.settings, manifest, repair=True).nodes.changed == 1
    assert verify(graph, neo4j.settings, manifest, sample=1_000).differences == ()
