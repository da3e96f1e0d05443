"""The sync against a real server: after each run the server holds the projection, and nothing else of ours."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from graph.neo4j.projection import project
from graph.neo4j.property_graph import HASH, Projection
from graph.neo4j.sync import sync
from graph.neo4j.verify import verify
from ontology.errors import BackendError, UsageError
from ontology.statements import Interest, Kind, Reason, Statement
from tests.graph.neo4j.chain import BASE, GROUP, MAKER, SOURCE, STATE, TRADER, chain, entity, holds
from tests.neo4j_server.plugin import Neo4jAccess

pytestmark = pytest.mark.neo4j


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    return tmp_path / "manifest.sqlite"


def crowd(count: int, *more: Statement) -> Projection:
    """``count`` companies in a row, each held by the one before."""
    statements: list[Statement] = [entity(f"{BASE}c{i:04}", f"Company {i}") for i in range(count)]
    statements += [holds(f"h{i:04}", f"{BASE}c{i:04}", f"{BASE}c{i + 1:04}", "60") for i in range(count - 1)]
    return project([SOURCE], [[*statements, *more]])


def agree(projection: Projection, neo4j: Neo4jAccess, manifest: Path) -> None:
    report = verify(projection, neo4j.settings, manifest, sample=10_000)
    assert report.differences == ()
    assert report.sampled == len(projection.nodes) + len(projection.relationships)


def test_the_chain_arrives_with_its_shares_dates_and_quotes(neo4j: Neo4jAccess, manifest: Path) -> None:
    projection = project([SOURCE], [chain()])
    report = sync(projection, neo4j.settings, manifest)
    assert (report.nodes_created, report.relationships_created, report.changes) == (5, 3, 8)
    agree(projection, neo4j, manifest)
    (row,) = neo4j.run("MATCH (a)-[r:OWNS {id: $id}]->(b) RETURN a.name AS holder, b.name AS subject, properties(r) AS r", id=f"{BASE}buys")
    assert (row["holder"], row["subject"], row["r"]["label"]) == ("Borealis Trading", "Steppe Motors", "51 %")
    assert (row["r"]["min"], row["r"]["max"], row["r"]["exact"], row["r"]["status"]) == (51.0, 51.0, 51.0, "agreed")
    assert row["r"]["quote"] == "will take 51 percent"
    assert row["r"]["statedAt"].to_native() == datetime.date(2018, 12, 12)


def test_the_same_again_writes_nothing(neo4j: Neo4jAccess, manifest: Path) -> None:
    projection = crowd(30)
    sync(projection, neo4j.settings, manifest)
    before = neo4j.run("MATCH (s:_Sync) RETURN properties(s) AS s")
    report = sync(projection, neo4j.settings, manifest)
    assert (report.changes, report.batches, report.unchanged) == (0, 0, 60)
    assert neo4j.run("MATCH (s:_Sync) RETURN properties(s) AS s") == before


def test_an_empty_projection_on_an_empty_server(neo4j: Neo4jAccess, manifest: Path) -> None:
    empty = project([], [[]])
    assert sync(empty, neo4j.settings, manifest).changes == 0
    agree(empty, neo4j, manifest)


def test_many_small_batches_give_what_one_gives(neo4j: Neo4jAccess, manifest: Path) -> None:
    projection = crowd(30)
    seen: list[tuple[str, int, int]] = []
    report = sync(projection, neo4j.settings, manifest, batch_size=7, progress=lambda *step: seen.append(step))
    assert report.batches == len(seen) == 11
    assert seen[-1] == ("relationships", 60, 60)
    agree(projection, neo4j, manifest)


def test_what_is_no_longer_stated_goes(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(crowd(30), neo4j.settings, manifest)
    fewer = crowd(27)
    report = sync(fewer, neo4j.settings, manifest)
    assert (report.nodes_deleted, report.relationships_deleted) == (3, 3)
    agree(fewer, neo4j, manifest)


def test_deleting_more_than_a_fifth_is_refused_and_changes_nothing(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(crowd(30), neo4j.settings, manifest)
    with pytest.raises(UsageError, match="would delete 10 of 31 nodes") as caught:
        sync(crowd(20), neo4j.settings, manifest)
    assert (caught.value.code, "--allow-mass-delete" in caught.value.hint) == ("NEO4J_MASS_DELETE", True)
    agree(crowd(30), neo4j, manifest)
    sync(crowd(20), neo4j.settings, manifest, allow_mass_delete=True)
    agree(crowd(20), neo4j, manifest)


def test_an_input_that_is_not_complete_deletes_nothing(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(crowd(5), neo4j.settings, manifest)
    part = project([], [[entity(MAKER, "Steppe Motors")]], complete=False)
    report = sync(part, neo4j.settings, manifest)
    assert (report.nodes_created, report.nodes_deleted, report.out_of_scope) == (1, 0, 10)
    assert neo4j.run("MATCH (n:Entity) RETURN count(*) AS many") == [{"many": 6}]


def test_a_scope_leaves_other_sources_alone(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(crowd(5), neo4j.settings, manifest)
    other = project([], [[entity(MAKER, "Steppe Motors")]], scope=frozenset({"https://example.org/another"}))
    report = sync(other, neo4j.settings, manifest, allow_mass_delete=True)
    assert (report.nodes_created, report.nodes_deleted, report.relationships_deleted) == (1, 0, 0)
    assert neo4j.run("MATCH (n:Entity) RETURN count(*) AS many") == [{"many": 6}]


def test_changed_ends_move_the_relationship(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(crowd(10, holds("moving", f"{BASE}c0000", f"{BASE}c0005", "10")), neo4j.settings, manifest)
    moved = crowd(10, holds("moving", f"{BASE}c0007", f"{BASE}c0009", "10"))
    report = sync(moved, neo4j.settings, manifest)
    assert (report.relationships_created, report.relationships_changed, report.relationships_deleted) == (0, 1, 0)
    agree(moved, neo4j, manifest)


def test_a_changed_type_replaces_the_relationship(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(crowd(10, holds("turning", STATE, GROUP, "10")), neo4j.settings, manifest)
    turned = crowd(10, holds("turning", STATE, GROUP, "10", interest=Interest.CONTROL_BY_LEGAL_FRAMEWORK))
    sync(turned, neo4j.settings, manifest)
    agree(turned, neo4j, manifest)
    assert neo4j.run("MATCH ()-[r {id: $id}]->() RETURN type(r) AS type", id=f"{BASE}turning") == [{"type": "SUPERVISES"}]


def test_a_changed_kind_changes_the_label(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(project([], [[entity(GROUP, "Borealis")]]), neo4j.settings, manifest)
    state = project([], [[entity(GROUP, "Borealis", Kind.STATE)]])
    assert sync(state, neo4j.settings, manifest).nodes_changed == 1
    assert neo4j.run("MATCH (n {uri: $uri}) RETURN labels(n) AS labels", uri=GROUP) == [{"labels": ["Entity", "State"]}]
    agree(state, neo4j, manifest)


def test_a_property_that_is_no_longer_stated_vanishes(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(project([], [[entity(GROUP, "Borealis", jurisdiction="NO"), holds("s", GROUP, TRADER, "51")]]), neo4j.settings, manifest)
    bare = project([], [[entity(GROUP, "Borealis"), holds("s", GROUP, TRADER)]])
    sync(bare, neo4j.settings, manifest)
    (row,) = neo4j.run("MATCH (n:Entity {uri: $uri})-[r:OWNS]->() RETURN keys(n) AS node, keys(r) AS link", uri=GROUP)
    assert "jurisdiction" not in row["node"]
    assert "exact" not in row["link"]
    agree(bare, neo4j, manifest)


def test_an_unnamed_holder_is_a_node_of_its_own(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(project([], [[holds("u", None, MAKER, "30", holder_reason=Reason.UNKNOWN)]]), neo4j.settings, manifest)
    assert neo4j.run("MATCH (u:Unknown)-[r:OWNS]->() WHERE u.unnamedReason = 'unknown' RETURN r.label AS label") == [{"label": "30 %"}]


def test_a_dry_run_counts_and_writes_nothing(neo4j: Neo4jAccess, manifest: Path) -> None:
    report = sync(crowd(10), neo4j.settings, manifest, dry_run=True)
    assert (report.nodes_created, report.relationships_created, report.dry_run) == (11, 9, True)
    assert neo4j.run("MATCH (n) RETURN count(*) AS many") == [{"many": 0}]


def test_a_lost_manifest_is_rebuilt_from_the_server(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(crowd(10), neo4j.settings, manifest)
    manifest.unlink()
    report = sync(crowd(11), neo4j.settings, manifest)
    assert (report.reread, report.changes, report.unchanged) == (True, 2, 20)
    agree(crowd(11), neo4j, manifest)


def test_a_damaged_manifest_is_rebuilt_from_the_server(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(crowd(10), neo4j.settings, manifest)
    manifest.write_bytes(b"no database at all" * 500)
    assert sync(crowd(10), neo4j.settings, manifest).unchanged == 20
    agree(crowd(10), neo4j, manifest)


def test_a_wiped_server_is_filled_again(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(crowd(10), neo4j.settings, manifest)
    neo4j.wipe()
    assert sync(crowd(10), neo4j.settings, manifest).changes == 20
    agree(crowd(10), neo4j, manifest)


def test_two_machines_take_turns(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    here, there = tmp_path / "here.sqlite", tmp_path / "there.sqlite"
    sync(crowd(10), neo4j.settings, here)
    sync(crowd(12), neo4j.settings, there)
    report = sync(crowd(11), neo4j.settings, here)
    assert (report.reread, report.nodes_deleted, report.relationships_deleted) == (True, 1, 1)
    agree(crowd(11), neo4j, here)


def test_a_second_writer_stops_the_first(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    def interfere(_phase: str, done: int, _total: int) -> None:
        if done == 5:
            sync(crowd(4), neo4j.settings, tmp_path / "other.sqlite", allow_mass_delete=True)

    with pytest.raises(BackendError) as caught:
        sync(crowd(20), neo4j.settings, tmp_path / "first.sqlite", batch_size=5, progress=interfere)
    assert caught.value.code == "NEO4J_BUSY"
    agree(crowd(4), neo4j, tmp_path / "other.sqlite")


def test_verify_names_what_someone_changed_and_repair_puts_it_right(neo4j: Neo4jAccess, manifest: Path) -> None:
    projection = project([SOURCE], [chain()])
    sync(projection, neo4j.settings, manifest)
    neo4j.run("MATCH ()-[r:OWNS {id: $id}]->() SET r.min = 99.0", id=f"{BASE}buys")
    neo4j.run("MATCH (n:Entity {uri: $uri}) REMOVE n:State SET n:Person", uri=STATE)
    neo4j.run("MATCH ()-[r:SUPERVISES]->() DELETE r")
    report = verify(projection, neo4j.settings, manifest)
    assert not report.agrees
    assert "SUPERVISES: 1 expected, 0 on the server" in report.differences
    assert f"OWNS {BASE}buys differs on the server in min" in report.differences
    assert sync(projection, neo4j.settings, manifest).changes == 0
    mended = sync(projection, neo4j.settings, manifest, repair=True)
    assert (mended.nodes_changed, mended.relationships_changed, mended.relationships_created) == (1, 1, 1)
    agree(projection, neo4j, manifest)


def test_a_lost_node_is_reported_with_the_way_to_mend_it(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(crowd(10), neo4j.settings, manifest)
    neo4j.run("MATCH (n:Entity {uri: $uri}) DETACH DELETE n", uri=f"{BASE}c0003")
    more = crowd(10, holds("new", f"{BASE}c0003", f"{BASE}c0008", "5"))
    with pytest.raises(BackendError) as caught:
        sync(more, neo4j.settings, manifest)
    assert (caught.value.code, "--repair" in caught.value.hint) == ("NEO4J_DRIFT", True)
    sync(more, neo4j.settings, manifest, repair=True)
    agree(more, neo4j, manifest)


def test_what_others_keep_in_the_database_stays(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(crowd(10), neo4j.settings, manifest)
    neo4j.run("CREATE (:Note {text: 'mine'})-[:ABOUT]->(:Entity {uri: 'urn:mine', name: 'Own'})")
    sync(crowd(9), neo4j.settings, manifest, repair=True)
    assert neo4j.run("MATCH (n:Note)-[:ABOUT]->(e) RETURN n.text AS text, e.name AS name") == [{"text": "mine", "name": "Own"}]
    agree(crowd(9), neo4j, manifest)


def test_every_item_carries_its_hash_and_the_state_its_totals(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(crowd(10), neo4j.settings, manifest)
    assert neo4j.run(f"MATCH (n) WHERE n.{HASH} IS NULL RETURN labels(n) AS labels") == [{"labels": ["_Sync"]}]
    (row,) = neo4j.run("MATCH (s:_Sync) RETURN s.phase AS phase, s.nodes AS nodes, s.relationships AS relationships")
    assert row == {"phase": "done", "nodes": 11, "relationships": 9}
