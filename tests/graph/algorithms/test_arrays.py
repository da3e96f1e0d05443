"""Rows grouped piece by piece are rows sorted at once."""

from __future__ import annotations

from itertools import accumulate, chain
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.algorithms import arrays

PARTIES = 6


@given(st.lists(st.integers(-1, PARTIES - 1), max_size=40), st.integers(1, 12))
def test_rows_are_listed_by_number_whatever_is_looked_at_together(numbers: list[int], piece: int) -> None:
    starts = np.zeros(PARTIES + 1, np.int64)
    with patch.object(arrays, "CHUNK_ROWS", piece):
        arrays.build_indptr(np.array(numbers, np.int32), starts)
        rows = np.zeros(int(starts[-1]), np.int64)
        arrays.group_rows(np.array(numbers, np.int32), starts, rows)
    listed = [rows[starts[n] : starts[n + 1]].tolist() for n in range(PARTIES)]
    assert listed == [[row for row, number in enumerate(numbers) if number == n] for n in range(PARTIES)]
    assert len(rows) == sum(number >= 0 for number in numbers)


@pytest.mark.parametrize("pieces", [[], [[]], [[1, 2], [], [3]], [[0] * 1_000] * 13])
def test_an_array_grows_by_its_pieces(tmp_path: Path, pieces: list[list[int]]) -> None:
    with arrays.ArrayWriter(tmp_path / "a.npy", np.int32) as growing:
        for piece in pieces:
            growing.add(piece)
    array = np.load(tmp_path / "a.npy", mmap_mode="r")
    assert (array.dtype, array.tolist()) == (np.int32, list(chain.from_iterable(pieces)))


@given(st.lists(st.integers(0, 9), max_size=40), st.integers(1, 12))
def test_sums_in_pieces_are_sums(numbers: list[int], piece: int) -> None:
    array = np.array(numbers, np.int64)
    with patch.object(arrays, "CHUNK_ROWS", piece):
        arrays.cumulative_sum_in_place(array)
    assert array.tolist() == list(accumulate(numbers))


def test_pages_let_go_leave_the_process_and_keep_what_was_written(tmp_path: Path) -> None:
    array = arrays.create(tmp_path / "a.npy", np.int64, (4 * 2**20,))
    array[:] = np.arange(len(array))
    filled = _resident()
    arrays.release_pages(array)
    assert filled - _resident() > 30 * 2**10
    assert np.array_equal(array, np.arange(len(array)))
    arrays.save(tmp_path / "a.npy", array)
    assert np.array_equal(np.load(tmp_path / "a.npy"), np.arange(len(array)))


def test_an_array_in_memory_stays_when_it_is_let_go() -> None:
    array = np.arange(3)
    arrays.release_pages(array, array[1:])
    assert array.tolist() == [0, 1, 2]


def _resident() -> int:
    """KiB of this process in memory."""
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Rss:"))


@pytest.mark.parametrize("array", [np.arange(5, dtype=np.int32), np.empty(0), np.array([b"GB", b""]), np.asfortranarray([[1, 2], [3, 4]])])
def test_an_array_that_is_mapped_is_the_one_that_was_saved_and_what_is_written_to_it_stays_here(
    tmp_path: Path, array: np.ndarray[Any, Any]
) -> None:
    path = tmp_path / "a.npy"
    np.save(path, array)
    shared, own = arrays.open_mapped(path), arrays.open_mapped(path, copy_on_write=True)
    assert (shared.dtype, shared.tolist(), shared.flags.writeable) == (array.dtype, array.tolist(), False)
    own.fill(7)
    assert own.tolist() == np.full_like(array, 7).tolist()
    assert shared.tolist() == np.load(path).tolist() == array.tolist()


def test_what_holds_no_whole_array_is_not_mapped(tmp_path: Path) -> None:
    path = tmp_path / "a.npy"
    np.save(path, np.arange(1_000))
    whole = path.read_bytes()
    with_objects = tmp_path / "objects.npy"
    np.save(with_objects, np.array([{}, None]))
    for content in (b"", whole[:20], whole[:-1], b"{}" + whole, with_objects.read_bytes(), whole.replace(b"NUMPY\x01", b"NUMPY\x03")):
        path.write_bytes(content)
        with pytest.raises(ValueError):  # noqa: PT011 - of numpy or ours
            arrays.open_mapped(path)
