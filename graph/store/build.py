"""Building: the projections of a generation from its releases, in memory that does not grow with them.

Owns the way from the ledger's columns to numbers: which IRIs are one party, each party's number, the rows of the network, the roster.
Tables too large for memory lie in a work file that is gone afterwards.  Nothing is decided here about control or shares.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np
import numpy.typing as npt

from graph import network
from graph.store import build_roster, identity
from graph.store.ledger import KINDS, OpenRelease
from graph.store.parts import columns, quoted
from ontology.errors import InternalError, StoreError
from ontology.statements import Directness, Interest, Reason, Status

MEMORY: Final = (400, 800, 1_600, 3_200)
"""Megabytes that the tables may take before they go to the work file; the next where that was too little for what cannot go there."""

STEP: Final = 200_000
"""Rows that are held as numbers at a time."""


class Counts:
    """What was built."""

    def __init__(self, parties: int, rows: int, stated: int, kept_apart: int) -> None:
        self.parties, self.rows, self.stated, self.kept_apart = parties, rows, stated, kept_apart


def build(folder: Path, releases: Sequence[tuple[int, bool, OpenRelease]], base: str) -> Counts:
    """Write ``network/`` and ``roster/`` below ``folder``.  Of each release: the number of its source, whether that is complete, itself.

    Raises StoreError NO_MEMORY.
    """
    for megabytes in MEMORY:
        try:
            return _built(folder, releases, base, megabytes)
        except duckdb.OutOfMemoryException:
            for begun in ("network", "roster"):
                shutil.rmtree(folder / begun, ignore_errors=True)
    raise StoreError("NO_MEMORY", f"the generation cannot be built with {MEMORY[-1]:,} MB of memory",
                     "load fewer sources into one data folder, and report the size of those that were loaded")


def _built(folder: Path, releases: Sequence[tuple[int, bool, OpenRelease]], base: str, megabytes: int) -> Counts:
    work = folder / ".work"
    work.mkdir()
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": "2", "memory_limit": f"{megabytes}MB", "temp_directory": str(work), "preserve_insertion_order": "false",
    }
    try:
        with duckdb.connect(str(work / "tables.duckdb"), config=config) as tables:
            _views(tables, releases)
            kept_apart = _identity(tables, base)
            _number(tables)
            parties = _count(tables, "party")
            rows, stated = _network(tables, folder / "network")
            build_roster.build(tables, folder / "roster", parties, base)
        # The rest needs no tables, and their memory is free again.
        network.save_index(folder / "network", parties)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Counts(parties, rows, stated, kept_apart)


def _views(tables: duckdb.DuckDBPyConnection, releases: Sequence[tuple[int, bool, OpenRelease]]) -> None:
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


_FIRST: Final = (
    "CASE length({0}) WHEN 10 THEN {0} WHEN 7 THEN {0} || '-01' ELSE {0} || '-01-01' END::DATE"
)
_LAST: Final = (
    "CASE length({0}) WHEN 10 THEN {0}::DATE WHEN 7 THEN last_day(({0} || '-01')::DATE) ELSE ({0} || '-12-31')::DATE END"
)


def _day(text: str, otherwise: int) -> str:
    return f"coalesce({text} - DATE '0001-01-01' + 1, {otherwise})::INTEGER"


def _code(column: str, codes: type[StrEnum]) -> str:
    listed = ", ".join(f"'{code.value}'" for code in codes)
    return f"(list_position([{listed}], {column}) - 1)"


_FLAGS: Final = " + ".join(f"if({condition}, {bit}, 0)" for condition, bit in {
    "i.share IS NOT NULL": network.HAS_SHARE,
    "i.share.min_open": network.MIN_OPEN,
    "i.share.max_open": network.MAX_OPEN,
    "i.share.exact": network.EXACT,
    "coalesce(i.assertion.review IN ('accepted', 'edited', 'auto'), true)": network.ACCEPTED,
    "i.change = 'closed'": network.CLOSED,
    "len(i.components) > 0": network.SUMMARY,
    "i.complete": network.COMPLETE,
    "i.assertion.review = 'auto'": network.UNREVIEWED,
}.items())

_ROW: Final = f"""
    {_code('i.interest', Interest)}::UTINYINT AS interest, {_code('i.status', Status)}::UTINYINT AS status,
    {_code('i.direct', Directness)}::UTINYINT AS direct, ({_FLAGS})::USMALLINT AS flags,
    coalesce({_code('i.holder_reason', Reason)}, -1)::TINYINT AS reason, coalesce(i.share.min, 0) AS min, coalesce(i.share.max, 0) AS max,
    {_day(_FIRST.format('i.valid_from'), network.ALWAYS)} AS from_first, {_day(_LAST.format('i.valid_from'), network.ALWAYS)} AS from_last,
    {_day(_FIRST.format('i.valid_until'), network.NEVER)} AS until_first,
    {_day(_LAST.format('i.valid_until'), network.NEVER)} AS until_last,
    {_day(_FIRST.format('i.stated_at'), network.ALWAYS)} AS stated,
    i.source_number AS source, i.position::INTEGER AS statement,
    if(i."record" IS NULL, 0, hash(i.source_number, i."record") | 1)::UBIGINT AS series,
    i.release::BIGINT * 4294967296 + coalesce(i.place.line, 0) AS version, i.place.line IS NOT NULL AS versioned
