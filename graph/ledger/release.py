"""One release of the ledger, opened for reading: by id, by position, as columns."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from graph.files import store_errors
from graph.ledger import parts
from graph.ledger.parts import Duplicate
from graph.ledger.record_store import RecordStore, key_hash
from ontology.errors import StoreError
from ontology.statements import Statement

_T = TypeVar("_T")

LAYOUT: Final = 2
"""Version of a release's files."""

_STATEMENT: Final = msgspec.json.Decoder(Statement)


class ReleaseManifest(msgspec.Struct, frozen=True, kw_only=True):
    """release.json."""

    layout: int
    statements: int
    checksum: int
    """The sum of statement hashes modulo 2**64, whatever their order."""
    repeated: int
    repeats: tuple[Duplicate, ...]
    parts: tuple[str, ...]


class Release:
    """A release opened for look-ups; what was opened is read on even if the folder is removed.  Safe in several threads."""

    def __init__(self, folder: Path) -> None:
        with store_errors(folder.parent):
            try:
                self.release = msgspec.json.decode((folder / "release.json").read_bytes(), type=ReleaseManifest)
                self._keys, self._positions = np.load(folder / "keys.npy", mmap_mode="r")
                self.skipped: npt.NDArray[np.int64] = np.load(folder / "skipped.npy")
            except (ValueError, msgspec.DecodeError) as error:
                raise StoreError("STORE_DAMAGED", f"{folder.name} cannot be read: {error}", "load its source again") from error
        if self.release.layout != LAYOUT:
            raise StoreError("OLD_LAYOUT", f"{folder.name} was written by another version of this program", "load its source again")
        self.folder = folder
        self._lines = RecordStore(folder / "statements")

    def __len__(self) -> int:
        """Positions, those of skipped statements too."""
        return len(self._lines)

    def at(self, position: int) -> bytes:
        """The statement at a position, as JSON bytes."""
        return self._lines.at(position)

    def find(self, iri: str) -> list[int]:
        """Positions of statements whose id has this hash: nearly always one or none; the caller compares the id."""
        wanted = key_hash(iri)
        first, last = (int(np.searchsorted(self._keys, wanted, side=side)) for side in ("left", "right"))
        return [int(p) for p in np.setdiff1d(self._positions[first:last], self.skipped)]

    def lines(self) -> Iterator[bytes]:
        """All statements but the skipped, as JSON bytes."""
        return self._kept(self._lines)

    def __iter__(self) -> Iterator[Statement]:
        return map(_STATEMENT.decode, self.lines())

    @functools.cached_property
    def parts(self) -> list[tuple[int, parts.OpenPart]]:
        """The parts, each with the position of its first statement."""
        opened, base = [], 0
        with store_errors(self.folder.parent):
            for part in parts.read(self.folder):
                opened.append((base, parts.OpenPart(self.folder, part)))
                base += part.size
        return opened

    def columns(self) -> Iterator[Statement]:
        """All statements as the columns have them, in the order of ``lines``."""
        with store_errors(self.folder.parent):
            yield from self._kept(chain.from_iterable(part.columns() for _, part in self.parts))

    def _kept(self, items: Iterable[_T]) -> Iterator[_T]:
        """Items by position but those of the skipped."""
        skipped = iter(self.skipped)
        following = next(skipped, -1)
        for position, item in enumerate(items):
            if position == following:
                following = next(skipped, -1)
            else:
                yield item
