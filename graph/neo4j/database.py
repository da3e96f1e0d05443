"""One Neo4j database as the sync sees it: its state, the items that are there, and batches written together with the state after them.

Owns the transactions of the sync and what it reads; what it writes is worded in graph/neo4j/cypher.py, and who may write is decided in
graph/neo4j/lease.py.  Knows no statements and decides nothing.
"""

from __future__ import annotations

import datetime
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final, LiteralString, TypeVar

from graph.neo4j.connection import Neo4jSettings, is_transient
from graph.neo4j.cypher import (
    COUNTED,
    create_nodes,
    create_relationships,
    delete_nodes,
    delete_relationships,
    load_schema,
    make_row,
    merge_nodes,
    merge_relationships,
)
from graph.neo4j.diff import Batch, Phase
from graph.neo4j.driver import ConstraintError, Date, Driver, ManagedTransaction, Neo4jError, Query, Record, RoutingControl, unit_of_work
from graph.neo4j.manifest import SyncState, Totals
from graph.neo4j.model import DERIVED_TYPES, ENTITY_LABELS, RELATIONSHIP_TYPES
from graph.neo4j.property_graph import FACETS, HASH, Item, Node, Relationship, Value
from ontology.errors import BackendError, UsageError

SYNC_ID: Final = "ownership"
"""The ``id`` of the one _Sync node."""
LEASE_MS: Final = 600_000
"""How long a lease lasts beyond the last batch, by the server's clock."""
_HASH_AND_SOURCES: Final = "{0} {{.syncHash, .sources, .run}}"
_TIMEOUT_S: Final = 300.0
_INDEX_PATIENCE_S: Final = 3_600
"""How long a server may fill its indexes: of a graph that was imported, all of them at once."""
_PAGE_ROWS: Final = 20_000
_ATTEMPTS: Final = 5
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class RecordedSync:
    """What the _Sync node says.  ``content``, ``totals`` and ``counts`` are those at the end of the last sync that ended."""

    state: SyncState
    phase: str
    schema: int
    content: str | None
    totals: Totals | None
    counts: tuple[int, ...]

    @property
    def has_ended(self) -> bool:
        """Whether the last sync was not cut off."""
        return self.phase == Phase.DONE


