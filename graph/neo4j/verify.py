"""Check whether a Neo4j database holds a projection: counts and sums of hashes by label and type, and a random sample compared in full.

Owns the comparison of ``ownership sync --verify``; changes nothing.  A property that someone edited on the server is found by the sample
only with luck: a sync with ``repair`` compares everything.
"""

from __future__ import annotations

import heapq
import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.algorithms.kernels import sparing_memory
from graph.neo4j.connection import Neo4jSettings, connect
from graph.neo4j.content import hash_content
from graph.neo4j.database import Neo4jDatabase, parse_node, parse_relationship
from graph.neo4j.manifest import SyncManifest
from graph.neo4j.model import DERIVED_TYPES, RELATIONSHIP_TYPES
from graph.neo4j.property_graph import FACETS, Graph, Item, Node
from graph.neo4j.sums import Sums, join_labels, sum_server
from ontology.terms import digest


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """``differences`` are sentences; none means that all counts, sums and sampled items agree."""

    nodes: int
    relationships: int
    derived: int
    sampled: int
    differences: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        return not self.differences


def verify(graph: Graph, settings: Neo4jSettings, manifest_path: Path, *, sample: int = 200, seed: str | None = None) -> VerifyReport:
    """Compare server, manifest and graph.

    ``sample``: how many items are compared in full; they are other ones each time unless ``seed`` fixes them.

    Raises BackendError, StoreError.
    """
    with sparing_memory(), SyncManifest.open(manifest_path) as manifest, connect(settings) as driver:
        database = Neo4jDatabase(driver, settings)
        recorded = database.read_recorded()
        differences: list[str] = []
        if recorded is None:
            differences.append("no sync has written to this server")
        else:
            if recorded.state != manifest.read_state():
                differences.append("the manifest and the server do not have the same last batch; the next sync reads the server")
            if not recorded.has_ended:
                differences.append(f"the last sync did not end; it stopped at: {recorded.phase}")
        salt = seed if seed is not None else secrets.token_hex(8)
        expected, sampled = _sum_graph(graph, salt, sample)
        differences += _compare_totals(expected, sum_server(database, graph.runs))
        differences += _find_missing_labels(database)
        differences += _compare_items(database, sampled)
        relationships = sum(expected[kind][0] for kind in RELATIONSHIP_TYPES if kind in expected)
        derived = sum(expected[kind][0] for kind in DERIVED_TYPES if kind in expected)
        nodes = sum(count for count, _ in expected.values()) - relationships - derived
        return VerifyReport(nodes, relationships, derived, len(sampled), tuple(differences))


def _sum_graph(graph: Graph, salt: str, sample: int) -> tuple[Sums, list[Item]]:
    """Read the graph once: its sums, and a sample that the salt decides."""
    totals: Sums = defaultdict(lambda: (0, 0))

    def count_each() -> Iterator[tuple[str, int, Item]]:
        for place, item in enumerate(graph.items()):
            name = join_labels(item.shape)
            count, hash_sum = totals[name]
            totals[name] = count + 1, hash_sum + hash_content(item)
            yield digest(salt, item.group, item.key), place, item

    sampled = heapq.nsmallest(max(1, sample), count_each())[:sample]
    return dict(totals), [item for _, _, item in sampled]


def _find_missing_labels(database: Neo4jDatabase) -> Iterable[str]:
    query = (
        f"MATCH (n:Entity) WHERE n.syncHash IS NOT NULL AND any(label IN n.{FACETS} WHERE NOT label IN labels(n)) RETURN count(*) AS many"
    )
    many = database.read(query)[0]["many"]
    if many:
        yield f"Entity: {many} on the server lack a label that their {FACETS} name"


def _compare_totals(expected: Sums, present: Sums) -> Iterable[str]:
    for name in sorted(expected.keys() | present.keys()):
        (want, want_sum), (have, have_sum) = expected.get(name, (0, 0)), present.get(name, (0, 0))
        if want != have:
            yield f"{name}: {want} expected, {have} on the server"
        elif want_sum != have_sum:
            yield f"{name}: {want} on both sides, but their contents differ"


def _compare_items(database: Neo4jDatabase, items: list[Item]) -> Iterable[str]:
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[item.group].append(item)
    for group, members in sorted(groups.items()):
        keys = [item.key for item in members]
        present: dict[str, Item]
        if isinstance(members[0], Node):
            query = f"UNWIND $keys AS key MATCH (n:{group} {{uri: key}}) RETURN key, labels(n) AS labels, properties(n) AS properties"
            present = {row["key"]: parse_node(row, group) for row in database.read(query, keys=keys)}
        else:
            query = (
                f"UNWIND $keys AS key MATCH (a)-[r:{group} {{id: key}}]->(b) "
                "RETURN key, type(r) AS type, a.uri AS start, b.uri AS end, properties(r) AS properties"
            )
            present = {row["key"]: parse_relationship(row) for row in database.read(query, keys=keys)}
        for item in members:
            there = present.get(item.key)
            if there is None:
                yield f"{group} {item.key} is not on the server"
            elif hash_content(there) != hash_content(item):
                yield f"{group} {item.key} differs on the server{_name_difference(item, there)}"


def _name_difference(item: Item, there: Item) -> str:
    names = sorted(n for n in item.properties.keys() | there.properties.keys() if item.properties.get(n) != there.properties.get(n))
    return f" in {', '.join(names)}" if names else " in its labels or ends"
