"""Stores JSON records by position: lines packed in blocks, with a small index beside them; written once, then only read.

Owns the two files; knows nothing of what a record means.  A look-up reads and unpacks one block; the file stays open, so that it is read to
the end even if somebody removes it.
"""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
import threading
import weakref
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import zstandard

from ontology.errors import StoreError

BLOCK_BYTES: Final = 16_384
"""Bytes of lines that are packed together: half of it would be read in a fifth less time, and take a quarter more room."""
_LEVEL: Final = -1
"""As fast as it is packed: at level 1 a block is a quarter smaller, and takes a fifth longer to be written and to be read."""

_CACHED_BLOCKS: Final = 128

BEGIN_DIGEST: Final = hashlib.blake2b(digest_size=8).copy
"""Begins a digest as ``hash_bytes`` makes it: to copy one is sooner than to make one, by a third for a short text."""


class _Unpacker(threading.local):
    """Unpacks blocks: one a thread, since it cannot be shared, and is dearer to make than a block is to unpack."""

    def __init__(self) -> None:
        self.unpack = zstandard.ZstdDecompressor().decompress


_UNPACKER: Final = _Unpacker()


def hash_key(key: str) -> int:
    """Hash a key to 63 bits; equal on every machine."""
    return hash_bytes(key.encode())


def hash_bytes(content: bytes) -> int:
    """Hash bytes to 63 bits, as a key of them."""
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "big") >> 1


def hash_each(contents: Iterable[bytes]) -> npt.NDArray[np.int64]:
    """Hash each of several byte strings as ``hash_bytes`` does.

    >>> hash_each([b"a", b"b"]).tolist() == [hash_bytes(b"a"), hash_bytes(b"b")]
    True
    """
    digests = []
    for content in contents:
        digest = BEGIN_DIGEST()
        digest.update(content)
        digests.append(digest.digest())
    return read_digests(digests)


def read_digests(digests: Iterable[bytes]) -> npt.NDArray[np.int64]:
    """Read digests of 8 bytes as hashes of 63 bits."""
    return (np.frombuffer(b"".join(digests), ">u8") >> np.uint64(1)).astype(np.int64)


class Joined(NamedTuple):
    """Records (JSON without a line feed) in order, as one text."""

    text: memoryview
    """A line feed stands between two of them."""
    ends: list[int]
    """Where each record ends, with the line feed behind it."""

    def take(self, first: int, last: int) -> memoryview:
        """Take records ``first`` to ``last - 1``, with the line feeds between them."""
        return self.text[self.ends[first - 1] if first else 0 : self.ends[last - 1] - 1] if first < last else self.text[:0]


def join(lines: Sequence[bytes]) -> Joined:
    """Join records.

    >>> [bytes(join([b"a", b"bc", b"d"]).take(*run)) for run in ((0, 2), (1, 3), (2, 2))]
    [b'a\\nbc', b'bc\\nd', b'']
    """
    ends: list[int] = np.cumsum(np.fromiter(map(len, lines), np.int64, len(lines)) + 1).tolist()
    return Joined(memoryview(b"\n".join(lines)), ends)


def write(path: Path, joined: Joined) -> None:
    """Write ``<path>.lines`` and ``<path>.index.npy`` from records.

    The index has two rows, one entry more than there are blocks: position of a block's first record, and the byte where the block begins.
    """
    pack, ends = zstandard.ZstdCompressor(level=_LEVEL).compress, joined.ends
    firsts, offsets = [0], [0]
    with path.with_suffix(".lines").open("wb") as file:
        while (first := firsts[-1]) < len(ends):
            begin = ends[first - 1] if first else 0
            last = min(bisect_left(ends, begin + BLOCK_BYTES, first) + 1, len(ends))
            offsets.append(offsets[-1] + file.write(pack(joined.take(first, last))))
            firsts.append(last)
    np.save(path.with_suffix(".index.npy"), np.array([firsts, offsets], dtype=np.int64))


class StoreWriter:
    """Writes a store by joining others, in order, each of which may have no record at all; it is whole when it is closed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.with_suffix(".lines").open("wb")
        self._index = [np.zeros((2, 1), np.int64)]
        self._end = np.zeros((2, 1), np.int64)

    def add(self, path: Path) -> None:
        """Append the records of another store."""
        index = np.load(path.with_suffix(".index.npy")) + self._end
        self._index.append(index[:, 1:])
        self._end = index[:, -1:]
        with path.with_suffix(".lines").open("rb") as lines:
            shutil.copyfileobj(lines, self._file, 1 << 20)

    def sync(self) -> None:
        """See to it that what was joined so far is on disk."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Write the index."""
        self._file.close()
        np.save(self._path.with_suffix(".index.npy"), np.concatenate(self._index, axis=1))


class RecordStore:
    """Reads what ``write`` or a ``StoreWriter`` wrote.  Safe in several threads.  Raises StoreError STORE_DAMAGED."""

    def __init__(self, path: Path) -> None:
        try:
            self._file = os.open(path.with_suffix(".lines"), os.O_RDONLY)
            weakref.finalize(self, os.close, self._file)
            index: npt.NDArray[np.int64] = np.load(path.with_suffix(".index.npy"))
            self._firsts: memoryview[int] = index[0].data
            self._offsets: memoryview[int] = index[1].data
        except (OSError, ValueError, IndexError) as error:
            raise StoreError("STORE_DAMAGED", f"{path.name} of {path.parent.name} cannot be read: {error}", "ownership verify") from error
        self._name = f"{path.name} of {path.parent.name}"
        self._block = functools.lru_cache(maxsize=_CACHED_BLOCKS)(self._unpack)

    def __len__(self) -> int:
        return self._firsts[-1]

    def read(self, position: int) -> bytes:
        """The record at a position, as JSON bytes."""
        block = bisect_right(self._firsts, position) - 1
        return self._block(block)[position - self._firsts[block]]

    def __iter__(self) -> Iterator[bytes]:
        for block in range(len(self._firsts) - 1):
            yield from self._unpack(block)

    def _unpack(self, block: int) -> list[bytes]:
        """The records of a block."""
        try:
            start, end = self._offsets[block], self._offsets[block + 1]
            raw = _UNPACKER.unpack(os.pread(self._file, end - start, start))
        except (zstandard.ZstdError, OSError, IndexError) as error:
            raise StoreError("STORE_DAMAGED", f"{self._name} cannot be read: {error}", "ownership verify") from error
        return raw.split(b"\n")
