"""Writes the search index of a generation: each name and identifier of a party, as written and folded, out of the ledger's columns.

Owns the file that search_index.py opens, and where in it a party lies: in the order of the hashes of IRIs, with room between them.  So a
party that comes or goes moves few others, whatever their numbers are, and update_names.py gives the rows that this module gives.
The tables of full text are filled beside the rows, each in a file and a thread of its own, and copied into the index at the end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Final

import duckdb
import numpy as np

from graph.algorithms import arrays
from graph.files import raise_store_errors
from graph.generation.build_tables import NumberedRelease, create_views, open_tables
from graph.generation.generation import Generation
from graph.generation.party_table import HASH_BITS, KINDS, PartyTable
from graph.generation.search_index import fold, strip_folded

MEMORY: Final = "500MB"
"""What the tables may take before they go to the work file."""
_BATCH: Final = 20_000
"""Names that are written at a time."""
_PART: Final = 1 << 60
_LINE: Final = 1 << 12
"""What puts the texts of a party in order: names before identifiers, the newest statement first, as it lists them."""
_TEXTS: Final = f"""
    SELECT number, text, row * {_LINE} + least(line, {_LINE} - 1) + if(line > names, {_PART}, 0) AS place FROM (
        SELECT number, row, names, unnest(texts) AS text, generate_subscripts(texts, 1) AS line FROM (
            SELECT d.number, d.row, len(e.names) AS names,
                list_transform(e.names, lambda n: n.text) || list_transform(e.identifiers, lambda i: i.value) AS texts
            FROM (SELECT number, position, rowid AS row FROM description) d JOIN entity e USING (position)
        )
    )
"""  # noqa: S608
_QUERY: Final = f"""
    SELECT rank, text FROM (SELECT number, text, min(place) AS place FROM ({_TEXTS}) GROUP BY number, text)
    JOIN name_rank USING (number) ORDER BY rank, place
"""  # noqa: S608
_INDEX_STRIPPED: Final = "CREATE INDEX name_stripped ON name(stripped)"
_KINDS: Final = tuple(kind.value for kind in KINDS)
_END: Final = (-1, "")
"""Behind the texts of the last party."""
_ROOM: Final = 16
"""Rows that there is room for, for each party, at least."""

INSERT: Final = "INSERT INTO name(rowid, id, main, kind, jurisdiction, text, folded, stripped) VALUES (?,?,?,?,?,?,?,?)"

_TABLES: Final = {
    # Words are looked for without their places: nothing asks for a phrase.
    "lookup": "tokenize='unicode61', prefix='2 3 4', detail=none",
    "fuzzy": "tokenize='trigram'",
}
"""The tables of full text, with how their words are cut."""
_HELD: Final = 16 << 20
"""Bytes of words that a table holds before it writes them: what is written more seldom is merged less often."""
_PRAGMAS: Final = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"

Row = tuple[str, str, str, str | None, str, str, str]
"""IRI, main name, kind and jurisdiction of a party, a text of it, the same folded, and without legal forms."""
IndexRow = tuple[int, str, str, str, str | None, str, str, str]
"""The same behind its place."""


def count_bits(parties: int) -> int:
    """Count the bits of the hash of an IRI that say where the rows of a party lie, among so many parties."""
    return (parties * _ROOM).bit_length()


def find_slot(iri_hash: int, bits: int) -> int:
    """Find the row that is a party's first, if it is free: each row lies there or in the next that is, in the order of the hashes."""
    return iri_hash >> (HASH_BITS - bits)


def index_names(path: Path, generation: Generation) -> None:
    """Write the index of a built generation, whose tables are gone.  Raises StoreError."""
    parties = PartyTable(generation.path / "roster")
    with open_tables(path.parent, MEMORY) as tables:
        create_views(tables, [NumberedRelease(number, False, release, {}) for number, release in enumerate(generation.releases)])
        _lay_out_descriptions(tables, parties)
        build(tables, path, parties)


def _lay_out_descriptions(tables: duckdb.DuckDBPyConnection, parties: PartyTable) -> None:
    """Create table ``description``: the statements about each party, newest first."""
    tables.execute("CREATE TABLE description(number BIGINT, position BIGINT)")
    for numbers, positions in parties.descriptions(arrays.CHUNK_ROWS):
        chunk = {"number": numbers, "position": positions}
        tables.execute("INSERT INTO description SELECT number, position FROM chunk")
        del chunk


def build(tables: duckdb.DuckDBPyConnection, path: Path, parties: PartyTable) -> None:
    """Write the index.  Takes the view ``entity`` and the table ``description`` (number, position).  Raises StoreError."""
    write(path, count_bits(len(parties)), _make_rows(tables, parties))


