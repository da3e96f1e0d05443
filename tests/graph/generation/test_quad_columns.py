"""What comes out of the ledger's columns is what the mapping of single statements makes, line by line, whatever a record may hold.

Records are drawn by the table of their fields, so a field that is new is drawn too.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from graph.generation.generation import Generation
from graph.generation.quad_columns import QuadColumns
from graph.rdf.description import Description
from ontology import statements as s
from ontology.dates import ends_before_start
from ontology.errors import RecordError
from ontology.rdf_fields import RECORDS, Codec, FieldMapping
from ontology.shares import Share
from tests.graph.exports import invented
from tests.scenarios import publish_releases

TEXTS = (
    *(
        "Ash",
        'B "quoted"',
        "back\\slash",
        "line\nfeed",
        "it's",
        "東京",
        "",
        " spaced ",
        "a,b",
        "é" * 40,
        "NULL",
        "\x7f",
        "\0",
        "\t\r\b\f\x1b",
    ),
    *("\u0085\u2028", "\ufffe\uffff", "\U0001f600", "\\u0041", "<b>", "> <x> .", "12", "-1.50", "+7", "007", "en", "EN-gb", "e-e", "2019"),
)
PLAIN_IRIS = ("https://example.org/a", "https://example.org/a-b", "https://example.org/a#b", "urn:x:1", "https://example.org/%C3%A9")
IRIS = (
    *PLAIN_IRIS,
    *("https://example.org/a", "https://example.org/a-b", "https://example.org/a#b", "https://example.org/aé", "http://[::1]/x", "urn:x:1"),
    *("https://example.org/%C3%A9", "https://example.org/it's", "mailto:a@b", "HTTPS://EXAMPLE.ORG/", "https://example.org/a/b?c=d"),
)
PLAIN_SHARES = ("100", "0", "33.5", "0.000000001", "(25..50]", "[75..100)", ">50")
DATES = ("2019", "2019-03", "2020-02", "2019-03-05", "0001", "9999-12", "0999-01-01")
SHARES = ("100", "0", "33.5", "0.000000001", "1/3", "(25..50]", "[75..100)", ">50", "33.3333..66.6667", "1/7..2/3")
SOURCES = tuple(s.Source(id=f"urn:source:{name}", title=TEXTS[1], type="register", date="2020") for name in ("a", "a-b", "c"))


class Draw(random.Random):
    """What is drawn by chance.  ``is_odd``: also what SQL leaves to the writer of single statements."""

    is_odd = False

    def choose_iri(self) -> str:
        return self.choice(IRIS if self.is_odd else PLAIN_IRIS)


def draw(record: type[Any], rng: Draw, **given: object) -> Any:
    """Draw a record, field by field; of what does not go together the draw is taken back."""
    while True:
        fields = {field.name: draw_value(field, record, rng) for field in RECORDS[record].fields}
        if fields.get("datatype") == "party":
            fields["value"] = rng.choose_iri()
        try:
            return record(**({name: value for name, value in fields.items() if value is not None} | given))
        except RecordError:
            continue


def draw_value(field: FieldMapping, record: type[Any], rng: Draw) -> object:
    info = next(each for each in msgspec.structs.fields(record) if each.name == field.name)
    if info.required is False and rng.random() < 0.4:
        return None if info.default is msgspec.NODEFAULT else info.default
    of_type = field.value_type
    match field.codec:
        case Codec.NODE:
            assert of_type is not None
            share = Share.parse(rng.choice(SHARES if rng.is_odd else PLAIN_SHARES))
            return msgspec.structs.replace(share, text=rng.choice(TEXTS)) if of_type is Share else draw(of_type, rng)
        case Codec.NODES | Codec.LINKS:
            size = rng.choice((0, 0, 1, 2, 3, 11)) if record is not s.Attribute else rng.choice((0, 0, 1, 10))
            return tuple(rng.choose_iri() if of_type is None else draw(of_type, rng) for _ in range(size))
        case Codec.CODE:
            return rng.choice(list(of_type))  # type: ignore[call-overload]
        case Codec.IRI:
            return rng.choose_iri()
        case Codec.DATE:
            return rng.choice(DATES if record is not s.Attribute or not rng.is_odd else (*DATES, "0000", "2019-02-30", "soon"))
        case Codec.FLAG:
            return rng.random() < 0.5
        case Codec.COUNT:
            return rng.choice((0, 1, 10**12))
        case _:
            return rng.choice((*TEXTS, "number", "party")) if field.name == "datatype" else rng.choice(TEXTS)


def draw_statement(rng: Draw, number: int) -> s.Statement:
    rng.is_odd = rng.random() < 0.2
    record = rng.choice((s.EntityStatement, s.InterestStatement, s.IdentityStatement))
    source = rng.choice(SOURCES).id
    # One id begins with another, and one is that of a party.
    iri = f"{rng.choose_iri()}{rng.choice(('', '-', '/'))}{number}"
    given: dict[str, object] = {"id": iri, "source": source, "stated_at": rng.choice((None, *DATES))}
    if record is s.InterestStatement:
        start, end = rng.choice((None, *DATES)), rng.choice((None, *DATES))
        given |= {"valid_from": start, "valid_until": None if ends_before_start(start, end) else end}
        for side in ("holder", "subject"):
            given |= rng.choice(({side: rng.choose_iri(), f"{side}_reason": None}, {side: None, f"{side}_reason": s.Reason.UNKNOWN}))
    return draw(record, rng, **given)  # type: ignore[no-any-return]


def check(generation: Generation, few: int = 0) -> None:
    """Compare the lines, in no order and in that of a dump, and what is counted."""
    wanted_description, description, sorted_description = (Description(generation.base, "7") for _ in range(3))
    wanted = {(f"{quad.graph_name}", f"{quad} .\n".encode()) for quad in wanted_description.note(generation.quads())}
    with QuadColumns(generation, few=few) as columns:
        assert columns.count_odd() <= generation.manifest.statements / 2
        lines = set(read_lines(columns.write(description)))
        assert sorted(lines - {line for _, line in wanted}) == sorted({line for _, line in wanted} - lines)
    assert counts(description) == counts(wanted_description)
    with QuadColumns(generation, few=few) as columns:
        dump = list(read_lines(columns.write_sorted((), sorted_description)))
    wanted |= {(f"{quad.graph_name}", f"{quad} .\n".encode()) for quad in wanted_description.list_all()}
    assert dump == [line for _, line in sorted(wanted)]
    with QuadColumns(generation, [SOURCES[0].id], few=few) as columns:
        assert list(read_lines(columns.write_sorted())) == [line for graph, line in sorted(wanted) if graph == f"<{SOURCES[0].id}>"]


def read_lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        assert piece == b"" or piece.endswith(b"\n")
        yield from piece.splitlines(keepends=True) if b"\r" not in piece else piece.split(b"\n")


def counts(description: Description) -> object:
    return description.counts, description.classes, description.properties, sorted(map(str, description.notes))


def publish_drawn(folder: Path, rng: Draw, size: int) -> Generation:
    drawn = {statement.id: statement for statement in (draw_statement(rng, number) for number in range(size))}
    return publish_releases(folder, [(source, [x for x in drawn.values() if x.source == source.id]) for source in SOURCES])


@pytest.mark.parametrize("seed", range(1))
def test_whatever_a_statement_may_hold(tmp_path: Path, seed: int) -> None:
    check(publish_drawn(tmp_path / "data", Draw(seed), 150))


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [pytest.param(seed, marks=pytest.mark.slow) for seed in range(100, 112)])
def test_more_of_what_a_statement_may_hold(tmp_path: Path, seed: int) -> None:
    check(publish_drawn(tmp_path / "data", Draw(seed), 600))


@pytest.mark.parametrize("few", [0, 1_000])
def test_an_invented_network_of_hostile_texts(tmp_path: Path, few: int) -> None:
    check(invented.publish(tmp_path / "data"), few)


def test_what_is_ordinary_comes_out_of_columns(tmp_path: Path) -> None:
    statements: list[s.Statement] = [
        s.EntityStatement(id="urn:x:e", source=SOURCES[0].id, entity="https://example.org/a", names=(s.Name(text='A "quoted"'),)),
        s.InterestStatement(id="urn:x:i", source=SOURCES[0].id, holder=IRIS[0], subject=IRIS[1], share=Share.parse("(25..50]")),
        s.IdentityStatement(id="urn:x:j", source=SOURCES[0].id, left=IRIS[0], right=IRIS[1]),
    ]
    with QuadColumns(publish_releases(tmp_path / "data", [(SOURCES[0], statements)]), few=0) as columns:
        assert columns.count_odd() == 0


def test_what_is_no_iri_is_named(tmp_path: Path) -> None:
    statement = s.EntityStatement(id="urn:x:e", source=SOURCES[0].id, entity="https://example.org/not an iri")
    generation = publish_releases(tmp_path / "data", [(SOURCES[0], [statement])])
    with QuadColumns(generation, few=0) as columns, pytest.raises(RecordError) as caught:
        list(columns.write(Description()))
    assert caught.value.code == "BAD_IRI"
