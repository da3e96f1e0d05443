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
import numpy.typing as npt

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
from graph.generation.party_numbers import PartyNumbers
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
_FORMS: Final = f"list_transform(list_filter(e.attributes, lambda a: a.name = '{FORM_ATTRIBUTE}'), lambda a: {_FORM_WORDS})"
_FORM: Final = f"list_filter({_FORMS}, lambda w: w IS NOT NULL)[1]"
"""The words for the legal form of a party that a statement ``e`` gives."""
_ANONYMOUS: Final = ", ".join(repr(kind.value) for kind in ANONYMOUS_KINDS)
_IS_UNTOLD: Final = (
    f"((e.kind IN ({_ANONYMOUS}) AND e.note IS NOT NULL) OR len(list_filter(e.attributes, lambda a: a.name = '{UNTOLD_ATTRIBUTE}')) > 0)"
)

_NAMED_BY: Final = ("legal", "anyname", "identifier", "record", "form")
"""What names a party, the best first: one that is in an earlier place, in whichever statement, counts before all in later ones."""
_IDENTIFIER, _FORM_ALONE = _NAMED_BY.index("identifier"), _NAMED_BY.index("form")
_ROW_BITS: Final = 40
"""Bits of the number of a description, below which its place in ``_NAMED_BY`` is put to find the first of the best."""

IRI_HASH: Final = "(md5_number_lower({0}) >> 1)::BIGINT"
"""What party_table.hash_iri computes."""

_OF_RECORD, _OF_SOURCE = (f'max(e.rank) OVER (PARTITION BY e.feed, e."record"{more})' for more in ("", ", e.source_number"))
_ONLY_STANDING: Final = f"""
    QUALIFY e."record" IS NULL OR ({sql.is_of_day("e.rank", _OF_RECORD)} AND {sql.stands("e.rank", _OF_SOURCE)})
"""
"""Of the versions of a record those that stand (series.py)."""


def has_versions(tables: duckdb.DuckDBPyConnection) -> bool:
    """Whether any record may have versions of which some no longer stand.  Takes the view ``entity`` and the table ``part``."""
    changes = "(SELECT 1 FROM entity WHERE change <> 'new' LIMIT 1)"
    several = "(SELECT 1 FROM part GROUP BY feed HAVING count(DISTINCT release) > 1)"
    return count_rows(tables, several) > 0 or count_rows(tables, changes) > 0


def build(tables: duckdb.DuckDBPyConnection, folder: Path, numbers: PartyNumbers, parties: int, base: str, *, only_standing: bool) -> None:
    """Write the party table but what ``write_keys`` writes; a party without a name goes by what ``party.name_by_identifier`` says.

    One of which a source tells no more than its legal form goes by that, where it is one of ``party.FORM_WORDS``.

    One that no statement describes, and whose IRI tells nothing, goes by the first of the records that mention it.

    ``only_standing``: whether of the versions of a record only those count that stand.

    Takes the view ``entity`` and the tables ``party_number`` and ``party``, whose numbers are ``numbers``.
    """
    folder.mkdir(exist_ok=True)
    _create_descriptions(tables, numbers, only_standing=only_standing)
    undescribed = _write_descriptions(tables, folder, parties)
    _create_mentions(tables, undescribed, base)
    _write_summaries(tables, folder, parties, base)
    _write_untold(tables, folder, only_standing=only_standing)


def write_keys(tables: duckdb.DuckDBPyConnection, folder: Path, parties: int) -> None:
    """Write by which IRIs each party is found.  Takes the tables ``party`` and ``canonical_iri``."""
    folder.mkdir(exist_ok=True)
    _write_aliases(tables, folder, parties)
    _write_hashes(tables, folder)


def _create_descriptions(tables: duckdb.DuckDBPyConnection, numbers: PartyNumbers, *, only_standing: bool) -> None:
    """Create table ``description``: the statements about each party, newest first; or those of them that stand.

    All that is read of them is read at once, and what is sorted is kept small: of what names the party the best that the statement gives,
    with its place in ``_NAMED_BY``, and of a record its hash.  Rows and numbers are put together by their places: a join would have no
    room in memory where there are millions of parties.
    """
    entities = f"(SELECT *, {sql.rank_version('entity')} AS rank FROM entity)" if only_standing else "entity"  # noqa: S608
    level = " ".join(f'WHEN "{name}" IS NOT NULL THEN {place}' for place, name in enumerate(_NAMED_BY))
    tables.execute(f"""
        CREATE TABLE hashed_description AS SELECT hash, position, source_number, stated_at, kind, jurisdiction, series, is_untold,
            coalesce({", ".join(f'"{name}"' for name in _NAMED_BY)}) AS words, (CASE {level} END)::UTINYINT AS level
        FROM (
            SELECT hash(e.entity) AS hash, e.position, e.source_number, e.stated_at, {_KIND} AS kind, e.jurisdiction,
                list_filter(e.names, lambda n: n.type = 'legal')[1].text AS legal, e.names[1].text AS anyname,
                if(len(e.names) > 0, NULL, e.identifiers[1].value) AS identifier,
                if(len(e.names) > 0, NULL, e."record") AS record,
                if(len(e.names) = 0 AND len(e.identifiers) = 0 AND e."record" IS NULL, {_FORM}, NULL) AS form,
                if(e."record" IS NULL, NULL, hash(e."record")) AS series, {_IS_UNTOLD} AS is_untold
            FROM {entities} e {_ONLY_STANDING if only_standing else ""}
        )
    """)  # noqa: S608
    number_here = np.empty(count_rows(tables, "hashed_description"), np.int32)
    for start, rows in _read_stretches(tables, "hashed_description", "hash"):
        number_here[start : start + len(rows["hash"])] = numbers.find(np.asarray(rows["hash"], np.uint64))
    numbered = {"number": number_here}
    tables.execute("""
        CREATE TABLE description AS SELECT n.number, d.* EXCLUDE (hash) FROM hashed_description d POSITIONAL JOIN numbered n
        ORDER BY n.number, d.stated_at DESC NULLS LAST, d.source_number, d.position
    """)
    del numbered, number_here
    tables.execute("DROP TABLE hashed_description")
    _order_rivals(tables)


