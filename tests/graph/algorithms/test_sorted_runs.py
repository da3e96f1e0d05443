"""What is read back from sorted runs is what was put in, by its keys, however it was cut."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.algorithms.sorted_runs import SortedRuns


@given(st.lists(st.lists(st.integers(0, 9), max_size=12), max_size=6), st.integers(1, 15))
def test_all_rows_of_a_key_come_together_and_keys_in_order(blocks: list[list[int]], rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with SortedRuns(Path(folder) / "runs", "key") as runs:
            for number, keys in enumerate(blocks):
                runs.add({"key": np.array(keys, np.int32), "block": np.full(len(keys), number, np.uint64)})
        stretches = [list(zip(s["key"].tolist(), s["block"].tolist(), strict=True)) for s in runs.read(rows)]
    told = [{key for key, _ in stretch} for stretch in stretches]
    assert all(max(before) < min(after) for before, after in itertools.pairwise(told))
    put = [(key, number) for number, keys in enumerate(blocks) for key in keys]
    assert sorted(row for stretch in stretches for row in stretch) == sorted(put)
    if sum(map(bool, blocks)) > 1:
        assert all(len(stretch) <= rows or len(keys) == 1 for stretch, keys in zip(stretches, told, strict=True))
        # No more stretches than needed: with the next key, each would have too many.
        counts = {key: sum(1 for k, _ in put if k == key) for key, _ in put}
        assert all(len(a) + counts[min(b)] > rows for a, b in zip(stretches, told[1:], strict=False))


def test_one_block_needs_no_files(tmp_path: Path) -> None:
    with SortedRuns(tmp_path / "runs", "key") as runs:
        runs.add({"key": np.array([], np.int32)})
        runs.add({"key": np.array([3, 1], np.int32)})
    assert [stretch["key"].tolist() for stretch in runs.read(1)] == [[3, 1]]
    assert not (tmp_path / "runs").exists()
