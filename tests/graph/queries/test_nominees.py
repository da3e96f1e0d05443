"""What a nominee holds is its nominator's in every answer: votes, money, chains, chart, history, paths and batch."""

from __future__ import annotations

from pathlib import Path

from cli.text.common import format_chain
from graph.queries import controlled, controllers, history, owners, paths, what_if
from graph.queries.batch import batch_all
from graph.queries.relations import list_relations
from ontology.statements import Interest, Kind, Status
from tests.graph.queries.sheets import number, who
from tests.scenarios import Sheet, ask, publish


def nominee_sheet(share: str | None = "100", *nominators: str, status: Status = Status.IN_EFFECT) -> Sheet:
    sheet = Sheet()
    sheet.holds("gale nominees", "mining", share)
    sheet.holds("gale nominees", "mining", interest=Interest.NOMINEE, status=status)
    for name in nominators:
        sheet.party(name, Kind.PERSON)
        sheet.holds(name, "mining", interest=Interest.NOMINATOR)
    return sheet


def test_a_nominee_holds_for_its_nominator(tmp_path: Path) -> None:
    sheet = nominee_sheet("100", "gail")
    generation = publish(tmp_path, sheet)
    context, mining = ask(generation), number(generation, sheet, "mining")
    answer = controllers(context, mining)
    (controller,) = answer.controllers
    assert (controller.party.name, controller.certainty, controller.ultimate) == ("gail", "certain", True)
    assert (controller.votes.min, controller.votes.assumed, controller.economic.min, controller.economic.max) == (100, True, 100, 100)
    (link,) = controller.chain
    assert isinstance(link.through, tuple)
    assert (link.interest, [p.name for p in link.through], link.share.exact, len(link.also)) == ("nominator", ["gale nominees"], 100, 2)
    assert format_chain(controller.chain)[:2] == [
        "  gail",
        "    | nominator, through the nominee gale nominees, which holds 100 % since 2000-01-01",
    ]
    assert {o.party.name: (o.integrated.min, o.integrated.max) for o in owners(context, mining).owners} == {
        "gale nominees": (0, 0),
        "gail": (100, 100),
    }
    assert [(r.holder.full, r.words, r.note) for r in list_relations(context, answer)] == [
        ("gail", "Owns 100 %", "Through the nominee gale nominees; nominator; since 2000-01-01")
    ]


def test_every_question_sees_the_shares_with_the_nominator(tmp_path: Path) -> None:
    sheet = nominee_sheet("60", "gail")
    sheet.holds("mining", "sub", "80")
    generation = publish(tmp_path, sheet)
    context, gail, nominees = ask(generation), *(number(generation, sheet, name) for name in ("gail", "gale nominees"))
    assert [c.party.name for c in controlled(context, gail).controlled] == ["mining", "sub"]
    assert controlled(context, nominees).controlled == ()
    sub = number(generation, sheet, "sub")
    assert [[c.party.name for c in p.controllers] for p in history(context, sub).periods if p.verdict == "certain"] == [["gail"]]
    (path,) = paths(context, gail, sub).paths
    assert [(link.holder.name, link.interest) for link in path.links] == [("gail", "nominator"), ("mining", "shareholding")]
    assert paths(context, nominees, sub).paths == ()
    chains = {line.name: [(c.name, len(c.chain)) for c in line.controllers] for line in batch_all(generation, context.options)}
    assert chains == {"mining": [("gail", 1)], "sub": [("gail", 2)]}


def test_of_several_nominators_each_may_have_the_shares(tmp_path: Path) -> None:
    answer = who(tmp_path, nominee_sheet("60", "gail", "hal"), "mining")
    assert [(c.party.name, c.certainty, c.votes.min, c.votes.max) for c in answer.controllers] == [
        ("gail", "possible", 0, 60),
        ("hal", "possible", 0, 60),
    ]


def test_a_tenth_held_for_a_nominator_is_no_control(tmp_path: Path) -> None:
    answer = who(tmp_path, nominee_sheet("10", "gail"), "mining")
    assert answer.verdict == "not_shown"
    assert [(h.party.name, h.votes and h.votes.max) for h in answer.largest_holders] == [("gail", 10)]


