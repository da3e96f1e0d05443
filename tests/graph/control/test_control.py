"""Control: the definition on small networks, and against a second, plainly written reference."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.control import closure, ultimate
from graph.control.votes import group_votes
from graph.network.stake import Interval, Presence, Stake
from ontology.shares import PERCENT, WHOLE

Network = dict[int, list[Stake]]


def share(least: float, most: float | None = None, *, min_open: bool = False, max_open: bool = False) -> Interval:
    top = least if most is None else most
    return Interval(int(least * PERCENT), int(top * PERCENT), min_open, max_open)


def votes(holder: int, least: float, most: float | None = None, **ends: bool) -> Stake:
    return Stake(holder, votes=share(least, most, **ends))


def controlled(network: Network, *start: int, certain: bool = True) -> set[int]:
    return set(closure(start, network, certain=certain))


def tops(network: Network, company: int) -> list[tuple[int, bool]]:
    return [(c.party, c.certain) for c in ultimate(company, network).controllers]


def test_seventy_of_sixty_percent_is_control() -> None:
    assert controlled({2: [votes(1, 60)], 1: [votes(0, 70)]}, 0) == {1, 2}


def test_exactly_half_is_no_majority() -> None:
    assert controlled({1: [votes(0, 50), votes(9, 50)]}, 0) == set()


def test_two_controlled_companies_hold_a_majority_together() -> None:
    network = {1: [votes(0, 60)], 2: [votes(0, 51)], 3: [votes(1, 26), votes(2, 25), votes(9, 49)]}
    assert controlled(network, 0) == {1, 2, 3}
    assert tops(network, 3) == [(0, True)]


def test_ring_that_holds_itself_up_is_not_controlled_by_a_ten_percent_outsider() -> None:
    network = {1: [votes(2, 90), votes(0, 10)], 2: [votes(1, 100)]}
    assert controlled(network, 0) == set()
    (found,) = ultimate(1, network).controllers
    assert (found.party, found.ring) == (2, (1, 2))


def test_cross_held_pair_is_controlled_by_its_outside_majority() -> None:
    network = {1: [votes(2, 49), votes(0, 51)], 2: [votes(1, 49), votes(0, 51)]}
    assert controlled(network, 0) == {1, 2}
    assert tops(network, 1) == [(0, True)]


def test_own_votes_are_dropped_from_both_sides() -> None:
    """45 of 88 exercisable votes."""
    network = {1: [votes(0, 45), votes(1, 12), votes(9, 43)]}
    assert controlled(network, 0) == {1}


def test_control_without_a_number_needs_no_votes() -> None:
    network = {1: [Stake(0, control=Presence.CERTAIN)], 2: [votes(1, 100)]}
    assert controlled(network, 0) == {1, 2}


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


def test_the_rest_of_the_column_can_make_a_majority_impossible() -> None:
    assert controlled({1: [votes(0, 0, 100), votes(9, 50, 60)]}, 0, certain=False) == set()


def test_complete_register_makes_the_undisclosed_rest_impossible() -> None:
    network = {1: [votes(0, 0, 100), votes(9, 10, 40)]}
    assert not closure({0}, network, certain=True)
    assert set(closure({0}, network, certain=True, complete={1})) == {1}


def test_two_certain_controllers_are_both_listed() -> None:
    network = {1: [votes(0, 60), Stake(9, control=Presence.CERTAIN)]}
    assert tops(network, 1) == [(0, True), (9, True)]


def test_possible_controller_beneath_a_certain_one_is_not_ultimate() -> None:
    network = {1: [votes(0, 100)], 2: [votes(1, 0, 51)]}
    assert tops(network, 2) == [(0, False)]


def test_votes_of_control_without_a_number_are_unknown_not_nought() -> None:
    box = group_votes([Stake(0, control=Presence.CERTAIN), votes(9, 30)], 1, {0})
    assert (box.min, box.max) == (0, 70 * PERCENT)


# -- against the definition --------------------------------------------------------------------------------------------

BOXES = st.tuples(st.integers(0, 20), st.integers(0, 20), st.booleans(), st.booleans()).map(
    lambda t: Interval(min(t[:2]) * 5 * PERCENT, max(t[:2]) * 5 * PERCENT, t[2] and t[0] != t[1], t[3] and t[0] != t[1])
)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    size = draw(st.integers(2, 5))
    network: Network = {}
    for company in range(1, size):
        holders = draw(st.lists(st.integers(0, size), unique=True, max_size=4))
        level = st.sampled_from(list(Presence))
        network[company] = [Stake(h, votes=draw(BOXES)) if draw(st.integers(0, 5)) else Stake(h, control=draw(level)) for h in holders]
    return network


def reference_certain(network: Network, start: int) -> set[int]:
    """Repeat the definition until nothing is added: the least of the group's votes against half of what can be exercised."""
    found: set[int] = set()
    while True:
        group = found | {start}
        added = {
            y
            for y, held in network.items()
            if y not in group
            and (any(s.control is Presence.CERTAIN and s.holder in group and s.holder != y for s in held) or _always(held, y, group))
        }
        if not added:
            return found
        found |= added


