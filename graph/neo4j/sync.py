"""Make a Neo4j database hold exactly a graph, whatever it held before and whenever the last run was cut off.

Owns the course of a run of ``ownership sync``.  Each batch and the state after it are one transaction on the server, and then one in the
manifest; a kill between the two leaves the states unequal, and the next run reads keys and hashes from the server.  Nothing is assumed.
Memory does not grow with the graph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from graph.algorithms.kernels import sparing_memory
from graph.collector import collect_often
from graph.files import raise_store_errors
from graph.neo4j.connection import Neo4jSettings, connect
from graph.neo4j.cypher import load_schema
from graph.neo4j.database import Neo4jDatabase, RecordedSync
from graph.neo4j.diff import BATCH_ROWS, READ_ROWS, Batch, Diff, KindCounts, Phase, compare, is_mass_delete, refuse_mass_delete
from graph.neo4j.fill import cut_whole
from graph.neo4j.lease import hold_lease
from graph.neo4j.manifest import ManifestEntry, SyncManifest, SyncState, make_entry
from graph.neo4j.property_graph import EntryRow, Graph, Part, WholeReason
from graph.neo4j.sums import sum_manifest, sum_server
from ontology.errors import UsageError

Progress = Callable[[str, int, int], None]
"""Called with the phase, the rows done and the rows to do in the whole run; 0 to do while that is not known."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a run changed, or would change (``dry_run``).

    ``reread``: the server was read because it and the manifest had not the same last batch.  ``resumed``: the last run had not ended.
    ``skipped``: the graph was the one last synced, and was not even read.  ``whole``: why all of it was compared, where a change could
    have been followed.  ``needs_leave``: it deletes so much that a sync wants ``allow_mass_delete``.
    """

    nodes: KindCounts
    relationships: KindCounts
    derived: KindCounts
    batches: int
    dry_run: bool
    reread: bool
    resumed: bool
    skipped: bool = False
    whole: WholeReason | None = None

    @property
    def changes(self) -> int:
        """Rows written or deleted."""
        return self.nodes.rows + self.relationships.rows + self.derived.rows

    @property
    def unchanged(self) -> int:
        return self.nodes.unchanged + self.relationships.unchanged

    @property
    def out_of_scope(self) -> int:
        return self.nodes.out_of_scope + self.relationships.out_of_scope

    @property
    def needs_leave(self) -> bool:
        return is_mass_delete(self.nodes) or is_mass_delete(self.relationships)


def ignore_progress(phase: str, done: int, total: int) -> None:
    """Take progress that nobody watches."""


def sync(
    graph: Graph,
    settings: Neo4jSettings,
    manifest_path: Path,
    *,
    repair: bool = False,
    dry_run: bool = False,
    allow_mass_delete: bool = False,
    progress: Progress = ignore_progress,
    batch_size: int = BATCH_ROWS,
) -> SyncReport:
    """Write the difference between the graph and what the server has.

    ``repair``: compare with the server's contents in full, so that what was changed there by hand is put right; else the manifest, or the
    hashes on the server, are trusted.  ``dry_run``: only report.  ``batch_size``: rows of one transaction.

    Raises UsageError NEO4J_MASS_DELETE or NEO4J_FOREIGN before anything is written, NEO4J_FOREIGN_KEY; BackendError (see
    connection.connect, lease.hold_lease and Neo4jDatabase.apply), StoreError.
    """
    with collect_often(), sparing_memory(), SyncManifest.open(manifest_path) as manifest, connect(settings) as driver, ExitStack() as stack:
        database = Neo4jDatabase(driver, settings)
        recorded = database.read_recorded()
        if recorded is None and not settings.beside_others and database.is_foreign():
            raise UsageError(
                "NEO4J_FOREIGN",
                f"the database {settings.database!r} at {settings.address} holds data of somebody else; nothing was changed",
                "name another with OWNERSHIP_NEO4J_DATABASE, or write beside what is there: ownership sync --beside-others",
            )
        if recorded is not None and not repair and _is_last_synced(graph, recorded, manifest, database):
            return _report_skip(recorded, dry_run=dry_run)
        renew: Callable[[], None] = ignore_lease
        if not dry_run:
            is_alone = stack.enter_context(manifest.lock())
            renew = stack.enter_context(hold_lease(database, manifest.read_identity(), is_alone=is_alone)).renew
            # Another sync may have ended between the first look and the lease.
            recorded = database.read_recorded()
        run = _Run(database, manifest, recorded, database.count_cheaply(), renew, progress)
        if not dry_run and not any(run.counts):
            counted = run.fill(graph, batch_size)
        else:
            diff = run.compare(graph, repair=repair, may_discard=not dry_run)
            if not dry_run:
                if not allow_mass_delete:
                    refuse_mass_delete(diff)
                run.write(diff, graph.content, batch_size)
            counted = diff.counts
        return SyncReport(
            *counted,
            run.batches,
            dry_run=dry_run,
            reread=run.reread and recorded is not None,
            resumed=recorded is not None and not recorded.has_ended,
            whole=run.whole,
        )


@dataclass(slots=True)
class _Run:
    """One run: what it was begun with, and how far it is.

    ``counts``: what ``Neo4jDatabase.count_cheaply`` gives; ``adds_up``: it was not seen that the server has something else than was
    recorded there.
    """

    database: Neo4jDatabase
    manifest: SyncManifest
    recorded: RecordedSync | None
    counts: tuple[int, ...]
    renew: Callable[[], None]
    progress: Progress
    reread: bool = False
    adds_up: bool = True
    batches: int = 0
    whole: WholeReason | None = None

    def fill(self, graph: Graph, batch_size: int) -> tuple[KindCounts, KindCounts, KindCounts]:
        """Write all of the graph to a server that has nothing of ours, without comparing; count by kind."""
        if not self.manifest.is_whole(None):
            self.manifest.discard()
        self.manifest.open_scratch()
        self.reread = True
        created = Counter[str]()

        def count() -> Iterator[Batch]:
            for batch in cut_whole(graph, batch_size, self._tell_read):
                created[batch.items[0][0].kind] += batch.rows
                yield batch

        self._send(count(), self._begin(), graph.size, graph.content)
        return KindCounts(created=created["node"]), KindCounts(created=created["relationship"]), KindCounts(created=created["derived"])

    def compare(self, graph: Graph, *, repair: bool, may_discard: bool) -> Diff:
        """Compare the graph with the server, by the manifest where it is whole and in step."""
        agrees = _is_in_step(self.recorded, self.manifest, self.counts)
        is_whole = self.manifest.is_whole(self.recorded.totals if agrees and self.recorded and self.recorded.has_ended else None)
        if not is_whole and may_discard:
            self.manifest.discard()
        self.manifest.open_scratch()
        self.reread = repair or not agrees or not is_whole
        if self.reread and (repair or not self._note_facts(graph, may_write=may_discard)):
            self.manifest.note_present(self._read_entries(rehash=repair))
        present = "scratch.present" if self.reread else "main.item"
        with raise_store_errors(self.manifest.path):
            part = self._find_part(graph, present) if not repair else None
            # Of a graph that has a name it was seen that what is there adds up to it.
            totals = self.recorded.totals if part is not None and self.recorded is not None else None
            return compare(
                graph, self.manifest, present, lambda done: self._tell("comparing", done), on_read=self._tell_read, part=part, totals=totals
            )

    def _note_facts(self, graph: Graph, *, may_write: bool) -> bool:
        """Note what the server has without reading it, where it was left with facts that the ledger knows, as an import is, and adds up to
        them, labels by labels and type by type; return whether it does.  ``may_write``: its indexes are made meanwhile."""
        recorded = self.recorded
        if recorded is None or not recorded.has_ended or recorded.content is None or recorded.totals is None:
            return False
        if recorded.totals.derived or recorded.counts != self.counts or (facts := graph.list_facts(recorded.content)) is None:
            return False
        self._tell("adding up the server", 0)
        on_server = sum_server(self.database)
        self.adds_up = sum(hash_sum for _, hash_sum in on_server.values()) == int(recorded.totals.sum)
        if not self.adds_up:
            return False
        with ThreadPoolExecutor(max_workers=1) as line:
            schema = line.submit(self.database.bring_schema) if may_write else None
            self.manifest.note_unsorted(self._count_each(facts, "comparing with the ledger"))
            if schema is not None:
                self._tell("waiting for the server's indexes", 0)
                schema.result()
        self.adds_up = on_server == sum_manifest(self.manifest, "scratch.present")
        if not self.adds_up:
            self.manifest.forget_present()
        return self.adds_up

    def _count_each(self, rows: Iterator[EntryRow], phase: str) -> Iterator[EntryRow]:
        """Tell now and then how many rows went by."""
        for number, row in enumerate(rows, start=1):
            if number % READ_ROWS == 0:
                self._tell(phase, number)
            yield row

    def _find_part(self, graph: Graph, present: str) -> Part | None:
        """Find what of the graph can differ from the one that is there, where that is sure; else note why all of it is compared.

        ``present``: the table of what is there.
        """
        if self.recorded is None:
            return None
        if not self.recorded.has_ended:
            self.whole = WholeReason.UNFINISHED
            return None
        # What was read from the server is that graph, unless it adds up to something else.
        if not self.adds_up or (self.reread and self.manifest.sum_items(present) != self.recorded.totals):
            self.whole = WholeReason.SERVER
            return None
        part = graph.find_part(self.recorded.content) if self.recorded.content is not None else WholeReason.GONE
        if isinstance(part, WholeReason):
            self.whole = part
            return None
        return part

    def write(self, diff: Diff, content: str | None, batch_size: int) -> None:
        """Write the difference, batch by batch, and then that the graph is there whole."""
        recorded = self.recorded
        if recorded is not None and not self.reread:
            if not diff.rows and recorded.has_ended and recorded.content == content:
                return
            state = recorded.state
        else:
            state = self._begin()
        self._send(diff.cut_into_batches(batch_size), state, diff.rows, content)

    def _begin(self) -> SyncState:
        """Begin an epoch with what was read from the server."""
        state = self.database.begin_epoch()
        self.manifest.replace_by_present(state)
        return state

    def _send(self, batches: Iterable[Batch], state: SyncState, total: int, content: str | None) -> None:
        """Send batches, one after the other; while the server writes one, the next is made."""
        done = 0
        sent: tuple[Batch, Future[SyncState]] | None = None
        with ThreadPoolExecutor(max_workers=1) as line:
            for batch in chain(batches, (None,)):
                if sent is not None:
                    state = self._note(*sent, done, total)
                if batch is not None:
                    done += batch.rows
                    sent = batch, line.submit(self.database.apply, batch, state, done)
        totals = {**self.manifest.sum_items()._asdict(), "counts": list(self.database.count_cheaply()), "content": content}
        state = self.database.apply(Batch(Phase.DONE, ()), state, done, totals)
        self.manifest.finish(content, state)

    def _note(self, batch: Batch, answer: Future[SyncState], done: int, total: int) -> SyncState:
        """Wait until the server has a batch, and keep that it has."""
        state = answer.result()
        self.manifest.apply((entry for _, entry in batch.items), batch.removed, state)
        self.batches += 1
        self.progress(batch.phase.value, done, max(done, total))
        return state

    def _read_entries(self, *, rehash: bool) -> Iterator[ManifestEntry]:
        """Read entries from the server.  ``rehash``: hash the contents instead of taking the hash that is stored with them."""
        self._tell("reading the server", 0)
        for number, (item, stored_hash) in enumerate(self.database.read_items(full=rehash), start=1):
            if number % READ_ROWS == 0:
                self._tell("reading the server", number)
            yield make_entry(item, None if rehash else stored_hash)

    def _tell_read(self, done: int) -> None:
        self._tell("reading statements", done)

    def _tell(self, phase: str, done: int) -> None:
        self.renew()
        self.progress(phase, done, 0)


def ignore_lease() -> None:
    """Renew no lease, for who only reads."""


def _is_last_synced(graph: Graph, recorded: RecordedSync, manifest: SyncManifest, database: Neo4jDatabase) -> bool:
    """Whether server and manifest both say that this very graph is there, and nobody holds a lease to change it."""
    is_named = graph.content is not None and graph.content == recorded.content == manifest.read_content()
    return is_named and recorded.has_ended and _is_in_step(recorded, manifest, database.count_cheaply())


def _is_in_step(recorded: RecordedSync | None, manifest: SyncManifest, counts: tuple[int, ...]) -> bool:
    """Whether the manifest tells what the server has: the same last batch, and as many nodes and relationships as at the end of it."""
    if recorded is None or recorded.schema != load_schema()[0] or manifest.read_state() != recorded.state:
        return False
    return not recorded.has_ended or counts == recorded.counts


def _report_skip(recorded: RecordedSync, *, dry_run: bool) -> SyncReport:
    numbers = recorded.totals[:3] if recorded.totals else (0, 0, 0)
    nodes, relationships, derived = (KindCounts(unchanged=number, before=number) for number in numbers)
    return SyncReport(nodes, relationships, derived, batches=0, dry_run=dry_run, reread=False, resumed=False, skipped=True)