class Neo4jDatabase:
    """A database behind an open driver.  Errors of the driver pass through; ``connection.connect`` translates them.

    ``owner`` is set while a lease is held (graph/neo4j/lease.py): only then a batch can be written.
    """

    def __init__(self, driver: Driver, settings: Neo4jSettings) -> None:
        self._driver = driver
        self._database = settings.database
        self.address = settings.address
        self.owner: str | None = None

    # -- reading ------------------------------------------------------------------------------------------------

    def read_recorded(self) -> RecordedSync | None:
        """Read what the last batch left in the _Sync node; None in a database that no sync has written."""
        rows = self.read("MATCH (s:_Sync {id: $id}) WHERE s.epoch IS NOT NULL RETURN properties(s) AS s", id=SYNC_ID)
        if not rows:
            return None
        values = rows[0]["s"]
        totals = Totals(values["nodes"], values["relationships"], values.get("derived", 0), values["sum"]) if "sum" in values else None
        state = SyncState(values["epoch"], values["step"])
        return RecordedSync(state, values["phase"], values["schema"], values.get("content"), totals, tuple(values.get("counts") or ()))

    def count_cheaply(self) -> tuple[int, ...]:
        """Count nodes by anchor label and relationships by type, whoever wrote them: the server keeps these numbers ready."""
        patterns = [f"(x:{group})" if group in ("Source", "Entity") else f"()-[x:{group}]->()" for group in COUNTED]
        queries = [f"MATCH {pattern} RETURN count(x) AS many" for pattern in patterns]
        return tuple(row["many"] for row in self.read(" UNION ALL ".join(queries)))

    def is_foreign(self) -> bool:
        """Whether there are nodes, and none of them is of a sync or of an export."""
        if not self.read("MATCH (n) WHERE NOT n:_Sync RETURN 1 LIMIT 1"):
            return False
        ours = " UNION ALL ".join(f"MATCH (n:{a}) WHERE n.{HASH} IS NOT NULL RETURN 1 AS one LIMIT 1" for a in ("Source", "Entity"))
        return not self.read(ours)

    def read(self, text: str, **parameters: Any) -> list[Record]:
        """Run one short reading query and return its rows."""
        records, _, _ = self._driver.execute_query(
            Query(_as_literal(text), timeout=_TIMEOUT_S), parameters, database_=self._database, routing_=RoutingControl.READ
        )
        return records

    def read_items(self, *, full: bool) -> Iterator[tuple[Item, int]]:
        """Read every item that a sync wrote, with the hash that was stored with it, page by page in the order of the unique keys.

        ``full``: all properties; else only the hash and the sources of each item.
        """
        for anchor in ("Source", "Entity"):
            query = (
                f"MATCH (n:{anchor}) WHERE n.uri > $last WITH n ORDER BY n.uri LIMIT {_PAGE_ROWS} "
                f"RETURN n.uri AS key, labels(n) AS labels, {'properties(n)' if full else _HASH_AND_SOURCES.format('n')} AS properties"
            )
            for row in self._read_pages(query):
                if row["properties"].get(HASH) is not None:
                    yield parse_node(row, anchor), row["properties"][HASH]
        for kind in (*RELATIONSHIP_TYPES, *DERIVED_TYPES):
            query = (
                f"MATCH (a)-[r:{kind}]->(b) WHERE r.id > $last WITH a, r, b ORDER BY r.id LIMIT {_PAGE_ROWS} "
                "RETURN r.id AS key, type(r) AS type, "
                f"a.uri AS start, b.uri AS end, {'properties(r)' if full else _HASH_AND_SOURCES.format('r')} AS properties"
            )
            for row in self._read_pages(query):
                if row["properties"].get(HASH) is not None:
                    yield parse_relationship(row), row["properties"][HASH]

    def _read_pages(self, query: str) -> Iterator[Record]:
        """Read page by page; while one is worked on the next is read."""
        with ThreadPoolExecutor(max_workers=1) as line:
            rows = self.read(query, last="")
            while rows:
                following = line.submit(self.read, query, last=rows[-1]["key"])
                yield from rows
                rows = following.result()

    # -- writing ------------------------------------------------------------------------------------------------

    def bring_schema(self) -> int:
        """Bring the schema up to date and wait until its indexes can be asked; return its number."""
        schema_number, statements = load_schema()
        # The server fills an index by itself, beside others, and tells of a constraint when it holds.
        for statement in sorted(statements, key=lambda text: "CREATE CONSTRAINT" in text):
            self._retry(partial(self._driver.execute_query, _as_literal(statement), database_=self._database))
        self._driver.execute_query(f"CALL db.awaitIndexes({_INDEX_PATIENCE_S})", database_=self._database)
        return schema_number

    def begin_epoch(self) -> SyncState:
        """Bring the schema up to date and start a new epoch: whoever has an older state must read the database again."""
        schema_number = self.bring_schema()
        # An earlier version wrote its answers apart from the state of the sync.
        unowned = "MATCH ()-[d:DERIVED_CONTROLS]->() WHERE d.syncHash IS NULL AND d.run IS NOT NULL AND d.asOf IS NOT NULL"
        while self.write(f"{unowned} WITH d LIMIT {_PAGE_ROWS} DELETE d RETURN count(*) AS gone")[0]["gone"]:
            pass
        state = SyncState(uuid.uuid4().hex, 0)
        rows = self.write(
            "MATCH (s:_Sync {id: $id}) WHERE s.owner = $owner "
            "SET s.epoch = $epoch, s.step = 0, s.phase = $phase, s.cursor = 0, s.schema = $schema RETURN 1",
            id=SYNC_ID,
            owner=self.owner,
            epoch=state.epoch,
            phase=Phase.NODES.value,
            schema=schema_number,
        )
        if not rows:
            raise self._lost_lease()
        return state

    def write(self, text: str, **parameters: Any) -> list[Record]:
        """Run one writing query in a managed transaction of its own and return its rows."""
        return self.run_transaction(lambda tx: list(tx.run(_as_literal(text), parameters)))

    def apply(self, batch: Batch, state: SyncState, cursor: int, totals: dict[str, Any] | None = None) -> SyncState:
        """Write one batch and the state after it in one transaction; return that state.

        ``cursor``: rows of the run that are done with this batch; ``totals``: properties to keep beside the state.
        Raises BackendError NEO4J_BUSY when another sync has taken the lease meanwhile, NEO4J_DRIFT when an end of a relationship is
        gone from the server, UsageError NEO4J_FOREIGN_KEY when somebody else's node or relationship has the key of one of ours.
        """
        after = SyncState(state.epoch, state.step + 1)
        rows = [make_row(item, entry.hash) for item, entry in batch.items]

        def work(tx: ManagedTransaction) -> None:
            # Writing takes the lock: a second writer waits here and then meets a state that is not its own.
            state_row = tx.run(
                "MATCH (s:_Sync {id: $id}) SET s.id = $id WITH s "
                "WHERE s.owner = $owner AND s.epoch = $epoch AND s.step IN [$before, $after] "
                "SET s.step = $after, s.phase = $phase, s.cursor = $cursor, s.leaseUntil = timestamp() + $lease, s += $totals "
                "RETURN s.step AS step",
                id=SYNC_ID,
                owner=self.owner,
                lease=LEASE_MS,
                epoch=state.epoch,
                before=state.step,
                after=after.step,
                phase=batch.phase.value,
                cursor=cursor,
                totals=totals or {},
            ).single()
            if state_row is None:
                raise self._lost_lease()
            if batch.removed:
                delete = delete_nodes if batch.phase is Phase.STALE_NODES else delete_relationships
                tx.run(_as_literal(delete(batch.shape[0])), keys=[key for _, _, key in batch.removed]).consume()
            if batch.moved:
                tx.run(_as_literal(delete_relationships(batch.shape[0])), keys=list(batch.moved)).consume()
            if batch.items:
                count_row = tx.run(_as_literal(_word_batch(batch)), rows=rows).single()
                if count_row is None or count_row["rows"] != len(batch.items):
                    self._refuse_foreign_keys(tx, batch)
                    raise BackendError(
                        "NEO4J_DRIFT", f"Neo4j at {self.address} has lost nodes that an earlier sync wrote", "run: ownership sync --repair"
                    )

        try:
            self.run_transaction(work)
        except ConstraintError as error:
            if batch.is_new:
                # A key is taken, whoever has it: what is to be done then is decided row by row.
                return self.apply(replace(batch, is_new=False), state, cursor, totals)
            raise self._foreign_key(error.message or "") from error
        return after

    def _refuse_foreign_keys(self, tx: ManagedTransaction, batch: Batch) -> None:
        group = batch.shape[0]
        pattern = f"(x:{group} {{uri: key}})" if batch.phase is Phase.NODES else f"()-[x:{group} {{id: key}}]->()"
        query = f"UNWIND $keys AS key MATCH {pattern} WHERE x.{HASH} IS NULL RETURN key LIMIT 1"
        row = tx.run(_as_literal(query), keys=[item.key for item, _ in batch.items]).single()
        if row is not None:
            raise self._foreign_key(f"{batch.shape[0]} {row['key']}")

    def _foreign_key(self, what: str) -> UsageError:
        return UsageError(
            "NEO4J_FOREIGN_KEY",
            f"somebody else's data at {self.address} has a key of ours and is left as it is: {what}",
            "delete it or give it another uri (of a relationship: another id), then run: ownership sync",
        )

    def _lost_lease(self) -> BackendError:
        return BackendError(
            "NEO4J_BUSY", f"another sync has taken over Neo4j at {self.address}", "wait for it to end, then run: ownership sync"
        )

    def run_transaction(self, work: Callable[[ManagedTransaction], _T]) -> _T:
        """Run work in a managed transaction, again where the server asks for that."""
        timed_work = unit_of_work(timeout=_TIMEOUT_S)(work)

        def attempt() -> _T:
            with self._driver.session(database=self._database) as session:
                return session.execute_write(timed_work)

        return self._retry(attempt)

    @staticmethod
    def _retry(attempt: Callable[[], _T]) -> _T:
        for number in range(1, _ATTEMPTS):
            try:
                return attempt()
            except Neo4jError as error:
                if not is_transient(error):
                    raise
                time.sleep(0.05 * 2**number)
        return attempt()


