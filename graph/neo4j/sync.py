"""``ownership sync``: make Neo4j hold exactly a projection, whatever it held before and whenever the last run was cut off.

Owns the course of a run.  Each batch and the state after it are one transaction on the server, and then one in the manifest; a kill
between the two leaves the states unequal, and the next run reads keys and hashes from the server.  Nothing is ever assumed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graph.neo4j.connection import Neo4jSettings, connect
from graph.neo4j.diff import Batch, Phase, Plan, difference, refuse_mass_delete
from graph.neo4j.manifest import Entry, Key, Manifest, entry_of
from graph.neo4j.property_graph import Projection
from graph.neo4j.server import Neo4jStore, schema

Progress = Callable[[str, int, int], None]
"""Called with the phase, the rows done and the rows to do in the whole run."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a run changed, or would change (``dry_run``).

    ``reread``: the server was read because it and the manifest had not the same last batch.  ``resumed``: the last run had not ended.
    """

    nodes_created: int
    nodes_changed: int
    nodes_deleted: int
    relationships_created: int
    relationships_changed: int
    relationships_deleted: int
    unchanged: int
    kept: int
    batches: int
    dry_run: bool
    reread: bool
    resumed: bool

    @property
    def changes(self) -> int:
        """Rows written or deleted."""
        return (
            self.nodes_created
            + self.nodes_changed
            + self.nodes_deleted
            + self.relationships_created
            + self.relationships_changed
            + self.relationships_deleted
        )


def silent(phase: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def sync(
    projection: Projection,
    settings: Neo4jSettings,
    manifest_path: Path,
    *,
    dry_run: bool = False,
    allow_mass_delete: bool = False,
    progress: Progress = silent,
    batch_size: int = 5_000,
) -> SyncReport:
    """Write the difference between the projection and what the server has.

    Raises UsageError NEO4J_MASS_DELETE before anything is written, BackendError (see connection.connect and store.apply), StoreError.
    """
    return _run(projection, settings, manifest_path, dry_run, allow_mass_delete, progress, batch_size, distrust=False)


def repair(
    projection: Projection,
    settings: Neo4jSettings,
    manifest_path: Path,
    *,
    dry_run: bool = False,
    allow_mass_delete: bool = False,
    progress: Progress = silent,
    batch_size: int = 5_000,
) -> SyncReport:
    """As ``sync``, but compare with the server's contents in full: what was changed there by hand is put right."""
    return _run(projection, settings, manifest_path, dry_run, allow_mass_delete, progress, batch_size, distrust=True)


def _run(
    projection: Projection,
    settings: Neo4jSettings,
    manifest_path: Path,
    dry_run: bool,
    allow_mass_delete: bool,
    progress: Progress,
    batch_size: int,
    *,
    distrust: bool,
) -> SyncReport:
    with Manifest.open(manifest_path) as manifest, connect(settings) as driver:
        store = Neo4jStore(driver, settings)
        found = store.state()
        fresh = distrust or found is None or found[2] != schema()[0] or manifest.state() != found[0]
        present = _on_server(store, distrust) if fresh else manifest.entries()
        plan = difference(projection, present)
        resumed = found is not None and found[1] != Phase.DONE
        if not allow_mass_delete:
            refuse_mass_delete(plan, projection)
        batches = 0
        if not dry_run and (fresh or plan.rows or resumed):
            state = found[0] if found is not None and not fresh else store.begin()
            if fresh:
                manifest.replace(present.values(), state)
            done = 0
            for batch in plan.batches(batch_size):
                done += batch.rows
                state = store.apply(batch, state, done)
                manifest.apply((entry for _, entry in batch.items), batch.removed, state)
                batches += 1
                progress(batch.phase.value, done, plan.rows)
            end = Batch(Phase.DONE, ())
            state = store.apply(end, state, done, _totals(manifest.entries()))
            manifest.apply((), (), state)
        return _report(plan, batches, dry_run, fresh and found is not None, resumed)


def _on_server(store: Neo4jStore, distrust: bool) -> dict[Key, Entry]:
    """Entries as the server has them; ``distrust`` takes the hash of the contents instead of the one stored with them."""
    entries: dict[Key, Entry] = {}
    for item, stored in store.existing(full=distrust):
        entry = entry_of(item)
        if not distrust:
            entry = Entry(entry.key, stored, entry.labels, entry.start, entry.end, entry.sources)
        entries[entry.key] = entry
    return entries


def _totals(entries: dict[Key, Entry]) -> dict[str, object]:
    nodes = sum(key[0] == "node" for key in entries)
    return {"nodes": nodes, "relationships": len(entries) - nodes, "sum": str(sum(e.hash for e in entries.values()))}


def _report(plan: Plan, batches: int, dry_run: bool, reread: bool, resumed: bool) -> SyncReport:
    return SyncReport(*plan.count("node"), *plan.count("relationship"), plan.unchanged, plan.kept, batches, dry_run, reread, resumed)
