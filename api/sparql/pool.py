"""A pool of query workers, over one generation's triples or before another server: leasing, replacement, the change of generation.

Owns which worker serves whom; a lease is an AnswerStream (stream.py).  Knows frames, not HTTP and not SPARQL.  The event loop is
never blocked: all waiting is on pipes, timers and processes.
"""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Final

from api.sparql.process import WorkerProcess
from api.sparql.spool import Spool, SpoolBudget
from api.sparql.stream import AnswerStream, Outputs
from graph.rdf.server import SparqlServer
from ontology.errors import DeadlineExceeded, OwnershipError, StoreError, TooManyRequests, UsageError

_WAITING_PER_WORKER: Final = 16
_SPOOLED_ANSWERS: Final = 4
"""How many of the largest answers may wait for slow readers in files."""


class SparqlPool:
    """``workers`` processes over one generation's triples.

    ``deadline`` seconds bound every query, waiting included; ``memory_bytes`` is what one query may take in its worker;
    ``max_result_bytes`` bounds one serialised answer; ``per_key`` bounds the queries of one key that wait or run.
    """

    def __init__(self, *, workers: int, deadline: float, memory_bytes: int, max_result_bytes: int, per_key: int = 4) -> None:
        if workers < 1 or deadline <= 0:
            what = f"{workers} workers with a deadline of {deadline} s cannot answer"
            raise UsageError("BAD_POOL", what, "set at least 1 worker and a deadline above 0 seconds")
        self.deadline = deadline
        self.isolation = "none"
        self._size = workers
        self._memory = memory_bytes
        self._max_result = max_result_bytes
        self._path: Path | SparqlServer | None = None
        self._generation = 0
        self._epoch = self._epochs = 0
        self._idle: asyncio.Queue[WorkerProcess] = asyncio.Queue()
        self._living: set[WorkerProcess] = set()
        self._replacing: set[asyncio.Task[None]] = set()
        self._ending: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._per_key = per_key
        self._of_keys: Counter[str] = Counter()
        self._open = False
        self._fault: OwnershipError | None = None
        self._spools = SpoolBudget(_SPOOLED_ANSWERS * max_result_bytes)

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

    async def start(self, store: Path | SparqlServer | None, generation: int) -> None:
        """Start the workers over a store on disk, or before another server; without either (None, or no folder) the pool answers 503."""
        self._open = True
        await self.switch(store, generation)

    async def switch(self, store: Path | SparqlServer | None, generation: int) -> None:
        """Turn to another generation: new workers first, then the idle old ones end; busy ones finish their query.

        Raises StoreError, and keeps the old generation, where the new triples cannot be opened.
        """
        path = None if isinstance(store, Path) and not store.is_dir() else store
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

    async def ask(
        self,
        query: str,
        *,
        base_iri: str,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        timeout: float | None = None,
        outputs: Outputs | None = None,
        key: str | None = None,
    ) -> AnswerStream:
        """Lease a worker and have it read ``query``; the stream then tells the query's shape and evaluates it.

        ``outputs`` saves a way to the worker and back: it begins at once with the answer, where these say how it is written.

        Without FROM clauses of its own and without graphs here the query sees everything.
        ``key``: of whom it is; None where nobody has one.
        Raises UsageError (400), Refused (403), TooManyRequests (429), StoreError (503) or DeadlineExceeded (504).
        """
        seconds = min(timeout or self.deadline, self.deadline)
        ends = asyncio.get_running_loop().time() + seconds
        worker = await self._lease_for(key, ends)
        worker.late = False
        stream = AnswerStream(self, worker, self._generation, ends, Spool(self._spools))
        try:
            await stream.ask(
                {
                    "query": query,
                    "base_iri": base_iri,
                    "default_graphs": list(default_graphs),
                    "named_graphs": list(named_graphs),
                    "seconds": seconds + 1,
                },
                outputs or {},
            )
        except BaseException:
            await stream.aclose()
            raise
        return stream

    async def _lease_for(self, key: str | None, ends: float) -> WorkerProcess:
        """Lease a worker for a key, which has it until it is taken back, unless the key has as many as it may."""
        if key is None:
            return await self._lease(ends)
        if self._of_keys[key] >= self._per_key:
            what = f"{self._per_key} queries of this key wait or run already"
            raise TooManyRequests("TOO_MANY_QUERIES", what, "wait for the answer to one of them", retry_after=2)
        self._of_keys[key] += 1
        try:
            worker = await self._lease(ends)
        except BaseException:
            self._end_query(key)
            raise
        worker.key = key
        return worker

    def _end_query(self, key: str) -> None:
        self._of_keys[key] -= 1
        if not self._of_keys[key]:
            del self._of_keys[key]

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
            if not worker.process.has_ended and worker.epoch == self._epoch:
                return worker
            self.take_back(worker, usable=False)

    def take_back(self, worker: WorkerProcess, *, usable: bool) -> None:
        """End a lease: a usable worker of the current generation becomes idle, any other is replaced."""
        if worker.key is not None:
            self._end_query(worker.key)
            worker.key = None
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

    async def _spawn_all(self, path: Path | SparqlServer, epoch: int) -> list[WorkerProcess]:
        started = await asyncio.gather(*(self._spawn(path, epoch) for _ in range(self._size)), return_exceptions=True)
        workers = [worker for worker in started if isinstance(worker, WorkerProcess)]
        for failure in started:
            if isinstance(failure, BaseException):
                for worker in workers:
                    self._retire(worker)
                raise failure
        return workers

    async def _spawn(self, path: Path | SparqlServer, epoch: int) -> WorkerProcess:
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
