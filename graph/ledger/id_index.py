"""Indexes the ids of a release and finds its duplicates, by hashes, in memory that does not grow with the release.

    keys.npy   two rows: hashes of the ids in order, and the position of each
    said.npy   hash of the content of each statement in the order of the keys; only while a release is written

Owns these files.  A hash stands for an id until two are equal; the ids themselves are compared only where the contents differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from graph.algorithms import arrays

_Numbers = npt.NDArray[np.int64]

CHUNK_ROWS: Final = 2**20
"""Keys that are sorted at a time, about."""

_HASH_BITS: Final = 63


class Duplicates(NamedTuple):
    """``skipped``: positions, in order, of statements that have the id of another, which is kept; ``checksum``: the sum of their content
    hashes; ``differing``: positions of those that say something which the kept one does not say."""

    skipped: _Numbers
    checksum: int
    differing: list[int]


def write_part(path: Path, id_hashes: Sequence[int] | _Numbers, content_hashes: Sequence[int] | _Numbers) -> None:
    """Keep the hashes of a part's statements until the parts are joined."""
    np.save(path, np.array([id_hashes, content_hashes], dtype=np.int64))


def join_parts(folder: Path, parts: list[Path]) -> None:
    """Write ``keys.npy`` and ``said.npy`` from the files of the parts, which are removed.

    The keys are distributed over buckets by their first bits, and each bucket is sorted by itself.
    """
    sizes = [np.load(path, mmap_mode="r").shape[1] for path in parts]
    total = sum(sizes)
    bits = max(total // CHUNK_ROWS, 1).bit_length() - 1
    bucket_sizes = np.zeros(2**bits, np.int64)
    for path in parts:
        bucket_sizes += np.bincount(np.load(path)[0] >> (_HASH_BITS - bits), minlength=len(bucket_sizes))
    ends = np.cumsum(bucket_sizes)
    keys = arrays.create(folder / "keys.npy", np.int64, (2, total))
    content_hashes = arrays.create(folder / "said.npy", np.int64, (total,))
    free, base = ends - bucket_sizes, 0
    for path, size in zip(parts, sizes, strict=True):
        id_hashes, part_hashes = np.load(path)
        order, places = arrays.scatter_positions(id_hashes >> (_HASH_BITS - bits), free)
        keys[0, places], keys[1, places], content_hashes[places] = id_hashes[order], order + base, part_hashes[order]
        base += size
        arrays.release_pages(keys, content_hashes)
    for start, end in zip((ends - bucket_sizes).tolist(), ends.tolist(), strict=True):
        order = np.argsort(keys[0, start:end], kind="stable")
        keys[:, start:end], content_hashes[start:end] = keys[:, start:end][:, order], content_hashes[start:end][order]
        arrays.release_pages(keys, content_hashes)
    arrays.save(folder / "keys.npy", keys)
    arrays.save(folder / "said.npy", content_hashes)
    for path in parts:
        path.unlink()


def find_duplicates(folder: Path, choose: Callable[[list[int]], tuple[list[int], list[int]]]) -> Duplicates:
    """Find the statements of a release, whose parts are joined, that have the id of another; ``said.npy`` is removed.

    Of those that are equal the first is kept.  ``choose`` is asked about positions whose ids have one hash and whose contents differ; it
    returns those to skip, and which of them are differing.
    """
    keys, content_hashes = np.load(folder / "keys.npy", mmap_mode="r"), np.load(folder / "said.npy", mmap_mode="r")
    skipped, checksum, differing = [np.empty(0, np.int64)], 0, []
    for id_hashes, positions, contents in _read_runs(keys, content_hashes):
        starts = np.flatnonzero(np.append(True, id_hashes[1:] != id_hashes[:-1]))
        group = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(id_hashes))))
        is_later = np.ones(len(id_hashes), bool)
        is_later[starts] = False
        mixed = np.unique(group[contents != contents[starts[group]]])
        is_skipped = is_later & ~np.isin(group, mixed)
        for number in mixed.tolist():
            places = np.arange(starts[number], starts[number + 1] if number + 1 < len(starts) else len(id_hashes))
            left_out, unlike = choose(positions[places].tolist())
            is_skipped[places] = np.isin(positions[places], left_out)
            differing += unlike
        skipped.append(positions[is_skipped])
        checksum += int(contents[is_skipped].astype(np.uint64).sum(dtype=np.uint64))
    del content_hashes
    (folder / "said.npy").unlink()
    return Duplicates(np.sort(np.concatenate(skipped)), checksum, differing)


def _read_runs(keys: _Numbers, content_hashes: _Numbers) -> Iterator[tuple[_Numbers, _Numbers, _Numbers]]:
    """Yield id hashes, positions and content hashes, some at a time, equal ids together."""
    start, total = 0, keys.shape[1]
    while start < total:
        end = min(start + CHUNK_ROWS, total)
        end = int(np.searchsorted(keys[0], keys[0, end - 1], side="right"))
        yield np.asarray(keys[0, start:end]), np.asarray(keys[1, start:end]), np.asarray(content_hashes[start:end])
        arrays.release_pages(keys, content_hashes)
        start = end
