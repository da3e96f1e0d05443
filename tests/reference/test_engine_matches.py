"""The engine gives what the references give, over random networks.  A difference names its seed."""

from __future__ import annotations

from itertools import accumulate, product

import pytest
from msgspec.structs import replace

from graph import control
from graph.algorithms.kernels import has_numba
from graph.control.batch import label_all
from graph.control.prepared import prepare
from graph.generation.interest_table import UNNAMED
from graph.network.stake_table import gather
from ontology.shares import WHOLE
from tests.reference.control import MAJORITY, Stakes, closure, select_ultimate
from tests.reference.networks import make_network
from tests.reference.run import DEFAULT_CHECKS, compare, run


@pytest.mark.thorough
@pytest.mark.parametrize("check", DEFAULT_CHECKS)
def test_engine_agrees_with_the_equations(check: str) -> None:
    """About 6,000 nodes over all checks together; `make test-engine` compares a million in each."""
    first = 10_000 * DEFAULT_CHECKS.index(check)
    summary = compare(range(first, first + 150), (check,), worlds_of=0)
    assert summary.nodes > 900
    assert not summary.differences, summary.format()


@pytest.mark.parametrize(
    "seed",
    [
        182,
        2862,
        3171,
        3825,
        4708,
        8118,
        10478,
        12037,
        14420,
        17926,
        25009,
        25603,
        25630,
        56296,
        56967,
        65039,
        72095,
        79415,
        88212,
        90446,
        117898,
        137006,
    ],
)
def test_a_stake_rests_on_its_own_rows_where_a_holder_has_two(seed: int) -> None:
    """Of what is held directly and through others, one part is not in effect, is denied, or is held as nominee."""
    summary = compare((seed,), ("statements",), worlds_of=0)
    assert not summary.differences, summary.format()


def test_an_open_end_of_what_is_held_through_others_is_one_in_the_sum() -> None:
    summary = compare((1173,), ("closures", "ultimate"), worlds_of=0)
    assert not summary.differences, summary.format()


@pytest.mark.thorough
def test_engine_agrees_with_every_world() -> None:
    summary = compare(range(50_000, 50_250), (), worlds_of=1)
    assert summary.world_nodes > 1000
    assert not summary.differences, summary.format()


@pytest.mark.slow  # an hour in one process
def test_engine_agrees_over_a_million_nodes() -> None:
    summary = run(1_000_000)
    print(summary.format())
    assert summary.nodes >= 1_000_000
    assert not summary.differences, summary.format()


def test_generator_makes_every_kind_of_trouble() -> None:
    nets = [make_network(seed) for seed in range(900)]
    held = [(net, company, stakes) for net in nets for company, stakes in net.stakes.items()]
    intervals = [interval for _, _, stakes in held for s in stakes for interval in (s.votes, s.capital) if interval]
    assert any(interval.min_open for interval in intervals)
    assert any(interval.max_open for interval in intervals)
    assert any(interval.max == 0 for interval in intervals)
    assert any(interval.min == 0 and interval.max == WHOLE for interval in intervals)
    assert any(sum(s.votes.min for s in stakes if s.votes) > WHOLE for _, _, stakes in held)
    assert any(s.holder == company for _, company, stakes in held for s in stakes)
    assert any(s.control and s.votes is None for _, _, stakes in held for s in stakes)
    assert any(s.votes != s.capital for _, _, stakes in held for s in stakes)
    assert {s.presence for _, _, stakes in held for s in stakes} == {1, 2}
    assert any(net.complete for net in nets)
    assert any(s.is_indirect and s.votes for _, _, stakes in held for s in stakes)
    rings = [ring for net in nets if len(ring := {c for c in net.stakes if _controls_itself(net.stakes, c)}) >= 3]
    assert len(rings) > 10


def _controls_itself(stakes: Stakes, company: int) -> bool:
    under = closure({company}, stakes, MAJORITY, certain=True)
    return any(company in closure({other}, stakes, MAJORITY, certain=True) for other in under)


def test_many_networks_side_by_side_do_not_touch_each_other() -> None:
    """One large network, one workspace, many closures; and one pass of labels over all of it."""
    nets = [make_network(seed) for seed in range(60_000, 60_150)]
    offset = [0, *accumulate(net.parties for net in nets)]
    stakes = {
        company + at: tuple(replace(s, holder=s.holder if s.holder == UNNAMED else s.holder + at) for s in held)
        for net, at in zip(nets, offset, strict=False)
        for company, held in net.stakes.items()
    }
    complete = frozenset(company + at for net, at in zip(nets, offset, strict=False) for company in net.complete)
    speeds = (False, True) if has_numba() else (False,)
    prepared_stakes = [prepare(stakes, complete, fast=fast) for fast in speeds]
    gathered = gather(stakes, complete, also=range(offset[-1]))
    labels = [label_all(gathered.table.arrays() if fast else gathered.table, fast=fast) for fast in speeds]
    for net, at in zip(nets, offset, strict=False):
        everybody = range(net.parties)
        controls = {
            level: {x: closure({x}, net.stakes, certain=level, complete=net.complete) for x in everybody} for level in (True, False)
        }
        for x in everybody:
            for level, prepared in product((True, False), prepared_stakes):
                assert {c - at for c in control.closure({x + at}, prepared, certain=level)} == controls[level][x], net.seed
        certainly, possibly = ({frozenset({x}): controlled for x, controlled in controls[level].items()} for level in (True, False))
        for company, label in product(net.stakes, labels):
            number = gathered.number[company + at]
            if label.is_exact(number):
                top = int(label.top[number])
                members = frozenset(gathered.parties[p] - at for p in label.ring(top) or (top,)) if top >= 0 else None
                assert {t.members for t in select_ultimate(company, certainly, possibly)} == ({members} if members else set()), net.seed
