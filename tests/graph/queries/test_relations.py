"""What no source gives to anybody, on the chart and in its table: the range of the answer, less what a nameless holder is drawn for."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from graph.answers.controllers import ControllersAnswer
from graph.chart.draw import draw
from graph.chart.model import Chart
from graph.chart.party import build_party_chart
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


def draw_about(folder: Path, sheet: Sheet, as_of: str = "2021-01-01") -> tuple[ControllersAnswer, dict[str, tuple[str, str]], Chart]:
    """Return the answer about Works on a day, the words and note of each line by the name of its holder, and the chart."""
    context = ask(publish(folder, sheet), as_of)
    number = context.generation.party_number(sheet.id("works"))
    assert number is not None
    answer = controllers(context, number)
    told = {relation.holder.name: (relation.words, relation.note) for relation in list_relations(context, answer)}
    return answer, told, build_party_chart(context, number)


BOARD = Interest.APPOINTMENT_OF_BOARD


@pytest.mark.parametrize(
    ("share", "interest", "dates", "words"),
    [
        ("60", Interest.SHAREHOLDING, {"valid_from": None}, ("Possible: 60 %", "Stated on 2020-01-01, since when is not told")),
        ("60", Interest.VOTING_RIGHTS, {"valid_from": "2019"}, ("Possible: 60 % of the votes", "Since 2019")),
        ("60", Interest.SHAREHOLDING, {"valid_until": "2019"}, ("Possible: 60 %", "Since 2000-01-01; until 2019")),
        (
            None,
            BOARD,
            {"valid_from": None, "stated_at": "2020"},
            ("Possible: right to appoint the board", "Stated in 2020, since when is not told; no share stated"),
        ),
    ],
)
def test_what_is_only_possible_on_the_day_is_not_drawn_as_held(
    tmp_path: Path, share: str | None, interest: Interest, dates: dict[str, str | None], words: tuple[str, str]
) -> None:
    sheet = Sheet()
    sheet.holds("ann", "works", share, interest, **dates)
    answer, told, chart = draw_about(tmp_path, sheet, "2019-01-01")
    assert (answer.verdict, told["ann"], chart.links[0].style) == ("possible", words, "possible")
    after = draw_about(tmp_path, sheet, "2018-12-31" if "valid_until" in dates else "2020-12-31")[2].links[0]
    assert (after.style, after.verb) == ("stated", {BOARD: "Controls", Interest.VOTING_RIGHTS: "Votes"}.get(interest, "Owns"))


def test_of_two_interests_of_one_holder_the_one_that_is_only_possible_is_said_to_be(tmp_path: Path) -> None:
    shares, board = Sheet(), Sheet()
    shares.holds("ann", "works", "60", valid_from=None)
    shares.holds("ann", "works", None, BOARD)
    board.holds("ann", "works", "30")
    board.holds("ann", "works", None, BOARD, valid_from=None)
    assert draw_about(tmp_path / "shares", shares, "2019-01-01")[1]["ann"] == (
        "Possible: 60 %",
        "Stated on 2020-01-01, since when is not told; right to appoint the board",
    )
    told = draw_about(tmp_path / "board", board, "2019-01-01")[1]["ann"]
    assert told == ("Owns 30 %", "Possibly right to appoint the board; since 2000-01-01")


def test_what_a_company_holds_of_itself_is_shown_and_is_not_left_for_somebody_unnamed(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("ann", "works", "45")
    sheet.holds("works", "works", "12")
    answer, told, chart = draw_about(tmp_path, sheet)
    (residual,) = answer.residual
    assert (residual.min, residual.max, told["works"][0], told["Unknown owner(s)"][0]) == (43, 43, "Owns 12 %", "Owns 43 %")
    assert "Owns 12 % of itself" in draw(chart)


def test_who_can_block_is_drawn_and_does_not_control(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("ann", "works", "80")
    sheet.holds("gus", "works", None, Interest.VETO)
    sheet.holds("hal", "works", None, Interest.VETO, status=Status.ALLEGED)
    sheet.holds("ivy", "works", "5")
    sheet.holds("ivy", "works", None, Interest.VETO, details="golden share")
    answer, told, chart = draw_about(tmp_path, sheet)
    assert {blocker.party.name for blocker in answer.can_block} == {"gus", "hal", "ivy"}
    assert (told["gus"][0], told["hal"][0], told["ivy"]) == ("Can block", "Alleged: veto", ("Owns 5 %", "Golden share; since 2000-01-01"))
    assert told["Unknown owner(s)"][0] == "Owns 15 %"
    assert {link.kind for link in chart.links if link.holder in (sheet.id("gus"), sheet.id("hal"))} == {"other"}
    alone = Sheet()
    alone.holds("gus", "works", None, Interest.VETO)
    assert draw_about(tmp_path / "alone", alone)[1]["Unknown owner(s)"] == ("Owns", "No source names an owner")
