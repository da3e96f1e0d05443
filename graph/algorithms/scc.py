"""Strongly connected components (Tarjan 1972), without recursion.  Knows links and numbers only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Any

from graph.algorithms.kernels import kernel


@kernel
def strong(start: Any, onward: Any, keep: Any, label: Any) -> int:
    """Number the strongly connected components; ``label[node]`` (-1 before) gets its component's, the result is how many there are.

    The links of node v are ``onward[start[v]:start[v + 1]]``; one where ``keep`` is 0 does not count.  Every link leads to a component of
    the same or a lower number.  A node of its own is a component too.
    """
    nodes = len(start) - 1
    index = [0] * nodes
    low = [0] * nodes
    cursor = [0] * nodes
    stack = [0] * nodes
    path = [0] * nodes
    met = on_stack = found = 0
    for root in range(nodes):
        if index[root]:
            continue
        met += 1
        index[root] = low[root] = met
        cursor[root] = int(start[root])
        stack[on_stack] = path[0] = root
        on_stack += 1
        depth = 0
        while depth >= 0:
            node = path[depth]
            deeper = False
            while cursor[node] < start[node + 1]:
                place = cursor[node]
                cursor[node] += 1
                if not keep[place]:
                    continue
                other = int(onward[place])
                if index[other] == 0:
                    met += 1
                    index[other] = low[other] = met
                    cursor[other] = int(start[other])
                    stack[on_stack] = other
                    on_stack += 1
                    depth += 1
                    path[depth] = other
                    deeper = True
                    break
                if label[other] < 0:
                    low[node] = min(low[node], index[other])
            if deeper:
                continue
            if low[node] == index[node]:
                while True:
                    on_stack -= 1
                    label[stack[on_stack]] = found
                    if stack[on_stack] == node:
                        break
                found += 1
            depth -= 1
            if depth >= 0:
                low[path[depth]] = min(low[path[depth]], low[node])
    return found


@kernel
def sort_by_label(label: Any, count: int, first: Any, nodes: Any) -> None:
    """Lay the nodes out by component: those of component c are ``nodes[first[c]:first[c + 1]]``."""
    for node in range(len(label)):
        first[label[node] + 1] += 1
    for c in range(count):
        first[c + 1] += first[c]
    place = [0] * count
    for node in range(len(label)):
        c = label[node]
        nodes[first[c] + place[c]] = node
        place[c] += 1


def components(links: Mapping[int, Iterable[int]]) -> list[list[int]]:
    """The components of some nodes, each in order of the nodes; a link leads to a component that comes earlier, or to its own.

    Links to anything that is not a node are left out.

    >>> components({1: [2], 2: [1, 3], 3: []})
    [[3], [1, 2]]
    """
    number = {node: i for i, node in enumerate(links)}
    laid = [[number[other] for other in onward if other in number] for onward in links.values()]
    start = [0, *accumulate(len(one) for one in laid)]
    onward = [other for one in laid for other in one]
    label = [-1] * len(number)
    found: list[list[int]] = [[] for _ in range(strong(start, onward, [1] * len(onward), label))]
    for node, i in number.items():
        found[label[i]].append(node)
    return found
