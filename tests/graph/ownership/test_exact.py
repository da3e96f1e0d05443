"""Integrated ownership against hand-made answers and a plain path sum."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network.stake import Interval
from graph.ownership import all_integrated, integrated, residual, ultimate_shares
from graph.ownership.comparison import compare
from ontology.shares import PERCENT, WHOLE

Shares = dict[int, dict[int, Interval]]


def exact(percent: float) -> Interval:
    return Interval(int(percent * PERCENT), int(percent * PERCENT))


def test_seventy_of_sixty_percent_is_forty_two_of_the_money() -> None:
    assert integrated(0, 2, {2: {1: exact(60)}, 1: {0: exact(70)}}) == (Fraction(42, 100),) * 2


def test_a_ministry_with_a_direct_and_an_indirect_stake_has_all_not_twice_all() -> None:
    columns = {3: {0: exact(23.5), 1: exact(76.5)}, 1: {0: exact(100)}}
    assert integrated(0, 3, columns) == (1, 1)


def test_two_companies_that_own_half_of_each_other() -> None:
    columns = {1: {2: exact(50), 8: exact(50)}, 2: {1: exact(50), 9: exact(50)}}
    shares = {share.party: share.least for share in ultimate_shares(1, columns)}
    assert shares == {8: Fraction(2, 3), 9: Fraction(1, 3)}


def test_a_closed_ring_is_the_owner() -> None:
    (share,) = ultimate_shares(1, {1: {2: exact(100)}, 2: {1: exact(100)}})
    assert (share.ring, share.least, share.most) == ((1, 2), 1, 1)


def test_a_share_that_no_source_states_bounds_the_money_from_above() -> None:
    """State supervises G (share unknown), G owns all of C, C owns 51 % of S."""
    columns = {3: {2: exact(51)}, 2: {1: exact(100)}, 1: {0: Interval()}}
    assert integrated(0, 3, columns) == (0, Fraction(51, 100))


def test_bounds_are_tight_where_interval_arithmetic_is_loose() -> None:
    """Two holders of 50 to 100 % cannot both have 100; x owns all of one and half of the other: 75 at most, 75 at least."""
    columns = {1: {2: exact(50), 3: exact(50)}, 2: {0: exact(100)}, 3: {0: Interval(0, 50 * PERCENT)}}
    assert integrated(0, 1, columns) == (Fraction(1, 2), Fraction(3, 4))


def test_the_rest_is_never_below_nothing_where_a_column_passes_100() -> None:
    assert residual({0: exact(70), 1: exact(60)}) == (0, 0)


def test_several_holders_as_one() -> None:
    """Added shares would count what passes from one member to the other twice."""
    assert integrated([0, 1], 2, {2: {1: exact(60), 0: exact(10)}, 1: {0: exact(50)}}) == (Fraction(7, 10),) * 2
    assert integrated([0, 2], 2, {2: {1: exact(60)}}) == (1, 1)


def test_a_company_that_has_all_of_itself_is_its_own_owner() -> None:
    (share,) = ultimate_shares(1, {1: {1: exact(100)}})
    assert (share.ring, share.least) == ((1,), 1)


def test_members_of_a_closed_ring_all_have_what_flows_in() -> None:
    columns = {0: {1: exact(40), 9: exact(60)}, 1: {2: exact(100)}, 2: {1: exact(100)}}
    assert all_integrated(0, columns) == {1: (Fraction(2, 5),) * 2, 2: (Fraction(2, 5),) * 2, 9: (Fraction(3, 5),) * 2}


def test_figures_of_the_literature_lie_on_both_sides_of_the_integrated_share() -> None:
    columns = {1: {2: exact(50), 8: exact(50)}, 2: {1: exact(50), 9: exact(50)}}
    figures = compare(1, columns)
    assert figures[2] == (Fraction(2, 3), Fraction(1, 2))
    assert figures[8] == (Fraction(2, 3), Fraction(1, 2))
    assert integrated(2, 1, columns)[0] == Fraction(1, 2)
    assert integrated(8, 1, columns)[0] == Fraction(2, 3)


def test_figures_are_given_up_where_they_have_no_value_or_too_many_paths() -> None:
    assert compare(0, {0: {1: exact(50)}, 1: {2: exact(100)}, 2: {1: exact(100)}})[1] == (None, Fraction(1, 2))
    crowd = {m: {h: exact(5) for h in range(12) if h != m} for m in range(12)}
    assert all(f.simple_paths is None and f.brioschi is not None for f in compare(0, crowd, steps=1_000).values())


@st.composite
def acyclic(draw: st.DrawFn) -> Shares:
    size = draw(st.integers(2, 6))
    columns: Shares = {}
    for company in range(1, size):
        holders = draw(st.lists(st.integers(0, company - 1), unique=True, min_size=1, max_size=3))
        cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=len(holders), max_size=len(holders))))
        column = {h: exact(b - a) for h, a, b in zip(holders, [0, *cuts], cuts, strict=False)}
        columns[company] = {h: box for h, box in column.items() if box.max}
    return {c: column for c, column in columns.items() if column}


def path_sum(holder: int, company: int, columns: Shares) -> Fraction:
    if holder == company:
        return Fraction(1)
    return sum((Fraction(b.min, WHOLE) * path_sum(holder, h, columns) for h, b in columns.get(company, {}).items()), Fraction())


@pytest.mark.thorough
@given(acyclic())
@settings(max_examples=200)
def test_without_cycles_it_is_the_sum_over_paths(columns: Shares) -> None:
    for company in columns:
        for holder in range(company):
            assert integrated(holder, company, columns) == (path_sum(holder, company, columns),) * 2


@st.composite
def cyclic(draw: st.DrawFn) -> Shares:
    size = draw(st.integers(2, 5))
    columns: Shares = {}
    for company in range(size):
        holders = draw(st.lists(st.integers(0, size + 1).filter(lambda h, c=company: h != c), unique=True, max_size=3))  # type: ignore[misc]
        cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=len(holders), max_size=len(holders))))
        column = {h: exact(b - a) for h, a, b in zip(holders, [0, *cuts], cuts, strict=False) if b > a}
        if column:
            columns[company] = column
    return columns


@pytest.mark.thorough
@given(cyclic())
@settings(max_examples=200)
def test_ultimate_shares_add_to_exactly_one(columns: Shares) -> None:
    for company in columns:
        shares = ultimate_shares(company, columns)
        assert sum(s.least for s in shares) == sum(s.most for s in shares) == 1


@pytest.mark.thorough
@given(cyclic())
@settings(max_examples=100)
def test_first_return_equals_v_xy_over_v_xx(columns: Shares) -> None:
    """On networks with cycles, solved a second way: V = (I - A)^-1 by Gauss on fractions (skipped where I - A is singular)."""
    nodes = sorted({n for c, col in columns.items() for n in (c, *col)})
    inverse = _inverse([[Fraction(int(i == j)) - _a(columns, nodes[i], nodes[j]) for j in range(len(nodes))] for i in range(len(nodes))])
    if inverse is None:
        return
    for company in columns:
        for holder in nodes:
            if holder != company:
                x, y = nodes.index(holder), nodes.index(company)
                first = inverse[x][y] / inverse[x][x]
                assert integrated(holder, company, columns)[0] == first
                assert all_integrated(company, columns).get(holder, (0, 0)) == (first, first)
                if holder in (figures := compare(company, columns)):
                    assert figures[holder].brioschi == inverse[x][y]


def _a(columns: Shares, holder: int, company: int) -> Fraction:
    box = columns.get(company, {}).get(holder)
    return Fraction(box.min, WHOLE) if box else Fraction()


def _inverse(matrix: list[list[Fraction]]) -> list[list[Fraction]] | None:
    size = len(matrix)
    rows = [row + [Fraction(int(i == j)) for j in range(size)] for i, row in enumerate(matrix)]
    for pivot in range(size):
        usable = next((r for r in range(pivot, size) if rows[r][pivot]), None)
        if usable is None:
            return None
        rows[pivot], rows[usable] = rows[usable], rows[pivot]
        rows[pivot] = [v / rows[pivot][pivot] for v in rows[pivot]]
        for other in range(size):
            if other != pivot and rows[other][pivot]:
                factor = rows[other][pivot]
                rows[other] = [v - factor * w for v, w in zip(rows[other], rows[pivot], strict=True)]
    return [row[size:] for row in rows]


# -- bounds against every world ----------------------------------------------------------------------------------------

GRID = 25
"""Step in percent: bounds lie on the grid, so the distributions at which a bound is reached do too."""


@st.composite
def boxed(draw: st.DrawFn) -> Shares:
    columns: Shares = {}
    for company in (1, 2):
        holders = draw(st.lists(st.sampled_from([h for h in (0, 1, 2, 3) if h != company]), unique=True, min_size=1, max_size=3))
        pairs = [sorted(draw(st.tuples(st.integers(0, 4), st.integers(0, 4)))) for _ in holders]
        column = {h: Interval(low * GRID * PERCENT, high * GRID * PERCENT) for h, (low, high) in zip(holders, pairs, strict=True)}
        if sum(box.min for box in column.values()) <= WHOLE:
            columns[company] = column
    return columns


def worlds(columns: Shares) -> Iterator[Shares]:
    """Every network of exact shares on the grid inside the boxes; what is left of a column is undisclosed."""
    choices = []
    for company, column in columns.items():
        ranges = [range(box.min, box.max + 1, GRID * PERCENT) for box in column.values()]
        fits = [combination for combination in itertools.product(*ranges) if sum(combination) <= WHOLE]
        choices.append([(company, {h: Interval(v, v) for h, v in zip(column, values, strict=True) if v}) for values in fits])
    return (dict(world) for world in itertools.product(*choices))


@pytest.mark.thorough
@given(boxed())
@settings(max_examples=100, deadline=None)
def test_bounds_are_the_least_and_the_greatest_over_all_worlds(columns: Shares) -> None:
    for company in columns:
        for holder in {0, 1, 2, 3} - {company}:
            assert all_integrated(company, columns).get(holder, (0, 0)) == integrated(holder, company, columns)
            exact_values = [integrated(holder, company, world)[0] if company in world else Fraction() for world in worlds(columns)]
            assert integrated(holder, company, columns) == (min(exact_values), max(exact_values))
