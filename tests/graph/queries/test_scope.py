"""Whether a question is small is decided by the statements above its company, on whatever day they hold, and by reading few of them; what a
party reaches is looked for no further than it reaches."""

from __future__ import annotations

import datetime
from pathlib import Path
from unittest.mock import patch

import pytest

from graph.answers.controlled import ControlledAnswer
from graph.queries import Options, QueryContext, RawOptions, controlled, scope
from graph.queries.options import Limits
from graph.queries.scope import FEW, is_small
from graph.rules.table import RULES
from ontology.statements import Interest, Status
from tests.reference.random_statements import seeded
from tests.scenarios import Sheet, ask, publish


@pytest.mark.parametrize("company, expected", [("alone", True), ("full", True), ("wide", False), ("below", False)])
def test_a_question_is_small_if_few_statements_lie_above_its_company(tmp_path: Path, company: str, expected: bool) -> None:
    sheet = Sheet("invented", stated="2020-01-01")
    for number in range(FEW + 1):
        sheet.holds(f"holder{number}", "wide", "0.1", valid_until="2001-01-01")
        if number:
            sheet.holds(f"holder{number}", "full", "0.1")
    sheet.holds("wide", "below", "60")
    sheet.party("alone")
    generation = publish(tmp_path, sheet)
    context = QueryContext.of(generation, Options(datetime.date(2021, 1, 1)))
    number = generation.party_number(sheet.id(company))
    assert number is not None
    assert is_small(context, number) is expected


def test_a_ring_is_walked_once_and_a_rule_that_looks_both_ways_is_never_small(tmp_path: Path) -> None:
    sheet = Sheet("invented", stated="2020-01-01")
    for holder, company in (("a", "b"), ("b", "c"), ("c", "a")):
        sheet.holds(holder, company, "60")
    generation = publish(tmp_path, sheet)
    number = generation.party_number(sheet.id("a"))
    assert number is not None
    today = datetime.date(2021, 1, 1)
    assert is_small(QueryContext.of(generation, Options(today)), number)
    links = Options.parse(RawOptions(rule="ecb-close-links"), today=today)
    assert not is_small(QueryContext.of(generation, links), number)


def list_reached(answer: ControlledAnswer) -> list[tuple[object, ...]]:
    """List what is told of each company but the chain: of several the one that is told first stands for all."""
    return sorted((c.party.id, c.certainty, str(c.basis), str(c.together), bool(c.chain), answer.truncated) for c in answer.controlled)


@pytest.mark.parametrize("seed", range(2))
def test_what_is_followed_from_one_to_the_next_is_all_that_a_walk_below_finds(tmp_path: Path, seed: int) -> None:
    rng, sheet = seeded(seed), Sheet("invented", stated="2020-01-01")
    for _ in range(120):
        holder, company = rng.sample(range(40), 2)
        share = rng.choice(("100", "60", "51", "50", "45", "30", "10", "(25..50]", "(50..75]", None))
        interest = rng.choice([Interest.SHAREHOLDING] * 4 + [Interest.VOTING_RIGHTS, Interest.APPOINTMENT_OF_BOARD])
        sheet.holds(f"p{holder}", f"p{company}", share, interest, status=rng.choice([Status.IN_EFFECT] * 6 + [Status.AGREED]))
    generation = publish(tmp_path, sheet)
    followed = 0
    for rule in (rule for rule in RULES.values() if rule.by_steps):
        choices = [f"{p.name}={choice}" for p in rule.parameters for choice in p.choices[1:] if choice != "multiply"]
        for parameters in ([], rng.sample(choices, 1), rng.sample(choices, 1)):
            for party in rng.sample(range(generation.interests.parties), 8):
                context = ask(generation, rule=rule.id, parameters=parameters)
                walked = list_reached(controlled(context, party))
                for few in (0, 4):
                    with patch.object(scope, "FEW", few):
                        assert list_reached(controlled(context, party)) == walked, (rule.id, parameters, few)
                        followed += scope._follow(context, [party]) is not None
    assert followed > 20


def test_what_is_below_and_not_reached_cuts_no_answer_short(tmp_path: Path) -> None:
    sheet = Sheet("invented", stated="2020-01-01")
    sheet.holds("a", "own", "60")
    sheet.holds("a", "part", "20")
    for number in range(FEW + 1):
        sheet.holds("part", f"below{number}", "60")
    generation = publish(tmp_path, sheet)
    party = generation.party_number(sheet.id("a"))
    assert party is not None
    answer = controlled(ask(generation, limits=Limits(parties=10)), party)
    assert ([c.party.id for c in answer.controlled], answer.truncated) == ([sheet.id("own")], False)
    whole = controlled(ask(generation, rule="uk-psc", limits=Limits(parties=10)), party)
    assert whole.truncated
