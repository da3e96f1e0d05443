"""Builds a generation from its releases: the order of the steps, in memory that does not grow with the releases.

Each step is a module: build_tables numbers the parties, build_network writes network/, build_parties writes roster/, build_names the
index of names and triple_store the triples, where they are wanted.  Where little is added to an earlier generation, update_arrays takes
over what stays of it.  Tables too large for memory lie in a work file that is removed
afterwards.
Decides nothing about control or shares, and does not publish: that is data_folder.py.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import nullcontext
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

import duckdb
import msgspec
import numpy as np

from graph.collector import collect_seldom
from graph.generation import build_names, build_network, build_parties, build_tables
from graph.generation.build_tables import NumberedRelease
from graph.generation.builder import describe_builder
from graph.generation.generation import NAMES_FILE, Generation
from graph.generation.interest_table import InterestTable
from graph.generation.manifest import LAYOUT, Manifest, ReleaseInfo
from graph.generation.party_numbers import PartyNumbers
from graph.generation.party_table import PartyTable
from graph.generation.quad_columns import QuadColumns
from graph.generation.update_arrays import Before, BuiltCounts, update_arrays
from graph.generation.update_triples import Derive, write_content
from graph.ledger.ledger import Ledger
from graph.ledger.release import Release
from graph.rdf import triple_store
from graph.rdf.description import Description
from ontology.errors import StoreError
from ontology.statements import Source
from ontology.terms import Base

MEMORY: Final = (300, 1_200, 2_400, 4_800)
"""Megabytes that the tables may take before they go to the work file; the next where that was too little for what cannot go there."""
MANY: Final = 30_000_000
"""Statements above which the tables begin with the second of these: less would go to the file and back several times."""


class IndexLimits(NamedTuple):
    """How many statements a generation may have for an index to be built with it; above that a command builds the index."""

    triples: int
    names: int


_MANY_ROWS, _MOST_READINGS = 200, 1_000_000
"""Rows of a company that are read on each of their days without being counted, and readings of all others for half a minute."""
LARGE: Final = 1_000_000
"""Statements above which building the triples is asked for twice: they take minutes and gigabytes."""

_QUADS, _MICROSECONDS, _BYTES, _BYTES_MEANWHILE = 38, 14, 300, 450
"""Quads a statement, and what a quad takes, in a register of UK shape: of processor time, of disk, and of disk while it is built."""

_DAYS: Final = ("from_first", "from_last", "until_first", "until_last", "stated")


def build_generation(
    folder: Path,
    number: int,
    releases: Sequence[ReleaseInfo],
    ledger: Ledger,
    *,
    base: Base,
    created: str,
    limits: IndexLimits,
    earlier: Generation | None = None,
) -> Generation:
    """Build everything of generation ``number`` below ``folder`` but its triples, from the ledger alone; ``created`` is ISO 8601.

    ``earlier``: a generation to which it may only add a little; what stays is taken over from it then.  Raises StoreError NO_MEMORY.
    """
    opened = [ledger.open(info.name) for info in releases]
    sources, numbered_releases = _number(releases, opened)
    statements = sum(release.manifest.statements for release in opened)
    with_names, counts = statements <= limits.names, None
    if earlier is not None and not with_names and earlier.manifest.builder == describe_builder() != "":
        known, before = _number(earlier.manifest.releases, earlier.releases)
        numbers, numbers_before = ({iri: number for number, iri in enumerate(of)} for of in (sources, known))
        counts = update_arrays(folder, numbered_releases, numbers, Before(earlier, before, numbers_before), base.iri)
    if counts is None:
        counts = build_arrays(folder, numbered_releases, base.iri, with_names=with_names)
    (folder / "sources.json").write_bytes(msgspec.json.encode(list(sources.values())))
    manifest = Manifest(
        number=number,
        created=created,
        releases=tuple(releases),
        statements=statements,
        parties=counts.parties,
        interests=counts.rows,
        stated=counts.stated,
        kept_apart=counts.kept_apart,
        checksum=sum(release.manifest.checksum for release in opened) % 2**64,
        layout=LAYOUT,
        builder=describe_builder(),
    )
    manifest.write(folder)
    return Generation.open(folder, base, ledger)


def _number(infos: Sequence[ReleaseInfo], opened: Sequence[Release]) -> tuple[dict[str, Source], list[NumberedRelease]]:
    """Number the sources of releases: all sources by IRI in their order, and each release with what it needs to know of them."""
    files = {info.source: release.source for info, release in zip(infos, opened, strict=True)}
    sources = {source.id: source for source in _list_sources(files, infos, opened)}
    numbers = {iri: number for number, iri in enumerate(sources)}
    return sources, [
        NumberedRelease(
            numbers[info.source],
            files[info.source].complete_register,
            release,
            {source.id: numbers[source.id] for source in release.manifest.sources},
            files[info.source].delta,
        )
        for info, release in zip(infos, opened, strict=True)
    ]


def _list_sources(files: Mapping[str, Source], infos: Sequence[ReleaseInfo], opened: Sequence[Release]) -> Iterator[Source]:
    """List the sources of files, each before those that it names within itself; of one that several releases name, as the last does."""
    for iri, source in files.items():
        yield source
        releases = (release for info, release in zip(infos, opened, strict=True) if info.source == iri)
        named = {part.id: part for release in releases for part in release.manifest.sources}
        yield from (named[part] for part in sorted(named))


def describe_cost(statements: int) -> str:
    """Say what the triples of so many statements take, as measured on others.

    >>> describe_cost(1_000_000).partition(": ")[0]
    '1,000,000 statements are about 38 million triples'
    """
    quads = statements * _QUADS
    minutes, size, meanwhile = quads * _MICROSECONDS / 6e7, quads * _BYTES / 1e9, quads * _BYTES_MEANWHILE / 1e9
    return (
        f"{statements:,} statements are about {quads / 1e6:,.0f} million triples: to index them takes about {minutes:,.0f} minutes of one "
        f"processor, {meanwhile:,.0f} GB of disk meanwhile and {size:,.0f} GB in the end"
    )


def has_quick_times(interests: InterestTable) -> bool:
    """Whether who held what when is soon told of all companies: one with as many days as holders takes the square of them."""
    rows, readings = np.diff(interests.subject_start), 0
    for company in np.flatnonzero(rows > _MANY_ROWS).tolist():
        own = slice(int(interests.subject_start[company]), int(interests.subject_start[company + 1]))
        days = np.unique(np.concatenate([interests.columns[name][own] for name in _DAYS]))
        readings += int(rows[company]) * len(days)
    return readings <= _MOST_READINGS


@collect_seldom()
def build_triples(path: Path, generation: Generation, derive: Derive) -> None:
    """Write the triples of a generation at ``path``: what its sources state and, in graphs of its own, what is derived."""
    description = Description(generation.base, generation.content_version)
    with QuadColumns(generation) as columns:
        derived = (f"{text}\n".encode() for _, text in derive(generation, description))
        lines = chain(columns.write(description), derived)
        triple_store.build(path, lines, description)
    write_content(path, description)


def build_arrays(folder: Path, releases: Sequence[NumberedRelease], base: str, *, with_names: bool = False) -> BuiltCounts:
    """Write ``network/``, ``roster/`` and, if asked, the index of names below ``folder``; begins anew where memory was too little.

    Raises StoreError NO_MEMORY.
    """
    for megabytes in list_memory(sum(len(numbered.release) for numbered in releases)):
        try:
            return _build_within(megabytes, folder, releases, base, with_names=with_names)
        except duckdb.OutOfMemoryException:
            for begun in ("network", "roster", ".rows"):
                shutil.rmtree(folder / begun, ignore_errors=True)
            (folder / NAMES_FILE).unlink(missing_ok=True)
    raise StoreError(
        "NO_MEMORY",
        f"the generation cannot be built with {MEMORY[-1]:,} MB of memory",
        "load fewer sources into one data folder, and report the size of those that were loaded",
    )


def list_memory(statements: int) -> Sequence[int | None]:
    """List the megabytes that a build of so many statements tries, one after the other; None is without a work file."""
    if statements <= build_tables.SMALL:
        return None, *MEMORY
    return MEMORY if statements <= MANY else MEMORY[1:]


def _build_within(megabytes: int | None, folder: Path, releases: Sequence[NumberedRelease], base: str, *, with_names: bool) -> BuiltCounts:
    """The same with tables of at most so many megabytes in memory; None is for a few statements, without a work file.

    Raises duckdb.OutOfMemoryException.
    """
    opened = build_tables.open_small_tables() if megabytes is None else build_tables.open_tables(folder, f"{megabytes}MB")
    with opened as tables:
        build_tables.create_views(tables, releases, copied=megabytes is None)
        kept_apart = build_tables.join_identities(tables, base)
        parties = build_tables.number_parties(tables, base)
        stated = build_network.make_rows(tables)
        numbers, only_standing = PartyNumbers(tables), build_parties.has_versions(tables)
        with ThreadPoolExecutor(1) as beside:
            writing = beside.submit(_write_beside, tables, folder, numbers, parties, has_file=megabytes is not None)
            if megabytes is None:
                wait([writing])
            build_parties.build(tables, folder / "roster", numbers, parties, base, only_standing=only_standing)
            rows = writing.result()
        if with_names:
            build_names.build(tables, folder / NAMES_FILE, PartyTable(folder / "roster"))
    return BuiltCounts(parties, rows, stated, kept_apart)


def _write_beside(tables: duckdb.DuckDBPyConnection, folder: Path, numbers: PartyNumbers, parties: int, *, has_file: bool) -> int:
    """Write the network and by which IRIs parties are found while all else of them is written, as either leaves half a processor idle.

    The tables in memory of a few statements are those of one connection, so there the one waits for the other.
    """
    with tables.cursor() if has_file else nullcontext(tables) as own:
        rows = build_network.write_columns(own, folder / "network", numbers, folder / ".rows")
        build_network.write_index(folder / "network", parties)
        build_parties.write_keys(own, folder / "roster", parties)
        return rows
