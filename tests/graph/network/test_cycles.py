"""Cycles of stakes: who stands in them, by votes or by capital, and what they hold of each other."""

from __future__ import annotations

from graph.network.cycles import find_cycles
from graph.network.stake import Interval, Stake
from graph.network.stake_table import CAPITAL, StakeTable, gather

SOME = Interval(1, 1)


def columns(held: dict[int, list[Stake]]) -> StakeTable:
    return gather(held).table


def test_a_cycle_comes_with_what_its_members_hold_inside() -> None:
    held = {
        0: [Stake(1, votes=SOME), Stake(5, votes=SOME)],
        1: [Stake(2, votes=SOME)],
        2: [Stake(0, votes=SOME), Stake(1, votes=SOME)],
        3: [Stake(4, votes=SOME)],
        4: [Stake(3, votes=SOME)],
        5: [],
    }
    first, second = find_cycles(columns(held))
    assert (first.members, first.positions) == ((0, 1, 2), (0, 2, 3, 4))
    assert (second.members, second.positions) == ((3, 4), (5, 6))


def test_own_shares_and_shares_of_nothing_make_no_cycle() -> None:
    held = {0: [Stake(0, votes=SOME), Stake(1, votes=Interval(0, 0))], 1: [Stake(0, votes=SOME)]}
    assert find_cycles(columns(held)) == []


def test_votes_and_capital_have_their_own_cycles() -> None:
    held = {0: [Stake(1, votes=SOME)], 1: [Stake(0, capital=SOME)]}
    assert find_cycles(columns(held)) == []
    held = {0: [Stake(1, capital=SOME, votes=SOME)], 1: [Stake(0, capital=SOME)]}
    assert [c.members for c in find_cycles(columns(held), CAPITAL)] == [(0, 1)]


def test_a_ring_of_thirty_thousand_and_a_chain_need_no_recursion() -> None:
    ring = 30_000
    held = {p: [Stake((p + 1) % ring, votes=SOME)] for p in range(ring)}
    held |= {ring + p: [Stake(ring + p + 1, votes=SOME)] for p in range(10_000)}
    (cycle,) = find_cycles(columns(held))
    assert cycle.members == tuple(range(ring))
