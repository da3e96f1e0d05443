"""Count items, and add up their hashes, by labels and type: on a server, which does it by itself, and in a manifest.

Owns what is counted together.  Who compares: a sync that finds all of its graph there (graph/neo4j/sync.py), and ``ownership sync
--verify`` (graph/neo4j/verify.py).
"""

# What is put together here are names of our own tables, labels and types; everything that comes from data is a parameter.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from graph.files import raise_store_errors
from graph.neo4j.database import Neo4jDatabase, select_labels
from graph.neo4j.manifest import HALF, SyncManifest, decode_texts
from graph.neo4j.model import DERIVED_TYPES, RELATIONSHIP_TYPES
from graph.neo4j.property_graph import RUN

Sums = dict[str, tuple[int, int]]
"""Labels or type -> (how many, sum of their hashes)."""

_SUMS: Final = f"count(*) AS many, sum({{0}}.syncHash / {HALF}) AS high, sum({{0}}.syncHash % {HALF}) AS low"


def sum_server(database: Neo4jDatabase, runs: frozenset[str] = frozenset()) -> Sums:
    """Count and sum what a sync wrote; of derived answers those of some runs."""
    sums: Sums = {}
    for anchor in ("Entity", "Source"):
        rows = database.read(f"MATCH (n:{anchor}) WHERE n.syncHash IS NOT NULL RETURN labels(n) AS labels, {_SUMS.format('n')}")
        for row in rows:
            _add(sums, join_labels((anchor, *select_labels(row["labels"], anchor))), row["many"], row["high"], row["low"])
    for kind in (*RELATIONSHIP_TYPES, *(DERIVED_TYPES if runs else ())):
        which = "r.syncHash IS NOT NULL" + (f" AND r.{RUN} IN $runs" if kind in DERIVED_TYPES else "")
        for row in database.read(f"MATCH ()-[r:{kind}]->() WHERE {which} RETURN {_SUMS.format('r')}", runs=sorted(runs)):
            if row["many"]:
                _add(sums, kind, row["many"], row["high"], row["low"])
    return sums


def sum_manifest(manifest: SyncManifest, table: str) -> Sums:
    """Count and sum the facts that a table of a manifest has."""
    sums: Sums = {}
    query = f"""
        SELECT kind, grp, labels, count(*), sum(hash / {HALF}), sum(hash % {HALF}) FROM {table} WHERE kind <> 'derived'
        GROUP BY kind, grp, labels
    """
    with raise_store_errors(manifest.path):
        for kind, group, labels, *numbers in manifest.connection.execute(query):
            _add(sums, join_labels(decode_texts(labels)) if kind == "node" else group, *numbers)
    return sums


def join_labels(labels: Iterable[str]) -> str:
    """Name what is counted together: labels in order, or the one type."""
    return "/".join(sorted(labels))


def _add(sums: Sums, name: str, many: int, high: int, low: int) -> None:
    count, hash_sum = sums.get(name, (0, 0))
    sums[name] = count + many, hash_sum + high * HALF + low
