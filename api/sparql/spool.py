"""What a worker has written and its reader has not yet taken: a queue of bytes, in memory first and then in a file.

It lets a worker finish at its own pace, so that a slow reader holds a file and not a worker.  Knows bytes only.
"""

from __future__ import annotations

import asyncio
import tempfile
import threading
from collections import deque
from typing import IO, Final

_IN_MEMORY: Final = 2**20
_READ: Final = 64 * 2**10


class SpoolBudget:
    """Bytes that all spools of a service may hold in files together."""

    def __init__(self, size: int) -> None:
        self._left = size

    def take(self, size: int) -> bool:
        """Reserve ``size`` bytes; False where they are not left."""
        if size > self._left:
            return False
        self._left -= size
        return True

    def give(self, size: int) -> None:
        """Give back what was reserved."""
        self._left += size


class Spool:
    """A queue of bytes with one writer and one reader.  Close it with ``close()`` in every case.

    ``put`` waits only where neither memory nor the budget of files has room; ``get`` waits for bytes and gives None at the end.
    """

    def __init__(self, budget: SpoolBudget) -> None:
        self._budget = budget
        self._pieces: deque[bytes] = deque()
        self._size = 0
        self._file: _File | None = None
        self._reserved = 0
        self._filling = False
        self._changed = asyncio.Event()
        self._finished = False

    @property
    def finished(self) -> bool:
        """Whether the writer is done."""
        return self._finished

    @property
    def size(self) -> int:
        """Bytes that wait for the reader."""
        return self._size

    async def put(self, piece: bytes) -> None:
        """Append ``piece``."""
        self._pieces.append(piece)
        self._size += len(piece)
        self._changed.set()
        while self._size - self._in_file() >= _IN_MEMORY:
            if not await self._move_to_file():
                await self._wait()

    def finish(self) -> None:
        """Say that nothing follows."""
        self._finished = True
        self._changed.set()

    async def get(self) -> bytes | None:
        """Take the next bytes; None after the last."""
        while True:
            if self._file is not None and self._file.unread:
                piece = await asyncio.get_running_loop().run_in_executor(None, self._file.read)
            elif self._pieces and not self._filling:
                piece = self._pieces.popleft()
            elif self._finished and not self._pieces:
                return None
            else:
                await self._wait()
                continue
            self._size -= len(piece)
            self._changed.set()
            return piece

    async def wait_for(self, size: int) -> None:
        """Wait until ``size`` bytes are there, or all of fewer."""
        while self._size < size and not self._finished:
            await self._wait()

    def close(self) -> None:
        """Drop what was not read."""
        self._pieces.clear()
        self._budget.give(self._reserved)
        self._reserved = 0
        if self._file is not None:
            # In a thread: one that still writes ends first.
            asyncio.get_running_loop().run_in_executor(None, self._file.close)

    def _in_file(self) -> int:
        return self._file.unread if self._file is not None else 0

    async def _move_to_file(self) -> bool:
        """Move the pieces in memory behind those in the file; False where there is no room for them."""
        content = b"".join(self._pieces)
        if not self._budget.take(len(content)):
            return False
        self._reserved += len(content)
        if self._file is None:
            self._file = _File()
        self._filling = True
        written = await asyncio.get_running_loop().run_in_executor(None, self._file.write, content)
        self._filling = False
        if written:
            self._pieces.clear()
        else:
            self._reserved -= len(content)
            self._budget.give(len(content))
        self._changed.set()
        return written

    async def _wait(self) -> None:
        self._changed.clear()
        await self._changed.wait()


class _File:
    """An unnamed file, written at its end and read from its beginning, by threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._file: IO[bytes] | None = None
        self._closed = False
        self._end = 0
        self._place = 0

    @property
    def unread(self) -> int:
        """Bytes that are not yet read."""
        return self._end - self._place

    def write(self, content: bytes) -> bool:
        """Append ``content``; False where the disk does not take it."""
        with self._lock:
            if self._closed:
                return False
            try:
                if self._file is None:
                    self._file = tempfile.TemporaryFile(prefix="ownership-sparql-")  # noqa: SIM115 (closed by close)
                self._file.seek(self._end)
                self._file.write(content)
                self._file.flush()
            except OSError:
                return False
            self._end += len(content)
            return True

    def read(self) -> bytes:
        """Read the next bytes."""
        with self._lock:
            if self._closed or self._file is None:
                return b""
            self._file.seek(self._place)
            content = self._file.read(min(_READ, self._end - self._place))
            self._place += len(content)
            return content

    def close(self) -> None:
        """Close and so delete it."""
        with self._lock:
            self._closed = True
            if self._file is not None:
                self._file.close()
