"""Does Neo4j hold the projection?  Counts and sums of hashes by label and type, and a random sample compared in full.

Owns the comparison; changes nothing.  A property that someone edited on the server is found by the sample only with luck: ``repair``
compares everything.
"""

from __future__ import annotations

import heapq
import secrets
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from graph.neo4j.connection import Neo4jSettings, connect
from graph.neo4j.diff import Phase
from graph.neo4j.manifest import Manifest
from graph.neo4j.model import RELATIONSHIP_TYPES
from graph.neo4j.property_graph import Item, Node, Projection, Relationship, content_hash
from graph.neo4j.server import Neo4jStore, node_of, relationship_of
from ontology.terms import digest

Totals = dict[str, tuple[int, int]]
"""Labels or type -> (how many, sum of their hashes)."""

# The sum of 63-bit numbers overflows the server's integers; the sums of their halves do not.
_HALF = 2**32
_SUMS = f"count(*) AS many, sum({{0}}.syncHash / {_HALF}) AS high, sum({{0}}.syncHash % {_HALF}) AS low"


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """``differences`` are sentences; none means that all counts, sums and sampled items agree."""

    nodes: int
    relationships: int
    sampled: int
    differences: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        return not self.differences


def verify(
    projection: Projection, settings: Neo4jSettings, manifest_path: Path, *, sample: int = 200, seed: str | None = None
) -> VerifyReport:
    """Compare server, manifest and projection; the sample is another one each time unless ``seed`` fixes it.

    Raises BackendError, StoreError.
    """
    with Manifest.open(manifest_path) as manifest, connect(settings) as driver:
        store = Neo4jStore(driver, settings)
        found = store.state()
        differences: list[str] = []
        if found is None:
            differences.append("no sync has written to this server")
        else:
            if found[0] != manifest.state():
                differences.append("the manifest and the server do not have the same last batch; the next sync reads the server")
            if found[1] != Phase.DONE:
                differences.append(f"the last sync did not end; it stopped at: {found[1]}")
        differences += _compare(_expected(projection), _totals(store))
        salt = seed if seed is not None else secrets.token_hex(8)
        picked = heapq.nsmallest(sample, projection.items(), key=lambda item: digest(salt, item.group, item.key))
        differences += _compare_items(store, picked)
        return VerifyReport(len(projection.nodes), len(projection.relationships), len(picked), tuple(differences))


def _expected(projection: Projection) -> Totals:
    totals: Totals = defaultdict(lambda: (0, 0))
    for item in projection.items():
        name = _name(item.labels) if isinstance(item, Node) else item.type
        many, total = totals[name]
        totals[name] = many + 1, total + content_hash(item)
    return dict(totals)


def _totals(store: Neo4jStore) -> Totals:
    totals: Totals = {}
    for anchor in ("Entity", "Source"):
        rows = store.read(f"MATCH (n:{anchor}) WHERE n.syncHash IS NOT NULL RETURN labels(n) AS labels, {_SUMS.format('n')}")
        for row in rows:
            name = _name(row["labels"])
            many, total = totals.get(name, (0, 0))
            totals[name] = many + row["many"], total + row["high"] * _HALF + row["low"]
    for kind in RELATIONSHIP_TYPES:
        for row in store.read(f"MATCH ()-[r:{kind}]->() WHERE r.syncHash IS NOT NULL RETURN {_SUMS.format('r')}"):
            if row["many"]:
                totals[kind] = row["many"], row["high"] * _HALF + row["low"]
    return totals


def _compare(expected: Totals, found: Totals) -> Iterable[str]:
    for name in sorted(expected.keys() | found.keys()):
        (want, want_sum), (have, have_sum) = expected.get(name, (0, 0)), found.get(name, (0, 0))
        if want != have:
            yield f"{name}: {want} expected, {have} on the server"
        elif want_sum != have_sum:
            yield f"{name}: {want} on both sides, but their contents differ"


def _compare_items(store: Neo4jStore, picked: list[Item]) -> Iterable[str]:
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in picked:
        groups[item.group].append(item)
    for group, items in sorted(groups.items()):
        keys = [item.key for item in items]
        on_server: dict[str, Node | Relationship]
        if isinstance(items[0], Node):
            query = f"UNWIND $keys AS key MATCH (n:{group} {{uri: key}}) RETURN key, labels(n) AS labels, properties(n) AS properties"
            on_server = {row["key"]: node_of(row, group) for row in store.read(query, keys=keys)}
        else:
            query = (
                f"UNWIND $keys AS key MATCH (a)-[r:{group} {{id: key}}]->(b) "
                "RETURN key, type(r) AS type, a.uri AS start, b.uri AS end, properties(r) AS properties"
            )
            on_server = {row["key"]: relationship_of(row) for row in store.read(query, keys=keys)}
        for item in items:
            there = on_server.get(item.key)
            if there is None:
                yield f"{group} {item.key} is not on the server"
            elif content_hash(there) != content_hash(item):
                yield f"{group} {item.key} differs on the server{_where(item, there)}"


def _where(item: Item, there: Item) -> str:
    names = sorted(n for n in item.properties.keys() | there.properties.keys() if item.properties.get(n) != there.properties.get(n))
    return f" in {', '.join(names)}" if names else " in its labels or ends"


def _name(labels: Iterable[str]) -> str:
    return "/".join(sorted(labels))
