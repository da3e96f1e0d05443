"""The ledger: statements as Parquet columns, one immutable folder a source release.  The truth that all else is built from.

    releases/<source>-<digest>/release.json, source.json    what it holds
                               part-*.<kind>.parquet        the columns
                               statements.lines, keys.npy   the same statements for look-ups by position and by id
                               skipped.npy                  positions of duplicates (duplicates.py)
                               claims.npy, days.npy         when undated statements were first loaded (first_days.py)

Owns how a release is written and which parts of an earlier attempt are taken over; release.py reads it.  The digest is of the content, so
the same file loaded twice is the same release, with the day of its first load.  A folder appears whole by a rename or not at all; one that
was broken off keeps its whole parts, and the next load of the source goes on from there.  Knows records and columns; nothing of generations
or of what is built.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import shutil
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
import numpy as np

from graph.collector import collect_seldom
from graph.files import raise_store_errors, sync_tree
from graph.ledger import first_days, id_index, parts, record_store
from graph.ledger.duplicates import choose
from graph.ledger.finisher import Finisher
from graph.ledger.first_days import EarlierRelease
from graph.ledger.parts import Duplicate, Kept, Part
from graph.ledger.record_store import RecordStore
from graph.ledger.release import LAYOUT, Release, ReleaseManifest
from graph.ledger.workers import Workers
from ontology.errors import InputError, StoreError
from ontology.statement_stream import Block, StatementStream
from ontology.statements import Source
from ontology.terms import slugify

_HINT_ID: Final = "give each statement an id of its own; a changed claim is a new statement of the same record"
_ENCODER: Final = msgspec.json.Encoder()
_FEW: Final = 3
"""Parts that are made one after another: to start processes for them takes as long, and twice as much of the processor."""


class Ledger:
    """The releases below one folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, stream: StatementStream, *, day: str | None = None, progress: Callable[[int], None] = lambda _: None) -> str | None:
        """Write one release; returns its name, None where the stream had no statement and for good reason (``find_fault``).

        Raises InputError DUPLICATE_ID, StoreError, what the stream raises, and its fault where it had no statement.

        Statements stream through; nothing is visible before the last one is on disk.  ``progress`` is called with the statements so far.
        ``day``: today, from the caller's clock; kept where the release is new.  What an earlier release of the source had keeps the day of
        that, unless the release adds to it.
        Of a parallel stream, parts that an earlier attempt or the last release of the source made are taken over.
        """
        name = slugify(stream.source.id.rsplit("/", 1)[-1])
        building = self.path / f".building-{name}"
        with raise_store_errors(self.path):
            if not stream.parallel:
                shutil.rmtree(building, ignore_errors=True)
            building.mkdir(parents=True, exist_ok=True)
            try:
                written, total = [], 0
                with closing(self._write_parts(building, name, stream)) as made:
                    for part in made:
                        written.append(part)
                        total += part.size
                        progress(total)
                if not total:
                    shutil.rmtree(building)
                    if (fault := stream.find_fault()) is not None:
                        raise fault
                    return None
                return self._complete(building, name, stream, written, day)
            except BaseException as error:
                # What can be taken over is kept, unless the disk is at fault; what asks the process to end is no Exception.
                is_fault = isinstance(error, Exception) and not isinstance(error, InputError)
                if is_fault or not stream.parallel:
                    shutil.rmtree(building, ignore_errors=True)
                raise

    def open(self, name: str) -> Release:
        """Open a release.  Raises StoreError when it is gone, damaged, or of another layout."""
        return Release(self.path / name)

    def source(self, release: str) -> Source:
        """The source of a release.  Raises StoreError when the release is gone or damaged."""
        with raise_store_errors(self.path):
            return msgspec.json.decode((self.path / release / "source.json").read_bytes(), type=Source)

    def _write_parts(self, building: Path, name: str, stream: StatementStream) -> Generator[Part, None, None]:
        """Write a part of each block, or take it over; the stream has counted it when it is yielded.  In the end their lines are joined."""
        earlier = self._find_earlier_parts(name) if stream.parallel else {}
        # What this folder has under the same name is there already; under another name it could be overwritten before it is asked for.
        here = {(part.name, part.key): part for part in parts.read(building) if parts.has_lines(building, part)} if stream.parallel else {}

        def create_task(number: int, block: Block) -> _Task:
            part_name = f"part-{number:06d}"
            if not stream.parallel:
                return _Task(building, part_name, block)
            # What was made for another layout is made anew.
            key = f"{LAYOUT}:{block.key}"
            return _Task(building, part_name, block, key, here.get((part_name, key)), earlier.get(key))

        tasks = (create_task(number, block) for number, block in enumerate(stream.blocks))
        with Finisher(building, durable=stream.parallel) as finisher:
            for part in _run_tasks(tasks, parallel=stream.parallel):
                if stream.has_unique_ids and (part.repeated or part.repeats):
                    raise InputError("DUPLICATE_ID", f"{part.repeated + len(part.repeats)} statements have the id of another", _HINT_ID)
                finisher.add(part, is_whole=(part.name, part.key) in here)
                stream.absorb(bytes(part.tally))
                yield part

    def _find_earlier_parts(self, name: str) -> dict[str, tuple[Path, Part]]:
        """The parts of releases of a source by key, each with the folder of its release."""
        return {part.key: (folder, part) for folder in self.path.glob(f"{name}-*") for part in parts.read(folder)}

    def _find_earlier_releases(self, name: str, source: Source) -> Iterator[EarlierRelease]:
        """Find the releases of a source, each with the day of its first load."""
        for folder in sorted(self.path.glob(f"{name}-*")):
            try:
                release = self.open(folder.name)
            except StoreError:
                # What cannot be read is loaded anew because of that.
                continue
            if release.source.id == source.id:
                yield EarlierRelease(folder, datetime.date.fromisoformat(release.first_loaded).toordinal())

    def _complete(self, building: Path, source_name: str, stream: StatementStream, written: Sequence[Part], day: str | None) -> str:
        """Join the parts to a release and give it its name, which is returned."""
        for stray in {path.name.split(".")[0] for path in building.glob("part-*")} - {part.name for part in written}:
            for path in building.glob(f"{stray}.*"):
                path.unlink()
        named = tuple(stream.named[iri] for iri in sorted(stream.named))
        digest = hashlib.sha256(_encode_source(stream.source))
        for source in named:
            digest.update(_encode_source(source))
        for part in written:
            digest.update(part.sha256.encode())
        name = f"{source_name}-{digest.hexdigest()[:16]}"
        final = self.path / name
        if final.exists():
            shutil.rmtree(building)
            return name
        for part in written:
            for ending in ("lines", "index.npy"):
                (building / f"{part.name}.{ending}").unlink()
        id_index.join_parts(building, [building / f"{part.name}.keys.npy" for part in written])
        first_days.join_parts(building, [building / f"{part.name}.claims.npy" for part in written])
        if not stream.source.delta:
            first_days.write_days(building, self._find_earlier_releases(source_name, stream.source))
        store = RecordStore(building / "statements")
        duplicates = id_index.find_duplicates(building, lambda positions: _choose(store, positions))
        if stream.has_unique_ids and len(duplicates.skipped):
            raise InputError("DUPLICATE_ID", f"two statements have the id {_read_id(store, int(duplicates.skipped[0])).id}", _HINT_ID)
        repeats = [_read_id(store, position) for position in duplicates.differing]
        np.save(building / "skipped.npy", duplicates.skipped)
        (building / "source.json").write_bytes(_ENCODER.encode(stream.source))
        manifest = ReleaseManifest(
            layout=LAYOUT,
            statements=len(store) - len(duplicates.skipped),
            checksum=(sum(part.checksum for part in written) - duplicates.checksum) % 2**64,
            repeated=sum(part.repeated for part in written) + len(duplicates.skipped) - len(repeats),
            repeats=(*(repeat for part in written for repeat in part.repeats), *repeats),
            parts=tuple(part.name for part in written),
            first_loaded=day,
            sources=named,
        )
        (building / "release.json").write_bytes(_ENCODER.encode(manifest))
        sync_tree(building)
        building.rename(final)
        return name


