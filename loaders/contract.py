"""The contract of every loader: what it is given and what it returns.

A loader reads one opened file and yields its sources, each with its statements, streamed.  A record that cannot be used goes to
``LoadContext.reject`` and the rest is loaded; what is odd but usable goes to ``LoadContext.warn``.  Only a file that cannot be used as a
whole raises InputError.  A loader knows ontology/ and nothing else.

A register's loader is a ``RecordLoader``: it chooses how the file is cut into records (loaders/framing) and maps each record by itself.
Therefore a file of any size streams through several processes, and a load that was killed can go on.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, Protocol, runtime_checkable

import msgspec

from ontology.errors import RecordError
from ontology.statements import Place, Source, Statement
from ontology.terms import Base

LoadedSource = tuple[Source, Iterator[Statement]]

COMPRESSED_SUFFIX: Final = re.compile(r"\.(?:gz|gzip|zst|zstd)$", re.IGNORECASE)
"""Suffixes of compressed files; what is left of a name is the name of the file inside."""


class Reject(msgspec.Struct, frozen=True, kw_only=True):
    """One record that was not loaded; a line of the rejects file."""

    file: str
    line: int | None
    code: str
    reason: str
    hint: str
    sha256: str


class NamedFile(NamedTuple):
    """A small file that goes with the one being loaded."""

    name: str
    content: bytes


@dataclass(slots=True)
class LoadContext:
    """One file being loaded: how things are named, where rejects and warnings go, and what was counted.

    ``read`` counts records of the source; each is ``loaded`` (it gave statements), ``merged`` (it gave none of its own: it repeats
    another, or counts the rest) or ``rejected``, so that read = loaded + merged + rejected.
    """

    base: Base
    file: Path
    """The file as the caller named it; ``-`` is standard input.  An article's text is looked for in its folder."""
    source: str | None = None
    """Name of the source; None: the stem of the file's name."""
    date: str | None = None
    """Day of the source as the caller gives it; it takes the place of the one that the file names."""
    accept: str | None = None
    """Tier of unreviewed article claims that are accepted as they are."""
    mapping: NamedFile | None = None
    """How a table is read that is not the generic one."""
    on_reject: Callable[[Reject], None] = lambda _: None
    on_warning: Callable[[str, str], None] = lambda _code, _what: None
    """Takes the code of a warning that says more than its count, and what it says."""
    read: int = 0
    loaded: int = 0
    merged: int = 0
    statements: int = 0
    rejected: int = 0
    warnings: Counter[str] = field(default_factory=Counter)
    named: dict[str, Source] = field(default_factory=dict)
    """The sources that the file names within itself, by IRI."""
    size: int | None = None
    """Bytes of the file on disk, compressed or not; None where that is not known (a pipe)."""
    position: int = 0
    """Bytes of the file on disk that were read so far; ``size``, this and a clock give the time left."""

    @property
    def source_iri(self) -> str:
        """IRI of ``source``, else of the file's name without the suffixes of its format and its compression."""
        name = "stdin" if str(self.file) == "-" else COMPRESSED_SUFFIX.sub("", self.file.name)
        return self.base.source(self.source or Path(name).stem)

    def reject(self, error: RecordError, *, line: int | None, raw: bytes) -> None:
        """Set one record aside: count it and hand it to ``on_reject``.  ``raw``: the record's bytes."""
        self.reject_place(error, Place(file=self.file.name, line=line, sha256=hashlib.sha256(raw).hexdigest()))

    def reject_place(self, error: RecordError, place: Place) -> None:
        """Set the record at a place aside, as ``reject`` does."""
        self.rejected += 1
        self.on_reject(
            Reject(
                file=place.file or self.file.name,
                line=place.line,
                code=error.code,
                reason=error.what,
                hint=error.hint,
                sha256=place.sha256 or "",
            )
        )

    def name_source(self, source: Source) -> None:
        """Remember a source that the file names within itself, of which a statement is."""
        add_source(self.named, source)

    def warn(self, code: str, what: str = "", *, times: int = 1) -> None:
        """Count something odd that was loaded all the same.  ``code``: one of the loader's WARNINGS; ``what``: a sentence on this one."""
        self.warnings[code] += times
        if what:
            self.on_warning(code, what)


def add_source(named: dict[str, Source], source: Source) -> None:
    """Add what a record says of a source to what others say of it."""
    known = named.setdefault(source.id, source)
    if known is not source and known != source:
        named[source.id] = _merge_sources(known, source)


def _merge_sources(source: Source, other: Source) -> Source:
    """Merge what two records say of one source, whatever their order: the last day, and of two words for a field the first."""
    dates = [date for date in (source.date, other.date) if date]
    first = {
        name: min((text for text in (getattr(source, name), getattr(other, name)) if text), default=None)
        for name in ("publisher", "licence", "url")
    }
    return msgspec.structs.replace(source, date=max(dates, default=None), **first)


class RawRecord(msgspec.Struct, frozen=True, gc=False):
    """One record as it stands in the file."""

    raw: bytes
    line: int | None
    """Line on which it begins, or its ordinal where the format has no lines; counted from 1."""

    def locate(self, context: LoadContext) -> Place:
        """Return file, line and hash of the record; every statement made from it carries them."""
        return Place(file=context.file.name, line=self.line, sha256=hashlib.sha256(self.raw).hexdigest())


class Chunk(NamedTuple):
    """A run of whole records.  ``line``: that of the first one."""

    raw: bytes
    line: int


class ByteReader(Protocol):
    """The part of a binary stream that framing needs."""

    def read(self, size: int = -1, /) -> bytes: ...

    def readline(self, size: int = -1, /) -> bytes: ...


class Framing(Protocol):
    """How a file is cut into records.  Picklable.

    ``read_chunks`` is cheap and runs in one process, ``cut_records`` runs where the records are mapped.
    """

    def read_chunks(self, stream: ByteReader, size: int) -> Iterator[Chunk]:
        """Yield the file as runs of whole records of about ``size`` bytes, in bounded memory."""

    def cut_records(self, chunk: Chunk) -> Iterator[RawRecord]:
        """Yield the records of a chunk."""


class Mapper(Protocol):
    """Turns records into statements.  Picklable; where ``ReadPlan.parallel`` is set, it remembers nothing of earlier records."""

    def map_record(self, raw_record: RawRecord, context: LoadContext) -> Iterable[Statement]:
        """Return the statements of one record; none where it has none of its own.

        Raises RecordError to set the record aside as a whole.  A statement that a neighbouring record repeats word for word (same id,
        same content) is kept once, so what many records state alike (that a company exists) may be returned with each of them.
        """


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """How one file is read, as ``RecordLoader.open`` decides from its beginning."""

    source: Source
    """Without ``sha256``, which is known at the end."""
    framing: Framing
    mapper: Mapper
    parallel: bool = True


@runtime_checkable
class RecordLoader(Protocol):
    """The loader of one register.  ``detect`` and ``open`` see the file's name and the first 64 KiB of its content."""

    name: str

    def detect(self, head: bytes, file: Path) -> bool:
        """Whether the file is of this format."""

    def open(self, head: bytes, context: LoadContext) -> ReadPlan:
        """Decide how the file is read."""


class Loader(Protocol):
    """The loader of a format that is read as a whole.  ``detect`` sees the file's name and the first 64 KiB of its content."""

    name: str

    def detect(self, head: bytes, file: Path) -> bool:
        """Whether the file is of this format."""

    def load(self, stream: BinaryIO, context: LoadContext) -> Iterator[LoadedSource]:
        """Yield the sources of the file with their statements."""
