"""Opens the party table: the parties of a generation by number, with what a list shows of each, and which statements describe it.

Owns the files of ``roster/`` and the look-up by IRI; build_parties.py writes them.  Parties are in the order of their IRIs.  Memory-mapped;
knows nothing of shares or control.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt

from graph.algorithms.arrays import open_mapped, release_pages
from graph.generation.string_table import StringTable
from ontology.errors import StoreError
from ontology.statements import Kind

KINDS: Final = tuple(Kind)

_ARRAYS: Final = ("kind", "jurisdiction", "described_start", "described", "same_start", "keys")
HASH_BITS: Final = 63
"""Bits of the hash of an IRI."""
_UNTOLD: Final = "untold.npy"
"""Not there where an earlier version of this program wrote the table."""


class PartySummary(msgspec.Struct, frozen=True):
    """What a list shows of a party."""

    id: str
    name: str
    kind: Kind
    jurisdiction: str | None


class PartyTable:
    """The opened files; immutable, safe to read from several threads.  Raises StoreError STORE_DAMAGED."""

    def __init__(self, folder: Path) -> None:
        self._ids, self._names, self._aliases = StringTable(folder / "ids"), StringTable(folder / "names"), StringTable(folder / "same")
        try:
            self._kind, self._jurisdiction, self._described_start, self._described, self._same_start, keys = (
                open_mapped(folder / f"{name}.npy") for name in _ARRAYS
            )
            self._mapped = (self._kind, self._jurisdiction, self._described_start, self._described, self._same_start, keys)
            self._hashes: npt.NDArray[np.int64] = keys[0]
            self._numbers: npt.NDArray[np.int64] = keys[1]
            is_written = (folder / _UNTOLD).exists()
            self._untold = open_mapped(folder / _UNTOLD).data if is_written else None
        except (OSError, ValueError, IndexError) as error:
            raise StoreError("STORE_DAMAGED", f"the parties of this generation cannot be read: {error}", "ownership verify") from error

    def __len__(self) -> int:
        return len(self._ids)

    def release_pages(self) -> None:
        """Take what was read out of the memory of this process; what is read again comes from the file."""
        release_pages(*self._mapped)
        for table in (self._ids, self._names, self._aliases):
            table.release_pages()

    def summary(self, number: int) -> PartySummary:
        """What a list shows of a party."""
        jurisdiction = self._jurisdiction[number].decode()
        return PartySummary(self._ids[number], self._names[number], KINDS[self._kind[number]], jurisdiction or None)

    def summaries(self, numbers: Sequence[int] | npt.NDArray[np.integer[Any]]) -> list[PartySummary]:
        """What a list shows of several parties, in their order."""
        columns = zip(*self.summary_columns(np.array(numbers, np.int64)), strict=True)
        return [PartySummary(iri, name, KINDS[kind], place.decode() or None) for iri, name, kind, place in columns]

    def summary_columns(self, numbers: npt.NDArray[np.integer[Any]]) -> tuple[list[str], list[str], list[int], list[bytes]]:
        """The same as columns: IRIs, names, kinds as places in ``KINDS``, and jurisdictions as stored, empty where there is none."""
        kinds, jurisdictions = self._kind[numbers].tolist(), self._jurisdiction[numbers].tolist()
        return self._ids.take(numbers), self._names.take(numbers), kinds, jurisdictions

    def id(self, number: int) -> str:
        """The canonical IRI."""
        return self._ids[number]

    def find_place(self, iri: str) -> int:
        """Count the parties whose IRI comes before this one."""
        return bisect_left(self._ids, iri)

    def aliases(self, number: int) -> tuple[str, ...]:
        """The other IRIs that were judged the same."""
        return tuple(self._aliases[alias] for alias in range(int(self._same_start[number]), int(self._same_start[number + 1])))

    def count_aliases(self) -> npt.NDArray[np.int64]:
        """How many other IRIs were judged the same as each party, by number."""
        return np.diff(self._same_start)

    def names(self, numbers: npt.NDArray[np.integer[Any]]) -> list[str]:
        """What parties with these numbers go by."""
        return self._names.take(numbers)

    def hashes(self) -> npt.NDArray[np.uint64]:
        """The hash of each canonical IRI, by number."""
        hashes = np.empty(len(self), np.uint64)
        hashes[self._numbers] = self._hashes
        for number in np.flatnonzero(np.diff(self._same_start)).tolist():
            hashes[number] = hash_iri(self._ids[number])
        return hashes

    def keys(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The hashes of all IRIs, canonical or judged the same, in rising order, and the number of the party of each."""
        return self._hashes, self._numbers

    def joined_keys(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The hashes of all IRIs of parties that have several, in rising order; of each the hash of the canonical one, and the number."""
        joined = np.flatnonzero(np.diff(self._same_start))
        is_joined = np.zeros(len(self), np.bool_)
        is_joined[joined] = True
        places = np.flatnonzero(is_joined[self._numbers])
        numbers = self._numbers[places]
        canonical = np.fromiter((hash_iri(self._ids[number]) for number in joined.tolist()), np.int64, len(joined))
        return self._hashes[places], canonical[np.searchsorted(joined, numbers)], numbers

    def kinds(self) -> npt.NDArray[np.uint8]:
        """The kind of each party, by number, as a place in ``KINDS``."""
        return self._kind

    def jurisdictions(self) -> npt.NDArray[np.bytes_]:
        """The code of the jurisdiction of each party, by number; empty where it is not stated."""
        return self._jurisdiction

    def statement_positions(self, number: int) -> list[int]:
        """Positions in the generation of the statements that describe the party, newest first."""
        positions: list[int] = self._described[self._described_start[number] : self._described_start[number + 1]].tolist()
        return positions

    def descriptions(self, rows: int) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
        """Party and position of each statement that describes one, in the order of the parties, newest first; so many at a time."""
        for first in range(0, len(self._described), rows):
            places = np.arange(first, min(first + rows, len(self._described)))
            yield np.searchsorted(self._described_start, places, side="right") - 1, np.array(self._described[places])

    def description_arrays(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Where the statements about each party begin among the positions of all, and these positions."""
        return self._described_start, self._described

    def may_be_untold(self, number: int) -> bool:
        """Whether a statement about the party may say why it is not told who it is; True where that was not written."""
        if self._untold is None:
            return True
        place = bisect_left(self._untold, number)
        return place < len(self._untold) and bool(self._untold[place] == number)

    def number(self, iri: str) -> int | None:
        """Number of the party with this IRI (canonical or judged the same); None when unknown."""
        hash_ = hash_iri(iri)
        hashes = self._hashes.data
        place = bisect_left(hashes, hash_)
        while place < len(hashes) and hashes[place] == hash_:
            number = int(self._numbers[place])
            if self._ids[number] == iri or iri in self.aliases(number):
                return number
            place += 1
        return None


def hash_iri(iri: str) -> int:
    """Hash an IRI: 63 bits of its MD5, as ``md5_number_lower(iri) >> 1`` of DuckDB gives them to build_parties.py."""
    return int.from_bytes(hashlib.md5(iri.encode(), usedforsecurity=False).digest()[8:], "little") >> 1
