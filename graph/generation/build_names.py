"""Writes the search index of a generation: each name and identifier of a party, as written and folded, out of the ledger's columns.

Owns the file that search_index.py opens, and where in it a party lies: in the order of the hashes of IRIs, with room between them.  So a
party that comes or goes moves few others, whatever their numbers are, and update_names.py gives the rows that this module gives.
The table of full text is filled beside the rows by a process of its own (fill_text.py), and copied into the index at the end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Final

import duckdb
import numpy as np

from graph.algorithms import arrays
from graph.collector import collect_seldom
from graph.files import raise_store_errors
from graph.generation.build_tables import NumberedRelease, create_views, open_tables
from graph.generation.fill_text import CUT, NEAR, PRAGMAS, Filler, Folded, Texts, fold_texts, list_words
from graph.generation.generation import Generation
from graph.generation.name_terms import ROOM
from graph.generation.party_table import HASH_BITS, KINDS, PartyTable
from graph.ledger.workers import Workers

MEMORY: Final = "500MB"
"""What the tables may take before they go to the work file."""
_BATCH: Final = 20_000
"""Rows that are written at a time."""
_RELEASED: Final = 25
"""Batches after which what was read of the party table leaves memory.  Each reads all over it, so that to bring its pages back
after each takes longer than to read them: of eight million parties 1.4 microseconds a party for the IRIs alone."""
_FEW: Final = 5
"""So many times less than these, and the table of full text is filled at once: to start a process for it would take as long."""
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
    SELECT rank, text FROM name_rank LEFT JOIN (SELECT number, text, min(place) AS place FROM ({_TEXTS}) GROUP BY number, text)
    USING (number) ORDER BY rank, place
"""  # noqa: S608
"""The texts of each party, by its rank; NULL of one that has none."""
_INDEX_STRIPPED: Final = "CREATE INDEX name_stripped ON name(stripped)"
_KINDS: Final = tuple(kind.value for kind in KINDS)

INSERT: Final = "INSERT INTO name(rowid, id, main, kind, jurisdiction, text, folded, stripped) VALUES (?,?,?,?,?,?,?,?)"

Columns = tuple[Sequence[int], Sequence[str], Sequence[str], Sequence[str], Sequence[str | None], Sequence[str]]
"""Of some rows their places, and IRI, main name, kind and jurisdiction of the party, and the text.  Rows are not made: Python would look
through so many objects for unused ones."""


def count_bits(parties: int) -> int:
    """Count the bits of the hash of an IRI that say where the rows of a party lie, among so many parties."""
    return (parties * ROOM).bit_length()


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
    with collect_seldom():
        write(path, count_bits(len(parties)), _make_rows(tables, parties))


def write(path: Path, bits: int, batches: Iterable[Columns]) -> None:
    """Write the file from its rows, in the order of their places, some at a time.  Raises StoreError."""
    with raise_store_errors(path.parent):
        connection = sqlite3.connect(path)
        try:
            connection.executescript(
                f"{PRAGMAS} PRAGMA user_version={bits};"
                "CREATE TABLE name(id TEXT, main TEXT, kind TEXT, jurisdiction TEXT, text TEXT, folded TEXT, stripped TEXT);"
            )
            connection.execute(f"CREATE VIRTUAL TABLE lookup USING fts5(folded, content='name', {CUT})")
            _fill(connection, path, iter(batches))
            connection.commit()
        finally:
            connection.close()


def _fill(connection: sqlite3.Connection, path: Path, batches: Iterator[Columns]) -> None:
    """Write the rows and the table of full text; that of a few rows at once, else beside the rows."""
    first = list(islice(batches, _FEW))
    if len(first) < _FEW:
        for batch in first:
            connection.executemany(INSERT, zip(*batch, *fold_texts(batch[-1]), strict=True))
        connection.execute("INSERT INTO lookup(lookup) VALUES ('rebuild')")
        connection.execute(_INDEX_STRIPPED)
        list_words(connection)
        return
    with _Beside(path) as beside:
        before: Columns | None = None
        for coming in chain(first, batches, [None]):
            # While a batch is folded and filled in, the one before it is written.
            folded = beside.add(None if coming is None else (coming[0], coming[-1]))
            if before is not None and folded is not None:
                connection.executemany(INSERT, zip(*before, *folded, strict=True))
            before = coming
        connection.execute(_INDEX_STRIPPED)
        connection.commit()
        beside.copy_into(connection)


