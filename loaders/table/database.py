"""Reads the tables of SQLite databases and Parquet files as lines of CSV.

Owns what a database may hide: views and virtual tables, which run code when they are read, are none of its tables.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, Final

import duckdb

from loaders.table.cell_text import LineWriter
from ontology.errors import InputError

SQLITE: Final = b"SQLite format 3\0"
PARQUET: Final = b"PAR1"
_NESTED: Final = ("list", "struct", "map", "array", "union")
"""Types of DuckDB whose values have parts."""


def list_tables(file: Path, name: str) -> list[str]:
    """Return the names of the tables of a SQLite database.  Raises InputError DAMAGED_DATABASE."""
    try:
        with closing(_connect(file)) as connection:
            rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY rowid").fetchall()
    except sqlite3.Error as error:
        raise _make_damage(name, error) from error
    return [str(table) for table, sql in rows if not str(table).startswith("sqlite_") and "VIRTUAL" not in str(sql).upper().split("(")[0]]


def list_views(file: Path, name: str) -> list[str]:
    """Return the names of the views of a SQLite database.  Raises InputError DAMAGED_DATABASE."""
    try:
        with closing(_connect(file)) as connection:
            return [str(view) for (view,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY rowid")]
    except sqlite3.Error as error:
        raise _make_damage(name, error) from error


def write_table(file: Path, table: str, out: BinaryIO, name: str) -> None:
    """Write a table of a SQLite database as CSV.  Raises InputError DAMAGED_DATABASE."""
    writer = LineWriter(out, name, is_bounded=False)
    quoted = '"' + table.replace('"', '""') + '"'
    try:
        with closing(_connect(file)) as connection:
            rows = connection.execute(f"SELECT * FROM {quoted}")  # noqa: S608 (the name is one of list_tables, quoted)
            writer.write([column[0] for column in rows.description])
            writer.write_all(rows)
    except sqlite3.Error as error:
        raise _make_damage(name, error) from error
    finally:
        writer.close()


def write_parquet(file: Path, out: Path, name: str) -> bool:
    """Write a Parquet file as CSV, one with lists or structures in its cells as an object of JSON on each line.  Return whether it is JSON.

    Raises InputError DAMAGED_DATABASE.
    """
    try:
        with duckdb.connect(config={"memory_limit": "1GB", "threads": 2}) as connection:
            table = connection.read_parquet(str(file))
            if any(kind.id in _NESTED for kind in table.types):
                target = str(out).replace("'", "''")
                connection.execute(f"COPY (SELECT * FROM read_parquet(?)) TO '{target}' (FORMAT json)", [str(file)])  # noqa: S608 (our own file)
                return True
            rows = table.project(r"regexp_replace(COLUMNS(*)::VARCHAR, '[\r\n]+', ' ', 'g')")
            rows.write_csv(str(out), header=True)
            return False
    except duckdb.Error as error:
        raise _make_damage(name, error) from error


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    connection.text_factory = lambda raw: raw.decode(errors="replace")
    return connection


def _make_damage(name: str, error: Exception) -> InputError:
    return InputError(
        "DAMAGED_DATABASE", f"{name} cannot be read: {str(error)[:120]}", "copy or download it again, or export the table as CSV"
    )
