"""Writes the rows of the network: from the interest statements to the arrays that interest_table.py opens.

Owns the translation of a statement into a row, and four rules that need a whole record: of its versions on one day the last makes rows
(ontology/series.py), those in no order are numbered, a closing that names no ends closes what the record stated last, and a version closes
what an earlier one stated of a company that it no longer names.  Reads the tables of build_tables.py.  Which rows hold on a day is decided
when it is asked for, in graph/network/temporal.py.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np
import numpy.typing as npt

from graph.algorithms import arrays
from graph.algorithms.sorted_runs import SortedRuns
from graph.generation import interest_table, sql
from graph.generation.build_tables import count_rows
from graph.generation.interest_table import COLUMN_TYPES
from graph.generation.party_numbers import PartyNumbers
from graph.generation.series import mark_replaced
from ontology.statements import Directness, Interest, Reason, Status

CHUNK_ROWS: Final = 200_000
"""Rows that are held as arrays at a time."""

_TIES: Final = ("source", "stated", "quoted_at", "id_hash", "statement", "flags", "rank")
"""What orders rows of one company, holder and interest."""
_HOLDER_BITS: Final = 32
_INTEREST_BITS: Final = 8

_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)

_Columns = dict[str, npt.NDArray[Any]]
_Groups = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
"""Rows in an order in which those of one series of a company lie together, and where each such group begins."""

_FLAGS: Final = " + ".join(
    f"if({condition}, {bit}, 0)"
    for condition, bit in {
        "i.share IS NOT NULL": interest_table.HAS_SHARE,
        "i.share.min_open": interest_table.MIN_OPEN,
        "i.share.max_open": interest_table.MAX_OPEN,
        sql.is_accepted("i"): interest_table.ACCEPTED,
        "i.change = 'closed'": interest_table.CLOSED,
        "len(i.components) > 0": interest_table.SUMMARY,
        "i.complete": interest_table.COMPLETE,
    }.items()
)

ROW: Final = f"""
    {sql.code("i.interest", Interest)}::UTINYINT AS interest, {sql.code("i.status", Status)}::UTINYINT AS status,
    {sql.code("i.direct", Directness)}::UTINYINT AS direct, ({_FLAGS})::USMALLINT AS flags,
    coalesce({sql.code("i.holder_reason", Reason)}, -1)::TINYINT AS reason,
    coalesce(i.share.min, 0) AS min, coalesce(i.share.max, 0) AS max,
    {sql.first_day("i.valid_from", interest_table.ALWAYS)} AS from_first,
    {sql.last_day("i.valid_from", interest_table.ALWAYS)} AS from_last,
    {sql.first_day("i.valid_until", interest_table.NEVER)} AS until_first,
    {sql.last_day("i.valid_until", interest_table.NEVER)} AS until_last,
    {sql.last_day("i.stated_at", interest_table.ALWAYS)} AS stated,
    i.source_number AS source, i.position::INTEGER AS statement,
    if(i."record" IS NULL, 0, hash(i.feed, i."record") | 1)::UBIGINT AS series,
    {sql.rank_version("i")} AS rank,
    coalesce(i.evidence[1].start, 0) AS quoted_at, hash(i.id) AS id_hash,
    if(i.is_sequence OR i.place.line IS NULL, 0, hash(i.place.file, i.place.line))::UBIGINT AS line
