"""Streams that wrap a stream: one whose beginning is read ahead, one that reports how far it was read.

Owns what every reader of a file shares.  Knows nothing of compression or formats.
"""

from __future__ import annotations

import io
import os
import stat
from typing import TYPE_CHECKING, BinaryIO, Final

from loaders.contract import LoadContext

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BUFFER: Final = 65_536
"""Bytes that a wrapping stream reads at a time."""


def peek(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """Return the first ``size`` bytes and a stream that still begins with them."""
    if stream.seekable():
        start = stream.tell()
        head = stream.read(size)
        stream.seek(start)
        return head, stream
    head = stream.read(size)
    return head, io.BufferedReader(_Prepended(head, stream), BUFFER)


def track_position(raw: BinaryIO, context: LoadContext) -> BinaryIO:
    """Wrap ``raw`` so that ``context`` holds its size, where that is known, and how far it was read.  Closing the result closes nothing."""
    context.size, context.position = _measure(raw), 0
    return io.BufferedReader(_Tracked(raw, context), BUFFER)


def _measure(raw: BinaryIO) -> int | None:
    try:
        status = os.fstat(raw.fileno())
    except OSError:
        # A stream in memory has no file; io.UnsupportedOperation is an OSError.
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


class _Tracked(io.RawIOBase):
    """A stream that writes its position into the load's context."""

    def __init__(self, inner: BinaryIO, context: LoadContext) -> None:
        self._inner, self._context = inner, context

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._inner.seekable()

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        self._context.position = self._inner.seek(offset, whence)
        return self._context.position

    def tell(self) -> int:
        return self._inner.tell()

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        if isinstance(self._inner, io.BufferedIOBase):
            size = self._inner.readinto(view)
        else:
            chunk = self._inner.read(len(view))
            size = len(chunk)
            view[:size] = chunk
        self._context.position += size
        return size


class _Prepended(io.RawIOBase):
    """The bytes that were read ahead, then the rest of their stream, which stays open when this is closed."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        chunk = self._head[: len(view)] or self._rest.read(len(view))
        self._head = self._head[len(chunk) :]
        view[: len(chunk)] = chunk
        return len(chunk)
