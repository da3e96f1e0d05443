"""Streams out of gz, zip and zst files, which are recognised by their first bytes.

Owns what can be wrong with a compressed file: damaged, cut off, compressed twice, growing without end, names that are paths.  No file of
an archive is ever written to a folder.  Knows nothing of formats.
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
from typing import IO, TYPE_CHECKING, BinaryIO, Final, NamedTuple, NoReturn, Protocol

import zstandard

from loaders.contract import COMPRESSED_SUFFIX
from loaders.streams import BUFFER, peek
from ontology.errors import InputError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_BYTES: Final = 64 * 2**30
"""Bytes to which a compressed file may grow."""
MAX_RATIO: Final = 200
"""Times its compressed size to which a file may grow once it is larger than ``ANY_RATIO_BYTES``; whole registers grow 10 to 50 times."""
ANY_RATIO_BYTES: Final = 64 * 2**20
"""Bytes to which a file may grow at any ratio."""
MAX_MEMBERS: Final = 1_000
"""Files that are read out of one archive."""

_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_PART: Final = re.compile(
    r"\[Content_Types\]\.xml|content\.xml|(?:.*/)?(?:entity|person|relationship|ooc)_statement\.(?:csv|parquet)", re.IGNORECASE
)
"""Files of an archive that is one file: of a workbook, of the tables of a release of BODS."""
_DAMAGE: Final = (
    OSError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    zstandard.ZstdError,
    NotImplementedError,
    UnicodeDecodeError,
)
"""What the libraries raise on damaged bytes; the last for the name of a member that is not in the letters that it says."""
_HINT_DAMAGE: Final = "download or pack it again"
_DOCUMENT: Final = re.compile(r"(?:readme|licen[cs]e|copying|changelog)\b.*|.*\.(?:pdf|md|html?|docx?|xsd|png|jpe?g|gif)", re.IGNORECASE)
"""Names of files that accompany data."""
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices."""


class Readable(Protocol):
    """The part of a stream that decompression needs."""

    def read(self, size: int, /) -> bytes: ...


class Member(NamedTuple):
    """One file out of what was opened."""

    file: Path
    """Its name, beside the opened file; never a path of its own choosing."""
    stream: BinaryIO
    one_of_several: bool


def open_members(raw: BinaryIO, file: Path, limit: int, on_skip: Callable[[str], None] = lambda _: None) -> Generator[Member, None, None]:
    """Yield the files in ``raw``, decompressed; each is read before the next is asked for.  Never closes ``raw``.

    A file that is not compressed is yielded as it is.  ``limit``: bytes to which all of them together may grow.  ``on_skip`` is called
    with the name of each member of an archive that holds no data (a readme, a link).

    Raises InputError DAMAGED_ARCHIVE, SEVERAL_IN_ZIP, NESTED_ARCHIVE, ENCRYPTED_ZIP, EMPTY_FILE; the streams raise
    DAMAGED_ARCHIVE, TOO_LARGE.
    """
    magic, raw = peek(raw, 4)
    budget = _Budget(limit)
    with ExitStack() as stack:
        if magic.startswith(_GZIP) or magic == _ZSTD:
            yield Member(_strip_suffix(file), _refuse_nested(_decompress(magic, raw, str(file), budget), str(file)), one_of_several=False)
        elif magic in _ZIP:
            yield from _open_zip(stack.enter_context(_make_seekable(raw, file, limit)), file, budget, on_skip)
        else:
            yield Member(file, raw, one_of_several=False)


def _strip_suffix(file: Path) -> Path:
    return file.with_name(COMPRESSED_SUFFIX.sub("", file.name) or file.name)


@contextmanager
def _make_seekable(raw: BinaryIO, file: Path, limit: int) -> Iterator[BinaryIO]:
    """Copy what comes through a pipe to a file without a name: the directory of a zip file is at its end."""
    if raw.seekable():
        yield raw
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(_bound(raw, str(file), _Budget(limit), limit), copy)
        yield copy


def _open_zip(raw: BinaryIO, file: Path, budget: _Budget, on_skip: Callable[[str], None]) -> Iterator[Member]:
    """Yield the members of a zip file that hold data."""
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(zipfile.ZipFile(raw))
        except _DAMAGE as error:
            raise InputError("DAMAGED_ARCHIVE", f"{file} is no usable zip file: {error}", _HINT_DAMAGE) from error
        if any(_PART.fullmatch(name) for name in archive.namelist()):
            # A workbook is packed, and so are tables that are parts of each other: one file all the same.
            raw.seek(0)
            yield Member(file, raw, one_of_several=False)
            return
        members = _select_data(archive.infolist(), on_skip)
        if not members:
            raise InputError("EMPTY_FILE", f"{file} holds no file", "pack one file into it")
        if len(members) > MAX_MEMBERS:
            raise InputError("SEVERAL_IN_ZIP", f"{file} holds {len(members)} files", "unpack it and load the files one by one")
        several, names = len(members) > 1, _choose_names(members)
        labels = [f"{name} in {file}" if several else str(file) for name in names]
        # All are checked before the first is loaded.
        magics = [_read_magic(archive, member, label) for member, label in zip(members, labels, strict=True)]
        for member, name, label, magic in zip(members, names, labels, magics, strict=True):
            with _open_member(archive, member, label) as inner:
                stream = _bound(inner, label, budget, member.compress_size)
                if magic:
                    stream = _refuse_nested(_decompress(magic, stream, label, budget), label)
                yield Member(_strip_suffix(file.with_name(name)), stream, one_of_several=several)


