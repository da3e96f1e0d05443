"""Walk a graph breadth first, up to a limit.  Knows nodes and a function that gives their neighbours, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

UNLIMITED: Final = 2**62


def walk(
    start: Iterable[int], neighbours: Callable[[int], Iterable[int]], limit: int = UNLIMITED, *, stop_when_cut: bool = False
) -> tuple[list[int], set[int]]:
    """Collect the nodes of ``start`` and all that can be reached from them, nearest first, ``limit`` of them at most.

    ``neighbours`` is called once for every node in the order, and may name nodes that are known or named already.  ``stop_when_cut``: not
    for those after the first whose neighbours the limit leaves out.

    Returns the order, and the nodes that have neighbours which the limit left out.

    >>> links = {1: [2, 3], 2: [1, 4], 3: [4], 4: [5]}
    >>> walk([1], lambda node: links.get(node, []))
    ([1, 2, 3, 4, 5], set())
    >>> walk([1], lambda node: links.get(node, []), limit=3)
    ([1, 2, 3], {2, 3})
    """
    seen = dict.fromkeys(start)
    order = list(seen)
    cut: set[int] = set()
    for node in order:
        for neighbour in neighbours(node):
            if neighbour not in seen:
                if len(order) >= limit:
                    cut.add(node)
                    if stop_when_cut:
                        return order, cut
                    break
                seen[neighbour] = None
                order.append(neighbour)
    return order, cut
