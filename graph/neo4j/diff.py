"""Compare a projection with what the server has, and cut the difference into batches in a safe order.  Pure.

Order: nodes, relationships, stale relationships, stale nodes.  So a relationship always finds its ends, a reader never sees a
gap where something only changes, and a node has lost our relationships when it goes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from graph.neo4j.manifest import ItemKey, ManifestEntry, make_entry
from graph.neo4j.property_graph import Item, Node, Projection
from ontology.errors import UsageError

BATCH_ROWS: Final = 5_000
MAX_DELETED_SHARE: Final = 0.2
"""Share of the nodes, or of the relationships, that a sync may delete without leave."""


class Phase(StrEnum):
    """Where a sync is."""

    NODES = "nodes"
    RELATIONSHIPS = "relationships"
    STALE_RELATIONSHIPS = "stale relationships"
    STALE_NODES = "stale nodes"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one transaction.  ``moved``: keys of those relationships among the items whose ends changed."""

    phase: Phase
    shape: tuple[str, ...]
    """Labels of the nodes, or the one relationship type; of what is removed the anchor label or the type."""
    items: tuple[tuple[Item, ManifestEntry], ...] = ()
    moved: tuple[str, ...] = ()
    removed: tuple[ItemKey, ...] = ()

    @property
    def rows(self) -> int:
        return len(self.items) + len(self.removed)


@dataclass(frozen=True, slots=True)
class Diff:
    """The difference between a projection and what the server has."""

    created: tuple[tuple[Item, ManifestEntry], ...]
    changed: tuple[tuple[Item, ManifestEntry], ...]
    moved: frozenset[ItemKey]
    stale: tuple[ManifestEntry, ...]
    unchanged: int
    out_of_scope: int
    """Items left as they are because a source outside the scope states them too."""
    size_before: tuple[int, int]
    """Nodes and relationships on the server before."""

    @property
    def rows(self) -> int:
        return len(self.created) + len(self.changed) + len(self.stale)

    def count_changes(self, kind: str) -> tuple[int, int, int]:
        """Count what of a kind (node, relationship) is created, changed, deleted."""
        created, changed = (sum(e.key[0] == kind for _, e in part) for part in (self.created, self.changed))
        return created, changed, sum(e.key[0] == kind for e in self.stale)

    def cut_into_batches(self, size: int = BATCH_ROWS) -> Iterator[Batch]:
        """Yield the work in order, at most ``size`` rows a batch."""
        for phase, kind in ((Phase.NODES, "node"), (Phase.RELATIONSHIPS, "relationship")):
            by_shape: dict[tuple[str, ...], list[tuple[Item, ManifestEntry]]] = defaultdict(list)
            for item, entry in (*self.created, *self.changed):
                if entry.key[0] == kind:
                    by_shape[item.shape].append((item, entry))
            for shape, rows in sorted(by_shape.items(), key=lambda pair: pair[0]):
                for start in range(0, len(rows), size):
                    part = tuple(rows[start : start + size])
                    yield Batch(phase, shape, part, tuple(item.key for item, entry in part if entry.key in self.moved))
        for phase, kind in ((Phase.STALE_RELATIONSHIPS, "relationship"), (Phase.STALE_NODES, "node")):
            by_group: dict[str, list[ItemKey]] = defaultdict(list)
            for entry in self.stale:
                if entry.key[0] == kind:
                    by_group[entry.key[1]].append(entry.key)
            for group, keys in sorted(by_group.items()):
                for start in range(0, len(keys), size):
                    yield Batch(phase, (group,), removed=tuple(keys[start : start + size]))


def compare(projection: Projection, present: Mapping[ItemKey, ManifestEntry]) -> Diff:
    """Compare a projection with what the server has, by hash."""
    created: list[tuple[Item, ManifestEntry]] = []
    changed: list[tuple[Item, ManifestEntry]] = []
    moved: set[ItemKey] = set()
    projected: set[ItemKey] = set()
    ends: set[str] = set()
    unchanged = out_of_scope = 0
    for item in projection.items():
        entry = make_entry(item)
        projected.add(entry.key)
        old = present.get(entry.key)
        if old is None:
            created.append((item, entry))
        elif old.hash == entry.hash:
            unchanged += 1
        elif not _is_in_scope(old, projection):
            out_of_scope += 1
        else:
            changed.append((item, entry))
            if (old.start, old.end) != (entry.start, entry.end):
                moved.add(entry.key)
        if not isinstance(item, Node):
            ends.update((item.start, item.end))
    stale: list[ManifestEntry] = []
    for key, old in present.items():
        if key in projected:
            continue
        if projection.complete and _is_in_scope(old, projection):
            stale.append(old)
        else:
            out_of_scope += 1
            ends.update((old.start, old.end))
    # What stays may end at a node that no statement of the scope mentions any more.
    spared = {e.key for e in stale if e.key[:2] == ("node", "Entity") and e.key[2] in ends}
    nodes, relationships = (sum(key[0] == kind for key in present) for kind in ("node", "relationship"))
    return Diff(
        created=tuple(created),
        changed=tuple(changed),
        moved=frozenset(moved),
        stale=tuple(sorted((e for e in stale if e.key not in spared), key=lambda e: (e.start, e.end, e.key))),
        unchanged=unchanged,
        out_of_scope=out_of_scope + len(spared),
        size_before=(nodes, relationships),
    )


def refuse_mass_delete(diff: Diff, projection: Projection) -> None:
    """Raise UsageError NEO4J_MASS_DELETE when more than a fifth of the nodes or of the relationships would go.

    A relationship that only changes its type, and a node that only changes its anchor label, is not gone.
    """
    remaining = {(("node" if isinstance(item, Node) else "relationship"), item.key) for item in projection.items()}
    for kind, before in zip(("node", "relationship"), diff.size_before, strict=True):
        gone = sum(1 for e in diff.stale if e.key[0] == kind and (kind, e.key[2]) not in remaining)
        if gone > before * MAX_DELETED_SHARE:
            raise UsageError(
                "NEO4J_MASS_DELETE",
                f"this sync would delete {gone} of {before} {kind}s, more than {MAX_DELETED_SHARE:.0%}; nothing was changed",
                "check what was loaded (ownership sources), then run: ownership sync --allow-mass-delete",
            )


def _is_in_scope(entry: ManifestEntry, projection: Projection) -> bool:
    return projection.scope is None or set(entry.sources) <= projection.scope
