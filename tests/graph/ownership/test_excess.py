"""Money where least shares pass 100 %: taken as they are, never scaled, and no share passes one."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network.stake import Interval
from graph.ownership import ShareTable, all_integrated, integrated, ultimate_shares
from graph.ownership.approximate.subnetwork import Subnetwork
from graph.ownership.approximate.walk import Walk
from ontology.shares import PERCENT, WHOLE


def exact(percent: int) -> Interval:
    return Interval(percent * PERCENT, percent * PERCENT)


def test_each_holder_keeps_what_its_source_says() -> None:
    column = {1: {0: exact(80), 5: exact(60)}}
    assert all_integrated(1, column) == {0: (Fraction(4, 5),) * 2, 5: (Fraction(3, 5),) * 2}


def test_the_ends_add_to_more_than_one_which_shows_the_inconsistency() -> None:
    assert sum(share.least for share in ultimate_shares(1, {1: {0: exact(80), 5: exact(60)}})) == Fraction(7, 5)


def test_nobody_has_more_than_all() -> None:
    assert integrated(0, 3, {3: {1: exact(80), 2: exact(60)}, 1: {0: exact(100)}, 2: {0: exact(100)}}) == (1, 1)


def test_what_is_cut_to_all_at_a_company_counts_as_all_below_it() -> None:
    capital = {4: {3: exact(50)}, 3: {1: exact(80), 2: exact(60)}, 1: {0: exact(100)}, 2: {0: exact(100)}}
    assert integrated(0, 4, capital) == (Fraction(1, 2),) * 2


def test_a_ring_that_multiplies_what_it_gets_still_has_an_answer() -> None:
    capital = {1: {2: exact(100), 0: exact(1)}, 2: {1: exact(100)}}
    assert integrated(0, 1, capital) == (1, 1)
    assert integrated(0, 1, {1: {2: exact(100), 9: exact(1)}, 2: {1: exact(100)}}) == (0, 0)


def test_a_ring_that_gets_exactly_all_does_not_hold_itself_up_at_all() -> None:
    """2 gives 1 all but what 3 may have of it; 3 is 40 % of the holder 0.  What comes from outside is 40 %, however often it goes round."""
    capital = {
        1: {1: exact(50), 2: exact(50), 9: exact(25)},
        2: {1: Interval(0, WHOLE), 3: Interval(0, 5 * PERCENT)},
        3: {0: exact(40), 9: exact(60)},
    }
    assert integrated(0, 1, capital) == (0, Fraction(2, 5))


def test_own_shares_that_pass_the_whole_with_others() -> None:
    assert integrated(0, 1, {1: {1: exact(60), 0: exact(60)}}) == (1, 1)
    assert integrated(0, 1, {1: {1: exact(60), 0: exact(30), 5: exact(20)}}) == (Fraction(3, 4),) * 2


def test_a_company_may_send_all_round_a_ring_that_multiplies() -> None:
    """1 may have no rest at all, and then nothing of it ever ends in its rest, though 2 counts what comes back 1.4 times."""
    capital = {1: {2: Interval(0, WHOLE)}, 2: {1: exact(80), 3: exact(60)}, 3: {1: exact(100)}}
    (share,) = ultimate_shares(1, capital)
    assert (share.party, share.residual, share.least, share.most) == (1, True, 0, 1)


def drawn(rng: random.Random) -> ShareTable:
    parties = rng.randint(3, 6)
    capital: dict[int, dict[int, Interval]] = {}
    for company in range(parties - 1):
        holders = rng.sample(range(parties), rng.randint(1, 3))
        cuts = [rng.choice((0, 10, 20, 40, 50, 60, 80)) for _ in holders]
        capital[company] = {h: Interval(a * PERCENT, (a + rng.choice((0, 0, 0, 20))) * PERCENT) for h, a in zip(holders, cuts, strict=True)}
    return capital


networks = st.randoms(use_true_random=False).map(drawn)


def iterated(holder: int, capital: ShareTable, *, greatest: bool) -> dict[int, float]:
    """The definition run as it stands: from nought, until values stand; from below, so never above the truth."""
    value = dict.fromkeys(capital, 0.0) | {holder: 1.0}
    for _ in range(1_000):
        for company, column in capital.items():
            if company == holder:
                continue
            left = WHOLE - sum(box.min for box in column.values())
            total = sum(box.min * value.get(h, 0.0) for h, box in column.items())
            for h, box in sorted(column.items(), key=lambda pair: -value.get(pair[0], 0.0)):
                portion = max(0, min(left, box.max - box.min)) if greatest else 0
                total += portion * value.get(h, 0.0)
                left -= portion
            value[company] = min(1.0, total / WHOLE)
    return value


@pytest.mark.thorough
@settings(max_examples=40, deadline=None)
@given(networks)
def test_it_is_the_least_solution_of_the_cut_equations(capital: ShareTable) -> None:
    for holder in range(len(capital) + 1):
        low, high = (iterated(holder, capital, greatest=greatest) for greatest in (False, True))
        for company in capital:
            if company != holder:
                least, most = integrated(holder, company, capital)
                assert float(least) == pytest.approx(low[company], abs=5e-3)
                assert float(least) >= low[company] - 1e-12
                assert float(most) == pytest.approx(high[company], abs=5e-3)
                assert float(most) >= high[company] - 1e-12
                assert all_integrated(company, capital).get(holder, (0, 0)) == (least, most)


@settings(max_examples=80, deadline=None)
@given(networks)
def test_floats_hold_the_exact_bounds(capital: ShareTable) -> None:
    for company in capital:
        part, parties = Subnetwork.of_table(company, capital)
        walk = Walk.of(part, parties, 1)
        for i, party in enumerate(parties.tolist()):
            least, most = integrated(party, company, capital)
            low, high = walk.bounds(i)
            assert low <= least
            assert most <= high
        together = walk.all_bounds()
        for i, party in enumerate(parties.tolist()):
            least, most = integrated(party, company, capital)
            assert together.least[i] <= least
            assert most <= together.greatest[i]
