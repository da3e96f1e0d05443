"""Streams out of gz, zip and zst files, told by their first bytes.

Owns what can be wrong with a packed file: damaged, cut off, packed twice, growing without end, names that are paths.  Nothing of an
archive is ever written to a folder.  Knows nothing of formats.
"""

from __future__ import annotations

import gzip
import io
import lzma
import re
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, Final, NamedTuple, Protocol

import zstandard

from loaders.contract import PACKED
from loaders.streams import BUFFER, ahead
from ontology.errors import InputError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

EXPANDED: Final = 64 * 2**30
"""Bytes to which a packed file may grow."""
RATIO: Final = 200
"""Times its size to which a packed file may grow once it is ``SMALL``; whole registers grow 10 to 50 times."""
SMALL: Final = 64 * 2**20
MEMBERS: Final = 1_000
"""Files that are read out of one archive."""

_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_WORKBOOKS: Final = frozenset({"[Content_Types].xml", "content.xml"})
_DAMAGE: Final = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, zstandard.ZstdError, NotImplementedError)
_AGAIN: Final = "download or pack it again"
_NO_DATA: Final = re.compile(r"(?:readme|licen[cs]e|copying|changelog)\b.*|.*\.(?:pdf|md|html?|docx?|xsd|png|jpe?g|gif)", re.IGNORECASE)
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Member(NamedTuple):
    """One file out of what was opened."""

    file: Path
    """Its name, beside the opened file; never a path of its own choosing."""
    stream: BinaryIO
    one_of_several: bool


def unpacked(raw: BinaryIO, file: Path, limit: int, on_skip: Callable[[str], None] = lambda _: None) -> Generator[Member, None, None]:
    """What ``raw`` holds, one after another: each is read before the next is asked for.  Never closes ``raw``.

    What is not packed comes as it is.  Members of an archive that hold no data (a readme, a link) are told to ``on_skip``.

    Raises InputError DAMAGED_ARCHIVE, SEVERAL_IN_ZIP, NESTED_ARCHIVE, WORKBOOK, ENCRYPTED_ZIP, EMPTY_FILE; the streams raise
    DAMAGED_ARCHIVE, TOO_LARGE.
    """
    magic, raw = ahead(raw, 4)
    budget = _Budget(limit)
    with ExitStack() as stack:
        if magic.startswith(_GZIP) or magic == _ZSTD:
            yield Member(_bare(file), _plain(_decompressed(magic, raw, str(file), budget), str(file)), one_of_several=False)
        elif magic in _ZIP:
            yield from _members(stack.enter_context(_seekable(raw, file, limit)), file, budget, on_skip)
        else:
            yield Member(file, raw, one_of_several=False)


def _bare(file: Path) -> Path:
    return file.with_name(PACKED.sub("", file.name) or file.name)


@contextmanager
def _seekable(raw: BinaryIO, file: Path, limit: int) -> Iterator[BinaryIO]:
    """The directory of a zip file is at its end; what comes through a pipe is kept in a file without a name for so long."""
    if raw.seekable():
        yield raw
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(_bounded(raw, str(file), _Budget(limit), limit), copy)
        yield copy


def _members(raw: BinaryIO, file: Path, budget: _Budget, on_skip: Callable[[str], None]) -> Iterator[Member]:
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(zipfile.ZipFile(raw))
        except _DAMAGE as error:
            raise InputError("DAMAGED_ARCHIVE", f"{file} is no usable zip file: {error}", _AGAIN) from error
        if _WORKBOOKS & set(archive.namelist()):
            raise InputError("WORKBOOK", f"{file} is a workbook of a spreadsheet program", "save the sheet as CSV UTF-8 and load that")
        members = _with_data(archive.infolist(), on_skip)
        if not members:
            raise InputError("EMPTY_FILE", f"{file} holds no file", "pack one file into it")
        if len(members) > MEMBERS:
            raise InputError("SEVERAL_IN_ZIP", f"{file} holds {len(members)} files", "unpack it and load the files one by one")
        several, names = len(members) > 1, _names(members)
        labels = [f"{name} in {file}" if several else str(file) for name in names]
        # All are looked at before the first is loaded.
        kinds = [_kind(archive, member, label) for member, label in zip(members, labels, strict=True)]
        for member, name, label, magic in zip(members, names, labels, kinds, strict=True):
            with _opened(archive, member, label) as inner:
                stream = _bounded(inner, label, budget, member.compress_size)
                if magic:
                    stream = _plain(_decompressed(magic, stream, label, budget), label)
                yield Member(_bare(file.with_name(name)), stream, one_of_several=several)


