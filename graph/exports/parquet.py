"""Parquet: the statements of the ledger, the sources and the parties as five files that any tool reads.

Nothing is left out: every statement of any age is here, with its record, place and review, in columns of the types that the ledger has.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import duckdb
import msgspec
import numpy as np

from graph.exports.current import ends
from graph.generation.generation import Generation
from graph.ledger.parts import KINDS, column_types, quote_path
from ontology.statements import IdentityStatement, Source

_ENCODER: Final = msgspec.json.Encoder()
_KIND_OF: Final = {record: kind for kind, record in KINDS.items()}


class PartyRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of parties.parquet."""

    id: str
    """The canonical IRI."""
    name: str
    kind: str
    jurisdiction: str | None
    same: tuple[str, ...]
    """Other IRIs that statements may use for the party."""


def write(generation: Generation, source: str | None, folder: Path, _left_out: Counter[str]) -> int:
    """Write the files into ``folder``; returns how many statements."""
    count = 0
    named = np.full(len(generation), source is None, np.bool_)
    several: set[int] = set()
    number = functools.lru_cache(maxsize=200_000)(generation.party_number)
    with ExitStack() as stack:
        files = {kind: stack.enter_context(_lines(folder, kind).open("wb")) for kind in KINDS}
        for statement in generation.statements():
            judged = isinstance(statement, IdentityStatement)
            if judged or (source is not None and statement.source == source):
                for iri in ends(statement):
                    if (found := number(iri)) is not None:
                        named[found] |= statement.source == source
                        if judged:
                            several.add(found)
            if source is None or statement.source == source:
                files[_KIND_OF[type(statement)]].write(_ENCODER.encode(statement) + b"\n")
                count += 1
    _put(folder, "source", (s for s in generation.sources.values() if source in (None, s.id)))
    _put(folder, "parties", (_party(generation, n, n in several) for n in np.flatnonzero(named).tolist()))
    for name, record in {**KINDS, "source": Source, "parties": PartyRow}.items():
        _to_parquet(folder, name, record)
    return count


def _party(generation: Generation, number: int, has_others: bool) -> PartyRow:
    brief = generation.party_summary(number)
    # Most parties have one IRI; only of the others is everything read.
    same = generation.party(number).same if has_others else ()
    return PartyRow(id=brief.id, name=brief.name, kind=brief.kind.value, jurisdiction=brief.jurisdiction, same=same)


def _lines(folder: Path, name: str) -> Path:
    return folder / f"{name}.jsonl"


def _put(folder: Path, name: str, rows: Iterable[msgspec.Struct]) -> None:
    with _lines(folder, name).open("wb") as out:
        out.writelines(_ENCODER.encode(row) + b"\n" for row in rows)


def _to_parquet(folder: Path, name: str, record: type[msgspec.Struct]) -> None:
    lines = _lines(folder, name)
    spec = ", ".join(f"'{column}': '{type_}'" for column, type_ in column_types(record).items())
    read = f"SELECT * FROM read_json('{quote_path(lines)}', format='newline_delimited', columns={{{spec}}}, maximum_object_size=67108864)"  # noqa: S608
    # One thread and the order of the lines: the same content gives the same bytes.
    with duckdb.connect(config={"threads": "1", "preserve_insertion_order": "true"}) as connection:
        connection.execute(f"COPY ({read}) TO '{quote_path(folder / f'{name}.parquet')}' (FORMAT parquet, COMPRESSION zstd)")
    lines.unlink()
