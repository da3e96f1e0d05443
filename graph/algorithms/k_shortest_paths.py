"""The best simple paths of a graph with costs, without listing all of them.  Knows nothing of stakes.

A set of paths is kept as "begins like this path up to a node and goes on by none of these arcs"; its bound is the cost so far and the
least cost from there.  The set with the least bound is looked into first: its best path is sought by A* and what remains of it is
divided at every later node (Lawler 1972, after Yen 1971; bounds as in Pascoal 2006).  So the work is a few searches a path found, never
the number of paths.  Iterative; costs are integers.

>>> graph = {0: [Edge(1, 1), Edge(2, 5)], 1: [Edge(3, 1), Edge(2, 1)], 2: [Edge(3, 1)], 3: []}
>>> k_shortest_paths(graph, 0, 3, distances(graph, 3), 2)
([[0, 1, 3], [0, 1, 2, 3]], True)
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Edge(NamedTuple):
    to: int
    cost: int


Graph = Mapping[int, Sequence[Edge]]


class _Set(NamedTuple):
    """Paths that begin with ``path[:at + 1]`` and do not go on to a node of ``barred``; ``best`` once it is known."""

    path: list[int]
    at: int
    before: int
    """Cost of the common beginning."""
    barred: frozenset[int]
    best: list[int] | None


def distances(graph: Graph, goal: int) -> dict[int, int]:
    """The least cost from every node to ``goal``; nodes that do not reach it are left out (Dijkstra on the arcs turned round)."""
    back: dict[int, list[Edge]] = {}
    for node, arcs in graph.items():
        for arc in arcs:
            back.setdefault(arc.to, []).append(Edge(node, arc.cost))
    least: dict[int, int] = {}
    queue = [(0, goal)]
    while queue:
        cost, node = heapq.heappop(queue)
        if node in least:
            continue
        least[node] = cost
        for arc in back.get(node, ()):
            if arc.to not in least:
                heapq.heappush(queue, (cost + arc.cost, arc.to))
    return least


def k_shortest_paths(
    graph: Graph, start: int, goal: int, least: Mapping[int, int], limit: int, *, work: int = 5_000_000
) -> tuple[list[list[int]], bool]:
    """Up to ``limit`` simple paths by rising cost, and whether there may be more.  ``least``: ``distances`` to the goal.

    ``work``: how many nodes may be looked at in all searches; what has been found by then are the best ones still.
    """
    found: list[list[int]] = []
    if start not in least:
        return found, False
    # Of equal bounds known paths come first, then long beginnings, so that many equal paths do not fill the queue.
    queue: list[tuple[int, int, int, int, _Set]] = [(least[start], 1, 0, 0, _Set([start], 0, 0, frozenset(), None))]
    counter = 0
    while queue:
        _, _, _, _, here = heapq.heappop(queue)
        if here.best is None:
            if work <= 0:
                return found, True
            cost, path, looked = _search(graph, here, goal, least)
            work -= looked
            if path is not None:
                counter += 1
                heapq.heappush(queue, (cost, 0, -here.at, counter, here._replace(best=path)))
            continue
        if len(found) == limit:
            return found, True
        found.append(here.best)
        before = here.before
        for at in range(here.at, len(here.best) - 1):
            node, onward = here.best[at], here.best[at + 1]
            barred = (here.barred if at == here.at else frozenset()) | {onward}
            rest = [a.cost + least[a.to] for a in graph[node] if a.to not in barred and a.to in least]
            if rest:
                counter += 1
                entry = _Set(here.best, at, before, barred, None)
                heapq.heappush(queue, (before + min(rest), 1, -at, counter, entry))
            before += next(a.cost for a in graph[node] if a.to == onward)
    return found, False


def _search(graph: Graph, among: _Set, goal: int, least: Mapping[int, int]) -> tuple[int, list[int] | None, int]:
    """Cost and nodes of the best simple path of the set, by A*, and how many nodes were looked at.

    The bound is consistent, so a node is settled once.
    """
    begin = among.path[among.at]
    closed = set(among.path[: among.at + 1])
    came: dict[int, int] = {}
    queue = [(among.before + a.cost + least[a.to], -1, a.to, begin) for a in graph[begin] if a.to in least and a.to not in among.barred]
    heapq.heapify(queue)
    while queue:
        bound, depth, node, previous = heapq.heappop(queue)
        if node in closed:
            continue
        closed.add(node)
        came[node] = previous
        if node == goal:
            tail = [node]
            while tail[-1] != begin:
                tail.append(came[tail[-1]])
            return bound, among.path[: among.at] + tail[::-1], len(closed)
        spent = bound - least[node]
        for arc in graph[node]:
            if arc.to in least and arc.to not in closed:
                heapq.heappush(queue, (spent + arc.cost + least[arc.to], depth - 1, arc.to, node))
    return 0, None, len(closed)
