"""The generated networks have the shape that bench/shape.py promises, and rows and columns of one shape say the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest

from bench.networks import TODAY, Drawn, columns_of, network_of, stakes_of
from bench.shape import TEN_THOUSAND, TINY, Shape
from graph.network.as_of import AsOfView
from graph.network.snapshot import snapshot
from graph.network.stake_table import StakeTable, encode_flags
from ontology.shares import PERCENT, WHOLE


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return stakes_of(TEN_THOUSAND)


@pytest.fixture(scope="module")
def columns(drawn: Drawn) -> StakeTable:
    return columns_of(drawn)


@pytest.fixture(scope="module")
def links(columns: StakeTable) -> nx.DiGraph[int]:
    named = columns.holder >= 0
    graph: nx.DiGraph[int] = nx.DiGraph(zip(columns.company[named].tolist(), columns.holder[named].tolist(), strict=True))
    graph.add_nodes_from(range(TEN_THOUSAND.parties))
    return graph


def stakes(columns: StakeTable, company: int) -> Iterator[int]:
    yield from range(int(columns.indptr[company]), int(columns.indptr[company + 1]))


def test_the_sizes_are_those_asked_for(columns: StakeTable) -> None:
    assert (len(columns.indptr) - 1, columns.size) == (TEN_THOUSAND.parties, TEN_THOUSAND.stakes)
    assert (np.diff(columns.company) >= 0).all()
    assert (columns.holder[columns.holder_positions] == np.repeat(np.arange(TEN_THOUSAND.parties), np.diff(columns.holder_indptr))).all()


def test_the_same_seed_draws_the_same_network_and_another_seed_another(columns: StakeTable) -> None:
    again = columns_of(stakes_of(TEN_THOUSAND))
    assert all((a == b).all() for a, b in zip(again, columns, strict=True))
    other = columns_of(stakes_of(Shape(TEN_THOUSAND.companies, TEN_THOUSAND.stakes, seed=7)))
    assert (other.holder != columns.holder).any()


def test_most_companies_have_one_to_three_holders_and_some_have_none(columns: StakeTable) -> None:
    counts = np.bincount(np.diff(columns.indptr), minlength=50)
    assert counts[1:4].sum() > 0.7 * TEN_THOUSAND.companies
    assert 0.05 < (counts[0] - TEN_THOUSAND.persons) / TEN_THOUSAND.companies < 0.12


def test_degrees_of_holders_have_a_heavy_tail(columns: StakeTable) -> None:
    held = np.sort(np.diff(columns.holder_indptr))[::-1]
    assert held[0] > 100 * max(np.median(held[held > 0]), 1)


def test_one_weakly_connected_part_holds_most_parties(links: nx.DiGraph[int]) -> None:
    largest = max(map(len, nx.weakly_connected_components(links)))
    assert 0.7 <= largest / TEN_THOUSAND.parties <= 0.85


def test_one_strongly_connected_component_is_the_core_and_the_others_are_small_rings(links: nx.DiGraph[int], drawn: Drawn) -> None:
    components = sorted((c for c in nx.strongly_connected_components(links) if len(c) > 1), key=len)
    assert components[-1] == set(drawn.links.core.tolist())
    assert len(components) > 1
    assert {len(c) for c in components[:-1]} <= {2, 3}


def test_a_holder_has_one_stake_in_a_company_and_no_register_passes_the_whole_but_few(columns: StakeTable) -> None:
    named = columns.holder >= 0
    pairs = set(zip(columns.company[named].tolist(), columns.holder[named].tolist(), strict=True))
    assert len(pairs) == named.sum()
    total = np.bincount(columns.company, columns.capital_min)
    assert 0 < (total > WHOLE).sum() < 0.002 * TEN_THOUSAND.companies


def test_usual_sizes_are_the_most_frequent(columns: StakeTable) -> None:
    sizes, times = np.unique(columns.capital_min[columns.capital_min == columns.capital_max], return_counts=True)
    assert {100 * PERCENT, 50 * PERCENT, 51 * PERCENT} <= set(sizes[np.argsort(-times)[:5]].tolist())


def test_chains_are_chains_of_single_majorities(columns: StakeTable, drawn: Drawn) -> None:
    chains, bounds = drawn.links.chains, drawn.links.chain_start
    longest = 0
    for begin, end in pairwise(bounds):
        for holder, company in zip(chains[begin : end - 1], chains[begin + 1 : end], strict=True):
            assert any(columns.holder[k] == holder and 2 * columns.votes_min[k] > WHOLE for k in stakes(columns, company))
        longest = max(longest, int(end - begin))
    assert longest > 20


def test_the_snapshot_of_the_rows_is_the_columns(drawn: Drawn, columns: StakeTable) -> None:
    def stakes_in(table: StakeTable) -> list[tuple[int, ...]]:
        fields = (table.company, table.holder, table.votes_min, table.votes_max, table.capital_min, table.capital_max, table.flags)
        return sorted(zip(*(field.tolist() for field in fields), strict=True))

    table = snapshot(network_of(drawn, TEN_THOUSAND), TODAY)
    assert stakes_in(table) == stakes_in(columns)
    assert (table.complete == columns.complete).all()


def test_the_rows_resolve_to_the_columns() -> None:
    drawn = stakes_of(TINY)
    columns, view = columns_of(drawn), AsOfView(network_of(drawn, TINY), TODAY)
    for company in range(TINY.parties):
        held = view.holders(company)
        expected = [
            (s.holder, s.votes.min if s.votes else 0, s.votes.max if s.votes else 0, s.capital.min if s.capital else 0, encode_flags(s))
            for s in held.stakes
        ]
        listed = [
            (
                int(columns.holder[k]),
                int(columns.votes_min[k]),
                int(columns.votes_max[k]),
                int(columns.capital_min[k]),
                int(columns.flags[k]),
            )
            for k in stakes(columns, company)
        ]
        assert (sorted(expected), held.complete) == (sorted(listed), bool(columns.complete[company])), company
