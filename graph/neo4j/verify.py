"""Check whether a Neo4j database holds a projection: counts and sums of hashes by label and type, and a random sample compared in full.

Owns the comparison of ``ownership sync --verify``; changes nothing.  A property that someone edited on the server is found by the sample
only with luck: a sync with ``repair`` compares everything.
"""

from __future__ import annotations

import heapq
import secrets
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from graph.neo4j.connection import Neo4jSettings, connect
from graph.neo4j.database import Neo4jDatabase, parse_node, parse_relationship
from graph.neo4j.diff import Phase
from graph.neo4j.manifest import SyncManifest
from graph.neo4j.model import RELATIONSHIP_TYPES
from graph.neo4j.property_graph import Item, Node, Projection, hash_content
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
    """Compare server, manifest and projection.

    ``sample``: how many items are compared in full; they are other ones each time unless ``seed`` fixes them.

    Raises BackendError, StoreError.
    """
    with SyncManifest.open(manifest_path) as manifest, connect(settings) as driver:
        database = Neo4jDatabase(driver, settings)
        recorded = database.read_state()
        differences: list[str] = []
        if recorded is None:
            differences.append("no sync has written to this server")
        else:
            if recorded[0] != manifest.read_state():
                differences.append("the manifest and the server do not have the same last batch; the next sync reads the server")
            if recorded[1] != Phase.DONE:
                differences.append(f"the last sync did not end; it stopped at: {recorded[1]}")
        differences += _compare_totals(_sum_projection(projection), _sum_database(database))
        salt = seed if seed is not None else secrets.token_hex(8)
        sampled = heapq.nsmallest(sample, projection.items(), key=lambda item: digest(salt, item.group, item.key))
        differences += _compare_items(database, sampled)
        return VerifyReport(len(projection.nodes), len(projection.relationships), len(sampled), tuple(differences))


def _sum_projection(projection: Projection) -> Totals:
    totals: Totals = defaultdict(lambda: (0, 0))
    for item in projection.items():
        name = _join_labels(item.shape)
        count, hash_sum = totals[name]
        totals[name] = count + 1, hash_sum + hash_content(item)
    return dict(totals)


def _sum_database(database: Neo4jDatabase) -> Totals:
    totals: Totals = {}
    for anchor in ("Entity", "Source"):
        rows = database.read(f"MATCH (n:{anchor}) WHERE n.syncHash IS NOT NULL RETURN labels(n) AS labels, {_SUMS.format('n')}")
        for row in rows:
            name = _join_labels(row["labels"])
            count, hash_sum = totals.get(name, (0, 0))
            totals[name] = count + row["many"], hash_sum + row["high"] * _HALF + row["low"]
    for kind in RELATIONSHIP_TYPES:
        for row in database.read(f"MATCH ()-[r:{kind}]->() WHERE r.syncHash IS NOT NULL RETURN {_SUMS.format('r')}"):
            if row["many"]:
                totals[kind] = row["many"], row["high"] * _HALF + row["low"]
    return totals


def _compare_totals(expected: Totals, present: Totals) -> Iterable[str]:
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


def _join_labels(labels: Iterable[str]) -> str:
    return "/".join(sorted(labels))
