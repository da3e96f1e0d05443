"""Cycles: who holds whom in a circle, of votes or of capital, everywhere or around one party."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.answers.cycles import CyclesAnswer
from graph.queries import cycles
from graph.queries.options import Limits
from ontology.errors import UsageError
from ontology.statements import Interest
from tests.scenarios import Sheet, ask, publish


def circles() -> Sheet:
    """a > b > c > a by shares; d > e > d by votes only; x above the first, y below it."""
    sheet = Sheet()
    for holder, subject, share in (
        ("a", "b", "10"),
        ("b", "c", "20"),
        ("c", "a", "30"),
        ("x", "a", "40"),
        ("c", "y", "60"),
        ("a", "a", "5"),
    ):
        sheet.holds(holder, subject, share)
    for holder, subject in (("d", "e"), ("e", "d")):
        sheet.holds(holder, subject, "15", Interest.VOTING_RIGHTS)
    return sheet


def list_cycles(
    folder: Path, party: str | None = None, sheet: Sheet | None = None, limits: Limits | None = None, **options: str
) -> CyclesAnswer:
    sheet = sheet or circles()
    generation = publish(folder, sheet)
    number = None if party is None else generation.party_number(sheet.id(party))
    return cycles(ask(generation, limits=limits), number, **options)


def members(answer: CyclesAnswer) -> list[list[str]]:
    return [[p.name for p in cycle.members] for cycle in answer.cycles]


@pytest.mark.parametrize(("column", "expected"), [("votes", [["a", "b", "c"], ["d", "e"]]), ("capital", [["a", "b", "c"]])])
def test_all_cycles_of_a_column(tmp_path: Path, column: str, expected: list[list[str]]) -> None:
    answer = list_cycles(tmp_path, column=column)
    assert members(answer) == expected
    assert [(h.holder.name, h.subject.name, h.share.min) for h in answer.cycles[0].holdings if h.share] == [
        ("c", "a", 30),
        ("a", "b", 10),
        ("b", "c", 20),
    ]
    assert all(h.statements for h in answer.cycles[0].holdings)


@pytest.mark.parametrize(
    ("party", "side", "expected"),
    [("y", "above", 1), ("y", "below", 0), ("x", "below", 1), ("x", "above", 0), ("d", "above", 1), ("a", "below", 1)],
)
def test_cycles_around_a_party(tmp_path: Path, party: str, side: str, expected: int) -> None:
    assert len(list_cycles(tmp_path, party, side=side).cycles) == expected


def test_a_ring_of_thousands_is_found_and_told_in_part(tmp_path: Path) -> None:
    sheet = Sheet()
    for number in range(3_000):
        sheet.holds(f"n{number}", f"n{(number + 1) % 3_000}", "60")
    answer = list_cycles(tmp_path, sheet=sheet, limits=Limits(cycles=10))
    (cycle,) = answer.cycles
    assert (cycle.size, len(cycle.members), answer.truncated) == (3_000, 10, True)


@pytest.mark.parametrize(("options", "code"), [({"column": "money"}, "BAD_COLUMN"), ({"side": "left"}, "BAD_SIDE")])
def test_a_word_that_there_is_not_is_refused(tmp_path: Path, options: dict[str, str], code: str) -> None:
    with pytest.raises(UsageError) as caught:
        list_cycles(tmp_path, **options)
    assert caught.value.code == code
