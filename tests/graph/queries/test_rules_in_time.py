"""An answer by a rule that was not in force on the day asked for says so wherever it is read; one over listed parties accuses nobody."""

from __future__ import annotations

import pytest

from cli.text.batch import format_batch
from cli.text.controlled import format_controlled
from cli.text.controllers import format_controllers
from cli.text.exposure import format_exposure
from cli.text.rules import format_rules
from graph.answers.controllers import ControllersAnswer
from graph.chart.party import build_party_chart
from graph.generation.generation import Generation
from graph.queries import batch_all, controlled, controllers, exposure, history, rules
from graph.queries.history import Axis
from graph.queries.wording import make_badge, make_title
from graph.rules import RULES
from ontology.statements import Kind
from tests.graph.queries.sheets import number
from tests.scenarios import Sheet, ask, publish


def sheet() -> Sheet:
    """Ann has 60 % of hold and hold 60 % of works; Bea may have half of works; each of two has half of joint."""
    rows = Sheet()
    for name in ("ann", "bea"):
        rows.party(name, Kind.PERSON)
    rows.holds("ann", "hold", "60", valid_from="1990-01-01")
    rows.holds("hold", "works", "50", valid_from="1990-01-01")
    rows.holds("bea", "works", "(25..50]", valid_from="1990-01-01")
    rows.holds("ann", "joint", "50", valid_from="1990-01-01")
    rows.holds("bea", "joint", "50", valid_from="1990-01-01")
    rows.party("lone")
    return rows


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    return publish(tmp_path_factory.mktemp("rules") / "data", sheet())


def answer_of(generation: Generation, name: str, rule: str, day: str) -> ControllersAnswer:
    return controllers(ask(generation, day, rule=rule), number(generation, sheet(), name))


SENTENCES = [
    (
        "joint",
        "ofac-50",
        "2020-01-01",
        "If ann and bea are listed, joint is covered by ofac-50 as of 2020-01-01, "
        "according to “Sheet sheet”: the listing of one of them is enough.",
    ),
    (
        "joint",
        "ofac-50",
        "2000-01-01",
        "If ann and bea were listed, joint would be covered by ofac-50 (not in force) as of 2000-01-01, "
        "according to “Sheet sheet”: the listing of one of them would "
        "be enough; the rule is in force from 2014-08-13.",
    ),
    (
        "works",
        "ofac-50",
        "2020-01-01",
        "If ann and hold are listed, works is covered by ofac-50 as of 2020-01-01, "
        "according to “Sheet sheet”: the listing of one of them is enough; "
        "if only bea is listed, it may be covered; bea owns more than 25 up to 50 % of works, and no more is told.",
    ),
    (
        "works",
        "bis-affiliates-50",
        "2026-01-01",
        "If ann and hold were listed, works would be covered by bis-affiliates-50 (suspended) as of 2026-01-01, "
        "according to “Sheet sheet”: the listing of one of them "
        "would be enough; if only bea were listed, it might be covered; bea owns more than 25 up to 50 % of works, and no more is told; "
        "the rule is suspended from 2025-11-10 until 2026-11-10.",
    ),
    (
        "hold",
        "bis-affiliates-50",
        "2026-12-01",
        "If ann is listed, hold is covered by bis-affiliates-50 as of 2026-12-01, "
        "according to “Sheet sheet”: the rule is in force again from 2026-11-10 unless its "
        "suspension was prolonged, which was not checked.",
    ),
    (
        "hold",
        "eu-amlr-52",
        "2024-01-01",
        "Ann would meet the rule eu-amlr-52 (not in force) for hold as of 2024-01-01, "
        "according to “Sheet sheet”: the rule is in force from 2027-07-10.",
    ),
    (
        "hold",
        "fincen-cta",
        "2026-01-01",
        "Ann meets the rule fincen-cta for hold as of 2026-01-01, according to “Sheet sheet”: "
        "since 2025-03-26 the rule leaves out companies formed in the United States.",
    ),
    ("hold", "eu-amlr-52", "2028-01-01", "Ann meets the rule eu-amlr-52 for hold as of 2028-01-01, according to “Sheet sheet”."),
    (
        "hold",
        "eu-amld",
        "2028-01-01",
        "Ann would meet the rule eu-amld (not in force) for hold as of 2028-01-01, "
        "according to “Sheet sheet”: the rule is no longer in force from 2027-07-10.",
    ),
    ("hold", "uk-ofsi", "2022-01-01", "If ann is listed, hold is covered by uk-ofsi as of 2022-01-01, according to “Sheet sheet”."),
    (
        "lone",
        "ofac-50",
        "2020-01-01",
        "No party whose listing would bring lone under ofac-50 is shown by these sources as of 2020-01-01: "
        "they name no holder on that date.",
    ),
    (
        "lone",
        "eu-amlr-52",
        "2024-01-01",
        "Nobody who would meet the rule eu-amlr-52 (not in force) for lone is shown by these sources as of 2024-01-01: they name no holder "
        "on that date; the rule is in force from 2027-07-10.",
    ),
]


@pytest.mark.parametrize(("name", "rule", "day", "sentence"), SENTENCES)
def test_the_sentence(generation: Generation, name: str, rule: str, day: str, sentence: str) -> None:
    answer = answer_of(generation, name, rule, day)
    assert answer.sentence == sentence
    assert sentence.startswith(f"{make_title(answer)} as of ")


def test_a_presumption_is_said_to_be_one(generation: Generation) -> None:
    context = ask(generation, "2026-11-01", rule="eu-sanctions", parameters=["threshold=above-50"])
    answer = controllers(context, number(generation, sheet(), "joint"))
    assert {c.basis for c in answer.controllers} == {"presumed-control"}
    assert answer.sentence == (
        "If ann and bea are listed, joint is covered by eu-sanctions as of 2026-11-01, "
        "according to “Sheet sheet”: that a holder of half controls is presumed, and can "
        "be rebutted; the listing of one of them is enough."
    )


