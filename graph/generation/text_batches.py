"""Reads what a query of DuckDB makes some rows at a time; texts as runs of bytes, without an object for each.

Arrow hands them over as they lie in memory (pyarrow, extra ``[fast]``); without it each is fetched, and the run is made of them.
"""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Any, Final, NamedTuple

import duckdb
import numpy as np
import numpy.typing as npt

ROWS: Final = 2_000
"""Statements that are taken from DuckDB at a time: of their texts some ten megabytes."""


class Texts(NamedTuple):
    """Texts of one column, one behind the other.  Text ``i`` is ``data[starts[i]:starts[i + 1]]``."""

    data: memoryview
    starts: list[int]

    def split(self) -> list[memoryview]:
        """Give each text."""
        return [self.data[start:end] for start, end in pairwise(self.starts)]

    def whole(self) -> memoryview:
        """Give all of them as one."""
        return self.data[self.starts[0] : self.starts[-1]]


def fetch_batches(cursor: duckdb.DuckDBPyConnection, rows: int = ROWS) -> Iterator[list[tuple[Any, ...]]]:
    """Fetch the rows of a query that was asked, so many at a time."""
    while batch := cursor.fetchmany(rows):
        yield batch


def read_texts(cursor: duckdb.DuckDBPyConnection, query: str, rows: int = ROWS) -> Iterator[list[Any]]:
    """Read the columns of a query, never NULL, so many rows at a time: each BLOB as Texts, each BIGINT as an array.  They are gone when
    the next are read."""
    if _has_arrow():
        for batch in cursor.sql(query).to_arrow_reader(rows):
            yield [_take(column) for column in batch.columns]
            del batch
        return
    cursor.execute(query)
    for batch in fetch_batches(cursor, rows):
        yield [_join(column) for column in zip(*batch, strict=True)]


def _join(column: tuple[Any, ...]) -> Texts | npt.NDArray[np.int64]:
    if isinstance(column[0], int):
        return np.array(column, np.int64)
    return Texts(memoryview(b"".join(column)), list(accumulate(map(len, column), initial=0)))


def _take(column: Any) -> Texts | npt.NDArray[np.int64]:
    _, *buffers = column.buffers()
    if len(buffers) == 1:
        return np.frombuffer(buffers[0], np.int64)[column.offset : column.offset + len(column)]
    offsets, data = buffers
    starts = np.frombuffer(offsets, np.int32)[column.offset : column.offset + len(column) + 1].tolist()
    return Texts(memoryview(data) if data is not None else memoryview(b""), starts)


@functools.cache
def _has_arrow() -> bool:
    return importlib.util.find_spec("pyarrow") is not None
