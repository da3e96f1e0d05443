"""Writes files and folders that are durable and appear whole, and names their failures.

Owns fsync, atomic replacement and the translation of errors of the operating system and of embedded engines into ours.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from ontology.errors import StoreError, UsageError


@contextmanager
def raise_store_errors(folder: Path) -> Iterator[None]:
    """Turn errors of the operating system or of an embedded engine about a folder into a StoreError with a next step.

    Raises StoreError STORE_FULL, STORE_READ_ONLY, STORE_MISSING, STORE_FAILED.
    """
    try:
        yield
    except OSError as error:
        raise _to_store_error(folder, error.errno, error.strerror or str(error)) from error
    except (duckdb.IOException, sqlite3.OperationalError) as error:
        text = str(error)
        number = errno.ENOSPC if "space left" in text or "disk is full" in text or "File too large" in text else None
        raise _to_store_error(folder, number, text.splitlines()[0]) from error


@contextmanager
def raise_output_errors(path: Path) -> Iterator[None]:
    """Turn what keeps a file or folder that the reader named from being written into an error with a next step.

    Raises UsageError UNWRITABLE_OUTPUT.
    """
    try:
        if not path.name:
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        yield
    except (OSError, duckdb.IOException) as error:
        what = (getattr(error, "strerror", None) or str(error)).splitlines()[0]
        raise UsageError("UNWRITABLE_OUTPUT", f"{path} cannot be written: {what}", "name another place, or make room there") from error


def _to_store_error(folder: Path, number: int | None, text: str) -> StoreError:
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StoreError(
            "STORE_FULL",
            f"no space left for {folder}; what was served before is still served",
            "free some space (ownership generations prune) and run the command again",
        )
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StoreError(
            "STORE_READ_ONLY", f"{folder} cannot be written: {text}", "choose another folder with --data, or mend its permissions"
        )
    if number in (errno.ENOENT, errno.ENOTDIR):
        return StoreError("STORE_MISSING", f"part of {folder} is missing: {text}", "load a source first, or run: ownership verify")
    return StoreError("STORE_FAILED", f"{folder} failed: {text}", "run: ownership verify")


def sync_tree(folder: Path) -> None:
    """fsync every file and folder below ``folder``."""
    for path in [*folder.rglob("*"), folder]:
        sync(path)


def sync(path: Path) -> None:
    """fsync one file or folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_text(path: Path, text: str) -> None:
    """Replace a small file of text atomically and durably."""
    replace_bytes(path, text.encode())


def replace_bytes(path: Path, content: bytes) -> None:
    """Replace a small file atomically and durably."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_bytes(content)
    sync(temporary)
    temporary.replace(path)
    sync(path.parent)
