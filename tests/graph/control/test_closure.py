"""All that a set of parties controls: known answers on small networks, and the definition of tests/reference on drawn ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.algorithms.kernels import has_numba
from graph.control import closure
from graph.control.criterion import MAJORITY, Criterion
from graph.control.prepared import prepare
from graph.network.stake import Interval, Presence, Stake
from graph.network.stake_table import CAPITAL
from tests.graph.control.networks import CRITERIA, Network, grid_networks, networks, networks_of_votes
from tests.reference import control as reference
from tests.reference import worlds
from tests.reference.comparison import to_engine
from tests.scenarios import capital, controls, votes


def controlled(network: Network, *start: int, certain: bool = True) -> set[int]:
    return set(closure(start, network, certain=certain))


def test_seventy_of_sixty_percent_is_control() -> None:
    assert controlled({2: [votes(1, 60)], 1: [votes(0, 70)]}, 0) == {1, 2}


def test_exactly_half_is_no_majority() -> None:
    assert controlled({1: [votes(0, 50), votes(9, 50)]}, 0) == set()


def test_two_controlled_companies_hold_a_majority_together() -> None:
    assert controlled({1: [votes(0, 60)], 2: [votes(0, 51)], 3: [votes(1, 26), votes(2, 25), votes(9, 49)]}, 0) == {1, 2, 3}


def test_ring_that_holds_itself_up_is_not_controlled_by_a_ten_percent_outsider() -> None:
    assert controlled({1: [votes(2, 90), votes(0, 10)], 2: [votes(1, 100)]}, 0) == set()


def test_cross_held_pair_is_controlled_by_its_outside_majority() -> None:
    assert controlled({1: [votes(2, 49), votes(0, 51)], 2: [votes(1, 49), votes(0, 51)]}, 0) == {1, 2}


def test_own_votes_are_dropped_from_both_sides() -> None:
    """45 of 88 exercisable votes."""
    assert controlled({1: [votes(0, 45), votes(1, 12), votes(9, 43)]}, 0) == {1}


def test_control_without_a_number_needs_no_votes() -> None:
    assert controlled({1: [controls(0)], 2: [votes(1, 100)]}, 0) == {1, 2}


@pytest.mark.parametrize(
    ("stake", "certain", "possible"),
    [
        (votes(0, 50, 75, min_open=True), True, True),
        (votes(0, 50, 75), False, True),
        (votes(0, 25, 50, min_open=True), False, False),
        (votes(0, 0, 100), False, True),
        (votes(0, 0, 51, max_open=True), False, True),
    ],
)
def test_open_ends_decide(stake: Stake, certain: bool, possible: bool) -> None:
    network = {1: [stake]}
    assert (bool(controlled(network, 0)), bool(controlled(network, 0, certain=False))) == (certain, possible)


def test_two_bands_through_a_controlled_company_are_a_certain_majority() -> None:
    network = {1: [votes(0, 100)], 2: [votes(0, 25, 50, min_open=True), votes(1, 25, 50, min_open=True)]}
    assert 2 in controlled(network, 0)


def test_what_others_hold_can_make_a_majority_impossible() -> None:
    assert controlled({1: [votes(0, 0, 100), votes(9, 50, 60)]}, 0, certain=False) == set()


def test_complete_register_makes_the_undisclosed_rest_impossible() -> None:
    network = {1: [votes(0, 0, 100), votes(9, 10, 40)]}
    assert not closure({0}, network, certain=True)
    assert set(closure({0}, network, certain=True, complete={1})) == {1}


def test_a_start_set_acts_together() -> None:
    network = {10: [votes(1, 30), votes(2, 30)], 11: [votes(10, 51)]}
    assert not closure({1}, network, certain=True)
    assert list(closure({1, 2}, network, certain=True)) == [10, 11]


def test_half_of_the_capital_cascades_without_control() -> None:
    """The 50 % test of blocked property: 50 of 50 passes on, control does not count."""
    network = {1: [capital(0, 50)], 2: [capital(1, 50)], 3: [controls(0)]}
    criterion = Criterion(CAPITAL, 1, 2, strict=0, control=0)
    assert set(closure({0}, network, certain=True, criterion=criterion)) == {1, 2}
    assert set(closure({0}, network, certain=True)) == {3}


# -- against the definition --------------------------------------------------------------------------------------------


@pytest.mark.thorough
@given(networks(), CRITERIA, st.sets(st.integers(0, 6), min_size=1, max_size=3), st.sets(st.integers(1, 6)), st.booleans())
@settings(max_examples=250, deadline=None)
def test_worklist_with_running_sums_is_the_definition(
    network: Network, criterion: reference.Criterion, start: set[int], complete: set[int], certain: bool
) -> None:
    """The same companies in the same rounds, under any criterion."""
    prepared = prepare(network, complete, fast=False)
    want = reference.closure_rounds(start, network, criterion, certain=certain, complete=complete)
    assert closure(start, prepared, certain=certain, criterion=to_engine(criterion)).rounds == want
    assert closure(start, prepared, certain=certain, criterion=to_engine(criterion)).rounds == want, "the workspace is used again"


@pytest.mark.thorough
@given(networks_of_votes())
@settings(max_examples=150)
def test_control_is_the_definition(network: Network) -> None:
    for start in range(len(network) + 2):
        for certain in (True, False):
            assert controlled(network, start, certain=certain) == reference.closure({start}, network, certain=certain)


@pytest.mark.thorough
@given(grid_networks())
@settings(max_examples=150, deadline=None)
def test_certain_is_every_world_and_possible_is_some_world(network: Network) -> None:
    for start in range(4):
        certain, possible = worlds.control_in_worlds({start}, network, frozenset(), reference.MAJORITY)
        assert controlled(network, start, certain=True) == certain
        assert controlled(network, start, certain=False) == possible


@pytest.mark.thorough
@given(networks_of_votes())
@settings(max_examples=100)
def test_widening_a_share_shrinks_certain_and_grows_possible(network: Network) -> None:
    wider = {c: [Stake(s.holder, votes=Interval() if s.votes else None, control=s.control) for s in held] for c, held in network.items()}
    for start in range(len(network) + 2):
        assert controlled(wider, start) <= controlled(network, start)
        assert controlled(network, start, certain=False) <= controlled(wider, start, certain=False)


@pytest.mark.thorough
@pytest.mark.skipif(not has_numba(), reason="the extra [fast] is not installed")
@given(networks(), CRITERIA, st.sets(st.integers(0, 6), min_size=1, max_size=3), st.sets(st.integers(1, 6)), st.booleans())
@settings(max_examples=200, deadline=None)
def test_compiled_and_plain_agree(
    network: Network, criterion: reference.Criterion, start: set[int], complete: set[int], certain: bool
) -> None:
    plain, fast = (
        closure(start, prepare(network, complete, fast=speed), certain=certain, criterion=to_engine(criterion)) for speed in (False, True)
    )
    assert plain.rounds == fast.rounds
    assert dict(plain) == dict(fast)


def test_majority_is_the_reference_s() -> None:
    assert to_engine(reference.MAJORITY) == MAJORITY
    assert not closure({0}, {1: [Stake(0, role=Presence.CERTAIN)]}, certain=True)
