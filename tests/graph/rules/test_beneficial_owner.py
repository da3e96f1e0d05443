"""Beneficial owners by the regulation and the directive of the European Union and by US law.

Parties 1 to 9 are listed or natural persons, 10 upwards are companies.
"""

from __future__ import annotations

from graph.network.stake import Presence, Stake
from graph.rules import Basis, Subgraph, holders, parse_rule
from ontology.statements import Kind
from tests.graph.rules.networks import find_holders, reached, subgraph
from tests.scenarios import capital, controls, interval, owns

X, Y, Z, W = 1, 2, 3, 4
A, B, C, D = 10, 11, 12, 13


def test_four_holders_of_a_quarter() -> None:
    network = subgraph({A: [owns(X, 25), owns(Y, 25), owns(Z, 25), owns(W, 25)]}, persons=[X, Y, Z, W])
    four = dict.fromkeys((X, Y, Z, W), True)
    assert find_holders("eu-amlr-52", network, A) == four
    assert find_holders("fincen-cta", network, A) == four
    assert find_holders("eu-amld", network, A) == {}
    assert find_holders("eu-amld", network, A, threshold="at-least-25") == four
    assert find_holders("uk-psc", network, A) == {}


def test_amlr_multiplies_along_chains_and_adds_over_them() -> None:
    """Half of half is 25 %; 40 % of 40 % and 30 % of 30 % add to exactly 25 %."""
    assert find_holders("eu-amlr-52", subgraph({A: [owns(X, 50)], B: [owns(A, 50)]}, persons=[X]), B) == {X: True}
    two = {A: [owns(X, 40)], B: [owns(X, 30)], C: [owns(A, 40), owns(B, 30)]}
    assert find_holders("eu-amlr-52", subgraph(two, persons=[X]), C) == {X: True}
    less = two | {C: [owns(A, 40), owns(B, "29.999999999")]}
    assert find_holders("eu-amlr-52", subgraph(less, persons=[X]), C) == {}
    assert find_holders("eu-amlr-52", subgraph(less, persons=[X]), C, threshold="at-least-15") == {X: True}


def test_amlr_control_above_ownership() -> None:
    """Article 54(a): who controls holders whose direct parts add to 25 %: 51 % of A and of B, which have 13 % and 12 % of C."""
    network = {A: [owns(X, 51)], B: [owns(X, 51)], C: [owns(A, 13), owns(B, 12)]}
    (finding,) = holders(parse_rule("eu-amlr-52"), subgraph(network, persons=[X]), C)
    assert (finding.party, finding.basis) == (X, Basis.CONTROL_OF_HOLDERS)
    assert find_holders("eu-amlr-52", subgraph(network, persons=[X]), C, mixed="ignored") == {}
    assert find_holders("eu-amlr-52", subgraph(network | {C: [owns(A, 13), owns(B, 11)]}, persons=[X]), C) == {}


def test_amlr_ownership_above_control() -> None:
    """Article 54(b): a quarter of A, which controls B through a majority of votes that is 60 % of the money: multiplied that is 15 %."""
    network = {A: [owns(X, 25), owns(Y, 75)], B: [owns(A, 60)]}
    (second, first) = holders(parse_rule("eu-amlr-52"), subgraph(network, persons=[X, Y]), B)[::-1]
    assert (first.party, first.basis, first.through) == (X, Basis.SHARE_OF_CONTROLLER, A)
    assert second.party == Y
    assert find_holders("eu-amlr-52", subgraph(network, persons=[X, Y]), B, mixed="ignored") == {Y: True}


def test_amlr_majority_of_shares_is_control_too() -> None:
    network = {A: [capital(X, 51)], B: [capital(A, 51)], C: [capital(B, 51)]}
    (finding,) = holders(parse_rule("eu-amlr-52"), subgraph(network, persons=[X]), C)
    assert (finding.party, finding.basis, [d.company for d in finding.decisions]) == (X, Basis.CONTROL, [A, B, C])


def test_amlr_perhaps_a_quarter_of_a_controller_is_perhaps_an_owner() -> None:
    network = {A: [owns(X, "20..30")], B: [owns(A, 60)]}
    assert find_holders("eu-amlr-52", subgraph(network, persons=[X]), B) == {X: False}


def test_a_test_that_is_certain_goes_before_one_that_is_possible() -> None:
    network = {A: [Stake(X, capital=interval("0..100"), control=Presence.CERTAIN)]}
    (finding,) = holders(parse_rule("eu-amlr-52"), subgraph(network, persons=[X]), A)
    assert (finding.certain, finding.basis) == (True, Basis.CONTROL)


def test_amlr_names_natural_persons_only() -> None:
    network = {A: [owns(X, 60), owns(Y, 40)]}
    assert find_holders("eu-amlr-52", Subgraph(network, kinds={X: Kind.STATE, Y: Kind.UNKNOWN_PERSON, A: Kind.COMPANY}), A) == {Y: True}
    unsure = Subgraph(network, kinds={X: Kind.COMPANY, A: Kind.COMPANY})
    assert find_holders("eu-amlr-52", unsure, A) == {p: r[A] for p in (X, Y) if (r := reached("eu-amlr-52", unsure, p))} == {Y: False}


def test_amlr_veto_is_control_where_asked() -> None:
    network = subgraph({A: [owns(X, 5), Stake(Y, veto=Presence.CERTAIN), owns(Z, 95)]}, persons=[X, Y, Z])
    assert find_holders("eu-amlr-52", network, A) == {Z: True}
    assert find_holders("eu-amlr-52", network, A, veto="control") == {Y: True, Z: True}


def test_directive_both_readings() -> None:
    control_not_money = subgraph({A: [owns(X, 51)], B: [owns(A, 30)]}, persons=[X])
    assert find_holders("eu-amld", control_not_money, B) == {X: True}
    assert find_holders("eu-amld", control_not_money, B, indirect="multiply") == {}
    money_not_control = subgraph({A: [owns(X, 40), owns(C, 60)], B: [owns(A, 70), owns(D, 30)]}, persons=[X])
    assert find_holders("eu-amld", money_not_control, B) == {}
    assert find_holders("eu-amld", money_not_control, B, indirect="multiply") == {X: True}


def test_cta_substantial_control_by_officials() -> None:
    network = subgraph({A: [owns(X, 10), Stake(Y, role=Presence.CERTAIN), controls(Z)]}, persons=[X, Y, Z])
    assert find_holders("fincen-cta", network, A) == {Y: True, Z: True}
    assert find_holders("fincen-cta", network, A, officials="ignore") == {Z: True}


def test_cta_indirect_readings() -> None:
    network = subgraph({A: [owns(X, 60)], B: [owns(A, 30)]}, persons=[X])
    assert find_holders("fincen-cta", network, B) == {X: True}
    assert find_holders("fincen-cta", network, B, indirect="control") == {X: True}
    assert find_holders("fincen-cta", network, B, indirect="multiply") == {}


def test_cta_majority_of_shares_alone_is_no_substantial_control() -> None:
    network = subgraph({A: [controls(X)], B: [capital(A, 60)]}, persons=[X])
    assert find_holders("fincen-cta", network, B) == {X: True}
    assert find_holders("fincen-cta", network, B, indirect="multiply") == {}
