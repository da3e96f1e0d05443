"""Arrays that lie on disk and are filled piece by piece, so that memory does not grow with them.  Knows nothing of what they hold."""

from __future__ import annotations

import math
import mmap
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from numpy.lib.format import open_memmap

_Numbers = npt.NDArray[np.integer[Any]]

CHUNK_ROWS: Final = 2**20
"""Numbers that are read into memory together."""


def create(path: Path, dtype: Any, shape: tuple[int, ...]) -> npt.NDArray[Any]:
    """Create an array of zeros on disk; one without rows stays in memory, as there is nothing to map.  ``save`` ends it."""
    return open_memmap(path, mode="w+", dtype=dtype, shape=shape) if shape[-1] else np.empty(shape, dtype)


def open_mapped(path: Path, *, copy_on_write: bool = False) -> npt.NDArray[Any]:
    """Map the array of a file; what is written to one that is copied on write does not reach the file.

    What ``np.load`` does with a mode of mapping, in a third of the time: that matters where a data folder has a hundred arrays.  Raises
    OSError, ValueError where the file holds no whole array.
    """
    with path.open("rb") as file:
        if (version := np.lib.format.read_magic(file)) != (1, 0):
            raise ValueError(f"version {version} of the format of arrays is not read")
        shape, is_fortran, dtype = np.lib.format.read_array_header_1_0(file)
        start = file.tell()
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY if copy_on_write else mmap.ACCESS_READ)
    if dtype.hasobject or start + math.prod(shape) * dtype.itemsize > len(mapped):
        raise ValueError("the array is not whole")
    return np.ndarray(shape, dtype, mapped, start, order="F" if is_fortran else "C")


class ArrayWriter:
    """An array on disk that chunks are appended to; it can be read when the ``with`` ends."""

    def __init__(self, path: Path, dtype: Any) -> None:
        self._file, self._dtype, self._length = path.open("wb"), np.dtype(dtype), 0
        self._write_header()

    def add(self, chunk: npt.ArrayLike) -> None:
        """Append a chunk."""
        array = np.ascontiguousarray(chunk, dtype=self._dtype)
        self._file.write(array.data)
        self._length += len(array)

    def __enter__(self) -> ArrayWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.seek(0)
        self._write_header()
        self._file.close()

    def _write_header(self) -> None:
        """Write the header; it leaves room for a greater length, so that it can be written again in its place."""
        header = {"descr": np.lib.format.dtype_to_descr(self._dtype), "fortran_order": False, "shape": (self._length,)}
        np.lib.format.write_array_header_1_0(self._file, header)


def release_pages(*arrays: npt.NDArray[Any]) -> None:
    """Take the pages of arrays on disk out of this process; what was written stays, and what is read again comes from the file.

    For arrays of ``create`` and for those that are only read: what was written to a private mapping would be lost.
    """
    for array in arrays:
        if isinstance(array.base, mmap.mmap):
            array.base.madvise(mmap.MADV_DONTNEED)


def save(path: Path, array: npt.NDArray[Any]) -> None:
    """Write out an array of ``create``."""
    if isinstance(array, np.memmap):
        array.flush()
        release_pages(array)
    else:
        np.save(path, array)


def build_indptr(numbers: _Numbers, indptr: _Numbers) -> None:
    """Write to ``indptr`` where the rows of each number begin in a list by number; rows of a negative number are in no list.

    ``numbers`` holds the number of each row.  ``indptr`` comes as zeros, one more than there are numbers.
    """
    for base in range(0, len(numbers), CHUNK_ROWS):
        chunk = np.asarray(numbers[base : base + CHUNK_ROWS])
        distinct, counts = np.unique(chunk[chunk >= 0], return_counts=True)
        indptr[distinct + 1] += counts.astype(indptr.dtype)
        release_pages(numbers, indptr)
    cumulative_sum_in_place(indptr)


def cumulative_sum_in_place(numbers: _Numbers) -> None:
    """Replace each number by the sum of all up to it."""
    total = 0
    for base in range(0, len(numbers), CHUNK_ROWS):
        chunk = numbers[base : base + CHUNK_ROWS]
        chunk[0] += total
        np.cumsum(chunk, out=chunk)
        total = int(chunk[-1])
        release_pages(numbers)


def group_rows(numbers: _Numbers, indptr: _Numbers, rows: _Numbers) -> None:
    """List the rows of each number in order: those of number n are ``rows[indptr[n]:indptr[n + 1]]``, with the ``indptr`` of
    ``build_indptr``.

    >>> numbers, indptr = np.array([1, 0, -1, 1]), np.zeros(4, int)
    >>> build_indptr(numbers, indptr)
    >>> rows = np.zeros(indptr[-1], int)
    >>> group_rows(numbers, indptr, rows)
    >>> indptr.tolist(), rows.tolist()
    ([0, 1, 3, 3], [1, 0, 3])
    """
    free: _Numbers = indptr[:-1].astype(np.int32 if len(numbers) < 2**31 else np.int64)
    release_pages(indptr)
    for base in range(0, len(numbers), CHUNK_ROWS):
        chunk = np.asarray(numbers[base : base + CHUNK_ROWS])
        named = np.flatnonzero(chunk >= 0)
        order, positions = scatter_positions(chunk[named], free)
        rows[positions] = named[order] + base
        release_pages(numbers, rows)


def scatter_positions(numbers: _Numbers, free: _Numbers) -> tuple[_Numbers, _Numbers]:
    """Give each of these numbers the next free position of its number, and advance ``free`` past it.

    Returns the order of the numbers (a stable sort) and the position of each in that order.
    """
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    distinct, firsts, counts = np.unique(ordered, return_index=True, return_counts=True)
    positions = np.repeat(free[distinct] - firsts, counts) + np.arange(len(ordered))
    free[distinct] += counts.astype(free.dtype)
    return order, positions
