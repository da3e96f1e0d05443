"""Multiplied shares: thresholds, open ends, own shares and sets.

Parties 1 to 9 are listed or natural persons, 10 upwards are companies.
"""

from __future__ import annotations

from fractions import Fraction

from graph.rules import holders, parse_rule
from tests.graph.rules.networks import find_holders, subgraph
from tests.scenarios import owns

X, Y, Z, W = 1, 2, 3, 4
A, B, C, D = 10, 11, 12, 13


def test_what_a_company_holds_in_itself_is_dropped_from_multiplied_shares() -> None:
    network = subgraph({A: [owns(X, 24), owns(A, 10)]}, persons=[X])
    assert find_holders("eu-amlr-52", network, A) == {X: True}
    assert find_holders("eu-amlr-52", network, A, treasury="counted") == {}


def test_multiplied_bands_on_the_threshold_itself() -> None:
    over = subgraph({A: [owns(X, "(25..50]")]}, persons=[X])
    assert find_holders("eu-amld", over, A, indirect="multiply") == {X: True}
    halves = subgraph({A: [owns(X, "(50..75]")], B: [owns(A, "[50..75)")]}, persons=[X])
    assert find_holders("eu-amld", halves, B, indirect="multiply") == {X: True}
    closed = subgraph({A: [owns(X, "50..75")], B: [owns(A, "50..75")]}, persons=[X])
    assert find_holders("eu-amld", closed, B, indirect="multiply") == {X: False}
    never = subgraph({A: [owns(X, "[0..50)")], B: [owns(A, 50)]}, persons=[X])
    assert find_holders("fincen-cta", never, B) == {}
    perhaps = subgraph({A: [owns(X, "0..50")], B: [owns(A, 50)]}, persons=[X])
    assert find_holders("fincen-cta", perhaps, B) == {X: False}


def test_multiplied_share_of_a_set_is_that_of_one_holder() -> None:
    network = subgraph({A: [owns(X, 50)], B: [owns(A, 20), owns(Y, 15)]}, persons=[X, Y], together=[{X, Y}])
    (finding,) = holders(parse_rule("fincen-cta", {"indirect": "multiply"}), network, B)
    assert (finding.group, finding.share) == ((X, Y), (Fraction(1, 4), Fraction(1, 4)))
