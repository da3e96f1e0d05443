"""A server that holds nothing of ours takes the whole graph as new, without a comparison."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.neo4j.fill import cut_whole
from graph.neo4j.property_graph import Item, Node, OnRead, WholeReason, ignore_reading
from graph.neo4j.sync import sync
from graph.neo4j.verify import verify
from ontology.errors import UsageError
from tests.graph.neo4j.chain import BASE
from tests.graph.neo4j.test_sync import crowd
from tests.neo4j_server.plugin import Neo4jAccess


@pytest.mark.parametrize("size", [1, 4, 7, 1_000])
def test_the_batches_are_the_whole_graph_one_kind_after_the_other(size: int) -> None:
    graph = crowd(20)
    batches = list(cut_whole(graph, size))
    assert max(batch.rows for batch in batches) <= size
    assert all(batch.is_new and {item.shape for item, _ in batch.items} == {batch.shape} for batch in batches)
    items = [item for batch in batches for item, _ in batch.items]
    assert sorted(item.key for item in items) == sorted(item.key for item in graph.items())
    kinds = [item.kind for item in items]
    assert kinds == sorted(kinds)


def test_no_more_rows_wait_than_those_of_a_few_batches() -> None:
    read = 0

    class Varied:
        complete, scope, content, runs, size = True, None, None, frozenset[str](), 0

        def items(self, on_read: OnRead = ignore_reading) -> Iterator[Item]:  # noqa: ARG002
            nonlocal read
            for number in range(2_000):
                read += 1
                yield Node(f"urn:{number}", ("Entity", f"Kind{number % 50}"), {"uri": f"urn:{number}"})

        def find_part(self, content: str) -> WholeReason: ...  # type: ignore[empty-body]

    written = 0
    for batch in cut_whole(Varied(), 20):
        assert read - written <= 3 * 20 + 1
        written += batch.rows
    assert written == 2_000


@pytest.mark.neo4j
def test_what_occurs_twice_is_there_once(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    graph = crowd(10)
    doubled = dataclasses.replace(graph, nodes=graph.nodes * 2, relationships=(*graph.relationships, graph.relationships[4]))
    sync(doubled, neo4j.settings, tmp_path / "manifest.sqlite")
    assert verify(graph, neo4j.settings, tmp_path / "manifest.sqlite", sample=1_000).differences == ()


@pytest.mark.neo4j
def test_a_key_that_somebody_else_takes_meanwhile_is_told_and_left(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    def plant(_phase: str, done: int, _total: int) -> None:
        if done == 5:
            neo4j.run("CREATE (:Entity {uri: $uri, name: 'Own'})", uri=f"{BASE}c0008")

    with pytest.raises(UsageError) as caught:
        sync(crowd(10), neo4j.settings, tmp_path / "manifest.sqlite", batch_size=5, progress=plant)
    assert (caught.value.code, f"{BASE}c0008" in str(caught.value)) == ("NEO4J_FOREIGN_KEY", True)
    assert neo4j.run("MATCH (n:Entity {uri: $uri}) RETURN properties(n) AS n", uri=f"{BASE}c0008") == [
        {"n": {"uri": f"{BASE}c0008", "name": "Own"}}
    ]


@pytest.mark.neo4j
def test_what_a_wiped_server_had_is_forgotten(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.sqlite"
    sync(crowd(12), neo4j.settings, manifest)
    neo4j.wipe()
    report = sync(crowd(10), neo4j.settings, manifest)
    assert (report.nodes.created, report.relationships.created, report.changes) == (11, 9, 20)
    again = sync(crowd(10), neo4j.settings, manifest)
    assert (again.changes, again.unchanged, again.reread) == (0, 20, False)
