"""Keeps what each statement says as a hash, and the day on which each undated one was first loaded, from one release to the next.

    claims.npy  hash of what each statement says (digests.py), by position; below 0 for those with a date
    days.npy    by position the day, as an ordinal, on which an earlier release had the same statement, 0 where none had; not there where
                none had any

Owns these files, also as earlier versions of this program wrote them: without claims.npy, or with 0 for statements with a date.  Where in
its file a statement stands is not part of what it says, so a row keeps its day in a file that has grown, lies in another order, has other
ends of lines or is packed; a row of which anything else differs is a new one.  Statements are found again by their ids (keys.npy,
id_index.py), in memory that does not grow with the release.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from graph.algorithms import arrays
from graph.algorithms.arrays import ArrayWriter
from graph.ledger.digests import hash_claim
from graph.ledger.record_store import RecordStore

_Numbers = npt.NDArray[np.int64]

CHUNK_ROWS: Final = 2**20
"""Statements that are compared at a time, about."""


class EarlierRelease(NamedTuple):
    """A release that the same source had, and the day of its first load, as an ordinal."""

    folder: Path
    day: int


def join_parts(folder: Path, parts: Sequence[Path]) -> None:
    """Write ``claims.npy`` from the files of the parts, which are removed."""
    with ArrayWriter(folder / "claims.npy", np.int64) as claims:
        for path in parts:
            claims.add(np.load(path))
            path.unlink()


def write_days(folder: Path, earlier: Iterable[EarlierRelease]) -> None:
    """Write ``days.npy`` of a release whose parts are joined, if need be: of several releases that had a statement the first counts."""
    keys, claims = np.load(folder / "keys.npy", mmap_mode="r"), np.load(folder / "claims.npy", mmap_mode="r")
    days: npt.NDArray[np.int32] | None = None
    for release in earlier:
        for positions, found in _find_again(keys, claims, release):
            if days is None:
                days = arrays.create(folder / "days.npy", np.int32, (len(claims),))
            before = days[positions]
            days[positions] = np.where(before == 0, found, np.minimum(before, found))
            arrays.release_pages(days)
    if days is not None:
        arrays.save(folder / "days.npy", days)


def load_days(folder: Path) -> npt.NDArray[np.int32] | None:
    """Open the days of a release, by position; None where no statement was there before."""
    path = folder / "days.npy"
    return np.load(path, mmap_mode="r") if path.exists() else None


def _find_again(keys: _Numbers, claims: _Numbers, release: EarlierRelease) -> Iterable[tuple[_Numbers, npt.NDArray[np.int32]]]:
    """Yield the positions of statements that an earlier release had, some at a time, and the days on which they were first loaded."""
    old_keys = np.load(release.folder / "keys.npy", mmap_mode="r")
    old_claims, old_days = load_claims(release.folder), load_days(release.folder)
    for start in range(0, keys.shape[1], CHUNK_ROWS):
        ids, positions = np.asarray(keys[:, start : start + CHUNK_ROWS])
        ids, positions = (column[claims[positions] > 0] for column in (ids, positions))
        if not len(ids):
            continue
        first, last = np.searchsorted(old_keys[0], ids[0]), np.searchsorted(old_keys[0], ids[-1], side="right")
        old_ids, old_positions = np.asarray(old_keys[:, first:last])
        places = np.searchsorted(old_ids, ids)
        # Statements that were skipped have a place too: one id may have several.
        while len(places):
            is_there = places < len(old_ids)
            is_there[is_there] = old_ids[places[is_there]] == ids[is_there]
            ids, positions, places = (column[is_there] for column in (ids, positions, places))
            old = old_positions[places]
            is_same = old_claims[old] == claims[positions]
            if is_same.any():
                days = np.full(is_same.sum(), release.day, np.int32)
                if old_days is not None:
                    known = old_days[old[is_same]]
                    days = np.where(known == 0, days, known)
                yield positions[is_same], days
            ids, positions, places = ids[~is_same], positions[~is_same], places[~is_same] + 1
        arrays.release_pages(keys, old_keys)


def load_claims(folder: Path, *, all_of_them: bool = False) -> _Numbers:
    """Open the claims of a release; what is not kept is read from its records.  ``all_of_them``: of statements with a date too."""
    path = folder / "claims.npy"
    if not path.exists():
        return np.fromiter(map(hash_claim, RecordStore(folder / "statements")), np.int64)
    claims: _Numbers = np.load(path, mmap_mode="r")
    if all_of_them and len(missing := np.flatnonzero(claims == 0)):
        records = RecordStore(folder / "statements")
        claims = np.array(claims)
        claims[missing] = [hash_claim(records.read(position)) for position in missing.tolist()]
    return claims
