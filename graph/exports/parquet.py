"""Parquet: the statements of the ledger, the sources and the parties as five files that any tool reads.

Nothing is left out: every statement of any age is here, with its record, place and review, in columns of the types that the ledger has.
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
from ontology.statements import IdentityStatement, Source

_ENCODER: Final = msgspec.json.Encoder()
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
        files = {name: stack.enter_context(_lines_path(folder, name).open("wb")) for name in KINDS}
        for statement in generation.statements():
            is_included, is_judgement = request.includes(statement.source), isinstance(statement, IdentityStatement)
            if is_judgement or (is_included and request.source is not None):
                for iri in list_party_iris(statement):
                    if (number := find_number(iri)) is not None:
                        is_named[number] |= is_included
                        if is_judgement:
                            judged_parties.add(number)
            if is_included:
                files[_FILE_OF[type(statement)]].write(_ENCODER.encode(statement) + b"\n")
                count += 1
    _write_lines(folder, "source", (source for source in generation.sources.values() if request.includes(source.id)))
    _write_lines(folder, "parties", (_make_party_row(generation, n, n in judged_parties) for n in np.flatnonzero(is_named).tolist()))
    for name, record in {**KINDS, "source": Source, "parties": PartyRow}.items():
        _convert_to_parquet(folder, name, record)
    return count


def _make_party_row(generation: Generation, number: int, is_judged: bool) -> PartyRow:
    summary = generation.party_summary(number)
    # Most parties have one IRI; only of those that judgements name is everything read.
    same = generation.party(number).same if is_judged else ()
    return PartyRow(id=summary.id, name=summary.name, kind=summary.kind.value, jurisdiction=summary.jurisdiction, same=same)


def _lines_path(folder: Path, name: str) -> Path:
    return folder / f"{name}.jsonl"


def _write_lines(folder: Path, name: str, rows: Iterable[msgspec.Struct]) -> None:
    with _lines_path(folder, name).open("wb") as out:
        out.writelines(_ENCODER.encode(row) + b"\n" for row in rows)


def _convert_to_parquet(folder: Path, name: str, record: type[msgspec.Struct]) -> None:
    """Turn a file of JSON lines into a Parquet file with the columns of ``record``."""
    lines = _lines_path(folder, name)
    spec = ", ".join(f"'{column}': '{type_}'" for column, type_ in find_column_types(record).items())
    read = f"SELECT * FROM read_json('{quote_path(lines)}', format='newline_delimited', columns={{{spec}}}, maximum_object_size=67108864)"  # noqa: S608
    # One thread and the order of the lines: the same content gives the same bytes.
    with duckdb.connect(config={"threads": "1", "preserve_insertion_order": "true"}) as connection:
        connection.execute(f"COPY ({read}) TO '{quote_path(folder / f'{name}.parquet')}' (FORMAT parquet, COMPRESSION zstd)")
    lines.unlink()