def _order_rivals(tables: duckdb.DuckDBPyConnection) -> None:
    """Lay the descriptions of one record that its source states on one day in the order of a hash of their ids, not of their lines.

    Nothing tells which of them is the newer.  Almost all records have one; where all do, the table stays as it is.
    """
    tables.execute("""
        CREATE TABLE rival AS SELECT number, source_number, stated_at, series, min(position) AS first FROM description SEMI JOIN (
            SELECT number FROM (SELECT number, lag(number) OVER () AS before FROM description) WHERE number = before
        ) several USING (number) WHERE series IS NOT NULL GROUP BY number, source_number, stated_at, series HAVING count(*) > 1
    """)
    if count_rows(tables, "rival"):
        tables.execute("""
            CREATE TABLE ordered AS SELECT d.* FROM description d LEFT JOIN rival r ON d.number = r.number
                AND d.source_number = r.source_number AND d.stated_at IS NOT DISTINCT FROM r.stated_at AND d.series = r.series
            LEFT JOIN entity e ON r.first IS NOT NULL AND e.position = d.position
            ORDER BY d.number, d.stated_at DESC NULLS LAST, d.source_number, coalesce(r.first, d.position), hash(e.id), d.position
        """)
        tables.execute("DROP TABLE description")
        tables.execute("ALTER TABLE ordered RENAME TO description")
    tables.execute("DROP TABLE rival")


def _write_descriptions(tables: duckdb.DuckDBPyConnection, folder: Path, parties: int) -> npt.NDArray[np.int64]:
    """Write the positions of the statements that describe each party, and where they begin; returns the parties that none describes."""
    described = arrays.create(folder / "described.npy", np.int64, (count_rows(tables, "description"),))
    described_start = arrays.create(folder / "described_start.npy", np.int64, (parties + 1,))
    for start, rows in _read_stretches(tables, "description", "number, position"):
        described[start : start + len(rows["position"])] = rows["position"]
        numbers, counts = np.unique(np.asarray(rows["number"]), return_counts=True)
        described_start[numbers + 1] += counts
        arrays.release_pages(described, described_start)
    undescribed = np.concatenate(
        [
            np.flatnonzero(described_start[start : start + arrays.CHUNK_ROWS] == 0) + start - 1
            for start in range(1, parties + 1, arrays.CHUNK_ROWS)
        ]
        or [np.empty(0, np.int64)]
    )
    arrays.save(folder / "described.npy", described)
    arrays.cumulative_sum_in_place(described_start)
    arrays.save(folder / "described_start.npy", described_start)
    return undescribed


def _create_mentions(tables: duckdb.DuckDBPyConnection, undescribed: npt.NDArray[np.int64], base: str) -> None:
    """Create table ``mention``: the words for parties that no statement describes and whose IRI tells nothing."""
    tables.execute("CREATE TABLE mention(number BIGINT, words VARCHAR)")
    if len(undescribed):
        numbers = {"number": undescribed}
        own = sql.quote(f"{base}{OWN_PLACE}/")
        tables.execute(f"""
            CREATE TABLE mentioned AS SELECT n.number FROM numbers n JOIN party p ON p.rowid = n.number WHERE starts_with(p.iri, {own})
        """)  # noqa: S608
        del numbers
        if count_rows(tables, "mentioned"):
            tables.execute(f"""
                INSERT INTO mention SELECT k.number, if(bool_or(i.is_held), '{HELD_MENTIONED_IN}', '{MENTIONED_IN}') || min(i."record")
                FROM (
                    SELECT holder AS iri, "record", false AS is_held FROM interest UNION ALL SELECT subject, "record", true FROM interest
                ) i JOIN party_number k ON k.hash = hash(i.iri) JOIN mentioned m ON m.number = k.number
                WHERE i."record" IS NOT NULL GROUP BY k.number
            """)  # noqa: S608
        tables.execute("DROP TABLE mentioned")


