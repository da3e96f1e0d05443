"""Streams out of gz, zip and zst files, told by their first bytes.

Owns what can be wrong with a packed file: damaged, cut off, several files in one, growing without end.  Knows nothing of formats.
"""

from __future__ import annotations

import gzip
import io
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol

import zstandard

from loaders.contract import PACKED
from loaders.streams import BUFFER, ahead
from ontology.errors import InputError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

EXPANDED: Final = 64 * 2**30
"""Bytes to which a packed file may grow."""

_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_WORKBOOKS: Final = frozenset({"[Content_Types].xml", "content.xml"})
_DAMAGE: Final = (OSError, EOFError, zlib.error, zipfile.BadZipFile, zstandard.ZstdError, NotImplementedError)
_AGAIN: Final = "download or pack it again"


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


@contextmanager
def unpacked(raw: BinaryIO, file: Path, limit: int) -> Iterator[tuple[Path, BinaryIO]]:
    """The name of what ``raw`` holds and the stream of it; ``raw`` itself when it is not packed.  Never closes ``raw``.

    Raises InputError DAMAGED_ARCHIVE, SEVERAL_IN_ZIP, WORKBOOK, ENCRYPTED_ZIP, EMPTY_FILE; the stream raises DAMAGED_ARCHIVE, TOO_LARGE.
    """
    magic, raw = ahead(raw, 4)
    with ExitStack() as stack:
        if magic.startswith(_GZIP):
            yield _bare(file), _bounded(stack.enter_context(gzip.GzipFile(fileobj=raw)), file, limit)
        elif magic == _ZSTD:
            yield _bare(file), _bounded(_Zstd(raw), file, limit)
        elif magic in _ZIP:
            if not raw.seekable():
                copy = stack.enter_context(tempfile.TemporaryFile())
                shutil.copyfileobj(raw, copy)
                raw = copy
            name, member = _member(raw, file, stack)
            yield name, _bounded(member, file, limit)
        else:
            yield file, raw


def _bare(file: Path) -> Path:
    return file.with_name(PACKED.sub("", file.name) or file.name)


def _member(raw: BinaryIO, file: Path, stack: ExitStack) -> tuple[Path, Readable]:
    try:
        archive = stack.enter_context(zipfile.ZipFile(raw))
        if _WORKBOOKS & set(archive.namelist()):
            raise InputError("WORKBOOK", f"{file} is a workbook of a spreadsheet program", "save the sheet as CSV UTF-8 and load that")
        members = [m for m in archive.infolist() if not m.is_dir() and not m.filename.startswith("__MACOSX/")]
        if not members:
            raise InputError("EMPTY_FILE", f"{file} holds no file", "pack one file into it")
        if len(members) > 1:
            raise InputError("SEVERAL_IN_ZIP", f"{file} holds {len(members)} files", "unpack it and load the files one by one")
        if members[0].flag_bits & 1:
            raise InputError("ENCRYPTED_ZIP", f"{file} needs a password", "unpack it and load the file in it")
        stream = stack.enter_context(archive.open(members[0]))
    except _DAMAGE as error:
        raise InputError("DAMAGED_ARCHIVE", f"{file} is no usable zip file: {error}", _AGAIN) from error
    return file.with_name(Path(members[0].filename).name or file.name), stream


def _bounded(inner: Readable, file: Path, limit: int) -> BinaryIO:
    return io.BufferedReader(_Bounded(inner, file, limit), BUFFER)


class _Bounded(io.RawIOBase):
    """A decompressing stream that refuses to grow without end and names a damaged file."""

    def __init__(self, inner: Readable, file: Path, limit: int) -> None:
        self._inner, self._file, self._limit, self._total = inner, file, limit, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        try:
            chunk = self._inner.read(len(view))
        except _DAMAGE as error:
            raise InputError("DAMAGED_ARCHIVE", f"{self._file} is damaged: {error}", _AGAIN) from error
        self._total += len(chunk)
        if self._total > self._limit:
            raise InputError("TOO_LARGE", f"{self._file} unpacks to more than {self._limit} bytes", "unpack it and load its parts")
        view[:len(chunk)] = chunk
        return len(chunk)


class _Zstd:
    """Frames of zstandard one after another.  A file that is cut off raises EOFError, which the library's own reader takes for the end."""

    _INPUT: Final = 1_024
    """Little at a time, because four bytes can unpack to 128 KiB."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._input = b""
        self._output = memoryview(b"")

    def read(self, size: int, /) -> bytes:
        while not self._output:
            self._input = self._input or self._raw.read(self._INPUT)
            if not self._input:
                if self._frame is not None:
                    raise EOFError("it ends in the middle")
                return b""
            if self._frame is None:
                self._frame = zstandard.ZstdDecompressor(max_window_size=2**27).decompressobj()
            self._output = memoryview(self._frame.decompress(self._input))
            self._input = b""
            if self._frame.eof:
                self._input, self._frame = self._frame.unused_data, None
        chunk, self._output = self._output[:size], self._output[size:]
        return bytes(chunk)
