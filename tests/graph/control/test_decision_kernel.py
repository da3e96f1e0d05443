"""The decision in one company against every world on a grid."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.algorithms.kernels import has_numba
from graph.control.closure import closure
from graph.control.criterion import MAJORITY, Criterion
from graph.control.decision_kernel import MOST_OF_ALL, MOST_OF_GROUP, MUCH, ShareSum, meets
from graph.control.prepared import prepare
from graph.network.stake import Interval
from ontology.shares import PERCENT, WHOLE
from tests.graph.control.networks import INTERVALS, STEP, THRESHOLDS
from tests.scenarios import votes

FINE = STEP // 25
"""Worlds lie on this grid, fine enough to stand between any two bounds and thresholds that differ."""


def inside(values: np.ndarray, share: Interval) -> np.ndarray:
    above = values > share.min if share.min_open else values >= share.min
    return above & (values < share.max if share.max_open else values <= share.max)


def worlds(group: Interval, own: Interval, others: Interval, *, complete: bool) -> tuple[np.ndarray, np.ndarray]:
    """Every pair (group's share, own share) on the fine grid that leaves room for the others."""
    grid = np.arange(0, WHOLE + 1, FINE)
    s, t = grid[:, None], grid[None, :]
    left = WHOLE - s - t
    room = inside(left, others) if complete else (left > others.min if others.min_open else left >= others.min)
    possible = inside(s, group) & inside(t, own) & room
    return np.broadcast_to(s, possible.shape)[possible], np.broadcast_to(t, possible.shape)[possible]


def decide(group: Interval, own: Interval, others: Interval, criterion: Criterion, *, complete: bool, certain: bool) -> bool:
    def add_up(share: Interval) -> ShareSum:
        return share.min, int(share.min_open), share.max, int(share.max_open)

    return meets(add_up(group), add_up(own), add_up(others), int(complete), int(certain), criterion)


@pytest.mark.thorough
@given(INTERVALS, INTERVALS, INTERVALS, st.sampled_from(THRESHOLDS), st.booleans())
@settings(max_examples=1500, deadline=None)
def test_decision_is_every_world_or_some_world(
    group: Interval, own: Interval, others: Interval, threshold: tuple[int, int, int], complete: bool
) -> None:
    num, den, strict = threshold
    criterion = Criterion(num=num, den=den, strict=strict)
    s, t = worlds(group, own, others, complete=complete)
    if not len(s):
        if complete:
            open_, full = ([decide(group, own, others, criterion, complete=c, certain=v) for v in (True, False)] for c in (False, True))
            assert open_ == full, "shares that cannot add to 100 % are taken as not complete"
        return
    reached = (den * s > num * (WHOLE - t)) if strict else (den * s >= num * (WHOLE - t))
    meeting = reached & (s > 0)
    assert decide(group, own, others, criterion, complete=complete, certain=True) == bool(meeting.all())
    assert decide(group, own, others, criterion, complete=complete, certain=False) == bool(meeting.any())


@pytest.mark.thorough
@given(INTERVALS, INTERVALS, INTERVALS, st.sampled_from(THRESHOLDS), st.booleans())
@settings(max_examples=500)
def test_what_is_certain_is_possible_also_where_nothing_adds_up(
    group: Interval, own: Interval, others: Interval, threshold: tuple[int, int, int], complete: bool
) -> None:
    criterion = Criterion(num=threshold[0], den=threshold[1], strict=threshold[2])
    if decide(group, own, others, criterion, complete=complete, certain=True):
        assert decide(group, own, others, criterion, complete=complete, certain=False)


def test_treasury_interval_and_complete_register_decide_together() -> None:
    """Own votes 0 to 20, others 30 to 44: with 20 own the group has 36 to 50 of 80, with 0 it has 56 to 70 of 100."""
    group, own = Interval(0, WHOLE), Interval(0, 20 * PERCENT)
    assert not decide(group, own, Interval(30 * PERCENT, 44 * PERCENT), MAJORITY, complete=True, certain=True)
    assert decide(group, own, Interval(30 * PERCENT, 39 * PERCENT), MAJORITY, complete=True, certain=True)
    assert not decide(group, own, Interval(30 * PERCENT, 40 * PERCENT), MAJORITY, complete=True, certain=True)
    assert decide(group, own, Interval(30 * PERCENT, 40 * PERCENT, max_open=True), MAJORITY, complete=True, certain=True)


def test_least_of_the_group_limits_its_own_treasury_shares() -> None:
    """Others 35 to 45, own 0 to 30, group 45 or more: 45 of 100 - t, and t above 10 only with fewer others."""
    group, own, others = Interval(45 * PERCENT, WHOLE), Interval(0, 30 * PERCENT), Interval(35 * PERCENT, 45 * PERCENT)
    assert not decide(group, own, others, MAJORITY, complete=True, certain=True)
    assert decide(group, own, Interval(35 * PERCENT, 45 * PERCENT, max_open=True), MAJORITY, complete=True, certain=True)


def test_undisclosed_rest_may_be_the_groups_only_where_it_holds_something() -> None:
    criterion = Criterion(num=25, den=100, strict=0, undisclosed=1)
    five = Interval(5 * PERCENT, 5 * PERCENT)
    assert decide(five, Interval(0, 0), Interval(60 * PERCENT, 60 * PERCENT), criterion, complete=False, certain=False)
    assert not decide(five, Interval(0, 0), Interval(80 * PERCENT, 80 * PERCENT), criterion, complete=False, certain=False)
    assert not decide(five, Interval(0, 0), Interval(60 * PERCENT, WHOLE), criterion, complete=True, certain=False)
    assert not decide(Interval(0, 0), Interval(0, 0), Interval(60 * PERCENT, 60 * PERCENT), criterion, complete=False, certain=False)


NONE = Interval(0, 0)


def exactly(percent: int) -> Interval:
    return Interval(percent * PERCENT, percent * PERCENT)


@pytest.mark.parametrize(
    ("group", "own", "others", "certain", "possible"),
    [
        pytest.param(exactly(60), NONE, exactly(60), False, True, id="beside 60 there is room for 40 only"),
        pytest.param(exactly(80), NONE, exactly(25), True, True, id="beside 25 at least 75 is left"),
        pytest.param(exactly(80), NONE, exactly(50), False, True, id="beside 50 just half is left"),
        pytest.param(exactly(80), NONE, exactly(49), True, True, id="beside 49 more than half is left"),
        pytest.param(Interval(10 * PERCENT, 50 * PERCENT), NONE, exactly(95), False, False, id="half at most is none"),
        pytest.param(exactly(150), NONE, exactly(95), False, True, id="two entries of the group that pass 100 % themselves"),
        pytest.param(exactly(60), exactly(30), exactly(20), True, True, id="50 are left of 80 that can be cast"),
        pytest.param(exactly(60), exactly(30), exactly(30), False, True, id="40 are left of 90 that can be cast"),
        pytest.param(exactly(45), exactly(30), exactly(40), False, True, id="45 is a majority only beside own votes"),
        pytest.param(exactly(45), exactly(5), exactly(60), False, False, id="own votes of 5 are too few for that"),
    ],
)
def test_beside_an_excess_a_group_counts_from_what_the_others_leave(
    group: Interval, own: Interval, others: Interval, certain: bool, possible: bool
) -> None:
    assert [decide(group, own, others, MAJORITY, complete=False, certain=level) for level in (True, False)] == [certain, possible]


def test_an_open_end_on_the_whole_is_an_excess_too() -> None:
    """More than 50 beside 50 cannot both be: at least half is what the one has of it, and less than half what the other has."""
    more_than_half, half, at_least = Interval(50 * PERCENT, WHOLE, min_open=True), exactly(50), Criterion(strict=0)
    assert [decide(more_than_half, NONE, half, MAJORITY, complete=False, certain=level) for level in (True, False)] == [False, True]
    assert decide(more_than_half, NONE, half, at_least, complete=False, certain=True)
    assert not decide(half, NONE, more_than_half, at_least, complete=False, certain=True)


@pytest.mark.thorough
@given(INTERVALS, INTERVALS, INTERVALS, st.sampled_from(THRESHOLDS), st.integers(0, WHOLE // STEP))
@settings(max_examples=300, deadline=None)
def test_more_of_others_never_makes_certain(
    group: Interval, own: Interval, others: Interval, threshold: tuple[int, int, int], steps: int
) -> None:
    """A further claim can bring a column over 100 %; it weakens what was certain, never the reverse."""
    criterion = Criterion(num=threshold[0], den=threshold[1], strict=threshold[2])
    more = Interval(others.min + steps * STEP, others.max + steps * STEP, others.min_open, others.max_open)
    if decide(group, own, more, criterion, complete=False, certain=True):
        assert decide(group, own, others, criterion, complete=False, certain=True)


def test_sums_far_over_a_hundred_percent_do_not_overflow() -> None:
    huge = Interval(MOST_OF_GROUP, MOST_OF_GROUP)
    thousandths = Criterion(num=999, den=1000)
    # Beside as much of others nothing is certain of any share, and all may be true of it.
    assert [decide(huge, NONE, huge, thousandths, complete=True, certain=level) for level in (True, False)] == [False, True]
    assert decide(huge, NONE, NONE, thousandths, complete=True, certain=True)
    assert not decide(Interval(1, 1), NONE, huge, thousandths, complete=True, certain=False)
    assert max(2 * MUCH * 1000, MOST_OF_ALL + MOST_OF_GROUP) < 2**63


CROWD = 12_000
"""Holders of 0 to 100 % each: as share units their greatest sum passes 64 bits."""
SPEEDS = [False, pytest.param(True, marks=pytest.mark.skipif(not has_numba(), reason="numba is not installed"))]


@pytest.mark.parametrize("compiled", SPEEDS)
@pytest.mark.parametrize("complete", [False, True])
@pytest.mark.parametrize("in_group", [0, 1, CROWD // 2, CROWD])
def test_sums_of_a_crowd_are_stopped_and_nothing_is_decided_that_is_not_so(in_group: int, complete: bool, compiled: bool) -> None:
    """Party 0 holds 30 %, and ``in_group`` of the crowd are with it.  With all of a complete register it has 100 %, which is not seen."""
    crowd = [votes(holder, 0, 100) for holder in range(1, CROWD + 1)]
    company = CROWD + 1
    prepared = prepare({company: [votes(0, 30), *crowd]}, {company} if complete else (), fast=compiled)
    start = range(in_group + 1)
    assert company not in closure(start, prepared, certain=True)
    assert (company in closure(start, prepared, certain=False)) == (in_group > 0)


@pytest.mark.parametrize("compiled", SPEEDS)
@pytest.mark.parametrize("complete", [False, True])
def test_majority_beside_a_crowd_is_certain(complete: bool, compiled: bool) -> None:
    crowd = [votes(holder, 0, 100) for holder in range(1, CROWD + 1)]
    company = CROWD + 1
    prepared = prepare({company: [votes(0, 51), *crowd]}, {company} if complete else (), fast=compiled)
    for start in ([0], range(CROWD + 1)):
        assert company in closure(start, prepared, certain=True)
    assert company not in closure([1, 2], prepared, certain=False)