def _word_batch(batch: Batch) -> str:
    if batch.phase is not Phase.NODES:
        return create_relationships(batch.shape) if batch.is_new else merge_relationships(batch.shape)
    if not batch.is_new:
        return merge_nodes(batch.shape)
    return create_nodes(batch.shape, with_facets=any(FACETS in item.properties for item, _ in batch.items))


def parse_node(row: Record, anchor: str) -> Node:
    """Make a node of key, labels and properties as the driver returns them; labels that are not ours are no part of it.

    Where it lacks a label that its facets name, it has no facets, so that it differs from the node that it should be.
    """
    properties = _parse_properties(row["properties"])
    facets = properties.get(FACETS, ())
    if isinstance(facets, tuple) and not set(facets) <= set(row["labels"]):
        del properties[FACETS]
    return Node(row["key"], (anchor, *select_labels(row["labels"], anchor)), properties)


def select_labels(labels: Iterable[str], anchor: str) -> list[str]:
    """Those of a node's labels beside its anchor that a sync writes, sorted."""
    return sorted(label for label in labels if label in ENTITY_LABELS) if anchor == "Entity" else []


def parse_relationship(row: Record) -> Relationship:
    """Make a relationship of key, type, start, end and properties as the driver returns them."""
    return Relationship(row["key"], row["type"], row["start"] or "", row["end"] or "", _parse_properties(row["properties"]))


def _parse_properties(properties: dict[str, Any]) -> dict[str, Value]:
    return {name: _parse_value(value) for name, value in properties.items() if name != HASH and value is not None}


def _parse_value(value: Any) -> Value:
    if isinstance(value, list):
        return tuple(str(part) for part in value)
    if isinstance(value, Date):
        return value.to_native()
    return value if isinstance(value, str | bool | int | float | datetime.date) else str(value)


def _as_literal(text: Any) -> LiteralString:
    # The driver asks for literal text as a guard against injection.  Labels and types are spliced in from the constants of
    # model.py only; everything that comes from data is a parameter.
    literal: LiteralString = text
    return literal
