"""Send an export as it is written by a process of its own, so that nobody else waits for it, and end that process with its reader.

The pipe between them is the bound: a worker whose reader is slow waits.  A worker that fails before its first bytes gives the answer its
status; one that fails later ends the connection without the end mark of the body, so that a reader sees that it is not whole.
Must not know formats.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import anyio
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from api.beside import BesideProcess
from api.sparql.process import rebuild_error
from ontology.errors import InternalError, OwnershipError, StoreError

_PIECE: Final = 2**16
_RETRY_SECONDS: Final = 10


class ExportWorkers:
    """The exports under way in this process, as many at a time as ``most``."""

    def __init__(self, data: Path, most: int) -> None:
        self._data, self._most, self.running = data, most, 0

    async def start(self, generation: int, format_name: str, target_name: str, source: str | None) -> ExportStream:
        """Start an export and wait for its first bytes.

        Raises StoreError EXPORTS_BUSY where no more may run, and what is wrong with the export.
        """
        if self.running >= self._most:
            what = f"{self._most} exports are under way, and no more run at a time (OWNERSHIP_EXPORT_WORKERS)"
            raise StoreError(
                "EXPORTS_BUSY", what, "ask again when they are done, or use the command: ownership export", retry_after=_RETRY_SECONDS
            )
        self.running += 1
        stream = ExportStream(self)
        try:
            arguments = (str(self._data.resolve()), str(generation), format_name, target_name, source or "")
            await stream.start(arguments)
        except BaseException:
            await stream.aclose()
            raise
        return stream


class ExportStream:
    """The bytes of one export."""

    def __init__(self, workers: ExportWorkers) -> None:
        self._workers: ExportWorkers | None = workers
        self._process: BesideProcess | None = None
        self._scratch: str | None = None
        self._first = b""

    async def start(self, arguments: tuple[str, ...]) -> None:
        """Start the worker.  Raises what is wrong where it ends without a byte."""
        # What a worker puts aside goes with it, however it ends.
        self._scratch = await asyncio.to_thread(tempfile.mkdtemp, prefix="ownership-export-")
        self._process = await BesideProcess.start("api.export_worker", *arguments, reads=False, TMPDIR=self._scratch)
        self._process.stand_back()
        self._first = await self._read()
        if not self._first:
            await self._check_end()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        piece = self._first
        while piece:
            yield piece
            piece = await self._read()
        await self._check_end()

    async def aclose(self) -> None:
        """End the worker, if it still runs, and give its place to the next."""
        if self._workers is None:
            return
        workers, self._workers = self._workers, None
        try:
            if self._process is not None:
                await self._process.end()
            if self._scratch is not None:
                await asyncio.to_thread(shutil.rmtree, self._scratch, ignore_errors=True)
        finally:
            workers.running -= 1

    async def _read(self) -> bytes:
        assert self._process is not None
        return await self._process.stdout.read(_PIECE)

    async def _check_end(self) -> None:
        """Wait for the end of the worker.  Raises what it says went wrong."""
        assert self._process is not None
        said = await self._process.stderr.read()
        if await self._process.wait() != 0:
            raise _read_error(said)


class ExportResponse(StreamingResponse):
    """A streamed export that is ended however the sending ends."""

    def __init__(self, stream: ExportStream, headers: dict[str, str]) -> None:
        super().__init__(stream, headers=headers)
        self._stream = stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            with anyio.CancelScope(shield=True):
                await self._stream.aclose()


def _read_error(said: bytes) -> OwnershipError:
    lines = said.decode(errors="replace").strip().splitlines()
    try:
        return rebuild_error(json.loads(lines[-1]))
    except (IndexError, ValueError, KeyError, TypeError):
        return InternalError("EXPORT_CUT_OFF", "the export ended before its end", "ask again, or use the command: ownership export")
