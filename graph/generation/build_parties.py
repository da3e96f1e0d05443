"""Writes the party table: from the tables of build_tables.py to the files that party_table.py opens, a stretch of parties at a time.

Owns which name, kind and jurisdiction a list shows of a party: those that its newest statements give.  Of a record's versions the one that
stands counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np

from graph.algorithms import arrays
from graph.generation import sql
from graph.generation.build_tables import count_rows
from graph.generation.party import (
    ANONYMOUS_KINDS,
    FORM_ATTRIBUTE,
    FORM_WORDS,
    HELD_MENTIONED_IN,
    KIND_WORDS,
    MENTIONED_IN,
    MUTE_PLACES,
    NOT_NAMED,
    OWN_PLACE,
    UNTOLD_ATTRIBUTE,
)
from graph.generation.string_table import StringWriter
from ontology.statements import Kind

CHUNK_ROWS: Final = 100_000
"""Rows that are held as arrays at a time."""

_CODE: Final = "[A-Za-z0-9-]{1,8}"
"""A jurisdiction that a list shows.  What else is given as one stays in its statement, where it can be read in full."""
_UNKNOWN: Final = list(Kind).index(Kind.UNKNOWN)
_KIND: Final = sql.code("e.kind", Kind)

_KIND_WORDS: Final = f"[{', '.join(repr(KIND_WORDS[kind]) for kind in Kind)}]"

_FORM_WORDS: Final = f"CASE a.value {' '.join(f'WHEN {form!r} THEN {words!r}' for form, words in FORM_WORDS.items())} END"

_IS_MUTE: Final = f"({' OR '.join(['starts_with(p.iri, ?)'] * len(MUTE_PLACES))})"
"""Whether the IRI of a party tells neither a kind nor a register."""

_SHORT: Final = "if(starts_with(p.iri, ?), regexp_replace(substr(p.iri, length(?) + 1), '/', ':'), p.iri)"
"""An IRI as ``Base.compact`` writes it."""

_IRI_HASH: Final = "(md5_number_lower({0}) >> 1)::BIGINT"
"""What party_table.hash_iri computes."""

_OF_RECORD, _OF_SOURCE = (f'max(e.rank) OVER (PARTITION BY e.feed, e."record"{more})' for more in ("", ", e.source_number"))
_ONLY_STANDING: Final = f"""
    QUALIFY e."record" IS NULL OR ({sql.is_of_day("e.rank", _OF_RECORD)} AND {sql.stands("e.rank", _OF_SOURCE)})