def _always(held: list[Stake], company: int, group: set[int]) -> bool:
    inside = [s.votes for s in held if s.votes and s.holder in group and s.holder != company]
    own = sum((Fraction(s.votes.min) for s in held if s.votes and s.holder == company), Fraction())
    own_open = any(s.votes.min_open for s in held if s.votes and s.holder == company)
    least = sum((Fraction(b.min) for b in inside), Fraction())
    half = (WHOLE - own) / 2
    return bool(inside) and (least > half or (least == half and (any(b.min_open for b in inside) or own_open)))


@given(networks())
@settings(max_examples=300)
def test_certain_control_is_the_definition(network: Network) -> None:
    for start in range(len(network) + 2):
        assert controlled(network, start) == reference_certain(network, start) - {start}


GRID = 20
"""Step in percent.  Bounds lie on the grid, so every extreme distribution inside the boxes does too, and trying all is a proof."""

GRID_BOXES = st.tuples(st.integers(0, 5), st.integers(0, 5)).map(lambda t: share(min(t) * GRID, max(t) * GRID))


@st.composite
def grid_networks(draw: st.DrawFn) -> Network:
    """Two companies 1 and 2 and two outsiders 0 and 3; at most three stakes in each, own shares and control without a number included."""
    level = st.sampled_from(list(Presence))
    network: Network = {}
    for company in (1, 2):
        holders = draw(st.lists(st.integers(0, 3), unique=True, min_size=1, max_size=3))
        held = [Stake(h, votes=draw(GRID_BOXES)) if draw(st.integers(0, 4)) else Stake(h, control=draw(level)) for h in holders]
        if sum(s.votes.min for s in held if s.votes) <= WHOLE:
            network[company] = held
    return network


def worlds(network: Network) -> Iterator[Network]:
    """Every network of exact shares on the grid inside the boxes whose columns add to at most 100."""
    columns = []
    for company, held in network.items():
        choices = itertools.product(*(_values(s) for s in held))
        columns.append([(company, list(choice)) for choice in choices if sum(s.votes.min for s in choice if s.votes) <= WHOLE])
    return (dict(world) for world in itertools.product(*columns))


def _values(stake: Stake) -> list[Stake]:
    if stake.votes is None:
        open_ = [Presence.ABSENT, Presence.CERTAIN] if stake.control is Presence.POSSIBLE else [stake.control]
        return [Stake(stake.holder, control=level) for level in open_]
    step = GRID * PERCENT
    return [Stake(stake.holder, votes=Interval(v, v)) for v in range(stake.votes.min, stake.votes.max + 1, step)]


@given(grid_networks())
@settings(max_examples=300, deadline=None)
def test_certain_is_every_world_and_possible_is_some_world(network: Network) -> None:
    for start in range(4):
        outcomes = [controlled(world, start) for world in worlds(network)]
        assert controlled(network, start, certain=True) == set.intersection(*outcomes)
        assert controlled(network, start, certain=False) == set.union(*outcomes)


@given(networks())
@settings(max_examples=100)
def test_widening_a_share_shrinks_certain_and_grows_possible(network: Network) -> None:
    wider = {c: [Stake(s.holder, votes=Interval() if s.votes else None, control=s.control) for s in held] for c, held in network.items()}
    for start in range(len(network) + 2):
        assert controlled(wider, start) <= controlled(network, start)


def test_a_hundred_percent_shell_in_between_changes_nothing() -> None:
    direct = {1: [votes(0, 51)]}
    routed = {1: [votes(5, 51)], 5: [votes(0, 100)]}
    assert tops(direct, 1) == tops(routed, 1) == [(0, True)]
