"""What has to change so that the server holds a projection, as batches in a safe order.  Pure.

Order: nodes, relationships, stale relationships, stale nodes.  So a relationship always finds its ends, a reader never sees a
gap where something only changes, and a node has lost our relationships when it goes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from graph.neo4j.manifest import Entry, Key, entry_of
from graph.neo4j.property_graph import Item, Node, Projection
from ontology.errors import UsageError

BATCH: Final = 5_000
MOST_DELETED: Final = 0.2
"""Share of the nodes, or of the relationships, that a sync deletes without being told to."""


class Phase(StrEnum):
    NODES = "nodes"
    RELATIONSHIPS = "relationships"
    STALE_RELATIONSHIPS = "stale relationships"
    STALE_NODES = "stale nodes"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one transaction: all of one label set or type.  ``moved`` are relationships whose ends changed."""

    phase: Phase
    group: tuple[str, ...]
    """Labels of the nodes, or the one relationship type."""
    items: tuple[tuple[Item, Entry], ...] = ()
    moved: tuple[str, ...] = ()
    removed: tuple[Key, ...] = ()

    @property
    def rows(self) -> int:
        return len(self.items) + len(self.removed)


@dataclass(frozen=True, slots=True)
class Plan:
    """The difference between a projection and what the server has."""

    created: tuple[tuple[Item, Entry], ...]
    changed: tuple[tuple[Item, Entry], ...]
    moved: frozenset[Key]
    stale: tuple[Entry, ...]
    unchanged: int
    kept: int
    """Items left as they are because a source outside the scope states them too."""
    before: tuple[int, int]
    """Nodes and relationships on the server before."""

    @property
    def rows(self) -> int:
        return len(self.created) + len(self.changed) + len(self.stale)

    def count(self, kind: str) -> tuple[int, int, int]:
        """How many of this kind are created, changed, deleted."""
        created, changed = (sum(e.key[0] == kind for _, e in part) for part in (self.created, self.changed))
        return created, changed, sum(e.key[0] == kind for e in self.stale)

    def batches(self, size: int = BATCH) -> Iterator[Batch]:
        """The work in order, at most ``size`` rows a batch."""
        for phase, kind in ((Phase.NODES, "node"), (Phase.RELATIONSHIPS, "relationship")):
            groups: dict[tuple[str, ...], list[tuple[Item, Entry]]] = defaultdict(list)
            for item, entry in (*self.created, *self.changed):
                if entry.key[0] == kind:
                    groups[item.labels if isinstance(item, Node) else (item.type,)].append((item, entry))
            for group in sorted(groups):
                rows = groups[group]
                for at in range(0, len(rows), size):
                    part = tuple(rows[at : at + size])
                    yield Batch(phase, group, part, tuple(item.key for item, entry in part if entry.key in self.moved))
        for phase, kind in ((Phase.STALE_RELATIONSHIPS, "relationship"), (Phase.STALE_NODES, "node")):
            gone: dict[str, list[Key]] = defaultdict(list)
            for entry in self.stale:
                if entry.key[0] == kind:
                    gone[entry.key[1]].append(entry.key)
            for name in sorted(gone):
                for at in range(0, len(gone[name]), size):
                    yield Batch(phase, (name,), removed=tuple(gone[name][at : at + size]))


def difference(projection: Projection, present: Mapping[Key, Entry]) -> Plan:
    """Compare a projection with what the server has, by hash."""
    created: list[tuple[Item, Entry]] = []
    changed: list[tuple[Item, Entry]] = []
    moved: set[Key] = set()
    wanted: set[Key] = set()
    needed: set[str] = set()
    unchanged = kept = 0
    for item in projection.items():
        entry = entry_of(item)
        wanted.add(entry.key)
        old = present.get(entry.key)
        if old is None:
            created.append((item, entry))
        elif old.hash == entry.hash:
            unchanged += 1
        elif not _inside(old, projection):
            kept += 1
        else:
            changed.append((item, entry))
            if (old.start, old.end) != (entry.start, entry.end):
                moved.add(entry.key)
        if not isinstance(item, Node):
            needed.update((item.start, item.end))
    stale: list[Entry] = []
    for key, old in present.items():
        if key in wanted:
            continue
        if projection.complete and _inside(old, projection):
            stale.append(old)
        else:
            kept += 1
            needed.update((old.start, old.end))
    # What stays may end at a node that no statement of the scope mentions any more.
    spared = {e.key for e in stale if e.key[:2] == ("node", "Entity") and e.key[2] in needed}
    stale = [e for e in stale if e.key not in spared]
    sizes = tuple(sum(key[0] == kind for key in present) for kind in ("node", "relationship"))
    return Plan(
        tuple(created),
        tuple(changed),
        frozenset(moved),
        tuple(sorted(stale, key=lambda e: (e.start, e.end, e.key))),
        unchanged,
        kept + len(spared),
        (sizes[0], sizes[1]),
    )


def refuse_mass_delete(plan: Plan, projection: Projection) -> None:
    """Raise UsageError NEO4J_MASS_DELETE when more than a fifth of the nodes or of the relationships would go.

    A relationship that only changes its type, and a node that only changes its anchor label, is not gone.
    """
    remaining = {(("node" if isinstance(item, Node) else "relationship"), item.key) for item in projection.items()}
    for kind, before in zip(("node", "relationship"), plan.before, strict=True):
        gone = sum(1 for e in plan.stale if e.key[0] == kind and (kind, e.key[2]) not in remaining)
        if gone > before * MOST_DELETED:
            raise UsageError(
                "NEO4J_MASS_DELETE",
                f"this sync would delete {gone} of {before} {kind}s, more than {MOST_DELETED:.0%}; nothing was changed",
                "check what was loaded (ownership sources), then run: ownership sync --allow-mass-delete",
            )


def _inside(entry: Entry, projection: Projection) -> bool:
    return projection.scope is None or set(entry.sources) <= projection.scope