"""
"""Of the versions of a record those that stand (series.py)."""


def build(tables: duckdb.DuckDBPyConnection, folder: Path, parties: int, base: str) -> None:
    """Write the party table; a party without a name goes by what ``party.name_by_identifier`` says.

    One of which a source tells no more than its legal form goes by that, where it is one of ``party.FORM_WORDS``.

    One that no statement describes, and whose IRI tells nothing, goes by the first of the records that mention it.

    Takes the views ``entity`` and ``part`` and the tables ``party_number``, ``party`` and ``canonical_iri``.
    """
    folder.mkdir()
    _create_descriptions(tables)
    _create_summaries(tables, base)
    _write_summaries(tables, folder, parties)
    _write_descriptions(tables, folder)
    _write_untold(tables, folder)
    _write_aliases(tables, folder, parties)
    _write_keys(tables, folder)


def _create_descriptions(tables: duckdb.DuckDBPyConnection) -> None:
    """Create table ``description``: the statements about each party, newest first."""
    changes = "(SELECT 1 FROM entity WHERE change <> 'new' LIMIT 1)"
    several = "(SELECT 1 FROM part GROUP BY feed HAVING count(DISTINCT release) > 1)"
    only_standing = _ONLY_STANDING if count_rows(tables, changes) or count_rows(tables, several) else ""
    entities = f"(SELECT *, {sql.rank_version('entity')} AS rank FROM entity)" if only_standing else "entity"  # noqa: S608
    tables.execute(f"""
        CREATE TABLE description AS SELECT * FROM (
            SELECT k.number, e.position, e.source_number, e.stated_at, {_KIND} AS kind, e.jurisdiction,
                list_filter(e.names, lambda n: n.type = 'legal')[1].text AS legal, e.names[1].text AS anyname,
                e.identifiers[1].value AS identifier, e."record" AS record
            FROM {entities} e JOIN party_number k ON k.hash = hash(e.entity) {only_standing}
        ) ORDER BY number, stated_at DESC NULLS LAST, source_number, position
    """)  # noqa: S608
    _order_rivals(tables)


def _order_rivals(tables: duckdb.DuckDBPyConnection) -> None:
    """Lay the descriptions of one record that its source states on one day in the order of a hash of their ids, not of their lines.

    Nothing tells which of them is the newer.  Almost all records have one; where all do, the table stays as it is.
    """
    tables.execute("""
        CREATE TABLE rival AS SELECT number, source_number, stated_at, record, min(position) AS first FROM description SEMI JOIN (
            SELECT number FROM (SELECT number, lag(number) OVER () AS before FROM description) WHERE number = before
        ) several USING (number) WHERE record IS NOT NULL GROUP BY number, source_number, stated_at, record HAVING count(*) > 1
    """)
    if count_rows(tables, "rival"):
        tables.execute("""
            CREATE TABLE ordered AS SELECT d.* FROM description d LEFT JOIN rival r ON d.number = r.number
                AND d.source_number = r.source_number AND d.stated_at IS NOT DISTINCT FROM r.stated_at AND d.record = r.record
            LEFT JOIN entity e ON r.first IS NOT NULL AND e.position = d.position
            ORDER BY d.number, d.stated_at DESC NULLS LAST, d.source_number, coalesce(r.first, d.position), hash(e.id), d.position
        """)
        tables.execute("DROP TABLE description")
        tables.execute("ALTER TABLE ordered RENAME TO description")
    tables.execute("DROP TABLE rival")


def _create_summaries(tables: duckdb.DuckDBPyConnection, base: str) -> None:
    """Create table ``summary``: what a list shows of each party, in the order of their numbers, and how many statements describe it."""
    mute = [f"{base}{place}/" for place in MUTE_PLACES]
    # Of the names only their rows go through the aggregate: texts would stay in memory until it ends.
    tables.execute(f"""
        CREATE TABLE newest AS SELECT number, count(*) AS statements, arg_min(nullif(kind, {_UNKNOWN}), rowid) AS kind,
            arg_min(jurisdiction, rowid) AS jurisdiction,
            coalesce(min(rowid) FILTER (legal IS NOT NULL), min(rowid) FILTER (anyname IS NOT NULL)) AS named,
            coalesce(min(rowid) FILTER (identifier IS NOT NULL), min(rowid) FILTER (record IS NOT NULL)) AS identified
        FROM description GROUP BY number
    """)  # noqa: S608
    tables.execute("""
        CREATE TABLE name AS SELECT n.number, coalesce(d.legal, d.anyname) AS name FROM newest n JOIN description d ON d.rowid = n.named
    """)
    tables.execute(
        f"""
        INSERT INTO name SELECT n.number, {_KIND_WORDS}[coalesce(n.kind, {_UNKNOWN}) + 1] || ', ' || coalesce(d.identifier, d.record)
        FROM newest n JOIN description d ON d.rowid = n.identified JOIN party p ON p.rowid = n.number
        WHERE n.named IS NULL AND {_IS_MUTE}
    """,  # noqa: S608
        mute,
    )
    tables.execute(
        f"""
        CREATE TABLE nameless AS SELECT n.number, {_KIND_WORDS}[coalesce(n.kind, {_UNKNOWN}) + 1] AS words
        FROM newest n JOIN party p ON p.rowid = n.number
        WHERE n.named IS NULL AND n.identified IS NULL AND {_IS_MUTE}
    """,  # noqa: S608
        mute,
    )
    if count_rows(tables, "nameless"):
        tables.execute(f"""
            INSERT INTO name SELECT l.number, coalesce(f.words, l.words) || '{NOT_NAMED}' FROM nameless l LEFT JOIN (
                SELECT d.number, arg_min({_FORM_WORDS}, d.rowid) AS words
                FROM description d JOIN nameless USING (number) JOIN entity e ON e.position = d.position, unnest(e.attributes) t(a)
                WHERE a.name = '{FORM_ATTRIBUTE}' GROUP BY d.number
            ) f USING (number)
        """)  # noqa: S608
    tables.execute("DROP TABLE nameless")
    tables.execute(
        """
        CREATE TABLE mentioned AS SELECT p.rowid AS number FROM party p
        WHERE starts_with(p.iri, ?) AND NOT EXISTS (SELECT 1 FROM newest n WHERE n.number = p.rowid)
    """,
        [f"{base}{OWN_PLACE}/"],
    )
    if count_rows(tables, "mentioned"):
        tables.execute(f"""
            INSERT INTO name SELECT k.number, if(bool_or(i.is_held), '{HELD_MENTIONED_IN}', '{MENTIONED_IN}') || min(i."record") FROM (
                SELECT holder AS iri, "record", false AS is_held FROM interest UNION ALL SELECT subject, "record", true FROM interest
            ) i JOIN party_number k ON k.hash = hash(i.iri) JOIN mentioned m ON m.number = k.number
            WHERE i."record" IS NOT NULL GROUP BY k.number
        """)  # noqa: S608
    tables.execute("DROP TABLE mentioned")
    tables.execute(
        f"""
        CREATE TABLE summary AS SELECT p.iri, coalesce(n.name, {_SHORT}) AS name, coalesce(d.kind, {_UNKNOWN})::UTINYINT AS kind,
            if(regexp_full_match(d.jurisdiction, '{_CODE}'), d.jurisdiction, '') AS jurisdiction, coalesce(d.statements, 0) AS statements,
            {_IRI_HASH.format("p.iri")} AS hash
        FROM party p LEFT JOIN newest d ON d.number = p.rowid LEFT JOIN name n ON n.number = p.rowid ORDER BY p.rowid
    """,  # noqa: S608
        [base, base],
    )
    tables.execute("DROP TABLE newest")
    tables.execute("DROP TABLE name")


def _write_summaries(tables: duckdb.DuckDBPyConnection, folder: Path, parties: int) -> None:
    """Write what a list shows of each party, and where the statements that describe it begin."""
    kind = arrays.create(folder / "kind.npy", np.uint8, (parties,))
    jurisdiction = arrays.create(folder / "jurisdiction.npy", "S8", (parties,))
    described_start = arrays.create(folder / "described_start.npy", np.int64, (parties + 1,))
    with StringWriter(folder / "ids") as ids, StringWriter(folder / "names") as names:
        for start, rows in _read_stretches(tables, "summary"):
            ids.extend(rows["iri"])
            names.extend(rows["name"])
            end = start + len(rows["kind"])
            kind[start:end] = rows["kind"]
            jurisdiction[start:end] = rows["jurisdiction"].astype("S8")
            described_start[start + 1 : end + 1] = rows["statements"]
            arrays.release_pages(kind, jurisdiction, described_start)
    arrays.save(folder / "kind.npy", kind)
    arrays.save(folder / "jurisdiction.npy", jurisdiction)
    arrays.cumulative_sum_in_place(described_start)
    arrays.save(folder / "described_start.npy", described_start)


def _write_descriptions(tables: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write the positions of the statements that describe each party."""
    described = arrays.create(folder / "described.npy", np.int64, (count_rows(tables, "description"),))
    for start, rows in _read_stretches(tables, "description", "position"):
        described[start : start + len(rows["position"])] = rows["position"]
        arrays.release_pages(described)
    arrays.save(folder / "described.npy", described)


