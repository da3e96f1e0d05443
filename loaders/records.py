"""A register's file as statements: its records cut out, mapped, counted.

Owns what every record loader shares: the counting that adds up, the rejects, the blocks that several processes can work on.  Knows no
format; which loader reads a file is loaders/open.py.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from loaders.contract import Chunk, LoadContext, RawRecord, ReadPlan, Reject
from loaders.framing import MAX_RECORD
from ontology.errors import RecordError
from ontology.statements import Source, Statement

CHUNK: Final = 4 * 2**20
"""Bytes of a block of records; a process that maps one takes about forty times as much."""


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the records of a block."""

    read: int
    loaded: int
    merged: int
    statements: int
    warnings: dict[str, int]
    rejects: tuple[Reject, ...]


class Block:
    """A run of records with what is needed to map it, here or in another process (it can be pickled)."""

    def __init__(self, reading: ReadPlan, chunk: Chunk, context: LoadContext) -> None:
        self._reading, self._chunk, self._of = reading, chunk, (context.base, context.file, context.source)
        self._tally = b""

    @functools.cached_property
    def key(self) -> str:
        """Hash of what is mapped: a block that was done before need not be done again."""
        how = (_code(), self._of, self._reading.source, self._reading.framing, self._reading.mapper, self._chunk.line)
        return hashlib.sha256(hashlib.sha256(repr(how).encode()).digest() + self._chunk.raw).hexdigest()

    def statements(self) -> Iterator[Statement]:
        """The statements of the records, in their order."""
        rejects: list[Reject] = []
        base, file, source = self._of
        context = LoadContext(base, file, source, on_reject=rejects.append)
        for raw_record in self._reading.framing.cut_records(self._chunk):
            for statement in _mapped(self._reading, raw_record, context):
                context.statements += 1
                yield statement
        self._tally = msgspec.json.encode(
            Tally(
                read=context.read,
                loaded=context.loaded,
                merged=context.merged,
                statements=context.statements,
                warnings=dict(context.warnings),
                rejects=tuple(rejects),
            )
        )

    @property
    def tally(self) -> bytes:
        """Counts as JSON, once all statements have been taken."""
        return self._tally


class RecordStream:
    """The statements of one file, streamed; or its ``blocks``, for whoever works on several at a time and gives back their tallies."""

    def __init__(self, reading: ReadPlan, stream: BinaryIO, context: LoadContext, size: int = CHUNK) -> None:
        self._reading, self._stream, self._context, self._size = reading, _Hashed(stream), context, size
        self._all = self._statements()

    @property
    def parallel(self) -> bool:
        """Whether blocks can be mapped out of order and apart."""
        return self._reading.parallel

    def blocks(self) -> Iterator[Block]:
        """Runs of whole records, in order."""
        for chunk in self._reading.framing.read_chunks(self._stream, self._size):
            yield Block(self._reading, chunk, self._context)

    def absorb(self, tally: bytes) -> None:
        """Count what became of a block."""
        context, counted = self._context, msgspec.json.decode(tally, type=Tally)
        context.read += counted.read
        context.loaded += counted.loaded
        context.merged += counted.merged
        context.statements += counted.statements
        context.rejected += len(counted.rejects)
        context.warnings.update(counted.warnings)
        for reject in counted.rejects:
            context.on_reject(reject)

    def source(self) -> Source:
        """The source with the hash of the whole file, once all of it has been read."""
        return msgspec.structs.replace(self._reading.source, sha256=self._stream.digest())

    def __iter__(self) -> Iterator[Statement]:
        return self

    def __next__(self) -> Statement:
        return next(self._all)

    def _statements(self) -> Iterator[Statement]:
        for block in self.blocks():
            yield from block.statements()
            self.absorb(block.tally)


@functools.cache
def _code() -> str:
    """Hash of the loaders' and the records' own text: what another version of the program mapped is mapped again."""
    rooms = (Path(__file__).parent, Path(__file__).parent.parent / "ontology")
    digest = hashlib.sha256()
    for file in sorted(file for room in rooms for file in room.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _mapped(reading: ReadPlan, raw_record: RawRecord, context: LoadContext) -> list[Statement]:
    """What one record says; nothing and a reject where it cannot be used."""
    context.read += 1
    try:
        if len(raw_record.raw) > MAX_RECORD:
            raise RecordError(
                "RECORD_TOO_LONG", f"the record is longer than {MAX_RECORD} bytes", "check that the file is not damaged there"
            )
        found = list(reading.mapper.map_record(raw_record, context))
    except RecordError as error:
        context.reject(error, line=raw_record.line, raw=raw_record.raw)
        return []
    except RecursionError:
        deep = RecordError("TOO_DEEP", "the record is nested deeper than can be read", "check that the file is not damaged there")
        context.reject(deep, line=raw_record.line, raw=raw_record.raw)
        return []
    if found:
        context.loaded += 1
    else:
        context.merged += 1
    return found


class _Hashed:
    """A stream that remembers the hash of what was read."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner, self._hash = inner, hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        raw = self._inner.read(size)
        self._hash.update(raw)
        return raw

    def readline(self, size: int = -1, /) -> bytes:
        raw = self._inner.readline(size)
        self._hash.update(raw)
        return raw

    def digest(self) -> str:
        return self._hash.hexdigest()
