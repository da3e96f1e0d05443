"""Stream the property graph of a generation of any size: the items that ``project_generation`` gives at once, in memory that stays small.

Owns how the statements are divided: by the number of the party into temporary files, so that all that is said of a party, and all
holdings in a company, come together.  What a node or relationship looks like is in graph/neo4j/model.py.
"""

from __future__ import annotations

import functools
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.resources import files
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final

import duckdb
import msgspec
import numpy as np
import numpy.typing as npt

from graph.files import raise_store_errors
from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.generation.manifest import Manifest
from graph.neo4j.change import Change, Selection, find_change, find_reached
from graph.neo4j.columns import ColumnGraph
from graph.neo4j.derived import DerivedRun, derive_controls
from graph.neo4j.manifest import make_entry
from graph.neo4j.model import (
    make_entity_node,
    make_interest_relationships,
    make_judgement_relationship,
    make_source_node,
    make_unnamed_nodes,
)
from graph.neo4j.property_graph import EntryRow, Item, Node, OnRead, Part, Relationship, WholeReason, ignore_reading
from graph.neo4j.validity import SeriesIndex
from graph.neo4j.versions import VersionScan, read_at, read_located
from ontology.errors import NoMatch, StoreError
from ontology.statements import EntityStatement, IdentityStatement, InterestStatement, Statement
from ontology.terms import digest

PARTIES_PER_FILE: Final = 5_000
"""Parties whose statements are in memory at a time."""

_MAX_FILES: Final = 200
"""Most files of each kind that are open at a time, whatever the number of parties."""

_READ_ROWS: Final = 10_000
"""Statements after which whoever waits for the first item is told."""

_RELEASED: Final = 100_000
"""Statements after which the pages of the generation that were read are let go: all of it would be in memory otherwise."""

_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(Statement)


class GenerationGraph:
    """The property graph of a generation with a run of derived answers, as a sync reads it: streamed anew each time it is asked for.

    Its name is that of the generation and of the program that makes the graph, and of the run: after an update of any it is another one.
    ``folder``: where earlier generations are kept, with which it can be compared.
    """

    complete: Final = True
    scope: Final = None

    def __init__(self, generation: Generation, run: DerivedRun | None = None, folder: DataFolder | None = None) -> None:
        self._generation, self._run, self._folder = generation, run, folder

    @property
    def runs(self) -> frozenset[str]:
        """The run, if one is decided on."""
        return frozenset((self._run.name,)) if self._run else frozenset()

    @property
    def size(self) -> int:
        """About how many items it has, derived ones left out: how many there are is known when they are made."""
        return len(self._generation.sources) + len(self._generation) + self._generation.manifest.stated

    @functools.cached_property
    def content(self) -> str | None:
        """The name of the graph: that of the facts, a colon, that of the run."""
        return f"{_name_facts(self._generation.manifest)}:{self._name_run()}"

    def items(self, on_read: OnRead = ignore_reading) -> Iterator[Item]:
        """Nodes, then relationships, then derived ones."""
        with GraphStream(self._generation, on_read=on_read) as stream:
            yield from stream.nodes()
            yield from stream.relationships()
        if self._run is not None:
            yield from derive_controls(self._generation, self._run)

    def find_part(self, content: str) -> Part | WholeReason:
        """Find what can differ from the graph of that name, where its generation is kept, or why all of it can."""
        facts, _, run = content.partition(":")
        if facts.partition("-")[0] != _hash_program():
            return WholeReason.PROGRAM
        same = facts == _name_facts(self._generation.manifest)
        old = self._generation if same else self._open_earlier(facts)
        if old is None:
            return WholeReason.GONE
        change = Change(None, set(), set(), set()) if same else find_change(old, self._generation)
        if isinstance(change, WholeReason):
            return change
        derived: Iterator[Item] = iter(())
        ends: frozenset[str] | None = frozenset()
        if self._run is not None and run != self._name_run():
            derived, ends = derive_controls(self._generation, self._run), None
        elif self._run is not None and self._run.options is not None:
            companies, reached = find_reached(old, self._generation, change.parties)
            derived, ends = derive_controls(self._generation, self._run, companies), frozenset(reached)
        items = self._make_selected(change.selection) if change.selection is not None else iter(())
        return Part(chain(items, derived), frozenset(change.nodes), frozenset(change.relationships), ends)

    def _make_selected(self, selection: Selection) -> Iterator[Item]:
        with GraphStream(self._generation, selection=selection) as stream:
            yield from stream.nodes()
            yield from stream.relationships()

    def list_facts(self, content: str) -> Iterator[EntryRow] | None:
        """List what a manifest keeps of the facts of the graph of that name, from columns; None where they are not those of this one."""
        return self._list_facts() if content.partition(":")[0] == _name_facts(self._generation.manifest) else None

    def _list_facts(self) -> Iterator[EntryRow]:
        try:
            with ColumnGraph(self._generation) as graph:
                yield from graph.list_entries()
        except duckdb.OutOfMemoryException:
            # Statements as long as pages, thousands of which are no columns that fit into memory; one by one they do.
            yield from (make_entry(item).row for item in GenerationGraph(self._generation).items())

    def _open_earlier(self, facts: str) -> Generation | None:
        """Open the generation whose facts have that name; None where it is gone."""
        if self._folder is None:
            return None
        try:
            for number in reversed(self._folder.numbers()):
                if _name_facts(self._folder.manifest(number)) == facts:
                    return self._folder.open(number)
        except (NoMatch, StoreError):
            # Pruned meanwhile, or of another version: the whole graph is compared.
            return None
        return None

    def _name_run(self) -> str:
        return digest(self._run.name, repr(self._run.options), size=16) if self._run else ""


