"""Let one sync write to a database at a time: a lease on the _Sync node, with an owner and an end.

Owns who may write.  Every batch renews the lease in its own transaction and is refused where the lease is another's, so that even a sync
that slept beyond its end writes nothing into the run of another.  Times are those of the server's clock.
"""

from __future__ import annotations

import getpass
import os
import socket
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from graph.neo4j.database import LEASE_MS, SYNC_ID, Neo4jDatabase
from graph.neo4j.driver import DriverError, ManagedTransaction, Neo4jError
from ontology.errors import BackendError

_RENEWED_S: Final = 30.0
"""Seconds after which a sync that writes nothing yet renews its lease."""

_CONSTRAINT: Final = "CREATE CONSTRAINT sync_id IF NOT EXISTS FOR (n:_Sync) REQUIRE n.id IS UNIQUE"
"""As in schema.cypher; it must stand before two can ask at once."""


class Lease:
    """The leave to write, as long as it is renewed."""

    def __init__(self, database: Neo4jDatabase) -> None:
        self._database = database
        self._renewed = time.monotonic()

    def renew(self) -> None:
        """Renew the lease where that is due; called while nothing is written.  Raises BackendError NEO4J_BUSY where it was lost."""
        if time.monotonic() - self._renewed > _RENEWED_S:
            self._renewed = time.monotonic()
            query = "MATCH (s:_Sync {id: $id}) WHERE s.owner = $owner SET s.leaseUntil = timestamp() + $lease RETURN 1"
            if not self._database.write(query, id=SYNC_ID, owner=self._database.owner, lease=LEASE_MS):
                raise BackendError(
                    "NEO4J_BUSY", f"another sync has taken over Neo4j at {self._database.address}", "wait for it, then run: ownership sync"
                )


@contextmanager
def hold_lease(database: Neo4jDatabase, manifest: str, *, is_alone: bool) -> Iterator[Lease]:
    """Take the lease, give it back at the end.

    ``manifest`` names the manifest of this sync; ``is_alone``: no other process has it, so that a lease taken with it is that of a run
    that was killed.

    Raises BackendError NEO4J_BUSY while another sync has the lease.
    """
    owner = uuid.uuid4().hex
    database.write(_CONSTRAINT)
    _take(database, owner, manifest, is_alone=is_alone)
    database.owner = owner
    try:
        if not is_alone:
            what = "another sync of this data folder is running, to another database"
            raise BackendError("NEO4J_BUSY", what, "wait for it to end, then run: ownership sync")
        yield Lease(database)
    except (DriverError, Neo4jError, OSError):
        # The server is out of reach or refuses: the lease ends by itself, and for the next run of this machine at once.
        raise
    except BaseException:
        _give_back(database, owner)
        raise
    else:
        _give_back(database, owner)
    finally:
        database.owner = None


def _take(database: Neo4jDatabase, owner: str, manifest: str, *, is_alone: bool) -> None:
    name = f"{_find_user()} on {socket.gethostname()} (process {os.getpid()})"

    def work(tx: ManagedTransaction) -> None:
        # Writing takes the lock: of two that ask at once the second reads what the first has written.
        tx.run("MERGE (s:_Sync {id: $id}) SET s.id = $id", id=SYNC_ID).consume()
        taken = tx.run(
            "MATCH (s:_Sync {id: $id}) "
            "WHERE s.owner IS NULL OR s.owner = $owner OR s.leaseUntil < timestamp() OR s.leaseUntil > timestamp() + $longest "
            "OR ($alone AND s.ownerManifest = $manifest) "
            "SET s.owner = $owner, s.ownerName = $name, s.ownerManifest = $manifest, "
            "s.leaseSince = timestamp(), s.leaseUntil = timestamp() + $lease RETURN 1",
            id=SYNC_ID,
            owner=owner,
            name=name,
            manifest=manifest,
            alone=is_alone,
            lease=LEASE_MS,
            # One that ends later than any can was taken before the server's clock was set back.
            longest=2 * LEASE_MS,
        ).single()
        if taken is None:
            row = tx.run(
                "MATCH (s:_Sync {id: $id}) RETURN s.ownerName AS who, "
                "toString(datetime({epochMillis: s.leaseSince})) AS since, toString(datetime({epochMillis: s.leaseUntil})) AS until",
                id=SYNC_ID,
            ).single(strict=True)
            raise BackendError(
                "NEO4J_BUSY",
                f"{row['who']} has been syncing to Neo4j at {database.address} since {row['since']}",
                f"wait for it, then run: ownership sync; if it was killed, its lease ends at {row['until']}",
            )

    database.run_transaction(work)


def _give_back(database: Neo4jDatabase, owner: str) -> None:
    database.write(
        "MATCH (s:_Sync {id: $id}) WHERE s.owner = $owner "
        "REMOVE s.owner, s.ownerName, s.ownerManifest, s.leaseSince, s.leaseUntil WITH s WHERE s.epoch IS NULL DELETE s",
        id=SYNC_ID,
        owner=owner,
    )


def _find_user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"
