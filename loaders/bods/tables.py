"""The standard as tables: a database or an archive of several tables, and one table with paths as its header.

Owns how rows become statements again: which table is a part of which, and how the name of a column is a path.  DuckDB and SQLite sort on
disk, so that a release of any size is read in bounded memory.
"""

from __future__ import annotations

import csv
import re
import shutil
import sqlite3
import tempfile
import typing
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

import duckdb
import msgspec

from loaders.bods.model import Record
from loaders.compression import check_members
from loaders.contract import ByteReader, Chunk, RawRecord
from loaders.framing import Lines
from ontology.errors import InputError

SQLITE: Final = b"SQLite format 3\0"
ZIP: Final = b"PK\x03\x04"
MAIN: Final = ("entity", "person", "relationship", "ooc")
"""The tables of statements, ``NAME_statement``, in the order in which they are read; ``ooc`` is that of versions up to 0.3."""
_EARLIER_NAMES: Final = {"ooc": "ownershipOrControl"}
_TABLE: Final = re.compile(rf"((?:{'|'.join(MAIN)})_[A-Za-z_]{{1,80}})\.(?:csv|parquet)\Z", re.IGNORECASE)
_IN_HEAD: Final = re.compile(rf"\b(?:{'|'.join(MAIN)})_statement\b".encode(), re.IGNORECASE)
_POINTER: Final = re.compile(rb"(?=[^\r\n]*\bstatementI[dD]\b)(?=[^\r\n]*\brecordDetails/)")
_MIDNIGHT: Final = " 00:00:00"
_BATCH: Final = 2_000
_DAMAGE: Final = (sqlite3.Error, duckdb.Error, zipfile.BadZipFile, OSError, csv.Error, UnicodeDecodeError)

Row = Mapping[str, object]


def is_tables(head: bytes) -> bool:
    """Whether a file is a database or an archive of tables of statements."""
    return head.startswith((SQLITE, ZIP)) and _IN_HEAD.search(head) is not None


def is_pointers(start: bytes) -> bool:
    """Whether a text is a table whose header has paths."""
    return _POINTER.match(start) is not None


@dataclass(frozen=True, slots=True)
class StatementTables:
    """Statements of JSON out of a SQLite database, or a zip file of CSV or Parquet tables.  ``line`` is the ordinal of the statement."""

    def read_chunks(self, stream: ByteReader, size: int) -> Iterator[Chunk]:
        """Yield runs of whole statements of about ``size`` bytes.  Raises InputError DAMAGED_DATABASE, NO_TABLES, TOO_LARGE."""
        try:
            with ExitStack() as stack:
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ownership-bods-")))
                file = folder / "tables"
                with file.open("wb") as copy:
                    shutil.copyfileobj(cast(BinaryIO, stream), copy, 1 << 20)
                with file.open("rb") as copy:
                    is_database = copy.read(len(SQLITE)) == SQLITE
                tables: _Tables = _Sqlite(file, stack) if is_database else _Archive(file, folder, stack)
                yield from _gather(_join_all(tables), size)
        except _DAMAGE as error:
            hint = "copy or download it again, or load the same release as JSON lines"
            raise InputError("DAMAGED_DATABASE", f"the tables cannot be read: {str(error)[:120]}", hint) from error

    def cut_records(self, chunk: Chunk) -> Iterator[RawRecord]:
        """Yield the statements of a chunk."""
        return Lines().cut_records(chunk)


@dataclass(frozen=True, slots=True)
class PointerRows:
    """Statements of JSON out of rows whose columns are paths (``recordDetails/interests/0/type``)."""

    def read_chunks(self, stream: ByteReader, size: int) -> Iterator[Chunk]:
        """Yield runs of whole statements of about ``size`` bytes.  Raises InputError BAD_HEADER for rows that are no CSV."""
        lines = (line.decode("utf-8-sig") for line in iter(stream.readline, b""))
        try:
            yield from _gather((nest(row, "/") for row in csv.DictReader(lines, strict=True)), size)
        except (csv.Error, UnicodeDecodeError) as error:
            raise InputError(
                "BAD_HEADER", f"the rows cannot be read as CSV: {error}", "check that the file was written to its end"
            ) from error

    def cut_records(self, chunk: Chunk) -> Iterator[RawRecord]:
        """Yield the statements of a chunk."""
        return Lines().cut_records(chunk)


