"""Runs a function in a few processes over the pieces of one long job, results in order.

Owns the processes: they end when this one ends, however it ends.  Knows nothing of the work.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Final, Generic, TypeVar, cast

from graph.collector import collect_seldom

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
        """Yield the result of each piece, in order.  Raises what the work raises, and RuntimeError where a process ended.

        A process that is done gets the next piece at once, also while an earlier one is worked on.
        """
        sent: deque[_Sent[_Result]] = deque()
        for piece in pieces:
            while not self._idle:
                self._receive(sent)
                yield from _take_done(sent)
            connection, process = self._idle.popleft()
            connection.send(piece)
            # It may be large, and the next one is made while it is worked on.
            del piece
            sent.append(_Sent(connection, process))
        while sent:
            self._receive(sent)
            yield from _take_done(sent)

    def _receive(self, sent: Iterable[_Sent[_Result]]) -> None:
        """Wait until a process is done, and take what those that are have made; they are idle then."""
        busy = {piece.connection: piece for piece in sent if piece.answer is None}
        for connection in wait(list(busy)):
            piece = busy[cast(Connection, connection)]
            try:
                piece.answer = piece.connection.recv()
                self._idle.append((piece.connection, piece.process))
            except EOFError:
                piece.process.join(timeout=1)
                what = f"a process ended in the middle of its work (exit code {piece.process.exitcode})"
                piece.answer = (None, RuntimeError(what))


@dataclass(slots=True)
class _Sent(Generic[_Result]):
    """A piece that a process works on; ``answer``: its result, or what the work raised, once it is done."""

    connection: Connection
    process: multiprocessing.process.BaseProcess
    answer: tuple[_Result | None, Exception | None] | None = None


def _take_done(sent: deque[_Sent[_Result]]) -> Iterator[_Result]:
    """Yield the results of the first pieces, as far as they are done.  Raises what the work raised."""
    while sent and sent[0].answer is not None:
        result, error = sent.popleft().answer or (None, None)
        if error is not None:
            raise error
        yield cast(_Result, result)


@collect_seldom()
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
