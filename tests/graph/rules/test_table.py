"""The table of rules: complete, dated, sourced, and strict about what it is asked."""

from __future__ import annotations

import ast
import datetime
from itertools import pairwise

import pytest

from graph.rules import DEFAULT, RULES, Subgraph, holders, parse_rule, reach
from ontology.errors import UsageError
from ontology.statements import Kind
from tests.conftest import CHECKOUT
from tests.scenarios import owns

EVERY = [
    "majority-control",
    "ofac-50",
    "bis-affiliates-50",
    "eu-sanctions",
    "uk-ofsi",
    "eu-amlr-52",
    "eu-amld",
    "uk-psc",
    "fincen-cta",
    "ecb-close-links",
]


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
    days = [datetime.date.fromisoformat(change.day) for change in rule.changes]
    assert days == sorted(set(days))
    assert (rule.applies_from is None) == (rule_id == "majority-control"), "every law has a first day"
    assert all(before.standing is not after.standing or after.exempt for before, after in pairwise(rule.changes))


@pytest.mark.parametrize("rule_id", EVERY)
def test_every_text_was_read_on_a_day_or_says_what_was_not(rule_id: str) -> None:
    rule = RULES[rule_id]
    for citation in (*rule.sources, *(change.source for change in rule.changes)):
        assert citation.quote or citation.unchecked, citation.title
        assert (citation.quote is None) == (citation.checked is None), "a quote has the day on which it was read, and nothing else has"
        assert citation.checked is None or datetime.date.fromisoformat(citation.checked)
        assert citation.copy is None or citation.quote, "a copy is named for what was read in it"
    if rule_id != "majority-control":
        assert any(any(digit in (source.quote or "") for digit in (rule.threshold, "control")) for source in rule.sources)


@pytest.mark.parametrize(
    ("rule_id", "day", "standing"),
    [
        ("majority-control", "1900-01-01", "in force"),
        ("ofac-50", "2000-01-01", "not yet in force"),
        ("ofac-50", "2014-08-13", "in force"),
        ("eu-amlr-52", "2024-01-01", "not yet in force"),
        ("eu-amlr-52", "2027-07-10", "in force"),
        ("eu-amld", "2027-07-09", "in force"),
        ("eu-amld", "2027-07-10", "no longer in force"),
        ("bis-affiliates-50", "2025-09-28", "not yet in force"),
        ("bis-affiliates-50", "2025-11-09", "in force"),
        ("bis-affiliates-50", "2025-11-10", "suspended"),
        ("bis-affiliates-50", "2026-11-09", "suspended"),
        ("bis-affiliates-50", "2026-11-10", "in force"),
    ],
)
def test_a_rule_stands_from_day_to_day(rule_id: str, day: str, standing: str) -> None:
    assert RULES[rule_id].standing_on(datetime.date.fromisoformat(day)).value == standing


def test_rules_over_listed_parties_are_told_apart() -> None:
    assert [rule.id for rule in RULES.values() if rule.listed] == ["ofac-50", "bis-affiliates-50", "eu-sanctions", "uk-ofsi"]


def test_dates_and_thresholds_of_the_law() -> None:
    assert RULES["eu-amlr-52"].applies_from == "2027-07-10" == RULES["eu-amld"].applies_until
    assert {rule_id: parse_rule(rule_id).threshold for rule_id in EVERY} == {
        "majority-control": (50, True),
        "ofac-50": (50, False),
        "bis-affiliates-50": (50, False),
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
        parse_rule("eu-sanctions", {"aggregate": "perhaps"})
    assert (caught.value.code, caught.value.hint) == ("BAD_PARAMETER", "use one of: yes, no")


@pytest.mark.parametrize(
    "rule, what, hint",
    [
        (
            "eu-sanctions",
            "eu-sanctions has no such threshold",
            "use one of: at-least-50, above-50; or ask by another rule: 25 % by eu-amlr-52",
        ),
        ("uk-psc", "the threshold of uk-psc is more than 25 %, and no other", "leave it away, or ask by another rule: 50 % by majority-"),
    ],
)
def test_a_threshold_that_no_rule_has_is_refused_with_those_that_rules_have(rule: str, what: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_rule(rule, {"threshold": "33"})
    assert (caught.value.code, caught.value.what) == ("BAD_THRESHOLD", what)
    assert caught.value.hint.startswith(hint)
    assert caught.value.hint.endswith("20 % by ecb-close-links")


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
