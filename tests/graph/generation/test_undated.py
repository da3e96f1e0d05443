"""Statements without a date are of the day of their source, on every face: certain from then, possible before, not known before."""

from __future__ import annotations

import datetime
import gzip
from pathlib import Path

import pytest

from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.neo4j.validity import SeriesIndex
from graph.queries import controllers, find_party
from loaders.contract import LoadContext
from loaders.open import load_file
from ontology.series import number_files
from ontology.statements import InterestStatement
from ontology.terms import Base
from tests.scenarios import ask

ROWS = "holder,subject,share,stated_at\nOda Lind,Lind Mills,80,\nLind Mills,Lind Ferries,60,2019-03-01\n"


def load(folder: Path, file: Path, moment: str, *, date: str | None = None) -> Generation:
    """Load a file at a moment, as the command does."""
    with DataFolder(folder).writer() as writer:
        generation = writer.publish(load_file(LoadContext(Base(), file, date=date)), created=moment)
    assert generation is not None
    return generation


def tops(generation: Generation, party: str, as_of: str, known_at: str | None = None) -> list[tuple[str, str]]:
    answer = controllers(ask(generation, as_of, known_at=known_at), find_party(generation, party))
    return [(controller.party.name, controller.certainty) for controller in answer.controllers]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "mills.csv"
    file.write_text(ROWS)
    return file


def test_an_undated_row_is_certain_from_the_day_of_its_first_load_possible_before_and_not_known_before(tmp_path: Path, table: Path) -> None:
    generation = load(tmp_path / "data", table, "2024-05-06T07:08:09Z")
    assert tops(generation, "Lind Mills", "2024-05-06") == [("Oda Lind", "certain")]
    assert tops(generation, "Lind Mills", "2024-05-05") == [("Oda Lind", "possible")]
    assert tops(generation, "Lind Mills", "1900-01-01") == [("Oda Lind", "possible")]
    assert tops(generation, "Lind Mills", "2024-05-06", known_at="2024-05-05") == []
    assert tops(generation, "Lind Mills", "1900-01-01", known_at="1900-01-01") == []
    assert tops(generation, "Lind Ferries", "2020-01-01", known_at="2020-01-01") == [("Lind Mills", "certain")]


def test_the_same_file_loaded_again_keeps_the_first_day(tmp_path: Path, table: Path) -> None:
    first = load(tmp_path / "data", table, "2024-05-06T07:08:09Z")
    again = load(tmp_path / "data", table, "2025-01-01T00:00:00Z")
    assert again.number == first.number
    other = tmp_path / "other.csv"
    other.write_text("holder,subject,share\nOda Lind,Lind Locks,70\n")
    later = load(tmp_path / "data", other, "2025-02-02T00:00:00Z")
    with DataFolder(tmp_path / "data").writer() as writer:
        rebuilt = writer.rebuild(created="2026-03-03T00:00:00Z")
    for generation in (later, rebuilt):
        assert tops(generation, "Lind Mills", "2024-06-01", known_at="2024-06-01") == [("Oda Lind", "certain")]
        assert tops(generation, "Lind Locks", "2025-02-01") == [("Oda Lind", "possible")]


def test_the_day_of_the_first_load_is_no_part_of_the_release(tmp_path: Path, table: Path) -> None:
    one = load(tmp_path / "one", table, "2024-05-06T07:08:09Z")
    other = load(tmp_path / "other", table, "2025-05-06T07:08:09Z")
    assert one.manifest.releases == other.manifest.releases
    assert one.manifest.checksum == other.manifest.checksum


@pytest.mark.parametrize(("name", "date", "day"), [("mills-2022-03-04.csv", None, "2022-03-04"), ("mills.csv", "2021", "2021")])
def test_a_date_that_is_given_or_in_the_name_is_the_day_of_the_source(tmp_path: Path, name: str, date: str | None, day: str) -> None:
    file = tmp_path / name
    file.write_text(ROWS)
    generation = load(tmp_path / "data", file, "2024-05-06T07:08:09Z", date=date)
    (source,) = generation.sources.values()
    assert source.date == day
    assert tops(generation, "Lind Mills", "2022-03-04") == [("Oda Lind", "certain")]
    assert tops(generation, "Lind Mills", "2020-12-31") == [("Oda Lind", "possible")]
    assert tops(generation, "Lind Mills", "2022-03-04", known_at="2020-12-31") == []


def test_a_date_that_is_given_takes_the_place_of_the_one_in_the_name(tmp_path: Path) -> None:
    file = tmp_path / "mills-2022-03-04.csv"
    file.write_text(ROWS)
    generation = load(tmp_path / "data", file, "2024-05-06T07:08:09Z", date="2023-01-01")
    assert tops(generation, "Lind Mills", "2022-06-01") == [("Oda Lind", "possible")]


def test_statements_columns_triples_and_the_property_graph_have_the_same_day(tmp_path: Path, table: Path) -> None:
    generation = load(tmp_path / "data", table, "2024-05-06T07:08:09Z")
    days = {s.stated_at for s in generation.statements()}
    assert days == {"2024-05-06", "2019-03-01"}
    interests = [s for s in generation.statements() if isinstance(s, InterestStatement)]
    assert [generation.statement(s.id).stated_at for s in interests] == ["2024-05-06", "2019-03-01"]
    first = datetime.date(2024, 5, 6).toordinal()
    assert sorted(generation.interests.columns["stated"].tolist()) == [datetime.date(2019, 3, 1).toordinal(), first]
    stated = {quad.object.value for quad in generation.quads() if quad.predicate.value.endswith("#statedAt")}
    assert stated == days
    index = SeriesIndex(
        (file, s) for file, s in number_files(generation.releases, generation.is_sequence) if isinstance(s, InterestStatement)
    )
    validity = index.find_validity(interests[0])
    assert (validity.certain_from, validity.possible_from) == (datetime.date(2024, 5, 6), datetime.date.min)


