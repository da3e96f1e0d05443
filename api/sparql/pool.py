"""A pool of query workers: leasing, deadlines, replacement, and the change of generation.

Owns the asyncio side of worker processes.  Knows frames, not HTTP and not SPARQL.  The event loop is never blocked: all
waiting is on pipes, timers and processes.

A lease has one timer.  When it fires the worker is killed, whatever it or its reader is doing; so a query that never
ends, a client that reads too slowly and a reader that was forgotten all end at the same deadline.
"""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import AsyncIterator, Coroutine, Sequence
from pathlib import Path
from typing import Final

from api.sparql import frames
from api.sparql.process import WorkerProcess, rebuild_error
from ontology.errors import DeadlineExceeded, OwnershipError, StoreError, UsageError

_HEAD: Final = 64 * 1024
"""Bytes held back before the answer begins, so that an early failure still gets its own status."""

_WAITING_PER_WORKER: Final = 16


class ResultStream:
    """A serialised answer as it arrives: an async iterator of bytes.  Close it with ``aclose()`` in every case.

    ``complete`` holds the whole answer when it was small enough to arrive before the stream was handed out.
    """

    def __init__(self, pool: SparqlPool, worker: WorkerProcess, ends: float) -> None:
        self.generation = pool.generation
        self._pool = pool
        self._worker = worker
        self._timer = asyncio.get_running_loop().call_at(ends, self._expire)
        self._held: list[bytes] = []
        self._finished = False
        self._closed = False
        self._recycle = False

    @property
    def complete(self) -> bytes | None:
        """The whole answer, None while more is to come."""
        return b"".join(self._held) if self._finished else None

    async def begin(self) -> None:
        """Wait for the beginning of the answer, or its whole."""
        size = 0
        while size < _HEAD and not self._finished:
            piece = await self._next()
            size += len(piece)
            self._held.append(piece)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        while True:
            if self._held:
                piece = self._held.pop(0)
            elif self._finished:
                raise StopAsyncIteration
            else:
                piece = await self._next()
            if piece:
                return piece

    async def _next(self) -> bytes:
        frame = await self._worker.read_frame()
        if frame is None:
            raise await self._pool.explain_end(self._worker)
        kind, payload = frame
        if kind == frames.DATA:
            return payload
        self._finished = True
        content = json.loads(payload)
        if kind == frames.ERROR:
            await self.aclose()
            raise rebuild_error(content)
        self._recycle = bool(content["recycle"])
        await self.aclose()
        return b""

    def _expire(self) -> None:
        """The deadline: the worker is replaced now, for its reader may be stuck in sending and never come back."""
        self._closed = True
        self._worker.kill_late()
        self._pool.take_back(self._worker, usable=False)

    async def aclose(self) -> None:
        """Give the worker back; one that is still busy is ended and replaced."""
        if not self._closed:
            self._closed = True
            self._timer.cancel()
            self._pool.take_back(self._worker, usable=self._finished and not self._recycle)


