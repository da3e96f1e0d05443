"""Find the strongly connected components of a graph (Tarjan 1972), without recursion.  Knows links and numbers only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Any

from graph.algorithms.kernels import kernel


@kernel
def label_components(indptr: Any, links: Any, keep: Any, label: Any) -> int:
    """Number the strongly connected components; ``label[node]`` (-1 before) gets its component's, the result is how many there are.

    The links of node v are ``links[indptr[v]:indptr[v + 1]]``; one where ``keep`` is 0 does not count.  Every link leads to a component of
    the same or a lower number.  A node of its own is a component too.
    """
    nodes = len(indptr) - 1
    index = [0] * nodes
    low = [0] * nodes
    cursor = [0] * nodes
    stack = [0] * nodes
    path = [0] * nodes
    visited = on_stack = count = 0
    for root in range(nodes):
        if index[root]:
            continue
        visited += 1
        index[root] = low[root] = visited
        cursor[root] = int(indptr[root])
        stack[on_stack] = path[0] = root
        on_stack += 1
        depth = 0
        while depth >= 0:
            node = path[depth]
            goes_deeper = False
            while cursor[node] < indptr[node + 1]:
                position = cursor[node]
                cursor[node] += 1
                if not keep[position]:
                    continue
                other = int(links[position])
                if index[other] == 0:
                    visited += 1
                    index[other] = low[other] = visited
                    cursor[other] = int(indptr[other])
                    stack[on_stack] = other
                    on_stack += 1
                    depth += 1
                    path[depth] = other
                    goes_deeper = True
                    break
                if label[other] < 0:
                    low[node] = min(low[node], index[other])
            if goes_deeper:
                continue
            if low[node] == index[node]:
                while True:
                    on_stack -= 1
                    label[stack[on_stack]] = count
                    if stack[on_stack] == node:
                        break
                count += 1
            depth -= 1
            if depth >= 0:
                low[path[depth]] = min(low[path[depth]], low[node])
    return count


@kernel
def group_by_component(label: Any, count: int, first: Any, nodes: Any) -> None:
    """List the nodes by component: those of component c are ``nodes[first[c]:first[c + 1]]``.  ``first`` comes as zeros."""
    for node in range(len(label)):
        first[label[node] + 1] += 1
    for c in range(count):
        first[c + 1] += first[c]
    filled = [0] * count
    for node in range(len(label)):
        c = label[node]
        nodes[first[c] + filled[c]] = node
        filled[c] += 1


def strongly_connected_components(links: Mapping[int, Iterable[int]]) -> list[list[int]]:
    """The components of some nodes, each in order of the nodes; a link leads to a component that comes earlier, or to its own.

    Links to anything that is not a node are left out.

    >>> strongly_connected_components({1: [2], 2: [1, 3], 3: []})
    [[3], [1, 2]]
    """
    number = {node: i for i, node in enumerate(links)}
    numbered = [[number[other] for other in others if other in number] for others in links.values()]
    indptr = [0, *accumulate(len(others) for others in numbered)]
    flat = [other for others in numbered for other in others]
    label = [-1] * len(number)
    components: list[list[int]] = [[] for _ in range(label_components(indptr, flat, [1] * len(flat), label))]
    for node, i in number.items():
        components[label[i]].append(node)
    return components
