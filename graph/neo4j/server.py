"""The server as the sync sees it: state, items as they are there, and batches written with their state.

Owns the Cypher of the sync.  Knows no statements and decides nothing.
"""

from __future__ import annotations

import datetime
import time
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from importlib.resources import files
from typing import Any, Final, LiteralString, TypeVar

from neo4j import Driver, ManagedTransaction, Query, Record, RoutingControl, unit_of_work
from neo4j.exceptions import Neo4jError
from neo4j.time import Date

from graph.neo4j.connection import Neo4jSettings, is_passing
from graph.neo4j.diff import Batch, Phase
from graph.neo4j.manifest import State
from graph.neo4j.model import ENTITY_TYPES, RELATIONSHIP_TYPES
from graph.neo4j.property_graph import HASH, Item, Node, Relationship, Value
from ontology.errors import BackendError

_ID: Final = "ownership"
_BRIEF: Final = "{0} {{.syncHash, .sources}}"
_TIMEOUT: Final = 300.0
_PAGE: Final = 20_000
_TRIES: Final = 5
_T = TypeVar("_T")

# Both start at a unique key, so the cost is that of what goes, however many relationships the holder has.
_REMOVE_RELATIONSHIPS: Final = "UNWIND $keys AS key MATCH ()-[r:{0} {{id: key}}]->() DELETE r"
_REMOVE_NODES: Final = "UNWIND $keys AS key MATCH (n:{0} {{uri: key}}) DETACH DELETE n"

Existing = tuple[Item, int]
"""An item as it stands on the server and the hash that was stored with it."""


class Neo4jStore:
    """One database.  Errors of the driver pass through; ``connection.connect`` names them."""

    def __init__(self, driver: Driver, settings: Neo4jSettings) -> None:
        self._driver = driver
        self._database = settings.database
        self._address = settings.address

    # -- reading ------------------------------------------------------------------------------------------------

    def state(self) -> tuple[State, str, int] | None:
        """State, phase and schema number as the last batch left them; None on a server that no sync has written."""
        rows = self.read("MATCH (s:_Sync {id: $id}) RETURN s.epoch AS epoch, s.step AS step, s.phase AS phase, s.schema AS schema", id=_ID)
        if not rows:
            return None
        row = rows[0]
        return State(row["epoch"], row["step"]), row["phase"], row["schema"]

    def read(self, text: str, **parameters: Any) -> list[Record]:
        """Rows of one short reading query."""
        records, _, _ = self._driver.execute_query(
            Query(_literal(text), timeout=_TIMEOUT), parameters, database_=self._database, routing_=RoutingControl.READ
        )
        return records

    def existing(self, *, full: bool) -> Iterator[Existing]:
        """Every item that a sync wrote, page by page in the order of the unique keys; without ``full`` its hash and sources only."""
        for anchor in ("Source", "Entity"):
            query = (
                f"MATCH (n:{anchor}) WHERE n.uri > $last WITH n ORDER BY n.uri LIMIT {_PAGE} "
                f"RETURN n.uri AS key, labels(n) AS labels, {'properties(n)' if full else _BRIEF.format('n')} AS properties"
            )
            for row in self._pages(query):
                if row["properties"].get(HASH) is not None:
                    yield node_of(row, anchor), row["properties"][HASH]
        for kind in RELATIONSHIP_TYPES:
            query = (
                f"MATCH (a)-[r:{kind}]->(b) WHERE r.id > $last WITH a, r, b ORDER BY r.id LIMIT {_PAGE} "
                "RETURN r.id AS key, type(r) AS type, "
                f"a.uri AS start, b.uri AS end, {'properties(r)' if full else _BRIEF.format('r')} AS properties"
            )
            for row in self._pages(query):
                if row["properties"].get(HASH) is not None:
                    yield relationship_of(row), row["properties"][HASH]

    def _pages(self, query: str) -> Iterator[Record]:
        last = ""
        while rows := self.read(query, last=last):
            yield from rows
            last = rows[-1]["key"]

    # -- writing ------------------------------------------------------------------------------------------------

    def begin(self) -> State:
        """Bring the schema up to date and start a new epoch: whoever holds an older state has to read the server again."""
        number, statements = schema()
        for statement in statements:
            self._again(partial(self._driver.execute_query, _literal(statement), database_=self._database))
        self._driver.execute_query("CALL db.awaitIndexes(300)", database_=self._database)
        state = State(uuid.uuid4().hex, 0)
        self.write(
            "MERGE (s:_Sync {id: $id}) SET s.epoch = $epoch, s.step = 0, s.phase = $phase, s.cursor = 0, s.schema = $schema",
            id=_ID,
            epoch=state.epoch,
            phase=Phase.NODES.value,
            schema=number,
        )
        return state

    def write(self, text: str, **parameters: Any) -> list[Record]:
        """One writing query in a managed transaction of its own."""
        return self._transaction(lambda tx: list(tx.run(_literal(text), parameters)))

    def apply(self, batch: Batch, state: State, cursor: int, totals: dict[str, Any] | None = None) -> State:
        """Write one batch and the state after it in one transaction; returns that state.

        Raises BackendError NEO4J_BUSY when another sync has moved the state meanwhile, NEO4J_DRIFT when an end of a
        relationship is gone from the server.
        """
        after = State(state.epoch, state.step + 1)

        def work(tx: ManagedTransaction) -> None:
            # Also a lock: a second writer waits here and then finds a state that is not its own.
            moved = tx.run(
                "MATCH (s:_Sync {id: $id}) WHERE s.epoch = $epoch AND s.step IN [$before, $after] "
                "SET s.step = $after, s.phase = $phase, s.cursor = $cursor, s += $totals RETURN s.step AS step",
                id=_ID,
                epoch=state.epoch,
                before=state.step,
                after=after.step,
                phase=batch.phase.value,
                cursor=cursor,
                totals=totals or {},
            ).single()
            if moved is None:
                raise BackendError(
                    "NEO4J_BUSY", f"another sync is writing to Neo4j at {self._address}", "wait for it, then run: ownership sync"
                )
            if batch.removed:
                tx.run(_literal(_removal(batch)), keys=[key for _, _, key in batch.removed]).consume()
            if batch.moved:
                tx.run(_literal(_REMOVE_RELATIONSHIPS.format(batch.group[0])), keys=list(batch.moved)).consume()
            if batch.items:
                rows = [row_of(item, entry.hash) for item, entry in batch.items]
                written = tx.run(_literal(upsert(batch.phase, batch.group)), rows=rows).single()
                if written is None or written["rows"] != len(batch.items):
                    raise BackendError(
                        "NEO4J_DRIFT", f"Neo4j at {self._address} has lost nodes that an earlier sync wrote", "run: ownership sync --repair"
                    )

        self._transaction(work)
        return after

    def _transaction(self, work: Callable[[ManagedTransaction], _T]) -> _T:
        timed = unit_of_work(timeout=_TIMEOUT)(work)

        def attempt() -> _T:
            with self._driver.session(database=self._database) as session:
                return session.execute_write(timed)

        return self._again(attempt)

    @staticmethod
    def _again(attempt: Callable[[], _T]) -> _T:
        for number in range(1, _TRIES):
            try:
                return attempt()
            except Neo4jError as error:
                if not is_passing(error):
                    raise
                time.sleep(0.05 * 2**number)
        return attempt()


