"""Cuts a file into lines, one record each; and what every framing shares: the longest record, the byte order mark."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.contract import ByteReader, Chunk, RawRecord

MAX_RECORD: Final = 16 * 2**20
"""Bytes of one record; no register has a longer one."""


def cap(raw: bytes) -> bytes:
    """Return a record as it is, or of one that is too long just enough for that to be seen."""
    return raw if len(raw) <= MAX_RECORD else raw[: MAX_RECORD + 1]


def read_beginning(stream: ByteReader, size: int) -> bytes:
    """Read the first bytes, without a byte order mark."""
    return stream.read(max(size, len(codecs.BOM_UTF8))).removeprefix(codecs.BOM_UTF8) or stream.read(size)


@dataclass(frozen=True, slots=True)
class Lines:
    """One record a line; a blank line is none.

    >>> import io
    >>> [record for chunk in Lines().read_chunks(io.BytesIO(b"a\\r\\n\\nb"), 3) for record in Lines().cut_records(chunk)]
    [RawRecord(raw=b'a', line=1), RawRecord(raw=b'b', line=3)]
    """

    def read_chunks(self, stream: ByteReader, size: int) -> Iterator[Chunk]:
        """Yield runs of whole records of about ``size`` bytes."""
        line, rest = 1, b""
        raw = read_beginning(stream, size)
        while raw:
            # Read ahead: a last line without a line feed belongs to the last run, and is none of its own.
            ahead = stream.read(size)
            cut = raw.rfind(b"\n") + 1 if ahead else len(raw)
            if cut:
                chunk, rest = b"".join((rest, memoryview(raw)[:cut])), raw[cut:]
                yield Chunk(chunk, line)
                line += chunk.count(b"\n")
            else:
                rest = cap(rest + raw)
            raw = ahead

    def cut_records(self, chunk: Chunk) -> Iterator[RawRecord]:
        """Yield the records of a chunk."""
        lines = chunk.raw.split(b"\n")
        if b"\r" in chunk.raw:
            lines = [line.removesuffix(b"\r") for line in lines]
        for number, raw in enumerate(lines, chunk.line):
            if raw and not raw.isspace():
                yield RawRecord(raw if len(raw) <= MAX_RECORD else cap(raw), number)
