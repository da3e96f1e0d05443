"""The table of rules: complete, dated, sourced, and strict about what it is asked."""

from __future__ import annotations

import ast
import datetime

import pytest

from graph.rules import DEFAULT, RULES, Subgraph, holders, parse_rule, reach
from ontology.errors import UsageError
from ontology.statements import Kind
from tests.conftest import CHECKOUT
from tests.scenarios import owns

EVERY = ["majority-control", "ofac-50", "eu-sanctions", "uk-ofsi", "eu-amlr-52", "eu-amld", "uk-psc", "fincen-cta", "ecb-close-links"]


def test_every_rule_of_the_method_is_there_and_the_first_is_the_default() -> None:
    assert list(RULES) == EVERY
    assert (next(iter(RULES)), parse_rule().rule.id) == (DEFAULT, "majority-control")


@pytest.mark.parametrize("rule_id", EVERY)
def test_a_rule_is_versioned_sourced_and_its_parameters_have_defaults(rule_id: str) -> None:
    rule = RULES[rule_id]
    assert rule.version >= 1
    assert rule.sources
    assert all(source.url is None or source.url.startswith("https://") for source in rule.sources)
    assert parse_rule(rule_id).values == {p.name: p.default for p in rule.parameters}
    assert all(len(set(p.choices)) == len(p.choices) >= 2 and p.what for p in rule.parameters)


@pytest.mark.parametrize("rule_id", EVERY)
def test_dates_of_a_rule_are_days_in_order(rule_id: str) -> None:
    rule = RULES[rule_id]
    start, end = (datetime.date.fromisoformat(day) if day else None for day in (rule.applies_from, rule.applies_until))
    assert start is None or end is None or start < end
    assert (rule.applies_from is None) == (rule_id == "majority-control"), "every law has a first day"


def test_dates_and_thresholds_of_the_law() -> None:
    assert RULES["eu-amlr-52"].applies_from == "2027-07-10" == RULES["eu-amld"].applies_until
    assert {rule_id: parse_rule(rule_id).threshold for rule_id in EVERY} == {
        "majority-control": (50, True),
        "ofac-50": (50, False),
        "eu-sanctions": (50, False),
        "uk-ofsi": (50, True),
        "eu-amlr-52": (25, False),
        "eu-amld": (25, True),
        "uk-psc": (25, True),
        "fincen-cta": (25, False),
        "ecb-close-links": (20, False),
    }
    assert "exempt" in RULES["fincen-cta"].statement


@pytest.mark.parametrize("rule_id", EVERY)
def test_the_default_threshold_is_the_one_the_rule_states(rule_id: str) -> None:
    rule = RULES[rule_id]
    assert parse_rule(rule_id).threshold == (int(rule.threshold), rule.strict)


@pytest.mark.parametrize("rule_id", EVERY)
def test_every_value_of_every_parameter_answers(rule_id: str) -> None:
    network = {10: [owns(1, "40..60"), owns(2, 30)], 11: [owns(10, "(50..75]"), owns(1, 10), owns(11, 5)], 12: [owns(11, 20)]}
    where = Subgraph(network, kinds={1: Kind.PERSON, 2: Kind.STATE, 10: Kind.COMPANY, 11: Kind.COMPANY, 12: Kind.COMPANY}, states={2: "KZ"})
    for parameter in RULES[rule_id].parameters:
        for value in parameter.choices:
            chosen = parse_rule(rule_id, {parameter.name: value})
            assert all(f.party in {1, 2, 10, 12} for f in holders(chosen, where, 11))
            assert set(reach(chosen, where, {1, 2})) <= {10, 11, 12}


def test_an_unknown_rule_is_refused_with_the_valid_ones() -> None:
    with pytest.raises(UsageError) as caught:
        parse_rule("ofac-25")
    assert (caught.value.code, caught.value.hint) == ("UNKNOWN_RULE", f"use one of: {', '.join(EVERY)}")


def test_an_unknown_parameter_is_refused_with_the_valid_ones() -> None:
    with pytest.raises(UsageError) as caught:
        parse_rule("ecb-close-links", {"depth": "3"})
    assert (caught.value.code, caught.value.hint) == ("UNKNOWN_PARAMETER", "use one of: indirect, unknown, state")


def test_a_value_out_of_the_choices_is_refused_with_the_choices() -> None:
    with pytest.raises(UsageError) as caught:
        parse_rule("eu-sanctions", {"threshold": "33"})
    assert (caught.value.code, caught.value.hint) == ("BAD_PARAMETER", "use one of: at-least-50, above-50")


def test_no_rule_is_named_beside_the_table() -> None:
    """What sets a rule apart is in its entry: nothing else in these two rooms compares ids."""
    modules = [
        path for room in ("rules", "queries") for path in sorted((CHECKOUT / "graph" / room).glob("*.py")) if path.name != "table.py"
    ]
    strings = {
        (path.name, node.value)
        for path in modules
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in EVERY
    }
    assert strings == set()