def schema() -> tuple[int, list[str]]:
    """The number of the newest schema step and all statements of schema.cypher."""
    lines = files("graph.neo4j").joinpath("schema.cypher").read_text(encoding="utf-8").splitlines()
    numbers = [int(line[3:6]) for line in lines if line.startswith("// ") and line[3:6].isdigit()]
    text = "\n".join(line for line in lines if not line.startswith("//"))
    return max(numbers), [part.strip() for part in text.split(";") if part.strip()]


def node_of(row: Record, anchor: str) -> Node:
    """A node from key, labels and properties as the driver returns them."""
    return Node(row["key"], (anchor, *sorted(label for label in row["labels"] if label != anchor)), _native(row["properties"]))


def relationship_of(row: Record) -> Relationship:
    """A relationship from key, type, start, end and properties as the driver returns them."""
    return Relationship(row["key"], row["type"], row["start"] or "", row["end"] or "", _native(row["properties"]))


def upsert(phase: Phase, group: tuple[str, ...], rows: str = "$rows") -> str:
    """The query that writes ``rows``: key, properties and, for relationships, start and end."""
    if phase is Phase.RELATIONSHIPS:
        return (
            f"UNWIND {rows} AS row MATCH (a:Entity {{uri: row.start}}) MATCH (b:Entity {{uri: row.end}}) "
            f"MERGE (a)-[r:{group[0]} {{id: row.key}}]->(b) SET r = row.properties RETURN count(*) AS rows"
        )
    anchor, *others = group
    unwanted = [label for label in ENTITY_TYPES if label not in others] if anchor == "Entity" else []
    labels = "".join(f" SET n:{label}" for label in others) + (" REMOVE n" + "".join(f":{label}" for label in unwanted) if unwanted else "")
    return f"UNWIND {rows} AS row MERGE (n:{anchor} {{uri: row.key}}) SET n = row.properties{labels} RETURN count(*) AS rows"


def _removal(batch: Batch) -> str:
    if batch.phase is Phase.STALE_RELATIONSHIPS:
        return _REMOVE_RELATIONSHIPS.format(batch.group[0])
    return _REMOVE_NODES.format(batch.group[0])


def row_of(item: Item, number: int) -> dict[str, Any]:
    """A row for ``upsert``.  ``number``: the item's content hash."""
    properties = {name: list(value) if isinstance(value, tuple) else value for name, value in item.properties.items()}
    row = {"key": item.key, "properties": {**properties, HASH: number}}
    return row if isinstance(item, Node) else {**row, "start": item.start, "end": item.end}


def _native(properties: dict[str, Any]) -> dict[str, Value]:
    return {name: _value(value) for name, value in properties.items() if name != HASH and value is not None}


def _value(value: Any) -> Value:
    if isinstance(value, list):
        return tuple(str(part) for part in value)
    if isinstance(value, Date):
        return value.to_native()
    return value if isinstance(value, str | bool | int | float | datetime.date) else str(value)


def _literal(text: Any) -> LiteralString:
    # The driver asks for literal text as a guard against injection.  Labels and types are spliced in from the constants of
    # model.py only; everything that comes from data is a parameter.
    literal: LiteralString = text
    return literal
