"""Building: the projections of a generation from its releases, in memory that does not grow with them.

Owns the way from the ledger's columns to numbers: which IRIs are one party, each party's number, the rows of the network, the roster.
Tables too large for memory lie in a work file that is gone afterwards.  Nothing is decided here about control or shares.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import duckdb
import msgspec

from graph.generation import build_parties, search_index
from graph.generation.build_network import _network, save_index
from graph.generation.build_tables import _count, _identity, _number, _views
from graph.generation.generation import _ENCODER, Generation
from graph.generation.manifest import LAYOUT, Manifest, ReleaseInfo
from graph.ledger.ledger import Ledger
from graph.ledger.release import Release
from graph.rdf import triple_store
from ontology.errors import StoreError
from ontology.terms import Base

MEMORY: Final = (400, 800, 1_600, 3_200)
"""Megabytes that the tables may take before they go to the work file; the next where that was too little for what cannot go there."""


class Counts:
    """What was built."""

    def __init__(self, parties: int, rows: int, stated: int, kept_apart: int) -> None:
        self.parties, self.rows, self.stated, self.kept_apart = parties, rows, stated, kept_apart


def build(folder: Path, releases: Sequence[tuple[int, bool, Release]], base: str) -> Counts:
    """Write ``network/`` and ``roster/`` below ``folder``.  Of each release: the number of its source, whether that is complete, itself.

    Raises StoreError NO_MEMORY.
    """
    for megabytes in MEMORY:
        try:
            return _built(folder, releases, base, megabytes)
        except duckdb.OutOfMemoryException:
            for begun in ("network", "roster"):
                shutil.rmtree(folder / begun, ignore_errors=True)
    raise StoreError(
        "NO_MEMORY",
        f"the generation cannot be built with {MEMORY[-1]:,} MB of memory",
        "load fewer sources into one data folder, and report the size of those that were loaded",
    )


def _built(folder: Path, releases: Sequence[tuple[int, bool, Release]], base: str, megabytes: int) -> Counts:
    work = folder / ".work"
    work.mkdir()
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": "2",
        "memory_limit": f"{megabytes}MB",
        "temp_directory": str(work),
        "preserve_insertion_order": "false",
    }
    try:
        with duckdb.connect(str(work / "tables.duckdb"), config=config) as tables:
            _views(tables, releases)
            kept_apart = _identity(tables, base)
            _number(tables)
            parties = _count(tables, "party")
            rows, stated = _network(tables, folder / "network")
            build_parties.build(tables, folder / "roster", parties, base)
        # The rest needs no tables, and their memory is free again.
        save_index(folder / "network", parties)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Counts(parties, rows, stated, kept_apart)


def build_projections(
    folder: Path,
    number: int,
    releases: Sequence[ReleaseInfo],
    ledger: Ledger,
    *,
    base: Base,
    created: str,
    with_triples: int,
    with_names: int,
) -> None:
    """Build everything of a generation below ``folder`` from the ledger alone; the two indexes up to so many statements."""
    sources = {release.source: ledger.source(release.name) for release in releases}
    numbers = {iri: number for number, iri in enumerate(sources)}
    opened = [(numbers[info.source], sources[info.source].complete_register, ledger.open(info.name)) for info in releases]
    counts = build(folder, opened, base.iri)
    (folder / "sources.json").write_bytes(_ENCODER.encode(list(sources.values())))
    manifest = Manifest(
        number=number,
        created=created,
        releases=tuple(releases),
        statements=sum(release.release.statements for _, _, release in opened),
        parties=counts.parties,
        interests=counts.rows,
        stated=counts.stated,
        kept_apart=counts.kept_apart,
        checksum=sum(release.release.checksum for _, _, release in opened) % 2**64,
        layout=LAYOUT,
    )
    (folder / "generation.json").write_bytes(msgspec.json.format(_ENCODER.encode(manifest), indent=1))
    generation = Generation.open(folder, base, ledger)
    if manifest.statements <= with_names:
        search_index.build(folder / "names.sqlite", generation.parties())
    if manifest.statements <= with_triples:
        triple_store.build(folder / "triples", generation.quads(), generation=number, base=base)
