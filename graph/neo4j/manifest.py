"""What the server has acknowledged: key and hash of every item, in a local SQLite file.

Owns the file.  It is a cache: lost or out of step, it is rebuilt from the server.  Knows no server.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.files import store_errors
from graph.neo4j.property_graph import Item, Node, content_hash, sources_of

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS state (one INTEGER PRIMARY KEY CHECK (one = 1), epoch TEXT NOT NULL, step INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS item (
  kind TEXT NOT NULL, grp TEXT NOT NULL, key TEXT NOT NULL, hash INTEGER NOT NULL, labels TEXT NOT NULL, start TEXT NOT NULL,
  end TEXT NOT NULL, sources TEXT NOT NULL, PRIMARY KEY (kind, grp, key)
) WITHOUT ROWID;
"""

Key = tuple[str, str, str]
"""Kind (node, relationship), anchor label or type, key."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as the server has it; ``labels`` for a node, ``start`` and ``end`` for a relationship."""

    key: Key
    hash: int
    labels: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """Which batch came last: both sides record it in the transaction of the batch, so equal states mean equal contents."""

    epoch: str
    step: int


def entry_of(item: Item) -> Entry:
    """What the manifest keeps of an item."""
    if isinstance(item, Node):
        return Entry(("node", item.group, item.key), content_hash(item), tuple(sorted(item.labels)), sources=sources_of(item))
    return Entry(("relationship", item.type, item.key), content_hash(item), (), item.start, item.end, sources_of(item))


class Manifest:
    """The open file.  Every change is one durable transaction.  Raises StoreError."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[Manifest]:
        """Open or make the file; a damaged one is thrown away, because the server can replace it."""
        with store_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=30)
            try:
                connection.executescript(_SCHEMA)
            except sqlite3.DatabaseError as error:
                connection.close()
                if isinstance(error, sqlite3.OperationalError):
                    raise
                path.unlink()
                connection = sqlite3.connect(path, timeout=30)
                connection.executescript(_SCHEMA)
        with closing(connection):
            yield cls(connection, path)

    def state(self) -> State | None:
        with store_errors(self._path):
            row = self._connection.execute("SELECT epoch, step FROM state").fetchone()
        return State(*row) if row else None

    def entries(self) -> dict[Key, Entry]:
        with store_errors(self._path):
            rows = self._connection.execute("SELECT kind, grp, key, hash, labels, start, end, sources FROM item")
            return {
                (kind, group, key): Entry((kind, group, key), number, _unpack(labels), start, end, _unpack(sources))
                for kind, group, key, number, labels, start, end, sources in rows
            }

    def replace(self, entries: Iterable[Entry], state: State) -> None:
        """Forget everything and keep these."""
        with store_errors(self._path), self._connection:
            self._connection.execute("DELETE FROM item")
            self._put(entries)
            self._move(state)

    def apply(self, written: Iterable[Entry], removed: Iterable[Key], state: State) -> None:
        """Record one acknowledged batch."""
        with store_errors(self._path), self._connection:
            self._connection.executemany("DELETE FROM item WHERE kind = ? AND grp = ? AND key = ?", removed)
            self._put(written)
            self._move(state)

    def _put(self, entries: Iterable[Entry]) -> None:
        self._connection.executemany(
            "INSERT OR REPLACE INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((*e.key, e.hash, _pack(e.labels), e.start, e.end, _pack(e.sources)) for e in entries),
        )

    def _move(self, state: State) -> None:
        self._connection.execute("INSERT OR REPLACE INTO state VALUES (1, ?, ?)", (state.epoch, state.step))


def _pack(texts: tuple[str, ...]) -> str:
    return json.dumps(texts) if texts else ""


def _unpack(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text)) if text else ()
