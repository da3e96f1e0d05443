"""Tells in a table when statements of interests hold whose record has several versions; of all others it follows from themselves.

Owns which records those are, by columns (graph/neo4j/versions.py finds the same by statements).  How versions bear on one another is in
graph/neo4j/validity.py.
"""

# What is put together here are names of our own tables and columns.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final

import duckdb
import msgspec

from graph.generation.build_tables import count_rows
from graph.generation.generation import Generation
from graph.generation.text_batches import fetch_batches
from graph.neo4j.insert_rows import insert_rows
from graph.neo4j.validity import SeriesIndex
from ontology.series import number_files
from ontology.statements import InterestStatement

_INTEREST: Final = msgspec.json.Decoder(InterestStatement)
_DAYS: Final = ("certain_from", "certain_until", "possible_from", "possible_until", "first_seen", "last_seen")


def create_version_table(tables: duckdb.DuckDBPyConnection, generation: Generation, statement: str) -> None:
    """Create table ``version`` of the statements in view ``said_interest``.  ``statement``: one of them as JSON, in SQL."""
    with tables.cursor() as cursor:
        columns = ", ".join(f"{name} VARCHAR" for name in _DAYS)
        cursor.execute(f"CREATE TABLE version(position BIGINT, superseded BOOLEAN, {columns})")
        place = 'hash(stated_at, change, source, "release", place.file, place.line)'
        cursor.execute(f"""
            CREATE TABLE versioned AS SELECT hash(feed, "record") AS h FROM said_interest WHERE "record" IS NOT NULL GROUP BY 1
            HAVING min({place}) <> max({place}) OR bool_or(change = 'closed')
        """)
        if not count_rows(cursor, "versioned"):
            return
    located = ((file, read) for _, file, read in _read_versions(tables, generation, statement))
    series = SeriesIndex(located, generation.find_feed)

    def tell() -> Iterator[tuple[Any, ...]]:
        for position, _, read in _read_versions(tables, generation, statement):
            validity = series.find_validity(read)
            seen = [day for day in series.find_stated_days(read) if day is not None]
            told = (validity.certain_from, validity.certain_until, validity.possible_from, validity.possible_until)
            first_and_last = (min(seen, default=None), max(seen, default=None))
            yield position, validity.superseded, *(day.isoformat() if day else None for day in (*told, *first_and_last))

    insert_rows(tables, "version", tell())


def _read_versions(
    tables: duckdb.DuckDBPyConnection, generation: Generation, statement: str
) -> Iterator[tuple[int, int | None, InterestStatement]]:
    """Read the statements of records with versions by position, each with the number of its file (ontology/series.py)."""
    positions: list[int] = []

    def decode(lines: Iterable[tuple[int, int, str]]) -> Iterator[InterestStatement]:
        for position, _, line in lines:
            positions.append(position)
            yield _INTEREST.decode(line)

    with tables.cursor() as cursor:
        cursor.execute(f"""
            SELECT position, "release", {statement} FROM said_interest
            WHERE "record" IS NOT NULL AND hash(feed, "record") IN (SELECT h FROM versioned) ORDER BY position
        """)
        rows = (row for batch in fetch_batches(cursor) for row in batch)
        releases = (decode(lines) for _, lines in groupby(rows, key=lambda row: row[1]))
        for file, read in number_files(releases, generation.is_sequence):
            yield positions.pop(), file, read