def _encode_source(source: Source) -> bytes:
    """Encode the source of a file as ever, so that a file that was loaded before has the release that it had."""
    fields = msgspec.structs.asdict(source)
    for later in ("part_of", "mapping"):
        if fields[later] is None:
            del fields[later]
    return _ENCODER.encode(fields)


class _Task(NamedTuple):
    """A part to be written.  With ``key`` it can be taken over later; ``here``: it is whole in the folder already; ``earlier``: it is in a
    release, with that release's folder."""

    folder: Path
    name: str
    block: Block
    key: str = ""
    here: Part | None = None
    earlier: tuple[Path, Part] | None = None


class _Gathered(NamedTuple):
    """The statements of a part that cannot be made apart, encoded, to be written while those of the next are made."""

    folder: Path
    name: str
    kept: Kept
    tally: bytes


def _run_tasks(tasks: Iterator[_Task], *, parallel: bool) -> Iterator[Part]:
    """Yield the part of each task, in order.  Of more than a few, two are made at a time.

    Where each has to follow the one before it, a part is written by another process while the statements of the next are made.
    """
    if not parallel:
        # A part is let go of before the next is made.
        gathered = [_gather(task) for task in islice(tasks, 1)]
        following = list(islice(tasks, 1))
        if not following:
            yield from map(_write_gathered, gathered)
        else:
            with Workers(_write_gathered, processes=1) as workers:
                yield from workers.run(chain(_take_all(gathered), map(_gather, chain(following, tasks))))
        return
    first = list(islice(tasks, _FEW + 1))
    if len(first) <= _FEW:
        yield from map(_make_part, first)
    else:
        with Workers(_make_part) as workers:
            yield from workers.run(chain(first, tasks))


