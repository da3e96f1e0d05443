"""Parquet: the statements of the ledger, the sources and the parties as five files that any tool reads.

Nothing is left out: every statement of any age is here, with its record, place and review, in columns of the types that the ledger has; but
shares are decimals in percent, and each date has the first and the last day that it can mean beside it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import duckdb
import msgspec
import numpy as np

from graph.exports.current import list_party_iris
from graph.exports.request import ExportRequest
from graph.generation.generation import Generation
from graph.ledger.parts import KINDS, find_column_types, quote_path
from ontology.rdf_fields import RECORDS, Codec
from ontology.shares import NANOPERCENT, WHOLE
from ontology.statements import IdentityStatement, InterestStatement, Source

_ENCODER: Final = msgspec.json.Encoder()
_GROUP_ROWS: Final = 20_480
"""Rows of a row group: the writer has one in memory, and those of statements are wide."""

_LINE_BYTES: Final = 2**20
_FILE_OF: Final = {record: name for name, record in KINDS.items()}


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
    is_named = np.full(len(generation), request.source is None, np.bool_)
    judged_parties: set[int] = set()
    find_number = functools.lru_cache(maxsize=200_000)(generation.party_number)
    with ExitStack() as stack:
        files = {name: stack.enter_context(_LineFile(folder / f"{name}.jsonl")) for name in KINDS}
        for statement in generation.statements():
            is_included, is_judgement = request.includes(statement.source), isinstance(statement, IdentityStatement)
            if is_judgement or (is_included and request.source is not None):
                for iri in list_party_iris(statement):
                    if (number := find_number(iri)) is not None:
                        is_named[number] |= is_included
                        if is_judgement:
                            judged_parties.add(number)
            if is_included:
                files[_FILE_OF[type(statement)]].write(statement)
                count += 1
    sources = (source for source in generation.sources.values() if request.includes(source.id))
    files["source"] = _write_lines(folder / "source.jsonl", sources)
    parties = (_make_party_row(generation, number, number in judged_parties) for number in np.flatnonzero(is_named).tolist())
    files["parties"] = _write_lines(folder / "parties.jsonl", parties)
    for name, record in {**KINDS, "source": Source, "parties": PartyRow}.items():
        _convert_to_parquet(files[name], folder / f"{name}.parquet", record)
    return count


class _LineFile:
    """Records as lines of JSON.  ``longest``: bytes of the longest line, which the reader takes memory for several times."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.longest = 0
        self._file = path.open("wb")

    def __enter__(self) -> _LineFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, record: msgspec.Struct) -> None:
        line = _ENCODER.encode(record) + b"\n"
        self.longest = max(self.longest, len(line))
        self._file.write(line)


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


def _make_party_row(generation: Generation, number: int, is_judged: bool) -> PartyRow:
    summary = generation.party_summary(number)
    # Most parties have one IRI; only of those that judgements name is everything read.
    same = generation.party(number).same if is_judged else ()
    return PartyRow(id=summary.id, name=summary.name, kind=summary.kind.value, jurisdiction=summary.jurisdiction, same=same)


def _write_lines(path: Path, rows: Iterable[msgspec.Struct]) -> _LineFile:
    with _LineFile(path) as lines:
        for row in rows:
            lines.write(row)
    return lines


def _convert_to_parquet(lines: _LineFile, target: Path, record: type[msgspec.Struct]) -> None:
    """Turn a file of JSON lines into a Parquet file with the columns of ``record``, in memory that does not grow with it."""
    types = find_column_types(record)
    spec = ", ".join(f"'{column}': '{type_}'" for column, type_ in types.items())
    shown = ", ".join(_show_column(record, column) for column in types)
    longest = max(lines.longest, _LINE_BYTES)
    lines_of = f"read_json('{quote_path(lines.path)}', format='newline_delimited', columns={{{spec}}}, maximum_object_size={longest})"
    read = f"SELECT {shown} FROM {lines_of}"  # noqa: S608
    # One thread and the order of the lines: the same content gives the same bytes.
    with duckdb.connect(config={"threads": "1", "preserve_insertion_order": "true"}) as connection:
        connection.execute(f"COPY ({read}) TO '{quote_path(target)}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_GROUP_ROWS})")
    lines.path.unlink()
