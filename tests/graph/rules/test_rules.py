"""Rules: the worked examples that their sources publish, and the cases that tell one reading from another.

Parties 1 to 9 are listed or natural persons, 10 upwards are companies.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from graph.network.stake import Presence, Stake
from graph.rules import Basis, Subgraph, holders, parse_rule
from ontology.statements import Kind
from tests.graph.rules.networks import findings, found, reached, scene
from tests.scenarios import capital, controls, interval, owns, votes

X, Y, Z, W = 1, 2, 3, 4
A, B, C, D = 10, 11, 12, 13


# -- OFAC, FAQ 398, 399 and 401 ------------------------------------------------------------------------------------


def test_half_of_a_company_that_has_half_of_another_blocks_both() -> None:
    network = scene({A: [owns(X, 50)], B: [owns(A, 50)]})
    assert reached("ofac-50", network, X) == {A: True, B: True}
    assert reached("ofac-50", network, X, indirect="multiply") == {A: True}


def test_direct_and_indirect_parts_of_one_blocked_person_are_added() -> None:
    """FAQ 401: 50 % of A and 10 % of B, where A has 40 % of B."""
    network = scene({A: [owns(X, 50)], B: [owns(X, 10), owns(A, 40)]})
    assert reached("ofac-50", network, X) == {A: True, B: True}


def test_a_part_of_another_company_below_half_counts_nothing() -> None:
    assert reached("ofac-50", scene({A: [owns(X, 25)], B: [owns(A, 50)]}), X) == {}
    one_counts = scene({A: [owns(X, 50)], B: [owns(X, 25)], C: [owns(A, 25), owns(B, 25)]})
    assert reached("ofac-50", one_counts, X) == {A: True}


def test_parts_through_two_blocked_companies_are_added() -> None:
    """FAQ 401: 50 % of A and of B, which have 25 % of C each."""
    network = scene({A: [owns(X, 50)], B: [owns(X, 50)], C: [owns(A, 25), owns(B, 25)]})
    assert reached("ofac-50", network, X) == {A: True, B: True, C: True}


def test_parts_through_two_companies_below_half_are_not_added() -> None:
    """FAQ 401: 25 % of A and of B, which have 50 % of C each."""
    network = scene({A: [owns(X, 25)], B: [owns(X, 25)], C: [owns(A, 50), owns(B, 50)]})
    assert reached("ofac-50", network, X) == {}


def test_parts_of_two_listed_persons_are_added() -> None:
    """FAQ 399: 25 % and 25 %."""
    network = scene({A: [owns(X, 25), owns(Y, 25)]})
    assert reached("ofac-50", network, X, Y) == {A: True}
    assert reached("ofac-50", network, X) == {}
    assert reached("ofac-50", network, X, Y, aggregate="no") == {}


def test_control_alone_does_not_block() -> None:
    """FAQ 398."""
    network = scene({A: [controls(X)], B: [owns(A, 100)], C: [votes(X, 90)]})
    assert reached("ofac-50", network, X) == {}
    assert reached("ofac-50", network, X, column="either") == {C: True}


def test_bands_decide_by_their_bounds() -> None:
    network = scene(
        {A: [owns(X, "50..75")], B: [owns(X, "(25..50]")], C: [owns(X, "25..50"), owns(Y, "[25..50)")], D: [owns(X, "[0..50)")]}
    )
    assert reached("ofac-50", network, X) == {A: True, B: False, C: False}
    assert reached("ofac-50", network, X, Y) == {A: True, B: False, C: True}


def test_a_holding_of_unknown_size_makes_a_finding_possible_or_none() -> None:
    network = scene({A: [owns(X, ">0")]})
    assert reached("ofac-50", network, X) == {A: False}
    assert reached("ofac-50", network, X, unknown="nothing") == {}


def test_the_undisclosed_rest_may_be_the_holders_own_where_asked() -> None:
    network = scene({A: [owns(X, 20), owns(C, 20)], B: [owns(X, 20), owns(C, 60)]})
    assert reached("ofac-50", network, X) == {}
    assert reached("ofac-50", network, X, undisclosed="anyone") == {A: False}


# -- European Union and United Kingdom -----------------------------------------------------------------------------


def test_eu_adds_listed_persons_and_counts_control() -> None:
    network = scene({A: [owns(X, 30), owns(Y, 20)], B: [controls(X)], C: [votes(B, 51)]})
    assert reached("eu-sanctions", network, X, Y) == {A: True, B: True, C: True}
    assert reached("eu-sanctions", network, X, Y, control="ignored") == {A: True}
    assert reached("eu-sanctions", network, X, Y, threshold="above-50") == {B: True, C: True}
    assert reached("eu-sanctions", network, X, Y, aggregate="no") == {B: True, C: True}


def test_eu_ownership_and_control_feed_each_other() -> None:
    network = scene({A: [capital(X, 50)], B: [controls(A)], C: [capital(B, 50)], D: [votes(C, 60)]})
    found_here = findings("eu-sanctions", network, X)
    assert sorted(found_here) == [A, B, C, D]
    assert found_here[B].basis is Basis.CONTROL
    steps = found_here[D].decisions
    assert [d.company for d in steps] == [A, B, C, D]
    assert [d.round for d in steps] == sorted({d.round for d in steps})


def test_uk_does_not_add_two_designated_persons() -> None:
    network = scene({A: [owns(X, 30), owns(Y, 30)]})
    assert reached("uk-ofsi", network, X, Y) == {}
    assert reached("uk-ofsi", network, X, Y, aggregate="yes") == {A: True}
    together = scene({A: [owns(X, 30), owns(Y, 30)]}, together=[{X, Y}])
    assert reached("uk-ofsi", together, X) == {A: True}


def test_uk_needs_more_than_half_or_control() -> None:
    network = scene({A: [owns(X, 50)], B: [owns(X, "50.1")], C: [controls(X)], D: [votes(B, 51)]})
    assert reached("uk-ofsi", network, X) == {B: True, C: True, D: True}


# -- United Kingdom, persons with significant control ---------------------------------------------------------------


def test_psc_last_link_counts_in_full_behind_majorities() -> None:
    network = {A: [owns(X, 60)], B: [owns(A, 60)], C: [owns(B, 26)]}
    assert found("uk-psc", scene(network, persons=[X]), C) == {X: True}


@pytest.mark.parametrize("broken", [{A: [owns(X, 50)]}, {B: [owns(A, 50)]}, {C: [owns(B, 25)]}])
def test_psc_one_link_of_half_breaks_the_chain(broken: dict[int, list[Stake]]) -> None:
    network = {A: [owns(X, 60)], B: [owns(A, 60)], C: [owns(B, 26)]} | broken
    assert found("uk-psc", scene(network, persons=[X]), C) == {}


def test_psc_majority_stake_is_one_holders_own_unless_grouped() -> None:
    network = scene({A: [owns(X, 60)], B: [owns(X, 60)], C: [owns(A, 30), owns(B, 30)], D: [owns(C, 26)]}, persons=[X])
    assert found("uk-psc", network, C) == {X: True}
    assert found("uk-psc", network, D) == {}
    assert found("uk-psc", network, D, grouping="grouped") == {X: True}


def test_psc_direct_and_indirect_parts_are_added() -> None:
    network = scene({A: [owns(X, 51)], C: [owns(X, 10), owns(A, 16)]}, persons=[X])
    assert found("uk-psc", network, C) == {X: True}


def test_psc_bands_start_above_a_quarter() -> None:
    assert found("uk-psc", scene({A: [owns(X, "(25..50]")]}, persons=[X]), A) == {X: True}
    assert found("uk-psc", scene({A: [owns(X, "25..50")]}, persons=[X]), A) == {X: False}


def test_psc_counts_governments_and_leaves_companies_out() -> None:
    network = {A: [owns(X, 60), owns(B, 40)]}
    where = Subgraph(network, kinds={X: Kind.STATE, A: Kind.COMPANY, B: Kind.COMPANY})
    assert found("uk-psc", where, A) == {X: True}
    assert found("uk-psc", where, A, entities="yes") == {X: True, B: True}
    assert found("eu-amld", where, A) == {}


def test_psc_treasury_votes_are_dropped() -> None:
    network = scene({A: [votes(X, 24), votes(A, 10)]}, persons=[X])
    assert found("uk-psc", network, A) == {X: True}
    assert found("uk-psc", network, A, treasury="counted") == {}


def test_psc_joint_arrangement_adds_what_persons_hold() -> None:
    network = {A: [owns(X, 13), owns(Y, 13)]}
    assert found("uk-psc", scene(network, persons=[X, Y]), A) == {}
    (finding,) = holders(parse_rule("uk-psc"), scene(network, persons=[X, Y], together=[{X, Y}]), A)
    assert (finding.party, finding.group, finding.certain) == (X, (X, Y), True)


# -- beneficial owners ---------------------------------------------------------------------------------------------


def test_four_holders_of_a_quarter() -> None:
    network = scene({A: [owns(X, 25), owns(Y, 25), owns(Z, 25), owns(W, 25)]}, persons=[X, Y, Z, W])
    four = dict.fromkeys((X, Y, Z, W), True)
    assert found("eu-amlr-52", network, A) == four
    assert found("fincen-cta", network, A) == four
    assert found("eu-amld", network, A) == {}
    assert found("eu-amld", network, A, threshold="at-least-25") == four
    assert found("uk-psc", network, A) == {}


def test_amlr_multiplies_along_chains_and_adds_over_them() -> None:
    """Half of half is 25 %; 40 % of 40 % and 30 % of 30 % add to exactly 25 %."""
    assert found("eu-amlr-52", scene({A: [owns(X, 50)], B: [owns(A, 50)]}, persons=[X]), B) == {X: True}
    two = {A: [owns(X, 40)], B: [owns(X, 30)], C: [owns(A, 40), owns(B, 30)]}
    assert found("eu-amlr-52", scene(two, persons=[X]), C) == {X: True}
    less = two | {C: [owns(A, 40), owns(B, "29.999999999")]}
    assert found("eu-amlr-52", scene(less, persons=[X]), C) == {}
    assert found("eu-amlr-52", scene(less, persons=[X]), C, threshold="at-least-15") == {X: True}


def test_amlr_control_above_ownership() -> None:
    """Article 54(a): who controls holders whose direct parts add to 25 %: 51 % of A and of B, which have 13 % and 12 % of C."""
    network = {A: [owns(X, 51)], B: [owns(X, 51)], C: [owns(A, 13), owns(B, 12)]}
    (finding,) = holders(parse_rule("eu-amlr-52"), scene(network, persons=[X]), C)
    assert (finding.party, finding.basis) == (X, Basis.CONTROL_OF_HOLDERS)
    assert found("eu-amlr-52", scene(network, persons=[X]), C, mixed="ignored") == {}
    assert found("eu-amlr-52", scene(network | {C: [owns(A, 13), owns(B, 11)]}, persons=[X]), C) == {}


def test_amlr_ownership_above_control() -> None:
    """Article 54(b): a quarter of A, which controls B through a majority of votes that is 60 % of the money: multiplied that is 15 %."""
    network = {A: [owns(X, 25), owns(Y, 75)], B: [owns(A, 60)]}
    (second, first) = holders(parse_rule("eu-amlr-52"), scene(network, persons=[X, Y]), B)[::-1]
    assert (first.party, first.basis, first.through) == (X, Basis.SHARE_OF_CONTROLLER, A)
    assert second.party == Y
    assert found("eu-amlr-52", scene(network, persons=[X, Y]), B, mixed="ignored") == {Y: True}


def test_amlr_majority_of_shares_is_control_too() -> None:
    network = {A: [capital(X, 51)], B: [capital(A, 51)], C: [capital(B, 51)]}
    (finding,) = holders(parse_rule("eu-amlr-52"), scene(network, persons=[X]), C)
    assert (finding.party, finding.basis, [d.company for d in finding.decisions]) == (X, Basis.CONTROL, [A, B, C])


def test_amlr_perhaps_a_quarter_of_a_controller_is_perhaps_an_owner() -> None:
    network = {A: [owns(X, "20..30")], B: [owns(A, 60)]}
    assert found("eu-amlr-52", scene(network, persons=[X]), B) == {X: False}


def test_a_test_that_is_certain_goes_before_one_that_is_possible() -> None:
    network = {A: [Stake(X, capital=interval("0..100"), control=Presence.CERTAIN)]}
    (finding,) = holders(parse_rule("eu-amlr-52"), scene(network, persons=[X]), A)
    assert (finding.certain, finding.basis) == (True, Basis.CONTROL)


def test_what_a_company_holds_in_itself_is_dropped_from_multiplied_shares() -> None:
    network = scene({A: [owns(X, 24), owns(A, 10)]}, persons=[X])
    assert found("eu-amlr-52", network, A) == {X: True}
    assert found("eu-amlr-52", network, A, treasury="counted") == {}


def test_amlr_names_natural_persons_only() -> None:
    network = {A: [owns(X, 60), owns(Y, 40)]}
    assert found("eu-amlr-52", Subgraph(network, kinds={X: Kind.STATE, Y: Kind.UNKNOWN_PERSON, A: Kind.COMPANY}), A) == {Y: True}
    unsure = Subgraph(network, kinds={X: Kind.COMPANY, A: Kind.COMPANY})
    assert found("eu-amlr-52", unsure, A) == {p: r[A] for p in (X, Y) if (r := reached("eu-amlr-52", unsure, p))} == {Y: False}


def test_amlr_veto_is_control_where_asked() -> None:
    network = scene({A: [owns(X, 5), Stake(Y, veto=Presence.CERTAIN), owns(Z, 95)]}, persons=[X, Y, Z])
    assert found("eu-amlr-52", network, A) == {Z: True}
    assert found("eu-amlr-52", network, A, veto="control") == {Y: True, Z: True}


def test_directive_both_readings() -> None:
    control_not_money = scene({A: [owns(X, 51)], B: [owns(A, 30)]}, persons=[X])
    assert found("eu-amld", control_not_money, B) == {X: True}
    assert found("eu-amld", control_not_money, B, indirect="multiply") == {}
    money_not_control = scene({A: [owns(X, 40), owns(C, 60)], B: [owns(A, 70), owns(D, 30)]}, persons=[X])
    assert found("eu-amld", money_not_control, B) == {}
    assert found("eu-amld", money_not_control, B, indirect="multiply") == {X: True}


def test_multiplied_bands_on_the_threshold_itself() -> None:
    over = scene({A: [owns(X, "(25..50]")]}, persons=[X])
    assert found("eu-amld", over, A, indirect="multiply") == {X: True}
    halves = scene({A: [owns(X, "(50..75]")], B: [owns(A, "[50..75)")]}, persons=[X])
    assert found("eu-amld", halves, B, indirect="multiply") == {X: True}
    closed = scene({A: [owns(X, "50..75")], B: [owns(A, "50..75")]}, persons=[X])
    assert found("eu-amld", closed, B, indirect="multiply") == {X: False}
    never = scene({A: [owns(X, "[0..50)")], B: [owns(A, 50)]}, persons=[X])
    assert found("fincen-cta", never, B) == {}
    perhaps = scene({A: [owns(X, "0..50")], B: [owns(A, 50)]}, persons=[X])
    assert found("fincen-cta", perhaps, B) == {X: False}


def test_multiplied_share_of_a_set_is_that_of_one_holder() -> None:
    network = scene({A: [owns(X, 50)], B: [owns(A, 20), owns(Y, 15)]}, persons=[X, Y], together=[{X, Y}])
    (finding,) = holders(parse_rule("fincen-cta", {"indirect": "multiply"}), network, B)
    assert (finding.group, finding.share) == ((X, Y), (Fraction(1, 4), Fraction(1, 4)))


def test_cta_substantial_control_by_officials() -> None:
    network = scene({A: [owns(X, 10), Stake(Y, role=Presence.CERTAIN), controls(Z)]}, persons=[X, Y, Z])
    assert found("fincen-cta", network, A) == {Y: True, Z: True}
    assert found("fincen-cta", network, A, officials="ignore") == {Z: True}


def test_cta_indirect_readings() -> None:
    network = scene({A: [owns(X, 60)], B: [owns(A, 30)]}, persons=[X])
    assert found("fincen-cta", network, B) == {X: True}
    assert found("fincen-cta", network, B, indirect="control") == {X: True}
    assert found("fincen-cta", network, B, indirect="multiply") == {}


def test_cta_majority_of_shares_alone_is_no_substantial_control() -> None:
    network = scene({A: [controls(X)], B: [capital(A, 60)]}, persons=[X])
    assert found("fincen-cta", network, B) == {X: True}
    assert found("fincen-cta", network, B, indirect="multiply") == {}


# -- close links ---------------------------------------------------------------------------------------------------


def test_close_links_both_ways_and_by_a_third_party() -> None:
    network = scene({B: [owns(A, 20)], C: [owns(A, 20)], D: [owns(A, 19)]})
    assert reached("ecb-close-links", network, A) == {B: True, C: True}
    assert found("ecb-close-links", network, B) == {A: True, C: True}
    assert found("ecb-close-links", network, D) == {}
    (third,) = [f for f in holders(parse_rule("ecb-close-links"), network, B) if f.party == C]
    assert (third.basis, third.through) == (Basis.THIRD_PARTY, A)


def test_close_links_count_majority_owned_undertakings_in_full_or_multiply() -> None:
    network = scene({B: [owns(A, 60)], C: [owns(B, 20)], D: [owns(B, 34)]})
    assert found("ecb-close-links", network, C)[A] is True
    assert found("ecb-close-links", network, C, indirect="multiply") == {B: True, D: True}
    assert found("ecb-close-links", network, D, indirect="multiply") == {A: True, B: True, C: True}
    half = scene({B: [owns(A, 50)], C: [owns(B, 40)]})
    assert A not in found("ecb-close-links", half, C)
    assert found("ecb-close-links", half, C, indirect="multiply") == {A: True, B: True}


def test_close_links_are_as_sure_as_the_holdings_they_rest_on() -> None:
    network = scene({B: [owns(A, "10..30")], C: [owns(A, 40)]})
    assert found("ecb-close-links", network, B) == {A: False, C: False}
    assert found("ecb-close-links", network, C) == {A: True, B: False}


def test_close_links_through_parties_that_act_as_one() -> None:
    network = {A: [owns(X, 10), owns(Y, 10)], B: [owns(X, 20)]}
    assert found("ecb-close-links", scene(network), A) == {}
    together = scene(network, together=[{X, Y}])
    assert found("ecb-close-links", together, A) == {X: True, B: True}
    assert {f.group for f in holders(parse_rule("ecb-close-links"), together, A) if f.party == X} == {(X, Y)}


def test_close_links_name_the_holding_before_the_third_party() -> None:
    network = scene({A: [owns(D, 100)], B: [owns(A, 60), owns(D, 40)]})
    bases = {f.party: f.basis for f in holders(parse_rule("ecb-close-links"), network, A)}
    assert bases == {B: Basis.HELD, D: Basis.HOLDING}


def test_close_links_look_at_capital_only() -> None:
    assert found("ecb-close-links", scene({B: [controls(A)], C: [owns(B, 20)]}), C) == {B: True}
    assert found("ecb-close-links", scene({A: [votes(B, 90), controls(C)]}), A) == {}


# -- majority control ----------------------------------------------------------------------------------------------


def test_majority_control_gives_ultimate_controllers() -> None:
    network = scene({A: [owns(X, 70)], B: [owns(A, 60)]})
    assert found("majority-control", network, B) == {X: True}
    assert reached("majority-control", network, X) == {A: True, B: True}


def test_majority_control_at_half_may_be_contested() -> None:
    network = scene({A: [owns(X, 50), owns(Y, 50)]})
    assert found("majority-control", network, A) == {}
    assert found("majority-control", network, A, threshold="at-least-50") == {X: True, Y: True}


def test_majority_control_treasury_and_grouping() -> None:
    treasury = scene({A: [votes(X, 45), votes(A, 12)]})
    assert found("majority-control", treasury, A) == {X: True}
    assert found("majority-control", treasury, A, treasury="counted") == {}
    joint = scene({A: [owns(X, 60)], B: [owns(X, 26), owns(A, 25)]})
    assert reached("majority-control", joint, X) == {A: True, B: True}
    assert reached("majority-control", joint, X, grouping="single") == {A: True}
    assert reached("majority-control", scene({A: [owns(X, 26), owns(Y, 25)]}), X, Y, grouping="single") == {A: True}


def test_organs_of_one_state_act_as_one_where_asked() -> None:
    network = {A: [owns(X, 30), owns(Y, 30), owns(Z, 40)]}
    where = Subgraph(network, kinds={X: Kind.STATE, Y: Kind.STATE_BODY, Z: Kind.STATE_BODY}, states={X: "KZ", Y: "KZ", Z: "UZ"})
    assert found("majority-control", where, A) == {}
    (finding,) = holders(parse_rule("majority-control", {"state": "one"}), where, A)
    assert (finding.party, finding.group) == (X, (X, Y))
    assert reached("ofac-50", where, X) == {}
    assert reached("ofac-50", where, X, state="one") == {A: True}


def test_sets_that_share_a_member_act_as_one() -> None:
    network = scene({A: [owns(X, 20), owns(Y, 20), owns(Z, 20)]}, together=[{X, Y}, {Y, Z}])
    (finding,) = holders(parse_rule("majority-control"), network, A)
    assert finding.group == (X, Y, Z)
    assert reached("uk-ofsi", network, Z) == {A: True}


def test_a_start_set_that_meets_nothing_reaches_nothing() -> None:
    assert reached("majority-control", scene({A: [owns(X, 70)]}), 99) == {}
    assert holders(parse_rule("uk-psc"), scene({A: [owns(X, 70)]}), 99) == []
