"""What an answer says of its own numbers: assumed and bounded votes, open ends, who is ultimate, and who is never owned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.text.controllers import format_controllers
from cli.text.owners import format_owners
from graph.answers import encode
from graph.queries import history, owners
from graph.queries.wording import make_badge, make_title
from ontology.statements import Interest, Kind, Status
from tests.graph.queries.sheets import names, number, who
from tests.scenarios import Sheet, ask, publish


def test_votes_taken_equal_to_shares_are_called_so(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("mid", "y", "60")
    sheet.holds("ann", "mid", "70", Interest.VOTING_RIGHTS)
    answer = who(tmp_path, sheet)
    assert answer.controllers[0].votes.assumed
    assert [link.votes_assumed is True for link in answer.controllers[0].chain] == [False, True]
    assert answer.sentence == (
        "Ann ultimately controls y as of 2021-01-01, with 60 % of the votes through mid, taking one share as one vote, "
        "according to “Sheet sheet”: no holder of ann is stated by these sources for that day."
    )
    assert "votes 60 % (one share taken as one vote)" in format_controllers(answer)
    stated = who(tmp_path / "mid", sheet, "mid")
    assert not stated.controllers[0].votes.assumed
    assert (
        stated.sentence == "Ann ultimately controls mid as of 2021-01-01, with 70 % of the votes, according to “Sheet sheet”: "
        "no holder of ann is stated by these sources for that day."
    )


def test_a_negative_by_assumed_votes_says_so_too(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("ann", "y", "40")
    assert who(tmp_path, sheet).sentence.startswith(
        "An ultimate controller of y is not shown by these sources as of 2021-01-01, taking one share as one vote: "
    )


def test_votes_bounded_by_the_stated_ones_are_told_from_both(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("ann", "y", "10")
    sheet.holds("ann", "y", "40", Interest.VOTING_RIGHTS)
    sheet.holds("fund", "y", "60")
    answer = who(tmp_path, sheet)
    (fund,) = answer.controllers
    assert (fund.certainty, fund.votes.min, fund.votes.max, fund.votes.assumed, fund.votes.left) == ("possible", 0, 60, False, True)
    assert answer.sentence.endswith(
        "with 0 to 60 % of the votes, according to “Sheet sheet”: votes are stated for only some of the holders."
    )
    assert "votes 0 to 60 % (not stated; bounded by those of others)" in format_controllers(answer)
    generation = publish(tmp_path / "owners", sheet)
    sizes = {o.party.name: o.votes for o in owners(ask(generation), number(generation, sheet, "y")).owners}
    assert {name: (v.max, v.assumed, v.left is True) for name, v in sizes.items() if v} == {
        "ann": (40, False, False),
        "fund": (60, False, True),
    }


def test_a_rule_of_capital_rests_on_no_assumed_votes(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("ann", "y", "60")
    for rule in ("ofac-50", "uk-ofsi"):
        answer = who(tmp_path / rule, sheet, rule=rule)
        assert "taking one share" not in answer.sentence
        assert [link.votes_assumed is True for link in answer.controllers[0].chain] == [False]


@pytest.mark.parametrize(
    ("share", "ends", "text"),
    [
        ("(50..75]", {"min": 50, "max": 75, "min_open": True}, "more than 50 up to 75 %"),
        ("[50..75)", {"min": 50, "max": 75, "max_open": True}, "50 to less than 75 %"),
        ("(50..75)", {"min": 50, "max": 75, "min_open": True, "max_open": True}, "more than 50 to less than 75 %"),
        ("(50..100]", {"min": 50, "max": 100, "min_open": True}, "more than 50 %"),
        ("[51..75]", {"min": 51, "max": 75}, "51 to 75 %"),
    ],
)
def test_open_ends_are_told_in_every_face(tmp_path: Path, share: str, ends: dict[str, object], text: str) -> None:
    sheet = Sheet()
    sheet.holds("ann", "y", share)
    answer = who(tmp_path, sheet)
    (controller,) = json.loads(encode(answer))["controllers"]
    assert controller["votes"] == {**ends, "assumed": True}
    assert controller["economic"] == ends
    assert f"economic interest {text}\n" in format_controllers(answer)
    assert {key: value for key, value in controller["chain"][0]["share"].items() if key not in ("exact", "text", "fraction")} == ends
    assert f"votes {text} (" in format_controllers(answer)
    generation = publish(tmp_path / "owners", sheet)
    answer_owners = owners(ask(generation), number(generation, sheet, "y"))
    assert json.loads(encode(answer_owners))["owners"][0]["direct"] == ends
    assert f"{text}" in format_owners(answer_owners)


@pytest.mark.parametrize(
    ("upper", "lower", "beside", "ends"),
    [
        ("[80..100]", "(50..75]", None, {"min": 40, "max": 75, "min_open": True}),
        ("(50..100]", "[60..75)", None, {"min": 30, "max": 75, "min_open": True, "max_open": True}),
        ("[0..100]", "(50..75]", None, {"min": 0, "max": 75}),
        ("[80..100]", "(50..75]", ("ann", "y", "10"), {"min": 50, "max": 85}),
        ("[80..100]", "[60..75)", ("bea", "y", "40"), {"min": 48, "max": 60}),
    ],
)
def test_the_money_of_one_chain_keeps_its_open_ends(
    tmp_path: Path, upper: str, lower: str, beside: tuple[str, str, str] | None, ends: dict[str, object]
) -> None:
    """Where a second way leads down, or what others have bounds it, no end is said to be left out."""
    sheet = Sheet()
    sheet.holds("ann", "mid", upper)
    sheet.holds("mid", "y", lower)
    if beside:
        sheet.holds(*beside)
    answer = json.loads(encode(who(tmp_path, sheet)))
    assert [c["economic"] for c in answer["controllers"] if c["party"]["name"] == "ann"] == [ends]


def test_the_votes_of_others_leave_an_open_end(tmp_path: Path) -> None:
    """Beside more than 25 % there are less than 75 % for all that Ann has together."""
    sheet = Sheet()
    sheet.holds("bea", "y", "(25..50]")
    sheet.holds("ann", "y", "[60..100]")
    (controller,) = who(tmp_path, sheet).controllers
    assert (controller.votes.min, controller.votes.max, controller.votes.min_open is True, controller.votes.max_open) == (
        60,
        75,
        False,
        True,
    )


def maybe_above() -> Sheet:
    """Pia may have a majority of port, which has one of docks; Paul is said to control pier, which has a majority of sheds."""
    sheet = Sheet()
    for person in ("pia", "paul"):
        sheet.party(person, Kind.PERSON)
    sheet.holds("pia", "port", "[40..60]")
    sheet.holds("port", "docks", "51")
    sheet.holds("paul", "pier", interest=Interest.OTHER_INFLUENCE_OR_CONTROL, status=Status.ALLEGED)
    sheet.holds("pier", "sheds", "51")
    return sheet


@pytest.mark.parametrize(("company", "first", "above"), [("docks", "port", "pia"), ("sheds", "pier", "paul")])
def test_nobody_is_ultimate_below_one_who_may_control_it(tmp_path: Path, company: str, first: str, above: str) -> None:
    sheet = maybe_above()
    answer = who(tmp_path, sheet, company)
    assert [(c.party.name, c.certainty, c.ultimate) for c in answer.controllers] == [(first, "certain", False), (above, "possible", True)]
    assert answer.verdict == "certain"
    clause = f"{first.capitalize()} controls {company}; {above} may ultimately control it"
    assert make_title(answer) == clause
    assert answer.sentence.startswith(f"As of 2021-01-01, {first} controls {company}; {above} may ultimately control it, ")
    assert [make_badge(c, answer.rule) for c in answer.controllers] == ["Controls", "May control"]
    generation = publish(tmp_path / "history", sheet)
    periods = history(ask(generation), number(generation, sheet, company)).periods
    assert periods[-1].sentence == clause
    assert [(c.party.name, c.ultimate) for c in periods[-1].controllers] == [(first, False), (above, True)]


def test_one_who_may_control_the_company_itself_is_not_above_its_controller(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("ann", "y", "60")
    sheet.holds("bea", "y", interest=Interest.APPOINTMENT_OF_BOARD, status=Status.ALLEGED)
    answer = who(tmp_path, sheet)
    assert [(c.party.name, c.ultimate) for c in answer.controllers] == [("ann", True), ("bea", True)]
    assert make_title(answer) == "Ann ultimately controls y; bea may control it too"
    assert [c.ultimate for c in who(tmp_path / "rule", sheet, rule="ofac-50").controllers] == [None]


def test_the_history_tells_when_a_controller_ceases_to_be_ultimate(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("port", "docks", "51", valid_from="2000-01-01")
    sheet.holds("pia", "port", "[40..60]", valid_from="2010-01-01")
    generation = publish(tmp_path, sheet)
    sentences = [p.sentence for p in history(ask(generation), number(generation, sheet, "docks")).periods]
    assert sentences[-2:] == ["Port ultimately controls docks", "Port controls docks; pia may ultimately control it"]


def test_an_excess_is_named_with_its_sum(tmp_path: Path) -> None:
    sheet = Sheet()
    for name in ("ann", "bea"):
        sheet.holds(name, "y", "60")
    answer = who(tmp_path, sheet)
    assert answer.sentence == (
        "Ann or bea may ultimately control y as of 2021-01-01, taking one share as one vote, according to “Sheet sheet”: "
        "ann has 40 to 60 % of the votes; bea has 40 to 60 % of the votes; the stated shares of y add to 120 %, "
        "more than the whole."
    )
    sheet.holds("cem", "y", "(25..50]")
    assert "the stated shares of y add to at least 145 %" in who(tmp_path / "three", sheet).sentence


@pytest.mark.parametrize(("kind", "word"), [(Kind.PERSON, "person"), (Kind.STATE, "state")])
@pytest.mark.parametrize("rule", ["majority-control", "ofac-50"])
def test_persons_and_states_are_not_owned_and_have_no_remainder(tmp_path: Path, kind: Kind, word: str, rule: str) -> None:
    sheet = Sheet()
    sheet.party("ann", kind)
    sheet.holds("ann", "y", "60")
    answer = who(tmp_path, sheet, "ann", rule=rule)
    assert (answer.verdict, answer.residual, answer.sentence) == ("not_shown", (), f"ann is a {word} and is not owned.")
    assert "not named" not in format_controllers(answer)
    generation = publish(tmp_path / "owners", sheet)
    assert format_owners(owners(ask(generation), number(generation, sheet, "ann"))) == f"ann is a {word} and is not owned.\n"
    y = who(tmp_path / "y", sheet, "y", rule=rule)
    assert [(r.min, r.max) for r in y.residual] == [(40, 40)]


def test_a_company_of_which_nothing_is_known_has_a_remainder(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("lone", "y", "60")
    assert [(r.min, r.max) for r in who(tmp_path, sheet, "lone").residual] == [(100, 100)]
    assert names(who(tmp_path / "y", sheet, "y")) == ["lone"]


def test_votes_alone_leave_the_controllers_money_and_the_rest_open(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("ann", "y", "60", Interest.VOTING_RIGHTS)
    answer = who(tmp_path, sheet)
    assert (answer.controllers[0].economic.min, answer.controllers[0].economic.max) == (0, 100)
    assert [(r.min, r.max) for r in answer.residual] == [(0, 100)]
    assert "taking one share" not in answer.sentence
