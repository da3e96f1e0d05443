"""Rules of the United Kingdom, by which a chain of majorities carries the last holding in full.

Parties 1 to 9 are listed or natural persons, 10 upwards are companies.
"""

from __future__ import annotations

import pytest

from graph.network.stake import Stake
from graph.rules import Subgraph, holders, parse_rule
from ontology.statements import Kind
from tests.graph.rules.networks import find_holders, reached, subgraph
from tests.scenarios import controls, owns, votes

X, Y, Z, W = 1, 2, 3, 4
A, B, C, D = 10, 11, 12, 13


def test_uk_does_not_add_two_designated_persons() -> None:
    network = subgraph({A: [owns(X, 30), owns(Y, 30)]})
    assert reached("uk-ofsi", network, X, Y) == {}
    assert reached("uk-ofsi", network, X, Y, aggregate="yes") == {A: True}
    together = subgraph({A: [owns(X, 30), owns(Y, 30)]}, together=[{X, Y}])
    assert reached("uk-ofsi", together, X) == {A: True}


def test_uk_needs_more_than_half_or_control() -> None:
    network = subgraph({A: [owns(X, 50)], B: [owns(X, "50.1")], C: [controls(X)], D: [votes(B, 51)]})
    assert reached("uk-ofsi", network, X) == {B: True, C: True, D: True}


def test_psc_last_link_counts_in_full_behind_majorities() -> None:
    network = {A: [owns(X, 60)], B: [owns(A, 60)], C: [owns(B, 26)]}
    assert find_holders("uk-psc", subgraph(network, persons=[X]), C) == {X: True}


@pytest.mark.parametrize("broken", [{A: [owns(X, 50)]}, {B: [owns(A, 50)]}, {C: [owns(B, 25)]}])
def test_psc_one_link_of_half_breaks_the_chain(broken: dict[int, list[Stake]]) -> None:
    network = {A: [owns(X, 60)], B: [owns(A, 60)], C: [owns(B, 26)]} | broken
    assert find_holders("uk-psc", subgraph(network, persons=[X]), C) == {}


def test_psc_majority_stake_is_one_holders_own_unless_grouped() -> None:
    network = subgraph({A: [owns(X, 60)], B: [owns(X, 60)], C: [owns(A, 30), owns(B, 30)], D: [owns(C, 26)]}, persons=[X])
    assert find_holders("uk-psc", network, C) == {X: True}
    assert find_holders("uk-psc", network, D) == {}
    assert find_holders("uk-psc", network, D, grouping="grouped") == {X: True}


def test_psc_direct_and_indirect_parts_are_added() -> None:
    network = subgraph({A: [owns(X, 51)], C: [owns(X, 10), owns(A, 16)]}, persons=[X])
    assert find_holders("uk-psc", network, C) == {X: True}


def test_psc_bands_start_above_a_quarter() -> None:
    assert find_holders("uk-psc", subgraph({A: [owns(X, "(25..50]")]}, persons=[X]), A) == {X: True}
    assert find_holders("uk-psc", subgraph({A: [owns(X, "25..50")]}, persons=[X]), A) == {X: False}


def test_psc_counts_governments_and_leaves_companies_out() -> None:
    network = {A: [owns(X, 60), owns(B, 40)]}
    where = Subgraph(network, kinds={X: Kind.STATE, A: Kind.COMPANY, B: Kind.COMPANY})
    assert find_holders("uk-psc", where, A) == {X: True}
    assert find_holders("uk-psc", where, A, entities="yes") == {X: True, B: True}
    assert find_holders("eu-amld", where, A) == {}


def test_psc_treasury_votes_are_dropped() -> None:
    network = subgraph({A: [votes(X, 24), votes(A, 10)]}, persons=[X])
    assert find_holders("uk-psc", network, A) == {X: True}
    assert find_holders("uk-psc", network, A, treasury="counted") == {}


def test_psc_joint_arrangement_adds_what_persons_hold() -> None:
    network = {A: [owns(X, 13), owns(Y, 13)]}
    assert find_holders("uk-psc", subgraph(network, persons=[X, Y]), A) == {}
    (finding,) = holders(parse_rule("uk-psc"), subgraph(network, persons=[X, Y], together=[{X, Y}]), A)
    assert (finding.party, finding.group, finding.certain) == (X, (X, Y), True)
