"""What decides one company: one holder, several together, nobody, or neither for certain."""

from __future__ import annotations

import pytest

from graph.control.batch.classify import FULL, SHIFT, weigh
from graph.network.stake import Interval, Presence, Stake
from ontology.shares import WHOLE
from tests.graph.control.batch.tables import labels_of, table_of
from tests.scenarios import controls, votes


@pytest.mark.parametrize(
    "stakes, top, exact",
    [
        ([votes(0, 50, 75, min_open=True), votes(1, 25, 50, min_open=True)], 0, True),
        ([votes(0, 50, 75)], None, False),
        ([votes(0, 25, 50, min_open=True)], -1, True),
        ([votes(0, 25, 50, min_open=True), votes(1, 25, 50, min_open=True)], -1, True),
        ([votes(0, 45), votes(2, 12)], 0, True),
        ([votes(0, 44), votes(2, 12)], -1, True),
        ([votes(0, 60), votes(1, 60)], None, False),
        ([controls(0)], 0, True),
        ([Stake(0, control=Presence.POSSIBLE)], None, False),
        ([controls(0), votes(1, 51)], None, False),
        ([controls(0), votes(1, 49)], 0, True),
        ([controls(0), controls(1)], None, False),
        ([votes(-1, 60), votes(0, 40)], -1, True),
    ],
)
def test_what_decides_one_company(stakes: list[Stake], top: int | None, exact: bool) -> None:
    labels = labels_of({2: stakes}, 3)
    assert labels.is_exact(2) == exact
    if exact:
        assert labels.top[2] == top


def test_doubt_spreads_to_what_depends_on_it_and_no_further() -> None:
    """1 may be controlled by 0; 2 depends on 1; 3 is held by 1 too, but 4 alone decides there."""
    labels = labels_of({1: [votes(0, 0, 100)], 2: [votes(1, 40), votes(4, 30)], 3: [votes(1, 40), votes(4, 60)]}, 5)
    assert [labels.is_exact(c) for c in range(5)] == [True, False, False, True, True]
    assert labels.top[3] == 4


def test_sums_at_the_middle_are_exact() -> None:
    half = WHOLE // 2
    for own, top in ((half, -1), (half + 1, 0)):
        network = {1: [votes(0, 100)], 2: [Stake(0, votes=Interval(own - 7, own - 7)), Stake(1, votes=Interval(7, 7))]}
        assert labels_of(network, 3).top[2] == top


def test_weight_of_an_open_end_is_less_than_any_share() -> None:
    table = table_of({0: [Stake(1, votes=Interval(1, WHOLE, True)), Stake(2, votes=Interval(2, 2)), Stake(3)]}, 4)
    assert [weigh(table, i) for i in range(3)] == [(1 << SHIFT) + 1, 2 << SHIFT, 0]
    assert 2 * (FULL + 1) < 2**63


def test_open_ends_of_a_crowd_never_add_up_to_a_share() -> None:
    """Each holds a little more than nothing, all under party 0, which has a share unit less than half: perhaps no more together."""
    crowd = range(1, 2 << SHIFT)
    company = len(crowd) + 1
    little = Interval(0, WHOLE, min_open=True)
    below = {holder: [votes(0, 100)] for holder in crowd}
    stakes = [Stake(0, votes=Interval(WHOLE // 2 - 1, WHOLE)), *(Stake(holder, votes=little) for holder in crowd)]
    labels = labels_of({**below, company: stakes}, company + 1)
    assert not labels.is_exact(company)
    assert labels.is_exact(1)
