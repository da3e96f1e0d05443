"""Money in floats against exact fractions: pushed up, through choices, plain and compiled, and where walks hardly ever end."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from graph.algorithms.kernels import HUGE, has_numba
from graph.network.stake import Interval
from graph.ownership import ShareTable, all_integrated, integrated, residual, ultimate_shares
from graph.ownership.approximate import choices
from graph.ownership.approximate.choices import bound_shares
from graph.ownership.approximate.subnetwork import Subnetwork
from graph.ownership.approximate.visits import CLOSED, PUSHED
from graph.ownership.approximate.walk import HOLDERS, Walk
from graph.ownership.exact.bounds import bound
from graph.ownership.exact.visits import Visits as ExactVisits
from graph.ownership.shares import ancestors, companies_above
from ontology.shares import PERCENT, WHOLE

ERROR = 1e-9
SIZES = (1, HUGE) if has_numba() else (1,)
"""What the choice of kernels is told: plain, and compiled with the extra [fast]."""


def exact(units: int) -> Interval:
    return Interval(units, units)


def tangled(seed: int, companies: int, *, holders: int = 5, leak: float = 0.3) -> ShareTable:
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


def pushed(company: int, capital: ShareTable, size: int) -> tuple[Walk, dict[int, int]]:
    part, parties = Subnetwork.of_table(company, capital)
    return Walk.of(part, parties, size), {party: i for i, party in enumerate(parties.tolist())}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("companies", [5, 30, 60])
def test_the_push_is_within_its_error_of_the_exact_solution(companies: int, size: int) -> None:
    """30 members are eliminated, 60 are pushed round."""
    capital = tangled(companies, companies)
    want = ExactVisits.of(0, capital)
    answers, number = pushed(0, capital, size)
    answers.returns.solve(answers.visits, HOLDERS)
    shares = bound_shares(answers.visits, answers.returns)
    for party, share in want.least.items():
        low, high = (1.0, 1.0) if party == 0 else (shares.least[number[party]], shares.greatest[number[party]])
        assert low <= share <= high
        assert high - low < ERROR
        assert answers.bounds(number[party]) == pytest.approx((low, high), abs=ERROR)
    assert max(abs(float(want.visits[p]) - v) for p, v in zip(number, answers.visits.expected.tolist(), strict=True)) < ERROR
    assert (PUSHED in answers.visits.how) == (companies > 48)


@pytest.mark.skipif(not has_numba(), reason="the extra [fast] is not installed")
@pytest.mark.parametrize("companies", [10, 70, 150])
def test_compiled_and_plain_push_the_same(companies: int) -> None:
    plain, fast = (pushed(0, tangled(1, companies), size)[0].visits for size in (1, HUGE))
    for one, other in zip(plain, fast, strict=True):
        assert np.allclose(one, other, rtol=1e-12, atol=1e-15)


@pytest.mark.skipif(not has_numba(), reason="the extra [fast] is not installed")
def test_compiled_and_plain_reach_the_same_bounds() -> None:
    capital = {c: {h: Interval(b.min, min(WHOLE, b.max * 2)) for h, b in column.items()} for c, column in tangled(2, 60).items()}
    (plain, _), (fast, _) = (pushed(0, capital, size) for size in (1, HUGE))
    assert plain.above_choice[1:].all()
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


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("members", [2, 30, 100])
def test_a_ring_that_is_nearly_closed_keeps_its_digits(members: int, size: int) -> None:
    """Each has all of the next but a part in 10**11 that two persons share 1 to 2."""
    capital = {m: {(m + 1) % members: exact(WHOLE - 3), 1000: exact(1), 1001: exact(2)} for m in range(members)}
    answers, number = pushed(0, capital, size)
    low, high = answers.bounds(number[1000])
    assert low <= Fraction(1, 3) <= high
    assert high - low < 1e-7
    ring = answers.bounds(number[members - 1])
    want = Fraction(WHOLE - 3, WHOLE) ** (members - 1)
    assert ring[0] <= want <= ring[1]


def test_a_large_ring_that_is_nearly_closed_says_what_it_does_not_know() -> None:
    capital = {m: {(m + 1) % 600: exact(WHOLE - 1), 1000: exact(1)} for m in range(600)}
    answers, number = pushed(0, capital, HUGE)
    low, high = answers.bounds(number[1000])
    assert low <= 1 <= high


def test_a_large_closed_ring_is_the_owner() -> None:
    capital: ShareTable = {m: {(m + 1) % 500: exact(WHOLE)} for m in range(500)} | {900: {0: exact(WHOLE // 4), 901: exact(WHOLE // 2)}}
    answers, number = pushed(900, capital, 1)
    assert answers.visits.how[number[3]] == CLOSED
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
    assert sum(Fraction(s.least) for s in ends.values()) <= 1 <= sum(Fraction(s.most) for s in ends.values())
    assert sum(s.most - s.least for s in ends.values()) < ERROR * len(ends)


def test_a_chain_of_ten_thousand_links() -> None:
    capital = {c: {c + 1: exact(WHOLE - c % 7)} for c in range(10_000)}
    least, most = integrated(10_000, 0, capital)
    want = float(np.prod([1 - (c % 7) / WHOLE for c in range(10_000)]))
    assert float(least) <= want <= float(most)
    assert most - least < ERROR


@pytest.mark.parametrize("links", [3, 1000], ids=["in fractions", "in floats"])
def test_what_reaches_a_company_whose_holders_are_not_named_is_left_in_it(links: int) -> None:
    capital = {c: {c + 1: exact(WHOLE)} for c in range(links)} | {links: {}}
    assert [(share.party, share.residual) for share in ultimate_shares(0, capital)] == [(links, True)]


def test_ultimate_shares_of_a_large_component_hold_one_whole() -> None:
    capital = tangled(6, 60)
    shares = ultimate_shares(0, capital)
    want = ExactVisits.of(0, capital)
    for share in shares:
        truth = want.visits[share.party] * residual(capital[share.party])[0] if share.residual else want.least[share.party]
        assert share.least <= truth <= share.most
        assert share.most - share.least < ERROR
    assert sum(Fraction(s.least) for s in shares) <= 1 <= sum(Fraction(s.most) for s in shares)


def test_a_choice_of_shares_far_below_leaves_others_exact() -> None:
    capital: ShareTable = {**tangled(7, 60), 300: {0: exact(WHOLE // 2), 301: exact(WHOLE // 4), 302: Interval(0, WHOLE // 8)}}
    answers, number = pushed(300, capital, 1)
    assert ancestors([300], capital) == {party for party in number if answers.above_choice[number[party]]}
    spans = all_integrated(300, capital)
    assert spans[302] == (0, pytest.approx(Fraction(1, 8)))
    assert [float(bound) for bound in spans[301]] == pytest.approx([0.25, 0.25])


def test_holders_that_are_not_solved_one_by_one_still_have_honest_bounds() -> None:
    capital = {c: {h: Interval(b.min, min(WHOLE, b.max + 5 * PERCENT)) for h, b in column.items()} for c, column in tangled(8, 20).items()}
    answers, number = pushed(0, capital, 1)
    shares = answers.all_bounds(holders=2)
    wide = 0
    for party, i in number.items():
        least, most = integrated(party, 0, capital)
        assert shares.least[i] <= least
        assert most <= shares.greatest[i]
        wide += shares.greatest[i] - float(most) > ERROR
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
    answers, number = pushed(0, capital, 1)
    for party, i in number.items():
        assert answers.bounds(i) == pytest.approx([float(bound) for bound in integrated(party, 0, capital)], abs=ERROR)


def chosen_below(seed: int, members: int, *, excess: bool) -> ShareTable:
    """A component, and below it ten companies with a choice of shares, of which some may pass 100 %."""
    rng = np.random.default_rng(seed)
    capital: dict[int, dict[int, Interval]] = {c: dict(column) for c, column in tangled(seed, members).items()}
    for company in range(200, 210):
        column = {}
        for holder in rng.choice([*range(0, members, 5), *range(members, members + 3), *range(200, company)], 4).tolist():
            low = int(rng.integers(0, 60 if excess else 25)) * PERCENT
            column[holder] = Interval(low, low + int(rng.choice([0, 0, 10, 30])) * PERCENT)
        capital[company] = column
    return capital


@pytest.mark.parametrize("excess", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_choices_below_a_component_are_bounded_for_everybody_at_once(seed: int, excess: bool) -> None:
    capital = chosen_below(seed, 8, excess=excess)
    part, parties = Subnetwork.of_table(209, capital)
    walk = Walk.of(part, parties)
    shares = choices.bound_all(part, parties, walk.by_possible, HOLDERS, walk.size)
    assert shares is not None
    companies = companies_above(209, capital)
    for i, party in enumerate(parties.tolist()):
        if i:
            least, most = bound(209, companies, capital, frozenset((party,)))
            assert shares.least[i] <= least
            assert most <= shares.greatest[i]
            assert (shares.least[i], shares.greatest[i]) == pytest.approx((float(least), float(most)), abs=ERROR)


@pytest.mark.parametrize("seed", range(3))
def test_choices_below_a_large_component_are_those_that_a_search_finds(seed: int) -> None:
    capital = chosen_below(seed, 60, excess=seed == 2)
    part, parties = Subnetwork.of_table(209, capital)
    walk = Walk.of(part, parties, HUGE)
    shares = walk.all_bounds()
    for i in range(1, len(parties), 5):
        assert (shares.least[i], shares.greatest[i]) == pytest.approx(walk.bounds(i), abs=ERROR)


def test_a_choice_inside_a_cycle_is_left_to_the_search_for_each() -> None:
    capital: ShareTable = {0: {1: exact(WHOLE // 2)}, 1: {0: Interval(0, WHOLE // 2), 2: exact(WHOLE // 4)}}
    part, parties = Subnetwork.of_table(0, capital)
    assert choices.bound_all(part, parties, Walk.of(part, parties).by_possible, HOLDERS, 1) is None


def test_what_a_component_returns_is_remembered_whoever_asks_from_wherever() -> None:
    capital = {**tangled(9, 60), 300: {17: exact(WHOLE // 2)}, 301: {42: exact(WHOLE // 4), 3: exact(WHOLE // 4)}}
    again = {}
    for company in (0, 300, 301):
        answers, number = pushed(company, capital, 1)
        answers.returns.solve(answers.visits, HOLDERS)
        again[company] = [answers.returns.again[number[member]] for member in range(60)]
        plain, _ = pushed(company, capital, 1)
        for member in (1, 17, 59):
            plain.returns.solve_one(number[member])
            assert plain.returns.again[number[member]] == pytest.approx(again[company][member], rel=1e-12)
    assert again[0] == again[300] == again[301]


def test_components_that_differ_in_one_share_are_not_taken_for_each_other() -> None:
    capital = {c: dict(column) for c, column in tangled(10, 60).items()}
    before = dict(all_integrated(0, capital))
    holder = next(h for h in capital[5] if h < 60)
    capital[5][holder] = exact(capital[5][holder].min // 2)
    after, want = all_integrated(0, capital), ExactVisits.of(0, capital).least
    assert any(before[h] != after[h] for h in range(1, 60))
    assert all(after[h][0] <= want[h] <= after[h][1] for h in after)
