"""Opens what the caller names (plain, gz, zip, zst, standard input), finds its format by content and runs the loader.

Owns the registry of formats.  Knows every loader; no loader knows it.
"""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from loaders.article.loader import ArticleLoader, MapLoader
from loaders.contract import Context, Loader, Release
from loaders.rdf import RdfLoader
from loaders.table import TableLoader
from ontology.errors import InputError, UsageError

LOADERS: Final[tuple[Loader, ...]] = (MapLoader(), RdfLoader(), TableLoader(), ArticleLoader())
"""In the order in which they are asked; the article takes any text that nobody else knows."""

HEAD: Final = 65_536
EXPANDED: Final = 64 * 2**30
"""A compressed file that grows beyond this is refused."""


def releases(context: Context, format_name: str | None = None) -> Iterator[Release]:
    """The releases of ``context.file``.  Raises InputError for a file that cannot be used, UsageError for an unknown format."""
    stream = _open(context.file)
    with stream:
        head = stream.read(HEAD)
        if not head.strip():
            raise InputError("EMPTY_FILE", f"{context.file} is empty", "give a file with at least one record")
        rest = _Joined(head, stream)
        yield from _loader(format_name, head, context.file).load(io.BufferedReader(rest), context)


def _loader(format_name: str | None, head: bytes, file: Path) -> Loader:
    if format_name is not None:
        for loader in LOADERS:
            if loader.name == format_name:
                return loader
        valid = ", ".join(loader.name for loader in LOADERS)
        raise UsageError("UNKNOWN_FORMAT", f"there is no format {format_name!r}", f"use one of: {valid}")
    for loader in LOADERS:
        if loader.detect(head, file):
            return loader
    raise InputError("UNKNOWN_CONTENT", f"{file} is of no known format", "name it with --format, or see docs/reference for the formats")


def _open(file: Path) -> BinaryIO:
    if str(file) == "-":
        return sys.stdin.buffer
    try:
        raw = file.open("rb")
    except FileNotFoundError:
        raise InputError("NO_FILE", f"there is no file {file}", "check the path; files are named relative to the current folder") from None
    except IsADirectoryError:
        raise InputError("NO_FILE", f"{file} is a folder", "name the files in it") from None
    except OSError as error:
        raise InputError("FILE_UNREADABLE", f"{file} cannot be read: {error.strerror}", "check its permissions") from error
    magic = raw.read(4)
    raw.seek(0)
    if magic[:2] == b"\x1f\x8b":
        return io.BufferedReader(_Bounded(gzip.GzipFile(fileobj=raw), file))
    if magic == b"PK\x03\x04":
        return _zipped(raw, file)
    return raw


def _zipped(raw: BinaryIO, file: Path) -> BinaryIO:
    try:
        archive = zipfile.ZipFile(raw)
        members = [m for m in archive.infolist() if not m.is_dir()]
        if len(members) != 1:
            raise InputError("SEVERAL_IN_ZIP", f"{file} holds {len(members)} files", "unpack it and load the files one by one")
        return io.BufferedReader(_Bounded(archive.open(members[0]), file))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise InputError("DAMAGED_ARCHIVE", f"{file} is not a usable zip file: {error}", "download or pack it again") from error


class _Bounded(io.RawIOBase):
    """A decompressing stream that refuses to grow without end and names a damaged archive."""

    def __init__(self, inner: BinaryIO | gzip.GzipFile | zipfile.ZipExtFile | io.IOBase, file: Path) -> None:
        self._inner, self._file, self._total = inner, file, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            chunk = self._inner.read(len(buffer))  # type: ignore[union-attr]
        except (OSError, EOFError, zipfile.BadZipFile) as error:
            raise InputError("DAMAGED_ARCHIVE", f"{self._file} is damaged: {error}", "download or pack it again") from error
        self._total += len(chunk)
        if self._total > EXPANDED:
            raise InputError("TOO_LARGE", f"{self._file} unpacks to more than {EXPANDED >> 30} GiB", "unpack it and load its parts")
        buffer[:len(chunk)] = chunk
        return len(chunk)


class _Joined(io.RawIOBase):
    """The head that was looked at, then the rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = memoryview(head), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._head:
            size = min(len(buffer), len(self._head))
            buffer[:size], self._head = self._head[:size], self._head[size:]
            return size
        chunk = self._rest.read(len(buffer))
        buffer[:len(chunk)] = chunk
        return len(chunk)
