"""Lays the ledger's columns out as tables of DuckDB: statements with their position, canonical IRIs, and the number of each party.

Owns the first steps of a build and the names of the tables that the next ones read:

    entity, interest, identity   views, or tables for a few: statements of a kind, with ``position``, ``source_number``, ``feed``,
                                 ``release``, ``complete`` and ``is_sequence``;
                                 ``stated_at`` is the day of the source, or of its first load, where a statement has none, and ``feed``
                                 the number of the file's source, where ``source_number`` is that of one which the file names within itself
    part                         where the columns of each part lie
    first_day(position, day)     statements without a date that an earlier release of their source had
    named_source(release, iri, number)  the sources that files name within themselves
    canonical_iri(iri, canonical)  IRIs judged the same as another, with the canonical one of their party
    party(iri)                   the parties; the row is the number, in the order of IRIs
    party_number(hash, number)   for every IRI that is mentioned, in the order of the hashes

Writes no file but the work file of a build.  The rule by which IRIs are joined is identity.py.
"""

from __future__ import annotations

import atexit
import functools
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Final, NamedTuple

import duckdb
import numpy as np
import numpy.typing as npt

from graph.algorithms import arrays
from graph.generation import identity, sql
from graph.ledger import former_unit
from graph.ledger.parts import KINDS, find_column_types, quote_path
from graph.ledger.release import Release
from ontology.errors import InternalError


class NumberedRelease(NamedTuple):
    """A release with the number of its source among the generation's, and whether that source lists every holder of a company.

    ``named``: the numbers of the sources that the file names within itself, by IRI.  ``is_sequence``: whether its lines are in an order
    (ontology/series.py).
    """

    source_number: int
    is_complete: bool
    release: Release
    named: Mapping[str, int]
    is_sequence: bool = False


SMALL: Final = 10_000
"""Statements up to which a build has its tables in memory: to open a file for so few takes longer than all that is done in it."""

SMALL_MEMORY: Final = "400MB"
"""What they may take."""

MOST_DAYS: Final = 2_000_000
"""Days of statements that have none of their own which a join has room for in the memory of an export."""

_names = count()
"""Numbers for the tables of one build at a time, as several may run in a process."""


@contextmanager
def open_small_tables() -> Iterator[duckdb.DuckDBPyConnection]:
    """Open tables in memory for the build of a few statements, in the database that the process keeps for that."""
    name = f"build{next(_names)}"
    with connect_small().cursor() as tables:
        tables.execute(f"ATTACH ':memory:' AS {name}")
        tables.execute(f"USE {name}")
        try:
            yield tables
        finally:
            tables.execute("USE memory")
            tables.execute(f"DETACH {name}")


@functools.cache
def connect_small() -> duckdb.DuckDBPyConnection:
    """Connect once for all small builds of a process.  With no work file: what needs more memory is built in a file of its own."""
    atexit.register(connect_small.cache_clear)
    config = {"threads": "1", "memory_limit": SMALL_MEMORY, "temp_directory": "", "preserve_insertion_order": "false"}
    return duckdb.connect(config={**config})


