"""Writes and reads one part of a release: some ten thousand statements as Parquet columns by kind, and as packed lines for look-ups.

    part-000000.entity.parquet, .interest.parquet, .identity.parquet, .lines, .index.npy, .keys.npy, .claims.npy, .json

Owns the files of a part.  A part is written by one process without regard to others; its .json comes last and says that it is whole.
Within a part entities come first, then interests, then identities; a statement's position in the part follows that order.
"""

from __future__ import annotations

import atexit
import functools
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import duckdb
import msgspec
import numpy as np
from msgspec import inspect

from graph.files import sync
from graph.ledger import id_index, record_store
from graph.ledger.digests import Digests, digest_lines
from graph.ledger.duplicates import choose
from graph.ledger.record_store import hash_each
from ontology.errors import StoreError
from ontology.statements import EntityStatement, IdentityStatement, InterestStatement, Place, Statement

KINDS: Final[dict[str, type[EntityStatement] | type[InterestStatement] | type[IdentityStatement]]] = {
    "entity": EntityStatement,
    "interest": InterestStatement,
    "identity": IdentityStatement,
}
_KIND_OF: Final = {record: kind for kind, record in KINDS.items()}
_ENCODER: Final = msgspec.json.Encoder()


class Duplicate(msgspec.Struct, frozen=True, kw_only=True):
    """A statement left out because a fuller one (duplicates.py), that says something else, has its id."""

    id: str
    place: Place | None


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What a part's .json says of it.  ``sha256`` is of the hashes of the lines in order, ``checksum`` their order-free sum."""

    name: str
    counts: dict[str, int]
    sha256: str
    checksum: int
    repeated: int = 0
    """Statements of which another with the same id says all, and which are kept once."""
    repeats: tuple[Duplicate, ...] = ()
    key: str = ""
    """Of the records it was made from: a part with this key need not be made again."""
    tally: msgspec.Raw = msgspec.Raw(b"null")
    """What the loader counted while it was made."""

    @property
    def size(self) -> int:
        return sum(self.counts.values())


def write(folder: Path, name: str, kept: Kept) -> Part:
    """Write the part's files but its .json; see ``finish``."""
    lines = {kind: list(kept.lines[kind].values()) for kind in KINDS}
    all_lines = list(chain.from_iterable(lines.values()))
    digests = write_digests(folder, name, [key.encode() for kind in KINDS for key in kept.lines[kind]], all_lines)
    joined = record_store.join(all_lines)
    record_store.write(folder / name, joined)
    counts = {kind: len(of_kind) for kind, of_kind in lines.items()}
    last = 0
    for kind, record in KINDS.items():
        first, last = last, last + counts[kind]
        if counts[kind]:
            _write_parquet(folder / f"{name}.{kind}.parquet", joined.take(first, last), kind, record)
    digest = hashlib.sha256(",".join(map(str, counts.values())).encode())
    digest.update(digests.claims.astype("<i8").tobytes() + digests.contents.astype("<i8").tobytes())
    return Part(
        name=name,
        counts=counts,
        sha256=digest.hexdigest(),
        checksum=int(digests.contents.astype(np.uint64).sum(dtype=np.uint64)),
        repeated=kept.repeated,
        repeats=tuple(kept.repeats),
    )


def write_digests(folder: Path, name: str, ids: Sequence[bytes], lines: Sequence[bytes]) -> Digests:
    """Write what is kept of a part's statements in numbers until the parts are joined: hashes of their ids, and of the statements."""
    digests = digest_lines(lines)
    id_index.write_part(folder / f"{name}.keys.npy", hash_each(ids), digests.contents)
    np.save(folder / f"{name}.claims.npy", digests.claims)
    return digests


class Kept:
    """Statements as stored, by kind and id, and what was left out; picklable."""

    def __init__(self) -> None:
        self.lines: dict[str, dict[str, bytes]] = {kind: {} for kind in KINDS}
        self.repeated = 0
        self.repeats: list[Duplicate] = []


def keep_one_of_each(statements: Iterable[Statement]) -> Kept:
    """Encode statements as they are stored.  Of those with one id the fullest is kept."""
    kept, encode = Kept(), _ENCODER.encode
    several: dict[tuple[str, str], list[bytes]] = {}
    keep = {record: kept.lines[kind].setdefault for kind, record in KINDS.items()}
    for statement in statements:
        line, record = encode(statement), type(statement)
        first = keep[record](statement.id, line)
        if first is line:
            continue
        if first == line:
            kept.repeated += 1
        else:
            several.setdefault((_KIND_OF[record], statement.id), [first]).append(line)
    for (kind, key), versions in several.items():
        choice = choose(versions)
        kept.lines[kind][key] = versions[choice.kept]
        kept.repeated += len(choice.covered)
        kept.repeats += [msgspec.json.decode(versions[number], type=Duplicate) for number in choice.differing]
    return kept


