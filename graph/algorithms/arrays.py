"""Arrays that lie on disk and are filled piece by piece, so that memory does not grow with them.  Knows nothing of what they hold."""

from __future__ import annotations

import mmap
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from numpy.lib.format import open_memmap

_Numbers = npt.NDArray[np.integer[Any]]

CHUNK_ROWS: Final = 2**20
"""Numbers that are looked at together."""


def new(path: Path, dtype: Any, shape: tuple[int, ...]) -> npt.NDArray[Any]:
    """An array of zeros on disk; one without rows is kept in memory, as there is nothing to map.  ``save`` ends it."""
    return open_memmap(path, mode="w+", dtype=dtype, shape=shape) if shape[-1] else np.empty(shape, dtype)


class ArrayWriter:
    """An array on disk that pieces are added to; it is whole when the ``with`` ends."""

    def __init__(self, path: Path, dtype: Any) -> None:
        self._file, self._dtype, self._length = path.open("wb"), np.dtype(dtype), 0
        self._header()

    def add(self, piece: npt.ArrayLike) -> None:
        array = np.ascontiguousarray(piece, dtype=self._dtype)
        self._file.write(array.data)
        self._length += len(array)

    def __enter__(self) -> ArrayWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.seek(0)
        self._header()
        self._file.close()

    def _header(self) -> None:
        """The header leaves room for a greater length, so that it can be written again in its place."""
        shape = {"descr": np.lib.format.dtype_to_descr(self._dtype), "fortran_order": False, "shape": (self._length,)}
        np.lib.format.write_array_header_1_0(self._file, shape)


def release_pages(*arrays: npt.NDArray[Any]) -> None:
    """Take the pages of arrays on disk out of this process; what was written stays, and what is read again is found in the file.

    For arrays of ``new`` and for those that are only read: what was written to a private mapping would be lost.
    """
    for array in arrays:
        if isinstance(array.base, mmap.mmap):
            array.base.madvise(mmap.MADV_DONTNEED)


def save(path: Path, array: npt.NDArray[Any]) -> None:
    """Write out an array of ``new``."""
    if isinstance(array, np.memmap):
        array.flush()
        release_pages(array)
    else:
        np.save(path, array)


def count(numbers: _Numbers, starts: _Numbers) -> None:
    """Where the rows of each number begin in a list by number; rows of a negative one are in no list.

    ``numbers`` has the number of each row.  ``starts`` comes as zeros, one more than there are numbers.
    """
    for base in range(0, len(numbers), CHUNK_ROWS):
        piece = np.asarray(numbers[base : base + CHUNK_ROWS])
        found, times = np.unique(piece[piece >= 0], return_counts=True)
        starts[found + 1] += times.astype(starts.dtype)
        release_pages(numbers, starts)
    cumulative_sum_in_place(starts)


def cumulative_sum_in_place(numbers: _Numbers) -> None:
    """Replace each number by the sum of all up to it."""
    before = 0
    for base in range(0, len(numbers), CHUNK_ROWS):
        piece = numbers[base : base + CHUNK_ROWS]
        piece[0] += before
        np.cumsum(piece, out=piece)
        before = int(piece[-1])
        release_pages(numbers)


def group(numbers: _Numbers, starts: _Numbers, rows: _Numbers) -> None:
    """List the rows of each number in order: those of number n are ``rows[starts[n]:starts[n + 1]]``, ``starts`` being from ``count``.

    >>> numbers, starts = np.array([1, 0, -1, 1]), np.zeros(4, int)
    >>> count(numbers, starts)
    >>> rows = np.zeros(starts[-1], int)
    >>> group(numbers, starts, rows)
    >>> starts.tolist(), rows.tolist()
    ([0, 1, 3, 3], [1, 0, 3])
    """
    free: _Numbers = starts[:-1].astype(np.int32 if len(numbers) < 2**31 else np.int64)
    release_pages(starts)
    for base in range(0, len(numbers), CHUNK_ROWS):
        piece = np.asarray(numbers[base : base + CHUNK_ROWS])
        named = np.flatnonzero(piece >= 0)
        order, places = scatter_positions(piece[named], free)
        rows[places] = named[order] + base
        release_pages(numbers, rows)


def scatter_positions(numbers: _Numbers, free: _Numbers) -> tuple[_Numbers, _Numbers]:
    """The order in which these numbers are dealt, and the place that each gets: the next free one of its number, which is then taken."""
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    found, firsts, times = np.unique(ordered, return_index=True, return_counts=True)
    places = np.repeat(free[found] - firsts, times) + np.arange(len(ordered))
    free[found] += times.astype(free.dtype)
    return order, places