GROWN = {
    "a row more": (f"{ROWS}Oda Lind,Lind Locks,70,\n".encode(), "mills.csv"),
    "a row more before the others": (ROWS.replace("Oda", "Oda Lind,Lind Locks,70,\nOda", 1).encode(), "mills.csv"),
    "other ends of lines": (f"{ROWS}Oda Lind,Lind Locks,70,\n".replace("\n", "\r\n").encode(), "mills.csv"),
    "packed": (gzip.compress(f"{ROWS}Oda Lind,Lind Locks,70,\n".encode()), "mills.csv.gz"),
}


@pytest.mark.parametrize(("content", "name"), GROWN.values(), ids=GROWN)
def test_a_row_keeps_the_day_of_its_first_load_in_a_table_that_has_grown(tmp_path: Path, table: Path, content: bytes, name: str) -> None:
    load(tmp_path / "data", table, "2024-05-06T07:08:09Z")
    file = tmp_path / "later" / name
    file.parent.mkdir()
    file.write_bytes(content)
    grown = load(tmp_path / "data", file, "2024-08-01T00:00:00Z")
    file.write_bytes(content + (b"\n" if name.endswith("csv") else gzip.compress(b"\n")))
    again = load(tmp_path / "data", file, "2025-01-01T00:00:00Z")
    assert again.number > grown.number
    with DataFolder(tmp_path / "data").writer() as writer:
        rebuilt = writer.rebuild(created="2026-03-03T00:00:00Z")
    for generation in (grown, again, rebuilt):
        assert tops(generation, "Lind Mills", "2024-05-06", known_at="2024-05-06") == [("Oda Lind", "certain")]
        assert tops(generation, "Lind Mills", "2024-05-06", known_at="2024-05-05") == []
        assert tops(generation, "Lind Locks", "2024-08-01") == [("Oda Lind", "certain")]
        assert tops(generation, "Lind Locks", "2024-07-31") == [("Oda Lind", "possible")]
        assert tops(generation, "Lind Locks", "2024-08-01", known_at="2024-07-31") == []


def test_a_row_that_says_something_else_is_of_the_day_on_which_it_was_first_loaded(tmp_path: Path, table: Path) -> None:
    load(tmp_path / "data", table, "2024-05-06T07:08:09Z")
    table.write_text(ROWS.replace("80", "90"))
    changed = load(tmp_path / "data", table, "2024-08-01T00:00:00Z")
    assert tops(changed, "Lind Mills", "2024-08-01", known_at="2024-07-31") == []
    table.write_text(f"{ROWS}Oda Lind,Lind Locks,70,\n")
    restored = load(tmp_path / "data", table, "2024-09-01T00:00:00Z")
    assert tops(restored, "Lind Mills", "2024-05-06", known_at="2024-05-06") == [("Oda Lind", "certain")]


def test_every_face_has_the_day_of_the_first_load_of_each_row(tmp_path: Path, table: Path) -> None:
    load(tmp_path / "data", table, "2024-05-06T07:08:09Z")
    table.write_text(f"Oda Lind,Lind Locks,70,\n{ROWS}".replace(ROWS[:31], "").replace("Oda", ROWS[:31] + "Oda", 1))
    generation = load(tmp_path / "data", table, "2024-08-01T00:00:00Z")
    interests = [s for s in generation.statements() if isinstance(s, InterestStatement)]
    days = ["2024-08-01", "2024-05-06", "2019-03-01"]
    assert [s.stated_at for s in interests] == [generation.statement(s.id).stated_at for s in interests] == days
    stated = [datetime.date.fromisoformat(day).toordinal() for day in sorted(days)]
    assert sorted(generation.interests.columns["stated"].tolist()) == stated
    assert {quad.object.value for quad in generation.quads() if quad.predicate.value.endswith("#statedAt")} == set(days)


def test_a_date_that_is_given_or_in_the_name_is_that_of_all_rows(tmp_path: Path, table: Path) -> None:
    load(tmp_path / "data", table, "2024-05-06T07:08:09Z")
    generation = load(tmp_path / "data", table, "2024-08-01T00:00:00Z", date="2024-07-01")
    assert tops(generation, "Lind Mills", "2024-07-01", known_at="2024-06-30") == []
    table.write_text(f"{ROWS}Oda Lind,Lind Locks,70,\n")
    later = load(tmp_path / "data", table, "2024-09-01T00:00:00Z")
    assert tops(later, "Lind Mills", "2024-05-06", known_at="2024-05-06") == [("Oda Lind", "certain")]


def test_releases_of_earlier_versions_of_the_program_keep_the_days_of_their_rows_too(tmp_path: Path, table: Path) -> None:
    load(tmp_path / "data", table, "2024-05-06T07:08:09Z")
    (claims,) = (tmp_path / "data").glob("releases/*/claims.npy")
    claims.unlink()
    table.write_text(f"{ROWS}Oda Lind,Lind Locks,70,\n")
    grown = load(tmp_path / "data", table, "2024-08-01T00:00:00Z")
    assert tops(grown, "Lind Mills", "2024-05-06", known_at="2024-05-06") == [("Oda Lind", "certain")]