@contextmanager
def open_tables(folder: Path, memory: str, *, in_file: bool = True) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the database of a build, whose work file lies below ``folder`` until the end.  ``memory``: what it may take, such as 400MB.

    ``in_file``: all tables go through the file; otherwise only what memory has no room for.
    """
    work = folder / ".work"
    work.mkdir(parents=True)
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": "2",
        "memory_limit": memory,
        "temp_directory": str(work),
        "preserve_insertion_order": "false",
        # Each table is read once or twice: to look how it is packed best takes longer than to write and read it as it is.
        "force_compression": "uncompressed",
        # A work file that a broken machine leaves is removed.
        "fsync_mode": "NONE",
    }
    try:
        with duckdb.connect(str(work / "tables.duckdb") if in_file else ":memory:", config=config) as tables:
            yield tables
    finally:
        shutil.rmtree(work, ignore_errors=True)


def create_views(tables: duckdb.DuckDBPyConnection, releases: Sequence[NumberedRelease], *, copied: bool = False) -> None:
    """Create the views of statements by kind; ``position`` counts over the whole generation, ``release`` over ``releases``.

    ``copied``: as tables, which is faster for a few statements, as each query opens the files of a view anew.
    """
    tables.execute("""
        CREATE TABLE part(
            file VARCHAR, first BIGINT, feed INTEGER, release INTEGER, complete BOOLEAN, day VARCHAR, former_unit BOOLEAN,
            is_sequence BOOLEAN
        )
    """)
    tables.execute("CREATE TABLE skipped(position BIGINT)")
    tables.execute("CREATE TABLE first_day(position BIGINT, day VARCHAR)")
    tables.execute("CREATE TABLE named_source(release INTEGER, iri VARCHAR, number INTEGER)")
    files: dict[str, list[Path]] = {kind: [] for kind in KINDS}
    rows: list[tuple[object, ...]] = []
    first = 0
    for number, (source_number, is_complete, release, named, is_sequence) in enumerate(releases):
        if named:
            named_here = {"iri": np.array(list(named), np.object_), "number": np.array(list(named.values()), np.int32)}
            tables.execute("INSERT INTO named_source SELECT ?, iri, number FROM named_here", [number])
            del named_here
        for base, part in release.parts:
            for kind in KINDS:
                if (file := part.find_parquet(kind)) is not None:
                    files[kind].append(file)
                    position = first + base + part.find_first_position(kind)
                    row = (str(file), position, source_number, number, is_complete, release.day, release.has_former_unit, is_sequence)
                    rows.append(row)
        if len(release.skipped):
            skipped_here = {"position": release.skipped + first}
            tables.execute("INSERT INTO skipped SELECT position FROM skipped_here")
            del skipped_here
        if release.days is not None:
            _insert_days(tables, first, release.days)
        first += len(release)
    if rows:
        # All at once: each row by itself takes as long as reading a part.
        columns = {f"column{place}": np.array(values) for place, values in enumerate(zip(*rows, strict=True))}
        tables.execute("INSERT INTO part SELECT * FROM columns")
        del columns
    for kind in KINDS:
        tables.execute(f"CREATE {'TABLE' if copied else 'VIEW'} {kind} AS {_write_view_query(tables, kind, files[kind])}")


def keeps_order(tables: duckdb.DuckDBPyConnection) -> bool:
    """Whether one thread reads statements in the order of the ledger where nobody asks for it: a join with very many days goes through
    files, and loses it."""
    return count_rows(tables, "first_day") <= MOST_DAYS


def _insert_days(tables: duckdb.DuckDBPyConnection, first: int, days: npt.NDArray[np.int32]) -> None:
    """Insert the days of those statements of a release that an earlier one had; its positions begin at ``first``."""
    for start in range(0, len(days), arrays.CHUNK_ROWS):
        chunk = np.asarray(days[start : start + arrays.CHUNK_ROWS])
        older = {"position": np.flatnonzero(chunk) + start + first, "day": chunk[chunk > 0]}
        # The first day of ordinals is 0001-01-01.
        tables.execute("INSERT INTO first_day SELECT position, strftime(DATE '0001-01-01' + (day - 1), '%Y-%m-%d') FROM older")
        del older


def keep_statements(tables: duckdb.DuckDBPyConnection, kind: str, needed: str, unread: str) -> None:
    """Put a table of the statements at the positions in table ``needed`` in the place of the view of a kind; without columns ``unread``.

    They are chosen as their files are read, before anything is joined with them.
    """
    places = f"(SELECT file, first FROM part WHERE ends_with(file, '.{kind}.parquet'))"  # noqa: S608
    tables.execute(f"""
        CREATE TABLE kept_row AS SELECT p.file, n.position - p.first AS row FROM {needed} n ASOF JOIN {places} p ON n.position >= p.first
    """)  # noqa: S608
    files = [Path(file) for (file,) in tables.execute(f"SELECT file FROM {places} ORDER BY first").fetchall()]  # noqa: S608
    query = _write_view_query(tables, kind, files, "SEMI JOIN kept_row k ON k.file = t.filename AND k.row = t.file_row_number")
    tables.execute(f"CREATE TABLE kept AS SELECT * EXCLUDE ({unread}) FROM ({query})")  # noqa: S608
    tables.execute(f"DROP VIEW {kind}")
    tables.execute(f"ALTER TABLE kept RENAME TO {kind}")
    tables.execute("DROP TABLE kept_row")


def _write_view_query(tables: duckdb.DuckDBPyConnection, kind: str, files: Sequence[Path], choose: str = "") -> str:
    """Write the query for the statements of a kind in these files, those left out that were skipped.  ``choose``: a join with ``t``."""
    if not files:
        empty = {
            **find_column_types(KINDS[kind]),
            "position": "BIGINT",
            "source_number": "INTEGER",
            "feed": "INTEGER",
            "release": "INTEGER",
            "complete": "BOOLEAN",
            "is_sequence": "BOOLEAN",
        }
        nulls = ", ".join(f'NULL::{type_} AS "{name}"' for name, type_ in empty.items())
        return f"SELECT {nulls} WHERE false"
    listed = ", ".join(f"'{quote_path(file)}'" for file in files)
    scaled = ""
    if kind == "interest" and count_rows(tables, "part WHERE former_unit"):
        scaled = f", if(part.former_unit, {former_unit.SHARE}, share) AS share"
    number, join_named = "part.feed", ""
    if count_rows(tables, "named_source"):
        number = "coalesce(n.number, part.feed)"
        join_named = "LEFT JOIN named_source n ON n.release = part.release AND n.iri = t.source"
    day, join_days = "part.day", ""
    if count_rows(tables, "first_day"):
        day = "coalesce(d.day, part.day)"
        join_days = "LEFT JOIN first_day d ON d.position = part.first + t.file_row_number"
    query = f"""
        SELECT t.* EXCLUDE (filename, file_row_number) REPLACE (coalesce(t.stated_at, {day}) AS stated_at{scaled}),
            part.first + t.file_row_number AS position, {number} AS source_number, part.feed, part.release, part.complete,
            part.is_sequence
        FROM read_parquet([{listed}], filename = true, file_row_number = true) t {choose} JOIN part ON part.file = t.filename
        {join_named} {join_days}
    """  # noqa: S608
    if count_rows(tables, "skipped"):
        return f"SELECT * FROM ({query}) WHERE position NOT IN (SELECT position FROM skipped)"  # noqa: S608
    return query


def join_identities(tables: duckdb.DuckDBPyConnection, base: str) -> int:
    """Create table ``canonical_iri`` by the identity statements.  Returns how many judgements were not followed."""
    tables.execute("CREATE TABLE canonical_iri(iri VARCHAR, canonical VARCHAR)")
    if not count_rows(tables, "identity"):
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
    union = identity.join(len(unique), _to_array(pairs["l"], np.int64), _to_array(pairs["r"], np.int64), _to_array(unique, np.bool_))
    pointers = {"number": np.flatnonzero(union.canonical != np.arange(len(unique))), "other": np.empty(0, np.int64)}
    pointers["other"] = union.canonical[pointers["number"]]
    tables.execute("""
        INSERT INTO canonical_iri
        SELECT i.iri, c.iri FROM pointers JOIN judged_iri i ON i.rowid = number JOIN judged_iri c ON c.rowid = other
    """)
    return union.kept_apart


def number_parties(tables: duckdb.DuckDBPyConnection, base: str) -> int:
    """Create tables ``party`` and ``party_number``; returns how many parties there are.  Raises InternalError HASHES_MEET.

    Later joins are by a hash, which takes a fifth of the memory of joining by IRIs; that no two hashes meet is checked.  One thing at a
    time: what a query tells apart and what it sorts would be in memory at once.  IRIs are sorted by what follows ``base``, with which
    nearly all begin: the first letters then tell them apart.
    """
    place = f"CASE WHEN starts_with(iri, {sql.quote(base)}) THEN 1 WHEN iri < {sql.quote(base)} THEN 0 ELSE 2 END"
    tables.execute("""
        CREATE TABLE mentioned AS SELECT entity AS iri FROM entity UNION SELECT holder FROM interest WHERE holder IS NOT NULL
            UNION SELECT subject FROM interest WHERE subject IS NOT NULL
    """)
    # Few are judged another: only these are looked up, and a canonical IRI that nothing mentions comes with them.
    tables.execute("CREATE TABLE joined AS SELECT iri, canonical FROM canonical_iri SEMI JOIN mentioned USING (iri)")
    tables.execute(f"""
        CREATE TABLE party AS SELECT if(place = 1, {sql.quote(base)} || rest, rest) AS iri FROM (
            SELECT ({place})::UTINYINT AS place, if(starts_with(iri, {sql.quote(base)}), substr(iri, {len(base) + 1}), iri) AS rest FROM (
                SELECT iri FROM mentioned ANTI JOIN joined USING (iri)
                UNION ALL (SELECT canonical FROM joined EXCEPT SELECT iri FROM mentioned SEMI JOIN joined ON canonical = mentioned.iri)
            ) ORDER BY place, rest
        )
    """)  # noqa: S608
    tables.execute("DROP TABLE mentioned")
    tables.execute("""
        CREATE TABLE party_number AS SELECT hash, number FROM (
            SELECT hash(iri) AS hash, rowid::INTEGER AS number FROM party
            UNION ALL SELECT hash(j.iri), p.rowid::INTEGER FROM joined j JOIN party p ON p.iri = j.canonical
        ) ORDER BY hash
    """)
    tables.execute("DROP TABLE joined")
    if count_rows(tables, "(SELECT 1 FROM (SELECT hash, lag(hash) OVER () AS before FROM party_number) WHERE hash = before LIMIT 1)"):
        raise InternalError("HASHES_MEET", "two parties have the same 64-bit hash", "report it with the sources that were loaded")
    return count_rows(tables, "party")


def count_rows(tables: duckdb.DuckDBPyConnection, table: str) -> int:
    """Count the rows of a table, or of a query in brackets."""
    row = tables.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    assert row is not None
    return int(row[0])


def _to_array(column: Any, dtype: Any) -> npt.NDArray[Any]:
    """Turn a column without nulls into an array."""
    return np.asarray(column).astype(dtype, copy=False)
