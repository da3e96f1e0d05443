"""The ledger: statements as Parquet columns, one immutable folder a source release.  The truth that all else is built from.

    releases/<source>-<digest>/source.json, entity.parquet, interest.parquet, identity.parquet

The digest is of the content, so the same file loaded twice is the same release.  A folder appears whole by a rename or not at
all.  Knows records and DuckDB; nothing of generations or projections.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import duckdb
import msgspec
import msgspec.inspect as inspect

from graph.files import store_errors, sync_tree
from ontology.errors import InputError, StoreError
from ontology.statements import EntityStatement, IdentityStatement, InterestStatement, Source, Statement
from ontology.terms import slug

KINDS: Final[dict[str, type[EntityStatement] | type[InterestStatement] | type[IdentityStatement]]] = {
    "entity": EntityStatement, "interest": InterestStatement, "identity": IdentityStatement,
}
_KIND_OF: Final = {record: kind for kind, record in KINDS.items()}
_ENCODER: Final = msgspec.json.Encoder()


class Ledger:
    """The releases below one folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, source: Source, statements: Iterable[Statement]) -> str:
        """Write one release; returns its name.  Raises InputError DUPLICATE_ID, StoreError.

        Statements stream through; nothing is visible before the last one is on disk.
        """
        building = self.path / f".building-{os.getpid()}"
        with store_errors(self.path):
            shutil.rmtree(building, ignore_errors=True)
            building.mkdir(parents=True)
            try:
                digest = _write_lines(building, source, statements)
                name = f"{slug(source.id.rsplit('/', 1)[-1])}-{digest[:16]}"
                final = self.path / name
                if final.exists():
                    shutil.rmtree(building)
                    return name
                for kind, record in KINDS.items():
                    _to_parquet(building, kind, record)
                (building / "source.json").write_bytes(_ENCODER.encode(source))
                sync_tree(building)
                building.rename(final)
            except BaseException:
                shutil.rmtree(building, ignore_errors=True)
                raise
        return name

    def source(self, release: str) -> Source:
        """The source of a release.  Raises StoreError when the release is gone or damaged."""
        with store_errors(self.path):
            return msgspec.json.decode((self.path / release / "source.json").read_bytes(), type=Source)

    def statements(self, release: str) -> Iterator[Statement]:
        """All statements of a release, in the order they were loaded within each kind: entities, interests, identities."""
        for kind, record in KINDS.items():
            decoder = msgspec.json.Decoder(record)
            with store_errors(self.path), duckdb.connect() as connection:
                file = str(self.path / release / f"{kind}.parquet")
                rows = connection.execute("SELECT to_json(t) FROM read_parquet(?) t ORDER BY file_row_number", [file])
                while batch := rows.fetchmany(2_000):
                    for (line,) in batch:
                        yield decoder.decode(line)


def _write_lines(folder: Path, source: Source, statements: Iterable[Statement]) -> str:
    digest = hashlib.sha256(_ENCODER.encode(source))
    files = {kind: (folder / f"{kind}.jsonl").open("wb") for kind in KINDS}
    seen: set[str] = set()
    try:
        for statement in statements:
            if statement.id in seen:
                raise InputError("DUPLICATE_ID", f"two statements have the id {statement.id}",
                                 "give each statement an id of its own; a changed claim is a new statement of the same record")
            seen.add(statement.id)
            line = _ENCODER.encode(statement)
            digest.update(line)
            file = files[_KIND_OF[type(statement)]]
            file.write(line)
            file.write(b"\n")
    finally:
        for file in files.values():
            file.close()
    return digest.hexdigest()


def _to_parquet(folder: Path, kind: str, record: type[msgspec.Struct]) -> None:
    lines, target = folder / f"{kind}.jsonl", folder / f"{kind}.parquet"
    columns = _columns(record)
    spec = ", ".join(f"'{name}': '{type_}'" for name, type_ in columns.items())
    empty = ", ".join(f"NULL::{type_} AS {name}" for name, type_ in columns.items())
    read = f"SELECT * FROM read_json('{_quoted(lines)}', format='newline_delimited', columns={{{spec}}}, maximum_object_size=67108864)"  # noqa: S608
    query = read if lines.stat().st_size else f"SELECT {empty} WHERE false"
    with duckdb.connect(config={"threads": "2", "preserve_insertion_order": "true"}) as connection:
        connection.execute(f"COPY ({query}) TO '{_quoted(target)}' (FORMAT parquet, COMPRESSION zstd)")
    lines.unlink()


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _columns(record: type[msgspec.Struct]) -> dict[str, str]:
    """DuckDB column types of a record, read off the record itself so that the two cannot differ."""
    info = inspect.type_info(record)
    assert isinstance(info, inspect.StructType)
    return {field.encode_name: _duckdb_type(field.type) for field in info.fields}


def _duckdb_type(type_: Any) -> str:
    match type_:
        case inspect.UnionType(types=types):
            (inner,) = (t for t in types if not isinstance(t, inspect.NoneType))
            return _duckdb_type(inner)
        case inspect.VarTupleType(item_type=item):
            return f"{_duckdb_type(item)}[]"
        case inspect.StructType(fields=fields):
            return "STRUCT(" + ", ".join(f'"{f.encode_name}" {_duckdb_type(f.type)}' for f in fields) + ")"
        case inspect.BoolType():
            return "BOOLEAN"
        case inspect.IntType():
            return "BIGINT"
        case inspect.EnumType() | inspect.StrType():
            return "VARCHAR"
    raise StoreError("NO_COLUMN_TYPE", f"a record field of type {type_} has no column type", "extend graph/ledger.py")