@pytest.mark.parametrize(
    ("rule", "day", "in_force"),
    [
        ("majority-control", "1995-01-01", True),
        ("ofac-50", "2000-01-01", False),
        ("ofac-50", "2020-01-01", True),
        ("eu-amlr-52", "2024-01-01", False),
        ("eu-amld", "2028-01-01", False),
        ("bis-affiliates-50", "2025-10-01", True),
        ("bis-affiliates-50", "2026-01-01", "suspended"),
    ],
)
def test_the_rule_of_an_answer_says_whether_it_was_in_force(generation: Generation, rule: str, day: str, in_force: bool | str) -> None:
    answer = answer_of(generation, "hold", rule, day)
    assert answer.rule.in_force == in_force
    assert [(date.day, date.standing) for date in answer.rule.dates] == [(c.day, c.standing.value) for c in RULES[rule].changes]
    reached = controlled(ask(generation, day, rule=rule), number(generation, sheet(), "ann"))
    assert reached.rule == answer.rule == exposure(ask(generation, day, rule=rule), ["ann"]).rule


def test_chart_title_badges_and_command_text_say_it_too(generation: Generation) -> None:
    context = ask(generation, "2024-01-01", rule="eu-amlr-52")
    chart = build_party_chart(context, number(generation, sheet(), "hold"))
    assert chart.title == "Ann would meet the rule eu-amlr-52 (not in force) for hold"
    assert [node.badge for node in chart.nodes if node.role == "controller"] == ["Would meet the rule"]
    text = format_controllers(answer_of(generation, "hold", "eu-amlr-52", "2024-01-01"))
    assert "by the rule eu-amlr-52 (not in force) (version 1)" in text
    listed = answer_of(generation, "works", "ofac-50", "2020-01-01")
    assert [make_badge(c, listed.rule) for c in listed.controllers] == ["If listed", "If listed", "If listed, perhaps"]


def test_the_text_about_what_is_reached_says_it_too(generation: Generation) -> None:
    ann = number(generation, sheet(), "ann")

    def reached(rule: str, day: str) -> str:
        return format_controlled(controlled(ask(generation, day, rule=rule), ann)).splitlines()[0]

    assert reached("ofac-50", "2020-01-01") == "If ann is listed, ofac-50 covers hold, joint and works as of 2020-01-01."
    assert reached("bis-affiliates-50", "2026-01-01") == (
        "If ann were listed, bis-affiliates-50 (suspended) would cover hold, joint and works as of 2026-01-01: "
        "the rule is suspended from 2025-11-10 until 2026-11-10."
    )
    assert reached("uk-psc", "2010-01-01").startswith(
        "By the rule uk-psc (not in force), ann would reach hold, joint and works as of 2010-01-01:"
    )
    several = format_exposure(exposure(ask(generation, "2000-01-01", rule="ofac-50"), ["ann", "bea"]))
    assert several.startswith("If ann and bea were listed, ofac-50 (not in force) would cover hold, joint and works as of 2000-01-01:")
    assert "the rule is in force from 2014-08-13." in several


def test_a_history_changes_when_its_rule_does(generation: Generation) -> None:
    hold = number(generation, sheet(), "hold")
    periods = history(ask(generation, rule="bis-affiliates-50"), hold).periods
    assert [(p.from_, p.in_force, p.verdict) for p in periods] == [
        (None, False, "not_shown"),
        ("1990-01-01", False, "certain"),
        ("2025-09-29", True, "certain"),
        ("2025-11-10", "suspended", "certain"),
        ("2026-11-10", True, "certain"),
    ]
    assert periods[3].sentence == "If ann were listed, hold would be covered by bis-affiliates-50 (suspended)"
    assert periods[3].began == periods[3].ended == ()
    known = history(ask(generation, "2024-01-01", rule="eu-amlr-52"), hold, Axis.KNOWN_AT).periods
    assert {p.in_force for p in known} == {False}, "the day asked about stays"


def test_a_line_about_every_company_says_it_too(generation: Generation) -> None:
    briefs = {b.name: b for b in batch_all(generation, ask(generation, "2026-01-01", rule="bis-affiliates-50").options)}
    assert briefs["hold"].in_force == "suspended"
    assert format_batch(briefs["hold"]) == "hold: ann (certain), by a rule that was suspended\n"
    before = {b.name: b for b in batch_all(generation, ask(generation, "2000-01-01", rule="ofac-50").options)}
    assert format_batch(before["hold"]) == "hold: ann (certain), by a rule that was not in force\n"
    assert all(b.in_force is True for b in batch_all(generation, ask(generation).options))


def test_the_list_of_rules_has_every_date_with_its_text() -> None:
    listed = {rule.id: rule for rule in rules().rules}
    assert [(c.day, c.standing) for c in listed["bis-affiliates-50"].changes] == [
        ("2025-09-29", "in force"),
        ("2025-11-10", "suspended"),
        ("2026-11-10", "in force"),
    ]
    assert listed["bis-affiliates-50"].changes[0].source.quote == "This rule is effective September 29, 2025."
    assert (listed["eu-amld"].applies_from, listed["eu-amld"].applies_until) == ("2017-06-26", "2027-07-10")
    assert listed["ofac-50"].listed
    assert not listed["uk-psc"].listed
    text = " ".join(format_rules(list(RULES.values())).split())
    assert "suspended from 2025-11-10: BIS, One Year Suspension" in text
    assert "in force from 2026-11-10, unless its suspension was prolonged, which was not checked" in text
    assert "(not checked: the day, 1 May 2015)" in text
