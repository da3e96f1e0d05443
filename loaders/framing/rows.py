"""Rows of CSV, whose quoted cells may hold line feeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from loaders.contract import Bytes, Chunk, RawRecord
from loaders.framing.lines import LONGEST, Lines, beginning, capped

MANY: Final = 1_000
"""Lines of one row.  A row that does not end within so many has a stray quote: its first line stands alone and the next begins anew."""

_FEED: Final = ord("\n")
_QUOTE: Final = ord('"')


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of CSV below ``header`` rows; a quoted cell may hold line feeds.  A row begins on the line that its frame names.

    >>> import io
    >>> text = b'name,note\\r\\nA,"of two\\r\\nlines"\\r\\nB,\\r\\n'
    >>> [frame for chunk in Rows().chunks(io.BytesIO(text), 5) for frame in Rows().frames(chunk)]
    [RawRecord(raw=b'A,"of two\\r\\nlines"', line=2), RawRecord(raw=b'B,', line=4)]
    """

    header: int = 1

    def chunks(self, stream: Bytes, size: int) -> Iterator[Chunk]:
        line, skip, held = 1, self.header, beginning(stream, size)
        final = not held
        while held:
            if final and not held.endswith(b"\n"):
                held += b"\n"
            feeds = _feeds(held)
            ends = _ends(held, feeds, final=final)
            begin, cut = _after(feeds, ends[:skip]), _after(feeds, ends)
            skip = max(0, skip - len(ends))
            line += held.count(b"\n", 0, begin)
            if cut > begin:
                yield Chunk(held[begin:cut], line)
                line += held.count(b"\n", begin, cut)
            held = held[cut:]
            if not cut and not len(feeds) and len(held) > LONGEST:
                yield Chunk(capped(held), line)
                line += 1
                held = _next_line(stream, size)
            raw = b"" if final else stream.read(size)
            final, held = not raw, held + raw

    def frames(self, chunk: Chunk) -> Iterator[RawRecord]:
        raw = chunk.raw if chunk.raw.endswith(b"\n") else chunk.raw + b"\n"
        feeds = _feeds(raw)
        ends = _ends(raw, feeds, final=True)
        if len(ends) == len(feeds):
            yield from Lines().frames(chunk)
            return
        begin, line = 0, chunk.line
        for number, end in zip(ends.tolist(), feeds[ends].tolist(), strict=True):
            row = raw[begin:end].removesuffix(b"\r")
            if row and not row.isspace():
                yield RawRecord(capped(row), line)
            begin, line = end + 1, chunk.line + number + 1


def _feeds(raw: bytes) -> npt.NDArray[np.intp]:
    """Places of the line feeds."""
    return np.flatnonzero(np.frombuffer(raw, np.uint8) == _FEED)


def _after(feeds: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]) -> int:
    return int(feeds[ends[-1]]) + 1 if len(ends) else 0


def _ends(raw: bytes, feeds: npt.NDArray[np.intp], *, final: bool) -> npt.NDArray[np.intp]:
    """Which of the line feeds end a row; of a last row that may go on behind ``raw`` none does, unless that is ``final``."""
    if not len(feeds):
        return feeds
    quotes = (np.frombuffer(raw, np.uint8)[: feeds[-1] + 1] == _QUOTE).view(np.uint8)
    odd = np.bitwise_xor.reduceat(quotes, np.concatenate(([0], feeds[:-1] + 1)))
    if not odd.any():
        return np.arange(len(feeds))
    while True:
        ends = np.flatnonzero(np.bitwise_xor.accumulate(odd) == 0)
        lines, size = np.diff(ends, prepend=-1), np.diff(feeds[ends], prepend=-1)
        broken = np.flatnonzero((lines > MANY) | (lines > 1) & (size > LONGEST))
        stray = int(ends[broken[0]] - lines[broken[0]]) + 1 if len(broken) else int(ends[-1]) + 1 if len(ends) else 0
        opened = len(feeds) - stray
        if not len(broken) and not (opened and (final or opened > MANY or len(raw) - _after(feeds, ends) > LONGEST)):
            return ends
        odd[stray] = 0


def _next_line(stream: Bytes, size: int) -> bytes:
    """Skip the rest of a line; what was read of the next."""
    while raw := stream.read(size):
        found = raw.find(b"\n") + 1
        if found:
            return raw[found:]
    return b""
