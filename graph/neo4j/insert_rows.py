"""Inserts rows of Python values into a table of DuckDB, some at a time as columns.  Knows nothing of what they mean."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any, Final

import duckdb
import numpy as np

_ROWS: Final = 20_000
"""Rows that are inserted at once."""


def insert_rows(tables: duckdb.DuckDBPyConnection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows into a table, also while they are made of what another query reads."""
    left = iter(rows)
    while batch := list(islice(left, _ROWS)):
        given = {f"c{number}": _to_array(column) for number, column in enumerate(zip(*batch, strict=True))}
        with tables.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table} SELECT {', '.join(given)} FROM given")  # noqa: S608


def _to_array(column: tuple[Any, ...]) -> np.ndarray[Any, Any]:
    if isinstance(column[0], bool):
        return np.array(column, np.bool_)
    if isinstance(column[0], int):
        return np.array(column, np.uint64 if max(column) > 2**62 else np.int64)
    return np.array(column, np.object_)
