"""What comes out of the ledger's columns is what the mapping of single statements makes, row by row, of random ledgers and real registers.

The files for neo4j-admin are read back as their headers say and compared with the projection, property by property.
"""

from __future__ import annotations

import datetime
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from msgspec.structs import replace

from graph.exports.dump import export
from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.neo4j import column_tables
from graph.neo4j.columns import ColumnGraph
from graph.neo4j.content import hash_content
from graph.neo4j.manifest import make_entry
from graph.neo4j.projection import project_generation
from graph.neo4j.property_graph import FACETS, Item, Node, Relationship, Value
from loaders.contract import LoadContext
from loaders.open import load_file
from ontology.errors import OwnershipError
from ontology.shares import Share
from ontology.statement_stream import StatementStream
from ontology.statements import Address, Attribute, EntityStatement, Identifier, Interest, InterestStatement, Kind, Name, Source, Statement
from ontology.terms import Base
from tests.graph.exports import invented
from tests.reference.random_folders import draw_folder, load_folder
from tests.reference.random_statements import cluster, seeded
from tests.scenarios import CREATED, Sheet, publish, publish_releases

CELL = re.compile(r'"(?:[^"]|"")*"|[^,\n]*')
READ: dict[str, Callable[[str], Value]] = {
    "string": str,
    "string[]": lambda cell: tuple(cell.split("\x1f")),
    "date": datetime.date.fromisoformat,
    "double": float,
    "long": int,
    "boolean": lambda cell: cell == "true",
}
WORDS = ("Ash", 'B "quoted"', "back\\slash", "Line\ntwo", "it's", "東", "", " spaced ", "a,b", "é" * 40, "1/3", "NULL", "\\N", "\x7f")


def read_cells(text: str) -> Iterator[list[str | None]]:
    """Read the rows of a file: an empty text is in quotes, and no value is not."""
    row: list[str | None] = []
    place = 0
    while place < len(text):
        match = CELL.match(text, place)
        assert match is not None
        cell = match[0]
        row.append(None if not cell else cell[1:-1].replace('""', '"') if cell.startswith('"') else cell)
        place = match.end() + 1
        if text[match.end()] == "\n":
            yield row
            row = []


def read_items(folder: Path) -> Iterator[Item]:
    """Read all nodes and relationships, each of which has the hash of what it says."""
    for path in sorted(set(folder.glob("*.csv")) - {folder / "sync.csv"}):
        header, *rows = read_cells(path.read_bytes().decode())
        for row in rows:
            assert len(row) == len(header), (path.name, row)
            cells = {str(name): cell for name, cell in zip(header, row, strict=True) if cell is not None}
            content_hash = int(cells.pop("syncHash:long"))
            ends = [cells.pop(name, "") for name in (":START_ID(Entity)", ":END_ID(Entity)", ":TYPE")]
            labels = tuple(cells.pop(":LABEL", "").split("\x1f"))
            properties: dict[str, Value] = {}
            for column, cell in cells.items():
                name, _, type_ = re.sub(r"^uri:ID.*", "uri:string", column).rpartition(":")
                properties[name] = READ[type_](cell)
            if "uri" in properties and not ends[2]:
                facets = properties.get(FACETS, ())
                assert isinstance(facets, tuple)
                assert labels[len(labels) - len(facets) :] == facets
                item: Item = Node(str(properties["uri"]), labels[: len(labels) - len(facets)], properties)
            else:
                item = Relationship(str(properties["id"]), ends[2], ends[0], ends[1], properties)
            assert hash_content(item) == content_hash, item
            yield item


def describe(item: Item) -> str:
    """Describe all of an item in an order of its own, with the names that a header can hold; of a number also what kind it is."""
    properties = sorted((re.sub(r"[:(){}\[\]]", "_", name), value) for name, value in item.properties.items())
    return repr((item.key, item.shape, properties, getattr(item, "start", ""), getattr(item, "end", "")))


def check(generation: Generation | None, folder: Path, source: str | None = None, *, with_entries: bool = True) -> None:
    """Compare what is exported with the projection, and perhaps what a manifest keeps of it."""
    if generation is None:
        return
    export(generation, "neo4j-csv", folder, source)
    wanted, read = (Counter(map(describe, items)) for items in (project_generation(generation, source).items(), read_items(folder)))
    assert sorted((wanted - read).elements()) == sorted((read - wanted).elements())
    if not with_entries:
        return
    with ColumnGraph(generation, source=source) as graph:
        assert sorted(graph.list_entries()) == sorted(make_entry(item).row for item in project_generation(generation, source).items())