class _Beside:
    """The table of full text that is filled in a file and a process of its own; both are gone when the ``with`` ends."""

    def __init__(self, index: Path) -> None:
        self._path = index.with_name(f".{index.name}.words")
        self._path.unlink(missing_ok=True)
        self._workers = Workers(Filler(self._path), processes=1)
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._before: Future[Folded | None] | None = None

    def __enter__(self) -> _Beside:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._thread.shutdown()
        self._workers.__exit__()
        self._path.unlink(missing_ok=True)

    def add(self, texts: Texts | None) -> Folded | None:
        """Add texts with their rows, None at the end; give those that were added before, folded.  Raises what went wrong with these."""
        folded = self._wait()
        self._before = self._thread.submit(lambda: next(self._workers.run([texts])))
        return folded

    def copy_into(self, connection: sqlite3.Connection) -> None:
        """Copy the table, which has ended, into that of the index, which is empty, and those of its words."""
        self._wait()
        connection.execute(NEAR)
        connection.execute("ATTACH ? AS beside", [str(self._path)])
        for part in (f"{table}_{part}" for table in ("lookup", "near") for part in ("data", "idx")):
            connection.execute(f"DELETE FROM main.{part}")  # noqa: S608
            connection.execute(f"INSERT INTO main.{part} SELECT * FROM beside.{part}")  # noqa: S608
        connection.execute("CREATE TABLE main.word(number INTEGER PRIMARY KEY, text TEXT, names INTEGER)")
        connection.execute("INSERT INTO main.word SELECT * FROM beside.word")
        connection.execute("CREATE UNIQUE INDEX main.word_text ON word(text)")
        connection.execute("CREATE TABLE main.gram AS SELECT * FROM beside.gram")
        connection.commit()
        connection.execute("DETACH beside")

    def _wait(self) -> Folded | None:
        return None if self._before is None else self._before.result()


def _make_rows(tables: duckdb.DuckDBPyConnection, parties: PartyTable) -> Iterator[Columns]:
    """Make the rows of all parties, some at a time; a party of whom nothing is written goes by what a list shows of it."""
    hashes, bits = parties.hashes(), count_bits(len(parties))
    by_rank = np.argsort(hashes, kind="stable")
    ranks = {"number": by_rank, "rank": np.arange(len(by_rank))}
    tables.execute("CREATE TABLE name_rank AS SELECT number, rank FROM ranks")
    del ranks
    free = 0
    result = tables.execute(_QUERY)
    for batch_number, batch in enumerate(iter(lambda: result.fetchmany(_BATCH), []), 1):
        of, texts = zip(*batch, strict=True)
        numbers = by_rank[np.array(of)]
        # Each row lies at its slot, or behind the one before: by how much the highest so far is ahead of counting.
        counted = np.arange(len(numbers))
        slots = (hashes[numbers] >> np.uint64(HASH_BITS - bits)).astype(np.int64)
        slots[0] = max(slots[0], free)
        places = np.maximum.accumulate(slots - counted) + counted
        free = int(places[-1]) + 1
        iris, names, kinds, jurisdictions = parties.summary_columns(numbers)
        yield (
            places.tolist(),
            iris,
            names,
            [_KINDS[kind] for kind in kinds],
            [code.decode() or None for code in jurisdictions],
            [name if text is None else text for text, name in zip(texts, names, strict=True)],
        )
        if batch_number % _RELEASED == 0:
            parties.release_pages()
