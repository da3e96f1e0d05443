"""What two generations say differently: each thing that bears on an answer is a difference, and nothing else is."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.generation.data_folder import DataFolder
from graph.generation.difference import compare
from ontology.shares import Share
from ontology.statements import EntityStatement, Interest, InterestStatement, Kind, Name, Status
from tests.scenarios import CREATED, Sheet


def base_sheet(name: str = "register") -> Sheet:
    sheet = Sheet(name)
    sheet.party("ann", Kind.PERSON, "Ann")
    for company in ("mill", "works"):
        sheet.party(company)
    sheet.holds("ann", "mill", "60")
    sheet.holds("mill", "works", "30")
    return sheet


def differing(folder: Path, before: list[Sheet], after: list[Sheet]) -> tuple[set[str], set[str]]:
    for sheets in (before, after):
        with DataFolder(folder).writer() as writer:
            writer.publish((sheet.release() for sheet in sheets), created=CREATED)
    opened = DataFolder(folder)
    old, new = opened.open(1), opened.open(2)
    difference = compare(old, new)
    short = [{g.party_iri(n).rsplit("/", 1)[-1] for n in numbers} for g, numbers in ((old, difference.old), (new, difference.new))]
    return short[0], short[1]


def replace_stake(**fields: object) -> Callable[[Sheet], None]:
    def alter(sheet: Sheet) -> None:
        row = next(i for i, r in enumerate(sheet.rows) if isinstance(r, InterestStatement) and r.subject == sheet.id("mill"))
        stake = sheet.rows[row]
        assert isinstance(stake, InterestStatement)
        values = {field: getattr(stake, field) for field in stake.__struct_fields__}
        sheet.rows[row] = InterestStatement(**{**values, **fields})  # type: ignore[arg-type]

    return alter


def replace_party(name: str, **fields: object) -> Callable[[Sheet], None]:
    def alter(sheet: Sheet) -> None:
        for place, row in enumerate(sheet.rows):
            if isinstance(row, EntityStatement) and row.entity == sheet.id(name):
                values = {field: getattr(row, field) for field in row.__struct_fields__}
                sheet.rows[place] = EntityStatement(**{**values, **fields})  # type: ignore[arg-type]

    return alter


@pytest.mark.parametrize(
    ("alter", "party"),
    [
        (replace_stake(share=Share.parse("61")), "mill"),
        (replace_stake(share=Share.parse(">=60")), "mill"),
        (replace_stake(share=Share.parse("(60..70]")), "mill"),
        (replace_stake(interest=Interest.VOTING_RIGHTS), "mill"),
        (replace_stake(status=Status.ALLEGED), "mill"),
        (replace_stake(valid_from="2000-01-02"), "mill"),
        (replace_stake(valid_from="2000-01"), "mill"),
        (replace_stake(valid_until="2025-01-01"), "mill"),
        (replace_stake(stated_at="2020-01-02"), "mill"),
        (replace_party("works", kind=Kind.ARRANGEMENT), "works"),
    ],
)
def test_what_bears_on_an_answer_is_a_difference(alter: Callable[[Sheet], None], party: str, tmp_path: Path) -> None:
    before, after = base_sheet(), base_sheet()
    alter(after)
    assert differing(tmp_path, [before], [after]) == ({party}, {party})


def test_another_holder_is_a_difference_for_the_company(tmp_path: Path) -> None:
    before, after = base_sheet(), base_sheet()
    replace_stake(holder=after.id("works"))(after)
    assert differing(tmp_path, [before], [after]) == ({"mill"}, {"mill"})


def test_another_source_for_the_same_is_a_difference(tmp_path: Path) -> None:
    pairs = []
    for stating, silent in (("one", "two"), ("two", "one")):
        sheet, other = base_sheet(stating), Sheet(silent)
        for name in ("ann", "mill", "works"):
            other.party(name, Kind.PERSON if name == "ann" else Kind.COMPANY)
        pairs.append([sheet, other])
    assert differing(tmp_path, *pairs) == ({"mill", "works"}, {"mill", "works"})


def test_parties_that_are_joined_differ_and_so_does_whom_they_hold(tmp_path: Path) -> None:
    before, after = base_sheet(), base_sheet()
    after.same("works", after.id("ann"))
    # Ann is held by the mill now, and the mill by herself.
    assert differing(tmp_path, [before], [after]) == ({"ann", "works"}, {"ann"})


@pytest.mark.parametrize(
    "alter", [lambda sheet: sheet.rows.reverse(), replace_party("mill", names=(Name(text="New Mill Ltd"),)), replace_stake(evidence=())]
)
def test_order_names_and_evidence_are_none(alter: Callable[[Sheet], None], tmp_path: Path) -> None:
    before, after = base_sheet(), copy.deepcopy(base_sheet())
    alter(after)
    after.party("elsewhere")
    assert differing(tmp_path, [before], [after]) == (set(), {"elsewhere"})
