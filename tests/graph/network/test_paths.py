"""The best chains between two parties: order, limits, and sizes at which listing all of them would never end."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.algorithms.k_shortest_paths import Edge, distances, k_shortest_paths
from graph.answers.paths import PathsAnswer
from graph.network.paths import Order, best_paths
from graph.queries import paths
from ontology.shares import WHOLE
from tests.scenarios import Sheet, ask, publish


def chains(folder: Path, sheet: Sheet, start: str, end: str, *, limit: int = 10, by: Order = Order.SHARE) -> PathsAnswer:
    generation = publish(folder, sheet)
    first, last = (generation.party_number(sheet.id(name)) for name in (start, end))
    assert first is not None
    assert last is not None
    return paths(ask(generation), first, last, limit=limit, by=by)


def through(answer: PathsAnswer) -> list[str]:
    return [" ".join([*(link.holder.name for link in p.links), p.links[-1].subject.name]) for p in answer.paths]


def fork() -> Sheet:
    """x reaches y by one weak link, by two middling ones and by three strong ones."""
    sheet = Sheet()
    for holder, subject, share in (
        ("x", "y", "5"),
        ("x", "a", "50"),
        ("a", "y", "40"),
        ("x", "b", "100"),
        ("b", "c", "90"),
        ("c", "y", "50"),
    ):
        sheet.holds(holder, subject, share)
    return sheet


@pytest.mark.parametrize(("by", "expected"), [(Order.SHARE, ["x b c y", "x a y", "x y"]), (Order.LENGTH, ["x y", "x a y", "x b c y"])])
def test_chains_come_by_share_or_by_length(tmp_path: Path, by: Order, expected: list[str]) -> None:
    answer = chains(tmp_path, fork(), "x", "y", by=by)
    assert through(answer) == expected
    assert not answer.truncated


def test_a_limit_keeps_the_best_and_says_that_there_are_more(tmp_path: Path) -> None:
    answer = chains(tmp_path, fork(), "x", "y", limit=2)
    assert (through(answer), answer.truncated) == (["x b c y", "x a y"], True)
    product = answer.paths[0].product
    assert product is not None
    assert (product.min, product.max) == (45, 45)


def test_among_equally_long_chains_the_stronger_comes_first(tmp_path: Path) -> None:
    sheet = Sheet()
    for middle, share in (("a", "20"), ("b", "80"), ("c", "50")):
        sheet.holds("x", middle, share)
        sheet.holds(middle, "y", "30")
    assert through(chains(tmp_path, sheet, "x", "y", by=Order.LENGTH)) == ["x b y", "x c y", "x a y"]


def test_a_link_without_a_share_leaves_the_product_open(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("x", "a")
    sheet.holds("a", "y", "40")
    (path,) = chains(tmp_path, sheet, "x", "y").paths
    assert path.product is not None
    assert (path.product.min, path.product.max) == (0, 40)


def test_no_chain_goes_round_a_ring(tmp_path: Path) -> None:
    sheet = Sheet()
    for holder, subject in (("x", "a"), ("a", "b"), ("b", "c"), ("c", "a"), ("b", "x"), ("c", "y"), ("y", "x")):
        sheet.holds(holder, subject, "30")
    assert through(chains(tmp_path, sheet, "x", "y")) == ["x a b c y"]


def test_a_party_is_no_chain_to_itself_and_a_stranger_has_none(tmp_path: Path) -> None:
    sheet = fork()
    sheet.holds("p", "q", "10")
    assert chains(tmp_path / "a", sheet, "y", "y").paths == ()
    assert chains(tmp_path / "b", sheet, "p", "y").paths == ()


def test_of_sixty_five_thousand_equal_chains_ten_are_found_without_listing_them(tmp_path: Path) -> None:
    sheet = Sheet()
    layers = [["x"], *([f"{layer}{i}" for i in "abcd"] for layer in range(8)), ["y"]]
    for above, below in itertools.pairwise(layers):
        for holder, subject in itertools.product(above, below):
            sheet.holds(holder, subject, "25")
    answer = chains(tmp_path, sheet, "x", "y")
    assert len({tuple(link.statement for link in p.links) for p in answer.paths}) == 10
    assert {len(p.links) for p in answer.paths} == {9}
    assert answer.truncated


@pytest.mark.thorough
def test_a_chain_of_ten_thousand_links_is_one_path(tmp_path: Path) -> None:
    sheet = Sheet()
    for number in range(10_000):
        sheet.holds(f"n{number}", f"n{number + 1}", "100")
    generation = publish(tmp_path, sheet)
    first, last = (generation.party_number(sheet.id(name)) for name in ("n0", "n10000"))
    assert first is not None
    assert last is not None
    best, more = best_paths(ask(generation).view, first, last)
    assert ([len(p.steps) for p in best], more) == ([10_000], False)
    assert best[0].least == best[0].most == WHOLE


def test_a_search_that_is_cut_short_says_so(tmp_path: Path) -> None:
    sheet = Sheet()
    for number in range(50):
        sheet.holds(f"n{number}", f"n{number + 1}", "100")
    generation = publish(tmp_path, sheet)
    first, last = (generation.party_number(sheet.id(name)) for name in ("n0", "n50"))
    assert first is not None
    assert last is not None
    assert best_paths(ask(generation).view, first, last, parties=20) == ([], True)


GRAPHS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 4)), max_size=16)


@given(GRAPHS, st.integers(1, 12))
def test_the_best_paths_are_those_of_listing_all(arcs: list[tuple[int, int, int]], limit: int) -> None:
    costs = {(a, b): cost for a, b, cost in arcs if a != b}
    graph = {node: [Edge(b, cost) for (a, b), cost in costs.items() if a == node] for node in range(6)}
    graph[5] = []
    everything = [
        (0, *middle, 5)
        for size in range(5)
        for middle in itertools.permutations(range(1, 5), size)
        if all(pair in costs for pair in itertools.pairwise((0, *middle, 5)))
    ]
    expected = sorted(sum(costs[pair] for pair in itertools.pairwise(path)) for path in everything)
    best, more = k_shortest_paths(graph, 0, 5, distances(graph, 5), limit)
    assert [sum(costs[pair] for pair in itertools.pairwise(path)) for path in best] == expected[:limit]
    assert len({tuple(path) for path in best}) == len(best)
    assert {tuple(path) for path in best} <= set(everything)
    assert more == (len(everything) > limit)


def test_a_detour_does_not_come_back_to_where_the_path_has_been() -> None:
    graph = {0: [Edge(1, 0), Edge(4, 5)], 1: [Edge(2, 0), Edge(3, 1)], 2: [Edge(9, 0)], 3: [Edge(0, 0)], 4: [Edge(9, 0)], 9: []}
    assert k_shortest_paths(graph, 0, 9, distances(graph, 9), 5) == ([[0, 1, 2, 9], [0, 4, 9]], False)


def test_work_is_bounded_and_what_is_found_by_then_is_best() -> None:
    size = 12
    graph = {a: [Edge(b, 1) for b in range(size) if b != a] for a in range(size)}
    graph[size - 1] = []
    best, more = k_shortest_paths(graph, 0, size - 1, distances(graph, size - 1), math.factorial(8), work=200)
    assert more
    assert best[0] == [0, size - 1]
