"""The ledger's columns as tables of DuckDB: statements with their place, identity, and the number of each party."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

from graph.generation import identity
from graph.ledger.ledger import KINDS
from graph.ledger.parts import columns, quoted
from graph.ledger.release import Release
from ontology.errors import InternalError


def _views(tables: duckdb.DuckDBPyConnection, releases: Sequence[tuple[int, bool, Release]]) -> None:
    """A view a kind of statement, with ``position`` in the generation, and the number of the source and of the release."""
    tables.execute("CREATE TABLE part(file VARCHAR, first BIGINT, source_number INTEGER, release INTEGER, complete BOOLEAN)")
    tables.execute("CREATE TABLE skipped(position BIGINT)")
    files: dict[str, list[Path]] = {kind: [] for kind in KINDS}
    first = 0
    for number, (source, complete, release) in enumerate(releases):
        for base, part in release.parts:
            for kind in KINDS:
                if (file := part.parquet(kind)) is not None:
                    files[kind].append(file)
                    row = [str(file), first + base + part.first(kind), source, number, complete]
                    tables.execute("INSERT INTO part VALUES (?, ?, ?, ?, ?)", row)
        if len(release.skipped):
            places = {"position": release.skipped + first}
            tables.execute("INSERT INTO skipped SELECT position FROM places")
            del places
        first += len(release)
    for kind, record in KINDS.items():
        if files[kind]:
            listed = ", ".join(f"'{quoted(file)}'" for file in files[kind])
            query = f"""
                SELECT t.* EXCLUDE (filename, file_row_number), part.first + t.file_row_number AS position, part.source_number,
                    part.release, part.complete
                FROM read_parquet([{listed}], filename = true, file_row_number = true) t JOIN part ON part.file = t.filename
            """  # noqa: S608
            if _count(tables, "skipped"):
                query = f"SELECT * FROM ({query}) WHERE position NOT IN (SELECT position FROM skipped)"  # noqa: S608
        else:
            empty = columns(record) | {"position": "BIGINT", "source_number": "INTEGER", "release": "INTEGER", "complete": "BOOLEAN"}
            query = f"SELECT {', '.join(_null(name, type_) for name, type_ in empty.items())} WHERE false"
        tables.execute(f"CREATE VIEW {kind} AS {query}")


def _null(name: str, type_: str) -> str:
    return f'NULL::{type_} AS "{name}"'


def _identity(tables: duckdb.DuckDBPyConnection, base: str) -> int:
    """Table ``same``: IRIs judged the same as another, with the canonical one of their party.  Returns what was kept apart."""
    tables.execute("CREATE TABLE same(iri VARCHAR, canonical VARCHAR)")
    if not _count(tables, "identity"):
        return 0
    tables.execute("""
        CREATE VIEW pair AS SELECT least("left", "right") AS a, greatest("left", "right") AS b, judgement, stated_at, position FROM identity
    """)
    # Of judgements on two parties the last counts; that has to be asked only where they differ.
    tables.execute("""
        CREATE TABLE denied AS SELECT a, b FROM pair SEMI JOIN (SELECT a, b FROM pair WHERE judgement <> 'same') AS doubted USING (a, b)
        GROUP BY a, b HAVING arg_max(judgement, (coalesce(stated_at, ''), position)) <> 'same'
    """)
    tables.execute("""
        CREATE TABLE judged AS SELECT DISTINCT a, b FROM pair ANTI JOIN denied USING (a, b) WHERE judgement = 'same' AND a <> b
    """)
    lei, own = f"{base}lei/", f"{base}ent/"
    tables.execute(
        """
        CREATE TABLE judged_iri AS SELECT iri, starts_with(iri, ?) AS is_unique
        FROM (SELECT a AS iri FROM judged UNION SELECT b FROM judged)
        ORDER BY CASE WHEN starts_with(iri, ?) THEN 0 WHEN starts_with(iri, ?) THEN 2 WHEN starts_with(iri, ?) THEN 1 ELSE 3 END, iri
        """,
        [lei, lei, own, base],
    )
    pairs = tables.execute("""
        SELECT l.rowid AS l, r.rowid AS r FROM judged JOIN judged_iri l ON l.iri = a JOIN judged_iri r ON r.iri = b ORDER BY 1, 2
    """).fetchnumpy()
    unique = tables.execute("SELECT is_unique FROM judged_iri ORDER BY rowid").fetchnumpy()["is_unique"]
    found = identity.joined(len(unique), _plain(pairs["l"], np.int64), _plain(pairs["r"], np.int64), _plain(unique, np.bool_))
    pointers = {"number": np.flatnonzero(found.canonical != np.arange(len(unique))), "other": np.empty(0, np.int64)}
    pointers["other"] = found.canonical[pointers["number"]]
    tables.execute("""
        INSERT INTO same SELECT i.iri, c.iri FROM pointers JOIN judged_iri i ON i.rowid = number JOIN judged_iri c ON c.rowid = other
    """)
    return found.kept_apart


def _number(tables: duckdb.DuckDBPyConnection) -> None:
    """Tables ``party`` (its row is its number, in the order of IRIs) and ``known`` (hash and number of every IRI that is mentioned).

    Joining by a hash takes a fifth of the memory of joining by IRIs; that no two hashes meet is checked.  One thing at a time: what a
    query joins, tells apart and sorts is in memory at once.
    """
    tables.execute("""
        CREATE TABLE found AS SELECT entity AS iri FROM entity UNION SELECT holder FROM interest WHERE holder IS NOT NULL
            UNION SELECT subject FROM interest WHERE subject IS NOT NULL
    """)
    tables.execute("""
        CREATE TABLE mention AS SELECT f.iri, coalesce(s.canonical, f.iri) AS canonical FROM found f LEFT JOIN same s USING (iri)
    """)
    tables.execute("CREATE OR REPLACE TABLE found AS SELECT DISTINCT canonical AS iri FROM mention")
    tables.execute("CREATE TABLE party AS SELECT iri FROM found ORDER BY iri")
    tables.execute("DROP TABLE found")
    tables.execute("""
        CREATE TABLE known AS SELECT hash(m.iri) AS hash, p.rowid::INTEGER AS number
        FROM mention m JOIN party p ON hash(p.iri) = hash(m.canonical) AND p.iri = m.canonical
    """)
    tables.execute("DROP TABLE mention")
    if _count(tables, "(SELECT hash FROM known GROUP BY hash HAVING count(*) > 1)"):
        raise InternalError("HASHES_MEET", "two parties have the same 64-bit hash", "report it with the sources that were loaded")


def _plain(column: Any, dtype: Any) -> npt.NDArray[Any]:
    """A column without nulls as an array."""
    return np.asarray(column).astype(dtype, copy=False)


def _count(tables: duckdb.DuckDBPyConnection, table: str) -> int:
    found = tables.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    return int(found[0]) if found else 0