"""
"""A row of the network from a statement ``i``: the columns of the interest table but its ends, ``series`` as a hash of the record (0 =
none), ``rank`` as in ontology/series.py, and ``quoted_at`` and ``id_hash``, by which rows of one day lie in the order of the text that
they quote, else in one in which the order of a file plays no part.  ``line``
tells raw records apart where no order is told between them, 0 elsewhere."""


IS_CLOSING: Final = "i.subject IS NULL AND i.change = 'closed' AND i.\"record\" IS NOT NULL"
"""Whether a statement ``i`` closes its record without naming its ends."""


def make_rows(tables: duckdb.DuckDBPyConnection) -> int:
    """Create table ``hashed_row``, whose ends are hashes of IRIs, and ``closing``; returns how many statements name what they are about.

    ``write_columns`` is next.
    """
    tables.execute(f"""
        CREATE TABLE hashed_row AS SELECT hash(i.holder) AS holder, hash(i.subject) AS subject, {ROW} FROM interest i
        WHERE i.subject IS NOT NULL
    """)  # noqa: S608
    tables.execute(f"CREATE TABLE closing AS SELECT {ROW} FROM interest i WHERE {IS_CLOSING}")  # noqa: S608
    return count_rows(tables, "hashed_row")


def write_columns(tables: duckdb.DuckDBPyConnection, folder: Path, numbers: PartyNumbers, work: Path) -> int:
    """Write the columns of the rows, whose table is dropped; returns how many there are.  ``write_index`` is next.

    ``work``: a folder that is made, and removed, where there are too many rows for memory.
    """
    with SortedRuns(work, "subject") as runs:
        for block in _number_rows(tables, numbers):
            runs.add(block)
    tables.execute("DROP TABLE hashed_row")
    rows = _write_blocks(folder, runs.read(CHUNK_ROWS))
    shutil.rmtree(work, ignore_errors=True)
    return rows


def write_index(folder: Path, parties: int) -> None:
    """Write where the rows of each subject and of each holder lie, for columns that are written."""
    subject, holder = (np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("subject", "holder"))
    subject_start = arrays.create(folder / "subject_start.npy", np.int64, (parties + 1,))
    arrays.build_indptr(subject, subject_start)
    arrays.save(folder / "subject_start.npy", subject_start)
    del subject_start
    holder_start = arrays.create(folder / "holder_start.npy", np.int64, (parties + 1,))
    arrays.build_indptr(holder, holder_start)
    by_holder = arrays.create(folder / "by_holder.npy", np.int64, (int(holder_start[-1]),))
    arrays.group_rows(holder, holder_start, by_holder)
    arrays.save(folder / "holder_start.npy", holder_start)
    arrays.save(folder / "by_holder.npy", by_holder)


def close_series(tables: duckdb.DuckDBPyConnection) -> None:
    """A closing that names no ends closes what its record stated last: each of those rows again, closed, stated when it was closed.

    Adds to table ``network_row`` by table ``closing``; both have all of each record.
    """
    tables.execute(f"""
        INSERT INTO network_row
        SELECT r.* REPLACE (r.flags | {interest_table.CLOSED} AS flags, c.stated AS stated, c.rank AS rank)
        FROM network_row r JOIN closing c ON c.series = r.series AND c.stated >= r.stated
        QUALIFY r.stated = max(r.stated) OVER (PARTITION BY r.series, c.statement)
    """)  # noqa: S608


def close_moved(tables: duckdb.DuckDBPyConnection) -> None:
    """A version that names other companies than an earlier one of its record closes what that said of those which it no longer names.

    Adds to table ``network_row``, which has all of each record.
    """
    tables.execute(f"""
        INSERT INTO network_row
        WITH moving AS (
            SELECT series, subject, stated, rank FROM network_row WHERE flags & {interest_table.ACCEPTED} > 0 AND series IN (
                SELECT series FROM network_row WHERE series <> 0 GROUP BY series HAVING min(subject) <> max(subject)
            )
        ), left_out AS (
            SELECT series, subject, stated, rank
            FROM (SELECT DISTINCT series, stated, rank FROM moving) JOIN (SELECT DISTINCT series, subject FROM moving) USING (series)
            ANTI JOIN moving USING (series, subject, stated, rank)
        )
        SELECT r.* REPLACE (r.flags | {interest_table.CLOSED} AS flags, c.stated AS stated, c.rank AS rank)
        FROM network_row r JOIN left_out c ON c.series = r.series AND c.subject = r.subject AND c.stated >= r.stated AND c.rank > r.rank
        WHERE r.flags & {interest_table.ACCEPTED} > 0
        QUALIFY r.rank = max(r.rank) OVER (PARTITION BY r.series, r.subject, c.rank)
    """)  # noqa: S608


def _number_rows(tables: duckdb.DuckDBPyConnection, numbers: PartyNumbers) -> Iterator[_Columns]:
    """The rows with the numbers of their parties, some at a time.

    Those of records that may close some of their own rows are put into table ``network_row``, are closed there and come last.
    """
    revised = _list_revised(tables)
    tables.execute("CREATE TABLE network_row AS SELECT * REPLACE (0 AS holder, 0 AS subject) FROM hashed_row LIMIT 0")
    for block in _read_blocks(tables, "hashed_row"):
        block["holder"], block["subject"] = numbers.find(block["holder"]), numbers.find(block["subject"])
        if len(revised):
            is_revised = revised[np.minimum(np.searchsorted(revised, block["series"]), len(revised) - 1)] == block["series"]
            revised_here = {name: column[is_revised] for name, column in block.items()}
            tables.execute("INSERT INTO network_row SELECT * FROM revised_here")
            del revised_here
            block = {name: column[~is_revised] for name, column in block.items()}
        yield block
    if len(revised):
        close_series(tables)
        close_moved(tables)
        yield from _read_blocks(tables, "network_row")
    tables.execute("DROP TABLE network_row")


def _list_revised(tables: duckdb.DuckDBPyConnection) -> npt.NDArray[np.uint64]:
    """List the series that are closed, or of which not all versions are about one company, in rising order."""
    listed = tables.execute("""
        SELECT series FROM hashed_row WHERE series <> 0 GROUP BY series HAVING min(subject) <> max(subject)
        UNION SELECT series FROM closing ORDER BY series
    """).fetchnumpy()
    return np.asarray(listed["series"], np.uint64)


def _read_blocks(tables: duckdb.DuckDBPyConnection, table: str) -> Iterator[_Columns]:
    """The rows of a table as arrays by column, some at a time."""
    for start in range(0, count_rows(tables, table), CHUNK_ROWS):
        query = f"SELECT * FROM {table} WHERE rowid >= {start} AND rowid < {start + CHUNK_ROWS}"  # noqa: S608
        yield {name: np.asarray(column) for name, column in tables.execute(query).fetchnumpy().items()}


def _write_blocks(folder: Path, blocks: Iterable[_Columns]) -> int:
    """Write the rows of blocks, those left out that a later version of the day replaces; returns how many there are.

    The blocks are in the order of their companies, of which none is in two; their rows are sorted here.
    """
    folder.mkdir()
    rows = 0
    with ExitStack() as stack:
        writers = {name: stack.enter_context(arrays.ArrayWriter(folder / f"{name}.npy", dtype)) for name, dtype in COLUMN_TYPES.items()}
        for block in blocks:
            order = _order_rows(block)
            columns = finish_rows({name: column[order] for name, column in block.items()}, rows)
            for name, writer in writers.items():
                writer.add(columns[name])
            rows += len(columns["subject"])
    return rows


def _order_rows(block: _Columns) -> npt.NDArray[np.int64]:
    """Order rows by company, holder and interest, then by ``_TIES``.

    The first three are one number where it has room for them, so that few are left to be told apart by more.
    """
    subject = (block["subject"] - block["subject"].min()).astype(np.uint64)
    holder = (block["holder"].astype(np.int64) - interest_table.UNNAMED).astype(np.uint64)
    ties = [block[name] for name in reversed(_TIES)]
    if int(subject.max()) >> 64 - _HOLDER_BITS - _INTEREST_BITS:
        return np.lexsort((*ties, block["interest"], holder, subject))
    key = subject << np.uint64(_HOLDER_BITS + _INTEREST_BITS) | holder << np.uint64(_INTEREST_BITS) | block["interest"]
    order = np.argsort(key, kind="stable")
    is_same = ~_mark_new(key[order])
    is_tied = is_same.copy()
    is_tied[:-1] |= is_same[1:]
    tied = order[is_tied]
    order[is_tied] = tied[np.lexsort((*(column[tied] for column in ties), key[tied]))]
    return order


def finish_rows(block: _Columns, first: int) -> _Columns:
    """Finish sorted rows, all of each of their companies: what a later version of the day replaces is left out, and series and versions
    in no order are numbered.  ``first``: the number of the first row."""
    groups = _group_series(block["subject"], block["series"])
    several = _mark_several(block, groups)
    standing = _select_last_of_day(block, several)
    columns = dict(block)
    if len(standing) < len(several):
        columns = {name: column[standing] for name, column in block.items()}
        groups, several = _group_series(columns["subject"], columns["series"]), several[standing]
    columns["flags"] = columns["flags"] | (_number_rivals(columns, several) << interest_table.RIVAL_SHIFT)
    columns["series"] = _number_series(len(several), groups, first)
    return columns


def _group_series(subject: npt.NDArray[Any], series: npt.NDArray[Any]) -> _Groups:
    """Group the rows that are in a series (0 = none) by it and by their company.

    They are sorted by one number made of the two, which is far sooner; by both where that of different ones is the same.
    """
    rows = np.flatnonzero(series)
    subject, series = subject[rows], series[rows]
    keys = series.astype(np.uint64) + subject.astype(np.uint64) * _SPREAD
    order = np.argsort(keys)
    is_first = _mark_new(subject[order], series[order])
    keys = keys[order]
    if (is_first[1:] & (keys[1:] == keys[:-1])).any():
        order = np.lexsort((series, subject))
        is_first = _mark_new(subject[order], series[order])
    return rows[order], np.flatnonzero(is_first)


def _mark_new(*columns: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Mark the rows that differ from the one before, and the first."""
    is_new = np.zeros(len(columns[0]), np.bool_)
    is_new[:1] = True
    for column in columns:
        is_new[1:] |= column[1:] != column[:-1]
    return is_new


