"""The snapshot of a whole network equals the view company by company, in the interpreter and compiled."""

from __future__ import annotations

import datetime
import itertools
import random

import numpy as np
import pytest

from graph.algorithms.kernels import LARGE, compiling_always, has_numba
from graph.generation.interest_table import InterestTable
from graph.network.as_of import AsOfView
from graph.network.snapshot import breakpoints, snapshot
from graph.network.stake import Holders
from graph.network.stake_table import StakeTable, gather
from tests.graph.network.test_reconcile import NOW, holding
from tests.links import build
from tests.reference.random_statements import PARTIES, cluster, moment, seeded


def by_view(network: InterestTable, view: AsOfView) -> StakeTable:
    """All companies of a view in the network's numbers."""
    parties = range(network.parties)
    held = {c: view.stakes(c) for c in parties}
    gathered = gather(held, {c for c in parties if view.holders(c).complete})
    assert gathered.parties == list(parties)
    return gathered.table.arrays()


def agree(rng: random.Random, network: InterestTable) -> None:
    day, known, include = moment(rng)
    view = AsOfView(network, day, known, include)
    for name, one, other in zip(StakeTable._fields, snapshot(network, day, known, include), by_view(network, view), strict=True):
        assert one.dtype == other.dtype, name
        assert np.array_equal(one, other), name


def test_a_small_network_in_the_interpreter_equals_its_view() -> None:
    rng = seeded(1)
    for _ in range(200):
        agree(rng, build(PARTIES, cluster(rng, 0, 0, rng.randrange(16))))


@pytest.mark.slow  # compiles for twenty seconds
@pytest.mark.skipif(not has_numba(), reason="numba (extra [fast]) is not installed")
def test_a_large_network_compiled_equals_its_view() -> None:
    rng = seeded(2)
    size = 12
    count = LARGE // size + 1
    links = itertools.chain.from_iterable(cluster(rng, i * PARTIES, i * size, size) for i in range(count))
    with compiling_always():
        agree(rng, build(count * PARTIES, links))


@pytest.mark.slow  # compiles for twenty seconds
@pytest.mark.skipif(not has_numba(), reason="numba (extra [fast]) is not installed")
def test_a_holder_of_very_many_stakes_has_the_same_companies_compiled() -> None:
    ended = {"valid_until": "2010-01-01"}
    links = [holding(i, 0, i + 1, **(ended if i % 3 else {})) for i in range(LARGE)]  # type: ignore[arg-type]
    view = AsOfView(build(LARGE + 1, links), NOW)
    with compiling_always():
        assert view.companies_of(0) == [i + 1 for i in range(LARGE) if i % 3 == 0]
    assert view.stakes(1)[0].holder == 0


def test_nothing_changes_between_two_breakpoints() -> None:
    rng = seeded(3)
    for _ in range(60):
        network = build(PARTIES, cluster(rng, 0, 0, rng.randrange(1, 12)))
        days, known = breakpoints(network)
        for listed, dated in ((days, True), (known, False)):
            seen = [datetime.date(1998, 1, 1), *listed, datetime.date(2006, 1, 1)]
            for first, following in itertools.pairwise(seen):
                last = following - datetime.timedelta(days=1)
                one, other = ((AsOfView(network, d) if dated else AsOfView(network, datetime.date(2002, 1, 1), d)) for d in (first, last))
                assert last < first or [one.holders(c) for c in range(PARTIES)] == [other.holders(c) for c in range(PARTIES)]


def test_breakpoints_of_one_company_are_those_of_its_statements() -> None:
    network = build(3, [holding(0, 0, 1, valid_from="2005"), holding(1, 0, 2, valid_from="2007-01-01")])
    assert [d.isoformat() for d in breakpoints(network, [1]).as_of] == ["2001-01-01", "2005-01-01", "2005-12-31"]
    assert breakpoints(network, []).as_of == ()


def test_an_overlay_replaces_the_holders_of_a_company_for_every_question() -> None:
    network = build(4, [holding(0, 0, 1), holding(1, 1, 2)])
    newcomer = 4
    view = AsOfView(network, NOW)
    (stake,) = view.stakes(2)
    supposed = AsOfView(network, NOW, overlay={2: Holders((type(stake)(newcomer, stake.capital, stake.votes),))})
    assert (view.ancestors([2]), supposed.ancestors([2])) == ([2, 1, 0], [2, newcomer])
    assert (view.companies_of(1), supposed.companies_of(1), supposed.companies_of(newcomer)) == ([2], [], [2])
    assert supposed.stakes(newcomer) == ()