class SparqlPool:
    """``workers`` processes over one generation's triples.

    ``deadline`` seconds bound every query, waiting included; ``memory_bytes`` is what one query may take in its worker;
    ``max_result_bytes`` bounds one serialised answer.
    """

    def __init__(self, *, workers: int, deadline: float, memory_bytes: int, max_result_bytes: int) -> None:
        if workers < 1 or deadline <= 0:
            what = f"{workers} workers with a deadline of {deadline} s cannot answer"
            raise UsageError("BAD_POOL", what, "set at least 1 worker and a deadline above 0 seconds")
        self.deadline = deadline
        self.isolation = "none"
        self._size = workers
        self._memory = memory_bytes
        self._max_result = max_result_bytes
        self._path: Path | None = None
        self._generation = 0
        self._epoch = self._epochs = 0
        self._idle: asyncio.Queue[WorkerProcess] = asyncio.Queue()
        self._living: set[WorkerProcess] = set()
        self._replacing: set[asyncio.Task[None]] = set()
        self._ending: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._open = False
        self._fault: OwnershipError | None = None

    @property
    def generation(self) -> int:
        """The number of the generation that is asked."""
        return self._generation

    @property
    def idle(self) -> int:
        """How many workers wait for a query."""
        return self._idle.qsize()

    @property
    def has_triples(self) -> bool:
        """Whether that generation has a SPARQL index."""
        return self._path is not None

    async def start(self, store_path: Path | None, generation: int) -> None:
        """Start the workers.  A store that does not exist (None, or no folder) leaves the pool answering 503."""
        self._open = True
        await self.switch(store_path, generation)

    async def switch(self, store_path: Path | None, generation: int) -> None:
        """Turn to another generation: new workers first, then the idle old ones end; busy ones finish their query.

        Raises StoreError, and keeps the old generation, where the new triples cannot be opened.
        """
        path = store_path if store_path is not None and store_path.is_dir() else None
        epoch = self._epochs = self._epochs + 1
        fresh = await self._spawn_all(path, epoch) if path is not None else []
        self._path, self._generation, self._epoch, self._fault = path, generation, epoch, None
        while not self._idle.empty():
            self._retire(self._idle.get_nowait())
        for worker in fresh:
            self._idle.put_nowait(worker)

    async def stop(self) -> None:
        """End every worker and wait for them."""
        self._open = False
        self._path = None
        for task in self._replacing:
            task.cancel()
        if self._replacing:
            await asyncio.wait(set(self._replacing))
        for worker in list(self._living):
            self._retire(worker)
        if self._ending:
            await asyncio.wait(set(self._ending))

    async def run(
        self,
        query: str,
        *,
        output: str,
        base_iri: str,
        own_dataset: bool,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        timeout: float | None = None,
    ) -> ResultStream:
        """Evaluate ``query`` and return its answer, serialised as ``output`` (a name in results.py), as a stream.

        ``own_dataset``: the query has FROM clauses of its own; without them and without graphs here it sees everything.
        Raises UsageError (400), Refused (403), TooLarge (413), StoreError (503) or DeadlineExceeded (504).
        """
        seconds = min(timeout or self.deadline, self.deadline)
        ends = asyncio.get_running_loop().time() + seconds
        worker = await self._lease(ends)
        worker.late = False
        stream = ResultStream(self, worker, ends)
        try:
            await worker.ask(
                {
                    "query": query,
                    "format": output,
                    "base_iri": base_iri,
                    "own_dataset": own_dataset,
                    "default_graphs": list(default_graphs),
                    "named_graphs": list(named_graphs),
                    "seconds": seconds + 1,
                }
            )
            await stream.begin()
        except ConnectionError as error:
            await stream.aclose()
            raise await self.explain_end(worker) from error
        except BaseException:
            await stream.aclose()
            raise
        return stream

    async def _lease(self, ends: float) -> WorkerProcess:
        while True:
            if not self.has_triples:
                raise _absent_error()
            if not self._living and self._fault is not None:
                raise StoreError(self._fault.code, self._fault.what, self._fault.hint)
            if self._waiting >= self._size * _WAITING_PER_WORKER:
                raise _busy_error()
            self._waiting += 1
            try:
                async with asyncio.timeout_at(ends):
                    worker = await self._idle.get()
            except TimeoutError as error:
                raise _busy_error() from error
            finally:
                self._waiting -= 1
            if worker.process.returncode is None and worker.epoch == self._epoch:
                return worker
            self.take_back(worker, usable=False)

    def take_back(self, worker: WorkerProcess, *, usable: bool) -> None:
        """End a lease: a usable worker of the current generation becomes idle, any other is replaced."""
        if usable and self._open and worker.epoch == self._epoch and not worker.late:
            self._idle.put_nowait(worker)
            return
        self._retire(worker)
        if self._open and self._path is not None and worker.epoch == self._epoch:
            _run_beside(self._replacing, self._replace(worker.epoch))

    async def explain_end(self, worker: WorkerProcess) -> OwnershipError:
        """Explain why a worker ended in the middle of a query."""
        code = await worker.process.wait()
        if worker.late or code == -signal.SIGXCPU:
            what = f"the query was not answered in its time (at most {self.deadline:g} s)"
            return DeadlineExceeded("QUERY_DEADLINE", what, "ask for less, add LIMIT, or raise timeout=")
        if code == -signal.SIGSEGV:
            return UsageError("QUERY_TOO_DEEP", "the query nests deeper than the engine can follow", "write it with fewer levels")
        if code == -signal.SIGABRT:
            what = f"the query needed more memory than the {self._memory // 2**20} MiB it may use"
            return StoreError("QUERY_OUT_OF_MEMORY", what, "ask for less: join on common variables, sort fewer rows")
        return StoreError("QUERY_WORKER_ENDED", f"the query's worker ended (status {code})", "ask again")

    async def _spawn_all(self, path: Path, epoch: int) -> list[WorkerProcess]:
        started = await asyncio.gather(*(self._spawn(path, epoch) for _ in range(self._size)), return_exceptions=True)
        workers = [worker for worker in started if isinstance(worker, WorkerProcess)]
        for failure in started:
            if isinstance(failure, BaseException):
                for worker in workers:
                    self._retire(worker)
                raise failure
        return workers

    async def _spawn(self, path: Path, epoch: int) -> WorkerProcess:
        worker = await WorkerProcess.launch(path, self._memory, self._max_result, epoch)
        self._living.add(worker)
        try:
            self.isolation = await worker.wait_until_ready()
        except BaseException:
            self._retire(worker)
            raise
        return worker

    async def _replace(self, epoch: int) -> None:
        """Start one worker in place of a lost one, again and again with growing pauses while it cannot."""
        pause = 0.1
        while self._open and self._path is not None and self._epoch == epoch:
            try:
                worker = await self._spawn(self._path, epoch)
            except OwnershipError as error:
                self._fault = error
                await asyncio.sleep(pause)
                pause = min(pause * 2, 30.0)
                continue
            self._fault = None
            self.take_back(worker, usable=True)
            return

    def _retire(self, worker: WorkerProcess) -> None:
        if worker in self._living:
            self._living.discard(worker)
            _run_beside(self._ending, worker.end())


def _run_beside(tasks: set[asyncio.Task[None]], work: Coroutine[object, object, None]) -> None:
    """Run ``work`` beside the caller; the set keeps the task alive until it is done."""
    task = asyncio.get_running_loop().create_task(work)
    tasks.add(task)
    task.add_done_callback(tasks.discard)


def _absent_error() -> StoreError:
    return StoreError("TRIPLES_ABSENT", "this generation has no triples index, which SPARQL needs", "run: ownership index triples")


def _busy_error() -> StoreError:
    return StoreError("SPARQL_BUSY", "all query workers are busy", "ask again in a few seconds")