@pytest.mark.parametrize("seed", range(2))
def test_a_random_folder_of_files(tmp_path: Path, seed: int) -> None:
    generation = load_folder(tmp_path / "ledger", draw_folder(random.Random(seed)))  # noqa: S311 - a fixed seed is the point
    check(generation, tmp_path / "out")


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [*range(100, 103), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(103, 130))])
def test_more_random_folders(tmp_path: Path, seed: int) -> None:
    generation = load_folder(tmp_path / "ledger", draw_folder(random.Random(seed)))  # noqa: S311 - a fixed seed is the point
    check(generation, tmp_path / "out")
    if generation is not None:
        check(generation, tmp_path / "one", sorted(generation.sources)[0])


@pytest.mark.parametrize("seed", range(4))
def test_random_statements_of_several_sources_and_versions(tmp_path: Path, seed: int) -> None:
    check(publish_statements(tmp_path / "data", seeded(seed), 150), tmp_path / "out")


@pytest.mark.parametrize("seed", range(3))
def test_parties_with_whatever_may_be_said_of_them(tmp_path: Path, seed: int) -> None:
    rng = seeded(seed)
    source = Source(id="urn:register", title="Register", type="register", date="2020-01-01")
    parties = [draw_party(rng, number, source.id) for number in range(200)]
    check(publish_releases(tmp_path / "data", [(source, parties)]), tmp_path / "out")


@pytest.mark.parametrize("source", [None, "urn:register"])
def test_parties_that_one_source_names_and_another_does_not(tmp_path: Path, source: str | None) -> None:
    rng = seeded(0)
    sources = [Source(id=f"urn:{name}", title=name, type="register", date="2020-01-01") for name in ("register", "paper")]
    parties = [replace(draw_party(rng, number, "urn:register"), names=()) for number in range(60)]
    names = [
        EntityStatement(id=f"urn:n{number}", source="urn:paper", entity=party.entity, kind=party.kind, names=(Name(text=f"Ash {number}"),))
        for number, party in enumerate(parties[::3])
    ]
    check(publish_releases(tmp_path / "data", list(zip(sources, (parties, names), strict=True))), tmp_path / "out", source)


def test_the_separator_of_lists_within_a_text_goes_and_the_files_do_not_say_that_they_are_the_graph(tmp_path: Path) -> None:
    source = Source(id="urn:register", title="Register", type="register", date="2020-01-01")
    texts = (("Mill", "A\x1fB", "C"), ("Ash", "D"))
    parties = [
        EntityStatement(
            id=f"urn:s{number}",
            source=source.id,
            entity=Base().entity("x", str(number), "x"),
            kind=Kind.COMPANY,
            names=tuple(Name(text=text) for text in names),
        )
        for number, names in enumerate(texts)
    ]
    export(publish_releases(tmp_path / "data", [(source, parties)]), "neo4j-csv", tmp_path / "out")
    aliases = {item.properties["name"]: item.properties["aliases"] for item in read_items(tmp_path / "out") if item.group == "Entity"}
    assert aliases == {"Mill": ("AB", "C"), "Ash": ("D",)}
    assert "content" not in (tmp_path / "out" / "sync.csv").read_text()


@pytest.mark.parametrize("source", [invented.REGISTER, invented.PAPER])
def test_one_source_of_an_invented_network(tmp_path: Path, source: str) -> None:
    check(invented.publish(tmp_path / "data"), tmp_path / "out", source)


@pytest.mark.thorough
@pytest.mark.slow  # reads every register that is shared
def test_every_real_register(shared_data: Path, tmp_path: Path) -> None:
    compared = 0
    for register in sorted(folder for folder in (shared_data / "registries").iterdir() if folder.is_dir()):
        with DataFolder(tmp_path / register.name).writer() as writer:
            generation = writer.publish(read_register(register), created=CREATED)
        check(generation, tmp_path / "out")
        compared += generation is not None
    assert compared > 8


@pytest.mark.thorough
def test_rows_come_in_the_order_of_the_ledger(tmp_path: Path) -> None:
    sheet = Sheet()
    link = sheet.holds("anna", "mill", "60")
    # Few seats on boards, of many companies in which votes are stated: a join of the two is best begun with the companies.
    sheet.rows = [
        replace(
            link,
            id=f"{link.id}-{number}",
            interest=Interest.VOTING_RIGHTS if number % 20 else Interest.BOARD_MEMBER,
            subject=sheet.id(f"c{number * 7919 % 10_000}"),
        )
        for number in range(10_000)
    ]
    generation = publish(tmp_path / "data", sheet)
    export(generation, "neo4j-csv", tmp_path / "out")
    header, *rows = read_cells((tmp_path / "out" / "holdings.csv").read_text())
    place, type_place = header.index("id:string"), header.index(":TYPE")
    statements = [s for s in generation.statements() if isinstance(s, InterestStatement)]
    assert [row[place] for row in rows] == [s.id for s in statements]
    assert {row[type_place] for row in rows} == {"OWNS", "MANAGES"}


