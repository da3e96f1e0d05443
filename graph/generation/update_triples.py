"""Makes the triples of a generation from those of an earlier one to which a few statements were added.

The store of before is taken over, its files as links.  What the sources state of the added releases comes to it.  What is derived is
written for both generations, of the parties that differ alone, and what of it differs is taken out or added.  The links and controllers of
a day hang together, so they are written whole for both.  Owns which parties differ, and when this may be done; where it may not, all is
built from the columns.  The content is that of a full build; how it lies in files is not.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final, Protocol

import duckdb
import msgspec
import numpy as np
import numpy.typing as npt
import pyoxigraph

from graph import checksums
from graph.generation.builder import describe_builder
from graph.generation.difference import Hashes, digest_parties, list_unmatched, mix
from graph.generation.generation import Generation
from graph.generation.interest_table import DIRECTNESS
from graph.generation.manifest import LAYOUT
from graph.generation.quad_columns import QuadColumns
from graph.generation.text_batches import fetch_batches
from graph.rdf import triple_store
from graph.rdf.description import Description
from graph.rdf.triple_store import GraphLines
from ontology import rdf
from ontology.statements import Directness
from ontology.terms import ONTOLOGY_GRAPH

Chosen = npt.NDArray[np.bool_]
"""Of each party of a generation, by number, whether it is meant."""


class Derive(Protocol):
    """Writes what is derived from a generation, for its triples, and counts it for the description: of all parties, or of some, and what is
    said of none by itself.  What that says is above this room: graph/exports/derived."""

    def __call__(self, generation: Generation, description: Description, chosen: Chosen | None = None, /) -> Iterable[GraphLines]: ...


MOST: Final = 20
"""Of so many statements one may be added, and of so many parties one may differ."""
_CONTENT: Final = "content.json"
_ROOT: Final = Path(__file__).parents[1]
_ROOMS: Final = ("exports/derived", "network", "control", "rules", "rdf")
"""Where the code is that says what is derived, beside that of a builder."""
_MEMORY: Final = "500MB"
_LINES: Final = 20_000
"""Lines that are taken from DuckDB at a time."""
_PARTIES: Final = 100_000
"""Parties whose names are read at a time."""
_INDIRECT: Final = DIRECTNESS.index(Directness.INDIRECT)
_APART: Final = 1 << 40
"""By how much positions of added releases are moved, so that none is one of before."""


class TriplesContent(msgspec.Struct, frozen=True):
    """What a store has: by which program, and how many quads of each graph, class and property."""

    program: str
    counts: dict[str, int]
    classes: dict[str, int]
    properties: dict[str, int]


def write_content(store: Path, description: Description) -> None:
    """Write in the folder of a store what it has, for the one that is made from it."""
    content = TriplesContent(_describe_program(), description.counts, description.classes, description.properties)
    (store / _CONTENT).write_bytes(msgspec.json.encode(content))


def update_triples(path: Path, generation: Generation, before: Generation, derive: Derive) -> bool:
    """Write the triples of a generation at ``path``; False, and nothing is there, where they have to be built from the columns."""
    content, added = _read_content(before.triples_path), _find_added(generation, before)
    if content is None or content.program != _describe_program() or not added or _may_be_said_twice(before, generation):
        return False
    if not checksums.is_whole(before.root, before.path, (before.triples_path.name,)):
        return False
    chosen_before, chosen = _choose(before, generation)
    if any(int(of_side.sum()) * MOST > len(of_side) for of_side in (chosen_before, chosen)):
        return False
    description, earlier = Description(generation.base, generation.content_version), Description(before.base)
    kept = [number for number in range(len(generation.releases)) if number not in added]
    with tempfile.TemporaryDirectory() as folder, _open_lines(folder) as lines, QuadColumns(generation, releases=added) as columns:
        _insert(lines, "earlier", _write_sources(before, range(len(before.releases)), earlier), derive(before, earlier, chosen_before))
        _insert(lines, "later", _write_sources(generation, kept, description), derive(generation, description, chosen))
        _link_files(before.triples_path, path)
        new = chain(columns.write(description), _list_difference(lines, "later", "earlier"))

        def describe() -> Iterator[pyoxigraph.Quad]:
            _add_counts(description, content, earlier)
            yield from description.list_all()

        anew = (f"{generation.base.iri}metadata", ONTOLOGY_GRAPH)
        try:
            triple_store.update(path, _list_difference(lines, "earlier", "later"), new, describe(), anew)
        except OSError:
            # The engine cannot read what it was given; where the disk is full, building says so too.
            shutil.rmtree(path)
            return False
    write_content(path, description)
    return True


@functools.cache
def _describe_program() -> str:
    """Name the program by all code that says what triples there are, and the version of the engine."""
    digest = hashlib.sha256(f"{describe_builder()} {pyoxigraph.__version__}".encode())
    for path in sorted(path for room in _ROOMS for path in (_ROOT / room).rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16] if describe_builder() else ""


def _read_content(store: Path) -> TriplesContent | None:
    try:
        content = msgspec.json.decode((store / _CONTENT).read_bytes(), type=TriplesContent)
    except (OSError, msgspec.DecodeError):
        return None
    return content if content.program else None


def _find_added(generation: Generation, before: Generation) -> list[int]:
    """Find the releases, by number, that were added to those of an earlier generation; none where more than that was done, or much."""
    names = [info.name for info in generation.manifest.releases]
    known = [info.name for info in before.manifest.releases]
    added = [number for number, name in enumerate(names) if name not in known]
    is_little = (
        before.manifest.layout == generation.manifest.layout == LAYOUT
        and [name for name in names if name in known] == known
        and sum(len(generation.releases[number]) for number in added) * MOST <= before.manifest.statements
        and not any(release.has_former_unit for release in generation.releases)
        and all(iri in generation.sources and generation.sources[iri].part_of == old.part_of for iri, old in before.sources.items())
        and all(generation.sources[iri].part_of not in before.sources for iri in generation.sources.keys() - before.sources.keys())
    )
    return added if is_little else []


def _may_be_said_twice(*generations: Generation) -> bool:
    """Whether a statement may say what is said of a source: then that must not be taken out."""
    named = ((generation, iri) for generation in generations for iri in generation.sources)
    return any(generation.party_number(iri) is not None or generation.has_statement(iri) for generation, iri in named)


def _choose(before: Generation, generation: Generation) -> tuple[Chosen, Chosen]:
    """Choose of both generations the parties of which other things may be derived: those that differ in name, IRIs, kind or the rows about
    them, and the companies of indirect statements, about which a chain above decides."""
    both = (before, generation)
    sides = [_digest(each, before) for each in both]
    chosen = [np.zeros(len(each), np.bool_) for each in both]
    for each, is_chosen, own, other in zip(both, chosen, sides, reversed(sides), strict=True):
        is_chosen[list_unmatched(*own, *other)] = True
        rows = each.interests.columns
        is_chosen[rows["subject"][rows["direct"] == _INDIRECT]] = True
    return chosen[0], chosen[1]


def _digest(generation: Generation, before: Generation) -> tuple[Hashes, Hashes]:
    """Digest every party: by number the hash of its IRI, and what is said of it; statements are named by their positions of before."""
    firsts = dict(zip((info.name for info in before.manifest.releases), before.first_positions, strict=False))
    own = list(zip((info.name for info in generation.manifest.releases), generation.first_positions, strict=False))
    shifts = np.array([firsts[name] - first if name in firsts else _APART for name, first in own], np.int64)
    names, digests = digest_parties(generation, lambda rows: rows + shifts[np.searchsorted(generation.first_positions, rows, "right") - 1])
    for first in range(0, len(generation), _PARTIES):
        numbers = np.arange(first, min(first + _PARTIES, len(generation)))
        shown = np.fromiter(map(hash, generation.party_names(numbers)), np.int64, len(numbers)).view(np.uint64)
        digests[numbers] = mix(digests[numbers], shown)
    keys, _, numbers = generation.joined_party_keys()
    np.add.at(digests, numbers, mix(keys.view(np.uint64), np.zeros(len(keys), np.uint64)))
    return names, digests


def _write_sources(generation: Generation, releases: Iterable[int], description: Description) -> Iterator[GraphLines]:
    """Write what is said of the sources of releases, and count it."""
    for number in releases:
        source, named = generation.list_sources(number)
        yield from triple_store.write_by_graph(description.note(rdf.make_quads(source, (), named)))


def _open_lines(folder: str) -> duckdb.DuckDBPyConnection:
    config = {"threads": "2", "memory_limit": _MEMORY, "temp_directory": folder, "preserve_insertion_order": "false"}
    return duckdb.connect(f"{folder}/lines.duckdb", config={**config})


def _insert(tables: duckdb.DuckDBPyConnection, table: str, *lines: Iterable[GraphLines]) -> None:
    """Create a table of lines, each of which ends with its graph."""
    tables.execute(f"CREATE TABLE {table}(line VARCHAR)")
    tables.execute("BEGIN")
    for _, text in chain(*lines):
        tables.execute(f"INSERT INTO {table} SELECT unnest(string_split(?, chr(10)))", [text])
    tables.execute("COMMIT")


def _list_difference(tables: duckdb.DuckDBPyConnection, table: str, other: str) -> Iterator[bytes]:
    """List the lines of a table that another has not, in pieces."""
    rows = tables.cursor().execute(f"SELECT line FROM {table} WHERE line <> '' EXCEPT SELECT line FROM {other}")  # noqa: S608
    for batch in fetch_batches(rows, _LINES):
        yield "".join(f"{line}\n" for (line,) in batch).encode()


def _link_files(store: Path, path: Path) -> None:
    """Take a store over, whose large files are written once and never changed, so that both may have them; where a file system has no
    links they are copied."""
    path.mkdir()
    for file in store.iterdir():
        target = path / file.name
        if file.suffix == ".sst":
            with contextlib.suppress(OSError):
                os.link(file, target)
        if not target.exists():
            shutil.copyfile(file, target)


def _add_counts(description: Description, content: TriplesContent, gone: Description) -> None:
    """Add to what is counted of the new what was there before, and take off what went."""
    for name in ("counts", "classes", "properties"):
        counts = getattr(description, name)
        counts.update(getattr(content, name))
        counts.subtract(getattr(gone, name))
        for key in [key for key, count in counts.items() if not count]:
            del counts[key]
