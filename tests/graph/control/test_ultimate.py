"""Ultimate controllers: known answers on small networks, and the definition of tests/reference on drawn ones."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.algorithms.kernels import has_numba
from graph.control import MAJORITY, Controller, closure, ultimate
from graph.control.prepared import PreparedStakes, prepare
from graph.network.stake import Interval, Presence, Stake
from ontology.shares import PERCENT, WHOLE
from tests.graph.control.networks import CRITERIA, Network, entwined_networks
from tests.reference import control as reference
from tests.reference.comparison import to_engine
from tests.scenarios import controls, votes


def find_controllers(network: Network, company: int) -> list[tuple[int, bool]]:
    return [(c.party, c.certain) for c in ultimate(company, network).controllers]


def test_joint_majority_of_two_controlled_companies_is_their_controller_s() -> None:
    assert find_controllers({1: [votes(0, 60)], 2: [votes(0, 51)], 3: [votes(1, 26), votes(2, 25), votes(9, 49)]}, 3) == [(0, True)]


def test_ring_that_holds_itself_up_stands_at_the_top() -> None:
    (controller,) = ultimate(1, {1: [votes(2, 90), votes(0, 10)], 2: [votes(1, 100)]}).controllers
    assert (controller.party, controller.ring) == (2, (1, 2))


def test_holders_of_most_of_the_votes_lead_up_to_the_one_whom_nobody_holds() -> None:
    assert find_controllers({1: [votes(2, 51), votes(8, 49)], 2: [votes(3, 60), votes(9, 10), votes(2, 20)]}, 1) == [(3, True)]
    # Shares that pass the whole keep nobody out: 8 may have 60 %.
    assert find_controllers({1: [votes(2, 51), votes(8, 60)]}, 1) == [(2, False), (8, False)]
    assert find_controllers({1: [votes(2, 51), controls(8)]}, 1) == [(2, True), (8, True)]
    half = ultimate(1, {1: [votes(2, 50), votes(8, 50)]}, criterion=MAJORITY._replace(strict=0)).controllers
    assert [(c.party, c.certain) for c in half] == [(2, True), (8, True)]


def test_who_has_two_stakes_in_a_company_that_nobody_else_holds_is_named_once() -> None:
    through_others = Stake(2, votes=Interval(0, 60 * PERCENT), is_indirect=True)
    assert find_controllers({1: [votes(2, 30), through_others, votes(8, 70)]}, 1) == [(8, True), (2, False)]
    assert find_controllers({1: [votes(2, 55), through_others]}, 1) == [(2, True)]


def test_votes_that_a_company_has_in_itself_are_nobody_s_where_no_holder_is_held() -> None:
    assert find_controllers({1: [votes(1, 40), votes(2, 35), votes(8, 25)]}, 1) == [(2, True)]
    assert find_controllers({1: [votes(1, 60), votes(2, 20), votes(8, 20)]}, 1) == []


def test_sole_holders_lead_up_to_the_one_whom_nobody_surely_controls() -> None:
    assert find_controllers({1: [votes(2, 51)], 2: [votes(3, 100)], 3: [controls(4)]}, 1) == [(4, True)]
    assert find_controllers({1: [votes(2, 51)], 2: [votes(3, 40)]}, 1) == [(2, True)]
    perhaps = Stake(3, votes=Interval(0, WHOLE), presence=Presence.POSSIBLE)
    assert find_controllers({1: [votes(2, 51)], 2: [perhaps]}, 1) == [(2, True), (3, False)]


def test_ring_of_sole_holders_stands_above_what_one_of_them_holds() -> None:
    (controller,) = ultimate(1, {1: [votes(2, 100)], 2: [votes(3, 100)], 3: [votes(2, 100)]}).controllers
    assert (controller.party, controller.certain, controller.ring) == (2, True, (2, 3))


def test_cross_held_pair_has_its_outside_majority_at_the_top() -> None:
    assert find_controllers({1: [votes(2, 49), votes(0, 51)], 2: [votes(1, 49), votes(0, 51)]}, 1) == [(0, True)]


def test_two_certain_controllers_are_both_listed() -> None:
    network = {1: [votes(0, 60), controls(9)]}
    assert find_controllers(network, 1) == [(0, True), (9, True)]
    assert ultimate(1, network).contested


def test_possible_controller_beneath_a_certain_one_is_not_ultimate() -> None:
    assert find_controllers({1: [votes(0, 100)], 2: [votes(1, 0, 51)]}, 2) == [(0, False)]


def test_a_hundred_percent_shell_in_between_changes_nothing() -> None:
    assert find_controllers({1: [votes(0, 51)]}, 1) == find_controllers({1: [votes(5, 51)], 5: [votes(0, 100)]}, 1) == [(0, True)]


def test_ring_of_three_stands_at_the_top_as_a_whole() -> None:
    network = {1: [votes(2, 60)], 2: [votes(3, 60)], 3: [votes(1, 60)], 4: [votes(3, 51)]}
    assert ultimate(4, network).controllers == (Controller(1, True, (1, 2, 3)),)


def test_pair_that_holds_each_other_stands_above_what_one_of_them_or_both_hold() -> None:
    pair = {1: [votes(2, 60)], 2: [votes(1, 60)]}
    assert ultimate(3, {3: [votes(1, 60)], **pair}).controllers == (Controller(1, True, (1, 2)),)
    assert ultimate(3, {3: [votes(1, 30), votes(2, 30)], **pair}).controllers == (Controller(1, True, (1, 2)),)


def test_member_of_a_joint_ring_is_found_though_no_link_leads_back() -> None:
    """1 controls 2, which controls 3 and 4; these together control 1.  3 alone controls nothing, so the ring is 1 and 2."""
    network = {2: [votes(1, 60)], 3: [votes(2, 60)], 4: [votes(2, 60)], 1: [votes(3, 30), votes(4, 30)]}
    assert ultimate(3, network).controllers == (Controller(1, True, (1, 2)),)
    assert ultimate(1, network).controllers == (Controller(2, True, (1, 2)),)


def test_a_group_is_one_candidate_and_its_members_do_not_stand_alone() -> None:
    network = {10: [votes(1, 30), votes(2, 30), Stake(3, control=Presence.POSSIBLE)]}
    assert ultimate(10, network).controllers == (Controller(3, False),)
    acting = ultimate(10, network, groups=[frozenset({1, 2})])
    assert acting.controllers == (Controller(1, True, (), (1, 2)), Controller(3, False))
    assert not acting.contested
    assert ultimate(10, network, groups=[frozenset({2, 3})]).controllers == (Controller(2, False, (), (2, 3)),)


def test_a_spent_budget_is_reported() -> None:
    network = {0: [votes(99, 10)], **{c + 1: [votes(c, 60)] for c in range(50)}}
    assert not ultimate(50, network).truncated
    assert ultimate(50, network, budget=20).truncated


def test_company_that_nobody_holds_has_no_controller() -> None:
    assert ultimate(1, {}).controllers == ultimate(1, {1: []}).controllers == ()


def test_chain_of_ten_thousand_links_has_one_top() -> None:
    size = 10_000
    for above in ([], [votes(size + 1, 10)]):
        network = {0: above, **{c + 1: [votes(c, 60)] for c in range(size)}}
        assert ultimate(size, network).controllers == (Controller(0, True),)


def test_ring_of_ten_thousand_companies_is_one_ring() -> None:
    size = 10_000
    network = {c: [votes((c + 1) % size, 60)] for c in range(size)}
    (top,) = ultimate(0, network).controllers
    assert (top.party, top.certain, len(top.ring)) == (1, True, size)


def test_complete_cross_holding_of_two_hundred_has_the_outsider_or_nobody_at_its_top() -> None:
    inner = 49 * PERCENT // 199
    network = {c: [Stake(h, votes=Interval(inner, inner)) for h in range(200) if h != c] for c in range(200)}
    assert ultimate(0, network).controllers == ()
    for company, held in network.items():
        held.append(votes(900, 51 if company < 50 else 39))
    assert ultimate(199, network).controllers == (Controller(900, True),), "a quarter by majority, the others with the votes of these"


def test_company_of_thirty_thousand_holders_is_decided_by_those_that_one_party_controls() -> None:
    size = 30_000
    network = {c: [votes(0, 60)] for c in range(1, size)}
    network[size] = [Stake(c, votes=Interval(WHOLE // size, WHOLE // size)) for c in range(1, size)]
    top = ultimate(size, network)
    assert top.controllers == (Controller(0, True),)
    assert len(closure(top.controllers[0].start, network, certain=True)[size].stakes) == size // 2 + 1


def test_who_has_less_than_half_by_an_open_end_may_have_all_that_is_left_of_a_company_that_holds_the_rest() -> None:
    open_half = Interval(0, 50 * PERCENT, max_open=True)
    network = {7: [votes(0, 51), Stake(1, votes=open_half), votes(7, 51)]}
    everything = to_engine(reference.Criterion(("votes",), 1, 1, strict=False, control=False, roles=False, grouped=False))
    assert {c.party for c in ultimate(7, network, criterion=everything).controllers} == {0, 1}


# -- against the definition --------------------------------------------------------------------------------------------

Found = set[tuple[frozenset[int], frozenset[int], bool]]
"""(the actor that is named, all that stand in its place, certain) of every ultimate controller."""


class Definition:
    """The ultimate controllers of tests/reference; each closure is worked out once."""

    def __init__(self, network: Network, parties: Sequence[int], criterion: reference.Criterion, complete: set[int]) -> None:
        self._network, self._parties, self._criterion, self._complete = network, parties, criterion, complete
        self._closures: dict[tuple[frozenset[int], bool], set[int]] = {}

    def ultimate(self, company: int, groups: Sequence[frozenset[int]]) -> Found:
        acting = [g - {company} for g in groups if (g - {company}) & set(self._parties)]
        candidates = reference.list_candidates(self._parties, acting)
        certainly, possibly = ({x: self._close(x, certain=level) for x in candidates} for level in (True, False))
        return {
            (self._name(company, top.members, acting), top.members, top.certain)
            for top in reference.select_ultimate(company, certainly, possibly)
        }

    def _close(self, start: frozenset[int], *, certain: bool) -> set[int]:
        key = start, certain
        if key not in self._closures:
            self._closures[key] = reference.closure(start, self._network, self._criterion, certain=certain, complete=self._complete)
        return self._closures[key]

    def _name(self, company: int, members: frozenset[int], acting: Sequence[frozenset[int]]) -> frozenset[int]:
        """A ring is called by its first group, else by its first party other than the company."""
        return next((group for group in acting if group <= members), frozenset({min(members - {company})}))


def find(company: int, prepared: PreparedStakes, groups: Sequence[frozenset[int]], criterion: reference.Criterion) -> Found:
    answer = ultimate(company, prepared, groups=groups, criterion=to_engine(criterion))
    assert not answer.truncated
    controllers = {(c.start, frozenset(c.ring) or c.start, c.certain) for c in answer.controllers}
    assert len(controllers) == len(answer.controllers)
    return controllers


NO_GROUPS: st.SearchStrategy[list[frozenset[int]]] = st.just([])
GROUPS = NO_GROUPS | st.sets(st.integers(0, 7), min_size=2, max_size=3).map(lambda g: [frozenset(g)])
MORE_GROUPS = GROUPS | st.permutations(range(8)).map(lambda p: [frozenset(p[:2]), frozenset(p[2:4])])
MAJORITY_OR_ANY = st.just(reference.MAJORITY) | CRITERIA


@pytest.mark.thorough
@given(entwined_networks(), MAJORITY_OR_ANY, st.sets(st.integers(1, 8), max_size=2), MORE_GROUPS)
@settings(max_examples=300, deadline=None)
def test_ultimate_controllers_are_those_above_whom_nobody_stands(
    network: Network, criterion: reference.Criterion, complete: set[int], groups: list[frozenset[int]]
) -> None:
    prepared = prepare(network, complete, fast=False)
    definition = Definition(network, prepared.local.parties, criterion, complete)
    for company in network:
        assert find(company, prepared, groups, criterion) == definition.ultimate(company, groups)


@pytest.mark.thorough
@pytest.mark.slow  # compiles for twenty seconds
@pytest.mark.skipif(not has_numba(), reason="the extra [fast] is not installed")
@given(entwined_networks(), MAJORITY_OR_ANY, st.sets(st.integers(1, 8), max_size=2), MORE_GROUPS)
@settings(max_examples=150, deadline=None)
def test_compiled_ultimate_controllers_are_the_same(
    network: Network, criterion: reference.Criterion, complete: set[int], groups: list[frozenset[int]]
) -> None:
    plain, fast = (prepare(network, complete, fast=speed) for speed in (False, True))
    for company in network:
        one, other = (ultimate(company, p, groups=groups, criterion=to_engine(criterion)).controllers for p in (plain, fast))
        assert one == other
