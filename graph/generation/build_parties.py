"""Rostering: the files of graph/generation/party_table.py written from the tables of a build, a stretch of parties at a time.

Owns what a list shows of a party: the name, kind and place that its newest statements give.  Of a record's versions the newest counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np

from graph.algorithms import arrays
from graph.generation.string_table import TextWriter
from ontology.statements import Kind

CHUNK_ROWS: Final = 100_000
"""Rows that are held at a time."""

_UNKNOWN: Final = list(Kind).index(Kind.UNKNOWN)
_KIND: Final = "list_position([" + ", ".join(f"'{kind.value}'" for kind in Kind) + "], e.kind) - 1"

_SHORT: Final = "if(starts_with(p.iri, ?), regexp_replace(substr(p.iri, length(?) + 1), '/', ':'), p.iri)"
"""An IRI as ``Base.compact`` writes it."""

_LATEST: Final = """
    QUALIFY e."record" IS NULL OR 1 = rank() OVER (
        PARTITION BY e.source_number, e."record" ORDER BY e.stated_at DESC NULLS LAST, e.release DESC, e.place.line DESC)
"""


def build(tables: duckdb.DuckDBPyConnection, folder: Path, parties: int, base: str) -> None:
    """Write the roster; a party without a name goes by its IRI, in short where it is below ``base``.

    Takes the views ``entity`` and ``part`` and the tables ``known``, ``party`` and ``same``.
    """
    folder.mkdir()
    _describe(tables)
    _show(tables, folder, parties, base)
    _aliases(tables, folder, parties)
    tables.execute("""
        CREATE TABLE key AS SELECT hash, number FROM (
            SELECT hash, rowid AS number FROM shown UNION ALL SELECT hash, number FROM alias
        ) ORDER BY hash, number
    """)
    keys = arrays.create(folder / "keys.npy", np.int64, (2, _count(tables, "key")))
    for start, rows in _stretches(tables, "key"):
        keys[0, start : start + len(rows["hash"])] = rows["hash"]
        keys[1, start : start + len(rows["hash"])] = rows["number"]
        arrays.release_pages(keys)
    arrays.save(folder / "keys.npy", keys)


def _describe(tables: duckdb.DuckDBPyConnection) -> None:
    """Table ``described``: the statements about each party, newest first."""
    changes = "(SELECT 1 FROM entity WHERE change <> 'new' LIMIT 1)"
    several = "(SELECT 1 FROM part GROUP BY source_number HAVING count(DISTINCT release) > 1)"
    latest = _LATEST if _count(tables, changes) or _count(tables, several) else ""
    tables.execute(f"""
        CREATE TABLE described AS SELECT number, position, kind, jurisdiction, legal, anyname FROM (
            SELECT k.number, e.position, e.stated_at, {_KIND} AS kind, e.jurisdiction,
                list_filter(e.names, lambda n: n.type = 'legal')[1].text AS legal, e.names[1].text AS anyname
            FROM entity e JOIN known k ON k.hash = hash(e.entity) {latest}
        ) ORDER BY number, stated_at DESC NULLS LAST, position
    """)  # noqa: S608


def _show(tables: duckdb.DuckDBPyConnection, folder: Path, parties: int, base: str) -> None:
    """What a list shows of each party, and where it is described."""
    # Of the names only their rows go through the aggregate: texts would stay in memory until it ends.
    tables.execute(f"""
        CREATE TABLE newest AS SELECT number, count(*) AS statements, arg_min(nullif(kind, {_UNKNOWN}), rowid) AS kind,
            arg_min(jurisdiction, rowid) AS jurisdiction,
            coalesce(min(rowid) FILTER (legal IS NOT NULL), min(rowid) FILTER (anyname IS NOT NULL)) AS named
        FROM described GROUP BY number
    """)  # noqa: S608
    tables.execute("""
        CREATE TABLE name AS SELECT n.number, coalesce(d.legal, d.anyname) AS name FROM newest n JOIN described d ON d.rowid = n.named
    """)
    tables.execute(
        f"""
        CREATE TABLE shown AS SELECT p.iri, coalesce(n.name, {_SHORT}) AS name, coalesce(d.kind, {_UNKNOWN})::UTINYINT AS kind,
            coalesce(d.jurisdiction, '') AS jurisdiction, coalesce(d.statements, 0) AS statements,
            (md5_number_lower(p.iri) >> 1)::BIGINT AS hash
        FROM party p LEFT JOIN newest d ON d.number = p.rowid LEFT JOIN name n ON n.number = p.rowid ORDER BY p.rowid
    """,  # noqa: S608
        [base, base],
    )
    tables.execute("DROP TABLE newest")
    tables.execute("DROP TABLE name")
    kind, jurisdiction = (
        arrays.create(folder / "kind.npy", np.uint8, (parties,)),
        arrays.create(folder / "jurisdiction.npy", "S8", (parties,)),
    )
    starts = arrays.create(folder / "described_start.npy", np.int64, (parties + 1,))
    with TextWriter(folder / "ids") as ids, TextWriter(folder / "names") as names:
        for start, rows in _stretches(tables, "shown"):
            ids.extend(rows["iri"])
            names.extend(rows["name"])
            end = start + len(rows["kind"])
            kind[start:end] = rows["kind"]
            jurisdiction[start:end] = rows["jurisdiction"].astype("S8")
            starts[start + 1 : end + 1] = rows["statements"]
            arrays.release_pages(kind, jurisdiction, starts)
    arrays.save(folder / "kind.npy", kind)
    arrays.save(folder / "jurisdiction.npy", jurisdiction)
    arrays.cumulative_sum_in_place(starts)
    arrays.save(folder / "described_start.npy", starts)
    described = arrays.create(folder / "described.npy", np.int64, (_count(tables, "described"),))
    for start, rows in _stretches(tables, "described", "position"):
        described[start : start + len(rows["position"])] = rows["position"]
        arrays.release_pages(described)
    arrays.save(folder / "described.npy", described)


def _aliases(tables: duckdb.DuckDBPyConnection, folder: Path, parties: int) -> None:
    """The other IRIs of each party."""
    # To join and to sort at once would take the memory of both.
    tables.execute("""
        CREATE TABLE other AS
        SELECT p.rowid AS number, s.iri FROM same s JOIN party p ON hash(p.iri) = hash(s.canonical) AND p.iri = s.canonical
    """)
    tables.execute("""
        CREATE TABLE alias AS SELECT number, iri, (md5_number_lower(iri) >> 1)::BIGINT AS hash FROM other ORDER BY number, iri
    """)
    tables.execute("DROP TABLE other")
    starts = arrays.create(folder / "same_start.npy", np.int64, (parties + 1,))
    with TextWriter(folder / "same") as same:
        for _, rows in _stretches(tables, "alias"):
            same.extend(rows["iri"])
            np.add.at(starts, np.asarray(rows["number"], np.int64) + 1, 1)
            arrays.release_pages(starts)
    arrays.cumulative_sum_in_place(starts)
    arrays.save(folder / "same_start.npy", starts)


def _stretches(tables: duckdb.DuckDBPyConnection, table: str, columns: str = "*") -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a table in its order, some at a time, each time with the number of the first."""
    for start in range(0, _count(tables, table), CHUNK_ROWS):
        query = f"SELECT {columns} FROM {table} WHERE rowid >= {start} AND rowid < {start + CHUNK_ROWS} ORDER BY rowid"  # noqa: S608
        yield start, tables.execute(query).fetchnumpy()


def _count(tables: duckdb.DuckDBPyConnection, table: str) -> int:
    found = tables.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    return int(found[0]) if found else 0
