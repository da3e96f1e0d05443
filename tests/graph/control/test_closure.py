"""The decision in one company against every world on a grid, and the worklist against the definition it implements."""

from __future__ import annotations

import itertools
from collections.abc import Collection

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.algorithms.kernels import has_numba
from graph.control import closure
from graph.control.criterion import MAJORITY, Criterion
from graph.control.decision_kernel import MUCH, ShareSum, group_meets, meets
from graph.control.prepared import PreparedStakes, prepare
from graph.network.stake import Interval, Presence, Stake
from graph.network.stake_table import CAPITAL, VOTES
from ontology.shares import PERCENT, WHOLE

STEP = WHOLE // 4
"""Bounds lie on this grid."""
FINE = STEP // 25
"""Worlds lie on this one, fine enough to stand between any two bounds and thresholds that differ."""

THRESHOLDS = [(1, 2, 1), (1, 2, 0), (1, 4, 1), (1, 4, 0), (3, 4, 1), (3, 4, 0), (1, 5, 0), (0, 1, 1), (1, 1, 0), (1, 1, 1)]
INTERVALS = st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans(), st.booleans()).map(
    lambda t: Interval(min(t[:2]) * STEP, max(t[:2]) * STEP, t[2] and t[0] != t[1], t[3] and t[0] != t[1])
)


def inside(values: np.ndarray, box: Interval) -> np.ndarray:
    above = values > box.min if box.min_open else values >= box.min
    return above & (values < box.max if box.max_open else values <= box.max)


def worlds(group: Interval, own: Interval, others: Interval, *, complete: bool) -> tuple[np.ndarray, np.ndarray]:
    """Every pair (group's part, own part) on the fine grid that leaves room for the others."""
    grid = np.arange(0, WHOLE + 1, FINE)
    s, t = grid[:, None], grid[None, :]
    left = WHOLE - s - t
    room = inside(left, others) if complete else (left > others.min if others.min_open else left >= others.min)
    possible = inside(s, group) & inside(t, own) & room
    return np.broadcast_to(s, possible.shape)[possible], np.broadcast_to(t, possible.shape)[possible]


def verdict(group: Interval, own: Interval, others: Interval, criterion: Criterion, *, complete: bool, certain: bool) -> bool:
    def share_sum(share: Interval) -> ShareSum:
        return share.min, int(share.min_open), share.max, int(share.max_open)

    return meets(share_sum(group), share_sum(own), share_sum(others), int(complete), int(certain), criterion)


@given(INTERVALS, INTERVALS, INTERVALS, st.sampled_from(THRESHOLDS), st.booleans())
@settings(max_examples=3000, deadline=None)
def test_decision_is_every_world_or_some_world(
    group: Interval, own: Interval, others: Interval, threshold: tuple[int, int, int], complete: bool
) -> None:
    num, den, strict = threshold
    criterion = Criterion(num=num, den=den, strict=strict)
    s, t = worlds(group, own, others, complete=complete)
    if not len(s):
        if complete:
            open_, full = ([verdict(group, own, others, criterion, complete=c, certain=v) for v in (True, False)] for c in (False, True))
            assert open_ == full, "a column that cannot add to 100 % is taken as not complete"
        return
    reached = (den * s > num * (WHOLE - t)) if strict else (den * s >= num * (WHOLE - t))
    passing = reached & (s > 0)
    assert verdict(group, own, others, criterion, complete=complete, certain=True) == bool(passing.all())
    assert verdict(group, own, others, criterion, complete=complete, certain=False) == bool(passing.any())


@given(INTERVALS, INTERVALS, INTERVALS, st.sampled_from(THRESHOLDS), st.booleans())
@settings(max_examples=500)
def test_what_is_certain_is_possible_also_where_nothing_adds_up(
    group: Interval, own: Interval, others: Interval, threshold: tuple[int, int, int], complete: bool
) -> None:
    criterion = Criterion(num=threshold[0], den=threshold[1], strict=threshold[2])
    if verdict(group, own, others, criterion, complete=complete, certain=True):
        assert verdict(group, own, others, criterion, complete=complete, certain=False)


