"""A file of an export and its checksum beside it: ``<file>.sha256``, one line that ``sha256sum --check`` reads.

A large file is hashed while it is written, so that nobody waits for it to be read again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

ENDING: Final = ".sha256"
"""What the name of a checksum has behind that of its file."""


class CheckedFile:
    """What a file is written through."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()

    def write(self, content: bytes | memoryview) -> None:
        """Write some bytes, at the end."""
        self._file.write(content)
        self._digest.update(content)

    @property
    def sha256(self) -> str:
        """The hash of all that was written, in hexadecimal digits."""
        return self._digest.hexdigest()


@contextmanager
def open_checked(path: Path) -> Iterator[CheckedFile]:
    """Give a new file to fill; when it is filled it is on disk and has its checksum beside it.  Raises OSError."""
    with path.open("wb") as file:
        checked = CheckedFile(file)
        yield checked
        file.flush()
        os.fsync(file.fileno())
    write_checksum(path, checked.sha256)


def write_missing_checksum(path: Path) -> None:
    """Put the checksum beside a file that has none.  Raises OSError."""
    if not path.with_name(path.name + ENDING).exists():
        write_checksum(path, hash_file(path))


def write_checksum(path: Path, sha256: str, note: str = "") -> None:
    """Put a checksum beside its file, with a further line as note.  Raises OSError."""
    path.with_name(path.name + ENDING).write_text(f"{sha256}  {path.name}\n{note}", encoding="utf-8")


def hash_file(path: Path) -> str:
    """Hash what a file has, in hexadecimal digits.  Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
