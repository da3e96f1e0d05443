"""A file of an export that is hashed while it is written, and its checksum beside it: ``<file>.sha256``, which ``sha256sum --check`` reads.

Writing and hashing are the work of a thread, so that whoever makes the content waits for neither, nor for the file to be read again.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graph.files import sync

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

ENDING: Final = ".sha256"
"""What the name of a checksum has behind that of its file."""
_PIECE: Final = 1 << 20
"""Bytes that are written at a time."""


class HashedFile(io.BufferedWriter):
    """A new file, written from its beginning to its end.  Errors of the operating system are raised by the next call, or the last.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, HashedFile(Path(folder, "a")) as file:
    ...     _ = file.write(b"abc")
    >>> file.sha256 == hashlib.sha256(b"abc").hexdigest()
    True
    """

    def __init__(self, path: Path) -> None:
        self._pieces = _Pieces(path)
        super().__init__(self._pieces, _PIECE)

    @property
    def sha256(self) -> str:
        """The hash of all that was written, in hexadecimal digits, when the file is closed."""
        return self._pieces.digest.hexdigest()


class _Pieces(io.RawIOBase):
    """A file that a thread writes and hashes, one piece after the other."""

    def __init__(self, path: Path) -> None:
        self.digest = hashlib.sha256()
        self._file = path.open("wb", buffering=0)
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._writing: Future[None] | None = None

    def writable(self) -> bool:
        return True

    def write(self, content: ReadableBuffer, /) -> int:
        piece = bytes(content)
        self._wait()
        self._writing = self._thread.submit(self._write, piece)
        return len(piece)

    def close(self) -> None:
        if self.closed:
            return
        try:
            self._wait()
        finally:
            super().close()
            self._thread.shutdown()
            self._file.close()

    def _wait(self) -> None:
        writing, self._writing = self._writing, None
        if writing is not None:
            writing.result()

    def _write(self, piece: bytes) -> None:
        self.digest.update(piece)
        rest = memoryview(piece)
        while rest:
            rest = rest[self._file.write(rest) or 0 :]


@contextmanager
def open_with_checksum(path: Path) -> Iterator[HashedFile]:
    """Give a new file to fill; when it is filled it is on disk and has its checksum beside it.  Raises OSError."""
    with HashedFile(path) as file:
        yield file
    sync(path)
    write_checksum(path, file.sha256)


def write_missing_checksum(path: Path) -> None:
    """Put the checksum beside a file that has none.  Raises OSError."""
    if not path.with_name(path.name + ENDING).exists():
        with path.open("rb") as file:
            write_checksum(path, hashlib.file_digest(file, "sha256").hexdigest())


def write_checksum(path: Path, sha256: str, note: str = "") -> None:
    """Put a checksum beside its file, with a further line as note.  Raises OSError."""
    path.with_name(path.name + ENDING).write_text(f"{sha256}  {path.name}\n{note}", encoding="utf-8")