def _write_summaries(tables: duckdb.DuckDBPyConnection, folder: Path, parties: int, base: str) -> None:
    """Write what a list shows of each party: of a stretch of parties at a time, whose descriptions lie together."""
    described_start = np.load(folder / "described_start.npy", mmap_mode="r")
    kind = arrays.create(folder / "kind.npy", np.uint8, (parties,))
    jurisdiction = arrays.create(folder / "jurisdiction.npy", "S8", (parties,))
    query = _write_summary_query(base)
    with StringWriter(folder / "ids") as ids, StringWriter(folder / "names") as names:
        for start in range(0, parties, CHUNK_ROWS):
            end = min(start + CHUNK_ROWS, parties)
            first, last = int(described_start[start]), int(described_start[end])
            rows = tables.execute(query, {"start": start, "end": end, "first": first, "last": last}).fetchnumpy()
            ids.extend(rows["iri"])
            names.extend(rows["name"])
            kind[start:end] = rows["kind"]
            jurisdiction[start:end] = rows["jurisdiction"].astype("S8")
            arrays.release_pages(kind, jurisdiction, described_start)
    arrays.save(folder / "kind.npy", kind)
    arrays.save(folder / "jurisdiction.npy", jurisdiction)


def _write_summary_query(base: str) -> str:
    """Write the query for what a list shows of parties ``$start`` to ``$end``, whose descriptions are rows ``$first`` to ``$last``.

    A party whose IRI tells neither a kind nor a register goes by what a statement tells of it; other IRIs are as ``Base.compact`` has them.
    """
    is_mute = sql.starts_with_any("p.iri", [f"{base}{place}/" for place in MUTE_PLACES])
    kind_words = f"{_KIND_WORDS}[coalesce(d.kind, {_UNKNOWN}) + 1]"
    return f"""
        SELECT p.iri, CASE WHEN d.level < {_IDENTIFIER} THEN d.words WHEN d.number IS NULL AND m.words IS NOT NULL THEN m.words
            WHEN d.number IS NULL OR NOT {is_mute} THEN {sql.compact("p.iri", base)}
            WHEN d.level < {_FORM_ALONE} THEN {kind_words} || ', ' || d.words
            ELSE coalesce(d.words, {kind_words}) || '{NOT_NAMED}' END AS name,
            coalesce(d.kind, {_UNKNOWN})::UTINYINT AS kind,
            if(regexp_full_match(d.jurisdiction, '{_CODE}'), d.jurisdiction, '') AS jurisdiction
        FROM (SELECT rowid AS number, iri FROM party WHERE rowid >= $start AND rowid < $end) p LEFT JOIN (
            SELECT number, arg_min(nullif(kind, {_UNKNOWN}), rowid) AS kind, arg_min(jurisdiction, rowid) AS jurisdiction,
                arg_min(words, level * {1 << _ROW_BITS} + rowid) AS words, min(level) AS level
            FROM description WHERE rowid >= $first AND rowid < $last GROUP BY number
        ) d USING (number) LEFT JOIN (SELECT number, words FROM mention WHERE number >= $start AND number < $end) m USING (number)
        ORDER BY number
    """  # noqa: S608


def _write_untold(tables: duckdb.DuckDBPyConnection, folder: Path, *, only_standing: bool) -> None:
    """Write the numbers of the parties of which a statement, standing or not, may say why it is not told who they are, in rising order."""
    every = f"SELECT k.number, {_IS_UNTOLD} AS is_untold FROM entity e JOIN party_number k ON k.hash = hash(e.entity)"  # noqa: S608
    statements = f"({every})" if only_standing else "description"
    untold = tables.execute(f"SELECT DISTINCT number FROM {statements} WHERE is_untold ORDER BY number").fetchnumpy()["number"]  # noqa: S608
    arrays.save(folder / "untold.npy", np.asarray(untold, np.int64))


def _write_aliases(tables: duckdb.DuckDBPyConnection, folder: Path, parties: int) -> None:
    """Write the other IRIs of each party; leaves them in table ``alias``."""
    # To join and to sort at once would take the memory of both.
    tables.execute("""
        CREATE TABLE other_iri AS
        SELECT p.rowid AS number, s.iri FROM canonical_iri s JOIN party p ON hash(p.iri) = hash(s.canonical) AND p.iri = s.canonical
    """)
    tables.execute(
        f"CREATE TABLE alias AS SELECT number, iri, {IRI_HASH.format('iri')} AS hash FROM other_iri ORDER BY number, iri"  # noqa: S608
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


def _write_hashes(tables: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write the hash of each IRI and the number of its party, in the order of the hashes."""
    tables.execute(f"""
        CREATE TABLE iri_key AS SELECT hash, number FROM (
            SELECT {IRI_HASH.format("iri")} AS hash, rowid AS number FROM party UNION ALL SELECT hash, number FROM alias
        ) ORDER BY hash, number
    """)  # noqa: S608
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
