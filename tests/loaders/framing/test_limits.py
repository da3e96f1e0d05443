"""What no record of a register is costs only itself: too long, nested too deep.  Everything else of the file is loaded."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from loaders.contract import Framing, LoadContext, RawRecord, ReadPlan, Reject
from loaders.framing import MAX_RECORD, Lines, Objects
from loaders.records import RecordStream
from ontology.errors import RecordError
from ontology.statements import EntityStatement, Kind, Source, Statement
from ontology.terms import Base

BASE = Base()


@dataclass(frozen=True)
class Companies:
    """A company a record."""

    def map_record(self, raw_record: RawRecord, context: LoadContext) -> Iterator[Statement]:
        try:
            record: dict[str, Any] = msgspec.json.decode(raw_record.raw)
        except msgspec.DecodeError as error:
            raise RecordError("BAD_JSON", "the record is not JSON", "check the file") from error
        yield EntityStatement(
            id=BASE.statement(context.source_iri, "entity", record["id"]),
            source=context.source_iri,
            entity=BASE.identifier("X", record["id"]),
            kind=Kind.COMPANY,
        )


def loaded(framing: Framing, raw: bytes, size: int) -> tuple[list[str], list[tuple[str, int | None]]]:
    """Ids of what was loaded; code and line of what was not."""
    rejects: list[Reject] = []
    context = LoadContext(BASE, Path("companies.json"), on_reject=rejects.append)
    source = Source(id=context.source_iri, title="T", type="register")
    ids = [statement.id for statement in RecordStream(ReadPlan(source, framing, Companies()), io.BytesIO(raw), context, size)]
    assert context.read == context.loaded + context.merged + context.rejected
    assert (len(ids), len(rejects)) == (context.loaded, context.rejected)
    return ids, [(reject.code, reject.line) for reject in rejects]


@pytest.mark.parametrize("size", [1_000_000, 64_000_000])
@pytest.mark.parametrize("framing, first, between, last", [(Lines(), b"", b"\n", b"\n"), (Objects(), b"[", b",\n", b"]")])
def test_records_that_are_too_long_or_too_deep_are_set_aside(
    framing: Framing, first: bytes, between: bytes, last: bytes, size: int
) -> None:
    deep = b'{"id": "deep", "x": ' + b"[" * 10_000 + b"]" * 10_000 + b"}"
    long = b'{"id": "' + b"x" * (MAX_RECORD + 2_000_000) + b'"}'
    parts = [b'{"id": "a"}', deep, b'{"id": "b"}', long, b'{"id": "c"}', b'{"id": "d"}']
    ids, rejects = loaded(framing, first + between.join(parts) + last, size)
    assert len(set(ids)) == 4
    assert rejects == [("TOO_DEEP", 2), ("RECORD_TOO_LONG", 4)]


def test_a_list_that_is_cut_off_between_two_records_says_so() -> None:
    ids, rejects = loaded(Objects(), b'[{"id": "a"}, {"id": "b"}', 10)
    assert (len(ids), rejects) == (2, [("BAD_JSON", 3)])
