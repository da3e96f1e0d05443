"""Ids of a release by their hashes: the same as sorting everything at once, whatever is sorted at a time."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.ledger import id_index

FEW = st.integers(0, 3).map(lambda n: n * 2**61)
"""Hashes of which many are equal, in different heaps."""
STATEMENTS = st.tuples(FEW | st.integers(0, 2**63 - 1), st.sampled_from((0, 1, 2**63 - 1)))


def written(folder: Path, parts: list[list[tuple[int, int]]]) -> list[Path]:
    files = [folder / f"part-{number}.keys.npy" for number in range(len(parts))]
    for file, part in zip(files, parts, strict=True):
        id_index.write_part(file, [key for key, _ in part], [checksum for _, checksum in part])
    return files


def at_a_time(
    folder: Path, parts: list[list[tuple[int, int]]], step: int, choose: Callable[[list[int]], tuple[list[int], list[int]]]
) -> id_index.Duplicates:
    with patch.object(id_index, "CHUNK_ROWS", step):
        id_index.join_parts(folder, written(folder, parts))
        return id_index.find_duplicates(folder, choose)


def keep_the_last(positions: list[int]) -> tuple[list[int], list[int]]:
    return positions[:-1], positions[:-1]


@given(st.lists(st.lists(STATEMENTS, max_size=20), max_size=5), st.integers(1, 12))
def test_what_is_joined_in_heaps_is_what_is_sorted_at_once(parts: list[list[tuple[int, int]]], step: int) -> None:
    everything = list(chain.from_iterable(parts))
    expected = sorted((key, position) for position, (key, _) in enumerate(everything))
    first: dict[int, int] = {}
    for key, position in expected:
        first.setdefault(key, position)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        repeats = at_a_time(folder, parts, step, keep_the_last)
        assert np.load(folder / "keys.npy").T.tolist() == [list(pair) for pair in expected]
        assert [path.name for path in folder.iterdir()] == ["keys.npy"]
    groups = [[p for p, (key, _) in enumerate(everything) if key == one] for one in sorted(first)]
    mixed = [group for group in groups if len({everything[p][1] for p in group}) > 1]
    skipped = sorted(p for group in groups for p in (group[:-1] if group in mixed else group[1:]))
    assert repeats.skipped.tolist() == skipped
    assert repeats.differing == [p for group in mixed for p in group[:-1]]
    assert repeats.checksum % 2**64 == sum(everything[p][1] for p in skipped) % 2**64


def test_two_ids_with_one_hash_are_two_ids(tmp_path: Path) -> None:
    repeats = at_a_time(
        tmp_path, [[(7, 1), (9, 2)], [(7, 3), (7, 4)]], 2, lambda positions: ([3], [3]) if positions == [0, 2, 3] else ([], [])
    )
    assert (repeats.skipped.tolist(), repeats.differing, repeats.checksum) == ([3], [3], 4)
