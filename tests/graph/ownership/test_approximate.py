"""Money in floats against exact fractions: pushed up, reached downwards, plain and compiled, and where walks hardly ever end."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from graph.algorithms.kernels import LARGE, has_numba
from graph.network.stake import Interval, Presence, Stake
from graph.network.stake_table import gather
from graph.ownership import Capital, all_integrated, at_least, integrated, push_down, push_up, ultimate_shares
from graph.ownership.approximate.subnetwork import of_capital
from graph.ownership.approximate.visits import CLOSED, PUSHED
from graph.ownership.approximate.walk import Pushed
from graph.ownership.exact.visits import walk
from graph.ownership.shares import above, rest
from ontology.shares import PERCENT, WHOLE

ERROR = 1e-9
SIZES = (1, LARGE) if has_numba() else (1,)
"""What the choice of kernels is told: plain, and compiled with the extra [fast]."""


def exact(units: int) -> Interval:
    return Interval(units, units)


def tangled(seed: int, companies: int, *, holders: int = 5, leak: float = 0.3) -> Capital:
    """One large component and persons beside it (numbers from ``companies`` on); every company is held by the one before."""
    rng = np.random.default_rng(seed)
    capital: dict[int, dict[int, Interval]] = {}
    for company in range(companies):
        others = {(company - 1) % companies, *rng.integers(0, companies, holders - 1).tolist()} - {company}
        parts = rng.dirichlet(np.ones(len(others))) * (1 - leak)
        column = {int(h): exact(int(part * WHOLE)) for h, part in zip(sorted(others), parts, strict=True)}
        column[companies + int(rng.integers(0, companies))] = exact(int(leak * rng.random() * WHOLE))
        capital[company] = column
    return capital


def pushed(company: int, capital: Capital, size: int) -> tuple[Pushed, dict[int, int]]:
    part, parties = of_capital(capital, company)
    return Pushed.of(part, parties, size), {party: i for i, party in enumerate(parties)}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("companies", [5, 30, 60])
def test_the_push_is_within_its_error_of_the_exact_solution(companies: int, size: int) -> None:
    """30 members are eliminated, 60 are pushed round."""
    capital = tangled(companies, companies)
    want = walk(0, capital)
    found, number = pushed(0, capital, size)
    for party, share in want.first.items():
        low, high = found.least(number[party])
        assert low <= share <= high
        assert high - low < ERROR
    assert max(abs(float(want.visits[p]) - v) for p, v in zip(number, found.found.visits.tolist(), strict=True)) < ERROR
    assert (PUSHED in found.found.how) == (companies > 48)


@pytest.mark.skipif(not has_numba(), reason="the extra [fast] is not installed")
@pytest.mark.parametrize("companies", [10, 70, 150])
def test_compiled_and_plain_push_the_same(companies: int) -> None:
    plain, fast = (pushed(0, tangled(1, companies), size)[0].found for size in (1, LARGE))
    for one, other in zip(plain, fast, strict=True):
        assert np.allclose(one, other, rtol=1e-12, atol=1e-15)


@pytest.mark.skipif(not has_numba(), reason="the extra [fast] is not installed")
def test_compiled_and_plain_reach_the_same_bounds() -> None:
    capital = {c: {h: Interval(b.min, min(WHOLE, b.max * 2)) for h, b in column.items()} for c, column in tangled(2, 60).items()}
    (plain, _), (fast, _) = (pushed(0, capital, size) for size in (1, LARGE))
    assert plain.free[1:].all()
    for i in (1, 7, 80):
        assert plain.bounds(i) == pytest.approx(fast.bounds(i), abs=1e-12)


def test_everybody_at_once_is_everybody_alone() -> None:
    capital = tangled(3, 60)
    together = all_integrated(0, capital)
    for party in (1, 5, 59, *[h for h in together if h >= 60][:4]):
        least, most = integrated(party, 0, capital)
        low, high = together[party]
        assert low <= most
        assert least <= high
        assert high - low < ERROR


def test_downwards_is_upwards_turned_round() -> None:
    capital = tangled(4, 60)
    columns = gather({c: [Stake(h, capital=b) for h, b in column.items()] for c, column in capital.items()}, also=range(120)).table
    gathered = gather({c: [Stake(h, capital=b) for h, b in column.items()] for c, column in capital.items()}, also=range(120))
    holder = next(h for h in capital[0] if h >= 60)
    below = push_down(columns, [gathered.number[holder]])
    for company in (0, 1, 30):
        least, most = integrated(holder, company, capital)
        low, high = below[gathered.number[company]]
        assert low <= most
        assert least <= high
        assert high - low < ERROR


def test_several_holders_as_one_downwards() -> None:
    held = {2: [Stake(0, capital=exact(30 * PERCENT)), Stake(1, capital=exact(40 * PERCENT))], 1: [Stake(0, capital=exact(50 * PERCENT))]}
    made = gather(held)
    below = push_down(made.table, [made.number[0], made.number[1]])
    assert below == {made.number[2]: pytest.approx((0.7, 0.7))}


def test_columns_are_pushed_like_capital_and_unnamed_holders_are_residual() -> None:
    held = {3: [Stake(1, capital=exact(60 * PERCENT)), Stake(-1, capital=exact(40 * PERCENT))], 1: [Stake(0, capital=exact(WHOLE // 2))]}
    made = gather(held)
    found = push_up(made.table, made.number[3])
    assert [made.parties[p] for p in found.parties] == [3, 1, 0]
    assert found.bounds(2) == pytest.approx((0.3, 0.3))
    assert found.residual(0, (1.0, 1.0)) == pytest.approx((0.4, 0.4))


def test_control_without_a_share_is_a_share_that_nobody_knows() -> None:
    made = gather({1: [Stake(0, control=Presence.CERTAIN), Stake(5, capital=exact(40 * PERCENT))]})
    found = push_up(made.table, 0)
    spans = dict(zip([made.parties[p] for p in found.parties], found.all_bounds(), strict=True))
    assert spans[0] == pytest.approx((0, 0.6))
    assert spans[5] == pytest.approx((0.4, 0.4))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("members", [2, 30, 100])
def test_a_ring_that_is_nearly_closed_keeps_its_digits(members: int, size: int) -> None:
    """Each has all of the next but a part in 10**11 that two persons share 1 to 2."""
    capital = {m: {(m + 1) % members: exact(WHOLE - 3), 1000: exact(1), 1001: exact(2)} for m in range(members)}
    found, number = pushed(0, capital, size)
    low, high = found.bounds(number[1000])
    assert low <= Fraction(1, 3) <= high
    assert high - low < 1e-7
    ring = found.bounds(number[members - 1])
    want = Fraction(WHOLE - 3, WHOLE) ** (members - 1)
    assert ring[0] <= want <= ring[1]


def test_a_large_ring_that_is_nearly_closed_says_what_it_does_not_know() -> None:
    capital = {m: {(m + 1) % 600: exact(WHOLE - 1), 1000: exact(1)} for m in range(600)}
    found, number = pushed(0, capital, LARGE)
    low, high = found.bounds(number[1000])
    assert low <= 1 <= high


def test_a_large_closed_ring_is_the_owner() -> None:
    capital: Capital = {m: {(m + 1) % 500: exact(WHOLE)} for m in range(500)} | {900: {0: exact(WHOLE // 4), 901: exact(WHOLE // 2)}}
    found, number = pushed(900, capital, 1)
    assert found.found.how[number[3]] == CLOSED
    shares = {(s.party, s.residual, len(s.ring)): (float(s.least), float(s.most)) for s in ultimate_shares(900, capital)}
    assert shares == {
        (0, False, 500): pytest.approx((0.25, 0.25)),
        (901, False, 0): pytest.approx((0.5, 0.5)),
        (900, True, 0): pytest.approx((0.25, 0.25)),
    }


def test_a_complete_group_of_two_hundred_that_hold_each_other() -> None:
    each = WHOLE * 9 // 10 // 199
    capital = {m: {h: exact(each) for h in range(200) if h != m} | {200: exact(WHOLE // 20)} for m in range(200)}
    ends = {(s.party, s.residual): s for s in ultimate_shares(0, capital)}
    leaving = Fraction(WHOLE - 199 * each, WHOLE)
    want = Fraction(1, 20) / leaving
    person = ends[200, False]
    assert person.least <= want <= person.most
    assert person.most - person.least < ERROR
    assert sum(s.least for s in ends.values()) <= 1 <= sum(s.most for s in ends.values())
    assert sum(s.most - s.least for s in ends.values()) < ERROR * len(ends)


def test_a_chain_of_ten_thousand_links() -> None:
    capital = {c: {c + 1: exact(WHOLE - c % 7)} for c in range(10_000)}
    least, most = integrated(10_000, 0, capital)
    want = float(np.prod([1 - (c % 7) / WHOLE for c in range(10_000)]))
    assert float(least) <= want <= float(most)
    assert most - least < ERROR


def test_ultimate_shares_of_a_large_component_hold_one_whole() -> None:
    capital = tangled(6, 60)
    shares = ultimate_shares(0, capital)
    want = walk(0, capital)
    for share in shares:
        truth = want.visits[share.party] * rest(capital[share.party])[0] if share.residual else want.first[share.party]
        assert share.least <= truth <= share.most
        assert share.most - share.least < ERROR
    assert sum(s.least for s in shares) <= 1 <= sum(s.most for s in shares)


def test_a_share_on_the_threshold_is_worked_out_exactly() -> None:
    """Thirty hold each other in a circle, and every one half of what is left is x's: exactly half in the end, which floats cannot tell."""
    capital = {m: {(m + 1) % 30: exact(WHOLE * 2 // 5), 50: exact(WHOLE * 3 // 10), 51: exact(WHOLE * 3 // 10)} for m in range(30)}
    least, most = integrated(50, 0, capital)
    assert least < Fraction(1, 2) < most
    assert at_least(50, 0, Fraction(1, 2), capital) is Presence.CERTAIN
    assert at_least(50, 0, Fraction(1, 2) + Fraction(1, 10**15), capital) is Presence.ABSENT


def test_a_choice_of_shares_far_below_leaves_others_exact() -> None:
    capital: Capital = {**tangled(7, 60), 300: {0: exact(WHOLE // 2), 301: exact(WHOLE // 4), 302: Interval(0, WHOLE // 8)}}
    found, number = pushed(300, capital, 1)
    assert above([300], capital) == {party for party in number if found.free[number[party]]}
    spans = all_integrated(300, capital)
    assert spans[302] == (0, pytest.approx(Fraction(1, 8)))
    assert [float(bound) for bound in spans[301]] == pytest.approx([0.25, 0.25])


def test_holders_that_are_not_solved_one_by_one_still_have_honest_bounds() -> None:
    capital = {c: {h: Interval(b.min, min(WHOLE, b.max + 5 * PERCENT)) for h, b in column.items()} for c, column in tangled(8, 20).items()}
    found, number = pushed(0, capital, 1)
    spans = found.all_bounds(holders=2)
    wide = 0
    for party, i in number.items():
        least, most = integrated(party, 0, capital)
        assert spans[i][0] <= least
        assert most <= spans[i][1]
        wide += spans[i][1] - float(most) > ERROR
    assert wide == len(number) - 3, "all but the company and two"


@pytest.mark.parametrize("seed", range(20))
def test_bounds_of_bands_are_tight_where_nobody_holds_in_a_circle(seed: int) -> None:
    rng = np.random.default_rng(seed)
    capital: dict[int, dict[int, Interval]] = {}
    for company in range(12):
        column = {}
        for holder in rng.integers(company + 1, 16, 3).tolist():
            low = int(rng.integers(0, 30)) * PERCENT
            column[holder] = Interval(low, low + int(rng.integers(0, 40)) * PERCENT)
        capital[company] = column
    found, number = pushed(0, capital, 1)
    for party, i in number.items():
        assert found.bounds(i) == pytest.approx([float(bound) for bound in integrated(party, 0, capital)], abs=ERROR)
