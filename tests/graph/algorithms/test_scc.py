"""Strongly connected components against reachability, plain and compiled."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.algorithms.kernels import compile_kernel, has_numba
from graph.algorithms.scc import label_components, strongly_connected_components


def drawn(rng: random.Random, parties: int) -> dict[int, list[int]]:
    return {p: sorted(rng.sample(range(parties), rng.randint(0, min(3, parties)))) for p in range(parties)}


def reaches(links: dict[int, list[int]], node: int) -> set[int]:
    seen, queue = {node}, [node]
    for current in queue:
        for other in links.get(current, ()):
            if other not in seen:
                seen.add(other)
                queue.append(other)
    return seen


@given(st.randoms(use_true_random=False), st.integers(1, 9))
def test_components_are_those_who_reach_each_other(rng: random.Random, parties: int) -> None:
    links = drawn(rng, parties)
    reach = {node: reaches(links, node) for node in links}
    components = strongly_connected_components(links)
    want = {frozenset(b for b in links if b in reach[a] and a in reach[b]) for a in links}
    assert {frozenset(group) for group in components} == want
    place = {node: i for i, group in enumerate(components) for node in group}
    assert all(place[holder] <= place[node] for node in links for holder in links[node]), "links lead to earlier components"


@pytest.mark.skipif(not has_numba(), reason="the extra [fast] is not installed")
def test_compiled_search_numbers_the_same() -> None:
    rng = np.random.default_rng(5)
    links = {p: rng.integers(0, 400, rng.integers(0, 4)).tolist() for p in range(400)}
    start = np.cumsum([0, *(len(one) for one in links.values())])
    onward = np.array([h for one in links.values() for h in one], np.int32)
    keep = rng.random(len(onward)) < 0.8
    plain, fast = [-1] * 400, np.full(400, -1, np.int32)
    assert label_components(start.tolist(), onward.tolist(), keep.tolist(), plain) == compile_kernel(label_components)(
        start, onward, keep, fast
    )
    assert plain == fast.tolist()
