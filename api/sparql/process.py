"""One query worker as the API process sees it: start it, talk to it in frames, end it.

Owns the child process and its pipes.  Must not know queries, deadlines or the other workers.
"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Final

from api.beside import BesideProcess
from api.sparql import frames
from graph.rdf.server import SparqlServer, write_server
from ontology.errors import BackendError, DeadlineExceeded, InternalError, OwnershipError, Refused, StoreError, TooLarge, UsageError

_START_SECONDS: Final = 20.0
SERVER_VARIABLE: Final = "SPARQL_SERVER"
"""Where a worker that passes queries on finds the server with its login: a command line would be seen by everybody."""

_WORKER_ERRORS: Final[dict[str, type[OwnershipError]]] = {
    kind.__name__: kind for kind in (UsageError, Refused, TooLarge, StoreError, BackendError, DeadlineExceeded)
}


def rebuild_error(content: dict[str, object]) -> OwnershipError:
    """Make the error that a worker sent into the error that it was."""
    kind = _WORKER_ERRORS.get(str(content["class"]), StoreError)
    details = content["details"] if isinstance(content["details"], dict) else {}
    return kind(str(content["code"]), str(content["what"]), str(content["hint"]), **details)


class WorkerProcess:
    """A child process and the end of its pipes.  ``epoch`` tells which switch of the pool it was started for, ``key`` whose query it
    has.
    """

    def __init__(self, process: BesideProcess, epoch: int) -> None:
        if process.stdin is None:
            raise InternalError("WORKER_WITHOUT_PIPES", "a query worker was started without pipes", "report this as a defect")
        self.process = process
        self.epoch = epoch
        self.late = False
        self.key: str | None = None
        self._stdin = process.stdin
        self._stdout = process.stdout
        self._reading = asyncio.Lock()

    @classmethod
    async def launch(cls, store: Path | SparqlServer, memory_bytes: int, max_result_bytes: int, epoch: int) -> WorkerProcess:
        """Start a worker over this store, or one that passes queries on to this server."""
        module = ["api.sparql.worker", str(store.resolve())] if isinstance(store, Path) else ["api.sparql.remote_worker"]
        environment = {"RUST_BACKTRACE": "0", "MALLOC_ARENA_MAX": "2"}
        if isinstance(store, SparqlServer):
            environment[SERVER_VARIABLE] = write_server(store)
        process = await BesideProcess.start(*module, str(memory_bytes), str(max_result_bytes), reads=True, **environment)
        return cls(process, epoch)

    async def wait_until_ready(self) -> str:
        """Wait until the store is open and return the kind of isolation in force.  Raises StoreError WORKER_START."""
        try:
            async with asyncio.timeout(_START_SECONDS):
                frame = await self.read_frame()
        except TimeoutError as error:
            what = f"a query worker was not ready in {_START_SECONDS:.0f} s"
            raise StoreError("WORKER_START", what, "look at the load of the machine") from error
        if frame is None:
            status = await self.process.wait()
            raise StoreError("WORKER_START", f"a query worker ended at its start (status {status})", "look at the service's log")
        kind, payload = frame
        if kind != frames.READY:
            raise rebuild_error(json.loads(payload))
        self.process.stand_back()
        return str(json.loads(payload)["isolation"])

    async def send(self, kind: bytes, content: dict[str, object]) -> None:
        """Send one frame."""
        self._stdin.write(frames.pack_object(kind, content))
        await self._stdin.drain()

    async def read_frame(self) -> tuple[bytes, bytes] | None:
        """Read the next frame; None when the process has ended."""
        async with self._reading:
            try:
                kind, length = frames.unpack_header(await self._stdout.readexactly(frames.HEADER_SIZE))
                return kind, await self._stdout.readexactly(length)
            except asyncio.IncompleteReadError:
                return None

    def kill_late(self) -> None:
        """Kill the process at its deadline."""
        self.late = True
        self.process.kill()

    async def end(self) -> None:
        """Kill the process and wait for the end."""
        self.process.kill()
        async with self._reading:
            await self.process.end()
