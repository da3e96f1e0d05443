"""Runs a function in a few processes over the pieces of one long job, results in order.

Owns the processes: they end when this one ends, however it ends.  Knows nothing of the work.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Final, Generic, TypeVar

_Piece = TypeVar("_Piece")
_Result = TypeVar("_Result")

PROCESSES: Final = 2


class Workers(Generic[_Piece, _Result]):
    """Processes that each do one piece at a time.  ``work`` is a function of a module; pieces and results are pickled."""

    def __init__(self, work: Callable[[_Piece], _Result], processes: int = PROCESSES) -> None:
        context = multiprocessing.get_context("spawn")
        self._idle: deque[tuple[Connection, multiprocessing.process.BaseProcess]] = deque()
        self._all = []
        for _ in range(processes):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, work), daemon=True)
            process.start()
            theirs.close()
            self._idle.append((ours, process))
            self._all.append((ours, process))

    def __enter__(self) -> Workers[_Piece, _Result]:
        return self

    def __exit__(self, *_: object) -> None:
        for connection, process in self._all:
            connection.close()
            process.join(timeout=0.2)
            if process.is_alive():
                process.kill()
                process.join()

    def run(self, pieces: Iterable[_Piece]) -> Iterator[_Result]:
        """Yield the result of each piece, in order.  Raises what the work raises, and RuntimeError where a process ended."""
        busy: deque[tuple[Connection, multiprocessing.process.BaseProcess]] = deque()
        for piece in pieces:
            if not self._idle:
                yield self._take_result(busy)
            worker = self._idle.popleft()
            worker[0].send(piece)
            busy.append(worker)
        while busy:
            yield self._take_result(busy)

    def _take_result(self, busy: deque[tuple[Connection, multiprocessing.process.BaseProcess]]) -> _Result:
        """Wait for the piece that was sent first; its process is idle then.  Raises what the work raised."""
        connection, process = busy.popleft()
        try:
            result, error = connection.recv()
        except EOFError:
            raise RuntimeError(f"a process ended in the middle of its work (exit code {process.exitcode})") from None
        self._idle.append((connection, process))
        if error is not None:
            raise error
        return result  # type: ignore[no-any-return]


def _serve(connection: Connection, work: Callable[[_Piece], _Result]) -> None:
    """Work on what is sent until nobody is at the other end any more: the main function of a worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, BrokenPipeError):
        while True:
            piece = connection.recv()
            answer: tuple[_Result | None, Exception | None]
            try:
                answer = (work(piece), None)
            except Exception as error:  # noqa: BLE001 - it is raised where the work was asked for
                answer = (None, error)
            connection.send(answer)
