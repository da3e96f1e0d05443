"""Keep what the server has acknowledged: key and hash of every item, in a local SQLite file.

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

from graph.files import raise_store_errors
from graph.neo4j.property_graph import Item, Node, hash_content, list_sources

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS state (one INTEGER PRIMARY KEY CHECK (one = 1), epoch TEXT NOT NULL, step INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS item (
  kind TEXT NOT NULL, grp TEXT NOT NULL, key TEXT NOT NULL, hash INTEGER NOT NULL, labels TEXT NOT NULL, start TEXT NOT NULL,
  end TEXT NOT NULL, sources TEXT NOT NULL, PRIMARY KEY (kind, grp, key)
) WITHOUT ROWID;
"""

ItemKey = tuple[str, str, str]
"""Kind (node, relationship), group (anchor label or type), key."""


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One item as the server has it; ``labels`` for a node, ``start`` and ``end`` for a relationship."""

    key: ItemKey
    hash: int
    labels: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SyncState:
    """Which batch came last: both sides record it in the transaction of the batch, so equal states mean equal contents."""

    epoch: str
    step: int


def make_entry(item: Item) -> ManifestEntry:
    """Make what the manifest keeps of an item."""
    if isinstance(item, Node):
        return ManifestEntry(("node", item.group, item.key), hash_content(item), tuple(sorted(item.labels)), sources=list_sources(item))
    return ManifestEntry(("relationship", item.group, item.key), hash_content(item), (), item.start, item.end, list_sources(item))


class SyncManifest:
    """The open file.  Every change is one durable transaction.  Raises StoreError."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[SyncManifest]:
        """Open or make the file; a damaged one is thrown away, because the server can replace it."""
        with raise_store_errors(path):
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

    def read_state(self) -> SyncState | None:
        """Read the state after the last batch; None in a new file."""
        with raise_store_errors(self._path):
            row = self._connection.execute("SELECT epoch, step FROM state").fetchone()
        return SyncState(*row) if row else None

    def read_entries(self) -> dict[ItemKey, ManifestEntry]:
        """Read all entries."""
        with raise_store_errors(self._path):
            rows = self._connection.execute("SELECT kind, grp, key, hash, labels, start, end, sources FROM item")
            return {
                (kind, group, key): ManifestEntry((kind, group, key), number, _decode(labels), start, end, _decode(sources))
                for kind, group, key, number, labels, start, end, sources in rows
            }

    def replace(self, entries: Iterable[ManifestEntry], state: SyncState) -> None:
        """Forget everything and keep these."""
        with raise_store_errors(self._path), self._connection:
            self._connection.execute("DELETE FROM item")
            self._insert(entries)
            self._save_state(state)

    def apply(self, written: Iterable[ManifestEntry], removed: Iterable[ItemKey], state: SyncState) -> None:
        """Record one acknowledged batch."""
        with raise_store_errors(self._path), self._connection:
            self._connection.executemany("DELETE FROM item WHERE kind = ? AND grp = ? AND key = ?", removed)
            self._insert(written)
            self._save_state(state)

    def _insert(self, entries: Iterable[ManifestEntry]) -> None:
        self._connection.executemany(
            "INSERT OR REPLACE INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((*e.key, e.hash, _encode(e.labels), e.start, e.end, _encode(e.sources)) for e in entries),
        )

    def _save_state(self, state: SyncState) -> None:
        self._connection.execute("INSERT OR REPLACE INTO state VALUES (1, ?, ?)", (state.epoch, state.step))


def _encode(texts: tuple[str, ...]) -> str:
    return json.dumps(texts) if texts else ""


def _decode(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text)) if text else ()
