"""Rules over the worked examples that the Beneficial Ownership Data Standard and its fixtures publish (direct statements only)."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from graph.network.stake import Presence, Stake
from graph.rules import RULES, Subgraph, holders, parse_rule, reach
from ontology.statements import Kind
from tests.scenarios import interval

KINDS = {"state": Kind.STATE, "stateBody": Kind.STATE_BODY, "registeredEntity": Kind.COMPANY, "arrangement": Kind.ARRANGEMENT}
CONTROL = {"trustee", "otherInfluenceOrControl"}
EXAMPLES = "registries/bods04-examples"


class Published:
    """One published file as a subgraph.  Parties are numbered as they come; ``number`` knows entities by name, persons by record."""

    def __init__(self, path: Path) -> None:
        records = [(s["recordId"], s["recordType"], s["recordDetails"]) for s in json.loads(path.read_text(encoding="utf-8"))]
        parties = [(record, kind, details) for record, kind, details in records if kind != "relationship"]
        numbers = {record: number for number, (record, _, _) in enumerate(parties)}
        self.persons = {numbers[record] for record, kind, _ in parties if kind == "person"}
        self.number = {details.get("name", record): numbers[record] for record, _, details in parties}
        kinds = {
            numbers[record]: Kind.PERSON if kind == "person" else KINDS.get(details["entityType"]["type"], Kind.LEGAL_ENTITY)
            for record, kind, details in parties
        }
        held: dict[int, list[Stake]] = {number: [] for number in kinds}
        for _, kind, details in records:
            if kind == "relationship":
                holder, direct = numbers[details["interestedParty"]], [i for i in details["interests"] if i["directOrIndirect"] == "direct"]
                shares = [interval(i["share"]["exact"]) for i in direct if i.get("type") == "shareholding"]
                control = Presence.CERTAIN if any(i.get("type") in CONTROL for i in direct) else Presence.ABSENT
                if shares or control:
                    share = shares[0] if shares else None
                    held[numbers[details["subject"]]].append(Stake(holder, share, share, control))
        self.subgraph = Subgraph(held, kinds=kinds)

    def find_holders(self, rule: str, company: str, **parameters: str) -> set[int]:
        return {f.party for f in holders(parse_rule(rule, parameters), self.subgraph, self.number[company]) if f.certain}


def test_a_state_above_a_ministry_with_two_ways_down(shared_data: Path) -> None:
    """The ministry has all of one company and 76.5 % through it and 23.5 % of another: 100 %, not 200 %."""
    example = Published(shared_data / EXAMPLES / "bods-package-fi-soe.json")
    state, ministry = example.number["Suomen tasavalta"], example.number["Valtiovarainministerio"]
    middle, last = example.number["Suomen Kaasuverkko Oy"], example.number["Gasgrid Finland Oy"]
    (whole,) = [f for f in holders(parse_rule("ecb-close-links", {"indirect": "multiply"}), example.subgraph, last) if f.party == ministry]
    assert whole.share == (Fraction(1), Fraction(1))
    assert example.find_holders("majority-control", "Gasgrid Finland Oy") == {state}
    assert example.find_holders("uk-psc", "Gasgrid Finland Oy") == {state, ministry}
    assert example.find_holders("eu-amlr-52", "Gasgrid Finland Oy") == set()
    assert set(reach(parse_rule("ofac-50"), example.subgraph, {ministry})) == {middle, last}
    assert reach(parse_rule("ofac-50"), example.subgraph, {state}) == {}, "control does not block"
    assert set(reach(parse_rule("eu-sanctions"), example.subgraph, {state})) == {ministry, middle, last}


def test_two_persons_behind_a_joint_shareholding(shared_data: Path) -> None:
    """Each has half of an arrangement that has all: half each multiplied, no majority stake unless they are taken together."""
    example = Published(shared_data / EXAMPLES / "joint-ownership.json")
    assert len(example.persons) == 2
    for rule in ("eu-amlr-52", "fincen-cta"):
        assert example.find_holders(rule, "CHRINON LTD") == example.persons
    assert example.find_holders("uk-psc", "CHRINON LTD") == set()
    together = Subgraph(example.subgraph.stakes, kinds=example.subgraph.kinds, together=(frozenset(example.persons),))
    (finding,) = holders(parse_rule("uk-psc"), together, example.number["CHRINON LTD"])
    assert set(finding.group) == example.persons


def test_trustees_control_a_trust_and_its_beneficiaries_do_not(shared_data: Path) -> None:
    example = Published(shared_data / EXAMPLES / "levent.json")
    controllers = example.find_holders("uk-psc", "Levent Trust")
    assert len(controllers) == 2
    assert controllers < example.persons


@pytest.mark.parametrize("rule", [rule_id for rule_id in RULES if RULES[rule_id].persons_only])
def test_a_closed_circle_has_no_person_and_no_company_is_its_own_owner(rule: str, shared_data: Path) -> None:
    example = Published(shared_data / "registries/bods04-fixtures-pypi/10-circular-ownership.json")
    assert not example.persons
    for name in example.number:
        assert example.find_holders(rule, name) == set()


def test_one_person_with_three_quarters(shared_data: Path) -> None:
    example = Published(shared_data / "registries/bods04-fixtures-pypi/01-direct-ownership.json")
    (company,) = set(example.number) - {name for name, number in example.number.items() if number in example.persons}
    for rule in RULES:
        assert example.find_holders(rule, company) == example.persons