"""


def _network(tables: duckdb.DuckDBPyConnection, folder: Path) -> tuple[int, int]:
    """The rows of the network; returns how many, and how many statements they come from."""
    tables.execute(f"""
        CREATE TABLE row AS SELECT coalesce(h.number, {network.UNNAMED}) AS holder, s.number AS subject, {_ROW}
        FROM interest i JOIN known s ON s.hash = hash(i.subject) LEFT JOIN known h ON h.hash = hash(i.holder)
    """)  # noqa: S608
    stated = _count(tables, "row")
    _close_series(tables)
    tables.execute("CREATE TABLE net AS SELECT * FROM row ORDER BY subject, holder, interest, source, statement")
    tables.execute("DROP TABLE row")
    rows = network.save_sorted(folder, _blocks(tables))
    tables.execute("DROP TABLE net")
    return rows, stated


def _close_series(tables: duckdb.DuckDBPyConnection) -> None:
    """A closing that names no ends closes what its record said last: each of those rows again, closed, stated when it was closed."""
    tables.execute(f"""
        INSERT INTO row SELECT r.* REPLACE (r.flags | {network.CLOSED} AS flags, c.stated AS stated, c.version AS version)
        FROM row r JOIN (
            SELECT i.release, {_ROW} FROM interest i WHERE i.subject IS NULL AND i.change = 'closed' AND i."record" IS NOT NULL
        ) c ON c.series = r.series AND c.stated >= r.stated
        QUALIFY r.stated = max(r.stated) OVER (PARTITION BY r.series, c.statement)
    """)  # noqa: S608


def _blocks(tables: duckdb.DuckDBPyConnection) -> Iterator[dict[str, npt.NDArray[Any]]]:
    """The sorted rows, no company in two blocks."""
    rows, start = _count(tables, "net"), 0
    while start < rows:
        end = min(start + STEP, rows)
        end += _count(tables, f"net WHERE rowid >= {end} AND subject = (SELECT subject FROM net WHERE rowid = {end - 1})")  # noqa: S608
        found = tables.execute(f"SELECT * FROM net WHERE rowid >= {start} AND rowid < {end} ORDER BY rowid").fetchnumpy()  # noqa: S608
        yield {name: np.asarray(column) for name, column in found.items()}
        start = end


def _plain(column: Any, dtype: Any) -> npt.NDArray[Any]:
    """A column without nulls as an array."""
    return np.asarray(column).astype(dtype, copy=False)


def _count(tables: duckdb.DuckDBPyConnection, table: str) -> int:
    found = tables.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    return int(found[0]) if found else 0
