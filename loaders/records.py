"""Turns a register's file into a stream of statements: cuts out its records, maps and counts them.

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

from loaders.contract import Chunk, LoadContext, RawRecord, ReadPlan, Reject, add_source
from loaders.framing import MAX_RECORD
from ontology.errors import InputError, RecordError
from ontology.statement_stream import StatementStream
from ontology.statements import Source, Statement

CHUNK_BYTES: Final = 4 * 2**20
"""Bytes of a block of records; a process that maps one takes about forty times as much."""


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the records of a block."""

    read: int
    loaded: int
    merged: int
    statements: int
    warnings: dict[str, int]
    rejects: tuple[Reject, ...]
    named: tuple[Source, ...] = ()


class RecordBlock:
    """A run of records with what is needed to map it, here or in another process (it can be pickled)."""

    def __init__(self, plan: ReadPlan, chunk: Chunk, context: LoadContext) -> None:
        self._plan, self._chunk, self._names = plan, chunk, (context.base, context.file, context.source)
        self._tally = b""

    @functools.cached_property
    def key(self) -> str:
        """Hash of what is mapped: a block that was done before need not be done again."""
        made_from = (_hash_code(), self._names, self._plan.source, self._plan.framing, self._plan.mapper, self._chunk.line)
        return hashlib.sha256(hashlib.sha256(repr(made_from).encode()).digest() + self._chunk.raw).hexdigest()

    def statements(self) -> Iterator[Statement]:
        """The statements of the records, in their order."""
        rejects: list[Reject] = []
        base, file, source = self._names
        context = LoadContext(base, file, source, on_reject=rejects.append)
        for raw_record in self._plan.framing.cut_records(self._chunk):
            statements = _map_record(self._plan, raw_record, context)
            context.statements += len(statements)
            yield from statements
        self._tally = msgspec.json.encode(
            Tally(
                read=context.read,
                loaded=context.loaded,
                merged=context.merged,
                statements=context.statements,
                warnings=dict(context.warnings),
                rejects=tuple(rejects),
                named=tuple(context.named.values()),
            )
        )

    @property
    def tally(self) -> bytes:
        """Counts as JSON, once all statements have been taken."""
        return self._tally


class RecordStream(StatementStream):
    """The statements of one file, record by record; ``context`` counts them.

    ``sha256``: of the file, where ``stream`` is a text that was made of it.
    """

    def __init__(
        self, plan: ReadPlan, stream: BinaryIO, context: LoadContext, size: int = CHUNK_BYTES, *, sha256: str | None = None
    ) -> None:
        super().__init__(plan.source, self._cut(plan, _HashedStream(stream), size), parallel=plan.parallel)
        self._context, self._sha256 = context, sha256
        self._read = self._rejected = 0

    def find_fault(self) -> InputError | None:
        """Why a file whose records gave no statement cannot be used; None for a delta, and for records that all have none of their own."""
        if not self._rejected and (self._read or self.source.delta):
            return None
        if not self._read:
            hint = "nothing was published; look whether the file was written or downloaded to its end"
            return InputError("NOTHING_USABLE", f"{self._context.file} has no record", hint)
        what = f"none of the {self._read:,} records of {self._context.file} can be used"
        return InputError("NOTHING_USABLE", what, "nothing was published; see each record's fault with --rejects FILE")

    def absorb(self, tally: bytes) -> None:
        """Count what became of the records of a block."""
        context, counts = self._context, msgspec.json.decode(tally, type=Tally)
        self._read += counts.read
        self._rejected += len(counts.rejects)
        context.read += counts.read
        context.loaded += counts.loaded
        context.merged += counts.merged
        context.statements += counts.statements
        context.rejected += len(counts.rejects)
        context.warnings.update(counts.warnings)
        for source in counts.named:
            add_source(self.named, source)
        for reject in counts.rejects:
            context.on_reject(reject)

    def _cut(self, plan: ReadPlan, stream: _HashedStream, size: int) -> Iterator[RecordBlock]:
        """Runs of whole records, in order."""
        for chunk in plan.framing.read_chunks(stream, size):
            yield RecordBlock(plan, chunk, self._context)
        self.source = msgspec.structs.replace(plan.source, sha256=self._sha256 or stream.digest())


@functools.cache
def _hash_code() -> str:
    """Hash the text of the modules that map records: what another version of the program mapped is mapped again."""
    rooms = (Path(__file__).parent, Path(__file__).parent.parent / "ontology")
    digest = hashlib.sha256()
    for file in sorted(file for room in rooms for file in room.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _map_record(plan: ReadPlan, raw_record: RawRecord, context: LoadContext) -> list[Statement]:
    """Map one record; no statement and a reject where it cannot be used."""
    context.read += 1
    try:
        if len(raw_record.raw) > MAX_RECORD:
            raise RecordError(
                "RECORD_TOO_LONG", f"the record is longer than {MAX_RECORD} bytes", "check that the file is not damaged there"
            )
        statements = list(plan.mapper.map_record(raw_record, context))
    except RecordError as error:
        context.reject(error, line=raw_record.line, raw=raw_record.raw)
        return []
    except RecursionError:
        too_deep = RecordError("TOO_DEEP", "the record is nested deeper than can be read", "check that the file is not damaged there")
        context.reject(too_deep, line=raw_record.line, raw=raw_record.raw)
        return []
    if statements:
        context.loaded += 1
    else:
        context.merged += 1
    return statements


class _HashedStream:
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
