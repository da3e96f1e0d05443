"""Everyone above a company is the same whether the view is asked or the compiled walk."""

from __future__ import annotations

import itertools
import random
from unittest.mock import patch

import numpy as np
import pytest

from graph.algorithms.kernels import compiling_always, has_numba
from graph.generation.interest_table import UNNAMED
from graph.network import upstream as upstream_module
from graph.network.as_of import AsOfView
from graph.network.stake import Holders, Stake
from graph.network.upstream import INTERPRETED, Upstream
from graph.ownership.approximate.subnetwork import Subnetwork
from graph.ownership.shares import to_share_table
from ontology.shares import WHOLE
from tests.graph.network.test_reconcile import NOW, holding
from tests.links import Link, build
from tests.reference.random_statements import PARTIES, cluster, moment, seeded

needs_numba = pytest.mark.skipif(not has_numba(), reason="numba (extra [fast]) is not installed")


def compiled(view: AsOfView, company: int, limit: int = 10**9) -> Upstream:
    with compiling_always(), patch.object(upstream_module, "FEW", 0), patch.object(upstream_module, "is_compiled", lambda _: True):
        return Upstream.of(view, company, limit)


def by_view(view: AsOfView, company: int, limit: int = 10**9) -> Upstream:
    with patch.object(upstream_module, "is_worth_compiling", lambda _: False):
        return Upstream.of(view, company, limit)


def linked(rng: random.Random) -> list[Link]:
    """Clusters with a chain through them, so that one is above the other."""
    links = list(itertools.chain.from_iterable(cluster(rng, i * PARTIES, i * 40, rng.randrange(1, 16)) for i in range(4)))
    return [*links, *(holding(1_000 + i, i * PARTIES + PARTIES, i * PARTIES + rng.randrange(PARTIES)) for i in range(3))]


def same(one: Upstream, other: Upstream) -> None:
    assert (one.count, one.truncated, set(one.rows.tolist())) == (other.count, other.truncated, set(other.rows.tolist()))
    assert set(other.odd) <= set(one.odd)
    for name in ("parties", "indptr", "holder", "capital_min", "capital_max", "flags"):
        first, second = getattr(one, name), getattr(other, name)
        assert first.dtype == second.dtype, name
        assert np.array_equal(first, second), name


@pytest.mark.slow  # compiles for twenty seconds
@needs_numba
def test_the_compiled_walk_is_that_of_the_view() -> None:
    rng = seeded(11)
    for _ in range(60):
        interests = build(4 * PARTIES, linked(rng))
        day, known, include = moment(rng)
        company, limit = rng.randrange(4 * PARTIES), rng.choice([1, 3, 5, 10**9])
        view = AsOfView(interests, day, known, include)
        same(compiled(view, company, limit), by_view(view, company, limit))


@pytest.mark.slow  # compiles for twenty seconds
@needs_numba
def test_a_walk_that_outgrows_its_space_begins_anew() -> None:
    view = AsOfView(build(60, [holding(i, i + 1, i) for i in range(50)]), NOW)
    with patch.object(upstream_module, "_SPACE", 4):
        same(compiled(view, 0), by_view(view, 0))


@needs_numba
def test_many_companies_above_are_walked_compiled() -> None:
    view = AsOfView(build(INTERPRETED + 100, [holding(i, i + 1, i) for i in range(INTERPRETED + 50)]), NOW)
    same(Upstream.of(view, 0), by_view(view, 0))


def test_companies_that_are_odd_are_named_nearest_first() -> None:
    links = [
        holding(0, 1, 0, "80"),
        holding(1, 2, 0, "60"),
        holding(2, 3, 1),
        holding(3, 4, 2, "30", complete=True),
        holding(4, 5, 2, "30", complete=True),
    ]
    assert by_view(AsOfView(build(6, links), NOW), 0).odd == (0, 2)


def test_an_excess_that_two_figures_of_a_holder_hide_is_odd_for_the_compiled_walk_too() -> None:
    links = [holding(0, 1, 0, "55"), holding(1, 2, 0, "30"), holding(2, 3, 0, "[20..30]"), holding(3, 3, 0, "[25..40]")]
    view = AsOfView(build(4, links), NOW)
    assert by_view(view, 0).odd == (0,)
    if has_numba():
        assert compiled(view, 0).odd == (0,)


@pytest.mark.parametrize("apart", [True, False], ids=["of holders of one company each", "of holders that may restate others"])
def test_shares_are_fit_to_the_whole_alike_for_few_and_for_many(apart: bool) -> None:
    """Columns with open and closed ends that pass 100 %, pass it by an open end alone, and leave something."""
    shares = [
        ("[75..100]", "(25..50]"),
        ("[75..100]", "(20..50]"),
        ("60", "60", "5"),
        ("[75..100]", "[75..100]"),
        (">50", ">50"),
        ("(50..75]", "40"),
        ("100", "100", "100"),
    ]
    links, at = [], 0
    for company, column in enumerate(shares):
        for place, share in enumerate(column):
            links.append(holding(at, len(shares) + place + 3 * company * apart, company, share))
            at += 1
        if company:
            links.append(holding(at, company, company - 1, "[0..1]"))
            at += 1
    upstream = Upstream.of(AsOfView(build(4 * len(shares), links), NOW), 0)
    part, parties = Subnetwork.of_upstream(upstream)
    table, same_table = to_share_table(upstream), part.to_table(parties)
    lows = {(c, h): share.min for c, column in table.items() for h, share in column.items()}
    assert lows == {(c, h): share.min for c, column in same_table.items() for h, share in column.items()}
    sixty = 13 if apart else 7
    assert (lows[0, 7], lows[0, 8], lows[2, sixty]) == (0, 0, 35 * WHOLE // 100 * apart)
    if apart:
        assert (lows[2, 14], lows[2, 15], lows[3, 16]) == (35 * WHOLE // 100, 0, 0)


def test_what_is_supposed_is_collected_too() -> None:
    view = AsOfView(build(3, [holding(0, 1, 0)]), NOW)
    (stake,) = view.stakes(0)
    supposed = AsOfView(view.interests, NOW, overlay={0: Holders((Stake(2, stake.capital, stake.votes), Stake(UNNAMED, stake.capital)))})
    upstream = Upstream.of(supposed, 0)
    assert (upstream.parties.tolist(), upstream.holder.tolist(), upstream.count) == ([0, 2], [1, UNNAMED], 2)
