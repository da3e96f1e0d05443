"""One verdict has one wording: the sentence, the title of page and chart, the badges and the history say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.answers.controllers import ControllersAnswer
from graph.chart.party import build_party_chart
from graph.generation.generation import Generation
from graph.queries import QueryContext, controllers, history
from graph.queries.relations import list_relations
from graph.queries.wording import describe_chain, make_title
from graph.rules.table import RULES
from ontology.statements import Directness, Interest, Kind
from tests.scenarios import Sheet, ask, publish


def sheet() -> Sheet:
    """A pair that controls together, a ring, many who meet a rule, a state, and a company of which nobody is named."""
    rows = Sheet()
    for name in ("ann", "bea", "out"):
        rows.party(name, Kind.PERSON)
    rows.party("state", Kind.STATE, "Government of Elbonia")
    rows.holds("ann", "pair", "30")
    rows.holds("bea", "pair", "25")
    rows.holds("out", "pair", "45")
    rows.holds("ring1", "ring2", "60")
    rows.holds("ring2", "ring1", "60")
    rows.holds("ring1", "ringed", "80")
    rows.holds("state", "works", interest=Interest.CONTROL_BY_LEGAL_FRAMEWORK)
    for number in range(8):
        rows.holds(f"holder{number}", "many", "12")
    rows.party("alone")
    return rows


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    return publish(tmp_path_factory.mktemp("wording") / "data", sheet())


def answer_of(context: QueryContext, name: str) -> ControllersAnswer:
    number = context.generation.party_number(sheet().id(name))
    assert number is not None
    return controllers(context, number)


def test_a_group_is_named_in_sentence_title_chart_badges_and_chain(generation: Generation) -> None:
    context = ask(generation, together=["ann,bea"])
    answer = answer_of(context, "pair")
    title = "Ann and bea together ultimately control pair"
    assert answer.sentence.startswith(f"{title} as of ")
    assert make_title(answer) == title
    number = generation.party_number(answer.subject.id)
    assert number is not None
    chart = build_party_chart(context, number)
    assert chart.title == title
    assert {node.name: node.badge for node in chart.nodes if node.role == "controller"} == dict.fromkeys(
        ("ann", "bea"), "Ultimate controller (together)"
    )
    assert describe_chain(answer.controllers[0], lambda party: party.name) == "ann owns 30 % of pair and bea owns 25 % of pair."
    assert title in [period.sentence for period in history(context, number).periods]


@pytest.mark.parametrize("options", [{}, {"rule": "eu-amlr-52", "parameters": ["threshold=at-least-15"]}, {"together": ["ann,bea"]}])
@pytest.mark.parametrize("name", ["pair", "ringed", "works", "alone", "many"])
def test_the_sentence_begins_with_the_title(generation: Generation, name: str, options: dict[str, object]) -> None:
    answer = answer_of(ask(generation, **options), name)
    assert answer.sentence.startswith(f"{make_title(answer)} as of ")


def test_a_title_counts_the_names_that_it_has_no_room_for(generation: Generation) -> None:
    answer = answer_of(ask(generation, rule="ofac-50", together=[",".join(f"holder{number}" for number in range(8))]), "many")
    assert make_title(answer) == "If holder0, holder1, holder2 and 5 more together are listed, many is covered by ofac-50"
    assert answer.sentence.startswith(
        "If holder0, holder1, holder2, holder3, holder4 and 3 more together are listed, many is covered by ofac-50"
    )


def test_a_negative_says_what_these_sources_do_not_show(generation: Generation) -> None:
    assert make_title(answer_of(ask(generation), "alone")) == "An ultimate controller of alone is not shown by these sources"
    other = make_title(answer_of(ask(generation, rule="ofac-50"), "alone"))
    assert other == "No party whose listing would bring alone under ofac-50 is shown by these sources"


@pytest.mark.parametrize("rule", RULES)
def test_of_control_speaks_only_a_rule_that_names_the_highest(generation: Generation, rule: str) -> None:
    title = make_title(answer_of(ask(generation, rule=rule), "alone"))
    assert ("ultimate controller" in title) is RULES[rule].ultimate
    assert (rule in title) is not RULES[rule].ultimate


def test_lead_and_panel_say_that_it_is_held_through_others(tmp_path: Path) -> None:
    rows = Sheet()
    rows.holds("hold", "works", "90", direct=Directness.DIRECT)
    rows.holds("ann", "works", "80", direct=Directness.INDIRECT)
    context = ask(publish(tmp_path, rows))
    answer = controllers(context, context.generation.party_number(rows.id("works")) or 0)
    leads = {describe_chain(controller, lambda party: party.name) for controller in answer.controllers}
    assert leads == {"hold owns 90 % of works.", "ann owns 80 % of works through others."}
    claims = {relation.claim for relation in list_relations(context, answer) if relation.link}
    assert claims == {"hold owns 90 %", "ann owns 80 % through others"}
