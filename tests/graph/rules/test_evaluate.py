"""Of whom rules are asked: alone, with those they act with, with the bodies of one state.

Parties 1 to 9 are listed or natural persons, 10 upwards are companies.
"""

from __future__ import annotations

from graph.rules import Subgraph, holders, parse_rule
from ontology.statements import Kind
from tests.graph.rules.networks import find_holders, reached, subgraph
from tests.scenarios import owns

X, Y, Z, W = 1, 2, 3, 4
A, B, C, D = 10, 11, 12, 13


def test_organs_of_one_state_act_as_one_where_asked() -> None:
    network = {A: [owns(X, 30), owns(Y, 30), owns(Z, 40)]}
    where = Subgraph(network, kinds={X: Kind.STATE, Y: Kind.STATE_BODY, Z: Kind.STATE_BODY}, states={X: "KZ", Y: "KZ", Z: "UZ"})
    assert find_holders("majority-control", where, A) == {}
    (finding,) = holders(parse_rule("majority-control", {"state": "one"}), where, A)
    assert (finding.party, finding.group) == (X, (X, Y))
    assert reached("ofac-50", where, X) == {}
    assert reached("ofac-50", where, X, state="one") == {A: True}


def test_sets_that_share_a_member_act_as_one() -> None:
    network = subgraph({A: [owns(X, 20), owns(Y, 20), owns(Z, 20)]}, together=[{X, Y}, {Y, Z}])
    (finding,) = holders(parse_rule("majority-control"), network, A)
    assert finding.group == (X, Y, Z)
    assert reached("uk-ofsi", network, Z) == {A: True}


def test_a_start_set_that_meets_nothing_reaches_nothing() -> None:
    assert reached("majority-control", subgraph({A: [owns(X, 70)]}), 99) == {}
    assert holders(parse_rule("uk-psc"), subgraph({A: [owns(X, 70)]}), 99) == []