def write(path: Path, bits: int, rows: Iterable[IndexRow]) -> None:
    """Write the file from its rows, each with its place, in the order of these.  Raises StoreError."""
    with raise_store_errors(path.parent):
        connection = sqlite3.connect(path)
        try:
            connection.executescript(
                f"{_PRAGMAS} PRAGMA user_version={bits};"
                "CREATE TABLE name(id TEXT, main TEXT, kind TEXT, jurisdiction TEXT, text TEXT, folded TEXT, stripped TEXT);"
            )
            for name, cut in _TABLES.items():
                connection.execute(f"CREATE VIRTUAL TABLE {name} USING fts5(folded, content='name', {cut})")
            _fill(connection, path, _cut(iter(rows)))
            connection.execute("CREATE VIRTUAL TABLE temp.counted USING fts5vocab(main, fuzzy, row)")
            connection.execute("CREATE TABLE gram AS SELECT term, doc FROM temp.counted")
            connection.commit()
        finally:
            connection.close()


def _cut(rows: Iterator[IndexRow]) -> Iterator[list[IndexRow]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _fill(connection: sqlite3.Connection, path: Path, batches: Iterator[list[IndexRow]]) -> None:
    """Write the rows and the tables of full text; those of a few rows at once, else beside the rows."""
    first = next(batches, [])
    connection.executemany(INSERT, first)
    if len(first) < _BATCH:
        for name in _TABLES:
            connection.execute(f"INSERT INTO {name}({name}) VALUES ('rebuild')")  # noqa: S608
        connection.execute(_INDEX_STRIPPED)
        return
    with ExitStack() as stack:
        besides = [stack.enter_context(_Beside(path, name)) for name in _TABLES]
        for batch in chain([first], batches):
            for beside in besides:
                beside.add([(row[0], row[6]) for row in batch])
            if batch is not first:
                connection.executemany(INSERT, batch)
        connection.execute(_INDEX_STRIPPED)
        connection.commit()
        for beside in besides:
            beside.copy_into(connection)


class _Beside:
    """One table of full text that is filled in a file and a thread of its own; both are gone when the ``with`` ends."""

    def __init__(self, index: Path, name: str) -> None:
        self._name, self._path = name, index.with_name(f".{index.name}.{name}")
        self._path.unlink(missing_ok=True)
        self._connection = sqlite3.connect(self._path, check_same_thread=False)
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._before: Future[None] | None = None
        self._connection.executescript(f"{_PRAGMAS} CREATE VIRTUAL TABLE {name} USING fts5(folded, content='', {_TABLES[name]});")
        self._connection.execute(f"INSERT INTO {name}({name}, rank) VALUES ('hashsize', {_HELD})")  # noqa: S608

    def __enter__(self) -> _Beside:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._thread.shutdown()
        self._connection.close()
        self._path.unlink(missing_ok=True)

    def add(self, texts: list[tuple[int, str]]) -> None:
        """Add texts with their rows, when those that were added before are in."""
        self._wait()
        self._before = self._thread.submit(self._insert, texts)

    def _insert(self, texts: list[tuple[int, str]]) -> None:
        # A cursor that outlived this would be let go of by another thread while the next one works.
        self._connection.executemany(f"INSERT INTO {self._name}(rowid, folded) VALUES (?, ?)", texts).close()  # noqa: S608

    def copy_into(self, connection: sqlite3.Connection) -> None:
        """Copy the table into that of the index, which is empty: what SQLite keeps of it is the same wherever the texts are."""
        self._wait()
        self._connection.commit()
        connection.execute("ATTACH ? AS beside", [str(self._path)])
        for part in ("data", "idx", "docsize"):
            connection.execute(f"DELETE FROM main.{self._name}_{part}")  # noqa: S608
            connection.execute(f"INSERT INTO main.{self._name}_{part} SELECT * FROM beside.{self._name}_{part}")  # noqa: S608
        connection.commit()
        connection.execute("DETACH beside")

    def _wait(self) -> None:
        """Wait until what was added is in.  Raises what went wrong with it."""
        if self._before is not None:
            self._before.result()


def _make_rows(tables: duckdb.DuckDBPyConnection, parties: PartyTable) -> Iterator[IndexRow]:
    """Make the rows of all parties, each with its place; a party of whom nothing is written goes by what a list shows of it."""
    hashes, bits = parties.hashes(), count_bits(len(parties))
    by_rank = np.argsort(hashes, kind="stable")
    ranks = {"number": by_rank, "rank": np.arange(len(by_rank))}
    tables.execute("CREATE TABLE name_rank AS SELECT number, rank FROM ranks")
    del ranks
    texts, free = _read_texts(tables), 0
    of, text = next(texts, _END)
    for first in range(0, len(parties), _BATCH):
        numbers = by_rank[first : first + _BATCH]
        slots = (hashes[numbers] >> np.uint64(HASH_BITS - bits)).tolist()
        for rank, (slot, iri, name, kind, place) in enumerate(zip(slots, *parties.summary_columns(numbers), strict=True), first):
            free = max(free, slot)
            jurisdiction = place.decode() or None
            if of != rank:
                folded = fold(name)
                yield free, iri, name, _KINDS[kind], jurisdiction, name, folded, strip_folded(folded)
                free += 1
            while of == rank:
                folded = fold(text)
                yield free, iri, name, _KINDS[kind], jurisdiction, text, folded, strip_folded(folded)
                free += 1
                of, text = next(texts, _END)
        parties.release_pages()


def _read_texts(tables: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, str]]:
    result = tables.execute(_QUERY)
    while rows := result.fetchmany(_BATCH):
        yield from rows
