"""A data folder that an earlier state of the program wrote is opened, answered from, built anew and added to.

``earlier_data.zip`` was written on 2026-11-28 by the state before the rooms of graph/ got their present names: the table of examples/, a
register with versions of its records, and a file of FollowTheMoney that says an id twice; two generations, of invented parties.
"""

from __future__ import annotations

import datetime
import os
import zipfile
from pathlib import Path

import numpy as np
import pytest

from graph.generation.data_folder import DataFolder
from graph.generation.generation import NAMES_FILE, Generation
from graph.generation.interest_table import ALWAYS, RIVAL_SHIFT
from graph.generation.update_names import read_bits
from graph.generation.verify import verify
from graph.queries import controllers, find_party
from ontology.shares import NANOPERCENT
from tests.scenarios import CREATED, Sheet, ask, publish

NO_LONGER_WRITTEN = np.uint16(1 << 3 | 1 << 8)
"""Flags that no question asked for: that a share is exact, that a claim was taken without review."""

ZIP = Path(__file__).with_name("earlier_data.zip")


TIED = 9
"""The row of the version that the earlier state took for replaced."""
RENAMED = {("Otto Brehm", "Otto Brehm-Falk")}
"""A party of which one record gives two names on one day."""
WRITTEN = "2021-05-01"
"""The day on which the releases were written, as their files say: what the earlier state kept."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with zipfile.ZipFile(ZIP) as archive:
        archive.extractall(tmp_path / "data")
    moment = datetime.datetime.fromisoformat(f"{WRITTEN}T12:00:00Z").timestamp()
    for manifest in (tmp_path / "data" / "releases").glob("*/release.json"):
        os.utime(manifest, (moment, moment))
    return tmp_path / "data"


def controllers_of(generation: Generation, party: str, as_of: str = "2022-01-01", known_at: str | None = None) -> list[tuple[str, str]]:
    answer = controllers(ask(generation, as_of, known_at=known_at), find_party(generation, party))
    return [(controller.party.name, controller.certainty) for controller in answer.controllers]


def disagreements(folder: Path) -> list[str]:
    data = DataFolder(folder)
    return [f"{check.name}: {check.finding}" for check in verify(data.open(), data.ledger) if not check.agrees]


def test_it_opens_and_answers(folder: Path) -> None:
    generation = DataFolder(folder).open()
    assert (generation.number, len(generation), generation.interests.rows) == (2, 12, 12)
    assert disagreements(folder) == []
    assert controllers_of(generation, "urn:mill") == [("A. Weir", "certain")]
    assert controllers_of(generation, "Kranz Mills") == [("Elsbeth Kranz", "certain")]
    assert controllers_of(generation, "Zenda Motors") == [("Republic of Ruritania", "certain")]
    assert generation.party_number("urn:ann-weir") == generation.party_number("urn:ann")
    assert generation.search_index.search("anna tarlenhem")[0].name == "Anna Tarlenheim"
    assert generation.statement("urn:series:5").record == "r2"
    (release,) = (release for release in generation.releases if release.folder.name.startswith("kranz"))
    assert [repeat.place.line for repeat in release.manifest.repeats if repeat.place] == [3]


def test_its_names_are_indexed_anew_when_that_is_asked_for(folder: Path) -> None:
    with DataFolder(folder).writer() as writer:
        generation = writer.index_names()
    assert read_bits(generation.path / NAMES_FILE)
    assert generation.search_index.search("anna tarlenhem")[0].name == "Anna Tarlenheim"
    assert DataFolder(folder).open().search_index.search("Weir")[0].name == "A. Weir"


def test_what_has_no_date_is_of_the_day_on_which_its_release_was_written(folder: Path) -> None:
    with DataFolder(folder).writer() as writer:
        rebuilt = writer.rebuild(created=CREATED)
    for generation in (DataFolder(folder).open(2), rebuilt):
        assert generation.statement_at(0).stated_at == WRITTEN
        assert controllers_of(generation, "Kranz Mills", "2021-04-30") == [("Elsbeth Kranz", "possible")]
        assert controllers_of(generation, "Kranz Mills", "2021-05-01") == [("Elsbeth Kranz", "certain")]
        assert controllers_of(generation, "Kranz Mills", known_at="2021-04-30") == []


def test_it_takes_a_new_load_and_goes_back(folder: Path) -> None:
    sheet = Sheet("later")
    sheet.holds("holding", "works", "75")
    generation = publish(folder, sheet)
    assert (generation.number, generation.interests.rows) == (3, 14)
    assert disagreements(folder) == []
    assert controllers_of(generation, "works") == [("holding", "certain")]
    assert controllers_of(generation, "Kranz Mills") == [("Elsbeth Kranz", "certain")]
    with DataFolder(folder).writer() as writer:
        writer.roll_back(1)
    assert controllers_of(DataFolder(folder).open(), "urn:mill") == [("A. Weir", "certain")]


def test_what_is_built_anew_from_its_ledger_is_the_same_but_for_what_is_read_otherwise_now(folder: Path) -> None:
    with DataFolder(folder).writer() as writer:
        generation = writer.rebuild(created=CREATED)
    earlier = folder / "generations" / "2"
    for file in sorted((earlier / "roster").iterdir()):
        rebuilt = generation.path / "roster" / file.name
        if file.name == "described.npy":
            # Of descriptions of one day the order is that of their ids now, not of their lines.
            assert sorted(np.load(file).tolist()) == sorted(np.load(rebuilt).tolist())
        elif not file.name.startswith("names."):
            assert file.read_bytes() == rebuilt.read_bytes(), file
    names = [[g.party_summary(number).name for number in range(len(g))] for g in (DataFolder(folder).open(2), generation)]
    assert {pair for pair in zip(*names, strict=True) if pair[0] != pair[1]} == RENAMED
    assert [f.name for f in sorted((earlier / "network").iterdir())] == [f.name for f in sorted((generation.path / "network").iterdir())]
    # Two versions of one day both stand; of these the later line used to be taken for the newer one.
    columns = {name: np.delete(column, TIED) for name, column in generation.interests.columns.items()}
    columns["series"] -= columns["series"] > generation.interests.columns["series"][TIED]
    before = {name: np.load(earlier / "network" / f"{name}.npy") for name in columns}
    # A third was an interval of one unit, and is one number now.
    moved = {name: sorted(set((columns[name] - before[name] * NANOPERCENT).tolist())) for name in ("min", "max")}
    assert moved == {"min": [0, 3003], "max": [-6006, 0]}
    for name in columns.keys() - {"min", "max", "flags", "stated"}:
        assert np.array_equal(columns[name], before[name]), name
    fractions = columns["min"] % NANOPERCENT > 0
    of_one_day = (np.int64(1) << RIVAL_SHIFT) - 1
    assert np.array_equal((before["flags"] & ~NO_LONGER_WRITTEN)[~fractions], columns["flags"][~fractions] & of_one_day)
    written = datetime.date.fromisoformat(WRITTEN).toordinal()
    # What was stated in a month was surely stated on its last day; it used to be its first.
    later = columns["stated"] - np.where(before["stated"] == ALWAYS, written, before["stated"])
    assert sorted(set(later.tolist())) == [0, 30]
