"""Who ultimately controls: groups, states, contested points, other rules, and who can block."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from graph.queries import controllers, find_party
from ontology.statements import Directness, Interest, Kind
from tests.graph.queries.sheets import entity_of, ladder, names, siblings, who
from tests.scenarios import Sheet, ask, publish


def test_parties_that_act_together_control_what_none_does_alone(tmp_path: Path) -> None:
    assert who(tmp_path / "alone", siblings()).verdict == "not_shown"
    answer = who(tmp_path / "together", siblings(), together=["ann,bea"])
    (controller,) = answer.controllers
    assert (answer.verdict, {p.name for p in controller.group}) == ("certain", {"ann", "bea"})
    assert (controller.votes.min, len(controller.chain)) == (55, 2)
    assert "together ultimately control" in answer.sentence


def test_organs_of_one_state_act_as_one_where_the_parameter_says_so(tmp_path: Path) -> None:
    sheet = Sheet()
    for body, country in (("treasury", "FR"), ("fund", "FR"), ("city", "IT")):
        sheet.rows.append(replace(entity_of(sheet, body, Kind.STATE_BODY), jurisdiction=country))
        sheet.holds(body, "y", "30")
    assert who(tmp_path / "several", sheet).verdict == "not_shown"
    answer = who(tmp_path / "one", sheet, parameters=["state=one"])
    assert {p.name for p in answer.controllers[0].group} == {"treasury", "fund"}
    assert answer.rule.parameters["state"] == "one"


@pytest.mark.parametrize(
    ("parameters", "verdict"), [([], "not_shown"), (["threshold=at-least-50"], "certain"), (["threshold:at-least-50"], "certain")]
)
def test_a_contested_point_decides_when_it_is_set(tmp_path: Path, parameters: list[str], verdict: str) -> None:
    sheet = Sheet()
    sheet.holds("x", "y", "50")
    assert who(tmp_path, sheet, parameters=parameters).verdict == verdict


def test_an_unknown_holding_can_be_read_as_nothing(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("x", "y")
    assert who(tmp_path / "a", sheet).verdict == "possible"
    assert who(tmp_path / "b", sheet, parameters=["unknown=nothing"]).verdict == "not_shown"


@pytest.mark.parametrize(
    ("rule", "parameters", "expected"),
    [
        ("majority-control", [], []),
        ("uk-psc", [], ["ann", "bea"]),
        ("eu-amlr-52", [], ["ann", "bea"]),
        ("eu-amlr-52", ["mixed=ignored"], ["bea"]),
        ("ofac-50", [], []),
    ],
)
def test_another_rule_finds_others_in_the_same_shape(tmp_path: Path, rule: str, parameters: list[str], expected: list[str]) -> None:
    answer = who(tmp_path, ladder(), rule=rule, parameters=parameters)
    assert (answer.rule.id, names(answer)) == (rule, expected)
    assert not answer.contested
    assert all(c.chain and c.chain[-1].subject.name == "y" for c in answer.controllers)
    assert answer.verdict == ("certain" if expected else "not_shown")
    if rule != "majority-control":
        assert rule in answer.sentence
        assert all(c.basis for c in answer.controllers)


def test_a_multiplied_share_shows_its_chain(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.party("ann", Kind.PERSON)
    sheet.holds("ann", "m", "50")
    sheet.holds("m", "y", "50")
    (controller,) = who(tmp_path, sheet, rule="eu-amlr-52").controllers
    assert [link.holder.name for link in controller.chain] == ["ann", "m"]
    assert (controller.basis, controller.economic.min) == ("multiplied", 25)


def test_a_veto_blocks_and_does_not_control(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.party("s", Kind.STATE)
    sheet.holds("x", "y", "60")
    stated = sheet.holds("s", "y", interest=Interest.VETO)
    answer = who(tmp_path, sheet)
    (blocker,) = answer.can_block
    assert names(answer) == ["x"]
    assert (blocker.party.name, blocker.certainty, blocker.by, blocker.statements) == ("s", "certain", "veto", (stated.id,))


def test_half_of_the_votes_blocks_where_nobody_controls(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("x", "m", "60")
    sheet.holds("m", "y", "20")
    sheet.holds("x", "y", "30")
    sheet.holds("z", "y", "40")
    blockers = {b.party.name: b for b in who(tmp_path, sheet).can_block}
    assert set(blockers) == {"x"}
    assert (blockers["x"].by, len(blockers["x"].statements)) == ("half of the votes", 2)


def test_two_stated_majorities_cannot_both_be(tmp_path: Path) -> None:
    sheet = Sheet()
    for name in ("ann", "bea"):
        sheet.party(name, Kind.PERSON)
        sheet.holds(name, "y", "60")
    answer = who(tmp_path, sheet)
    assert (answer.verdict, answer.contested, names(answer)) == ("possible", True, ["ann", "bea"])
    assert [(c.votes.min, c.votes.max, c.economic.min, c.economic.max) for c in answer.controllers] == [(40, 60, 40, 60)] * 2


def test_a_person_and_its_holding_company_with_one_stake_do_not_contradict_each_other(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.party("ann", Kind.PERSON)
    for holder, subject in (("ann", "hold"), ("ann", "y"), ("hold", "y")):
        sheet.holds(holder, subject, "[75..100]")
    answer = who(tmp_path, sheet)
    assert (answer.verdict, answer.contested, names(answer)) == ("certain", False, ["ann"])
    assert (answer.controllers[0].votes.min, answer.controllers[0].votes.max) == (75, 100)
    assert answer.inconsistencies == ()


def test_what_one_has_directly_and_through_others_is_added_beside_direct_holders(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.party("ann", Kind.PERSON)
    sheet.holds("ann", "mill", "30", direct=Directness.DIRECT)
    sheet.holds("ann", "mill", "30", direct=Directness.INDIRECT)
    sheet.holds("hold", "mill", "70", direct=Directness.DIRECT)
    sheet.holds("ann", "yard", "20", direct=Directness.DIRECT)
    sheet.holds("ann", "yard", "30", direct=Directness.INDIRECT)
    sheet.holds("hold", "yard", "80", direct=Directness.DIRECT)
    generation = publish(tmp_path, sheet)
    mill, yard = (controllers(ask(generation), find_party(generation, company)) for company in ("mill", "yard"))
    assert [(c.party.name, c.certainty, c.ultimate) for c in mill.controllers] == [("hold", "certain", False), ("ann", "possible", True)]
    assert (mill.controllers[1].votes.min, mill.controllers[1].votes.max) == (30, 60)
    assert [(c.party.name, c.certainty, c.ultimate) for c in yard.controllers] == [("hold", "certain", True)]


def test_nobody_is_ultimate_below_a_majority_through_others_of_the_votes_that_can_be_exercised(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.party("ann", Kind.PERSON)
    sheet.holds("ann", "mill", "45", direct=Directness.INDIRECT)
    sheet.holds("hold", "mill", "45", direct=Directness.DIRECT)
    sheet.holds("mill", "mill", "12")
    generation = publish(tmp_path, sheet)
    answer = controllers(ask(generation), find_party(generation, "mill"))
    assert {c.party.name: (c.certainty, c.ultimate) for c in answer.controllers} == {"ann": ("certain", True), "hold": ("certain", False)}


@pytest.mark.parametrize(
    ("interest", "share", "verdict", "told"),
    [
        (Interest.APPOINTMENT_OF_BOARD, "25", "not_shown", "they name ann (right to appoint 25 % of the board)"),
        (Interest.APPOINTMENT_OF_BOARD, "<=50", "not_shown", "of the board)"),
        (
            Interest.APPOINTMENT_OF_BOARD,
            "[40..60]",
            "possible",
            "ann has the right to appoint 40 to 60 % of the board of mill, and no more is told",
        ),
        (Interest.APPOINTMENT_OF_BOARD, ">50", "certain", "by the right to appoint the board"),
        (Interest.NOMINATOR, "20", "possible", "ann has a nominee who holds 20 % of mill, and no more is told"),
        (Interest.NOMINATOR, "60", "certain", "as nominator"),
    ],
)
def test_a_right_to_a_part_is_control_where_it_is_most_of_it(
    interest: Interest, share: str, verdict: str, told: str, tmp_path: Path
) -> None:
    sheet = Sheet()
    sheet.party("ann", Kind.PERSON)
    sheet.holds("ann", "mill", share, interest)
    generation = publish(tmp_path, sheet)
    answer = controllers(ask(generation), find_party(generation, "mill"))
    assert (answer.verdict, told in answer.sentence.lower()) == (verdict, True), answer.sentence


def test_what_a_nominee_has_beyond_the_share_of_its_nominator_may_be_anothers(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.party("ann", Kind.PERSON)
    for company, share in (("mill", "20"), ("yard", "60")):
        sheet.holds("ann", company, share, Interest.NOMINATOR)
        sheet.holds("dee", company, None, Interest.NOMINEE)
        sheet.holds("dee", company, "60")
    generation = publish(tmp_path, sheet)
    verdicts = {company: controllers(ask(generation), find_party(generation, company)).verdict for company in ("mill", "yard")}
    assert verdicts == {"mill": "possible", "yard": "certain"}
