"""Sanctions rules of the United States (OFAC FAQ 398, 399 and 401) and the European Union: the examples that their sources publish.

Parties 1 to 9 are listed or natural persons, 10 upwards are companies.
"""

from __future__ import annotations

from graph.rules import Basis
from tests.graph.rules.networks import findings, reached, subgraph
from tests.scenarios import capital, controls, owns, votes

X, Y, Z, W = 1, 2, 3, 4
A, B, C, D = 10, 11, 12, 13


def test_half_of_a_company_that_has_half_of_another_blocks_both() -> None:
    network = subgraph({A: [owns(X, 50)], B: [owns(A, 50)]})
    assert reached("ofac-50", network, X) == {A: True, B: True}
    assert reached("ofac-50", network, X, indirect="multiply") == {A: True}


def test_direct_and_indirect_parts_of_one_blocked_person_are_added() -> None:
    """FAQ 401: 50 % of A and 10 % of B, where A has 40 % of B."""
    network = subgraph({A: [owns(X, 50)], B: [owns(X, 10), owns(A, 40)]})
    assert reached("ofac-50", network, X) == {A: True, B: True}


def test_a_part_of_another_company_below_half_counts_nothing() -> None:
    assert reached("ofac-50", subgraph({A: [owns(X, 25)], B: [owns(A, 50)]}), X) == {}
    one_counts = subgraph({A: [owns(X, 50)], B: [owns(X, 25)], C: [owns(A, 25), owns(B, 25)]})
    assert reached("ofac-50", one_counts, X) == {A: True}


def test_parts_through_two_blocked_companies_are_added() -> None:
    """FAQ 401: 50 % of A and of B, which have 25 % of C each."""
    network = subgraph({A: [owns(X, 50)], B: [owns(X, 50)], C: [owns(A, 25), owns(B, 25)]})
    assert reached("ofac-50", network, X) == {A: True, B: True, C: True}


def test_parts_through_two_companies_below_half_are_not_added() -> None:
    """FAQ 401: 25 % of A and of B, which have 50 % of C each."""
    network = subgraph({A: [owns(X, 25)], B: [owns(X, 25)], C: [owns(A, 50), owns(B, 50)]})
    assert reached("ofac-50", network, X) == {}


def test_parts_of_two_listed_persons_are_added() -> None:
    """FAQ 399: 25 % and 25 %."""
    network = subgraph({A: [owns(X, 25), owns(Y, 25)]})
    assert reached("ofac-50", network, X, Y) == {A: True}
    assert reached("ofac-50", network, X) == {}
    assert reached("ofac-50", network, X, Y, aggregate="no") == {}


def test_control_alone_does_not_block() -> None:
    """FAQ 398."""
    network = subgraph({A: [controls(X)], B: [owns(A, 100)], C: [votes(X, 90)]})
    assert reached("ofac-50", network, X) == {}
    assert reached("ofac-50", network, X, column="either") == {C: True}


def test_bands_decide_by_their_bounds() -> None:
    network = subgraph(
        {A: [owns(X, "50..75")], B: [owns(X, "(25..50]")], C: [owns(X, "25..50"), owns(Y, "[25..50)")], D: [owns(X, "[0..50)")]}
    )
    assert reached("ofac-50", network, X) == {A: True, B: False, C: False}
    assert reached("ofac-50", network, X, Y) == {A: True, B: False, C: True}


def test_a_holding_of_unknown_size_makes_a_finding_possible_or_none() -> None:
    network = subgraph({A: [owns(X, ">0")]})
    assert reached("ofac-50", network, X) == {A: False}
    assert reached("ofac-50", network, X, unknown="nothing") == {}


def test_the_undisclosed_rest_may_be_the_holders_own_where_asked() -> None:
    network = subgraph({A: [owns(X, 20), owns(C, 20)], B: [owns(X, 20), owns(C, 60)]})
    assert reached("ofac-50", network, X) == {}
    assert reached("ofac-50", network, X, undisclosed="anyone") == {A: False}


def test_eu_adds_listed_persons_and_counts_control() -> None:
    network = subgraph({A: [owns(X, 30), owns(Y, 20)], B: [controls(X)], C: [votes(B, 51)]})
    assert reached("eu-sanctions", network, X, Y) == {A: True, B: True, C: True}
    assert reached("eu-sanctions", network, X, Y, control="ignored") == {A: True}
    assert reached("eu-sanctions", network, X, Y, threshold="above-50") == {B: True, C: True}
    assert reached("eu-sanctions", network, X, Y, aggregate="no") == {B: True, C: True}


def test_eu_half_in_one_hand_is_presumed_to_be_control() -> None:
    network = subgraph({A: [capital(X, 50)], B: [capital(X, 25), capital(Y, 25)], C: [capital(A, 50)], D: [capital(X, 60)]})
    assert reached("eu-sanctions", network, X, Y, threshold="above-50") == {A: True, C: True, D: True}
    assert reached("eu-sanctions", network, X, Y, threshold="above-50", presumption="rebutted") == {D: True}
    assert reached("eu-sanctions", network, X, Y, threshold="above-50", control="ignored") == {D: True}
    bases = {company: f.basis for company, f in findings("eu-sanctions", network, X, threshold="above-50").items()}
    assert bases == {A: Basis.PRESUMED_CONTROL, C: Basis.PRESUMED_CONTROL, D: Basis.HOLDING}
    assert {f.basis for f in findings("eu-sanctions", network, X).values()} == {Basis.HOLDING}, "by the text of 2024 half is ownership"


def test_bis_adds_listed_parties_as_ofac_does() -> None:
    network = subgraph({A: [owns(X, 25), owns(Y, 25)], B: [owns(A, 50)], C: [controls(X)]})
    assert reached("bis-affiliates-50", network, X, Y) == {A: True, B: True}
    assert reached("bis-affiliates-50", network, X, Y, aggregate="no") == {}


def test_eu_ownership_and_control_feed_each_other() -> None:
    network = subgraph({A: [capital(X, 50)], B: [controls(A)], C: [capital(B, 50)], D: [votes(C, 60)]})
    found_here = findings("eu-sanctions", network, X)
    assert sorted(found_here) == [A, B, C, D]
    assert found_here[B].basis is Basis.CONTROL
    steps = found_here[D].decisions
    assert [d.company for d in steps] == [A, B, C, D]
    assert [d.round for d in steps] == sorted({d.round for d in steps})
