"""Keep what the server has acknowledged: key and hash of every item, in a local SQLite file.

Owns the file.  It is a cache: lost, damaged or out of step, it is rebuilt from the server.  Knows no server.
"""

from __future__ import annotations

import fcntl
import functools
import json
import os
import sqlite3
import tempfile
import uuid
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from graph.files import raise_store_errors
from graph.neo4j.content import hash_content
from graph.neo4j.property_graph import RUN, EntryRow, Item, Node, list_sources

ITEM_COLUMNS: Final = """kind TEXT NOT NULL, grp TEXT NOT NULL, key TEXT NOT NULL, hash INTEGER NOT NULL, labels TEXT NOT NULL,
  start TEXT NOT NULL, "end" TEXT NOT NULL, sources TEXT NOT NULL"""
"""What is kept of an item, in the order of ``ManifestEntry.row``."""

_SCHEMA: Final = f"""
CREATE TABLE IF NOT EXISTS state (one INTEGER PRIMARY KEY CHECK (one = 1), epoch TEXT NOT NULL, step INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS synced (one INTEGER PRIMARY KEY CHECK (one = 1), epoch TEXT NOT NULL, step INTEGER NOT NULL, content TEXT);
CREATE TABLE IF NOT EXISTS identity (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS item ({ITEM_COLUMNS}, PRIMARY KEY (kind, grp, key)) WITHOUT ROWID;
"""

_CACHE_KIB: Final = 32 * 1024
"""Memory for pages of the file, and as much for those of the scratch file."""

HALF: Final = 2**32
"""The sum of 63-bit numbers overflows; the sums of their halves do not."""

ItemKey = tuple[str, str, str]
"""Kind (node, relationship, derived), group (anchor label or type), key."""


class SyncState(NamedTuple):
    """Which batch came last: both sides record it in the transaction of the batch, so equal states mean equal contents."""

    epoch: str
    step: int