class _Tables(typing.Protocol):
    """Tables by their names in small letters."""

    names: list[str]

    def read(self, table: str, order: str) -> Iterator[Row]:
        """Yield the rows of a table, ordered by a column, with their names in small letters."""


class _Sqlite:
    def __init__(self, file: Path, stack: ExitStack) -> None:
        self._connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        stack.callback(self._connection.close)
        self._connection.execute("PRAGMA trusted_schema = OFF")
        found = self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
        self._own_names = {str(name).lower(): str(name) for (name,) in found}
        self.names = list(self._own_names)

    def read(self, table: str, order: str) -> Iterator[Row]:
        name = self._own_names[table].replace('"', '""')
        rows = self._connection.execute(f'SELECT * FROM "{name}" ORDER BY "{order}"')  # noqa: S608 (names of its own, quoted)
        names = [column[0].lower() for column in rows.description]
        for row in rows:
            yield dict(zip(names, row, strict=True))


class _Archive:
    def __init__(self, file: Path, folder: Path, stack: ExitStack) -> None:
        self._connection = stack.enter_context(duckdb.connect(config={"memory_limit": "1GB", "threads": 2, "temp_directory": str(folder)}))
        self._files: dict[str, Path] = {}
        with zipfile.ZipFile(file) as archive:
            check_members(archive.infolist(), "the archive")
            for number, member in enumerate(archive.infolist()):
                if match := _TABLE.search(member.filename):
                    target = folder / f"{number}.{member.filename.rpartition('.')[2].lower()}"
                    with archive.open(member) as inner, target.open("wb") as copy:
                        shutil.copyfileobj(inner, copy, 1 << 20)
                    self._files[match[1].lower()] = target
        self.names = list(self._files)

    def read(self, table: str, order: str) -> Iterator[Row]:
        file = self._files[table]
        cursor = self._connection.cursor()
        reader = "read_parquet(?)" if file.suffix == ".parquet" else "read_csv(?, all_varchar = true, header = true)"
        columns = [column[0] for column in cursor.execute(f"SELECT * FROM {reader} LIMIT 0", [str(file)]).description]  # noqa: S608
        column = next((name for name in columns if name.lower() == order), columns[0]).replace('"', '""')
        rows = cursor.execute(f'SELECT COLUMNS(*)::VARCHAR FROM {reader} ORDER BY "{column}"', [str(file)])  # noqa: S608 (quoted)
        names = [name.lower() for name in columns]
        while batch := rows.fetchmany(_BATCH):
            for row in batch:
                yield dict(zip(names, row, strict=True))


def _join_all(tables: _Tables) -> Iterator[dict[str, Any]]:
    """Yield every statement, entities and persons first.  Raises InputError NO_TABLES."""
    mains = [name for name in MAIN if f"{name}_statement" in tables.names]
    if not mains:
        raise InputError("NO_TABLES", "no table of statements is there", "give all tables of the release in one zip file")
    is_earlier = "ooc" in mains
    for name in mains:
        for statement in _join(tables, name):
            # The table tells what its rows are.
            if is_earlier:
                statement["statementID"] = statement.pop("statementId", None)
                statement.setdefault("statementType", f"{_EARLIER_NAMES.get(name, name)}Statement")
            else:
                statement.setdefault("recordType", name)
            yield statement


