"""One query at one worker: read, evaluated, and its answer as a stream of bytes.

Owns the lease of a worker.  A lease has one timer; when it fires the worker is killed, whatever it is doing.  What the worker writes
is taken from it at once and kept for the reader (spool.py), so a slow reader does not hold a worker; where there is no more room to
keep it, the worker waits a moment for its reader and is then taken away.  Knows frames, not HTTP and not SPARQL.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any, Final, Protocol

from api.sparql import frames
from api.sparql.process import WorkerProcess, rebuild_error
from api.sparql.shape import Shape
from api.sparql.spool import Spool
from ontology.errors import DeadlineExceeded, InternalError, OwnershipError

_HEAD: Final = 64 * 1024
"""Bytes held back before the answer begins, so that an early failure still gets its own status."""

_STALL_SECONDS: Final = 2.0
"""How long a worker waits for a reader that takes nothing while there is no room to keep more."""


Outputs = Mapping[str, str | None]
"""How an answer is written (names in results.py) where it is of the kind ``results``, and where it is a ``graph``."""


class Lender(Protocol):
    """Who lent the worker: the pool."""

    def take_back(self, worker: WorkerProcess, *, usable: bool) -> None:
        """End the lease."""

    async def explain_end(self, worker: WorkerProcess) -> OwnershipError:
        """Explain why a worker ended in the middle of a query."""


class AnswerStream:
    """A query at a worker.  ``shape`` is known at once; ``evaluate`` begins the answer, an async iterator of bytes.

    Close it with ``aclose()`` in every case.
    """

    def __init__(self, lender: Lender, worker: WorkerProcess, generation: int, ends: float, spool: Spool) -> None:
        self.generation = generation
        self.shape = Shape(None, False, False)
        self._lender = lender
        self._worker = worker
        self._spool = spool
        self._timer = asyncio.get_running_loop().call_at(ends, self._expire)
        self._pump: asyncio.Task[None] | None = None
        self._begun: str | None = None
        self._busy = False
        self._returned = False
        self._recycle = False
        self._failure: OwnershipError | None = None

    async def ask(self, question: dict[str, object], outputs: Outputs) -> None:
        """Have the worker read a query, and where it is told how to write the answer begin it.  Raises what the query is refused for."""
        await self._send(frames.ASK, question | {"outputs": outputs})
        kind, payload = await self._read()
        content = json.loads(payload)
        if kind == frames.ERROR:
            self._busy = False
            raise rebuild_error(content)
        self.shape = Shape(**content)
        self._begun = outputs.get("results" if self.shape.form in ("SELECT", "ASK") else "graph")
        self._busy = self._begun is not None

    async def evaluate(self, output: str) -> None:
        """Begin the answer, serialised as ``output`` (a name in results.py) unless it was begun; wait for its beginning, or its whole.

        Raises UsageError (400), Refused (403), TooLarge (413), StoreError (503) or DeadlineExceeded (504).
        """
        if self._begun not in (None, output):
            raise InternalError("ANSWER_IN_ANOTHER_FORM", f"the answer was begun as {self._begun}, not {output}", "report this as a defect")
        self._pump = asyncio.get_running_loop().create_task(self._fill(output if self._begun is None else None))
        await self._spool.wait_for(_HEAD)
        if self._spool.finished and self._failure is not None and self._spool.size < _HEAD:
            raise self._failure

    async def take_complete(self) -> bytes | None:
        """Take the whole answer, where it is complete and small; None else."""
        if not self._spool.finished or self._failure is not None or self._spool.size > 2 * _HEAD:
            return None
        return b"".join([piece async for piece in self])

    @property
    def is_whole(self) -> bool:
        """Whether all of the answer was taken."""
        return self._spool.finished and self._spool.size == 0

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        piece = await self._spool.get()
        if piece is not None:
            return piece
        if self._failure is not None:
            raise self._failure
        raise StopAsyncIteration

    async def aclose(self) -> None:
        """Give the worker back; one that is still busy is ended and replaced."""
        if self._pump is not None and not self._pump.done():
            self._pump.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._pump
        self._return()
        self._spool.close()

    async def _send(self, kind: bytes, content: dict[str, object]) -> None:
        """Send one frame.  Raises where the worker has ended."""
        self._busy = True
        try:
            await self._worker.send(kind, content)
        except ConnectionError as error:
            raise await self._lender.explain_end(self._worker) from error

    async def _read(self) -> tuple[bytes, bytes]:
        frame = await self._worker.read_frame()
        if frame is None:
            raise await self._lender.explain_end(self._worker)
        return frame

    async def _fill(self, output: str | None) -> None:
        """Take the answer from the worker as it comes, and give the worker back.  ``output`` is None where it is begun."""
        try:
            if output is not None:
                await self._send(frames.RUN, {"format": output})
            kind, payload = await self._read()
            while kind == frames.DATA:
                await self._keep(payload)
                kind, payload = await self._read()
            self._busy = False
            content: dict[str, Any] = json.loads(payload)
            if kind == frames.ERROR:
                raise rebuild_error(content)
            self._recycle = bool(content["recycle"])
        except OwnershipError as error:
            self._failure = error
        except BaseException:
            self._failure = InternalError("ANSWER_CUT_OFF", "the answer ended before its end", "ask again")
            raise
        finally:
            self._return()
            self._spool.finish()

    async def _keep(self, piece: bytes) -> None:
        try:
            async with asyncio.timeout(_STALL_SECONDS):
                await self._spool.put(piece)
        except TimeoutError as error:
            what = f"the answer was not taken for {_STALL_SECONDS:g} s, and too many other answers wait for their readers"
            raise DeadlineExceeded("READER_TOO_SLOW", what, "read faster, or ask for less") from error

    def _expire(self) -> None:
        """The deadline: the worker is replaced now."""
        self._worker.kill_late()
        self._return()

    def _return(self) -> None:
        if not self._returned:
            self._returned = True
            self._timer.cancel()
            self._lender.take_back(self._worker, usable=not self._busy and not self._recycle)
