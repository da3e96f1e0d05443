"""Which statement has which id, and which says again what another said: hashes by position, in memory that does not grow with a release.

    keys.npy   two rows: hashes of the ids in order, and the position of each
    said.npy   hash of what each says in the order of the keys, while a release is written

Owns these files.  A hash stands for an id until two are equal; the statements themselves are compared only where the hashes of what they
say differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from graph.algorithms import arrays

_Numbers = npt.NDArray[np.int64]

CHUNK_ROWS: Final = 2**20
"""Keys that are sorted at a time, about."""

_BITS: Final = 63
"""Of a hash."""


class Duplicates(NamedTuple):
    """``skipped``: positions, in order, of statements that have the id of an earlier one; ``checksum``: the sum of their hashes;
    ``differing``: those of them that do not say word for word what the first with that id says."""

    skipped: _Numbers
    checksum: int
    differing: list[int]


def write_part(path: Path, ids: list[int], said: list[int]) -> None:
    """Keep the hashes of a part's statements until the parts are joined."""
    np.save(path, np.array([ids, said], dtype=np.int64))


def join(folder: Path, parts: list[Path]) -> None:
    """Write ``keys.npy`` and ``said.npy`` from the files of the parts, which are removed.

    The keys are dealt into heaps by their first bits, and each heap is sorted by itself.
    """
    sizes = [np.load(path, mmap_mode="r").shape[1] for path in parts]
    total = sum(sizes)
    bits = max(total // CHUNK_ROWS, 1).bit_length() - 1
    heights = np.zeros(2**bits, np.int64)
    for path in parts:
        heights += np.bincount(np.load(path)[0] >> (_BITS - bits), minlength=len(heights))
    ends = np.cumsum(heights)
    keys, said = arrays.create(folder / "keys.npy", np.int64, (2, total)), arrays.create(folder / "said.npy", np.int64, (total,))
    free, base = ends - heights, 0
    for path, size in zip(parts, sizes, strict=True):
        ids, hashes = np.load(path)
        heap = ids >> (_BITS - bits)
        order, places = arrays.scatter_positions(heap, free)
        keys[0, places], keys[1, places], said[places] = ids[order], order + base, hashes[order]
        base += size
        arrays.release_pages(keys, said)
    for start, end in zip((ends - heights).tolist(), ends.tolist(), strict=True):
        order = np.argsort(keys[0, start:end], kind="stable")
        keys[:, start:end], said[start:end] = keys[:, start:end][:, order], said[start:end][order]
        arrays.release_pages(keys, said)
    arrays.save(folder / "keys.npy", keys)
    arrays.save(folder / "said.npy", said)
    for path in parts:
        path.unlink()


def again(folder: Path, same_id: Callable[[int, int], bool]) -> Duplicates:
    """What is said again in a release whose parts are joined; ``said.npy`` is removed.

    ``same_id`` tells whether the statements at two positions, whose ids have one hash and which say different things, have one id.
    """
    keys, said = np.load(folder / "keys.npy", mmap_mode="r"), np.load(folder / "said.npy", mmap_mode="r")
    skipped, checksum, differing = [np.empty(0, np.int64)], 0, []
    for ids, positions, hashes in _runs(keys, said):
        is_first = np.append(True, ids[1:] != ids[:-1])
        first = np.maximum.accumulate(np.where(is_first, np.arange(len(ids)), 0))
        later = np.flatnonzero(~is_first)
        alike = hashes[later] == hashes[first[later]]
        changed = []
        for place in later[~alike].tolist():
            position = int(positions[place])
            if any(same_id(int(other), position) for other in positions[first[place] : place]):
                differing.append(position)
                changed.append(place)
        places = np.concatenate([later[alike], np.array(changed, np.int64)])
        skipped.append(positions[places])
        checksum += int(hashes[places].astype(np.uint64).sum(dtype=np.uint64))
    del said
    (folder / "said.npy").unlink()
    return Duplicates(np.sort(np.concatenate(skipped)), checksum, differing)


def _runs(keys: _Numbers, said: _Numbers) -> Iterator[tuple[_Numbers, _Numbers, _Numbers]]:
    """Keys, positions and what is said there, some at a time, equal keys together."""
    start, total = 0, keys.shape[1]
    while start < total:
        end = min(start + CHUNK_ROWS, total)
        end = int(np.searchsorted(keys[0], keys[0, end - 1], side="right"))
        yield np.asarray(keys[0, start:end]), np.asarray(keys[1, start:end]), np.asarray(said[start:end])
        arrays.release_pages(keys, said)
        start = end
