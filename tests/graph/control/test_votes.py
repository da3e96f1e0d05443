"""The votes of a group are an interval: what it surely has, and what it may have."""

from __future__ import annotations

from graph.control.prepared import prepare
from graph.control.votes import group_votes, votes_with_controlled
from ontology.shares import PERCENT
from tests.scenarios import controls, votes


def test_votes_of_control_without_a_number_are_unknown_not_zero() -> None:
    share = group_votes([controls(0), votes(9, 30)], 1, {0})
    assert (share.min, share.max) == (0, 70 * PERCENT)


def test_votes_of_controlled_companies_are_added_where_they_are_possible_at_most() -> None:
    network = {1: [votes(0, 60)], 2: [votes(0, 40, 60)], 3: [votes(0, 10), votes(1, 20), votes(2, 15), votes(3, 5)]}
    share = votes_with_controlled(prepare(network), 3, {0}).votes
    assert (share.min, share.max) == (30 * PERCENT, 45 * PERCENT)


def test_votes_beside_an_excess_begin_at_what_the_others_leave() -> None:
    share = group_votes([votes(0, 80), votes(9, 25)], 1, {0})
    assert (share.min, share.max) == (75 * PERCENT, 80 * PERCENT)
    share = group_votes([votes(0, 60), votes(5, 60), votes(8, 80), votes(9, 30)], 1, {0, 5})
    assert (share.min, share.max) == (0, 100 * PERCENT)


def test_votes_of_a_company_in_itself_are_left_by_none_who_controls_it() -> None:
    for members in ({0}, {0, 1}):
        share = group_votes([votes(0, 80), votes(1, 30)], 1, members)
        assert (share.min, share.max) == (70 * PERCENT, 80 * PERCENT)
        share = group_votes([votes(0, 60, 100), votes(1, 30)], 1, members)
        assert (share.min, share.max) == (60 * PERCENT, 70 * PERCENT)


def test_members_whose_own_parts_pass_the_whole_have_no_more_than_is_sure() -> None:
    share = group_votes([votes(0, 75, 100), votes(5, 75, 100)], 1, {0, 5})
    assert (share.min, share.max) == (75 * PERCENT, 100 * PERCENT)
    share = group_votes([votes(0, 75, 100), votes(5, 75, 100), votes(8, 75, 100)], 1, {0, 5, 8})
    assert (share.min, share.max) == (75 * PERCENT, 100 * PERCENT)
    share = group_votes([votes(0, 40), votes(5, 40), votes(8, 40)], 1, {0, 5, 8})
    assert (share.min, share.max) == (80 * PERCENT, 100 * PERCENT)


def test_members_without_votes_have_none_beside_an_excess_of_others() -> None:
    share = group_votes([votes(0, 75), votes(5, 75)], 1, {7})
    assert (share.min, share.max) == (0, 0)


def test_an_open_end_of_votes_in_itself_is_nothing_of_a_group_that_the_company_is_in() -> None:
    share = group_votes([votes(1, 50, 100, min_open=True), votes(9, 100)], 1, {1, 5})
    assert (share.min, share.max) == (0, 0)
