"""One walk, breadth first: the order, the limit and where it cut."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from graph.algorithms.traversal import walk

EDGES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30)


@given(EDGES, st.lists(st.integers(0, 9), max_size=3))
def test_the_order_holds_everything_that_can_be_reached_nearest_first(edges: list[tuple[int, int]], start: list[int]) -> None:
    graph = nx.DiGraph(edges)
    graph.add_nodes_from(start)
    order, cut = walk(start, graph.successors)
    distance = nx.multi_source_dijkstra_path_length(graph, set(start)) if start else {}
    assert sorted(order) == sorted(distance)
    assert [distance[node] for node in order] == sorted(distance.values())
    assert order[: len(set(start))] == list(dict.fromkeys(start))
    assert cut == set()


@given(EDGES, st.integers(1, 10))
def test_a_limit_keeps_the_nearest_and_names_the_nodes_it_cut(edges: list[tuple[int, int]], limit: int) -> None:
    graph = nx.DiGraph([*edges, (0, 1)])
    whole, _ = walk([0], graph.successors)
    order, cut = walk([0], graph.successors, limit)
    assert order == whole[:limit]
    assert cut == {node for node in order if not set(graph.successors(node)) <= set(order)}
    assert walk([0], graph.successors, limit, stop_when_cut=True) == (order, set(sorted(cut, key=order.index)[:1]))