def check_members(members: list[zipfile.ZipInfo], label: str) -> None:
    """Refuse an archive whose files grow out of all proportion.  Raises InputError TOO_LARGE."""
    unpacked, packed = sum(member.file_size for member in members), sum(member.compress_size for member in members)
    if unpacked > max(ANY_RATIO_BYTES, MAX_RATIO * packed):
        raise InputError("TOO_LARGE", f"{label} unpacks to more than {MAX_RATIO} times its size", "unpack it and see what it holds")


def _select_data(members: list[zipfile.ZipInfo], on_skip: Callable[[str], None]) -> list[zipfile.ZipInfo]:
    """Return the members that can hold records: files, and no readme where there is something else."""
    # ``ZipInfo.is_dir`` fails on a member whose name is empty.
    files = [m for m in members if not m.filename.endswith("/") and not m.filename.startswith("__MACOSX/")]
    regular = [m for m in files if stat.S_IFMT(m.external_attr >> 16) in (0, stat.S_IFREG) and not _make_safe_name(m).startswith(".")]
    selected = [m for m in regular if m.file_size and not _DOCUMENT.fullmatch(_make_safe_name(m))] or regular
    for member in files:
        if member not in selected:
            on_skip(_make_safe_name(member))
    return selected


def _make_safe_name(member: zipfile.ZipInfo) -> str:
    """Return the last part of a member's path, changed so that it is a name on every system."""
    name = re.sub(r"[\x00-\x1f\x7f]", "", re.split(r"[\\/:]", member.filename)[-1])[-100:].rstrip(". ")
    return f"_{name}" if _DEVICE.fullmatch(name) else name or "member"


def _choose_names(members: list[zipfile.ZipInfo]) -> list[str]:
    """Return a name for each member whose stem no other has, because the stem names the source."""
    names: list[str] = []
    stems: Counter[str] = Counter()
    for member in members:
        name = Path(_make_safe_name(member))
        stem = Path(COMPRESSED_SUFFIX.sub("", name.name)).stem
        stems[stem] += 1
        names.append(name.name if stems[stem] == 1 else f"{stem}-{stems[stem]}{name.name.removeprefix(stem)}")
    return names


def _read_magic(archive: zipfile.ZipFile, member: zipfile.ZipInfo, label: str) -> bytes:
    """Return the first bytes of a member that is itself compressed; b"" for any other.  Raises InputError ENCRYPTED_ZIP, NESTED_ARCHIVE."""
    if member.flag_bits & 1:
        raise InputError("ENCRYPTED_ZIP", f"{label} needs a password", "unpack it and load the file in it")
    with _open_member(archive, member, label) as inner:
        magic = _bound(inner, label, _Budget(ANY_RATIO_BYTES), member.compress_size).read(4)
    if magic in _ZIP:
        _raise_nested(label)
    return magic if magic.startswith(_GZIP) or magic == _ZSTD else b""


def _open_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, label: str) -> IO[bytes]:
    try:
        return archive.open(member)
    except _DAMAGE as error:
        raise InputError("DAMAGED_ARCHIVE", f"{label} is damaged: {error}", _HINT_DAMAGE) from error


def _decompress(magic: bytes, raw: BinaryIO, label: str, budget: _Budget) -> BinaryIO:
    compressed = _Counting(raw)
    inner: Readable = _Zstd(compressed) if magic == _ZSTD else gzip.GzipFile(fileobj=compressed)
    return io.BufferedReader(_Bounded(inner, label, budget, compressed), BUFFER)


def _refuse_nested(stream: BinaryIO, label: str) -> BinaryIO:
    """Return the stream unless it is compressed once more.  Raises InputError NESTED_ARCHIVE."""
    magic, stream = peek(stream, 4)
    if magic.startswith(_GZIP) or magic == _ZSTD or magic in _ZIP:
        _raise_nested(label)
    return stream


def _raise_nested(label: str) -> NoReturn:
    raise InputError("NESTED_ARCHIVE", f"{label} is an archive within an archive", "unpack the outer one and load what is in it")


def _bound(inner: Readable, label: str, budget: _Budget, size: int) -> BinaryIO:
    return io.BufferedReader(_Bounded(inner, label, budget, size), BUFFER)


class _Budget:
    """Bytes that all streams of one file may still give."""

    def __init__(self, limit: int) -> None:
        self.limit = self.left = limit


class _Counting(io.RawIOBase):
    """A stream that counts the bytes that were read of it."""

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

    def __init__(self, inner: Readable, label: str, budget: _Budget, compressed: int | _Counting) -> None:
        self._inner, self._label, self._budget, self._compressed, self._total = inner, label, budget, compressed, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        try:
            chunk = self._inner.read(len(view))
        except _DAMAGE as error:
            raise InputError("DAMAGED_ARCHIVE", f"{self._label} is damaged: {error}", _HINT_DAMAGE) from error
        self._total += len(chunk)
        self._budget.left -= len(chunk)
        compressed = self._compressed if isinstance(self._compressed, int) else self._compressed.total
        if self._budget.left < 0:
            raise InputError("TOO_LARGE", f"{self._label} unpacks to more than {self._budget.limit} bytes", "unpack it and load its parts")
        if self._total > max(ANY_RATIO_BYTES, MAX_RATIO * compressed):
            what = f"{self._label} unpacks to more than {MAX_RATIO} times its size"
            raise InputError("TOO_LARGE", what, "unpack it and see what it holds")
        view[: len(chunk)] = chunk
        return len(chunk)


class _Zstd:
    """Frames of zstandard one after another.  A file that is cut off raises EOFError; the library's own reader takes it for the end."""

    _INPUT: Final = 1_024
    """Bytes that are decompressed at a time: few, because four bytes can grow to 128 KiB."""

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
