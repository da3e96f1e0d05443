"""A read-only store of JSON records by position: lines packed in blocks, with a small index beside them.

Owns how statements are laid down and found again.  It knows nothing of what a record means.  A look-up reads and unpacks one block; the
file stays open, so that it is read to the end even if somebody removes it.
"""

from __future__ import annotations

import functools
import hashlib
import os
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import zstandard

from ontology.errors import StoreError

BLOCK: Final = 16_384
"""Bytes of lines that are packed together."""

_KEPT: Final = 64
"""Unpacked blocks that a store remembers."""


def key_hash(key: str) -> int:
    """63-bit hash of a key; equal on every machine."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big") >> 1


def write(path: Path, lines: Iterable[bytes]) -> None:
    """Write ``<path>.lines`` and ``<path>.index.npy`` from records (JSON without a line feed), in order."""
    pack = zstandard.ZstdCompressor(level=1).compress
    firsts, places = [0], [0]
    with path.with_suffix(".lines").open("wb") as file:
        held: list[bytes] = []
        size = count = 0
        for line in lines:
            held.append(line)
            size += len(line) + 1
            if size >= BLOCK:
                places.append(places[-1] + file.write(pack(b"\n".join(held))))
                count += len(held)
                firsts.append(count)
                held, size = [], 0
        if held:
            places.append(places[-1] + file.write(pack(b"\n".join(held))))
            firsts.append(count + len(held))
    np.save(path.with_suffix(".index.npy"), np.array([firsts, places], dtype=np.int64))


class RecordStore:
    """Reads what ``write`` wrote.  Safe in several threads."""

    def __init__(self, path: Path) -> None:
        try:
            self._file = os.open(path.with_suffix(".lines"), os.O_RDONLY)
            weakref.finalize(self, os.close, self._file)
            index: npt.NDArray[np.int64] = np.load(path.with_suffix(".index.npy"))
            self._firsts, self._places = index[0], index[1]
        except (OSError, ValueError, IndexError) as error:
            raise StoreError("STORE_DAMAGED", f"{path.name} of {path.parent.name} cannot be read: {error}", "ownership verify") from error
        self._name = f"{path.name} of {path.parent.name}"
        self._block = functools.lru_cache(maxsize=_KEPT)(self._unpacked)

    def __len__(self) -> int:
        return int(self._firsts[-1])

    def at(self, position: int) -> bytes:
        """The record at a position, as JSON bytes."""
        block = int(np.searchsorted(self._firsts, position, side="right")) - 1
        return self._block(block)[position - int(self._firsts[block])]

    def __iter__(self) -> Iterator[bytes]:
        for block in range(len(self._firsts) - 1):
            yield from self._unpacked(block)

    def _unpacked(self, block: int) -> list[bytes]:
        try:
            start, end = int(self._places[block]), int(self._places[block + 1])
            raw = zstandard.ZstdDecompressor().decompress(os.pread(self._file, end - start, start))
        except (zstandard.ZstdError, OSError, IndexError) as error:
            raise StoreError("STORE_DAMAGED", f"{self._name} cannot be read: {error}", "ownership verify") from error
        return raw.split(b"\n")
