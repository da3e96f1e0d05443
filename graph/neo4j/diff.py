"""Compare a graph with what the server has, and cut the difference into batches in a safe order.

Owns the comparison.  SQLite makes it, in the scratch database of the manifest: the graph is read once, item by item, and the content of
an item is kept only where it differs, so that memory does not grow with the graph.  Knows no server.

Order: nodes, relationships, derived ones; then what is stale: derived ones, relationships, nodes.  So a relationship always finds its
ends, a reader never sees a gap where something only changes, and a node has lost our relationships when it goes.
"""

# What is put together here are names of our own tables and columns; everything that comes from data is a parameter.
# ruff: noqa: S608

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from enum import StrEnum
from itertools import chain, islice
from typing import Final

from graph.neo4j.manifest import ITEM_COLUMNS, ItemKey, ManifestEntry, SyncManifest, Totals, decode_texts, encode_texts, make_entry
from graph.neo4j.property_graph import Graph, Item, OnRead, Part, decode_item, encode_item, ignore_reading
from ontology.errors import UsageError

BATCH_ROWS: Final = 5_000
READ_ROWS: Final = 10_000
"""Items of the graph that are compared before whoever waits is told."""
MAX_DELETED_SHARE: Final = 0.2
"""Share of the nodes, or of the relationships, that a sync may delete without leave."""

_SCRATCH: Final = f"""
CREATE TABLE scratch.wanted (number INTEGER PRIMARY KEY, {ITEM_COLUMNS}, change TEXT NOT NULL, content BLOB);
CREATE TABLE scratch.stale (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, grp TEXT NOT NULL, key TEXT NOT NULL);
CREATE INDEX scratch.stale_key ON stale (kind, grp, key);
"""

_COMPARE: Final = """
INSERT INTO scratch.wanted (kind, grp, key, hash, labels, start, "end", sources, change, content)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,
  CASE
    WHEN old.hash IS NULL THEN 'created' WHEN old.hash = ?4 THEN 'unchanged'
    WHEN NOT in_scope(?1, old.labels, old.sources) THEN 'out of scope'

    WHEN old.start <> ?6 OR old."end" <> ?7 THEN 'moved' ELSE 'changed'
  END,
  CASE WHEN old.hash = ?4 THEN NULL ELSE ?9 END
FROM (SELECT 1) LEFT JOIN {present} AS old ON old.kind = ?1 AND old.grp = ?2 AND old.key = ?3
"""

_NOT_WANTED: Final = """
FROM {present} AS old
WHERE NOT EXISTS (SELECT 1 FROM scratch.wanted AS w WHERE w.kind = old.kind AND w.key = old.key AND w.grp = old.grp)
"""

_PART: Final = f"""
CREATE TABLE scratch.part ({ITEM_COLUMNS}, PRIMARY KEY (kind, grp, key)) WITHOUT ROWID;
CREATE TABLE scratch.touched (kind TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
"""

_TO_WRITE: Final = "change IN ('created', 'changed', 'moved')"


