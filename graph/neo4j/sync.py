"""Make a Neo4j database hold exactly a projection, whatever it held before and whenever the last run was cut off.

Owns the course of a run of ``ownership sync``.  Each batch and the state after it are one transaction on the server, and then one in the
manifest; a kill between the two leaves the states unequal, and the next run reads keys and hashes from the server.  Nothing is assumed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graph.neo4j.connection import Neo4jSettings, connect
from graph.neo4j.cypher import load_schema
from graph.neo4j.database import Neo4jDatabase
from graph.neo4j.diff import BATCH_ROWS, Batch, Diff, Phase, compare, refuse_mass_delete
from graph.neo4j.manifest import ItemKey, ManifestEntry, SyncManifest, make_entry
from graph.neo4j.property_graph import Projection

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
    out_of_scope: int
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


def ignore_progress(phase: str, done: int, total: int) -> None:
    """Take progress that nobody watches."""


def sync(
    projection: Projection,
    settings: Neo4jSettings,
    manifest_path: Path,
    *,
    repair: bool = False,
    dry_run: bool = False,
    allow_mass_delete: bool = False,
    progress: Progress = ignore_progress,
    batch_size: int = BATCH_ROWS,
) -> SyncReport:
    """Write the difference between the projection and what the server has.

    ``repair``: compare with the server's contents in full, so that what was changed there by hand is put right; else the manifest, or the
    hashes on the server, are trusted.  ``dry_run``: only report.  ``batch_size``: rows of one transaction.

    Raises UsageError NEO4J_MASS_DELETE before anything is written, BackendError (see connection.connect and Neo4jDatabase.apply),
    StoreError.
    """
    with SyncManifest.open(manifest_path) as manifest, connect(settings) as driver:
        database = Neo4jDatabase(driver, settings)
        recorded = database.read_state()
        reread = repair or recorded is None or recorded[2] != load_schema()[0] or manifest.read_state() != recorded[0]
        present = _read_entries(database, rehash=repair) if reread else manifest.read_entries()
        diff = compare(projection, present)
        resumed = recorded is not None and recorded[1] != Phase.DONE
        if not allow_mass_delete:
            refuse_mass_delete(diff, projection)
        batches = 0
        if not dry_run and (reread or diff.rows or resumed):
            state = recorded[0] if recorded is not None and not reread else database.begin_epoch()
            if reread:
                manifest.replace(present.values(), state)
            rows_done = 0
            for batch in diff.cut_into_batches(batch_size):
                rows_done += batch.rows
                state = database.apply(batch, state, rows_done)
                manifest.apply((entry for _, entry in batch.items), batch.removed, state)
                batches += 1
                progress(batch.phase.value, rows_done, diff.rows)
            state = database.apply(Batch(Phase.DONE, ()), state, rows_done, _sum_entries(manifest.read_entries()))
            manifest.apply((), (), state)
        return _make_report(diff, batches, dry_run=dry_run, reread=reread and recorded is not None, resumed=resumed)


def _read_entries(database: Neo4jDatabase, *, rehash: bool) -> dict[ItemKey, ManifestEntry]:
    """Read entries from the server.  ``rehash``: hash the contents instead of taking the hash that is stored with them."""
    entries: dict[ItemKey, ManifestEntry] = {}
    for item, stored_hash in database.read_items(full=rehash):
        entry = make_entry(item)
        if not rehash:
            entry = ManifestEntry(entry.key, stored_hash, entry.labels, entry.start, entry.end, entry.sources)
        entries[entry.key] = entry
    return entries


def _sum_entries(entries: dict[ItemKey, ManifestEntry]) -> dict[str, object]:
    nodes = sum(key[0] == "node" for key in entries)
    return {"nodes": nodes, "relationships": len(entries) - nodes, "sum": str(sum(e.hash for e in entries.values()))}


def _make_report(diff: Diff, batches: int, *, dry_run: bool, reread: bool, resumed: bool) -> SyncReport:
    nodes_created, nodes_changed, nodes_deleted = diff.count_changes("node")
    relationships_created, relationships_changed, relationships_deleted = diff.count_changes("relationship")
    return SyncReport(
        nodes_created=nodes_created,
        nodes_changed=nodes_changed,
        nodes_deleted=nodes_deleted,
        relationships_created=relationships_created,
        relationships_changed=relationships_changed,
        relationships_deleted=relationships_deleted,
        unchanged=diff.unchanged,
        out_of_scope=diff.out_of_scope,
        batches=batches,
        dry_run=dry_run,
        reread=reread,
        resumed=resumed,
    )
