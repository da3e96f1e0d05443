"""The rows of the network, from the interest statements to arrays on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np
import numpy.typing as npt

from graph.algorithms import arrays
from graph.generation import interest_table
from graph.generation.build_tables import _count
from graph.generation.interest_table import _COLUMNS, _index
from ontology.statements import Directness, Interest, Reason, Status

CHUNK_ROWS: Final = 200_000
"""Rows that are held as numbers at a time."""

_FIRST: Final = "CASE length({0}) WHEN 10 THEN {0} WHEN 7 THEN {0} || '-01' ELSE {0} || '-01-01' END::DATE"

_LAST: Final = "CASE length({0}) WHEN 10 THEN {0}::DATE WHEN 7 THEN last_day(({0} || '-01')::DATE) ELSE ({0} || '-12-31')::DATE END"


def _day(text: str, otherwise: int) -> str:
    return f"coalesce({text} - DATE '0001-01-01' + 1, {otherwise})::INTEGER"


def _code(column: str, codes: type[StrEnum]) -> str:
    listed = ", ".join(f"'{code.value}'" for code in codes)
    return f"(list_position([{listed}], {column}) - 1)"


_FLAGS: Final = " + ".join(
    f"if({condition}, {bit}, 0)"
    for condition, bit in {
        "i.share IS NOT NULL": interest_table.HAS_SHARE,
        "i.share.min_open": interest_table.MIN_OPEN,
        "i.share.max_open": interest_table.MAX_OPEN,
        "i.share.exact": interest_table.EXACT,
        "coalesce(i.assertion.review IN ('accepted', 'edited', 'auto'), true)": interest_table.ACCEPTED,
        "i.change = 'closed'": interest_table.CLOSED,
        "len(i.components) > 0": interest_table.SUMMARY,
        "i.complete": interest_table.COMPLETE,
        "i.assertion.review = 'auto'": interest_table.UNREVIEWED,
    }.items()
)

_ROW: Final = f"""
    {_code("i.interest", Interest)}::UTINYINT AS interest, {_code("i.status", Status)}::UTINYINT AS status,
    {_code("i.direct", Directness)}::UTINYINT AS direct, ({_FLAGS})::USMALLINT AS flags,
    coalesce({_code("i.holder_reason", Reason)}, -1)::TINYINT AS reason, coalesce(i.share.min, 0) AS min, coalesce(i.share.max, 0) AS max,
    {_day(_FIRST.format("i.valid_from"), interest_table.ALWAYS)} AS from_first,
    {_day(_LAST.format("i.valid_from"), interest_table.ALWAYS)} AS from_last,
    {_day(_FIRST.format("i.valid_until"), interest_table.NEVER)} AS until_first,
    {_day(_LAST.format("i.valid_until"), interest_table.NEVER)} AS until_last,
    {_day(_FIRST.format("i.stated_at"), interest_table.ALWAYS)} AS stated,
    i.source_number AS source, i.position::INTEGER AS statement,
    if(i."record" IS NULL, 0, hash(i.source_number, i."record") | 1)::UBIGINT AS series,
    i.release::BIGINT * 4294967296 + coalesce(i.place.line, 0) AS version, i.place.line IS NOT NULL AS versioned
