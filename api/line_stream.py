"""Send an answer of many lines piece by piece, so that it costs little more than its lines do and nobody else waits for it.

The work of a piece is done in a thread.  Between two pieces the service looks whether the client is still there, and waits until it has
read on; so a client who stops ends the work, and no more than a piece is kept for one who is slow.
Must not know what the lines say.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import Final

import anyio
import anyio.to_thread
from starlette.responses import StreamingResponse

_PIECE: Final = 2**16
"""Bytes from which a piece is sent."""

_PATIENCE: Final = 0.1
"""Seconds after which a piece is sent, however small it is: a line that is there waits for the next one, and for no more."""


def stream_lines(lines: Iterable[bytes], turns: anyio.CapacityLimiter, media_type: str) -> StreamingResponse:
    """Send lines in pieces.  ``turns``: how many pieces are made at a time, in all answers that share it."""
    return StreamingResponse(_make_in_turn(join_lines(lines), turns), media_type=media_type)


def join_lines(lines: Iterable[bytes], clock: Callable[[], float] = time.monotonic) -> Iterator[bytes]:
    """Join lines to pieces that are worth a message each.

    >>> [len(piece) for piece in join_lines([b"x" * 40_000] * 3)]
    [80000, 40000]
    """
    piece, begun = bytearray(), clock()
    for line in lines:
        piece += line
        if len(piece) >= _PIECE or clock() - begun >= _PATIENCE:
            yield bytes(piece)
            piece.clear()
            begun = clock()
    if piece:
        yield bytes(piece)


async def _make_in_turn(pieces: Iterator[bytes], turns: anyio.CapacityLimiter) -> AsyncIterator[bytes]:
    while piece := await anyio.to_thread.run_sync(next, pieces, b"", limiter=turns):
        yield piece