def _with_data(members: list[zipfile.ZipInfo], on_skip: Callable[[str], None]) -> list[zipfile.ZipInfo]:
    """The members that can hold records: files, and no readme where there is something else."""
    # ``ZipInfo.is_dir`` fails on a member without a name.
    files = [m for m in members if not m.filename.endswith("/") and not m.filename.startswith("__MACOSX/")]
    regular = [m for m in files if stat.S_IFMT(m.external_attr >> 16) in (0, stat.S_IFREG) and not _name(m).startswith(".")]
    found = [m for m in regular if m.file_size and not _NO_DATA.fullmatch(_name(m))] or regular
    for member in files:
        if member not in found:
            on_skip(_name(member))
    return found


def _name(member: zipfile.ZipInfo) -> str:
    """The last part of a member's path, as a name that is one on every system."""
    name = re.sub(r"[\x00-\x1f\x7f]", "", re.split(r"[\\/:]", member.filename)[-1])[-100:].rstrip(". ")
    return f"_{name}" if _DEVICE.fullmatch(name) else name or "member"


def _names(members: list[zipfile.ZipInfo]) -> list[str]:
    """A name for each that names a source of its own."""
    names: list[str] = []
    stems: Counter[str] = Counter()
    for member in members:
        name = Path(_name(member))
        stem = Path(PACKED.sub("", name.name)).stem
        stems[stem] += 1
        names.append(name.name if stems[stem] == 1 else f"{stem}-{stems[stem]}{name.name.removeprefix(stem)}")
    return names


def _kind(archive: zipfile.ZipFile, member: zipfile.ZipInfo, label: str) -> bytes:
    """The first bytes of a member that is packed itself; none of one that is not."""
    if member.flag_bits & 1:
        raise InputError("ENCRYPTED_ZIP", f"{label} needs a password", "unpack it and load the file in it")
    with _opened(archive, member, label) as inner:
        magic = _bounded(inner, label, _Budget(SMALL), member.compress_size).read(4)
    if magic in _ZIP:
        raise _nested(label)
    return magic if magic.startswith(_GZIP) or magic == _ZSTD else b""


def _opened(archive: zipfile.ZipFile, member: zipfile.ZipInfo, label: str) -> IO[bytes]:
    try:
        return archive.open(member)
    except _DAMAGE as error:
        raise InputError("DAMAGED_ARCHIVE", f"{label} is damaged: {error}", _AGAIN) from error


def _decompressed(magic: bytes, raw: BinaryIO, label: str, budget: _Budget) -> BinaryIO:
    packed = _Counting(raw)
    inner: Readable = _Zstd(packed) if magic == _ZSTD else gzip.GzipFile(fileobj=packed)
    return io.BufferedReader(_Bounded(inner, label, budget, packed), BUFFER)


def _plain(stream: BinaryIO, label: str) -> BinaryIO:
    """A stream that is not packed once more."""
    magic, stream = ahead(stream, 4)
    if magic.startswith(_GZIP) or magic == _ZSTD or magic in _ZIP:
        raise _nested(label)
    return stream


def _nested(label: str) -> InputError:
    return InputError("NESTED_ARCHIVE", f"{label} is an archive within an archive", "unpack the outer one and load what is in it")


def _bounded(inner: Readable, label: str, budget: _Budget, size: int) -> BinaryIO:
    return io.BufferedReader(_Bounded(inner, label, budget, size), BUFFER)


class _Budget:
    """Bytes that all streams of one file may still give."""

    def __init__(self, limit: int) -> None:
        self.limit = self.left = limit


class _Counting(io.RawIOBase):
    """A stream that knows how much was read of it."""

    def __init__(self, inner: Readable) -> None:
        self._inner, self.total = inner, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        chunk = self._inner.read(size)
        self.total += len(chunk)
        return chunk


class _Bounded(io.RawIOBase):
    """A decompressing stream that refuses to grow without end and names a damaged file."""

    def __init__(self, inner: Readable, label: str, budget: _Budget, packed: int | _Counting) -> None:
        self._inner, self._label, self._budget, self._packed, self._total = inner, label, budget, packed, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        try:
            chunk = self._inner.read(len(view))
        except _DAMAGE as error:
            raise InputError("DAMAGED_ARCHIVE", f"{self._label} is damaged: {error}", _AGAIN) from error
        self._total += len(chunk)
        self._budget.left -= len(chunk)
        packed = self._packed if isinstance(self._packed, int) else self._packed.total
        if self._budget.left < 0:
            raise InputError("TOO_LARGE", f"{self._label} unpacks to more than {self._budget.limit} bytes", "unpack it and load its parts")
        if self._total > max(SMALL, RATIO * packed):
            raise InputError("TOO_LARGE", f"{self._label} unpacks to more than {RATIO} times its size", "unpack it and see what it holds")
        view[: len(chunk)] = chunk
        return len(chunk)


class _Zstd:
    """Frames of zstandard one after another.  A file that is cut off raises EOFError, which the library's own reader takes for the end."""

    _INPUT: Final = 1_024
    """Little at a time, because four bytes can unpack to 128 KiB."""

    def __init__(self, raw: Readable) -> None:
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