class Phase(StrEnum):
    """Where a sync is."""

    NODES = "nodes"
    RELATIONSHIPS = "relationships"
    DERIVED = "derived"
    STALE_DERIVED = "stale derived"
    STALE_RELATIONSHIPS = "stale relationships"
    STALE_NODES = "stale nodes"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one transaction.

    ``moved``: keys of those relationships among the items whose ends changed.  ``is_new``: no item is on the server.
    """

    phase: Phase
    shape: tuple[str, ...]
    """Labels of the nodes, or the one relationship type; of what is removed the anchor label or the type."""
    items: tuple[tuple[Item, ManifestEntry], ...] = ()
    moved: tuple[str, ...] = ()
    removed: tuple[ItemKey, ...] = ()
    is_new: bool = False

    @property
    def rows(self) -> int:
        return len(self.items) + len(self.removed)


@dataclass(frozen=True, slots=True)
class KindCounts:
    """What of one kind (node, relationship, derived) differs.

    ``before``: how many the server has; ``gone``: those of the deleted that no other type or label keeps.
    """

    created: int = 0
    changed: int = 0
    deleted: int = 0
    unchanged: int = 0
    out_of_scope: int = 0
    """Left as they are: a source outside the scope states them too, or they are of another run."""
    before: int = 0
    gone: int = 0

    def add(self, other: KindCounts) -> KindCounts:
        """Add what was counted elsewhere."""
        return KindCounts(*map(sum, zip(astuple(self), astuple(other), strict=True)))

    @property
    def rows(self) -> int:
        return self.created + self.changed + self.deleted

    @property
    def wanted(self) -> int:
        """How many the server has afterwards."""
        return self.before + self.created - self.deleted


_NOTHING: Final = {kind: KindCounts() for kind in ("node", "relationship", "derived")}


@dataclass(frozen=True, slots=True)
class Diff:
    """The difference between a graph and what the server has; its rows are in the scratch database."""

    connection: sqlite3.Connection
    nodes: KindCounts
    relationships: KindCounts
    derived: KindCounts

    @property
    def counts(self) -> tuple[KindCounts, KindCounts, KindCounts]:
        """Those of nodes, relationships and derived ones."""
        return self.nodes, self.relationships, self.derived

    @property
    def rows(self) -> int:
        return sum(counts.rows for counts in self.counts)

    def cut_into_batches(self, size: int = BATCH_ROWS) -> Iterator[Batch]:
        """Yield the work in order, at most ``size`` rows a batch; of derived ones all at once where they are at most twice as many, so that
        a reader meets the answers of before or those of now, and never some of each."""
        yield from self._cut_kind(Phase.NODES, "node", size)
        yield from self._cut_kind(Phase.RELATIONSHIPS, "relationship", size)
        derived = chain(self._cut_kind(Phase.DERIVED, "derived", size), self._cut_stale_kind(Phase.STALE_DERIVED, "derived", size))
        yield from _join(derived) if self.derived.rows <= 2 * size else derived
        yield from self._cut_stale_kind(Phase.STALE_RELATIONSHIPS, "relationship", size)
        yield from self._cut_stale_kind(Phase.STALE_NODES, "node", size)

    def _cut_kind(self, phase: Phase, kind: str, size: int) -> Iterator[Batch]:
        query = f"SELECT DISTINCT grp, labels FROM scratch.wanted WHERE kind = ? AND {_TO_WRITE} ORDER BY grp, labels"
        for group, labels in self.connection.execute(query, (kind,)).fetchall():
            yield from self._cut_items(phase, (kind, group, labels), size)

    def _cut_stale_kind(self, phase: Phase, kind: str, size: int) -> Iterator[Batch]:
        query = "SELECT DISTINCT grp FROM scratch.stale WHERE kind = ? ORDER BY grp"
        for (group,) in self.connection.execute(query, (kind,)).fetchall():
            yield from self._cut_stale(phase, (kind, group), size)

    def _cut_items(self, phase: Phase, of: tuple[str, str, str], size: int) -> Iterator[Batch]:
        kind, group, labels = of
        shape = (group, *(label for label in decode_texts(labels) if kind == "node" and label != group))
        query = (
            'SELECT number, key, hash, start, "end", sources, change, content FROM scratch.wanted '
            f"WHERE kind = ? AND grp = ? AND labels = ? AND number > ? AND {_TO_WRITE} ORDER BY number LIMIT ?"
        )
        last = 0
        while rows := self.connection.execute(query, (kind, group, labels, last, size)).fetchall():
            last = rows[-1][0]
            items = tuple(
                (decode_item(content), ManifestEntry((kind, group, key), number, decode_texts(labels), start, end, decode_texts(sources)))
                for _, key, number, start, end, sources, _, content in rows
            )
            yield Batch(phase, shape, items, tuple(row[1] for row in rows if row[6] == "moved"))

    def _cut_stale(self, phase: Phase, of: tuple[str, str], size: int) -> Iterator[Batch]:
        kind, group = of
        query = "SELECT number, key FROM scratch.stale WHERE kind = ? AND grp = ? AND number > ? ORDER BY number LIMIT ?"
        last = 0
        while rows := self.connection.execute(query, (kind, group, last, size)).fetchall():
            last = rows[-1][0]
            yield Batch(phase, (group,), removed=tuple((kind, group, key) for _, key in rows))


def _join(batches: Iterable[Batch]) -> Iterator[Batch]:
    """Join the batches of one type of relationships, what is written and what goes."""
    of_shape: dict[tuple[str, ...], Batch] = {}
    for b in batches:
        a = of_shape.get(b.shape, Batch(b.phase, b.shape))
        of_shape[b.shape] = replace(a, items=a.items + b.items, moved=a.moved + b.moved, removed=a.removed + b.removed)
    yield from of_shape.values()


def compare(
    graph: Graph,
    manifest: SyncManifest,
    present: str,
    on_compared: Callable[[int], None] = lambda _: None,
    *,
    on_read: OnRead = ignore_reading,
    part: Part | None = None,
    totals: Totals | None = None,
) -> Diff:
    """Compare a graph with what the server has, by hash.

    ``present``: the table of what the server has, ``main.item`` or ``scratch.present``; ``totals``: what it adds up to, if that is known.
    ``part``: what of the graph can differ from that which the server has; all else is not looked at.  ``on_compared`` is called now and
    then with the number of items that were compared; for ``on_read`` see Graph.
    """
    connection = manifest.connection

    def is_in_scope(kind: str, labels: str, sources: str) -> bool:
        if kind == "derived":
            return graph.runs.issuperset(decode_texts(labels))
        return graph.scope is None or graph.scope.issuperset(decode_texts(sources))

    connection.create_function("in_scope", 3, is_in_scope)
    connection.executescript(_SCRATCH)
    items = graph.items(on_read) if part is None else part.items
    rest = _NOTHING
    if part is not None:
        _cut_part(connection, part, present, graph.runs)
        rest = _count_rest(connection, present, graph.runs, totals or manifest.sum_items(present))
        present = "scratch.part"
    statement = _COMPARE.format(present=present)
    read = 0
    with connection:
        while rows := [_make_row(item) for item in islice(items, READ_ROWS)]:
            connection.executemany(statement, rows)
            read += len(rows)
            if len(rows) == READ_ROWS:
                on_compared(read)
        connection.execute("CREATE INDEX scratch.wanted_key ON wanted (kind, key, grp)")
        connection.execute(f"CREATE INDEX scratch.wanted_shape ON wanted (kind, grp, labels) WHERE {_TO_WRITE}")
        _find_stale(connection, present, complete=graph.complete)
    return Diff(connection, *(_count(connection, present, kind).add(rest[kind]) for kind in ("node", "relationship", "derived")))


def refuse_mass_delete(diff: Diff) -> None:
    """Raise UsageError NEO4J_MASS_DELETE when more than a fifth of the nodes or of the relationships would go.

    A relationship that only changes its type, and a node that only changes its anchor label, is not gone.
    """
    for kind, counts in (("node", diff.nodes), ("relationship", diff.relationships)):
        if is_mass_delete(counts):
            raise UsageError(
                "NEO4J_MASS_DELETE",
                f"this sync would delete {counts.gone:,} of {counts.before:,} {kind}s, "
                f"more than {MAX_DELETED_SHARE:.0%}; nothing was changed",
                "check what was loaded (ownership sources), then run: ownership sync --allow-mass-delete",
            )


def is_mass_delete(counts: KindCounts) -> bool:
    """Whether more than a fifth of a kind would go."""
    return counts.gone > counts.before * MAX_DELETED_SHARE


def _cut_part(connection: sqlite3.Connection, part: Part, present: str, runs: frozenset[str]) -> None:
    """Fill the table of what the server has of a part."""
    connection.executescript(_PART)
    keys = {"node": part.nodes, "relationship": part.relationships, "end": part.ends or ()}
    own = ", ".join("?" * len(runs))
    changing = "true" if part.ends is None else "\"end\" IN (SELECT key FROM scratch.touched WHERE kind = 'end')"
    with connection:
        for kind, of_kind in keys.items():
            connection.executemany("INSERT INTO scratch.touched VALUES (?, ?)", ((kind, key) for key in sorted(of_kind)))
        for group in _list_groups(connection, present):
            connection.execute(
                f"INSERT INTO scratch.part SELECT old.* FROM scratch.touched AS t CROSS JOIN {present} AS old "
                "WHERE t.kind = ?1 AND old.kind = ?1 AND old.grp = ?2 AND old.key = t.key",
                group,
            )
        # The answers of another run go with their ends.
        node = "(SELECT key FROM scratch.touched WHERE kind = 'node')"
        connection.execute(
            f"INSERT INTO scratch.part SELECT * FROM {present} WHERE kind = 'derived' "
            f'AND CASE WHEN labels IN ({own}) THEN {changing} ELSE start IN {node} OR "end" IN {node} END',
            [encode_texts((run,)) for run in sorted(runs)],
        )


def _list_groups(connection: sqlite3.Connection, present: str) -> Iterator[tuple[str, str]]:
    """List kinds with their groups, each found behind the one before it: to read all rows takes as long as thousands of these."""
    query = f"SELECT grp FROM {present} WHERE kind = ? AND grp > ? ORDER BY grp LIMIT 1"
    for kind in _NOTHING:
        group = ""
        while (row := connection.execute(query, (kind, group)).fetchone()) is not None:
            (group,) = row
            yield kind, group


def _count_rest(connection: sqlite3.Connection, present: str, runs: frozenset[str], totals: Totals) -> dict[str, KindCounts]:
    """Count what is no part of what was cut out, and stays as it is."""

    def count_part(kind: str) -> int:
        (number,) = connection.execute("SELECT count(*) FROM scratch.part WHERE kind = ?", (kind,)).fetchone()
        return int(number)

    def count_derived(table: str) -> Counter[str]:
        return Counter(dict(connection.execute(f"SELECT labels, count(*) FROM {table} WHERE kind = 'derived' GROUP BY labels")))

    numbers = {"node": totals.nodes - count_part("node"), "relationship": totals.relationships - count_part("relationship")}
    rest = {kind: KindCounts(unchanged=number, before=number) for kind, number in numbers.items()}
    derived = count_derived(present) if totals.derived else Counter[str]()
    derived.subtract(count_derived("scratch.part"))
    own = sum(derived[encode_texts((run,))] for run in runs)
    everything = derived.total()
    return {**rest, "derived": KindCounts(unchanged=own, out_of_scope=everything - own, before=everything)}


def _make_row(item: Item) -> tuple[str | int | bytes, ...]:
    return (*make_entry(item).row, encode_item(item))


def _find_stale(connection: sqlite3.Connection, present: str, *, complete: bool) -> None:
    """Fill the table of what goes: what the server has and a complete graph has not."""
    if not complete:
        return
    not_wanted = _NOT_WANTED.format(present=present)
    in_scope = "in_scope(old.kind, old.labels, old.sources)"
    connection.execute(
        f"INSERT INTO scratch.stale (kind, grp, key) SELECT kind, grp, key {not_wanted} AND {in_scope} ORDER BY kind, grp, key"
    )
    if connection.execute("SELECT 1 FROM scratch.stale WHERE kind = 'node' AND grp = 'Entity' LIMIT 1").fetchone():
        # What stays may end at a node that no statement of the scope mentions any more.
        ends = " UNION ALL ".join(
            f"SELECT {end} FROM scratch.wanted WHERE kind = 'relationship' "
            f"UNION ALL SELECT {end} {not_wanted} AND kind = 'relationship' AND NOT {in_scope}"
            for end in ("start", '"end"')
        )
        connection.execute(f"DELETE FROM scratch.stale WHERE kind = 'node' AND grp = 'Entity' AND key IN ({ends})")
        # The answers of another run go with their ends.
        connection.execute(
            f"INSERT INTO scratch.stale (kind, grp, key) SELECT kind, grp, key {not_wanted} AND kind = 'derived' AND NOT {in_scope} "
            "AND EXISTS (SELECT 1 FROM scratch.stale AS s WHERE s.kind = 'node' AND s.grp = 'Entity' AND s.key IN (old.start, old.\"end\"))"
        )


def _count(connection: sqlite3.Connection, present: str, kind: str) -> KindCounts:
    def count(query: str) -> int:
        (number,) = connection.execute(query, (kind,)).fetchone()
        return int(number)

    query = "SELECT change, count(*) FROM scratch.wanted WHERE kind = ? GROUP BY change"
    changes: dict[str, int] = dict(connection.execute(query, (kind,)).fetchall())
    deleted = count("SELECT count(*) FROM scratch.stale WHERE kind = ?")
    not_wanted = count(f"SELECT count(*) {_NOT_WANTED.format(present=present)} AND old.kind = ?")
    return KindCounts(
        created=changes.get("created", 0),
        changed=changes.get("changed", 0) + changes.get("moved", 0),
        deleted=deleted,
        unchanged=changes.get("unchanged", 0),
        out_of_scope=changes.get("out of scope", 0) + not_wanted - deleted,
        before=count(f"SELECT count(*) FROM {present} WHERE kind = ?"),
        gone=count(
            "SELECT count(*) FROM scratch.stale AS s WHERE kind = ? "
            "AND NOT EXISTS (SELECT 1 FROM scratch.wanted AS w WHERE w.kind = s.kind AND w.key = s.key)"
        ),
    )