def _write_untold(tables: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write the numbers of the parties of which a statement may say why it is not told who they are, in rising order."""
    kinds = ", ".join(repr(kind.value) for kind in ANONYMOUS_KINDS)
    untold = tables.execute(f"""
        SELECT DISTINCT k.number FROM entity e JOIN party_number k ON k.hash = hash(e.entity)
        WHERE (e.kind IN ({kinds}) AND e.note IS NOT NULL) OR len(list_filter(e.attributes, lambda a: a.name = '{UNTOLD_ATTRIBUTE}')) > 0
        ORDER BY k.number
    """).fetchnumpy()["number"]  # noqa: S608
    arrays.save(folder / "untold.npy", np.asarray(untold, np.int64))


def _write_aliases(tables: duckdb.DuckDBPyConnection, folder: Path, parties: int) -> None:
    """Write the other IRIs of each party; leaves them in table ``alias``."""
    # To join and to sort at once would take the memory of both.
    tables.execute("""
        CREATE TABLE other_iri AS
        SELECT p.rowid AS number, s.iri FROM canonical_iri s JOIN party p ON hash(p.iri) = hash(s.canonical) AND p.iri = s.canonical
    """)
    tables.execute(
        f"CREATE TABLE alias AS SELECT number, iri, {_IRI_HASH.format('iri')} AS hash FROM other_iri ORDER BY number, iri"  # noqa: S608
    )
    tables.execute("DROP TABLE other_iri")
    same_start = arrays.create(folder / "same_start.npy", np.int64, (parties + 1,))
    with StringWriter(folder / "same") as writer:
        for _, rows in _read_stretches(tables, "alias"):
            writer.extend(rows["iri"])
            np.add.at(same_start, np.asarray(rows["number"], np.int64) + 1, 1)
            arrays.release_pages(same_start)
    arrays.cumulative_sum_in_place(same_start)
    arrays.save(folder / "same_start.npy", same_start)


def _write_keys(tables: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write the hash of each IRI and the number of its party, in the order of the hashes."""
    tables.execute("""
        CREATE TABLE iri_key AS SELECT hash, number FROM (
            SELECT hash, rowid AS number FROM summary UNION ALL SELECT hash, number FROM alias
        ) ORDER BY hash, number
    """)
    keys = arrays.create(folder / "keys.npy", np.int64, (2, count_rows(tables, "iri_key")))
    for start, rows in _read_stretches(tables, "iri_key"):
        keys[0, start : start + len(rows["hash"])] = rows["hash"]
        keys[1, start : start + len(rows["hash"])] = rows["number"]
        arrays.release_pages(keys)
    arrays.save(folder / "keys.npy", keys)


def _read_stretches(tables: duckdb.DuckDBPyConnection, table: str, columns: str = "*") -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a table in its order as arrays by column, some at a time, each time with the number of the first."""
    for start in range(0, count_rows(tables, table), CHUNK_ROWS):
        query = f"SELECT {columns} FROM {table} WHERE rowid >= {start} AND rowid < {start + CHUNK_ROWS} ORDER BY rowid"  # noqa: S608
        yield start, tables.execute(query).fetchnumpy()
