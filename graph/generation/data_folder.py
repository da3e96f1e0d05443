"""The data folder: its published generations, and the one writer who may add to them.

    data/base            the base IRI, frozen when the folder is made
    data/releases/       the ledger
    data/generations/N/  generation.json, sources.json, network/, roster/, names.sqlite, graphs/, candidates/, files.json
    data/CURRENT         N

Owns how a generation is published, rolled back, pruned and found; how it is built is build.py.  A generation is built in a folder of its
own, fsynced, renamed; then CURRENT is replaced.  A crash at any instant leaves the old one served; the next writer removes the debris.
After a crash between the two steps the whole new generation lies beside the served one, and the next load takes the number after it.  One
writer (a lock file), any number of readers.  A reader writes nothing, so a copy of the folder on another machine is served as it is:
files.json of a generation lists its files and, by their lists, those of its releases (graph/checksums.py).

It is long, since whatever may write to the folder is told in one place.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from graph import checksums
from graph.files import raise_store_errors, replace_text, sync, sync_tree
from graph.generation import build_candidates, build_names, candidates, rank_likely
from graph.generation.build import LARGE, IndexLimits, build_generation, build_triples, describe_cost, has_quick_times
from graph.generation.candidates import Candidates
from graph.generation.generation import NAMES_FILE, TRIPLES_FOLDER, Generation
from graph.generation.manifest import Manifest, ReleaseInfo
from graph.generation.update_names import read_bits, update_names
from graph.generation.update_triples import Derive, update_triples
from graph.ledger.ledger import Ledger
from ontology.dates import last_day
from ontology.errors import NoMatch, RecordError, StoreError, UsageError
from ontology.statement_stream import StatementStream
from ontology.terms import DEFAULT_BASE, Base

INDEX_LIMITS: Final = IndexLimits(triples=50_000, names=200_000)
"""Statements up to which the SPARQL index (about fifteen seconds) and the search index (about five) are built with every load; above that
`ownership index triples` and `ownership index names` build them."""


class DataFolder:
    """A data folder.  Opening it reads nothing but its base."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.ledger = Ledger(path / "releases")

    @property
    def base(self) -> Base:
        """The base IRI of this folder; the default where the folder has not been made yet."""
        file = self.path / "base"
        return Base(file.read_text(encoding="utf-8").strip()) if file.exists() else Base(DEFAULT_BASE)

    def manifests(self) -> list[Manifest]:
        """The manifests of the generations on disk, oldest first; those of another layout too."""
        return [self.manifest(number) for number in self.numbers()]

    def manifest(self, number: int) -> Manifest:
        """The manifest of one generation.  Raises NoMatch NO_GENERATION."""
        with raise_store_errors(self.path):
            return Manifest.read(self.generation_path(number))

    def generation_path(self, number: int) -> Path:
        """The folder of one generation.  Raises NoMatch NO_GENERATION."""
        path = self.path / "generations" / str(number)
        if not Manifest.exists(path):
            numbers = ", ".join(map(str, self.numbers())) or "none"
            raise NoMatch("NO_GENERATION", f"there is no generation {number} (there: {numbers})", "ownership generations")
        return path

    def numbers(self) -> list[int]:
        """Generations on disk, oldest first."""
        folder = self.path / "generations"
        with raise_store_errors(self.path):
            return sorted(int(p.name) for p in folder.iterdir() if p.name.isdigit()) if folder.is_dir() else []

    def current_number(self) -> int | None:
        """Number of the served generation, None before the first load."""
        file = self.path / "CURRENT"
        with raise_store_errors(self.path):
            return int(file.read_text(encoding="utf-8")) if file.exists() else None

    def find_since(self, text: str) -> int:
        """Find an earlier generation by its number, or the one that was served at the end of a day (YYYY-MM-DD, YYYY-MM, YYYY).

        Raises UsageError BAD_SINCE; NoMatch NO_GENERATION where it is not kept.
        """
        if text.isdigit() and len(text) != len("YYYY"):
            return self.manifest(int(text)).number
        try:
            day = last_day(text)
        except RecordError as error:
            what = f"{text[:40]!r} is neither the number of a generation nor a date"
            raise UsageError("BAD_SINCE", what, "write a number such as 3, or YYYY-MM-DD") from error
        manifests = self.manifests()
        kept = [manifest for manifest in manifests if manifest.created[:10] <= day.isoformat()]
        if not kept:
            listed = ", ".join(f"{m.number} of {m.created[:10]}" for m in manifests[:10]) or "none"
            raise NoMatch(
                "NO_GENERATION", f"no generation of {day} or before is kept (there: {listed})", "name one of them, or a later day"
            )
        return kept[-1].number

    def open(self, number: int | None = None) -> Generation:
        """Open a generation (the current one by default).

        Raises StoreError: NO_DATA before the first load, STORE_INCOMPLETE where files of it are missing or cut off, as in a copy that is
        under way.
        """
        opened = number if number is not None else self.find_current()
        missing = next(self.find_faults(opened, checksums.find_missing), None)
        if missing is not None:
            what = f"generation {opened} is not whole in {self.path}: {missing}"
            raise StoreError("STORE_INCOMPLETE", what, "let the copy end, or copy it again; ownership verify lists every file that differs")
        return Generation.open(self.generation_path(opened), self.base, self.ledger)

    def find_current(self) -> int:
        """Find the number of the served generation.  Raises StoreError: NO_DATA before the first load, STORE_INCOMPLETE where it is not
        here."""
        current = self.current_number()
        if current is None:
            raise StoreError("NO_DATA", f"nothing has been loaded into {self.path} yet", "ownership load FILE, or ownership demo")
        if not Manifest.exists(self.path / "generations" / str(current)):
            what = f"generation {current}, which is to be served, is not in {self.path}"
            raise StoreError("STORE_INCOMPLETE", what, "copy generations/ and releases/ before CURRENT; or: ownership generations")
        return current

    def find_faults(self, number: int, compare: Callable[[Path, Path], Iterator[str]]) -> Iterator[str]:
        """Find what is not as the lists of a generation's files say, each in words; nothing where there are no lists.

        ``compare``: by size or by content (graph/checksums.py).  Raises NoMatch NO_GENERATION, StoreError.
        """
        generation = self.generation_path(number)
        if not checksums.has_list(generation):
            return
        releases = [self.ledger.path / release.name for release in self.manifest(number).releases]
        with raise_store_errors(self.path):
            for listed in (generation, *filter(checksums.has_list, releases)):
                try:
                    yield from compare(self.path, listed)
                except msgspec.DecodeError as error:
                    yield f"{(listed / checksums.LIST).relative_to(self.path)} cannot be read: {error}"

    @contextlib.contextmanager
    def writer(self, base: Base | None = None, *, limits: IndexLimits = INDEX_LIMITS, derive: Derive | None = None) -> Iterator[Writer]:
        """Become the one writer for the length of the ``with``.

        ``limits``: up to what size a generation gets its indexes when it is built.  ``derive``: what its triples hold beside what the
        sources state; without it no triples are built.

        Raises StoreError STORE_LOCKED when another process is writing, and UsageError BASE_FROZEN when the folder was made with another
        base.
        """
        with raise_store_errors(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
            lock = (self.path / "LOCK").open("w")
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise StoreError(
                    "STORE_LOCKED", f"another process is writing to {self.path}", "wait for it to end and run the command again"
                ) from None
            with raise_store_errors(self.path):
                self._freeze_base(base)
                self.remove_debris()
            yield Writer(self, limits, derive)
        finally:
            lock.close()

    def remove_debris(self) -> None:
        """Remove what a killed writer left: half-built folders without a whole part, half-written pointers, releases nobody uses."""
        for pointer in self.path.glob(".CURRENT.*"):
            pointer.unlink()
        for folder in (self.path / "generations", self.path / "releases"):
            for debris in folder.glob(".building-*"):
                if not any(debris.glob("part-*.json")):
                    shutil.rmtree(debris)
        used = {release.name for number in self.numbers() for release in self.manifest(number).releases}
        for release in (self.path / "releases").glob("*"):
            if release.name not in used:
                shutil.rmtree(release)

    def _freeze_base(self, base: Base | None) -> None:
        file = self.path / "base"
        if not file.exists():
            replace_text(file, (base or Base()).iri + "\n")
        elif base is not None and base != self.base:
            what = f"{self.path} was made with the base {self.base.iri}, not {base.iri}"
            raise UsageError("BASE_FROZEN", what, "use another --data folder")


class Writer:
    """What only the holder of the lock may do."""

    def __init__(self, folder: DataFolder, limits: IndexLimits, derive: Derive | None) -> None:
        self.folder = folder
        self.appended: list[ReleaseInfo] = []
        """The releases of what was read by ``publish``, new or not."""
        self._limits = limits
        self._derive = derive

    def publish(
        self,
        streams: Iterable[StatementStream],
        *,
        created: str,
        progress: Callable[[str], None] = lambda _: None,
        counted: Callable[[int], None] = lambda _: None,
    ) -> Generation | None:
        """Append sources and publish a generation of them and all others; a source loaded before is replaced, or added to by a delta.

        ``created`` is the time of publication (ISO 8601, from the caller's clock); a release that is new keeps its day.  Returns the
        current generation, unchanged when nothing is new; None where nothing was ever published.  A stream without a statement replaces
        nothing.  ``progress`` is called with each step in words, ``counted`` with the statements of a source so far.

        Raises StoreError, InputError DUPLICATE_ID, and what the streams raise; the current generation stays then.
        """
        ledger = self.folder.ledger
        current = self.folder.current_number()
        before = list(self.folder.manifest(current).releases) if current is not None else []
        published = list(before)
        for stream in streams:
            progress(f"writing {stream.source.title}")
            name = ledger.append(stream, day=created[:10], progress=counted)
            if name is None:
                continue
            release = ReleaseInfo(name=name, source=stream.source.id)
            self.appended.append(release)
            if release in published:
                continue
            if not stream.source.delta:
                published = [other for other in published if other.source != stream.source.id]
            published.append(release)
        if set(published) == set(before):
            return None if current is None else self.folder.open(current)
        return self._build(sorted(published, key=lambda release: release.source), created, progress, self._open_current())

    def rebuild(self, *, created: str, progress: Callable[[str], None] = lambda _: None) -> Generation:
        """Publish the releases of the current generation as a new one, built from the ledger alone.  Raises StoreError NO_DATA."""
        current = self.folder.current_number()
        if current is None:
            return self.folder.open()
        return self._build(list(self.folder.manifest(current).releases), created, progress)

    def roll_back(self, number: int) -> None:
        """Serve an earlier (or later) generation that is still on disk.  Raises NoMatch NO_GENERATION."""
        self.folder.generation_path(number)
        with raise_store_errors(self.folder.path):
            replace_text(self.folder.path / "CURRENT", f"{number}\n")

    def prune(self, keep: int = 3) -> list[int]:
        """Remove all but the newest ``keep`` generations and the current one; returns the numbers removed."""
        numbers = self.folder.numbers()
        removed = [n for n in numbers[: -keep or None] if n != self.folder.current_number()]
        with raise_store_errors(self.folder.path):
            for number in removed:
                # Under this name what a crash leaves of it is debris.
                renamed = self.folder.path / "generations" / f".building-prune-{number}"
                (self.folder.path / "generations" / str(number)).rename(renamed)
                shutil.rmtree(renamed)
            self.folder.remove_debris()
        return removed

    def index_triples(self, derive: Derive, *, even_if_large: bool = True, progress: Callable[[str], None] = lambda _: None) -> Generation:
        """Build the triples of the current generation when they were left out, as a new folder that appears by rename.

        Where an earlier generation has them and little was added since, they are made from those.  Those of an earlier version, which
        nobody reads, are removed.  Raises UsageError LARGE_INDEX where all take long and are not asked for ``even_if_large``.
        """
        generation = self.folder.open()
        target = generation.path / TRIPLES_FOLDER
        if not target.exists():
            building = self.folder.path / "generations" / f".building-triples-{os.getpid()}"
            with raise_store_errors(self.folder.path):
                if not self._update_triples(building, generation, derive):
                    self._announce_triples(generation, progress, even_if_large=even_if_large)
                    build_triples(building, generation, derive)
                sync_tree(building)
                building.rename(target)
        shutil.rmtree(generation.path / "triples", ignore_errors=True)
        self._record_files(generation.number)
        return self.folder.open()

    def index_names(self) -> Generation:
        """Build the search index of the current generation when it was left out or an earlier version wrote it, as a new file that appears
        by rename.

        Where an earlier generation has one and little changed since, that is copied and mended.
        """
        generation = self.folder.open()
        target = generation.path / NAMES_FILE
        is_due = not target.exists() or not read_bits(target)
        if is_due:
            building = self.folder.path / "generations" / f".building-names-{os.getpid()}"
            with raise_store_errors(self.folder.path):
                building.mkdir()
                try:
                    if not self._update_names(building / target.name, generation):
                        build_names.index_names(building / target.name, generation)
                    sync_tree(building)
                    (building / target.name).rename(target)
                finally:
                    shutil.rmtree(building, ignore_errors=True)
        self._record_files(generation.number, anew=NAMES_FILE if is_due else None)
        return self.folder.open()

    def find_candidates(self, progress: Callable[[str], None] = lambda _: None) -> Generation:
        """Look anew for the parties of the current generation that may be one, as a new folder that appears by rename.

        Nothing of what is served changes but what is asked with candidates.
        """
        return self._build_beside(candidates.FOLDER, lambda folder, generation: build_candidates.build(folder, generation, progress))

    def rank_likely(self, progress: Callable[[str], None] = lambda _: None) -> Generation:
        """Rank the parties of the current generation whose names resemble, likewise.  Raises UsageError NO_SPLINK."""
        return self._build_beside(candidates.RANKED_FOLDER, lambda folder, generation: rank_likely.build(folder, generation, progress))

    def _build_beside(self, name: str, build: Callable[[Path, Generation], object]) -> Generation:
        """Build a folder of the current generation, which replaces the one that is there by rename."""
        generation = self.folder.open()
        target = generation.path / name
        building = self.folder.path / "generations" / f".building-{name}-{os.getpid()}"
        with raise_store_errors(self.folder.path):
            try:
                build(building, generation)
                sync_tree(building)
                shutil.rmtree(target, ignore_errors=True)
                building.rename(target)
            finally:
                shutil.rmtree(building, ignore_errors=True)
        self._record_files(generation.number, anew=name)
        return self.folder.open()

    def _record_files(self, number: int, *, anew: str | None = None) -> None:
        """List the files of a generation and of those of its releases that have no list yet; what lies in ``anew`` is read again."""
        root, generation = self.folder.path, self.folder.generation_path(number)
        releases = [self.folder.ledger.path / release.name for release in self.folder.manifest(number).releases]
        with raise_store_errors(root):
            for release in releases:
                if not checksums.has_list(release):
                    checksums.record(root, release)
            also = [root / "base", *(release / checksums.LIST for release in releases)]
            earlier = [self.folder.generation_path(before) for before in self.folder.numbers() if before < number]
            checksums.record(root, generation, also, anew=anew, earlier=earlier)

    def _update_names(self, path: Path, generation: Generation) -> bool:
        """Write the search index of a generation from that of the last one before it that has one, where that is less than to build it."""
        return self._update(NAMES_FILE, path, generation, lambda before: update_names(path, generation, before))

    def _update_triples(self, path: Path, generation: Generation, derive: Derive) -> bool:
        """Write the triples of a generation from those of the last one before it that has any, likewise."""
        return self._update(TRIPLES_FOLDER, path, generation, lambda before: update_triples(path, generation, before, derive))

    def _update(self, name: str, path: Path, generation: Generation, update: Callable[[Generation], bool]) -> bool:
        for number in reversed(self.folder.numbers()):
            if number < generation.number and (self.folder.generation_path(number) / name).exists():
                try:
                    return update(self.folder.open(number))
                except StoreError as error:
                    # What was damaged, or written by another version, is built anew.
                    if error.code not in ("STORE_DAMAGED", "STORE_INCOMPLETE", "STORE_MISSING", "OLD_LAYOUT"):
                        raise
                    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
                    return False
        return False

    def _announce_triples(self, generation: Generation, progress: Callable[[str], None], *, even_if_large: bool) -> None:
        """Say of a large generation what its triples take, before they are built.  Raises UsageError LARGE_INDEX."""
        if generation.manifest.statements > LARGE:
            cost = describe_cost(generation.manifest.statements)
            if not even_if_large:
                hint = "for a SPARQL server (QLever, Oxigraph): ownership export --format nquads -o FILE.nq.gz; all the same: --anyway"
                raise UsageError("LARGE_INDEX", cost, hint)
            progress(cost)

    def _has_candidates(self) -> bool:
        """Whether parties that may be one were looked for in the current generation: then they are in the next, where that is small."""
        current = self.folder.current_number()
        return current is not None and Candidates.are_in(self.folder.generation_path(current) / candidates.FOLDER)

    def _has_quick_triples(self, generation: Generation) -> bool:
        """Whether the triples are built with the generation: it is not large, and has no company with many holders and as many days."""
        return generation.manifest.statements <= self._limits.triples and has_quick_times(generation.interests)

    def _open_current(self) -> Generation | None:
        """Open the current generation, from which the next takes over what stays; None where it cannot be read."""
        try:
            return self.folder.open()
        except StoreError:
            return None

    def _build(
        self, releases: list[ReleaseInfo], created: str, progress: Callable[[str], None], earlier: Generation | None = None
    ) -> Generation:
        """Build a generation of these releases, from an earlier one if little is added to that; make it the current one, and open it."""
        generations = self.folder.path / "generations"
        number = max([*self.folder.numbers(), self.folder.current_number() or 0]) + 1
        building = generations / f".building-{os.getpid()}"
        with raise_store_errors(self.folder.path):
            shutil.rmtree(building, ignore_errors=True)
            building.mkdir(parents=True)
            try:
                progress("building projections")
                generation = build_generation(
                    building,
                    number,
                    releases,
                    self.folder.ledger,
                    base=self.folder.base,
                    created=created,
                    limits=self._limits,
                    earlier=earlier,
                )
                if not generation.has_search_index:
                    progress("looking what names changed")
                    self._update_names(building / NAMES_FILE, generation)
                if generation.manifest.statements <= self._limits.names and self._has_candidates():
                    progress("looking for candidates")
                    build_candidates.build(building / candidates.FOLDER, generation, progress)
                if self._derive is not None and self._has_quick_triples(generation):
                    build_triples(building / TRIPLES_FOLDER, generation, self._derive)
                sync_tree(building)
                building.rename(generations / str(number))
                sync(generations)
                self._record_files(number)
                replace_text(self.folder.path / "CURRENT", f"{number}\n")
            except BaseException:
                shutil.rmtree(building, ignore_errors=True)
                raise
        return self.folder.open(number)
