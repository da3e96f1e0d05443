"""Statements are told apart by what they say and when it was stated, not by where they stand."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.neo4j.unequal import find_unequal_statements, list_moved
from ontology.statement_stream import StatementStream
from ontology.statements import InterestStatement, Place, Statement
from tests.scenarios import Sheet, publish_releases


def list_unequal(*generations: Generation) -> list[list[str]]:
    """List the ids of the statements of two generations that the other has not."""
    sides = [(generation, {release.name for release in generation.manifest.releases}) for generation in generations]
    positions = find_unequal_statements((sides[0], sides[1]))
    return [[generation.statement_at(p).id for p in own.tolist()] for generation, own in zip(generations, positions, strict=True)]


def test_a_statement_differs_by_what_it_says_and_not_by_its_place(tmp_path: Path) -> None:
    sheet = Sheet()
    for number in range(4):
        sheet.holds(f"c{number}", f"c{number + 1}", "60", place=Place(file="a", line=number + 1))
    old = publish_releases(tmp_path / "old", [(sheet.source, [*sheet.release()])])
    rows = list(sheet.rows)
    interests = [place for place, row in enumerate(rows) if isinstance(row, InterestStatement)]
    for line, place in enumerate(interests, 7):
        rows[place] = msgspec.structs.replace(rows[place], place=Place(file="b", line=line))
    moved = publish_releases(tmp_path / "moved", [(sheet.source, rows[::-1])])
    assert list_unequal(old, moved) == [[], []]
    changed = msgspec.structs.replace(rows[interests[1]], share=None)
    rows[interests[1]] = changed
    gone = rows.pop(interests[3])
    new = publish_releases(tmp_path / "new", [(sheet.source, rows)])
    before, after = list_unequal(old, new)
    assert (set(before), after) == ({changed.id, gone.id}, [changed.id])


@pytest.mark.parametrize(("stated_at", "differs"), [(None, True), ("2019-05-05", False)])
def test_a_statement_without_a_date_differs_where_its_source_is_of_another_day(
    tmp_path: Path, stated_at: str | None, differs: bool
) -> None:
    sheet = Sheet()
    sheet.holds("a", "b", "60", stated_at=stated_at)
    holding = sheet.rows[-1:]
    first, second = (msgspec.structs.replace(sheet.source, date=day) for day in ("2020-01-01", "2020-01-02"))
    old, new = publish_releases(tmp_path / "old", [(first, holding)]), publish_releases(tmp_path / "new", [(second, holding)])
    assert list_unequal(old, new) == ([[holding[0].id]] * 2 if differs else [[], []])
    undated = msgspec.structs.replace(sheet.source, date=None)
    rows: list[list[Statement]] = [holding, [*holding, sheet.holds("b", "c", "60", stated_at=stated_at)]]
    generations = []
    for number, statements in enumerate(rows, 1):
        with DataFolder(tmp_path / "undated").writer() as writer:
            streams = [StatementStream.from_statements(undated, statements)]
            generation = writer.publish(streams, created=f"2026-01-0{number}T00:00:00Z")
        assert generation is not None
        generations.append(generation)
    # It was loaded with the first of them.
    assert list_unequal(*generations) == [[], [sheet.rows[-1].id]]


def test_what_another_source_says_in_the_same_words_is_another_statement(tmp_path: Path) -> None:
    one, two = Sheet("one"), Sheet("two")
    for sheet in (one, two):
        sheet.party("c")
    names = list(one.rows)
    holding = one.holds("a", "b", "60")
    old = publish_releases(tmp_path / "old", [(one.source, one.rows), (two.source, two.rows)])
    new = publish_releases(tmp_path / "new", [(one.source, names), (two.source, [*two.rows, holding])])
    both = publish_releases(tmp_path / "both", [(one.source, one.rows), (two.source, [*two.rows, holding])])
    assert list_unequal(old, new) == [[holding.id], [holding.id]]
    assert list_unequal(old, both) == [[], [holding.id]]


def test_parties_that_are_one_with_others_than_before_are_listed_with_all_their_names(tmp_path: Path) -> None:
    sheet = Sheet()
    for number in range(4):
        sheet.holds(f"c{number}", f"c{number + 1}", "60")
    apart = publish_releases(tmp_path / "apart", [(sheet.source, sheet.rows)])
    sheet.same("c0", sheet.id("c1"))
    sheet.same("c3", sheet.id("c4"))
    joined = publish_releases(tmp_path / "joined", [(sheet.source, sheet.rows)])
    sheet.rows.pop()
    sheet.same("c0", sheet.id("c2"))
    other = publish_releases(tmp_path / "other", [(sheet.source, sheet.rows)])
    named = [{sheet.id(f"c{number}") for number in numbers} for numbers in ((0, 1, 3, 4), (0, 1, 2, 3, 4), (0, 1, 2))]
    assert [list_moved(apart, joined), list_moved(joined, apart)] == [named[0], named[0]]
    assert list_moved(joined, other) == named[1]
    assert list_moved(other, apart) == named[2]
    assert list_moved(joined, joined) == set()
