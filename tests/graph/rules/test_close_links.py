"""Close links: either way, by third parties, counted in full or multiplied.

Parties 1 to 9 are listed or natural persons, 10 upwards are companies.
"""

from __future__ import annotations

from graph.rules import Basis, holders, parse_rule
from tests.graph.rules.networks import find_holders, reached, subgraph
from tests.scenarios import controls, owns, votes

X, Y, Z, W = 1, 2, 3, 4
A, B, C, D = 10, 11, 12, 13


def test_close_links_both_ways_and_by_a_third_party() -> None:
    network = subgraph({B: [owns(A, 20)], C: [owns(A, 20)], D: [owns(A, 19)]})
    assert reached("ecb-close-links", network, A) == {B: True, C: True}
    assert find_holders("ecb-close-links", network, B) == {A: True, C: True}
    assert find_holders("ecb-close-links", network, D) == {}
    (third,) = [f for f in holders(parse_rule("ecb-close-links"), network, B) if f.party == C]
    assert (third.basis, third.through) == (Basis.THIRD_PARTY, A)
    assert [(leg.by, leg.party) for leg in third.legs] == [((A,), B), ((A,), C)]


def test_close_links_count_majority_owned_undertakings_in_full_or_multiply() -> None:
    network = subgraph({B: [owns(A, 60)], C: [owns(B, 20)], D: [owns(B, 34)]})
    assert find_holders("ecb-close-links", network, C)[A] is True
    assert find_holders("ecb-close-links", network, C, indirect="multiply") == {B: True, D: True}
    assert find_holders("ecb-close-links", network, D, indirect="multiply") == {A: True, B: True, C: True}
    half = subgraph({B: [owns(A, 50)], C: [owns(B, 40)]})
    assert A not in find_holders("ecb-close-links", half, C)
    assert find_holders("ecb-close-links", half, C, indirect="multiply") == {A: True, B: True}


def test_close_links_are_as_sure_as_the_holdings_they_rest_on() -> None:
    network = subgraph({B: [owns(A, "10..30")], C: [owns(A, 40)]})
    assert find_holders("ecb-close-links", network, B) == {A: False, C: False}
    assert find_holders("ecb-close-links", network, C) == {A: True, B: False}


def test_close_links_through_parties_that_act_as_one() -> None:
    network = {A: [owns(X, 10), owns(Y, 10)], B: [owns(X, 20)]}
    assert find_holders("ecb-close-links", subgraph(network), A) == {}
    together = subgraph(network, together=[{X, Y}])
    assert find_holders("ecb-close-links", together, A) == {X: True, B: True}
    assert {f.group for f in holders(parse_rule("ecb-close-links"), together, A) if f.party == X} == {(X, Y)}


def test_close_links_name_the_holding_before_the_third_party() -> None:
    network = subgraph({A: [owns(D, 100)], B: [owns(A, 60), owns(D, 40)]})
    bases = {f.party: f.basis for f in holders(parse_rule("ecb-close-links"), network, A)}
    assert bases == {B: Basis.HELD, D: Basis.HOLDING}


def test_close_links_look_at_capital_only() -> None:
    assert find_holders("ecb-close-links", subgraph({B: [controls(A)], C: [owns(B, 20)]}), C) == {B: True}
    assert find_holders("ecb-close-links", subgraph({A: [votes(B, 90), controls(C)]}), A) == {}
