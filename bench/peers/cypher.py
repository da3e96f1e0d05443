"""The question that Cypher can express, on a real Neo4j: the top of a chain of single majorities.

Owns the loading and the query.  Control by several holders together cannot be written as a path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, LiteralString

from neo4j import Driver

TOP = """
MATCH (c:Party {number: $number})
MATCH path = (c)<-[:MAJORITY*1..40]-(top) WHERE NOT EXISTS { (top)<-[:MAJORITY]-() }
RETURN top.number AS top
"""
BATCH = 10_000


def load(driver: Driver, parties: int, majorities: Iterable[tuple[int, int]]) -> None:
    """Write parties as indexed nodes and majorities, pairs (holder, company), as relationships, in place of what is there."""
    while _run(driver, "MATCH (n) WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS gone")[0]["gone"]:
        pass
    _run(driver, "CREATE CONSTRAINT bench_party IF NOT EXISTS FOR (p:Party) REQUIRE p.number IS UNIQUE")
    for rows in _batches(range(parties)):
        _run(driver, "UNWIND $rows AS number CREATE (:Party {number: number})", rows=rows)
    query: LiteralString = (
        "UNWIND $rows AS row MATCH (h:Party {number: row[0]}) MATCH (c:Party {number: row[1]}) CREATE (h)-[:MAJORITY]->(c)"
    )
    for rows in _batches(list(pair) for pair in majorities):
        _run(driver, query, rows=rows)
    _run(driver, "CALL db.awaitIndexes(60)")


def top(driver: Driver, company: int) -> int | None:
    """Return the party at the end of the pointers; None where nobody has a majority alone."""
    rows = _run(driver, TOP, number=company)
    return int(rows[0]["top"]) if rows else None


def _run(driver: Driver, query: LiteralString, **parameters: Any) -> list[Any]:
    records, _, _ = driver.execute_query(query, parameters)
    return records


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
