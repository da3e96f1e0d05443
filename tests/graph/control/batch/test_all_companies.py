"""All ultimate controllers in one pass, against the definition of tests/reference on small networks."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest

from graph.control.batch import Labels, all_companies, label_all
from graph.network.stake_table import StakeTable
from tests.graph.control.batch.tables import SPEEDS, table_of
from tests.graph.control.networks import Network, random_network
from tests.reference import control as reference
from tests.scenarios import votes

Answer = tuple[tuple[int, bool, tuple[int, ...]], ...]
"""Of each ultimate controller: the party, whether certain, its ring."""


def answer(table: StakeTable, labels: Labels, companies: Iterable[int]) -> list[Answer]:
    return [tuple((c.party, c.certain, c.ring) for c in v.controllers) for v in all_companies(table, labels=labels, companies=companies)]


def define(network: Network, parties: int, complete: set[int]) -> list[Answer]:
    """The ultimate controllers of every party by the reference."""
    candidates = reference.list_candidates(range(parties))
    certainly, possibly = (
        {x: reference.closure(x, network, certain=level, complete=complete) for x in candidates} for level in (True, False)
    )
    answers: list[Answer] = []
    for company in range(parties):
        tops = reference.select_ultimate(company, certainly, possibly)
        named = [(min(t.members - {company}), t.certain, tuple(sorted(t.members)) if len(t.members) > 1 else ()) for t in tops]
        answers.append(tuple(sorted(named, key=lambda top: (not top[1], top[0]))))
    return answers


@pytest.mark.parametrize("fast", SPEEDS)
@pytest.mark.parametrize("regular", [True, False])
def test_every_controller_is_that_of_the_definition(regular: bool, fast: bool) -> None:
    rng = random.Random(7 if regular else 8)  # noqa: S311 - a fixed seed is the point
    seen = joint = rings = searched = 0
    for _ in range(400):
        network, parties, complete = random_network(rng, regular=regular)
        table = table_of(network, parties, complete)
        labels = label_all(table, fast=fast)
        want = define(network, parties, complete)
        order = rng.sample(range(parties), parties)
        assert answer(table, labels, order) == [want[company] for company in order]
        for company in range(parties):
            if labels.is_exact(company):
                assert len(want[company]) <= 1
                assert all(certain for _, certain, _ in want[company])
            seen += len(want[company])
            rings += any(ring for _, _, ring in want[company])
            searched += not labels.is_exact(company)
            joint += any(link.joint for link in labels.chain(company))
    assert min(seen, rings, joint) > 20
    assert regular or searched > 500


def test_complete_cross_holding_group_is_one_ring() -> None:
    size = 30
    network = {c: [votes(h, 3) for h in range(size) if h != c] for c in range(size)}
    table = table_of(network, size)
    assert answer(table, label_all(table), [5]) == [()], "nobody alone starts the ring"
    network[1] = [votes(0, 60)]
    for c in range(2, size):
        network[c] = [votes(c - 1, 51), votes(0, 3)]
    network[0] = [votes(h, 2) for h in range(1, size)]
    table = table_of(network, size)
    assert answer(table, label_all(table), [0, 7]) == define(network, size, set())[0:8:7]


def test_long_doubtful_chain_is_searched_once() -> None:
    """Everything below one doubtful company shares its search."""
    length = 5_000
    network = {1: [votes(0, 0, 100)]} | {c: [votes(c - 1, 51)] for c in range(2, length)}
    table = table_of(network, length)
    answers = answer(table, label_all(table), range(length))
    assert answers[1] == ((0, False, ()),)
    assert all(one == ((1, True, ()), (0, False, ())) for one in answers[2:])


def test_spent_budget_is_reported() -> None:
    network = {1: [votes(0, 0, 100), votes(2, 30)], 2: [votes(0, 30), votes(1, 0, 70), votes(3, 20)]}
    table = table_of(network, 4)
    assert any(verdict.truncated for verdict in all_companies(table, budget=0))
    assert not any(verdict.truncated for verdict in all_companies(table))
