"""Majority control as a rule: its ultimate controllers and its contested points.

Parties 1 to 9 are listed or natural persons, 10 upwards are companies.
"""

from __future__ import annotations

from tests.graph.rules.networks import find_holders, reached, subgraph
from tests.scenarios import owns, votes

X, Y, Z, W = 1, 2, 3, 4
A, B, C, D = 10, 11, 12, 13


def test_majority_control_gives_ultimate_controllers() -> None:
    network = subgraph({A: [owns(X, 70)], B: [owns(A, 60)]})
    assert find_holders("majority-control", network, B) == {X: True}
    assert reached("majority-control", network, X) == {A: True, B: True}


def test_majority_control_at_half_may_be_contested() -> None:
    network = subgraph({A: [owns(X, 50), owns(Y, 50)]})
    assert find_holders("majority-control", network, A) == {}
    assert find_holders("majority-control", network, A, threshold="at-least-50") == {X: True, Y: True}


def test_majority_control_treasury_and_grouping() -> None:
    treasury = subgraph({A: [votes(X, 45), votes(A, 12)]})
    assert find_holders("majority-control", treasury, A) == {X: True}
    assert find_holders("majority-control", treasury, A, treasury="counted") == {}
    joint = subgraph({A: [owns(X, 60)], B: [owns(X, 26), owns(A, 25)]})
    assert reached("majority-control", joint, X) == {A: True, B: True}
    assert reached("majority-control", joint, X, grouping="single") == {A: True}
    apart = subgraph({A: [owns(X, 26), owns(Y, 25)]}, together=[{X, Y}])
    assert reached("majority-control", apart, X) == {A: True}
    assert find_holders("majority-control", apart, A, grouping="single") == reached("majority-control", apart, X, grouping="single") == {}
