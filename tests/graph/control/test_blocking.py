"""Who can block: a veto always, half of the votes where nobody controls."""

from __future__ import annotations

from collections.abc import Sequence

from graph.control import Controller, can_block, ultimate
from graph.network.stake import Interval, Presence, Stake
from ontology.shares import PERCENT
from tests.graph.control.networks import Network
from tests.scenarios import controls, votes


def blocks(network: Network, company: int, groups: Sequence[frozenset[int]] = ()) -> list[tuple[int, bool, bool, tuple[int, ...]]]:
    return [(b.party, b.certain, b.veto, b.group) for b in can_block(company, network, groups=groups)]


def test_two_halves_block_each_other_and_neither_controls() -> None:
    network = {1: [votes(0, 50), votes(9, 50)]}
    assert ultimate(1, network).controllers == ()
    assert blocks(network, 1) == [(0, True, False, ()), (9, True, False, ())]


def test_half_is_listed_of_the_highest_that_has_it_and_of_groups() -> None:
    network = {1: [votes(2, 50)], 2: [votes(3, 100)], 4: [votes(5, 25), votes(6, 25)]}
    assert blocks(network, 1) == [(3, True, False, ())]
    assert blocks(network, 4) == []
    assert blocks(network, 4, [frozenset({5, 6})]) == [(5, True, False, (5, 6))]


def test_half_of_the_votes_that_can_be_exercised_blocks() -> None:
    assert blocks({1: [votes(0, 45), votes(1, 10)]}, 1) == [(0, True, False, ())]


def test_nobody_blocks_by_half_beside_a_certain_controller() -> None:
    network = {1: [votes(0, 50), controls(9)]}
    assert blocks(network, 1) == []


def test_golden_share_blocks_beside_a_controller_and_never_controls() -> None:
    network = {1: [votes(0, 60), Stake(9, veto=Presence.CERTAIN), Stake(8, veto=Presence.POSSIBLE)]}
    assert ultimate(1, network).controllers == (Controller(0, True),)
    assert blocks(network, 1) == [(9, True, True, ()), (8, False, True, ())]


def test_half_that_may_be_less_does_not_certainly_block() -> None:
    assert blocks({1: [Stake(0, votes=Interval(49 * PERCENT, 50 * PERCENT))]}, 1) == []
