"""A read-only store of JSON records by key: one file of lines, memory-mapped, with two index arrays beside it.

Owns how statements and parties of a generation are laid down and found again.  It knows nothing of what a record means.
Reader processes share the pages; a look-up touches one line.
"""

from __future__ import annotations

import hashlib
import mmap
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import numpy as np
import numpy.typing as npt

from ontology.errors import StoreError


def key_hash(key: str) -> int:
    """63-bit hash of a key; equal on every machine."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big") >> 1


class RecordWriter:
    """Writes ``<path>.jsonl`` with ``<path>.offsets.npy`` and ``<path>.keys.npy``; records keep their order of arrival."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.with_suffix(".jsonl").open("wb")
        self._offsets = [0]
        self._hashes: list[int] = []

    def add(self, key: str, record: bytes) -> int:
        """Append one record (JSON without a line feed); returns its position."""
        self._file.write(record)
        self._file.write(b"\n")
        self._offsets.append(self._offsets[-1] + len(record) + 1)
        self._hashes.append(key_hash(key))
        return len(self._hashes) - 1

    def close(self) -> None:
        self._file.close()
        hashes = np.array(self._hashes, dtype=np.int64)
        order = np.argsort(hashes, kind="stable")
        np.save(self._path.with_suffix(".offsets.npy"), np.array(self._offsets, dtype=np.int64))
        np.save(self._path.with_suffix(".keys.npy"), np.stack([hashes[order], order.astype(np.int64)]))

    def __enter__(self) -> RecordWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


class RecordStore:
    """Reads what ``RecordWriter`` wrote."""

    def __init__(self, path: Path) -> None:
        try:
            with path.with_suffix(".jsonl").open("rb") as file:
                size = path.with_suffix(".jsonl").stat().st_size
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
            self._offsets: npt.NDArray[np.int64] = np.load(path.with_suffix(".offsets.npy"), mmap_mode="r")
            keys: npt.NDArray[np.int64] = np.load(path.with_suffix(".keys.npy"), mmap_mode="r")
        except (OSError, ValueError) as error:
            raise StoreError("STORE_DAMAGED", f"{path.name} of this generation cannot be read: {error}", "ownership verify") from error
        self._hashes, self._positions = keys[0], keys[1]

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def at(self, position: int) -> bytes:
        """The record at a position, as JSON bytes."""
        start, end = int(self._offsets[position]), int(self._offsets[position + 1])
        return bytes(self._data[start:end - 1])

    def positions(self, key: str) -> list[int]:
        """Positions whose key has this hash: nearly always one or none; the caller compares the key in the record."""
        wanted = key_hash(key)
        first = int(np.searchsorted(self._hashes, wanted, side="left"))
        last = int(np.searchsorted(self._hashes, wanted, side="right"))
        return [int(p) for p in self._positions[first:last]]

    def __iter__(self) -> Iterator[bytes]:
        return (self.at(position) for position in range(len(self)))
