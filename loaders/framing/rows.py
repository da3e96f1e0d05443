"""Cuts CSV into rows, whose quoted cells may hold line feeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from loaders.contract import ByteReader, Chunk, RawRecord
from loaders.framing.lines import MAX_RECORD, Lines, cap, read_beginning

MAX_LINES: Final = 1_000
"""Lines of one row.  A row that does not end within so many has a stray quote: its first line is a row and the next line begins another."""

_FEED: Final = ord("\n")
_QUOTE: Final = ord('"')


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of CSV below ``header`` rows; a quoted cell may hold line feeds.  ``line`` is the one on which the row begins.

    >>> import io
    >>> text = b'name,note\\r\\nA,"of two\\r\\nlines"\\r\\nB,\\r\\n'
    >>> [record for chunk in Rows().read_chunks(io.BytesIO(text), 5) for record in Rows().cut_records(chunk)]
    [RawRecord(raw=b'A,"of two\\r\\nlines"', line=2), RawRecord(raw=b'B,', line=4)]
    """

    header: int = 1

    def read_chunks(self, stream: ByteReader, size: int) -> Iterator[Chunk]:
        """Yield runs of whole records of about ``size`` bytes."""
        line, skip, buffer = 1, self.header, read_beginning(stream, size)
        # Read ahead: a last row without a line feed belongs to the last run, and is none of its own.
        ahead = stream.read(size)
        while buffer or ahead:
            final = not ahead
            if final and not buffer.endswith(b"\n"):
                buffer += b"\n"
            feeds = _find_feeds(buffer)
            ends = _find_row_ends(buffer, feeds, final=final)
            begin, cut = _find_end(feeds, ends[:skip]), _find_end(feeds, ends)
            skip = max(0, skip - len(ends))
            line += buffer.count(b"\n", 0, begin)
            if cut > begin:
                yield Chunk(buffer[begin:cut], line)
                line += buffer.count(b"\n", begin, cut)
            buffer = buffer[cut:]
            if not cut and not len(feeds) and len(buffer) > MAX_RECORD:
                yield Chunk(cap(buffer), line)
                line += 1
                buffer, ahead = b"", _skip_line(ahead, stream, size)
            buffer, ahead = buffer + ahead, stream.read(size)

    def cut_records(self, chunk: Chunk) -> Iterator[RawRecord]:
        """Yield the records of a chunk."""
        raw = chunk.raw if chunk.raw.endswith(b"\n") else chunk.raw + b"\n"
        feeds = _find_feeds(raw)
        ends = _find_row_ends(raw, feeds, final=True)
        if len(ends) == len(feeds):
            yield from Lines().cut_records(chunk)
            return
        begin, line = 0, chunk.line
        for number, end in zip(ends.tolist(), feeds[ends].tolist(), strict=True):
            row = raw[begin:end].removesuffix(b"\r")
            if row and not row.isspace():
                yield RawRecord(cap(row), line)
            begin, line = end + 1, chunk.line + number + 1


def _find_feeds(raw: bytes) -> npt.NDArray[np.intp]:
    """Return the positions of the line feeds."""
    return np.flatnonzero(np.frombuffer(raw, np.uint8) == _FEED)


def _find_end(feeds: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]) -> int:
    """Return the position behind the last of the row ends; 0 where there is none."""
    return int(feeds[ends[-1]]) + 1 if len(ends) else 0


def _find_row_ends(raw: bytes, feeds: npt.NDArray[np.intp], *, final: bool) -> npt.NDArray[np.intp]:
    """Return which of the line feeds end a row.  A last row that may go on behind ``raw`` has no end, unless ``raw`` is ``final``."""
    if not len(feeds):
        return feeds
    quotes = (np.frombuffer(raw, np.uint8)[: feeds[-1] + 1] == _QUOTE).view(np.uint8)
    odd = np.bitwise_xor.reduceat(quotes, np.concatenate(([0], feeds[:-1] + 1)))
    if not odd.any():
        return np.arange(len(feeds))
    while True:
        ends = np.flatnonzero(np.bitwise_xor.accumulate(odd) == 0)
        lines, size = np.diff(ends, prepend=-1), np.diff(feeds[ends], prepend=-1)
        broken = np.flatnonzero((lines > MAX_LINES) | (lines > 1) & (size > MAX_RECORD))
        stray = int(ends[broken[0]] - lines[broken[0]]) + 1 if len(broken) else int(ends[-1]) + 1 if len(ends) else 0
        opened = len(feeds) - stray
        if not len(broken) and not (opened and (final or opened > MAX_LINES or len(raw) - _find_end(feeds, ends) > MAX_RECORD)):
            return ends
        odd[stray] = 0


def _skip_line(raw: bytes, stream: ByteReader, size: int) -> bytes:
    """Go past the rest of a line, which begins in ``raw``; return what was read of the next."""
    while raw and b"\n" not in raw:
        raw = stream.read(size)
    return raw[raw.find(b"\n") + 1 :]
