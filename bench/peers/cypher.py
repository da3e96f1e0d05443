"""The questions that Cypher can express, on a real Neo4j: the top of a chain of single majorities, and everyone within a few links.

Owns the loading and the queries.  Control by several holders together cannot be written as a path.
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
LINKS = 8
"""How far up the second question goes."""
WITHIN = f"MATCH (c:Party {{number: $number}})<-[:HOLDS*1..{LINKS}]-(h) RETURN DISTINCT h.number AS holder"
BATCH = 10_000


def load(driver: Driver, parties: int, holdings: Iterable[tuple[int, int]], majorities: Iterable[tuple[int, int]]) -> None:
    """Parties as indexed nodes, (holder, company) pairs as relationships; replaces what is there."""
    while _run(driver, "MATCH (n) WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS gone")[0]["gone"]:
        pass
    _run(driver, "CREATE CONSTRAINT bench_party IF NOT EXISTS FOR (p:Party) REQUIRE p.number IS UNIQUE")
    for rows in _batches(range(parties)):
        _run(driver, "UNWIND $rows AS number CREATE (:Party {number: number})", rows=rows)
    for kind, pairs in (("HOLDS", holdings), ("MAJORITY", majorities)):
        query = f"UNWIND $rows AS row MATCH (h:Party {{number: row[0]}}) MATCH (c:Party {{number: row[1]}}) CREATE (h)-[:{kind}]->(c)"
        for rows in _batches(list(pair) for pair in pairs):
            _run(driver, query, rows=rows)
    _run(driver, "CALL db.awaitIndexes(60)")


def top(driver: Driver, company: int) -> int | None:
    """The party at the end of the pointers; None where nobody has a majority alone."""
    found = _run(driver, TOP, number=company)
    return int(found[0]["top"]) if found else None


def above(driver: Driver, company: int) -> set[int]:
    """Everyone who stands above the company by at most LINKS links."""
    return {int(row["holder"]) for row in _run(driver, WITHIN, number=company)}


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