def _take_all(several: list[_Gathered]) -> Iterator[_Gathered]:
    """Yield what a list holds and let go of it."""
    while several:
        yield several.pop(0)


def _gather(task: _Task) -> _Gathered:
    """Make the statements of a part."""
    kept = parts.keep_one_of_each(task.block.statements())
    return _Gathered(task.folder, task.name, kept, task.block.tally)


def _write_gathered(gathered: _Gathered) -> Part:
    """Write the files but its .json of a part whose statements are made; works in a process of its own where there are several."""
    folder, name, kept, tally = gathered
    parts.withdraw(folder, name)
    return msgspec.structs.replace(parts.write(folder, name, kept), tally=msgspec.Raw(tally))


def _make_part(task: _Task) -> Part:
    """Make the files of a part but its .json, if need be; works in a process of its own."""
    if task.here is not None:
        return task.here
    # While other content is written under this name, no part says that it is whole.
    parts.withdraw(task.folder, task.name)
    if task.earlier is not None:
        return _take_over(task.folder, task.name, *task.earlier)
    with collect_seldom():
        part = parts.write(task.folder, task.name, parts.keep_one_of_each(task.block.statements()))
    return msgspec.structs.replace(part, key=task.key, tally=msgspec.Raw(task.block.tally))


def _take_over(folder: Path, name: str, release_path: Path, part: Part) -> Part:
    """Make the files of a part, under another name, from those that a release has of it."""
    release = Release(release_path)
    base = next(base for base, opened in release.parts if opened.part.name == part.name)
    lines = [release.read_line(position) for position in range(base, base + part.size)]
    record_store.write(folder / name, record_store.join(lines))
    parts.write_digests(folder, name, [msgspec.json.decode(line, type=Duplicate).id.encode() for line in lines], lines)
    for path in release_path.glob(f"{part.name}.*.parquet"):
        linked = folder / path.name.replace(part.name, name, 1)
        linked.unlink(missing_ok=True)
        os.link(path, linked)
    return msgspec.structs.replace(part, name=name)


def _choose(store: RecordStore, positions: list[int]) -> tuple[list[int], list[int]]:
    """Choose among the statements at positions whose ids have one hash: which to skip, and which of these say something else."""
    skipped, differing = [], []
    by_id: dict[str, list[int]] = {}
    for position in sorted(positions):
        by_id.setdefault(_read_id(store, position).id, []).append(position)
    for same in by_id.values():
        choice = choose([store.read(position) for position in same])
        differing += [same[number] for number in choice.differing]
        skipped += [same[number] for number in (*choice.covered, *choice.differing)]
    return skipped, differing


def _read_id(store: RecordStore, position: int) -> Duplicate:
    """Id and place of the statement at a position."""
    return msgspec.json.decode(store.read(position), type=Duplicate)
