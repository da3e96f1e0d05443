"""A damaged line of a file with a record a line costs that record and no other, wherever it stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from loaders.common.beginnings import is_lines
from loaders.contract import LoadContext, Reject
from loaders.open import load_file
from ontology.terms import Base
from tests.loaders.bods.records import company, holds, interest, person
from tests.loaders.gleif.records import entity, relation
from tests.loaders.psc.records import line
from tests.loaders.wikidata.records import claim, item

RECORDS: Final[dict[str, list[dict[str, Any]]]] = {
    "bods": [company("alpha"), person("ann"), holds("ann", "alpha", interest({"exact": 60}))],
    "ftm": [
        {"id": "p1", "schema": "Person", "properties": {"name": ["Elsbeth Kranz"]}},
        {"id": "c1", "schema": "Company", "properties": {"name": ["Kranz Mills"]}},
        {"id": "o1", "schema": "Ownership", "properties": {"owner": ["p1"], "asset": ["c1"], "percentage": ["60"]}},
    ],
    "gleif companies": [entity(1), entity(2), entity(3)],
    "gleif relations": [relation(1, 2), relation(2, 3), relation(3, 4)],
    "psc": [line(key="a"), line(key="b"), line("07654321", key="c")],
    "wikidata": [item("Q1", "Alpha", claim("P127", "Q2")), item("Q2", "Ann"), item("Q3", "Bea")],
}
WHOLE: Final = {name: [json.dumps(record).encode() for record in records] for name, records in RECORDS.items()}
DAMAGE: Final = {
    "no JSON": b"{bad",
    "a string without an end": b'{"id": "p9, "schema": "Person"}',
    "the end of a record": b'"Elsbeth"]}}',
    "no UTF-8": b'{"id": "Stra\xdfe"}',
    "brackets that close too often": b'{"id": "p9"}}}]',
}


def load(file: Path, raw: bytes) -> tuple[int, int, list[int | None]]:
    """Return the statements of a file, the records that were used, and the lines of those that were not."""
    file.write_bytes(raw)
    rejects: list[Reject] = []
    context = LoadContext(Base(), file, on_reject=rejects.append)
    statements = sum(len(list(stream)) for stream in load_file(context))
    assert context.read == context.loaded + context.merged + context.rejected
    return statements, context.loaded + context.merged, [reject.line for reject in rejects]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("damaged", DAMAGE.values(), ids=DAMAGE)
@pytest.mark.parametrize("records", WHOLE.values(), ids=WHOLE)
def test_a_damaged_line_costs_itself_wherever_it_stands(tmp_path: Path, records: list[bytes], damaged: bytes, end: bytes) -> None:
    statements, used, _ = load(tmp_path / "whole.json", end.join(records))
    for place in range(len(records) + 1):
        lines = end.join([*records[:place], damaged, *records[place:]])
        assert load(tmp_path / "damaged.json", lines) == (statements, used, [place + 1])


@pytest.mark.parametrize("records", WHOLE.values(), ids=WHOLE)
def test_of_two_damaged_lines_at_the_beginning_each_costs_itself(tmp_path: Path, records: list[bytes]) -> None:
    statements, used, _ = load(tmp_path / "whole.json", b"\n".join(records))
    assert load(tmp_path / "damaged.json", b"\n".join([b"{bad", b'{"id": ', *records])) == (statements, used, [1, 2])


@pytest.mark.parametrize(
    "text",
    [
        b'[\n{"a": 1},\n{"b": 2}\n]',
        b'{"results": [\n{"a": 1}\n]}',
        b'{"results": [\n{"a": 1},\n{"b": 2}\n]}\n',
        b'{\n"results":\n[\n{"a": 1}\n,{"b": 2}\n]}',
        b'{\n "a": 1\n}\n{\n "a": 2\n}\n',
        b'{"results": [{"a": 1}]}\n',
        b'{"a": 1}',
        b'holder,subject\n"{""a"": 1}",b\n',
        b"",
    ],
)
def test_records_within_a_list_or_over_several_lines_are_no_lines(text: bytes) -> None:
    assert not is_lines(text, ("results",))