def _join(tables: _Tables, name: str) -> Iterator[dict[str, Any]]:
    """Yield the statements of one kind, each with the rows of the tables that are parts of it."""
    main, link = f"{name}_statement", f"_link_{name}_statement"
    parts = {}
    for table in tables.names:
        if table.startswith(f"{name}_") and table != main:
            rows = tables.read(table, link)
            first = next(rows, None)
            # A part of a part is linked to that, and not read.
            if first is not None and link in first:
                parts[table.removeprefix(f"{name}_")] = _Group(rows, first, link)
    for row in tables.read(main, "_link"):
        statement = nest({key: value for key, value in row.items() if not key.startswith("_link")}, "_")
        for path, group in parts.items():
            items = [
                nest({key: value for key, value in part.items() if not key.startswith("_link") and key != "statementid"}, "_")
                for part in group.take(str(row.get("_link")))
            ]
            if items:
                _put(statement, path.split("_"), items)
        yield statement


class _Group:
    """Rows that are ordered by a column, taken key by key."""

    def __init__(self, rows: Iterator[Row], first: Row, column: str) -> None:
        self._rows, self._next, self._column = rows, cast(Row | None, first), column

    def take(self, key: str) -> list[Row]:
        """Return the rows of a key; keys are asked for in their order."""
        taken = []
        while self._next is not None and str(self._next[self._column]) <= key:
            if str(self._next[self._column]) == key:
                taken.append(self._next)
            self._next = next(self._rows, None)
        return taken


def nest(row: Row, separator: str) -> dict[str, Any]:
    """Return a row as an object: each column is a path, a number in it the place in a list.

    >>> nest({"recorddetails_subject": "e", "statementid": "s", "recorddetails_name": None}, "_")
    {'recordDetails': {'subject': 'e'}, 'statementId': 's'}
    >>> nest({"recordDetails/interests/0/share/exact": "80"}, "/")
    {'recordDetails': {'interests': [{'share': {'exact': '80'}}]}}
    """
    value: dict[str, Any] = {}
    for column, cell in row.items():
        if cell is None or cell == "" or not isinstance(column, str):
            continue
        text = cell.removesuffix(_MIDNIGHT) if isinstance(cell, str) else cell
        _put(value, column.split(separator), {"true": True, "false": False}.get(text, text) if isinstance(text, str) else text)
    return cast(dict[str, Any], _list_numbers(value))


def _put(value: dict[str, Any], path: Sequence[str], cell: object) -> None:
    """Put a cell at its path; what is there already stays."""
    names = [_PROPER.get(name.lower(), name) for name in path]
    for name in names[:-1]:
        inner = value.setdefault(name, {})
        if not isinstance(inner, dict):
            return
        value = inner
    value.setdefault(names[-1], cell)


def _list_numbers(value: object) -> object:
    """Return objects whose members are all numbered as lists."""
    if not isinstance(value, dict):
        return value
    inner = {name: _list_numbers(member) for name, member in value.items()}
    if inner and all(name.isascii() and name.isdigit() and len(name) < 6 for name in inner):
        return [inner[name] for name in sorted(inner, key=int)]
    return inner


def _list_names(kind: type[msgspec.Struct], seen: set[type]) -> Iterator[str]:
    """Yield the names of the standard below a struct."""
    if kind in seen:
        return
    seen.add(kind)
    for field in msgspec.structs.fields(kind):
        yield field.encode_name
        for inner in _list_structs(field.type):
            yield from _list_names(inner, seen)


def _list_structs(kind: object) -> Iterator[type[msgspec.Struct]]:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield kind
    for argument in typing.get_args(kind):
        yield from _list_structs(argument)


_PROPER: Final = {name.lower(): name for name in _list_names(Record, set())} | {"statementid": "statementId"}
"""Names of the standard by their small letters; databases keep these only."""


def _gather(statements: Iterator[dict[str, Any]], size: int) -> Iterator[Chunk]:
    """Join statements to runs of about ``size`` bytes."""
    ordinal, step = 1, max(size // 1_000, 1)
    while batch := list(islice(statements, step)):
        yield Chunk(b"".join(msgspec.json.encode(statement) + b"\n" for statement in batch), ordinal)
        ordinal += len(batch)