@pytest.mark.thorough
def test_statements_as_long_as_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(column_tables, "_MEMORY", "48MB")
    monkeypatch.setattr(column_tables, "_MEMORY_OF_TWO", "64MB")
    sheet = Sheet()
    link = sheet.holds("anna", "mill", "60")
    sheet.rows = [replace(link, id=f"{link.id}-{number}", note=f'{number} "long" ' * 6_000) for number in range(500)]
    # They do not fit into the memory of the columns: who reads these alone is told so, and goes on without.
    check(publish(tmp_path / "data", sheet), tmp_path / "out", with_entries=False)
    assert not (tmp_path / "out" / "holdings-1.csv").exists()


def read_register(folder: Path) -> Iterator[StatementStream]:
    """Read the files of a register; what holds no usable record, as a licence or a schema, is left out."""
    for number, file in enumerate(sorted(path for path in folder.rglob("*") if path.is_file())):
        with suppress(OwnershipError):
            if any(list(stream) for stream in load_file(LoadContext(Base(), file, f"source{number}"))):
                yield from load_file(LoadContext(Base(), file, f"source{number}"))


def draw_party(rng: random.Random, number: int, source: str) -> EntityStatement:
    """Draw what a source says of a party: few words, so that they repeat."""

    def draw(most: int) -> range:
        return range(rng.choice((0, 0, 1, 1, 1, most)))

    return EntityStatement(
        id=f"urn:s{number}",
        source=source,
        record=rng.choice((None, f"r{number}")),
        stated_at=rng.choice((None, "2019", "2019-03", "2019-03-05")),
        entity=draw_iri(number if rng.random() < 0.9 else number - 1),
        kind=rng.choice(list(Kind)),
        names=tuple(Name(text=rng.choice(WORDS), type=rng.choice(("legal", "alias")), lang=rng.choice((None, "de"))) for _ in draw(3)),
        identifiers=tuple(Identifier(scheme=rng.choice(("LEI", "GB-COH", "XX")), value=rng.choice(("1", "2"))) for _ in draw(3)),
        jurisdiction=rng.choice((None, "GB", "GB-SCT", "Elsewhere")),
        founded=rng.choice((None, "1990", "1990-02")),
        dissolved=rng.choice((None, None, "2001-01-01")),
        addresses=tuple(Address(text=rng.choice(WORDS), country=rng.choice((None, "GB"))) for _ in draw(2)),
        attributes=tuple(
            Attribute(
                name=rng.choice(("listing", "name", "nameStated", "note", "odd (name)", "it's", "birth-date", "legal-form")),
                value=rng.choice((*WORDS, "true", "false", "12", "1.5", "nan", "trust")),
                datatype=rng.choice(("text",) * 6 + ("number", "boolean", "party")),
                unit=rng.choice((None, "EUR")),
                qualifier=rng.choice((None, "about")),
                at=rng.choice((None, "2017")),
            )
            for _ in draw(3)
        ),
    )


def draw_iri(number: int) -> str:
    """Draw the IRI of a party: of a register, of none, of a data set that numbers for itself, or foreign."""
    places = (f"{Base().iri}x-1/", f"{Base().iri}ent/", f"{Base().iri}ftm/", "https://example.org/x-1/", "urn:x-1:")
    return f"{places[number % len(places)]}{number}/x"


def publish_statements(folder: Path, rng: random.Random, rows: int) -> Generation:
    """Publish random interests, in whole groups of parties, each source as a release of its own."""
    statements: dict[str, list[Statement]] = {}
    for first in range(0, rows, 10):
        for link in cluster(rng, first, first, 10):
            record = link.record
            words = rng.choice((None, *WORDS))
            record = replace(
                record,
                id=f"{record.id}-{first}",
                details=words if rng.random() < 0.5 else None,
                note=rng.choice((None, words)),
                share=record.share and replace(record.share, text=words) if rng.random() < 0.9 else Share.parse("1/7"),
            )
            statements.setdefault(record.source, []).append(record)
    sources = [(Source(id=iri, title=iri, type="register", date="2004-01-01"), group) for iri, group in sorted(statements.items())]
    return publish_releases(folder, sources)
