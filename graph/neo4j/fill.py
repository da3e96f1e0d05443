"""Cut a whole graph into batches for a database that holds nothing of ours: nothing is compared, and no content waits on disk.

Owns how many rows wait in memory.  What differs where something is there is found by graph/neo4j/diff.py.  Knows no server.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from graph.neo4j.diff import Batch, Phase
from graph.neo4j.manifest import ManifestEntry, make_entry
from graph.neo4j.property_graph import Graph, Item, OnRead, ignore_reading

_PHASES: Final = {"node": Phase.NODES, "relationship": Phase.RELATIONSHIPS, "derived": Phase.DERIVED}
_WAITING: Final = 3
"""Batches whose rows wait until there are enough of their labels or type."""


def cut_whole(graph: Graph, size: int, on_read: OnRead = ignore_reading) -> Iterator[Batch]:
    """Yield all of a graph as new, at most ``size`` rows a batch; each kind ends before the next begins.  ``on_read``: see Graph."""
    waiting: defaultdict[tuple[str, ...], list[tuple[Item, ManifestEntry]]] = defaultdict(list)
    phase, rows = Phase.NODES, 0

    def take(shape: tuple[str, ...]) -> Batch:
        return Batch(phase, shape, tuple(waiting.pop(shape)), is_new=True)

    for item in graph.items(on_read):
        if _PHASES[item.kind] is not phase:
            yield from map(take, list(waiting))
            phase, rows = _PHASES[item.kind], 0
        of_shape = waiting[item.shape]
        of_shape.append((item, make_entry(item)))
        rows += 1
        if len(of_shape) == size or rows > _WAITING * size:
            batch = take(max(waiting, key=lambda shape: len(waiting[shape])))
            rows -= batch.rows
            yield batch
    yield from map(take, list(waiting))
