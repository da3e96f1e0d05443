"""What no source gives to anybody, on the chart and in its table: the range of the answer, less what a nameless holder is drawn for."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from graph.answers.controllers import ControllersAnswer
from graph.queries import controllers
from graph.queries.relations import Relation, list_relations
from ontology.statements import Interest, Reason, Status
from tests.scenarios import Sheet, ask, publish

Held = tuple[str, str | None] | tuple[str, str | None, Interest]


def ask_about(folder: Path, *stakes: Held) -> tuple[ControllersAnswer, list[Relation]]:
    """Ask who controls Works; a holder without a name is ``""``."""
    sheet = Sheet()
    sheet.party("works")
    for holder, share, *interest in stakes:
        statement = sheet.holds(holder or "nobody", "works", share, *interest)
        if not holder:
            sheet.rows[-1] = msgspec.structs.replace(statement, holder=None, holder_reason=Reason.UNKNOWN)
    context = ask(publish(folder / "data", sheet))
    number = context.generation.party_number(sheet.id("works"))
    assert number is not None
    answer = controllers(context, number)
    return answer, list(list_relations(context, answer))


def inferred(relations: list[Relation]) -> list[tuple[str, str]]:
    return [(relation.words, relation.note) for relation in relations if relation.inferred]


@pytest.mark.parametrize(
    ("stakes", "words"),
    [
        ([("ann", "40")], "Owns 60 %"),
        ([("ann", "40"), ("bea", None)], "Owns 0–<60 %"),
        ([("ann", "40"), ("bea", None, Interest.UNKNOWN)], "Owns 0–60 %"),
        ([("ann", "(25..50]"), ("bea", None, Interest.UNKNOWN)], "Owns 0–<75 %"),
        ([("ann", "[25..50)"), ("bea", "20")], "Owns >30–55 %"),
        ([("ann", "40"), ("bea", None, Interest.BOARD_MEMBER)], "Owns 60 %"),
        ([("ann", "80"), ("bea", "60")], "Owns 0–40 %"),
        ([("ann", "80"), ("bea", "30"), ("cleo", None, Interest.UNKNOWN)], "Owns 0–10 %"),
    ],
)
def test_the_rest_that_is_drawn_is_that_of_the_answer(tmp_path: Path, stakes: list[Held], words: str) -> None:
    answer, relations = ask_about(tmp_path, *stakes)
    ((drawn, _),) = inferred(relations)
    (residual,) = answer.residual
    (relation,) = (relation for relation in relations if relation.inferred)
    assert (relation.low, relation.high, drawn) == (residual.min, residual.max, words)


def test_beside_a_holder_without_a_name_only_what_is_left_is_drawn_and_whoever_is_untold_may_have_it(tmp_path: Path) -> None:
    held: list[Held] = [("ann", "40"), ("", "(25..50]")]
    assert inferred(ask_about(tmp_path / "told", *held)[1]) == [("Owns 10–<35 %", "What is left of 100 %")]
    answer, relations = ask_about(tmp_path / "untold", *held, ("bea", None, Interest.UNKNOWN))
    assert inferred(relations) == [("Owns 0–<35 %", "What is left of 100 %")]
    assert [relation.words for relation in relations if not relation.holder.named] == ["Owns >25–50 %", "Owns 0–<35 %"]
    assert [(rest.min, rest.max, rest.min_open) for rest in answer.residual] == [(25, 60, True)]


def test_nothing_is_left_to_draw_where_the_shares_of_the_named_and_the_unnamed_pass_the_whole(tmp_path: Path) -> None:
    _, relations = ask_about(tmp_path, ("ann", "80"), ("", "60"))
    assert inferred(relations) == []
    assert [relation.words for relation in relations] == ["Stated: 80 %", "Stated: 60 %"]


def test_where_only_an_untold_interest_is_stated_nobody_is_said_to_be_no_owner(tmp_path: Path) -> None:
    assert inferred(ask_about(tmp_path / "untold", ("ann", None, Interest.UNKNOWN))[1]) == [("Owns", "No source says who owns it")]
    assert inferred(ask_about(tmp_path / "nobody")[1]) == [("Owns", "No source names an owner")]


def test_a_right_that_is_denied_agreed_or_disputed_has_its_name_on_the_line_once(tmp_path: Path) -> None:
    sheet, rival = Sheet("sheet"), Sheet("rival")
    board, contract = Interest.APPOINTMENT_OF_BOARD, Interest.RIGHTS_BY_CONTRACT
    sheet.holds("ann", "works", None, board, status=Status.DENIED)
    sheet.holds("bea", "works", None, contract, status=Status.DENIED)
    sheet.holds("cal", "works", None, Interest.TRUSTEE, status=Status.PLANNED)
    sheet.holds("dora", "works", None, contract)
    sheet.holds("eve", "mill", None, board, status=Status.AGREED)
    sheet.holds("fay", "port", None, board)
    rival.holds("fay", "port", None, board, status=Status.DENIED)
    context = ask(publish(tmp_path / "data", sheet, rival))
    told = {}
    for name in ("works", "mill", "port"):
        number = context.generation.party_number(sheet.id(name))
        assert number is not None
        answer = controllers(context, number)
        told |= {r.holder.name: (r.words, r.note) for r in list_relations(context, answer) if not r.inferred}
    assert told == {
        "ann": ("Denied: right to appoint the board", "“Sheet sheet” denies it"),
        "bea": ("Denied: rights by contract", "“Sheet sheet” denies it"),
        "cal": ("Planned: trustee", "Not said to be done"),
        "eve": ("Agreed: right to appoint the board", "Agreement signed; completion not stated; no share stated; since 2000-01-01"),
        "fay": (
            "Disputed: right to appoint the board",
            "“Sheet sheet” says so and “Sheet rival” denies it; no share stated; since 2000-01-01",
        ),
    }
