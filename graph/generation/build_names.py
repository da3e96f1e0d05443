"""Writes the search index of a generation: each name and identifier of a party, as written and folded, out of the ledger's columns.

Owns the file that search_index.py opens, and where in it a party lies: in the order of the hashes of IRIs, with room between them.  So a
party that comes or goes moves few others, whatever their numbers are, and update_names.py gives the rows that this module gives.
What is ASCII is folded by DuckDB, by the same rule as `search_index.fold`; the rest by that.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import duckdb
import numpy as np

from graph.algorithms import arrays
from graph.files import raise_store_errors
from graph.generation.build_tables import NumberedRelease, create_views, open_tables
from graph.generation.generation import Generation
from graph.generation.party_table import HASH_BITS, PartyTable
from graph.generation.search_index import LEGAL_FORMS, fold, strip_legal_forms

MEMORY: Final = "800MB"
"""What the tables may take before they go to the work file."""
_BATCH: Final = 20_000
"""Names that are written at a time."""
_FORMS: Final = f"(?:(?:{'|'.join(sorted(LEGAL_FORMS))}) )+"
_IS_PLAIN: Final = "strlen(text) = length(text)"
FOLDED: Final = "trim(regexp_replace(lower(text), '[^a-z0-9]+', ' ', 'g'))"
"""``text``, if it is plain, as ``fold`` writes it."""
STRIPPED: Final = (
    f"coalesce(nullif(trim(regexp_replace(regexp_replace(' ' || folded || ' ', ' {_FORMS}$', ' '), '^ {_FORMS}', ' ')), ''), folded)"
)
"""``folded`` as ``strip_legal_forms`` writes it."""
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
    SELECT rank, text, folded, {STRIPPED} AS stripped
    FROM (SELECT *, if({_IS_PLAIN}, {FOLDED}, NULL) AS folded FROM (
        SELECT number, text, min(place) AS place FROM ({_TEXTS}) GROUP BY number, text
    )) JOIN name_rank USING (number) ORDER BY rank, place
"""  # noqa: S608
_ROOM: Final = 16
"""Rows that there is room for, for each party, at least."""

INSERT: Final = "INSERT INTO name(rowid, id, main, kind, jurisdiction, text, folded, stripped) VALUES (?,?,?,?,?,?,?,?)"

_Text = tuple[int, str, str | None, str | None]
"""The rank of a party and a text of it, folded and without legal forms where DuckDB does that."""
Row = tuple[str, str, str, str | None, str, str, str]
"""IRI, main name, kind and jurisdiction of a party, a text of it, the same folded, and without legal forms."""


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


def write(path: Path, bits: int, rows: Iterable[tuple[int | str | None, ...]]) -> None:
    """Write the file from its rows, each with its place, in the order of these.  Raises StoreError."""
    with raise_store_errors(path.parent):
        connection = sqlite3.connect(path)
        try:
            connection.executescript(
                "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
                "CREATE TABLE name(id TEXT, main TEXT, kind TEXT, jurisdiction TEXT, text TEXT, folded TEXT, stripped TEXT);"
                "CREATE VIRTUAL TABLE lookup USING fts5(folded, content='name', tokenize='unicode61', prefix='2 3 4');"
                "CREATE VIRTUAL TABLE fuzzy USING fts5(folded, content='name', tokenize='trigram');"
                f"PRAGMA user_version={bits};"
            )
            connection.executemany(INSERT, rows)
            connection.executescript(
                "CREATE INDEX name_stripped ON name(stripped);"
                "INSERT INTO lookup(lookup) VALUES ('rebuild'); INSERT INTO fuzzy(fuzzy) VALUES ('rebuild');"
                "CREATE VIRTUAL TABLE temp.counted USING fts5vocab(main, fuzzy, row);"
                "CREATE TABLE gram AS SELECT term, doc FROM temp.counted;"
            )
            connection.commit()
        finally:
            connection.close()


def _make_rows(tables: duckdb.DuckDBPyConnection, parties: PartyTable) -> Iterator[tuple[int | str | None, ...]]:
    """Make the rows of all parties, each with its place; a party of whom nothing is written goes by what a list shows of it."""
    hashes, bits = parties.hashes(), count_bits(len(parties))
    by_rank = np.argsort(hashes, kind="stable")
    ranks = {"number": by_rank, "rank": np.arange(len(by_rank))}
    tables.execute("CREATE TABLE name_rank AS SELECT number, rank FROM ranks")
    del ranks
    texts, free = _read_texts(tables), 0
    text = next(texts, None)
    for first in range(0, len(parties), _BATCH):
        numbers = by_rank[first : first + _BATCH]
        slots = (hashes[numbers] >> np.uint64(HASH_BITS - bits)).tolist()
        for rank, (slot, party) in enumerate(zip(slots, parties.summaries(numbers), strict=True), first):
            shown = party.id, party.name, party.kind.value, party.jurisdiction
            free = max(free, slot)
            if text is None or text[0] != rank:
                yield (free, *shown, party.name, fold(party.name), strip_legal_forms(party.name))
                free += 1
            while text is not None and text[0] == rank:
                _, written, folded, bare = text
                if folded is None or bare is None:
                    folded, bare = fold(written), strip_legal_forms(written)
                yield (free, *shown, written, folded, bare)
                free += 1
                text = next(texts, None)


def _read_texts(tables: duckdb.DuckDBPyConnection) -> Iterator[_Text]:
    result = tables.execute(_QUERY)
    while rows := result.fetchmany(_BATCH):
        yield from rows
