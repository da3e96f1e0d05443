"""The engine gives what the references give, over random networks.  A difference names its seed."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, product

import pytest

from graph import control
from graph.algorithms.kernels import has_numba
from graph.control.batch import label_all
from graph.control.prepared import prepare
from graph.generation.interest_table import UNNAMED
from graph.network.stake_table import gather
from tests.reference.control import MAJORITY, Stakes, closure, tops
from tests.reference.networks import network
from tests.reference.run import FIRST, compare, run


@pytest.mark.parametrize("check", FIRST)
def test_engine_agrees_with_the_equations(check: str) -> None:
    """About 20,000 nodes over all checks together; `make test-engine` compares a million in each."""
    first = 10_000 * FIRST.index(check)
    found = compare(range(first, first + 500), (check,), worlds_of=0)
    assert found.nodes > 3000
    assert not found.differences, found.text()


def test_engine_agrees_with_every_world() -> None:
    found = compare(range(50_000, 50_250), (), worlds_of=1)
    assert found.world_nodes > 1000
    assert not found.differences, found.text()


@pytest.mark.slow
def test_engine_agrees_over_a_million_nodes() -> None:
    found = run(1_000_000)
    print(found.text())
    assert found.nodes >= 1_000_000
    assert not found.differences, found.text()


def test_generator_makes_every_kind_of_trouble() -> None:
    nets = [network(seed) for seed in range(600)]
    held = [(net, company, stakes) for net in nets for company, stakes in net.stakes.items()]
    boxes = [box for _, _, stakes in held for s in stakes for box in (s.votes, s.capital) if box]
    assert any(box.min_open for box in boxes)
    assert any(box.max_open for box in boxes)
    assert any(box.max == 0 for box in boxes)
    assert any(box.min == 0 and box.max == 100 * 10**9 for box in boxes)
    assert any(sum(s.votes.min for s in stakes if s.votes) > 100 * 10**9 for _, _, stakes in held)
    assert any(s.holder == company for _, company, stakes in held for s in stakes)
    assert any(s.control and s.votes is None for _, _, stakes in held for s in stakes)
    assert any(s.votes != s.capital for _, _, stakes in held for s in stakes)
    assert {s.presence for _, _, stakes in held for s in stakes} == {1, 2}
    assert any(net.complete for net in nets)
    rings = [ring for net in nets if len(ring := {c for c in net.stakes if _controls_itself(net.stakes, c)}) >= 3]
    assert len(rings) > 10


def _controls_itself(stakes: Stakes, company: int) -> bool:
    under = closure({company}, stakes, MAJORITY, certain=True)
    return any(company in closure({other}, stakes, MAJORITY, certain=True) for other in under)


def test_many_networks_side_by_side_do_not_touch_each_other() -> None:
    """One large ground, one workspace, many closures; and one pass of labels over all of it."""
    nets = [network(seed) for seed in range(60_000, 60_150)]
    offset = [0, *accumulate(net.parties for net in nets)]
    stakes = {
        company + at: tuple(replace(s, holder=s.holder if s.holder == UNNAMED else s.holder + at) for s in held)
        for net, at in zip(nets, offset, strict=False)
        for company, held in net.stakes.items()
    }
    complete = frozenset(company + at for net, at in zip(nets, offset, strict=False) for company in net.complete)
    speeds = (False, True) if has_numba() else (False,)
    grounds = [prepare(stakes, complete, fast=fast) for fast in speeds]
    gathered = gather(stakes, complete, also=range(offset[-1]))
    labels = [label_all(gathered.table.arrays() if fast else gathered.table, fast=fast) for fast in speeds]
    for net, at in zip(nets, offset, strict=False):
        everybody = range(net.parties)
        controls = {
            level: {x: closure({x}, net.stakes, certain=level, complete=net.complete) for x in everybody} for level in (True, False)
        }
        for x in everybody:
            for level, ground in product((True, False), grounds):
                assert {c - at for c in control.closure({x + at}, ground, certain=level)} == controls[level][x], net.seed
        surely, perhaps = ({frozenset({x}): found for x, found in controls[level].items()} for level in (True, False))
        for company, found in product(net.stakes, labels):
            number = gathered.number[company + at]
            if found.exact(number):
                top = int(found.top[number])
                members = frozenset(gathered.parties[p] - at for p in found.ring(top) or (top,)) if top >= 0 else None
                assert {t.members for t in tops(company, surely, perhaps)} == ({members} if members else set()), net.seed