def test_treasury_interval_and_complete_register_decide_together() -> None:
    """Own votes 0 to 20, others 30 to 44: with 20 own the group has 36 to 50 of 80, with 0 it has 56 to 70 of 100."""
    group, own = Interval(0, WHOLE), Interval(0, 20 * PERCENT)
    assert not verdict(group, own, Interval(30 * PERCENT, 44 * PERCENT), MAJORITY, complete=True, certain=True)
    assert verdict(group, own, Interval(30 * PERCENT, 39 * PERCENT), MAJORITY, complete=True, certain=True)
    assert not verdict(group, own, Interval(30 * PERCENT, 40 * PERCENT), MAJORITY, complete=True, certain=True)
    assert verdict(group, own, Interval(30 * PERCENT, 40 * PERCENT, max_open=True), MAJORITY, complete=True, certain=True)


def test_least_of_the_group_limits_its_own_treasury_shares() -> None:
    """Others 35 to 45, own 0 to 30, group 45 or more: 45 of 100 - t, and t above 10 only with fewer others."""
    group, own, others = Interval(45 * PERCENT, WHOLE), Interval(0, 30 * PERCENT), Interval(35 * PERCENT, 45 * PERCENT)
    assert not verdict(group, own, others, MAJORITY, complete=True, certain=True)
    assert verdict(group, own, Interval(35 * PERCENT, 45 * PERCENT, max_open=True), MAJORITY, complete=True, certain=True)


def test_undisclosed_rest_may_be_the_groups_only_where_it_holds_something() -> None:
    criterion = Criterion(num=25, den=100, strict=0, undisclosed=1)
    five = Interval(5 * PERCENT, 5 * PERCENT)
    assert verdict(five, Interval(0, 0), Interval(60 * PERCENT, 60 * PERCENT), criterion, complete=False, certain=False)
    assert not verdict(five, Interval(0, 0), Interval(80 * PERCENT, 80 * PERCENT), criterion, complete=False, certain=False)
    assert not verdict(five, Interval(0, 0), Interval(60 * PERCENT, WHOLE), criterion, complete=True, certain=False)
    assert not verdict(Interval(0, 0), Interval(0, 0), Interval(60 * PERCENT, 60 * PERCENT), criterion, complete=False, certain=False)


def test_sums_far_over_a_hundred_percent_do_not_overflow() -> None:
    huge = Interval(10_000_000 * WHOLE, 10_000_000 * WHOLE)
    thousandths = Criterion(num=999, den=1000)
    assert verdict(huge, Interval(0, 0), huge, thousandths, complete=True, certain=True)
    assert not verdict(Interval(1, 1), Interval(0, 0), huge, thousandths, complete=True, certain=False)
    assert MUCH * 1000 * 1000 < 2**63


# -- the worklist --------------------------------------------------------------------------------------------------------

