"""Stores strings by number: one file of UTF-8 and where each string begins, memory-mapped.

Owns these two files; knows nothing of what the strings mean.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.algorithms.arrays import ArrayWriter, open_mapped, release_pages
from ontology.errors import StoreError


class StringWriter:
    """Writes ``<path>.txt`` and ``<path>.starts.npy``; both are whole when the ``with`` ends."""

    def __init__(self, path: Path) -> None:
        self._file = path.with_suffix(".txt").open("wb")
        self._starts, self._size = ArrayWriter(path.with_suffix(".starts.npy"), np.int64), 0
        self._starts.add([0])

    def extend(self, texts: Iterable[str]) -> None:
        """Add strings; they get the numbers that follow."""
        encoded = [text.encode() for text in texts]
        if not encoded:
            return
        self._file.write(b"".join(encoded))
        starts = np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded))) + self._size
        self._starts.add(starts)
        self._size = int(starts[-1])

    def extend_from(self, table: StringTable, first: int, last: int) -> None:
        """Add strings ``first`` to ``last - 1`` of a table, as they are stored."""
        data, starts = table.read_run(first, last)
        self._file.write(data)
        self._starts.add(starts[1:] + (self._size - int(starts[0])))
        self._size += len(data)

    def __enter__(self) -> StringWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()
        self._starts.__exit__(kind, error, trace)


class StringTable:
    """Reads what ``StringWriter`` wrote: a sequence of strings, safe to read from several threads.  Raises StoreError STORE_DAMAGED."""

    def __init__(self, path: Path) -> None:
        try:
            with path.with_suffix(".txt").open("rb") as file:
                size = path.with_suffix(".txt").stat().st_size
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
            self._starts: npt.NDArray[np.int64] = open_mapped(path.with_suffix(".starts.npy"))
            self._places = self._starts.data
            len(self._starts)
        except (OSError, ValueError, TypeError) as error:
            raise StoreError("STORE_DAMAGED", f"{path.name} of this generation cannot be read: {error}", "ownership verify") from error

    def __len__(self) -> int:
        return len(self._starts) - 1

    def release_pages(self) -> None:
        """Take what was read out of the memory of this process; what is read again comes from the file."""
        release_pages(self._starts)
        if isinstance(self._data, mmap.mmap):
            self._data.madvise(mmap.MADV_DONTNEED)

    def __getitem__(self, number: int) -> str:
        return self._data[self._places[number] : self._places[number + 1]].decode()

    def take(self, numbers: npt.NDArray[np.integer[Any]]) -> list[str]:
        """The strings of some numbers, read together."""
        data, starts = self._data, self._starts
        return [data[start:end].decode() for start, end in zip(starts[numbers].tolist(), starts[numbers + 1].tolist(), strict=True)]

    def read_run(self, first: int, last: int) -> tuple[bytes, npt.NDArray[np.int64]]:
        """Strings ``first`` to ``last - 1`` one behind the other, and where each begins, with the end of the last."""
        starts = self._starts[first : last + 1]
        return self._data[int(starts[0]) : int(starts[-1])], starts

    def __iter__(self) -> Iterator[str]:
        return (self[number] for number in range(len(self)))
