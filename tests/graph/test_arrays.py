"""Rows grouped piece by piece are rows sorted at once."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import arrays

PARTIES = 6


@given(st.lists(st.integers(-1, PARTIES - 1), max_size=40), st.integers(1, 12))
def test_rows_are_listed_by_number_whatever_is_looked_at_together(numbers: list[int], piece: int) -> None:
    starts = np.zeros(PARTIES + 1, np.int64)
    with patch.object(arrays, "PIECE", piece):
        arrays.count(np.array(numbers, np.int32), starts)
        rows = np.zeros(int(starts[-1]), np.int64)
        arrays.group(np.array(numbers, np.int32), starts, rows)
    listed = [rows[starts[n]:starts[n + 1]].tolist() for n in range(PARTIES)]
    assert listed == [[row for row, number in enumerate(numbers) if number == n] for n in range(PARTIES)]
    assert len(rows) == sum(number >= 0 for number in numbers)


@pytest.mark.parametrize("pieces", [[], [[]], [[1, 2], [], [3]], [[0] * 1_000] * 13])
def test_an_array_grows_by_its_pieces(tmp_path: Path, pieces: list[list[int]]) -> None:
    with arrays.Growing(tmp_path / "a.npy", np.int32) as growing:
        for piece in pieces:
            growing.add(piece)
    found = np.load(tmp_path / "a.npy", mmap_mode="r")
    assert (found.dtype, found.tolist()) == (np.int32, list(chain.from_iterable(pieces)))
