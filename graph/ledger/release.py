"""Opens one release of the ledger for reading: by position, by id, as columns.

Owns release.json, which statements of a release count (those that were skipped as duplicates keep a position and are not given out), and
when a statement was made whose source does not say: on the day of its source, else on that of its own first load.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from graph.algorithms.arrays import CHUNK_ROWS, open_mapped
from graph.files import raise_store_errors
from graph.ledger import first_days, former_unit, parts
from graph.ledger.digests import hash_content
from graph.ledger.parts import Duplicate
from graph.ledger.record_store import RecordStore, hash_bytes, hash_key
from ontology.errors import StoreError
from ontology.statements import Source, Statement

_T = TypeVar("_T")

LAYOUT: Final = 4
"""Version of a release's files."""
_LAYOUTS: Final = {former_unit.LAYOUT, 3, LAYOUT}
"""Those that are read.  Up to 3 the checksum is of whole lines (``Release.hash_line``), and before that shares are kept otherwise."""

_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)

_STATEMENT: Final = msgspec.json.Decoder(Statement)


class _Named(msgspec.Struct, frozen=True):
    """What is read of a statement of which only the id is asked."""

    id: str


_NAMED: Final = msgspec.json.Decoder(_Named)


class ReleaseManifest(msgspec.Struct, frozen=True, kw_only=True):
    """release.json.  ``repeated``: statements left out because another says the same word for word.  ``repeats``: those left out because
    another, that says something else, has their id."""

    layout: int
    statements: int
    checksum: int
    """The sum of statement hashes modulo 2**64, whatever their order."""
    repeated: int
    repeats: tuple[Duplicate, ...]
    parts: tuple[str, ...]
    first_loaded: str | None = None
    """The day on which this content was first loaded.  It is no part of the digest that names the release."""
    sources: tuple[Source, ...] = ()
    """The sources that the file names within itself, by IRI; none in a release of an earlier version, whose statements are the file's."""


