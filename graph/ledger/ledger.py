"""The ledger: statements as Parquet columns, one immutable folder a source release.  The truth that all else is built from.

    releases/<source>-<digest>/release.json, source.json    what it holds
                               part-*.<kind>.parquet        the columns
                               statements.lines, keys.npy   the same statements for look-ups by position and by id
                               skipped.npy                  positions of what was said again

The digest is of the content, so the same file loaded twice is the same release.  A folder appears whole by a rename or not at all; one
that was broken off keeps its whole parts, and the next load of the source goes on from there.  Knows records and columns; nothing of
generations or projections.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from graph.files import raise_store_errors, sync_tree
from graph.ledger import id_index, parts, record_store
from graph.ledger.parts import Duplicate, Part
from graph.ledger.record_store import RecordStore, hash_key
from graph.ledger.release import LAYOUT, Release, ReleaseManifest
from graph.ledger.workers import PROCESSES, Workers
from ontology.errors import InputError
from ontology.statement_stream import Block, Blocks
from ontology.statements import Source, Statement
from ontology.terms import slugify

PART: Final = 100_000
"""Statements of a part, where they come one by one."""

_HINT_ID: Final = "give each statement an id of its own; a changed claim is a new statement of the same record"
_ENCODER: Final = msgspec.json.Encoder()


class Ledger:
    """The releases below one folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, source: Source, statements: Iterable[Statement] | Blocks, *, progress: Callable[[int], None] = lambda _: None) -> str:
        """Write one release; returns its name.  Raises InputError DUPLICATE_ID, StoreError.

        Statements stream through; nothing is visible before the last one is on disk.  ``progress`` is told how many there are so far.
        Of blocks, those that an earlier attempt or the last release of the source made are taken over.
        """
        building = self.path / f".building-{slugify(source.id.rsplit('/', 1)[-1])}"
        in_blocks = isinstance(statements, Blocks)
        with raise_store_errors(self.path):
            if not in_blocks:
                shutil.rmtree(building, ignore_errors=True)
            building.mkdir(parents=True, exist_ok=True)
            try:
                made = []
                total = 0
                come = self._from_blocks(building, statements) if isinstance(statements, Blocks) else _one_by_one(building, statements)
                for part in come:
                    made.append(part)
                    total += part.size
                    progress(total)
                if isinstance(statements, Blocks):
                    source = statements.source()
                return self._close(building, source, made, strict=not in_blocks)
            except (KeyboardInterrupt, InputError):
                if not in_blocks:
                    shutil.rmtree(building, ignore_errors=True)
                raise
            except BaseException:
                shutil.rmtree(building, ignore_errors=True)
                raise

    def open(self, name: str) -> Release:
        """Raises StoreError when the release is gone, damaged, or of another layout."""
        return Release(self.path / name)

    def source(self, release: str) -> Source:
        """The source of a release.  Raises StoreError when the release is gone or damaged."""
        with raise_store_errors(self.path):
            return msgspec.json.decode((self.path / release / "source.json").read_bytes(), type=Source)

    def statements(self, release: str) -> Iterator[Statement]:
        """All statements of a release: part by part entities, interests, identities, each in the order they were loaded."""
        return iter(self.open(release))

    def _from_blocks(self, building: Path, source: Blocks) -> Iterator[Part]:
        done: dict[str, tuple[Path, Part]] = {}
        if source.parallel:  # else a block says what it says after those before it, and all have to be mapped
            done.update({part.key: (building, part) for part in parts.read(building)})
            for folder in self.path.glob(f"{building.name.removeprefix('.building-')}-*"):
                done.update({part.key: (folder, part) for part in parts.read(folder)})
        numbered = ((f"part-{number:06d}", block) for number, block in enumerate(source.blocks()))
        pieces = ((building, name, block, done.get(block.key)) for name, block in numbered)
        for part in _worked(pieces, parallel=source.parallel):
            source.absorb(bytes(part.tally))
            yield part

    def _close(self, building: Path, source: Source, made: list[Part], *, strict: bool) -> str:
        for stray in {path.name.split(".")[0] for path in building.glob("part-*")} - {part.name for part in made}:
            for path in building.glob(f"{stray}.*"):
                path.unlink()
        digest = hashlib.sha256(_ENCODER.encode(source))
        for part in made:
            digest.update(part.sha256.encode())
        name = f"{slugify(source.id.rsplit('/', 1)[-1])}-{digest.hexdigest()[:16]}"
        final = self.path / name
        if final.exists():
            shutil.rmtree(building)
            return name
        _join_lines(building, made)
        id_index.join_parts(building, [building / f"{part.name}.keys.npy" for part in made])
        store = RecordStore(building / "statements")
        duplicates = id_index.find_duplicates(building, lambda one, other: _identified(store, one).id == _identified(store, other).id)
        if strict and len(duplicates.skipped):
            raise InputError("DUPLICATE_ID", f"two statements have the id {_identified(store, int(duplicates.skipped[0])).id}", _HINT_ID)
        repeats = [_identified(store, position) for position in duplicates.differing]
        np.save(building / "skipped.npy", duplicates.skipped)
        (building / "source.json").write_bytes(_ENCODER.encode(source))
        release = ReleaseManifest(
            layout=LAYOUT,
            statements=len(store) - len(duplicates.skipped),
            checksum=(sum(part.checksum for part in made) - duplicates.checksum) % 2**64,
            repeated=sum(part.repeated for part in made) + len(duplicates.skipped) - len(repeats),
            repeats=(*(r for part in made for r in part.repeats), *repeats),
            parts=tuple(part.name for part in made),
        )
        (building / "release.json").write_bytes(_ENCODER.encode(release))
        sync_tree(building)
        building.rename(final)
        return name


