"""The sync against a real server: after each run the server holds the projection, and nothing else of ours."""

from __future__ import annotations

import dataclasses
import datetime
import sqlite3
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from graph.neo4j.projection import project
from graph.neo4j.property_graph import HASH, Item, Node, OnRead, Projection, ignore_reading
from graph.neo4j.sync import sync
from graph.neo4j.verify import verify
from ontology.errors import BackendError, UsageError
from ontology.statements import Attribute, Interest, Kind, Reason, Statement
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
    assert (report.nodes.created, report.relationships.created, report.changes) == (5, 3, 8)
    agree(projection, neo4j, manifest)
    (row,) = neo4j.run("MATCH (a)-[r:OWNS {id: $id}]->(b) RETURN a.name AS holder, b.name AS subject, properties(r) AS r", id=f"{BASE}buys")
    assert (row["holder"], row["subject"], row["r"]["label"]) == ("Borealis Trading", "Steppe Motors", "agreed: 51 %")
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
    assert (report.nodes.deleted, report.relationships.deleted) == (3, 3)
    agree(fewer, neo4j, manifest)


def test_deleting_more_than_a_fifth_is_refused_and_changes_nothing(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(crowd(30), neo4j.settings, manifest)
    with pytest.raises(UsageError, match="would delete 10 of 31 nodes") as caught:
        sync(crowd(20), neo4j.settings, manifest)
    assert (caught.value.code, "--allow-mass-delete" in caught.value.hint) == ("NEO4J_MASS_DELETE", True)
    agree(crowd(30), neo4j, manifest)
    sync(crowd(20), neo4j.settings, manifest, allow_mass_delete=True)
    agree(crowd(20), neo4j, manifest)


def test_a_dry_run_tells_what_a_sync_refuses_to_delete(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(crowd(30), neo4j.settings, manifest)
    report = sync(crowd(20), neo4j.settings, manifest, dry_run=True)
    assert (report.nodes.deleted, report.relationships.deleted, report.needs_leave) == (10, 10, True)
    assert not sync(crowd(29), neo4j.settings, manifest, dry_run=True).needs_leave
    agree(crowd(30), neo4j, manifest)


def test_a_graph_that_was_last_synced_is_not_read_again(neo4j: Neo4jAccess, manifest: Path) -> None:
    graph = dataclasses.replace(crowd(10), content="ten")
    assert not sync(graph, neo4j.settings, manifest).skipped
    # What is read is no longer looked at: another graph under that name makes no difference.
    report = sync(dataclasses.replace(crowd(5), content="ten"), neo4j.settings, manifest)
    assert (report.skipped, report.unchanged, report.changes) == (True, 20, 0)
    agree(graph, neo4j, manifest)


@pytest.mark.parametrize("what", ["content", "manifest", "server", "deleted", "cut off", "repair"])
def test_a_graph_is_read_again_when_anything_speaks_against_its_being_there(neo4j: Neo4jAccess, manifest: Path, what: str) -> None:
    graph = dataclasses.replace(crowd(10), content="ten")
    sync(graph, neo4j.settings, manifest)
    match what:
        case "content":
            graph = dataclasses.replace(graph, content="ten again")
        case "manifest":
            manifest.unlink()
        case "server":
            neo4j.wipe()
        case "deleted":
            neo4j.run("MATCH (n:Entity {uri: $uri}) DETACH DELETE n", uri=f"{BASE}c0003")
        case "cut off":
            neo4j.run("MATCH (s:_Sync) SET s.phase = 'nodes'")
    assert not sync(graph, neo4j.settings, manifest, repair=what == "repair").skipped
    agree(graph, neo4j, manifest)
    assert sync(graph, neo4j.settings, manifest).skipped


def test_a_synced_graph_without_a_name_is_not_taken_for_the_one_before(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(dataclasses.replace(crowd(10), content="ten"), neo4j.settings, manifest)
    sync(crowd(11), neo4j.settings, manifest)
    report = sync(dataclasses.replace(crowd(10), content="ten"), neo4j.settings, manifest)
    assert (report.skipped, report.nodes.deleted) == (False, 1)
    agree(crowd(10), neo4j, manifest)


@pytest.mark.thorough
def test_memory_does_not_grow_with_the_graph(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    class Crowd:
        complete, scope, content = True, None, None

        def __init__(self, count: int) -> None:
            self.count = count

        def items(self, on_read: OnRead = ignore_reading) -> Iterator[Item]:  # noqa: ARG002
            for i in range(self.count):
                yield Node(f"urn:{i}", ("Entity", "Company"), {"uri": f"urn:{i}", "name": f"Company {i}"})

    def measure_peak(count: int) -> int:
        tracemalloc.start()
        report = sync(Crowd(count), neo4j.settings, tmp_path / f"{count}.sqlite", dry_run=True)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert report.nodes.created == count
        return peak

    measure_peak(1_000)
    assert measure_peak(100_000) < 1.2 * measure_peak(20_000)


def test_an_input_that_is_not_complete_deletes_nothing(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(crowd(5), neo4j.settings, manifest)
    part = project([], [[entity(MAKER, "Steppe Motors")]], complete=False)
    report = sync(part, neo4j.settings, manifest)
    assert (report.nodes.created, report.nodes.deleted, report.out_of_scope) == (1, 0, 10)
    assert neo4j.run("MATCH (n:Entity) RETURN count(*) AS many") == [{"many": 6}]


def test_a_scope_leaves_other_sources_alone(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(crowd(5), neo4j.settings, manifest)
    other = project([], [[entity(MAKER, "Steppe Motors")]], scope=frozenset({"https://example.org/another"}))
    report = sync(other, neo4j.settings, manifest, allow_mass_delete=True)
    assert (report.nodes.created, report.nodes.deleted, report.relationships.deleted) == (1, 0, 0)
    assert neo4j.run("MATCH (n:Entity) RETURN count(*) AS many") == [{"many": 6}]


def test_changed_ends_move_the_relationship(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(crowd(10, holds("moving", f"{BASE}c0000", f"{BASE}c0005", "10")), neo4j.settings, manifest)
    moved = crowd(10, holds("moving", f"{BASE}c0007", f"{BASE}c0009", "10"))
    report = sync(moved, neo4j.settings, manifest)
    assert (report.relationships.created, report.relationships.changed, report.relationships.deleted) == (0, 1, 0)
    agree(moved, neo4j, manifest)


def test_a_changed_type_replaces_the_relationship(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(crowd(10, holds("turning", STATE, GROUP, "10")), neo4j.settings, manifest)
    turned = crowd(10, holds("turning", STATE, GROUP, "10", interest=Interest.CONTROL_BY_LEGAL_FRAMEWORK))
    sync(turned, neo4j.settings, manifest)
    agree(turned, neo4j, manifest)
    assert neo4j.run("MATCH ()-[r {id: $id}]->() RETURN type(r) AS type", id=f"{BASE}turning") == [{"type": "SUPERVISES"}]


def draw_listed(jurisdiction: str) -> Projection:
    listing = (Attribute(name="listing", value="Northland Exchange"),)
    return project(
        [SOURCE], [[entity(MAKER, "Steppe Motors", jurisdiction=jurisdiction, attributes=listing), entity(GROUP, "Borealis Group")]]
    )


def read_labels(neo4j: Neo4jAccess, uri: str) -> list[str]:
    (row,) = neo4j.run("MATCH (n {uri: $uri}) RETURN labels(n) AS labels", uri=uri)
    return sorted(row["labels"])


def test_further_labels_follow_the_facts_and_leave_those_of_others(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(draw_listed("GB"), neo4j.settings, manifest)
    assert read_labels(neo4j, MAKER) == ["Company", "Entity", "In_GB", "Listed"]
    neo4j.run("MATCH (n {uri: $uri}) SET n:Suspicious:In_XX", uri=MAKER)
    neo4j.run("MATCH (n {uri: $uri}) SET n:Listed", uri=GROUP)
    assert verify(draw_listed("GB"), neo4j.settings, manifest).differences == ()
    sync(draw_listed("VG"), neo4j.settings, manifest)
    assert read_labels(neo4j, MAKER) == ["Company", "Entity", "In_VG", "In_XX", "Listed", "Suspicious"]
    agree(draw_listed("VG"), neo4j, manifest)


def test_a_further_label_that_was_taken_away_is_seen_and_given_back(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(draw_listed("GB"), neo4j.settings, manifest)
    neo4j.run("MATCH (n:Listed) REMOVE n:Listed")
    assert "Entity: 1 on the server lack a label that their facets name" in verify(draw_listed("GB"), neo4j.settings, manifest).differences
    assert sync(draw_listed("GB"), neo4j.settings, manifest, repair=True).nodes.changed == 1
    assert read_labels(neo4j, MAKER) == ["Company", "Entity", "In_GB", "Listed"]
    neo4j.run("MATCH (n {uri: $uri}) SET n.facets = ['Entity', 'Company']", uri=MAKER)
    sync(draw_listed("GB"), neo4j.settings, manifest, repair=True)
    agree(draw_listed("GB"), neo4j, manifest)
    assert read_labels(neo4j, MAKER) == ["Company", "Entity", "In_GB", "Listed"]


def test_a_changed_kind_changes_the_label(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(project([], [[entity(GROUP, "Borealis")]]), neo4j.settings, manifest)
    state = project([], [[entity(GROUP, "Borealis", Kind.STATE)]])
    assert sync(state, neo4j.settings, manifest).nodes.changed == 1
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
    assert (report.nodes.created, report.relationships.created, report.dry_run) == (11, 9, True)
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


@pytest.mark.parametrize("repair", [False, True])
def test_a_manifest_of_which_any_page_is_damaged_is_rebuilt_from_the_server(neo4j: Neo4jAccess, manifest: Path, repair: bool) -> None:
    sync(crowd(60), neo4j.settings, manifest)
    pages = manifest.stat().st_size // 4_096
    assert pages > 8
    for page in range(pages):
        content = bytearray(manifest.read_bytes())
        content[page * 4_096 : (page + 1) * 4_096] = b"\xa5" * 4_096
        manifest.write_bytes(content)
        sync(crowd(60 + page % 2), neo4j.settings, manifest, repair=repair)
        agree(crowd(60 + page % 2), neo4j, manifest)


def test_a_manifest_that_says_less_than_was_synced_is_rebuilt_from_the_server(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(crowd(10), neo4j.settings, manifest)
    with closing(sqlite3.connect(manifest)) as file, file:
        file.execute("UPDATE item SET hash = hash + 1 WHERE key = ?", (f"{BASE}c0003",))
    report = sync(crowd(10), neo4j.settings, manifest)
    assert (report.reread, report.changes) == (True, 0)


def test_a_dry_run_leaves_a_damaged_manifest_to_the_sync(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(crowd(200), neo4j.settings, manifest)
    damaged = manifest.read_bytes()[:30_000] + b"\xa5" * 6_000 + manifest.read_bytes()[36_000:]
    manifest.write_bytes(damaged)
    report = sync(crowd(201), neo4j.settings, manifest, dry_run=True)
    assert (report.changes, report.unchanged) == (2, 400)
    assert manifest.read_bytes() == damaged


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
    assert (report.reread, report.nodes.deleted, report.relationships.deleted) == (True, 1, 1)
    agree(crowd(11), neo4j, here)


def test_verify_names_what_someone_changed_and_repair_puts_it_right(neo4j: Neo4jAccess, manifest: Path) -> None:
    projection = project([SOURCE], [chain()])
    sync(projection, neo4j.settings, manifest)
    neo4j.run("MATCH ()-[r:OWNS {id: $id}]->() SET r.min = 99.0", id=f"{BASE}buys")
    neo4j.run("MATCH (n:Entity {uri: $uri}) REMOVE n:State SET n:Person", uri=STATE)
    neo4j.run("MATCH ()-[r:SUPERVISES]->() REMOVE r.details")
    report = verify(projection, neo4j.settings, manifest)
    assert not report.agrees
    assert f"SUPERVISES {BASE}supervises differs on the server in details" in report.differences
    assert f"OWNS {BASE}buys differs on the server in min" in report.differences
    assert sync(projection, neo4j.settings, manifest).changes == 0
    mended = sync(projection, neo4j.settings, manifest, repair=True)
    assert (mended.nodes.changed, mended.relationships.changed, mended.relationships.created) == (1, 2, 0)
    agree(projection, neo4j, manifest)


def test_what_was_deleted_on_the_server_comes_back(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(crowd(10), neo4j.settings, manifest)
    neo4j.run("MATCH (n:Entity {uri: $uri}) DETACH DELETE n", uri=f"{BASE}c0003")
    report = sync(crowd(10), neo4j.settings, manifest)
    assert (report.reread, report.nodes.created, report.relationships.created) == (True, 1, 2)
    agree(crowd(10), neo4j, manifest)
    neo4j.run("MATCH ()-[r:OWNS {id: $id}]->() DELETE r", id=f"{BASE}h0003")
    assert sync(crowd(10), neo4j.settings, manifest).relationships.created == 1
    agree(crowd(10), neo4j, manifest)


def test_a_node_that_is_lost_during_a_sync_is_reported_with_the_way_to_mend_it(neo4j: Neo4jAccess, manifest: Path) -> None:
    def lose(_phase: str, done: int, _total: int) -> None:
        if done == 10:
            neo4j.run("MATCH (n:Entity {uri: $uri}) DETACH DELETE n", uri=f"{BASE}c0008")

    with pytest.raises(BackendError) as caught:
        sync(crowd(10), neo4j.settings, manifest, batch_size=5, progress=lose)
    assert (caught.value.code, "--repair" in caught.value.hint) == ("NEO4J_DRIFT", True)
    sync(crowd(10), neo4j.settings, manifest, repair=True)
    agree(crowd(10), neo4j, manifest)


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
