"""Cuts the statements of FollowTheMoney in CSV into entities: one value a row there, one entity a record here.

Owns the grouping, which DuckDB does on disk: the rows of an entity need not stand together.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

import duckdb
import msgspec

from loaders.contract import ByteReader, Chunk, RawRecord
from loaders.framing import Lines
from ontology.errors import InputError

HEADER: Final = frozenset(("canonical_id", "entity_id", "prop", "schema", "value", "dataset"))
_WIDER: Final = ("Thing", "LegalEntity", "Organization")
"""Schemas that say less than any other that the statements of one entity name, the widest first."""
_BATCH: Final = 2_000
_GROUP: Final = """
    SELECT canonical_id, list(DISTINCT schema ORDER BY schema), list(DISTINCT dataset ORDER BY dataset),
           list(DISTINCT entity_id ORDER BY entity_id) FILTER (entity_id <> canonical_id), max({last_seen}),
           list(DISTINCT {{p: prop, v: value}} ORDER BY {{p: prop, v: value}}) FILTER (prop <> 'id' AND value <> '')
    FROM read_csv(?, all_varchar = true, header = true, quote = '"', escape = '"', delim = ',', strict_mode = true)
    WHERE canonical_id <> '' {external}
    GROUP BY canonical_id ORDER BY canonical_id
"""
"""What a data set itself states; what enrichment only proposes (external) is left out."""


@dataclass(frozen=True, slots=True)
class StatementRows:
    """Entities of JSON out of rows of statements; ``line`` is the ordinal of the entity.  ``header``: the names of the columns."""

    header: tuple[str, ...]

    def read_chunks(self, stream: ByteReader, size: int) -> Iterator[Chunk]:
        """Yield runs of whole entities of about ``size`` bytes.  Raises InputError BAD_HEADER for rows that are no CSV."""
        with tempfile.TemporaryDirectory(prefix="ownership-statements-") as folder:
            file = Path(folder) / "statements.csv"
            with file.open("wb") as copy:
                shutil.copyfileobj(cast(BinaryIO, stream), copy, 1 << 20)
            with duckdb.connect(config={"memory_limit": "1GB", "threads": 2, "temp_directory": folder}) as connection:
                external = "AND coalesce(external, '') NOT IN ('t', 'true', 'True', '1')" if "external" in self.header else ""
                query = _GROUP.format(last_seen="last_seen" if "last_seen" in self.header else "NULL", external=external)
                try:
                    rows = connection.execute(query, [str(file)])
                except duckdb.Error as error:
                    what = f"the statements cannot be read as CSV: {str(error).splitlines()[0][:120]}"
                    raise InputError("BAD_HEADER", what, "check that the file was downloaded to its end") from error
                yield from _join(rows, size)

    def cut_records(self, chunk: Chunk) -> Iterator[RawRecord]:
        """Yield the entities of a chunk."""
        return Lines().cut_records(chunk)


def _join(rows: duckdb.DuckDBPyConnection, size: int) -> Iterator[Chunk]:
    ordinal, lines, length = 1, list[bytes](), 0
    while batch := rows.fetchmany(_BATCH):
        for row in batch:
            lines.append(_encode(row))
            length += len(lines[-1])
            if length >= size:
                yield Chunk(b"".join(lines), ordinal)
                ordinal, lines, length = ordinal + len(lines), [], 0
    if lines:
        yield Chunk(b"".join(lines), ordinal)


def _encode(row: Sequence[Any]) -> bytes:
    identity, schemata, datasets, referents, last_seen, values = row
    properties: dict[str, list[str]] = {}
    for value in values or ():
        properties.setdefault(value["p"], []).append(value["v"])
    record = {
        "id": identity,
        "schema": choose_schema(schemata or ()),
        "properties": properties,
        "datasets": [dataset for dataset in datasets or () if dataset],
        "referents": referents or [],
        "last_seen": last_seen,
    }
    return msgspec.json.encode(record) + b"\n"


def choose_schema(schemata: Sequence[str]) -> str:
    """Return the schema that says most: statements of one entity may name wider ones too.

    >>> choose_schema(["Company", "LegalEntity", "Organization"]), choose_schema(["Thing"]), choose_schema([])
    ('Company', 'Thing', '')
    """
    left = [schema for schema in schemata if schema]
    for wide in _WIDER:
        left = [schema for schema in left if schema != wide] or left
    return left[0] if left else ""
