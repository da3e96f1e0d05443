"""The version of a data set is that of its content, whenever and in whatever order that was loaded."""

from __future__ import annotations

from pathlib import Path

import msgspec

from graph.generation.data_folder import DataFolder
from ontology.statement_stream import StatementStream
from tests.scenarios import Sheet, publish


def make_sheet(name: str, share: str = "51") -> Sheet:
    sheet = Sheet(name)
    sheet.holds("h", "x", share)
    sheet.holds("g", "y", "60")
    return sheet


def find_version(folder: Path, *sheets: Sheet) -> str:
    return publish(folder, *sheets).content_version


def test_it_is_the_same_in_another_folder_with_another_number_and_order(tmp_path: Path) -> None:
    one, other = make_sheet("one"), make_sheet("other")
    first = find_version(tmp_path / "a", one, other)
    assert publish(tmp_path / "b", other).number == 1
    second = publish(tmp_path / "b", one)
    assert (second.number, second.content_version) == (2, first)
    rows = make_sheet("one")
    rows.rows.reverse()
    assert find_version(tmp_path / "c", other, rows) == first


def test_it_is_another_for_another_share_a_source_more_and_another_licence(tmp_path: Path) -> None:
    one = make_sheet("one")
    versions = {find_version(tmp_path / "a", one), find_version(tmp_path / "b", make_sheet("one", "52"))}
    versions.add(find_version(tmp_path / "c", one, make_sheet("other")))
    licensed = StatementStream.from_statements(msgspec.structs.replace(one.source, licence="CC0"), list(one.rows))
    with DataFolder(tmp_path / "d").writer() as writer:
        generation = writer.publish([licensed], created="2026-01-01T00:00:00Z")
    assert generation is not None
    versions.add(generation.content_version)
    assert len(versions) == 4


def test_of_a_source_without_a_date_the_day_of_its_first_load_is_content(tmp_path: Path) -> None:
    undated = make_sheet("one")
    source = msgspec.structs.replace(undated.source, date=None)
    versions = []
    for folder, created in (("a", "2026-01-01"), ("b", "2026-01-01"), ("c", "2026-01-02")):
        with DataFolder(tmp_path / folder).writer() as writer:
            stream = StatementStream.from_statements(source, list(undated.rows))
            generation = writer.publish([stream], created=f"{created}T00:00:00Z")
        assert generation is not None
        versions.append(generation.content_version)
    assert versions[0] == versions[1] != versions[2]