Network = dict[int, list[Stake]]
CRITERIA = st.builds(
    lambda threshold, *rest: Criterion(rest[0], threshold[0], threshold[1], threshold[2], *map(int, rest[1:])),
    st.sampled_from(THRESHOLDS),
    st.sampled_from([VOTES, CAPITAL, VOTES | CAPITAL]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Up to six companies; stakes with votes, capital, control, roles, in themselves and by unnamed holders too."""
    size = draw(st.integers(2, 6))
    level = st.sampled_from([Presence.ABSENT, Presence.ABSENT, Presence.ABSENT, Presence.POSSIBLE, Presence.CERTAIN])
    box = st.none() | INTERVALS
    stakes = st.builds(Stake, st.integers(-1, size), box, box, level, level)
    return {c: draw(st.lists(stakes, max_size=4, unique_by=lambda s: s.holder)) for c in range(1, size)}


def by_definition(prepared: PreparedStakes, start: Collection[int], criterion: Criterion, *, certain: bool) -> dict[int, int]:
    """Rounds that read whole columns: no running sums, no worklist."""
    run = prepared.workspace(criterion)
    number, parties = prepared.local.number, prepared.local.parties
    member = [0] * len(parties)
    for party in start:
        if party in number:
            member[number[party]] = 1
    rounds: dict[int, int] = {}
    while True:
        found = [
            c for c in range(len(parties)) if not member[c] and group_meets(run.table, run.totals, criterion, int(certain), c, member, 1)
        ]
        if not found:
            return rounds
        number_ = max(rounds.values(), default=-1) + 1
        for c in found:
            member[c] = 1
            rounds[parties[c]] = number_


@given(networks(), CRITERIA, st.sets(st.integers(0, 6), min_size=1, max_size=3), st.sets(st.integers(1, 6)), st.booleans())
@settings(max_examples=500, deadline=None)
def test_worklist_with_running_sums_is_the_definition(
    network: Network, criterion: Criterion, start: set[int], complete: set[int], certain: bool
) -> None:
    prepared = prepare(network, complete, fast=False)
    expected = by_definition(prepared, start, criterion, certain=certain)
    found = closure(start, prepared, certain=certain, criterion=criterion)
    assert found.rounds == expected
    assert closure(start, prepared, certain=certain, criterion=criterion).rounds == expected, "the space is used again"


@given(networks(), CRITERIA, st.sets(st.integers(1, 6)), st.booleans())
@settings(max_examples=300, deadline=None)
def test_a_decision_rests_on_earlier_rounds_and_passes_by_itself(
    network: Network, criterion: Criterion, complete: set[int], certain: bool
) -> None:
    prepared = prepare(network, complete, fast=False)
    found = closure({0}, prepared, certain=certain, criterion=criterion)
    for company, decision in found.items():
        assert all(s.holder == 0 or found.rounds[s.holder] < decision.round for s in decision.stakes)
        assert _passes(prepared, company, {s.holder for s in decision.stakes}, criterion, certain=certain)
        if certain:
            group = {0} | {c for c, r in found.rounds.items() if r < decision.round}
            fewer = itertools.combinations(sorted(group), len(decision.stakes) - 1)
            assert not any(_passes(prepared, company, set(few), criterion, certain=True) for few in fewer), "fewer stakes suffice"


def _passes(prepared: PreparedStakes, company: int, group: set[int], criterion: Criterion, *, certain: bool) -> bool:
    run = prepared.workspace(criterion)
    member = [int(party in group) for party in prepared.local.parties]
    return group_meets(run.table, run.totals, criterion, int(certain), prepared.local.number[company], member, 1)


@pytest.mark.skipif(not has_numba(), reason="the extra [fast] is not installed")
@given(networks(), CRITERIA, st.sets(st.integers(0, 6), min_size=1, max_size=3), st.sets(st.integers(1, 6)), st.booleans())
@settings(max_examples=200, deadline=None)
def test_compiled_and_plain_agree(network: Network, criterion: Criterion, start: set[int], complete: set[int], certain: bool) -> None:
    plain, fast = (prepare(network, complete, fast=f) for f in (False, True))
    first, second = (closure(start, g, certain=certain, criterion=criterion) for g in (plain, fast))
    assert first.rounds == second.rounds
    assert dict(first) == dict(second)


def test_a_start_set_acts_together() -> None:
    third = Interval(30 * PERCENT, 30 * PERCENT)
    network = {10: [Stake(1, votes=third), Stake(2, votes=third)], 11: [Stake(10, votes=Interval(51 * PERCENT, 51 * PERCENT))]}
    assert not closure({1}, network, certain=True)
    assert list(closure({1, 2}, network, certain=True)) == [10, 11]


def test_half_of_the_capital_cascades_without_control() -> None:
    """The 50 % test of blocked property: 50 of 50 passes on, control does not count."""
    half = Interval(50 * PERCENT, 50 * PERCENT)
    network = {1: [Stake(0, capital=half)], 2: [Stake(1, capital=half)], 3: [Stake(0, control=Presence.CERTAIN)]}
    criterion = Criterion(CAPITAL, 1, 2, strict=0, control=0)
    assert set(closure({0}, network, certain=True, criterion=criterion)) == {1, 2}
    assert set(closure({0}, network, certain=True)) == {3}


def test_complete_register_decides_by_the_stake_that_limits_the_others() -> None:
    """2 may hold anything up to 60 %; without it the others have at most 49 %, so it decides alone and the sure 5 % are not needed."""
    five = Interval(5 * PERCENT, 5 * PERCENT)
    whole = Interval(WHOLE, WHOLE)
    unsure, others = Interval(0, 60 * PERCENT), Interval(10 * PERCENT, 39 * PERCENT)
    network = {c: [Stake(0, votes=whole)] for c in (2, 3, 4)}
    network[1] = [Stake(3, votes=five), Stake(4, votes=five), Stake(2, votes=unsure), Stake(9, votes=others)]
    assert [s.holder for s in closure({0}, network, certain=True, complete={1})[1].stakes] == [2]
