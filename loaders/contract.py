"""What every loader promises, and what it is given.

A loader reads one opened source and yields releases: a ``Source`` with its statements, streamed.  A record that cannot be used goes to
``LoadContext.reject`` and the rest is loaded; what is odd but usable goes to ``LoadContext.warn``.  Only a file that cannot be used as a
whole raises InputError.  A loader knows ontology/ and nothing else.

A register's loader is a ``RecordLoader``: it says how the file falls apart into records (loaders/framing.py) and maps each record by
itself.  That is what lets a file of any size stream through several processes and lets a load that was killed go on.
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

from ontology.errors import InputError, RecordError
from ontology.statements import Place, Source, Statement
from ontology.terms import Base

LoadedSource = tuple[Source, Iterator[Statement]]

PACKED: Final = re.compile(r"\.(?:gz|gzip|zst|zstd)$", re.IGNORECASE)
"""Endings of packed files; what is left names the file inside."""


class Reject(msgspec.Struct, frozen=True, kw_only=True):
    """One record that was not loaded; a line of the rejects file."""

    file: str
    line: int | None
    code: str
    reason: str
    hint: str
    sha256: str


@dataclass(slots=True)
class LoadContext:
    """One file being loaded: how to name things, and where trouble goes.

    ``read`` counts records of the source; each is ``loaded`` (it gave statements), ``merged`` (it gave none of its own: it repeats
    another, or counts the rest) or ``rejected``, so that read = loaded + merged + rejected.
    """

    base: Base
    file: Path
    """Name of the file as given; ``-`` for standard input.  Neighbours (an article's text) are looked for beside it."""
    source: str | None = None
    """Source name wished by the caller; else the file's stem names it."""
    accept: str | None = None
    """Tier of unreviewed article claims to take as they are."""
    on_reject: Callable[[Reject], None] = lambda _: None
    read: int = 0
    loaded: int = 0
    merged: int = 0
    statements: int = 0
    rejected: int = 0
    warnings: Counter[str] = field(default_factory=Counter)
    size: int | None = None
    """Bytes of the raw file as it lies there, packed or not; None where that is not known (a pipe)."""
    position: int = 0
    """Bytes of the raw file that were read so far; with ``size`` and a clock, the time left."""

    @property
    def source_iri(self) -> str:
        """Of the wished name, else of the file's name without the endings of its format and of its packing."""
        name = "stdin" if str(self.file) == "-" else PACKED.sub("", self.file.name)
        return self.base.source(self.source or Path(name).stem)

    def reject(self, error: RecordError, *, line: int | None, raw: bytes) -> None:
        """Set one record aside."""
        self.rejected += 1
        self.on_reject(
            Reject(
                file=self.file.name, line=line, code=error.code, reason=error.what, hint=error.hint, sha256=hashlib.sha256(raw).hexdigest()
            )
        )

    def warn(self, code: str) -> None:
        """Count something odd that was loaded all the same."""
        self.warnings[code] += 1


class RawRecord(NamedTuple):
    """One record as it lies in the file."""

    raw: bytes
    line: int | None
    """Line on which it begins, or its ordinal where the format has no lines; from 1."""

    def place(self, context: LoadContext) -> Place:
        """Where the raw record lies, with its hash; every statement made from it carries this."""
        return Place(file=context.file.name, line=self.line, sha256=hashlib.sha256(self.raw).hexdigest())


class Chunk(NamedTuple):
    """A run of whole records."""

    raw: bytes
    line: int


class Bytes(Protocol):
    """What framing needs of a stream."""

    def read(self, size: int = -1, /) -> bytes: ...

    def readline(self, size: int = -1, /) -> bytes: ...


class Framing(Protocol):
    """How a file falls apart into records.  Picklable; ``chunks`` is cheap and serial, ``frames`` runs where the records are mapped."""

    def chunks(self, stream: Bytes, size: int) -> Iterator[Chunk]:
        """The file as runs of whole records of about ``size`` bytes, in bounded memory."""

    def frames(self, chunk: Chunk) -> Iterator[RawRecord]:
        """The records of a chunk."""


class Mapper(Protocol):
    """Records to statements.  Picklable, and where ``ReadPlan.parallel`` is set, blind to what came before."""

    def statements(self, frame: RawRecord, context: LoadContext) -> Iterable[Statement]:
        """What one record says; nothing where it says nothing of its own.

        Raises RecordError to set the record aside as a whole.  A statement that a neighbouring record repeats word for word (same id,
        same content) is kept once, so what many records say alike (that a company exists) may be said with each.
        """


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """How one file is read: told from its beginning by ``RecordLoader.open``."""

    source: Source
    """Without ``sha256``, which is known at the end."""
    framing: Framing
    mapper: Mapper
    parallel: bool = True


@runtime_checkable
class RecordLoader(Protocol):
    """One register format.  ``detect`` and ``open`` see the file's name and the first 64 KiB of its content."""

    name: str

    def detect(self, head: bytes, file: Path) -> bool: ...

    def open(self, head: bytes, context: LoadContext) -> ReadPlan: ...


class Loader(Protocol):
    """One format.  ``detect`` sees the file's name and the first 64 KiB of its content."""

    name: str

    def detect(self, head: bytes, file: Path) -> bool: ...

    def load(self, stream: BinaryIO, context: LoadContext) -> Iterator[LoadedSource]: ...


def decode_utf8(raw: bytes, what: str) -> str:
    """Text of UTF-8 bytes (a byte order mark is dropped).  Raises InputError WRONG_ENCODING, EMPTY_FILE, BINARY_FILE."""
    if not raw.strip():
        raise InputError("EMPTY_FILE", f"{what} is empty", "give a file with at least one record")
    if b"\0" in raw[:65_536] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("BINARY_FILE", f"{what} is a binary file, not text", "give the text, table or RDF file itself")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        guess = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "cp1252"
        raise InputError(
            "WRONG_ENCODING",
            f"{what} is not UTF-8: byte {error.start} is 0x{raw[error.start]:02x}",
            f"convert it first, for example: iconv -f {guess} -t utf-8 FILE",
        ) from None