def finish(folder: Path, part: Part, *, durable: bool) -> None:
    """Write the part's .json, which says that it is whole.  ``durable``: also if the machine stops now."""
    if durable:
        for path in folder.glob(f"{part.name}.*"):
            sync(path)
    building = folder / f".{part.name}.json"
    building.write_bytes(_ENCODER.encode(part))
    building.replace(folder / f"{part.name}.json")


def read(folder: Path) -> list[Part]:
    """Read which parts of a folder are whole, in order; empty where there are none."""
    return [msgspec.json.decode(path.read_bytes(), type=Part) for path in sorted(folder.glob("part-*.json"))]


def has_lines(folder: Path, part: Part) -> bool:
    """Whether the files are there that the parts of a release are joined from; they are removed then."""
    return all((folder / f"{part.name}.{ending}").exists() for ending in ("lines", "index.npy", "keys.npy", "claims.npy"))


def withdraw(folder: Path, name: str) -> None:
    """Say no longer that a part is whole."""
    (folder / f"{name}.json").unlink(missing_ok=True)


class OpenPart:
    """A part opened for look-ups."""

    def __init__(self, folder: Path, part: Part) -> None:
        self._folder, self.part = folder, part

    def find_parquet(self, kind: str) -> Path | None:
        """Find the file of the columns of a kind; None where the part has no statement of it."""
        return self._folder / f"{self.part.name}.{kind}.parquet" if self.part.counts[kind] else None

    def find_first_position(self, kind: str) -> int:
        """Find the position of the first statement of a kind."""
        kinds = list(KINDS)
        return sum(self.part.counts[k] for k in kinds[: kinds.index(kind)])

    def ids(self, kind: str) -> list[str]:
        """The ids of the statements of a kind, in the order of their positions."""
        if (file := self.find_parquet(kind)) is None:
            return []
        with duckdb.connect() as connection:
            rows = connection.execute("SELECT id FROM read_parquet(?) ORDER BY file_row_number", [str(file)])
            return [iri for (iri,) in rows.fetchall()]

    def statements(self) -> Iterator[Statement]:
        """The statements as the columns have them."""
        for kind, record in KINDS.items():
            if (file := self.find_parquet(kind)) is not None:
                decoder = msgspec.json.Decoder(record)
                with duckdb.connect() as connection:
                    rows = connection.execute("SELECT to_json(t) FROM read_parquet(?) t ORDER BY file_row_number", [str(file)])
                    while batch := rows.fetchmany(2_000):
                        for (line,) in batch:
                            yield decoder.decode(line)


def _write_parquet(target: Path, lines: memoryview, kind: str, record: type[msgspec.Struct]) -> None:
    text = target.with_name(f"part-text-{os.getpid()}.{kind}.jsonl")
    _overwrite(text, lines)
    spec = ", ".join(f"'{name}': '{type_}'" for name, type_ in find_column_types(record).items())
    read = f"SELECT * FROM read_json('{quote_path(text)}', format='newline_delimited', columns={{{spec}}}, maximum_object_size=67108864)"  # noqa: S608
    _connect().execute(f"COPY ({read}) TO '{quote_path(target)}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)")


def _overwrite(path: Path, content: memoryview) -> None:
    """Write a file where the one of the part before stands: memory that it has already is written to in a seventh of the time."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "wb", buffering=0) as file:
        file.write(content)
        file.truncate()


@functools.cache
def _connect() -> duckdb.DuckDBPyConnection:
    """Connect once for all parts of a process: to open a connection takes as long as to write a thousand statements."""
    atexit.register(_connect.cache_clear)
    return duckdb.connect(config={"threads": "1", "preserve_insertion_order": "true"})


def quote_path(path: Path) -> str:
    """Write a path as it stands within the quotes of a query."""
    return str(path).replace("'", "''")


@functools.cache
def find_column_types(record: type[msgspec.Struct]) -> Mapping[str, str]:
    """Give the DuckDB column types of a record, read off the record itself so that the two cannot differ."""
    info = inspect.type_info(record)
    assert isinstance(info, inspect.StructType)
    return MappingProxyType({field.encode_name: _duckdb_type(field.type) for field in info.fields})


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
    raise StoreError("NO_COLUMN_TYPE", f"a record field of type {type_} has no column type", "extend graph/ledger/parts.py")