def test_a_nominator_without_a_nominee_that_holds_anything_controls_without_a_number(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("gail", "mining", interest=Interest.NOMINATOR)
    assert who(tmp_path, sheet, "mining").verdict == "certain"


def test_shares_behind_a_nominee_of_nobody_named_are_not_named(tmp_path: Path) -> None:
    answer = who(tmp_path, nominee_sheet("100"), "mining")
    assert answer.largest_holders == ()
    assert [(r.min, r.max) for r in answer.residual] == [(100, 100)]
    said = "100 % are held by gale nominees as nominee, for parties that are not named"
    assert ("held by a nominee", said) in [(s.reason, s.text) for s in answer.stopped]
    assert said in answer.sentence


def test_shares_behind_a_nominee_leave_no_room_for_others(tmp_path: Path) -> None:
    sheet = nominee_sheet("60")
    sheet.holds("fund", "mining", "[0..100]")
    assert who(tmp_path, sheet, "mining").verdict == "not_shown"


def test_an_alleged_nominee_may_hold_for_itself(tmp_path: Path) -> None:
    answer = who(tmp_path, nominee_sheet("60", "gail", status=Status.ALLEGED), "mining")
    assert [(c.party.name, c.certainty, c.votes.min, c.votes.max) for c in answer.controllers] == [
        ("gail", "possible", 0, 60),
        ("gale nominees", "possible", 0, 60),
    ]


def test_only_the_stated_part_is_held_for_others(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("gale nominees", "mining", "80")
    sheet.holds("gale nominees", "mining", "20", interest=Interest.NOMINEE)
    sheet.holds("gail", "mining", interest=Interest.NOMINATOR)
    answer = who(tmp_path, sheet, "mining")
    assert [(c.party.name, c.certainty, c.votes.min, c.economic.max) for c in answer.controllers] == [("gale nominees", "certain", 60, 60)]


def test_own_shares_that_restate_those_of_the_nominee_count_once(tmp_path: Path) -> None:
    sheet = nominee_sheet("60", "gail")
    sheet.holds("gail", "mining", "60")
    (controller,) = who(tmp_path, sheet, "mining").controllers
    assert (controller.party.name, controller.certainty, controller.votes.min, controller.votes.max) == ("gail", "certain", 60, 100)
    assert (controller.economic.min, controller.economic.max) == (60, 100)


def test_what_if_knows_nominees(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("gale nominees", "mining", "60")
    sheet.holds("bea", "mining", "40")
    generation = publish(tmp_path, sheet)
    mining = number(generation, sheet, "mining")
    rows = [
        {"holder": "gale nominees", "subject": "mining", "share": "", "interest": "nominee"},
        {"holder": "new:Gail", "subject": "mining", "share": "", "interest": "nominator"},
    ]
    answer = what_if(ask(generation), mining, rows)
    assert [[c.party.name for c in one.controllers] for one in (answer.before, answer.after)] == [["gale nominees"], ["Gail"]]
    (link,) = answer.after.controllers[0].chain
    assert isinstance(link.through, tuple)
    assert (link.interest, link.status, link.share.exact, link.through[0].name) == ("nominator", "supposed", 60, "gale nominees")
    unnamed = what_if(ask(generation), mining, rows[:1]).after
    assert unnamed.verdict == "not_shown"
    assert "60 % are held by gale nominees as nominee" in unnamed.sentence


def test_a_supposed_purchase_of_a_nominee_is_its_nominators(tmp_path: Path) -> None:
    sheet = nominee_sheet("40", "gail")
    generation = publish(tmp_path, sheet)
    change = {"holder": "gale nominees", "subject": "mining", "share": "55"}
    answer = what_if(ask(generation), number(generation, sheet, "mining"), [change])
    (controller,) = answer.after.controllers
    assert (controller.party.name, controller.votes.min) == ("gail", 55)
    (link,) = controller.chain
    assert (link.statement, link.interest, link.share.exact) == ("supposed:row-1", "nominator", 55)
    assert "supposing that gail is a nominator of mining, in which the nominee gale nominees holds 55 %" in answer.after.sentence


def test_what_a_nominee_holds_is_told_on_the_word_of_whoever_says_it(tmp_path: Path) -> None:
    roles, register = Sheet("roles"), Sheet("register")
    roles.party("gail", Kind.PERSON)
    roles.holds("gale nominees", "mining", interest=Interest.NOMINEE)
    roles.holds("gail", "mining", interest=Interest.NOMINATOR)
    register.holds("gale nominees", "mining", "[75..100]")
    generation = publish(tmp_path / "one", roles, register)
    answer = controllers(ask(generation), number(generation, register, "mining"))
    assert "according to “Sheet roles” and “Sheet register”" in answer.sentence
    roles.holds("gale nominees", "mining", "60")
    generation = publish(tmp_path / "two", roles, register)
    answer = controllers(ask(generation), number(generation, register, "mining"))
    assert "“Sheet roles” says that gale nominees owns 60 % of mining, not 75 to 100 %" in answer.sentence
    assert "another record" not in answer.sentence