class Totals(NamedTuple):
    """How many nodes, relationships and derived ones there are, and the sum of their hashes as text, which no database cuts off."""

    nodes: int
    relationships: int
    derived: int
    sum: str


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One item as the server has it; ``labels`` for a node, the name of its run for what is derived, ``start`` and ``end`` for a
    relationship."""

    key: ItemKey
    hash: int
    labels: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    sources: tuple[str, ...] = ()

    @property
    def row(self) -> EntryRow:
        """The entry as a row of the file."""
        return (*self.key, self.hash, encode_texts(self.labels), self.start, self.end, encode_texts(self.sources))


def make_entry(item: Item, content_hash: int | None = None) -> ManifestEntry:
    """Make what the manifest keeps of an item.  ``content_hash``: its hash, where it is known."""
    number = hash_content(item) if content_hash is None else content_hash
    if isinstance(item, Node):
        return ManifestEntry(("node", item.group, item.key), number, tuple(sorted(item.labels)), sources=list_sources(item))
    run = (str(item.properties.get(RUN, "")),) if item.kind == "derived" else ()
    return ManifestEntry((item.kind, item.group, item.key), number, run, item.start, item.end, list_sources(item))


class SyncManifest:
    """The open file.  Every change is one durable transaction.  Raises StoreError."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path
        self._identity: str | None = None

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[SyncManifest]:
        """Open or make the file; one that is no database is thrown away, because the server can replace it."""
        with raise_store_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                manifest = cls(_connect(path), path)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                path.unlink()
                manifest = cls(_connect(path), path)
        try:
            yield manifest
        finally:
            manifest.connection.close()

    @contextmanager
    def lock(self) -> Iterator[bool]:
        """Lock the file against other syncs of this machine while the block runs; yield whether it is ours.

        The lock ends with its process, however that ends.
        """
        with raise_store_errors(self.path):
            file = self.path.with_name(f"{self.path.name}.lock").open("w")
        with closing(file):
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def read_identity(self) -> str:
        """Read the name of this manifest, by which a later run knows the lease of an earlier one; a new one where it cannot be read."""
        fresh = self._identity or uuid.uuid4().hex
        with raise_store_errors(self.path):
            try:
                with self.connection:
                    self.connection.execute("INSERT OR IGNORE INTO identity VALUES (1, ?)", (fresh,))
                    (self._identity,) = self.connection.execute("SELECT id FROM identity").fetchone()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                self._identity = fresh
        return str(self._identity)

    def read_state(self) -> SyncState | None:
        """Read the state after the last batch; None in a new file, or in one that cannot be read."""
        row = self._read_row("SELECT epoch, step FROM state")
        return SyncState(*row) if row else None

    def read_content(self) -> str | None:
        """Read which graph the last batch completed; None where the last sync did not end, or the graph had no name."""
        row = self._read_row("SELECT content FROM synced JOIN state USING (epoch, step)")
        return row[0] if row else None

    def _read_row(self, query: str) -> tuple[Any, ...] | None:
        with raise_store_errors(self.path):
            try:
                row: tuple[Any, ...] | None = self.connection.execute(query).fetchone()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                return None
            return row

    def is_whole(self, totals: Totals | None) -> bool:
        """Whether the file can be read to its end and, where ``totals`` are known, holds just as much."""
        with raise_store_errors(self.path):
            try:
                (finding,) = self.connection.execute("PRAGMA main.quick_check(1)").fetchone()
                return finding == "ok" and (totals is None or self.sum_items() == totals)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                return False

    def sum_items(self, table: str = "main.item") -> Totals:
        """Count what the server has acknowledged, or what was read from it (``scratch.present``)."""
        with raise_store_errors(self.path):
            query = f"SELECT kind, count(*), sum(hash / :half), sum(hash % :half) FROM {table} GROUP BY kind"  # noqa: S608
            rows = self.connection.execute(query, {"half": HALF}).fetchall()
        counts = {kind: count for kind, count, _, _ in rows}
        nodes, relationships, derived = (counts.get(kind, 0) for kind in ("node", "relationship", "derived"))
        return Totals(nodes, relationships, derived, str(sum(high * HALF + low for _, _, high, low in rows)))

    def discard(self) -> None:
        """Throw a damaged file away and begin another of the same name, if it had told it.  Only for who holds the lock."""
        with raise_store_errors(self.path):
            self.connection.close()
            self.path.unlink(missing_ok=True)
            self.path.with_name(f"{self.path.name}-journal").unlink(missing_ok=True)
            self.connection = _connect(self.path)
        if self._identity is not None:
            self.read_identity()

    def open_scratch(self) -> None:
        """Attach a database ``scratch`` for what is compared: a file beside this one that is gone when the connection closes."""
        with raise_store_errors(self.path):
            descriptor, name = tempfile.mkstemp(prefix=".sync-", dir=self.path.parent)
            os.close(descriptor)
            self.connection.execute("ATTACH ? AS scratch", (name,))
            for setting in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{_CACHE_KIB}", "locking_mode = EXCLUSIVE"):
                self.connection.execute(f"PRAGMA scratch.{setting}")
            self.connection.execute(f"CREATE TABLE scratch.present ({ITEM_COLUMNS}, PRIMARY KEY (kind, grp, key)) WITHOUT ROWID")
            # Open and without a name: it takes no space after this process, however that ends.
            Path(name).unlink()

    def note_present(self, entries: Iterable[ManifestEntry]) -> None:
        """Keep in the scratch database what was read from the server, in place of what this file says."""
        with raise_store_errors(self.path), self.connection:
            self.connection.executemany("INSERT OR REPLACE INTO scratch.present VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (e.row for e in entries))

    def note_unsorted(self, rows: Iterable[EntryRow]) -> None:
        """Keep in the scratch database what is known to be there, in any order, some twice: sorted first, they are written once."""
        with raise_store_errors(self.path), self.connection:
            self.connection.execute(f"CREATE TABLE scratch.unsorted ({ITEM_COLUMNS})")
            self.connection.executemany("INSERT INTO scratch.unsorted VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            self.connection.execute("INSERT OR REPLACE INTO scratch.present SELECT * FROM scratch.unsorted ORDER BY kind, grp, key")
            self.connection.execute("DROP TABLE scratch.unsorted")

    def forget_present(self) -> None:
        """Take out of the scratch database what was noted there."""
        with raise_store_errors(self.path), self.connection:
            self.connection.execute("DELETE FROM scratch.present")

    def replace_by_present(self, state: SyncState) -> None:
        """Forget everything and keep what was read from the server."""
        with raise_store_errors(self.path), self.connection:
            self.connection.execute("DELETE FROM main.item")
            self.connection.execute("INSERT INTO main.item SELECT * FROM scratch.present")
            self._save_state(state)

    def apply(self, written: Iterable[ManifestEntry], removed: Iterable[ItemKey], state: SyncState) -> None:
        """Record one acknowledged batch."""
        with raise_store_errors(self.path), self.connection:
            self.connection.executemany("DELETE FROM main.item WHERE kind = ? AND grp = ? AND key = ?", removed)
            self.connection.executemany(
                "INSERT OR REPLACE INTO main.item VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (entry.row for entry in written)
            )
            self._save_state(state)

    def finish(self, content: str | None, state: SyncState) -> None:
        """Record that a sync has ended, and with which graph."""
        with raise_store_errors(self.path), self.connection:
            self._save_state(state)
            self.connection.execute("INSERT OR REPLACE INTO synced VALUES (1, ?, ?, ?)", (state.epoch, state.step, content))

    def _save_state(self, state: SyncState) -> None:
        self.connection.execute("INSERT OR REPLACE INTO main.state VALUES (1, ?, ?)", state)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=30)
    try:
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.executescript(_SCHEMA)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@functools.lru_cache(maxsize=1_000)
def encode_texts(texts: tuple[str, ...]) -> str:
    """Write several texts as one, nothing for none.

    >>> decode_texts(encode_texts(("Entity", "Company")))
    ('Entity', 'Company')
    """
    return json.dumps(texts) if texts else ""


def decode_texts(text: str) -> tuple[str, ...]:
    """Read what ``encode_texts`` wrote."""
    return tuple(json.loads(text)) if text else ()
