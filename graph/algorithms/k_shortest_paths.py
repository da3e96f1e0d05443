"""Find the best simple paths of a graph with costs, without listing all of them.  Knows nothing of stakes.

A set of paths is kept as "begins like this path up to a node and goes on to none of these nodes"; its bound is the cost so far and the
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
    """A way on from a node."""

    to: int
    cost: int


Graph = Mapping[int, Sequence[Edge]]


class PathSet(NamedTuple):
    """Paths that begin with ``path[:at + 1]`` and do not go on to a node of ``barred``; ``best`` once it is known."""

    path: list[int]
    at: int
    cost_before: int
    """Cost of the common beginning."""
    barred: frozenset[int]
    best: list[int] | None


def distances(graph: Graph, goal: int) -> dict[int, int]:
    """The least cost from every node to ``goal``; nodes that do not reach it are left out (Dijkstra over the edges turned round)."""
    back: dict[int, list[Edge]] = {}
    for node, edges in graph.items():
        for edge in edges:
            back.setdefault(edge.to, []).append(Edge(node, edge.cost))
    least: dict[int, int] = {}
    queue = [(0, goal)]
    while queue:
        cost, node = heapq.heappop(queue)
        if node in least:
            continue
        least[node] = cost
        for edge in back.get(node, ()):
            if edge.to not in least:
                heapq.heappush(queue, (cost + edge.cost, edge.to))
    return least


def k_shortest_paths(
    graph: Graph, start: int, goal: int, least: Mapping[int, int], limit: int, *, work: int = 5_000_000
) -> tuple[list[list[int]], bool]:
    """Up to ``limit`` simple paths by rising cost, and whether there may be more.  ``least``: ``distances`` to the goal.

    ``work``: how many nodes may be looked at in all searches; the paths of the answer are the best ones even where it is spent.
    """
    paths: list[list[int]] = []
    if start not in least:
        return paths, False
    # Of equal bounds known paths come first, then long beginnings, so that many equal paths do not fill the queue.
    queue: list[tuple[int, int, int, int, PathSet]] = [(least[start], 1, 0, 0, PathSet([start], 0, 0, frozenset(), None))]
    counter = 0
    while queue:
        _, _, _, _, among = heapq.heappop(queue)
        if among.best is None:
            if work <= 0:
                return paths, True
            cost, path, looked_at = _find_best(graph, among, goal, least)
            work -= looked_at
            if path is not None:
                counter += 1
                heapq.heappush(queue, (cost, 0, -among.at, counter, among._replace(best=path)))
            continue
        if len(paths) == limit:
            return paths, True
        paths.append(among.best)
        cost_before = among.cost_before
        for at in range(among.at, len(among.best) - 1):
            node, onward = among.best[at], among.best[at + 1]
            barred = (among.barred if at == among.at else frozenset()) | {onward}
            others = [e.cost + least[e.to] for e in graph[node] if e.to not in barred and e.to in least]
            if others:
                counter += 1
                remaining = PathSet(among.best, at, cost_before, barred, None)
                heapq.heappush(queue, (cost_before + min(others), 1, -at, counter, remaining))
            cost_before += next(e.cost for e in graph[node] if e.to == onward)
    return paths, False


def _find_best(graph: Graph, among: PathSet, goal: int, least: Mapping[int, int]) -> tuple[int, list[int] | None, int]:
    """Cost and nodes of the best simple path of the set, by A*, and how many nodes were looked at.

    The bound is consistent, so a node is settled once.
    """
    begin = among.path[among.at]
    closed = set(among.path[: among.at + 1])
    came_from: dict[int, int] = {}
    queue = [
        (among.cost_before + e.cost + least[e.to], -1, e.to, begin) for e in graph[begin] if e.to in least and e.to not in among.barred
    ]
    heapq.heapify(queue)
    while queue:
        bound, depth, node, previous = heapq.heappop(queue)
        if node in closed:
            continue
        closed.add(node)
        came_from[node] = previous
        if node == goal:
            tail = [node]
            while tail[-1] != begin:
                tail.append(came_from[tail[-1]])
            return bound, among.path[: among.at] + tail[::-1], len(closed)
        spent = bound - least[node]
        for edge in graph[node]:
            if edge.to in least and edge.to not in closed:
                heapq.heappush(queue, (spent + edge.cost + least[edge.to], depth - 1, edge.to, node))
    return 0, None, len(closed)