_Piece = tuple[Path, str, Block, tuple[Path, Part] | None]


def _worked(pieces: Iterator[_Piece], *, parallel: bool) -> Iterator[Part]:
    """The part of each piece; several at a time where there are several and they may be made apart."""
    first = list(islice(pieces, 2)) if parallel else []
    if len(first) < PROCESSES:
        yield from map(_make, chain(first, pieces))
    else:
        with Workers(_make) as workers:
            yield from workers.results(chain(first, pieces))


def _make(piece: _Piece) -> Part:
    folder, name, block, done = piece
    if done is not None:
        part = _taken_over(folder, name, *done)
    else:
        part = parts.write(folder, name, block.statements())
        part = msgspec.structs.replace(part, key=block.key, tally=msgspec.Raw(block.tally))
    parts.finish(folder, part, durable=True)
    return part


def _taken_over(folder: Path, name: str, of: Path, part: Part) -> Part:
    """A part that was made before, under its name here."""
    taken = msgspec.structs.replace(part, name=name)
    if of == folder and name == part.name:
        return part
    if of == folder or not (of / "release.json").exists():
        for path in of.glob(f"{part.name}.*"):
            _linked(path, folder / path.name.replace(part.name, name, 1))
        return taken
    release = Release(of)
    base = next(base for base, opened in release.parts if opened.part.name == part.name)
    lines = [release.read_line(position) for position in range(base, base + part.size)]
    record_store.write(folder / name, lines)
    ids = [hash_key(msgspec.json.decode(line, type=Duplicate).id) for line in lines]
    id_index.write_part(folder / f"{name}.keys.npy", ids, list(map(parts.hash_line, lines)))
    for path in of.glob(f"{part.name}.*.parquet"):
        _linked(path, folder / path.name.replace(part.name, name, 1))
    return taken


def _linked(old: Path, new: Path) -> None:
    new.unlink(missing_ok=True)
    os.link(old, new)


def _one_by_one(building: Path, statements: Iterable[Statement]) -> Iterator[Part]:
    source = iter(statements)
    for number in range(1_000_000):
        first = list(islice(source, 1))
        if not first and number:
            return
        part = parts.write(building, f"part-{number:06d}", islice(chain(first, source), PART))
        if part.repeated or part.repeats:
            raise InputError("DUPLICATE_ID", f"{part.repeated + len(part.repeats)} statements have the id of another", _HINT_ID)
        parts.finish(building, part, durable=False)
        yield part


def _join_lines(building: Path, made: list[Part]) -> None:
    """One store of all parts' lines."""
    firsts, places = [np.zeros(1, np.int64)], [np.zeros(1, np.int64)]
    with (building / "statements.lines").open("wb") as out:
        for part in made:
            index = np.load(building / f"{part.name}.index.npy")
            firsts.append(index[0, 1:] + firsts[-1][-1])
            places.append(index[1, 1:] + places[-1][-1])
            with (building / f"{part.name}.lines").open("rb") as lines:
                shutil.copyfileobj(lines, out, 1 << 20)
    np.save(building / "statements.index.npy", np.stack([np.concatenate(firsts), np.concatenate(places)]))
    for part in made:
        (building / f"{part.name}.lines").unlink()
        (building / f"{part.name}.index.npy").unlink()


def _identified(store: RecordStore, position: int) -> Duplicate:
    """Id and place of the statement at a position."""
    return msgspec.json.decode(store.read(position), type=Duplicate)
