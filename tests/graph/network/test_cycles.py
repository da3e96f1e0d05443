"""Strongly connected components against reachability, plain and compiled."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.algorithms.kernels import available, compiled
from graph.algorithms.scc import components, strong
from graph.network.cycles import find_cycles
from graph.network.stake import Interval, Stake
from graph.network.stake_table import CAPITAL, StakeTable, gather

SOME = Interval(1, 1)


def drawn(rng: random.Random, parties: int) -> dict[int, list[int]]:
    return {p: sorted(rng.sample(range(parties), rng.randint(0, min(3, parties)))) for p in range(parties)}


def reaches(links: dict[int, list[int]], node: int) -> set[int]:
    seen, queue = {node}, [node]
    for current in queue:
        for other in links.get(current, ()):
            if other not in seen:
                seen.add(other)
                queue.append(other)
    return seen


@given(st.randoms(use_true_random=False), st.integers(1, 9))
def test_components_are_those_who_reach_each_other(rng: random.Random, parties: int) -> None:
    links = drawn(rng, parties)
    reach = {node: reaches(links, node) for node in links}
    found = components(links)
    want = {frozenset(b for b in links if b in reach[a] and a in reach[b]) for a in links}
    assert {frozenset(group) for group in found} == want
    place = {node: i for i, group in enumerate(found) for node in group}
    assert all(place[holder] <= place[node] for node in links for holder in links[node]), "links lead to earlier components"


@pytest.mark.skipif(not available(), reason="the extra [fast] is not installed")
def test_compiled_search_numbers_the_same() -> None:
    rng = np.random.default_rng(5)
    links = {p: rng.integers(0, 400, rng.integers(0, 4)).tolist() for p in range(400)}
    start = np.cumsum([0, *(len(one) for one in links.values())])
    onward = np.array([h for one in links.values() for h in one], np.int32)
    keep = rng.random(len(onward)) < 0.8
    plain, fast = [-1] * 400, np.full(400, -1, np.int32)
    assert strong(start.tolist(), onward.tolist(), keep.tolist(), plain) == compiled(strong)(start, onward, keep, fast)
    assert plain == fast.tolist()


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
    (found,) = find_cycles(columns(held))
    assert found.members == tuple(range(ring))
