"""A decision is proved by the fewest stakes that decide, and decisions are listed so that each rests on what comes before it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.control import Decision, closure
from graph.control.criterion import MAJORITY, Criterion
from graph.control.prepared import prepare
from graph.control.proof import Proof, derive_steps, minimal_proof
from graph.network.stake import Presence, Stake
from graph.network.stake_table import CAPITAL, VOTES
from ontology.statements import Family
from tests.graph.control.networks import CRITERIA, Network, networks
from tests.reference import control as reference
from tests.reference.comparison import to_engine
from tests.scenarios import interval, votes


@pytest.mark.thorough
@given(networks(), CRITERIA, st.sets(st.integers(1, 6)), st.booleans())
@settings(max_examples=300, deadline=None)
def test_a_decision_rests_on_earlier_rounds_and_is_enough_by_itself(
    network: Network, criterion: reference.Criterion, complete: set[int], certain: bool
) -> None:
    decisions = closure({0}, prepare(network, complete, fast=False), certain=certain, criterion=to_engine(criterion))

    def is_enough(company: int, holders: set[int]) -> bool:
        return reference.group_meets(company, network[company], holders, criterion, certain=certain, complete=company in complete)

    for company, decision in decisions.items():
        assert all(s.holder == 0 or decisions.rounds[s.holder] < decision.round for s in decision.stakes)
        assert is_enough(company, {s.holder for s in decision.stakes})
        if certain:
            group = {0} | {c for c, number in decisions.rounds.items() if number < decision.round}
            fewer = itertools.combinations(sorted(group), len(decision.stakes) - 1)
            assert not any(is_enough(company, set(few)) for few in fewer), "fewer stakes suffice"


def test_complete_register_decides_by_the_stake_that_limits_the_others() -> None:
    """2 may hold anything up to 60 %; without it the others have at most 49 %, so it decides alone and the sure 5 % are not needed."""
    network = {c: [votes(0, 100)] for c in (2, 3, 4)}
    network[1] = [votes(3, 5), votes(4, 5), votes(2, 0, 60), votes(9, 10, 39)]
    assert [s.holder for s in closure({0}, network, certain=True, complete={1})[1].stakes] == [2]


def test_group_without_enough_has_no_proof() -> None:
    prepared = prepare({1: [votes(0, 30), votes(2, 30), votes(1, 10)]})
    assert minimal_proof(prepared, 1, MAJORITY, {0, 1}.__contains__, certain=True) == Proof()
    assert [s.holder for s in minimal_proof(prepared, 1, MAJORITY, {0, 2}.__contains__, certain=True).stakes] == [0, 2]
    assert minimal_proof(prepared, 7, MAJORITY, {0, 2}.__contains__, certain=True) == Proof(), "a company that nobody knows"


def test_a_proof_names_the_part_that_decides() -> None:
    """10 % of the capital with 60 % of the votes; control beside 80 %; control beside 10 %; a role beside 10 %."""
    by_votes = Stake(0, capital=interval(10), votes=interval(60))
    by_both = Stake(0, capital=interval(80), votes=interval(80), control=Presence.CERTAIN)
    by_control = Stake(0, capital=interval(10), votes=interval(10), control=Presence.CERTAIN)
    by_role = Stake(0, votes=interval(10), role=Presence.CERTAIN)
    prepared = prepare({1: [by_votes], 2: [by_both], 3: [by_control], 4: [by_role]})
    either = Criterion(dimension=VOTES | CAPITAL, num=25, den=100, strict=1)

    def decide(company: int, criterion: Criterion) -> Family | None:
        return minimal_proof(prepared, company, criterion, {0}.__contains__, certain=True).by

    assert [decide(company, MAJORITY) for company in (1, 2, 3, 4)] == [Family.VOTES, Family.VOTES, Family.CONTROL, None]
    assert decide(1, Criterion(dimension=CAPITAL, num=10, den=100, strict=0)) is Family.MONEY
    assert decide(1, either) is Family.VOTES
    assert decide(4, MAJORITY._replace(roles=1)) is Family.ROLE
    assert closure({0}, prepared, certain=True)[1].by is Family.VOTES


def test_steps_are_listed_from_the_top_each_stake_once() -> None:
    top, left, right = Stake(0), Stake(1), Stake(2)
    decisions = {1: Decision(1, (top,), 0), 2: Decision(2, (top,), 0), 3: Decision(3, (left, right), 1)}
    assert [(step.stake.holder, step.company) for step in derive_steps(3, decisions)] == [(0, 1), (0, 2), (1, 3), (2, 3)]