def _mark_several(block: _Columns, groups: _Groups) -> npt.NDArray[np.bool_]:
    """Mark the rows of groups that may have several versions: not all of their rows are of one day and rank, source and line.

    Few have: only these have to be compared.
    """
    marks = np.zeros(len(block["series"]), np.bool_)
    rows, starts = groups
    if len(rows):
        differs = _mark_new(*(block[name][rows] for name in ("stated", "rank", "source", "line")))
        # That the first of a group differs from the last of another tells nothing.
        differs[starts] = False
        marks[rows] = np.repeat(np.logical_or.reduceat(differs, starts), np.diff(starts, append=len(rows)))
    return marks


def _select_last_of_day(block: _Columns, several: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Select the rows of a block that stand: of the versions of a company's record on one day, those that no later one of the same source
    replaces.

    Versions of other days stay, as another question may be asked about what was known then.
    """
    versions = np.flatnonzero(several)
    subject, series, stated, rank, source = (block[name][versions] for name in ("subject", "series", "stated", "rank", "source"))
    stands = np.ones(len(several), np.bool_)
    stands[versions] = ~mark_replaced(rank, stated, series, subject, source=source)
    return np.flatnonzero(stands)


def _number_rivals(rows: _Columns, several: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint16]:
    """Number the versions of a record in a company that one source states on one day and of which none is known to be the newer.

    Almost all are the only one, and have 0.  The order is that of the least hash of their ids, so that of the file plays no part.
    """
    numbers = np.zeros(len(rows["line"]), np.uint16)
    unordered = np.flatnonzero(several & (rows["line"] != 0))
    keys = [rows[name][unordered] for name in ("subject", "series", "stated", "source")]
    order = np.lexsort((rows["line"][unordered], *keys))
    later, earlier = order[1:], order[:-1]
    is_same = np.all([key[later] == key[earlier] for key in keys], axis=0)
    has_rival = is_same & (rows["line"][unordered][later] != rows["line"][unordered][earlier])
    versions: dict[tuple[int, ...], dict[int, list[int]]] = {
        tuple(int(key[place]) for key in keys): defaultdict(list) for place in later[has_rival].tolist()
    }
    if not versions:
        return numbers
    for place in order.tolist():
        lines = versions.get(tuple(int(key[place]) for key in keys))
        if lines is not None:
            lines[int(rows["line"][unordered[place]])].append(int(unordered[place]))
    for lines in versions.values():
        for number, members in enumerate(sorted(lines.values(), key=lambda members: min(rows["id_hash"][members].tolist()))):
            numbers[members] = min(number, interest_table.MAX_RIVALS)
    return numbers


def _number_series(count: int, groups: _Groups, first: int) -> npt.NDArray[np.int32]:
    """Number the series of so many rows by the first row of the company that has it; -1 for a row that is in none.

    Rows are counted from ``first``.
    """
    numbers = np.full(count, -1, np.int32)
    rows, starts = groups
    if len(rows):
        numbers[rows] = first + np.repeat(np.minimum.reduceat(rows, starts), np.diff(starts, append=len(rows)))
    return numbers