"""


def _network(tables: duckdb.DuckDBPyConnection, folder: Path) -> tuple[int, int]:
    """The rows of the network; returns how many, and how many statements they come from."""
    tables.execute(f"""
        CREATE TABLE row AS SELECT coalesce(h.number, {interest_table.UNNAMED}) AS holder, s.number AS subject, {_ROW}
        FROM interest i JOIN known s ON s.hash = hash(i.subject) LEFT JOIN known h ON h.hash = hash(i.holder)
    """)  # noqa: S608
    stated = _count(tables, "row")
    _close_series(tables)
    tables.execute("CREATE TABLE net AS SELECT * FROM row ORDER BY subject, holder, interest, source, statement")
    tables.execute("DROP TABLE row")
    rows = save_sorted(folder, _blocks(tables))
    tables.execute("DROP TABLE net")
    return rows, stated


def _close_series(tables: duckdb.DuckDBPyConnection) -> None:
    """A closing that names no ends closes what its record said last: each of those rows again, closed, stated when it was closed."""
    tables.execute(f"""
        INSERT INTO row SELECT r.* REPLACE (r.flags | {interest_table.CLOSED} AS flags, c.stated AS stated, c.version AS version)
        FROM row r JOIN (
            SELECT i.release, {_ROW} FROM interest i WHERE i.subject IS NULL AND i.change = 'closed' AND i."record" IS NOT NULL
        ) c ON c.series = r.series AND c.stated >= r.stated
        QUALIFY r.stated = max(r.stated) OVER (PARTITION BY r.series, c.statement)
    """)  # noqa: S608


def _blocks(tables: duckdb.DuckDBPyConnection) -> Iterator[dict[str, npt.NDArray[Any]]]:
    """The sorted rows, no company in two blocks."""
    rows, start = _count(tables, "net"), 0
    while start < rows:
        end = min(start + CHUNK_ROWS, rows)
        end += _count(tables, f"net WHERE rowid >= {end} AND subject = (SELECT subject FROM net WHERE rowid = {end - 1})")  # noqa: S608
        found = tables.execute(f"SELECT * FROM net WHERE rowid >= {start} AND rowid < {end} ORDER BY rowid").fetchnumpy()  # noqa: S608
        yield {name: np.asarray(column) for name, column in found.items()}
        start = end


def save_sorted(folder: Path, blocks: Iterable[dict[str, npt.NDArray[Any]]]) -> int:
    """Write the rows of a network, which come sorted, no company in two blocks; returns how many there are.  ``save_index`` is next.

    ``series`` comes as a hash of the record (0 = none) and is numbered here.  Of several versions of a record that one company's rows
    have for the same day, only the last is kept: ``version`` orders them where ``versioned`` is set.
    """
    folder.mkdir()
    rows = 0
    with ExitStack() as stack:
        columns = {name: stack.enter_context(arrays.ArrayWriter(folder / f"{name}.npy", dtype)) for name, dtype in _COLUMNS.items()}
        for block in blocks:
            kept = _newest_of_day(block)
            block = {name: column[kept] for name, column in block.items()}
            block["series"] = _numbered(block["subject"], block["series"], rows)
            for name, column in columns.items():
                column.add(block[name])
            rows += len(kept)
    return rows


def save_index(folder: Path, parties: int) -> None:
    """Write where the rows of each subject and holder lie, for rows that are written."""
    subject, holder = (np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("subject", "holder"))

    def new(name: str, size: int) -> npt.NDArray[np.int64]:
        return arrays.create(folder / f"{name}.npy", np.int64, (size,))

    for name, array in _index(subject, holder, parties, new):
        arrays.save(folder / f"{name}.npy", array)
        del array


def _newest_of_day(block: dict[str, npt.NDArray[Any]]) -> npt.NDArray[np.int64]:
    """Places of the rows to keep: of the versions of a record on one day, those of the last."""
    subject, series, version = block["subject"], block["series"], block["version"]
    said = np.flatnonzero((series != 0) & block["versioned"].astype(np.bool_))
    if not len(said):
        return np.arange(len(subject))
    order = said[np.lexsort((version[said], block["stated"][said], series[said], subject[said]))]
    same = (
        (subject[order[1:]] == subject[order[:-1]])
        & (series[order[1:]] == series[order[:-1]])
        & (block["stated"][order[1:]] == block["stated"][order[:-1]])
    )
    group = np.concatenate([np.zeros(1, np.int64), np.cumsum(~same)])
    last = np.maximum.reduceat(version[order], np.flatnonzero(np.concatenate([[True], ~same])))
    keep = np.ones(len(subject), np.bool_)
    keep[order[version[order] != last[group]]] = False
    return np.flatnonzero(keep)


def _numbered(subject: npt.NDArray[Any], series: npt.NDArray[Any], first: int) -> npt.NDArray[np.int32]:
    """Series as numbers below the number of rows: the first row of the company that has it; -1 where a row is in none."""
    numbers = np.full(len(subject), -1, np.int32)
    places = np.flatnonzero(series != 0)
    if len(places):
        order = places[np.lexsort((places, series[places], subject[places]))]
        fresh = np.concatenate([[True], (subject[order[1:]] != subject[order[:-1]]) | (series[order[1:]] != series[order[:-1]])])
        numbers[order] = first + order[np.flatnonzero(fresh)][np.cumsum(fresh) - 1]
    return numbers