def _name_facts(manifest: Manifest) -> str:
    """Name the facts of a generation: the program that makes a graph of them, a hyphen, the generation."""
    releases = [release.name for release in manifest.releases]
    return f"{_hash_program()}-{digest(str(manifest.number), manifest.created, str(manifest.checksum), *releases, size=32)}"


@functools.cache
def _hash_program() -> str:
    """Hash the modules that decide what a node or relationship looks like, or who controls whom."""
    paths = [path for room in ("ontology", "graph") for path in Path(str(files(room))).rglob("*.py")]
    return digest(*(path.read_text(encoding="utf-8") for path in sorted(paths)), size=32)


class GraphStream:
    """Nodes, then relationships, each in an order that the content alone decides.  A context manager: the files go at its end.

    ``source``: the IRI of the one source to take; ``selection``: the statements to take, and what they are taken for; None = all.
    """

    def __init__(
        self,
        generation: Generation,
        source: str | None = None,
        *,
        selection: Selection | None = None,
        parties_per_file: int = PARTIES_PER_FILE,
        on_read: OnRead = ignore_reading,
    ) -> None:
        self._generation, self._source, self._on_read = generation, source, on_read
        self._parties_per_file = max(parties_per_file, -(-len(generation) // _MAX_FILES))
        self._number = functools.lru_cache(maxsize=50_000)(generation.party_number)
        self._is_mentioned = np.zeros(len(generation), np.bool_)
        self._without_number: set[str] = set()
        self._selection = selection
        # Of a selection not all who are named are asked about.
        self._is_chosen: npt.NDArray[np.bool_] | None = None
        self._voted: set[str] = set()
        self._temporary = tempfile.TemporaryDirectory()
        self._folder = Path(self._temporary.name)

    def __enter__(self) -> GraphStream:
        with ExitStack() as stack:
            stack.callback(self._temporary.cleanup)
            with raise_store_errors(self._folder):
                versions = self._write_files()
            located = ((file, s) for file, s in read_located(self._generation, versions.data) if isinstance(s, InterestStatement))
            self._series = SeriesIndex(located, self._generation.find_feed)
            # Nothing failed: the files are needed.
            stack.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._temporary.cleanup()

    def nodes(self) -> Iterator[Node]:
        """Sources, then parties by number, then parties that have no number, then unnamed ends."""
        for iri, source in sorted(self._generation.sources.items()):
            if self._generation.is_within(iri, self._source):
                yield make_source_node(source)
        for file_number in range(-(-len(self._generation) // self._parties_per_file)):
            entities: defaultdict[str, list[EntityStatement]] = defaultdict(list)
            iris: defaultdict[str, set[str]] = defaultdict(set)
            for statement in self._read_file(f"parties-{file_number}"):
                match statement:
                    case EntityStatement(entity=iri):
                        entities[self._canonical(iri)].append(statement)
                        iris[self._canonical(iri)].add(iri)
                    case IdentityStatement():
                        for iri in (statement.left, statement.right):
                            iris[self._canonical(iri)].add(iri)
            self._generation.release_pages()
            first = file_number * self._parties_per_file
            here = slice(first, first + self._parties_per_file)
            is_made = self._is_mentioned[here] if self._is_chosen is None else self._is_mentioned[here] & self._is_chosen[here]
            for number in (np.flatnonzero(is_made) + first).tolist():
                summary = self._generation.party_summary(number)
                yield make_entity_node(summary.id, entities[summary.id], sorted(iris[summary.id] - {summary.id}), summary.name)
        without_number = self._without_number if self._selection is None else self._without_number.intersection(self._selection.parties)
        for iri in sorted(without_number):
            yield make_entity_node(iri, [], [])
        for statement in self._read_file("unnamed"):
            if isinstance(statement, InterestStatement):
                yield from make_unnamed_nodes(statement)

    def relationships(self) -> Iterator[Relationship]:
        """Interests by the number of their company, then judgements that join nothing."""
        for file_number in range(max(1, -(-len(self._generation) // self._parties_per_file))):
            self._generation.release_pages()
            interests = [s for s in self._read_file(f"holdings-{file_number}") if isinstance(s, InterestStatement)]
            yield from make_interest_relationships(interests, self._canonical, self._series, self._voted)
        for statement in self._read_file("judgements"):
            if isinstance(statement, IdentityStatement):
                relationship = make_judgement_relationship(statement, self._canonical)
                if relationship is not None:
                    yield relationship

    def _canonical(self, iri: str) -> str:
        number = self._number(iri)
        return iri if number is None else self._generation.party_summary(number).id

    def _statements(self) -> Iterator[tuple[int, Statement]]:
        """Read the statements with their positions."""
        if self._selection is not None:
            positions = self._selection.positions.tolist()
            yield from ((position, s) for position, s in read_at(self._generation, positions) if s.is_accepted)
            return
        read = 0
        for first, release in zip(self._generation.first_positions, self._generation.releases, strict=False):
            for position, statement in release.locate():
                if self._generation.is_within(statement.source, self._source) and statement.is_accepted:
                    yield first + position, statement
                if (read := read + 1) % _READ_ROWS == 0:
                    self._on_read(read)
                if read % _RELEASED == 0:
                    self._generation.release_pages()

    def _write_files(self) -> npt.NDArray[np.int64]:
        """Write the statements to files; return the positions of those whose records have several versions."""
        if self._selection is not None:
            self._choose(self._selection)
        scan = VersionScan(self._generation)
        with ExitStack() as stack:
            written: dict[str, BinaryIO] = {}

            def put(name: str, line: bytes) -> None:
                if name not in written:
                    written[name] = stack.enter_context((self._folder / name).open("wb"))
                written[name].write(line)

            for position, statement in self._statements():
                line = _ENCODER.encode(statement) + b"\n"
                match statement:
                    case EntityStatement():
                        put(f"parties-{self._mention(statement.entity)}", line)
                    case InterestStatement():
                        scan.add(position, statement)
                        file_number = self._mention(statement.subject) if statement.subject else 0
                        if statement.holder:
                            self._mention(statement.holder)
                        put(f"holdings-{file_number}", line)
                        if statement.subject is None or statement.holder is None:
                            put("unnamed", line)
                    case IdentityStatement():
                        for file_number in sorted({self._mention(iri) for iri in (statement.left, statement.right)}):
                            put(f"parties-{file_number}", line)
                        if self._canonical(statement.left) != self._canonical(statement.right):
                            put("judgements", line)
        return scan.find_positions()

    def _choose(self, selection: Selection) -> None:
        """Remember who is asked about, and what of them other statements say."""
        numbers = [number for iri in selection.parties if (number := self._number(iri)) is not None]
        self._is_chosen = np.zeros(len(self._generation), np.bool_)
        self._is_chosen[numbers] = True
        self._voted = set(map(self._canonical, selection.voted))
        for iri in selection.mentioned:
            self._mention(iri)

    def _mention(self, iri: str) -> int:
        """Remember that a statement names the party; return the number of the party's file."""
        number = self._number(iri)
        if number is None:
            self._without_number.add(iri)
            return 0
        self._is_mentioned[number] = True
        return number // self._parties_per_file

    def _read_file(self, name: str) -> list[Statement]:
        """Read the statements of a file in the order of their ids; none where there is no file."""
        path = self._folder / name
        if not path.exists():
            return []
        with path.open("rb") as file:
            return sorted((_DECODER.decode(line) for line in file), key=lambda s: s.id)
