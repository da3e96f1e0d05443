"""The roster: the parties of a generation by number, with what a list shows of each, and where they are described.

Owns the files and the look-up by IRI.  Parties are in the order of their IRIs.  Memory-mapped; knows nothing of shares or control.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from graph.generation.string_table import StringTable
from ontology.errors import StoreError
from ontology.statements import Kind

KINDS: Final = tuple(Kind)

_ARRAYS: Final = ("kind", "jurisdiction", "described_start", "described", "same_start", "keys")


class PartySummary(msgspec.Struct, frozen=True):
    """What a list shows of a party."""

    id: str
    name: str
    kind: Kind
    jurisdiction: str | None


class PartyTable:
    """The opened files; immutable, safe to read from several threads."""

    def __init__(self, folder: Path) -> None:
        self._ids, self._names, self._aliases = StringTable(folder / "ids"), StringTable(folder / "names"), StringTable(folder / "same")
        try:
            self._kind, self._jurisdiction, self._described_start, self._described, self._same_start, keys = (
                np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in _ARRAYS
            )
            self._hashes: npt.NDArray[np.int64] = keys[0]
            self._numbers: npt.NDArray[np.int64] = keys[1]
        except (OSError, ValueError, IndexError) as error:
            raise StoreError("STORE_DAMAGED", f"the parties of this generation cannot be read: {error}", "ownership verify") from error

    def __len__(self) -> int:
        return len(self._ids)

    def brief(self, number: int) -> PartySummary:
        where = self._jurisdiction[number].decode()
        return PartySummary(self._ids[number], self._names[number], KINDS[self._kind[number]], where or None)

    def id(self, number: int) -> str:
        """The canonical IRI."""
        return self._ids[number]

    def same(self, number: int) -> tuple[str, ...]:
        """The other IRIs that were judged the same."""
        return tuple(self._aliases[place] for place in range(int(self._same_start[number]), int(self._same_start[number + 1])))

    def described(self, number: int) -> list[int]:
        """Positions of the statements that describe the party, newest first."""
        places: list[int] = self._described[self._described_start[number] : self._described_start[number + 1]].tolist()
        return places

    def number(self, iri: str) -> int | None:
        """Number of the party with this IRI (canonical or judged the same); None when unknown."""
        wanted = iri_hash(iri)
        place = int(np.searchsorted(self._hashes, wanted, side="left"))
        while place < len(self._hashes) and self._hashes[place] == wanted:
            number = int(self._numbers[place])
            if self._ids[number] == iri or iri in self.same(number):
                return number
            place += 1
        return None

    def ids(self) -> Iterator[str]:
        return iter(self._ids)


def iri_hash(iri: str) -> int:
    """63 bits of the MD5 of an IRI, as DuckDB's md5_number_lower(iri) >> 1 gives them."""
    return int.from_bytes(hashlib.md5(iri.encode(), usedforsecurity=False).digest()[8:], "little") >> 1
