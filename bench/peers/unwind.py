"""What a driver alone needs to put a graph on a real Neo4j: batches of rows, UNWIND and CREATE.

Owns the loading.  It remembers nothing, compares nothing, and a second run of it would double everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, LiteralString

from neo4j import Driver

from graph.neo4j.property_graph import Item, Node

BATCH = 10_000

Rows = dict[tuple[str, ...], list[dict[str, Any]]]
"""Labels of nodes, or a type of relationships, to their rows; nodes first."""


def make_rows(items: Iterable[Item]) -> Rows:
    """Make the rows of nodes and relationships, as a script would have them at hand."""
    rows: Rows = defaultdict(list)
    for item in items:
        row: dict[str, Any] = {
            "properties": {name: list(value) if isinstance(value, tuple) else value for name, value in item.properties.items()}
        }
        if not isinstance(item, Node):
            row |= {"start": item.start, "end": item.end}
        rows[item.shape].append(row)
    return rows


def wipe(driver: Driver) -> None:
    """Delete everything but the schema."""
    while _run(driver, "MATCH (n) WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS gone")[0]["gone"]:
        pass


def load(driver: Driver, rows: Rows) -> None:
    """Create everything in an empty database."""
    for label in ("Entity", "Source"):
        _run(driver, f"CREATE CONSTRAINT bench_{label} IF NOT EXISTS FOR (n:{label}) REQUIRE n.uri IS UNIQUE")
    for shape, of_shape in rows.items():
        query = f"UNWIND $rows AS row CREATE (n:{':'.join(shape)}) SET n = row.properties"
        if "start" in of_shape[0]:
            query = (
                "UNWIND $rows AS row MATCH (a:Entity {uri: row.start}) MATCH (b:Entity {uri: row.end}) "
                f"CREATE (a)-[r:{shape[0]}]->(b) SET r = row.properties"
            )
        for batch in _cut(of_shape):
            _run(driver, query, rows=batch)


def _cut(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    return (rows[first : first + BATCH] for first in range(0, len(rows), BATCH))


def _run(driver: Driver, query: str, **parameters: Any) -> list[Any]:
    # Labels and types are those of the product's model; what comes from data is a parameter.
    text: LiteralString = query
    records, _, _ = driver.execute_query(text, parameters)
    return records
