"""One record a line."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.contract import Bytes, Chunk, RawRecord

LONGEST: Final = 16 * 2**20
"""Bytes of one record; a longer one is no record of any register."""


def capped(raw: bytes) -> bytes:
    """A record as it is, or of one that is too long only so much that this can be seen."""
    return raw if len(raw) <= LONGEST else raw[: LONGEST + 1]


def beginning(stream: Bytes, size: int) -> bytes:
    """The first bytes without a byte order mark."""
    return stream.read(max(size, len(codecs.BOM_UTF8))).removeprefix(codecs.BOM_UTF8) or stream.read(size)


@dataclass(frozen=True, slots=True)
class Lines:
    """One record a line; blank lines are none.

    >>> import io
    >>> [frame for chunk in Lines().chunks(io.BytesIO(b"a\\r\\n\\nb"), 3) for frame in Lines().frames(chunk)]
    [RawRecord(raw=b'a', line=1), RawRecord(raw=b'b', line=3)]
    """

    def chunks(self, stream: Bytes, size: int) -> Iterator[Chunk]:
        line, rest = 1, b""
        raw = beginning(stream, size)
        while raw:
            cut = raw.rfind(b"\n") + 1
            if cut:
                chunk, rest = b"".join((rest, memoryview(raw)[:cut])), raw[cut:]
                yield Chunk(chunk, line)
                line += chunk.count(b"\n")
            else:
                rest = capped(rest + raw)
            raw = stream.read(size)
        if rest:
            yield Chunk(rest, line)

    def frames(self, chunk: Chunk) -> Iterator[RawRecord]:
        for number, raw in enumerate(chunk.raw.split(b"\n"), chunk.line):
            if raw and not raw.isspace():
                yield RawRecord(capped(raw.removesuffix(b"\r")), number)
