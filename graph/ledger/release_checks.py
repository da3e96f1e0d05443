"""What only a whole release shows and a reader should know: holdings that stay open although a party's record was closed, records of a
person and of an entity that have one id, chains that are summed up and are not there, and shares that may be fractions of one.

Reads the columns of one release.  A record is closed where the newest version of it is a closing; a party, where all its records in the
release are.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple

import duckdb

from graph.files import raise_store_errors
from graph.ledger.parts import quote_path
from graph.ledger.release import Release
from ontology.shares import PERCENT
from ontology.statements import Kind
from ontology.terms import Base

_NEWEST: Final = "ORDER BY stated_at NULLS FIRST, place.line NULLS FIRST"
_NEWEST_FIRST: Final = "ORDER BY stated_at DESC NULLS LAST, place.line DESC NULLS LAST"
_ROWS_AT_ONCE: Final = 65_536
_MEMORY: Final = "512MB"
"""Of DuckDB; what does not fit lies in a temporary folder."""


class Records(NamedTuple):
    """How many there are, and the lines of the first ones."""

    total: int
    lines: list[int]


def count_small_shares(release: Release) -> int:
    """Count the shares of a release, where each of them is a single number of at most 1 %; else 0."""
    with _open_columns(release, "interest") as connection:
        if connection is None:
            return 0
        row = connection.execute(
            """
            SELECT count(*) FILTER (share.exact AND share.max BETWEEN 1 AND $1), count(*) FILTER (share.max > $1 OR NOT share.exact)
            FROM interest WHERE share IS NOT NULL
            """,
            [PERCENT],
        ).fetchone()
    small, others = row or (0, 0)
    return 0 if others else int(small)


def names_parties_only(release: Release) -> bool:
    """Whether a release describes parties and says of none who holds it."""
    return next(release.list_positions("entity"), None) is not None and next(release.list_positions("interest"), None) is None


def find_open_holdings(release: Release, *, named: int = 10) -> Records:
    """Find the holdings of a release that are open while a party of theirs is closed; the lines of the first ``named``."""
    with _open_columns(release, "entity", "interest") as connection:
        if connection is None:
            return Records(0, [])
        (closings,) = connection.execute("SELECT count(*) FROM entity WHERE change = 'closed'").fetchone() or (0,)
        if not closings:
            return Records(0, [])
        rows = connection.execute(f"""
            WITH party AS (SELECT entity, last(change {_NEWEST}) AS change FROM entity GROUP BY entity, record),
            closed AS (SELECT entity FROM party GROUP BY entity HAVING bool_and(change = 'closed')),
            holding AS (
                SELECT *, coalesce(record, id) AS series,
                    row_number() OVER (PARTITION BY coalesce(record, id), interest {_NEWEST_FIRST}) AS place_in_series
                FROM interest WHERE change <> 'closed'
            ),
            ended AS (SELECT record, max(coalesce(stated_at, '')) AS day FROM interest WHERE change = 'closed' GROUP BY record)
            SELECT holding.place.line FROM holding LEFT JOIN ended ON ended.record = holding.record
            WHERE place_in_series = 1 AND status = 'in-effect' AND valid_until IS NULL
              AND (ended.day IS NULL OR ended.day < coalesce(stated_at, ''))
              AND (holder IN (SELECT entity FROM closed) OR subject IN (SELECT entity FROM closed))
            ORDER BY 1
        """).fetchall()  # noqa: S608
    return Records(len(rows), [int(line) for (line,) in rows[:named] if line is not None])


def find_two_kinds(release: Release, *, named: int = 10) -> Records:
    """Find the record ids of a release that are of a person and of an entity, so that both are read as one party; the lines of the first.

    A kind that is not told contradicts none.
    """
    persons = ", ".join(f"'{kind.value}'" for kind in Kind if kind.is_person)
    is_person, told = f"kind IN ({persons})", f"kind <> '{Kind.UNKNOWN.value}'"
    with _open_columns(release, "entity") as connection:
        if connection is None:
            return Records(0, [])
        counted = connection.execute(f"""
            SELECT count(*) FILTER ({is_person}), count(*) FILTER (NOT {is_person}) FROM entity WHERE {told}
        """).fetchone() or (0, 0)  # noqa: S608
        if not all(counted):
            return Records(0, [])
        # Nearly every party is of one kind.  The fewer are laid out as hashes, and the others looked up among them: to group all by
        # their ids takes memory that grows with the release.  Records are read of the few parties that are of two.
        few, many = (is_person, f"NOT {is_person}") if counted[0] < counted[1] else (f"NOT {is_person}", is_person)
        connection.execute(f"CREATE TEMP TABLE few AS SELECT hash(entity) AS party FROM entity WHERE {told} AND {few}")  # noqa: S608
        connection.execute(f"""
            CREATE TEMP TABLE doubtful AS SELECT DISTINCT hash(entity) AS party FROM entity
            WHERE {told} AND {many} AND hash(entity) IN (SELECT party FROM few)
        """)  # noqa: S608
        if not connection.execute("SELECT 1 FROM doubtful LIMIT 1").fetchall():
            return Records(0, [])
        rows = connection.execute(f"""
            SELECT min(place.line), max(place.line) FROM entity
            WHERE {told} AND record IS NOT NULL AND hash(entity) IN (SELECT party FROM doubtful)
            GROUP BY entity, record HAVING bool_or({is_person}) AND NOT bool_and({is_person}) ORDER BY 1
        """).fetchall()  # noqa: S608
    return Records(len(rows), [int(line) for lines in rows[:named] for line in lines if line is not None])


def find_missing_components(release: Release, base: Base, *, named: int = 10) -> Records:
    """Find the statements of a release that sum up a chain of which a part is not in it; the lines of the first ``named``.

    A part is named by its statement, or as the relationship of a record, which may be one of a party.  Of a release that adds to those
    before it nothing is asked: the part may be in these.
    """
    if release.source.delta:
        return Records(0, [])
    with _open_columns(release, "interest") as connection:
        if connection is None:
            return Records(0, [])
        summaries = connection.execute(
            "SELECT place.line, components FROM interest WHERE len(components) > 0 AND change <> 'closed' ORDER BY 1 NULLS LAST"
        ).fetchall()
        if not summaries:
            return Records(0, [])
    missing = {part for _, parts in summaries for part in parts}
    for kind in ("interest", "entity"):
        with _open_columns(release, kind) as connection:
            cursor = connection.execute(f"SELECT id, record FROM {kind}") if connection is not None else None  # noqa: S608
            while cursor is not None and missing and (rows := cursor.fetchmany(_ROWS_AT_ONCE)):
                missing.difference_update(statement for statement, _ in rows)
                records = {record for _, record in rows if record is not None}
                missing.difference_update(base.statement(release.source.id, "relationship", record) for record in records)
    lines = [line for line, parts in summaries if not missing.isdisjoint(parts)]
    return Records(len(lines), [int(line) for line in dict.fromkeys(lines) if line is not None][:named])


@contextmanager
def _open_columns(release: Release, *kinds: str) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """Open the statements of some kinds as views; None where one of the kinds has no statement."""
    files = {kind: [path for _, part in release.parts if (path := part.find_parquet(kind)) is not None] for kind in kinds}
    with (
        raise_store_errors(release.folder.parent),
        tempfile.TemporaryDirectory() as folder,
        duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": folder}) as connection,
    ):
        for kind, paths in files.items():
            if paths:
                names = ", ".join(f"'{quote_path(path)}'" for path in paths)
                connection.execute(f"CREATE VIEW {kind} AS FROM read_parquet([{names}])")
        yield connection if all(files.values()) else None
