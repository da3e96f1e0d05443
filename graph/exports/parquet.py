"""Parquet: the statements of the ledger, the sources and the parties as five files that any tool reads.

Statements go from the columns of the ledger to those of the files by DuckDB, none of them through Python.  Nothing is left out: every
statement of any age is here, with its record, place and review, in columns of the types that the ledger has; but shares are decimals in
percent, and each date has the first and the last day that it can mean beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import duckdb
import msgspec
import numpy as np
import numpy.typing as npt

from graph.exports.ledger_tables import open_in_order, open_ledger_tables
from graph.exports.request import ExportRequest
from graph.generation.generation import Generation
from graph.generation.text_batches import fetch_batches
from graph.ledger.parts import KINDS, find_column_types, quote_path
from ontology.rdf_fields import RECORDS, Codec
from ontology.shares import NANOPERCENT, WHOLE
from ontology.statements import InterestStatement, Source

_ENCODER: Final = msgspec.json.Encoder()
_GROUP_ROWS: Final = 20_480
"""Rows of a row group: the writer has one in memory, and those of statements are wide."""

_LINE_BYTES: Final = 2**20
_BATCH: Final = 4_096
"""Parties that are read at a time."""


class PartyRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of parties.parquet."""

    id: str
    """The canonical IRI."""
    name: str
    kind: str
    jurisdiction: str | None
    same: tuple[str, ...]
    """Other IRIs that statements may use for the party."""


def write(request: ExportRequest, folder: Path) -> int:
    """Write the files into ``folder``; return how many statements."""
    generation = request.generation
    count = 0
    with open_ledger_tables(request) as tables:
        for kind, record in KINDS.items():
            count += _copy_to_parquet(tables, f"chosen_{kind}", record, folder / f"{kind}.parquet")
        is_named = _mark_named(tables, request)
    sources = (source for source in generation.sources.values() if request.includes(source.id))
    _write_records(folder / "source.parquet", sources, Source)
    _write_records(folder / "parties.parquet", _make_party_rows(generation, np.flatnonzero(is_named)), PartyRow)
    return count


def _mark_named(tables: duckdb.DuckDBPyConnection, request: ExportRequest) -> npt.NDArray[np.bool_]:
    """Mark the parties that the exported statements name, by number: all of them where those of all sources are."""
    generation = request.generation
    is_named = np.full(len(generation), request.source is None, np.bool_)
    if request.source is not None:
        ends = (("entity", "entity"), ("interest", "holder"), ("interest", "subject"), ("identity", '"left"'), ("identity", '"right"'))
        iris = tables.execute(" UNION ".join(f"SELECT {end} FROM chosen_{kind} WHERE {end} IS NOT NULL" for kind, end in ends))  # noqa: S608
        for batch in fetch_batches(iris):
            is_named[[number for (iri,) in batch if (number := generation.party_number(iri)) is not None]] = True
    return is_named


def _list_dates(record: type[msgspec.Struct]) -> frozenset[str]:
    """List the columns of a record that are dates."""
    return frozenset(field.name for field in RECORDS[record].fields if field.codec is Codec.DATE) if record in RECORDS else frozenset()


def _show_column(record: type[msgspec.Struct], column: str) -> str:
    """Write in SQL what stands in the table for a column of a record."""
    if column in _list_dates(record):
        month = f"({column} || '-01')::DATE"
        first = f"CASE length({column}) WHEN 4 THEN {column} || '-01-01' WHEN 7 THEN {column} || '-01' ELSE {column} END"
        last = f"CASE length({column}) WHEN 4 THEN {column} || '-12-31' WHEN 7 THEN last_day({month})::VARCHAR ELSE {column} END"
        return f'"{column}", ({first})::DATE AS {column}_first, ({last})::DATE AS {column}_last'
    return _SHARE if record is InterestStatement and column == "share" else f'"{column}"'


def _to_decimal(bound: str, *, up: bool) -> str:
    """Write in SQL a bound, which is share units, as a decimal of nine places; that of a band is rounded outwards."""
    units, beyond = f"share.{bound}", NANOPERCENT - 1 if up else 0
    rounded = f"({units} + CASE WHEN share.min = share.max THEN {NANOPERCENT // 2} ELSE {beyond} END) // {NANOPERCENT}"
    return f"(({rounded} // 1000000000) || '.' || lpad((({rounded}) % 1000000000)::VARCHAR, 9, '0'))::DECIMAL(12, 9)"


def _to_fraction(bound: str) -> str:
    """Write in SQL a bound as a fraction of the whole; null where a decimal says it."""
    units, divisor = f"share.{bound}", f"gcd(share.{bound}, {WHOLE})"
    return f"CASE WHEN {units} % {NANOPERCENT} != 0 THEN ({units} // {divisor}) || '/' || ({WHOLE} // {divisor}) END"


_SHARE: Final = f"""CASE WHEN share IS NOT NULL THEN struct_pack(
    min := {_to_decimal("min", up=False)}, max := {_to_decimal("max", up=True)}, min_open := share.min_open, max_open := share.max_open,
    exact := share.exact, text := share.text, min_fraction := {_to_fraction("min")}, max_fraction := {_to_fraction("max")}) END AS share"""


def _make_party_rows(generation: Generation, numbers: npt.NDArray[np.integer[Any]]) -> Iterator[PartyRow]:
    """Make the rows of parties with these numbers."""
    for first in range(0, len(numbers), _BATCH):
        some = numbers[first : first + _BATCH].tolist()
        for number, summary in zip(some, generation.party_summaries(some), strict=True):
            kind, same = summary.kind.value, generation.aliases(number)
            yield PartyRow(id=summary.id, name=summary.name, kind=kind, jurisdiction=summary.jurisdiction, same=same)


def _write_records(target: Path, records: Iterable[msgspec.Struct], record_type: type[msgspec.Struct]) -> None:
    """Write a few records, or short ones, as Parquet: DuckDB reads them as lines of JSON."""
    text, longest = target.with_suffix(".jsonl"), _LINE_BYTES
    with text.open("wb") as file:
        for record in records:
            line = _ENCODER.encode(record) + b"\n"
            longest = max(longest, len(line))
            file.write(line)
    spec = ", ".join(f"'{column}': '{type_}'" for column, type_ in find_column_types(record_type).items())
    # The reader takes memory for the longest line several times.
    rows = f"read_json('{quote_path(text)}', format='newline_delimited', columns={{{spec}}}, maximum_object_size={longest})"
    with open_in_order() as tables:
        _copy_to_parquet(tables, rows, record_type, target)
    text.unlink()


def _copy_to_parquet(tables: duckdb.DuckDBPyConnection, rows: str, record: type[msgspec.Struct], target: Path) -> int:
    """Write rows with the columns of ``record`` as a Parquet file, in memory that does not grow with it; return how many."""
    shown = ", ".join(_show_column(record, column) for column in find_column_types(record))
    options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_GROUP_ROWS}"
    copied = tables.execute(f"COPY (SELECT {shown} FROM {rows}) TO '{quote_path(target)}' ({options})").fetchone()  # noqa: S608
    assert copied is not None
    return int(copied[0])
