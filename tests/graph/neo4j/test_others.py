"""What others keep in the database: refused as a target, never overwritten, and no reason to call ours wrong."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from graph.neo4j.projection import project
from graph.neo4j.sync import sync
from ontology.errors import OwnershipError, UsageError
from tests.graph.neo4j.chain import BASE, GROUP, TRADER, entity, holds
from tests.graph.neo4j.test_sync import agree, crowd
from tests.neo4j_server.plugin import Neo4jAccess

pytestmark = pytest.mark.neo4j


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    return tmp_path / "manifest.sqlite"


def drop_schema(neo4j: Neo4jAccess) -> None:
    for row in neo4j.run("SHOW CONSTRAINTS YIELD name"):
        neo4j.run(f"DROP CONSTRAINT `{row['name']}`")


@pytest.mark.parametrize("dry_run", [False, True])
def test_somebody_elses_database_is_refused_and_nothing_is_left_in_it(neo4j: Neo4jAccess, manifest: Path, dry_run: bool) -> None:
    drop_schema(neo4j)
    neo4j.run("CREATE (:Person {name: 'Ada'})-[:ACTED_IN]->(:Movie {title: 'The Heron'})")
    with pytest.raises(UsageError) as caught:
        sync(crowd(3), neo4j.settings, manifest, dry_run=dry_run)
    assert (caught.value.code, "--beside-others" in caught.value.hint) == ("NEO4J_FOREIGN", True)
    assert neo4j.run("MATCH (n) RETURN count(n) AS nodes") == [{"nodes": 2}]
    assert neo4j.run("SHOW CONSTRAINTS YIELD name") == []


def test_leave_to_write_beside_others_is_asked_for_once(neo4j: Neo4jAccess, manifest: Path) -> None:
    neo4j.run("CREATE (:Person {name: 'Ada'})-[:ACTED_IN]->(:Movie {title: 'The Heron'})")
    sync(crowd(3), dataclasses.replace(neo4j.settings, beside_others=True), manifest)
    sync(crowd(4), neo4j.settings, manifest)
    agree(crowd(4), neo4j, manifest)
    assert neo4j.run("MATCH (p:Person)-[:ACTED_IN]->(m) RETURN p.name AS name, m.title AS title") == [{"name": "Ada", "title": "The Heron"}]


def test_a_graph_of_ours_without_its_state_is_not_somebody_elses(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(crowd(3), neo4j.settings, manifest)
    neo4j.run("MATCH (s:_Sync) DELETE s")
    assert sync(crowd(3), neo4j.settings, manifest).changes == 0
    agree(crowd(3), neo4j, manifest)


def test_a_node_of_another_with_a_key_of_ours_is_never_overwritten(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(crowd(3), neo4j.settings, manifest)
    neo4j.run("CREATE (:Entity {uri: $uri, name: 'Mine'})", uri=f"{BASE}c0003")
    with pytest.raises(OwnershipError) as caught:
        sync(crowd(5), neo4j.settings, manifest)
    assert caught.value.code == "NEO4J_FOREIGN_KEY"
    assert f"{BASE}c0003" in caught.value.what
    assert neo4j.run("MATCH (n:Entity {uri: $uri}) RETURN properties(n) AS p", uri=f"{BASE}c0003") == [
        {"p": {"uri": f"{BASE}c0003", "name": "Mine"}}
    ]
    neo4j.run("MATCH (n:Entity {name: 'Mine'}) SET n.uri = 'urn:mine'")
    sync(crowd(5), neo4j.settings, manifest)
    agree(crowd(5), neo4j, manifest)


@pytest.mark.parametrize("at_our_ends", [True, False])
def test_a_relationship_of_another_with_a_key_of_ours_is_never_overwritten(neo4j: Neo4jAccess, manifest: Path, at_our_ends: bool) -> None:
    sync(crowd(4), neo4j.settings, manifest)
    ends = ("c0000", "c0002") if at_our_ends else ("c0003", "c0001")
    query = "MATCH (a:Entity {uri: $a}), (b:Entity {uri: $b}) CREATE (a)-[:OWNS {id: $id, mine: true}]->(b)"
    neo4j.run(query, a=BASE + ends[0], b=BASE + ends[1], id=f"{BASE}planted")
    wanted = crowd(4, holds("planted", f"{BASE}c0000", f"{BASE}c0002", "5"))
    with pytest.raises(OwnershipError) as caught:
        sync(wanted, neo4j.settings, manifest)
    assert caught.value.code == "NEO4J_FOREIGN_KEY"
    assert neo4j.run("MATCH ()-[r:OWNS {mine: true}]->() RETURN size(keys(r)) AS properties") == [{"properties": 2}]
    neo4j.run("MATCH ()-[r:OWNS {mine: true}]->() DELETE r")
    sync(wanted, neo4j.settings, manifest)
    agree(wanted, neo4j, manifest)


@pytest.mark.parametrize("repair", [False, True])
def test_a_readers_label_stays_and_is_no_difference(neo4j: Neo4jAccess, manifest: Path, repair: bool) -> None:
    sync(crowd(5), neo4j.settings, manifest)
    neo4j.run("MATCH (n:Entity {uri: $uri}) SET n:Suspicious", uri=f"{BASE}c0003")
    neo4j.run("MATCH (n:Source) SET n:Company")
    agree(crowd(5), neo4j, manifest)
    assert sync(crowd(5), neo4j.settings, manifest, repair=repair).changes == 0
    manifest.unlink()
    assert sync(crowd(5), neo4j.settings, manifest).changes == 0
    sync(crowd(5, entity(f"{BASE}c0003", "Renamed", stated_at="2019-01-01")), neo4j.settings, manifest)
    assert neo4j.run("MATCH (n:Suspicious) RETURN n.name AS name") == [{"name": "Renamed"}]


def test_a_readers_property_stays_until_the_item_is_written_again(neo4j: Neo4jAccess, manifest: Path) -> None:
    before = project([], [[entity(GROUP, "Borealis"), entity(TRADER, "Trader")]])
    sync(before, neo4j.settings, manifest)
    neo4j.run("MATCH (n:Entity) SET n.note = 'look here'")
    sync(project([], [[entity(GROUP, "Borealis Group"), entity(TRADER, "Trader")]]), neo4j.settings, manifest)
    assert neo4j.run("MATCH (n:Entity) WHERE n.note IS NOT NULL RETURN n.name AS name") == [{"name": "Trader"}]
    report = sync(project([], [[entity(GROUP, "Borealis Group"), entity(TRADER, "Trader")]]), neo4j.settings, manifest, repair=True)
    assert report.nodes.changed == 1
    assert neo4j.run("MATCH (n:Entity) WHERE n.note IS NOT NULL RETURN n.name AS name") == []
