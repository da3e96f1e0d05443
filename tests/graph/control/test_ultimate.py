"""Ultimate controllers against their definition: every closure worked out, every pair compared."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.algorithms.kernels import has_numba
from graph.control import Controller, can_block, closure, ultimate
from graph.control.criterion import MAJORITY, Criterion
from graph.control.prepared import PreparedStakes, prepare
from graph.network.stake import Interval, Presence, Stake
from ontology.shares import PERCENT, WHOLE
from tests.graph.control.test_closure import CRITERIA, INTERVALS, Network

Unit = frozenset[int]


def exactly(percent: int) -> Interval:
    return Interval(percent * PERCENT, percent * PERCENT)


MAJORITIES = st.sampled_from([exactly(51), exactly(60), exactly(26), exactly(30), exactly(50), Interval(40 * PERCENT, 60 * PERCENT)])


@st.composite
def entwined(draw: st.DrawFn) -> Network:
    """Up to eight companies, most of which hold each other; rings, joint rings and chains are common."""
    size = draw(st.integers(2, 8))
    box = MAJORITIES | INTERVALS if draw(st.booleans()) else MAJORITIES
    level = st.sampled_from([Presence.ABSENT] * 6 + [Presence.POSSIBLE, Presence.CERTAIN])
    stakes = st.builds(Stake, st.integers(0, size), box, box, level)
    return {c: draw(st.lists(stakes, max_size=4, unique_by=lambda s: s.holder)) for c in range(1, size)}


def by_definition(company: int, prepared: PreparedStakes, groups: Sequence[Unit], criterion: Criterion) -> list[tuple[Unit, Unit, bool]]:
    """(own, own and ring, certain) of every ultimate controller."""
    acting = [g - {company} for g in groups]
    acting = [g for g in acting if g & set(prepared.local.parties)]
    single = sorted(set(prepared.local.parties) - Unit().union(*acting) - {company})
    units = [*acting, *(Unit({p}) for p in single)]
    above = [*units, Unit({company})]
    sure = {u: set(closure(u, prepared, certain=True, criterion=criterion)) for u in above}
    maybe = {u: set(closure(u, prepared, certain=False, criterion=criterion)) for u in above}
    found, seen = [], set()
    for certain in (True, False):
        for unit in units:
            if company not in (sure if certain else maybe)[unit] or (not certain and company in sure[unit]) or unit in seen:
                continue
            over = [z for z in above if z != unit and all(p in sure[z] | z for p in unit)]
            ring = [z for z in over if all(p in sure[unit] | unit for p in z)]
            if len(ring) == len(over):
                seen.update((unit, *ring))
                found.append((unit, unit.union(*ring), certain))
    return found


def found(company: int, prepared: PreparedStakes, groups: Sequence[Unit], criterion: Criterion) -> list[tuple[Unit, Unit, bool]]:
    answer = ultimate(company, prepared, groups=groups, criterion=criterion)
    assert not answer.truncated
    return [(c.start, Unit(c.ring) or c.start, c.certain) for c in answer.controllers]


NO_GROUPS: st.SearchStrategy[list[Unit]] = st.just([])
GROUPS = NO_GROUPS | st.sets(st.integers(0, 7), min_size=2, max_size=3).map(lambda g: [frozenset(g)])
MORE_GROUPS = GROUPS | st.permutations(range(8)).map(lambda p: [frozenset(p[:2]), frozenset(p[2:4])])


@given(entwined(), st.just(MAJORITY) | CRITERIA, st.sets(st.integers(1, 8), max_size=2), MORE_GROUPS)
@settings(max_examples=600, deadline=None)
def test_tops_are_those_above_whom_nobody_stands(network: Network, criterion: Criterion, complete: set[int], groups: list[Unit]) -> None:
    prepared = prepare(network, complete, fast=False)
    for company in network:
        assert set(found(company, prepared, groups, criterion)) == set(by_definition(company, prepared, groups, criterion))


@pytest.mark.skipif(not has_numba(), reason="the extra [fast] is not installed")
@given(entwined(), st.just(MAJORITY) | CRITERIA, st.sets(st.integers(1, 8), max_size=2), MORE_GROUPS)
@settings(max_examples=150, deadline=None)
def test_compiled_tops_are_the_same(network: Network, criterion: Criterion, complete: set[int], groups: list[Unit]) -> None:
    plain, fast = (prepare(network, complete, fast=f) for f in (False, True))
    for company in network:
        one, other = (ultimate(company, g, groups=groups, criterion=criterion).controllers for g in (plain, fast))
        assert one == other


def test_ring_of_three_stands_at_the_top_as_a_whole() -> None:
    network = {
        1: [Stake(2, votes=exactly(60))],
        2: [Stake(3, votes=exactly(60))],
        3: [Stake(1, votes=exactly(60))],
        4: [Stake(3, votes=exactly(51))],
    }
    assert ultimate(4, network).controllers == (Controller(1, True, (1, 2, 3)),)


def test_member_of_a_joint_ring_is_found_though_no_link_leads_back() -> None:
    """1 controls 2, which controls 3 and 4; these together control 1.  3 alone controls nothing, so the ring is 1 and 2."""
    network = {
        2: [Stake(1, votes=exactly(60))],
        3: [Stake(2, votes=exactly(60))],
        4: [Stake(2, votes=exactly(60))],
        1: [Stake(3, votes=exactly(30)), Stake(4, votes=exactly(30))],
    }
    assert ultimate(3, network).controllers == (Controller(1, True, (1, 2)),)
    assert ultimate(1, network).controllers == (Controller(2, True, (1, 2)),)


def test_a_group_is_one_candidate_and_its_members_do_not_stand_alone() -> None:
    network = {10: [Stake(1, votes=exactly(30)), Stake(2, votes=exactly(30)), Stake(3, control=Presence.POSSIBLE)]}
    assert ultimate(10, network).controllers == (Controller(3, False),)
    acting = ultimate(10, network, groups=[frozenset({1, 2})])
    assert acting.controllers == (Controller(1, True, (), (1, 2)), Controller(3, False))
    assert not acting.contested
    assert ultimate(10, network, groups=[frozenset({2, 3})]).controllers == (Controller(2, False, (), (2, 3)),)


def test_two_certain_controllers_are_contested() -> None:
    network = {1: [Stake(0, votes=exactly(60)), Stake(9, control=Presence.CERTAIN)]}
    assert ultimate(1, network).contested


def test_a_spent_budget_is_told() -> None:
    network = {c + 1: [Stake(c, votes=exactly(60))] for c in range(50)}
    assert not ultimate(50, network).truncated
    assert ultimate(50, network, budget=20).truncated


def test_company_that_nobody_holds_has_no_controller() -> None:
    assert ultimate(1, {}).controllers == ultimate(1, {1: []}).controllers == ()


def blocks(network: Network, company: int, groups: Sequence[Unit] = ()) -> list[tuple[int, bool, bool, tuple[int, ...]]]:
    return [(b.party, b.certain, b.veto, b.group) for b in can_block(company, network, groups=groups)]


def test_two_halves_block_each_other_and_neither_controls() -> None:
    network = {1: [Stake(0, votes=exactly(50)), Stake(9, votes=exactly(50))]}
    assert ultimate(1, network).controllers == ()
    assert blocks(network, 1) == [(0, True, False, ()), (9, True, False, ())]


def test_half_is_told_of_the_highest_that_has_it_and_of_groups() -> None:
    network = {
        1: [Stake(2, votes=exactly(50))],
        2: [Stake(3, votes=exactly(100))],
        4: [Stake(5, votes=exactly(25)), Stake(6, votes=exactly(25))],
    }
    assert blocks(network, 1) == [(3, True, False, ())]
    assert blocks(network, 4) == []
    assert blocks(network, 4, [frozenset({5, 6})]) == [(5, True, False, (5, 6))]


def test_half_of_the_votes_that_can_be_exercised_blocks() -> None:
    assert blocks({1: [Stake(0, votes=exactly(45)), Stake(1, votes=exactly(10))]}, 1) == [(0, True, False, ())]


def test_nobody_blocks_by_half_beside_a_certain_controller() -> None:
    network = {1: [Stake(0, votes=exactly(50)), Stake(9, control=Presence.CERTAIN)]}
    assert blocks(network, 1) == []


def test_golden_share_blocks_beside_a_controller_and_never_controls() -> None:
    network = {1: [Stake(0, votes=exactly(60)), Stake(9, veto=Presence.CERTAIN), Stake(8, veto=Presence.POSSIBLE)]}
    assert ultimate(1, network).controllers == (Controller(0, True),)
    assert blocks(network, 1) == [(9, True, True, ()), (8, False, True, ())]


def test_half_that_may_be_less_does_not_certainly_block() -> None:
    assert blocks({1: [Stake(0, votes=Interval(49 * PERCENT, 50 * PERCENT))]}, 1) == []


def test_chain_of_ten_thousand_links_has_one_top() -> None:
    network = {c + 1: [Stake(c, votes=exactly(60))] for c in range(10_000)}
    assert ultimate(10_000, network).controllers == (Controller(0, True),)


def test_ring_of_ten_thousand_companies_is_one_ring() -> None:
    size = 10_000
    network = {c: [Stake((c + 1) % size, votes=exactly(60))] for c in range(size)}
    (top,) = ultimate(0, network).controllers
    assert (top.party, top.certain, len(top.ring)) == (1, True, size)


def test_complete_cross_holding_of_two_hundred_has_the_outsider_or_nobody_at_its_top() -> None:
    inner = 49 * PERCENT // 199
    network = {c: [Stake(h, votes=Interval(inner, inner)) for h in range(200) if h != c] for c in range(200)}
    assert ultimate(0, network).controllers == ()
    for company, held in network.items():
        held.append(Stake(900, votes=exactly(51 if company < 50 else 39)))
    assert ultimate(199, network).controllers == (Controller(900, True),), "a quarter by majority, the others with the votes of these"


def test_company_of_thirty_thousand_holders_is_decided_by_those_that_one_party_controls() -> None:
    size = 30_000
    network = {c: [Stake(0, votes=exactly(60))] for c in range(1, size)}
    network[size] = [Stake(c, votes=Interval(WHOLE // size, WHOLE // size)) for c in range(1, size)]
    top = ultimate(size, network)
    assert top.controllers == (Controller(0, True),)
    assert len(closure(top.controllers[0].start, network, certain=True)[size].stakes) == size // 2 + 1
