"""Brings rows that are too many for memory into the order of one of their columns: each block is sorted and put on disk, and all are read
back a stretch of the key at a time.  Knows nothing of what the columns hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.algorithms import arrays

_Columns = dict[str, npt.NDArray[Any]]


class SortedRuns:
    """Blocks of rows on disk, each in the order of its key.  ``with`` ends what is written; the files stay for ``read``."""

    def __init__(self, folder: Path, key: str) -> None:
        """``folder`` is made when there is a second block, with a file a column; ``key`` names a column of whole numbers from 0."""
        self._folder, self._key = folder, key
        self._first: _Columns | None = None
        self._files = ExitStack()
        self._writers: dict[str, arrays.ArrayWriter] = {}
        self._ends: list[int] = []

    def add(self, block: Mapping[str, npt.NDArray[Any]]) -> None:
        """Take a block.  All blocks have the same columns, of the same types."""
        if not len(block[self._key]):
            return
        if not self._ends:
            self._first = dict(block)
        elif not self._writers:
            self._create(block)
        if self._writers:
            self._write(block)
        self._ends.append(len(block[self._key]) + (self._ends[-1] if self._ends else 0))

    def _create(self, block: Mapping[str, npt.NDArray[Any]]) -> None:
        """Begin the files, with the first block, which was kept in memory until there is another."""
        assert self._first is not None
        self._folder.mkdir(parents=True)
        for name, column in block.items():
            self._writers[name] = self._files.enter_context(arrays.ArrayWriter(self._folder / f"{name}.npy", column.dtype))
        self._write(self._first)
        self._first = None

    def _write(self, block: Mapping[str, npt.NDArray[Any]]) -> None:
        order = np.argsort(block[self._key], kind="stable")
        for name, writer in self._writers.items():
            writer.add(block[name][order])

    def __enter__(self) -> SortedRuns:
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def read(self, rows: int) -> Iterator[_Columns]:
        """The rows by their keys, about so many at a time: each time all rows of some keys, in no order, and then those of greater keys.

        A single block is given as it came.
        """
        if self._first is not None:
            yield self._first
        if not self._writers:
            return
        columns = {name: arrays.open_mapped(self._folder / f"{name}.npy") for name in self._writers}
        keys = columns[self._key]
        runs = [keys[start:end] for start, end in zip([0, *self._ends], self._ends, strict=False)]
        begins = np.array([0, *self._ends[:-1]])
        at = np.zeros(len(runs), np.int64)
        while left := [int(run[place]) for run, place in zip(runs, at.tolist(), strict=True) if place < len(run)]:
            ends = _find_ends(runs, at, min(left), rows)
            taken = [(int(a), int(b)) for a, b in zip(begins + at, begins + ends, strict=True) if a < b]
            stretch = {name: np.concatenate([column[a:b] for a, b in taken]) for name, column in columns.items()}
            arrays.release_pages(*columns.values())
            yield stretch
            at = ends


def _find_ends(runs: list[npt.NDArray[Any]], at: npt.NDArray[np.int64], first: int, rows: int) -> npt.NDArray[np.int64]:
    """Find how far each run goes in the next stretch: up to the greatest key with which it has no more than so many rows, yet all of the
    first key.  ``at``: how far each run has been read."""

    def find(key: int) -> npt.NDArray[np.int64]:
        # A key of another type would have each run copied.
        return np.array([np.searchsorted(run, run.dtype.type(key)) for run in runs], np.int64)

    low, high = first + 1, max(int(run[-1]) for run in runs) + 1
    while low < high:
        middle = (low + high + 1) // 2
        if int((find(middle) - at).sum()) <= rows:
            low = middle
        else:
            high = middle - 1
    return find(low)
