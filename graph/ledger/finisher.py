"""Ends the parts of a release one after another, in a thread of its own while other parts are made.

Owns what is done with a part once its files are written: they are seen to be on disk, its .json says that it is whole, and its lines are
joined to those before it.  Waiting for the disk takes a tenth of the time that the files take to be made.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Final

from graph.ledger import parts
from graph.ledger.parts import Part
from graph.ledger.record_store import StoreWriter

_WAITING: Final = 8
"""Parts that may wait for the disk; then the next is not taken before."""
_SYNCED: Final = 32
"""Parts after which the joined lines are seen to be on disk, so that little is left to wait for in the end."""


class Finisher:
    """Takes the parts in their order; all of them are whole and joined when the ``with`` ends.  ``durable``: also if the machine stops.

    Raises OSError from any of its methods.
    """

    def __init__(self, folder: Path, *, durable: bool) -> None:
        self._folder, self._durable, self._count = folder, durable, 0
        self._joined = StoreWriter(folder / "statements")
        self._thread = ThreadPoolExecutor(1)
        self._waiting: deque[Future[None]] = deque()

    def add(self, part: Part, *, is_whole: bool) -> None:
        """Take the next part.  ``is_whole``: it was whole before."""
        self._waiting.append(self._thread.submit(self._end, part, is_whole))
        while len(self._waiting) > _WAITING:
            self._waiting.popleft().result()

    def __enter__(self) -> Finisher:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._thread.shutdown()
        self._joined.close()
        if error is None:
            for future in self._waiting:
                future.result()

    def _end(self, part: Part, is_whole: bool) -> None:
        if not is_whole:
            parts.finish(self._folder, part, durable=self._durable)
        self._joined.add(self._folder / part.name)
        self._count += 1
        if self._durable and self._count % _SYNCED == 0:
            self._joined.sync()