class Release:
    """A release opened for look-ups; what was opened is read on even if the folder is removed.  Safe in several threads.

    Raises StoreError: STORE_MISSING, STORE_DAMAGED, OLD_LAYOUT.
    """

    def __init__(self, folder: Path) -> None:
        with raise_store_errors(folder.parent):
            try:
                self.manifest = msgspec.json.decode((folder / "release.json").read_bytes(), type=ReleaseManifest)
                self.source = msgspec.json.decode((folder / "source.json").read_bytes(), type=Source)
                self._keys, self._positions = open_mapped(folder / "keys.npy")
                self.skipped: npt.NDArray[np.int64] = np.load(folder / "skipped.npy")
            except (ValueError, msgspec.DecodeError) as error:
                raise StoreError("STORE_DAMAGED", f"{folder.name} cannot be read: {error}", "load its source again") from error
        self.has_former_unit = self.manifest.layout == former_unit.LAYOUT
        if self.manifest.layout not in _LAYOUTS:
            raise StoreError("OLD_LAYOUT", f"{folder.name} was written by another version of this program", "load its source again")
        self.folder = folder
        self.first_loaded: str = self.manifest.first_loaded or _find_file_day(folder / "release.json")
        self.day: str = self.source.date or self.first_loaded
        """When its statements were made that have no date of their own: the source's own date, or the day of the first load."""
        self.days = None if self.source.date else first_days.load_days(folder)
        """By position the day, as an ordinal, of statements that are older than that: an earlier release of the source had them, and the
        source has no date.  0 for the others; None where there are none."""
        self._lines = RecordStore(folder / "statements")

    def __len__(self) -> int:
        """Positions, those of skipped statements too."""
        return len(self._lines)

    def read_line(self, position: int) -> bytes:
        """The statement at a position, as the JSON bytes that are stored."""
        return self._lines.read(position)

    def read_statement(self, position: int) -> Statement:
        """The statement at a position, with the day on which it was stated."""
        return self._decode(self._lines.read(position), position)

    def read_id(self, position: int) -> str:
        """The id of the statement at a position; nothing else of it is read."""
        return _NAMED.decode(self._lines.read(position)).id

    def find_positions(self, iri: str) -> list[int]:
        """Find the positions of statements whose id has the same hash: nearly always one or none; the caller compares the id."""
        id_hash = hash_key(iri)
        first = int(self._keys.searchsorted(id_hash))
        if first == len(self._keys) or self._keys[first] != id_hash:
            return []
        last = int(self._keys.searchsorted(id_hash, side="right"))
        positions = np.unique(self._positions[first:last])
        # Looked up in what is skipped, which may be millions of positions, in their order.
        begins, ends = (np.searchsorted(self.skipped, positions, side=side) for side in ("left", "right"))
        found: list[int] = positions[begins == ends].tolist()
        return found

    @property
    def hash_line(self) -> Callable[[bytes], int]:
        """Hashes a statement as stored; the sum over all is the checksum of the manifest."""
        return hash_content if self.manifest.layout == LAYOUT else hash_bytes

    def lines(self) -> Iterator[bytes]:
        """All statements but the skipped, as the JSON bytes that are stored."""
        return self._without_skipped(self._lines)

    def __iter__(self) -> Iterator[Statement]:
        """All statements with the days on which they were stated: part by part entities, interests, identities, each in the order they
        were loaded."""
        return map(self._decode, self.lines(), self._without_skipped(range(len(self))))

    def locate(self) -> Iterator[tuple[int, Statement]]:
        """The same, each with its position."""
        for position, line in self._without_skipped(enumerate(self._lines)):
            yield position, self._decode(line, position)

    def hash_claims(self) -> npt.NDArray[np.uint64]:
        """Hash what each statement says and when it was stated, wherever it stands: by position, with those that are skipped."""
        with raise_store_errors(self.folder.parent):
            claims = first_days.load_claims(self.folder, all_of_them=True)
        # Both are spread over all numbers, the day by an odd factor (that of the golden section), and so is their sum.
        hashes = np.abs(claims).view(np.uint64)
        own_day = np.array([_number_day(self.day)], np.uint64) * _SPREAD
        for start in range(0, len(hashes), CHUNK_ROWS):
            here = slice(start, start + CHUNK_ROWS)
            days = own_day
            if self.days is not None:
                days = np.where(self.days[here] > 0, self.days[here].astype(np.uint64) * _SPREAD, own_day)
            hashes[here] += np.where(claims[here] > 0, days, np.uint64(0))
        return hashes

    @functools.cached_property
    def parts(self) -> list[tuple[int, parts.OpenPart]]:
        """The parts, each with the position of its first statement."""
        opened, base = [], 0
        with raise_store_errors(self.folder.parent):
            for part in parts.read(self.folder):
                opened.append((base, parts.OpenPart(self.folder, part)))
                base += part.size
        return opened

    def list_positions(self, kind: str) -> Iterator[int]:
        """List the positions of the statements of a kind (``entity``, ``interest`` or ``identity``) but the skipped."""
        skipped = set(self.skipped.tolist())
        for base, part in self.parts:
            first = base + part.find_first_position(kind)
            yield from (position for position in range(first, first + part.part.counts[kind]) if position not in skipped)

    def statements_from_columns(self) -> Iterator[Statement]:
        """All statements as the columns have them, in the order of ``lines``: without a day, and in the unit of the release."""
        with raise_store_errors(self.folder.parent):
            yield from self._without_skipped(chain.from_iterable(part.statements() for _, part in self.parts))

    def _decode(self, line: bytes, position: int) -> Statement:
        statement: Statement = _STATEMENT.decode(line)
        if statement.stated_at is None:
            # Nobody else has it yet; to make another would check all of it again.
            msgspec.structs.force_setattr(statement, "stated_at", self._find_day(position))
        return former_unit.convert(statement) if self.has_former_unit else statement

    def _find_day(self, position: int) -> str:
        """Find when the statement at a position, which has no date, was made."""
        day = 0 if self.days is None else int(self.days[position])
        return datetime.date.fromordinal(day).isoformat() if day else self.day

    def _without_skipped(self, items: Iterable[_T]) -> Iterator[_T]:
        """Items by position, those of skipped statements left out."""
        skipped = iter(self.skipped)
        next_skipped = next(skipped, -1)
        for position, item in enumerate(items):
            if position == next_skipped:
                next_skipped = next(skipped, -1)
            else:
                yield item


def _number_day(day: str) -> int:
    """Number a day as an ordinal; a month or a year as no day has it."""
    try:
        return datetime.date.fromisoformat(day).toordinal()
    except ValueError:
        return hash_key(day)


def _find_file_day(file: Path) -> str:
    """Find the day on which a file was written: releases of earlier versions of this program keep no other."""
    return datetime.datetime.fromtimestamp(file.stat().st_mtime, datetime.UTC).date().isoformat()
