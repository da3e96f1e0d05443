"""Builds the party table and the network of a generation from those of an earlier one to which a few statements were added.

What the added statements change is built by the steps of a full build, from the statements that it depends on (affected.py), and merged
with what stays (merge_arrays.py): the files are those of a full build, byte by byte.  Owns when that may be done.  Where it may not, or
where anything does not fit together, everything is built from the columns.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import duckdb
import numpy as np
import numpy.typing as npt

from graph import checksums
from graph.generation import affected, build_network, build_parties, build_tables, merge_arrays
from graph.generation.build_tables import NumberedRelease, count_rows
from graph.generation.generation import Generation
from graph.generation.manifest import LAYOUT
from graph.generation.merge_arrays import Places
from graph.generation.party_numbers import PartyNumbers
from graph.generation.party_table import PartyTable
from ontology.series import MAX_FILE

MOST: Final = 20
"""Of so many statements one may be added, and of so many parties one may have changed: where more are, all is built sooner than merged."""
_ROOMS: Final = ("network", "roster")
_MEMORY: Final = "800MB"
"""What the tables may take before they go to the work file."""

_Numbers = npt.NDArray[np.int64]


class BuiltCounts(NamedTuple):
    """How many parties, network rows and interest statements were built, and how many identity judgements were not followed."""

    parties: int
    rows: int
    stated: int
    kept_apart: int


class Before(NamedTuple):
    """The earlier generation, with its releases and the numbers of its sources."""

    generation: Generation
    releases: Sequence[NumberedRelease]
    sources: Mapping[str, int]


def update_arrays(
    folder: Path, releases: Sequence[NumberedRelease], sources: Mapping[str, int], before: Before, base: str
) -> BuiltCounts | None:
    """Write ``network/`` and ``roster/`` below ``folder``; None, and nothing is there, where they have to be built from the columns.

    ``sources``: the numbers of the sources of the releases.
    """
    added = _find_added(releases, sources, before)
    if added is None or not checksums.is_whole(before.generation.root, before.generation.path, _ROOMS):
        return None
    try:
        with build_tables.open_tables(folder, _MEMORY, in_file=False) as tables:
            counts = _Update(tables, folder, releases, sources, before, added).write(base)
    except duckdb.OutOfMemoryException:
        counts = None
    if counts is None:
        for begun in _ROOMS:
            shutil.rmtree(folder / begun, ignore_errors=True)
    else:
        build_network.write_index(folder / "network", counts.parties)
    return counts


def _find_added(releases: Sequence[NumberedRelease], sources: Mapping[str, int], before: Before) -> list[int] | None:
    """Find the releases, by number, that were added to those of an earlier generation; None where more than that was done."""
    manifest = before.generation.manifest
    names = [release.release.folder.name for release in releases]
    known = {release.release.folder.name: release for release in before.releases}
    kept = [number for number, name in enumerate(names) if name in known]
    added = [number for number, name in enumerate(names) if name not in known]
    more = sum(len(releases[number].release) for number in added)
    fits = (
        manifest.layout == LAYOUT
        and manifest.parties > 0
        and manifest.interests > 0
        and (before.generation.path / "roster" / "untold.npy").exists()
        and added != []
        and more * MOST <= manifest.statements
        and len(releases) < MAX_FILE
        and [names[number] for number in kept] == list(known)
        and [iri for iri in sources if iri in before.sources] == list(before.sources)
        and all(releases[number].is_complete == known[names[number]].is_complete for number in kept)
        and not any(release.release.has_former_unit for release in releases)
    )
    return added if fits else None


class _Update:
    """One such build."""

    def __init__(
        self,
        tables: duckdb.DuckDBPyConnection,
        folder: Path,
        releases: Sequence[NumberedRelease],
        sources: Mapping[str, int],
        before: Before,
        added: Sequence[int],
    ) -> None:
        self._tables, self._folder, self._releases, self._added = tables, folder, releases, added
        self._earlier = before.generation
        self._before = before
        self._parties = PartyTable(before.generation.path / "roster")
        self._sources = np.array([sources[iri] for iri in before.sources], np.int32)

    def write(self, base: str) -> BuiltCounts | None:
        """Write the files; None where too much changed, or where it does not fit together."""
        tables, manifest = self._tables, self._earlier.manifest
        build_tables.create_views(tables, self._releases)
        kept_apart = build_tables.join_identities(tables, base)
        only_standing = build_parties.has_versions(tables)
        moved = _list_moved(tables, self._parties)
        if len(moved) * MOST > manifest.parties:
            return None
        if affected.list_changes(tables, self._added, self._find_reordered(only_standing=only_standing), moved) * MOST > manifest.parties:
            return None
        affected.keep_needed(tables)
        work = self._folder / ".work"
        parties = build_tables.number_parties(tables, base)
        build_network.make_rows(tables)
        numbers = PartyNumbers(tables)
        build_network.write_columns(tables, work / "network", numbers, work / "rows")
        build_network.write_index(work / "network", parties)
        build_parties.build(tables, work / "roster", numbers, parties, base, only_standing=only_standing)
        build_parties.write_keys(tables, work / "roster", parties)
        places = self._place(PartyTable(work / "roster"))
        if places is None:
            return None
        rows = self._merge(places, work)
        new = f"release IN ({', '.join(map(str, self._added))}) AND subject IS NOT NULL"
        stated = manifest.stated + count_rows(tables, f"interest WHERE {new}")
        return None if rows is None else BuiltCounts(len(places.origin), rows, stated, kept_apart)

    def _find_reordered(self, *, only_standing: bool) -> set[int]:
        """Find the sources of whose earlier versions others may stand now: those that became a sequence, or all."""
        known = {release.release.folder.name: release for release in self._before.releases}
        kept = [release for release in self._releases if release.release.folder.name in known]
        feeds = [release.source_number for release in self._before.releases]
        had_several = len(set(feeds)) < len(feeds)
        # Before the first change, and the first delta, all versions of a record stand.
        if only_standing and not had_several and not self._had_changes():
            return {release.source_number for release in kept}
        return {release.source_number for release in kept if release.is_sequence != known[release.release.folder.name].is_sequence}

    def _had_changes(self) -> bool:
        added = ", ".join(map(str, self._added))
        return count_rows(self._tables, f"(SELECT 1 FROM entity WHERE change <> 'new' AND release NOT IN ({added}) LIMIT 1)") > 0  # noqa: S608

    def _place(self, new: PartyTable) -> Places | None:
        """Place the parties of both in the whole."""
        touched, company = (
            _fetch(self._tables, f"SELECT p.rowid AS number FROM party p SEMI JOIN {table} t ON hash(p.iri) = t.key ORDER BY 1")["number"]  # noqa: S608
            for table in ("touched_party", "affected_party")
        )
        replaced = np.zeros(len(self._parties), np.bool_)
        replaced[_find_numbers(self._tables, self._parties)] = True
        return merge_arrays.place_parties(self._parties, new, replaced, touched.astype(np.int32), company.astype(np.int32))

    def _merge(self, places: Places, work: Path) -> int | None:
        """Write the files of the whole; returns how many rows the network has."""
        earlier = self._earlier.path
        is_whole = merge_arrays.merge_roster(earlier / "roster", work / "roster", self._folder / "roster", places, self._move)
        if not is_whole:
            return None
        network = earlier / "network", work / "network", self._folder / "network"
        return merge_arrays.merge_network(*network, places, self._sources, self._move)

    def _move(self, positions: _Numbers) -> _Numbers:
        """Move positions of the earlier generation to those of this one."""
        firsts, first = {}, 0
        for release in self._releases:
            firsts[release.release.folder.name] = first
            first += len(release.release)
        ends, shifts, old_first = [], [], 0
        for release in self._before.releases:
            shifts.append(firsts[release.release.folder.name] - old_first)
            old_first += len(release.release)
            ends.append(old_first)
        if not any(shifts):
            return positions
        return np.asarray(positions + np.array([*shifts, 0])[np.searchsorted(ends, positions, side="right")])


def _list_moved(tables: duckdb.DuckDBPyConnection, parties: PartyTable) -> list[str]:
    """List the IRIs that are joined with others than in the earlier generation, with the canonical ones of then and now."""
    pairs = _fetch(
        tables,
        f"""
        SELECT rowid AS row, {build_parties.IRI_HASH.format("iri")} AS key, {build_parties.IRI_HASH.format("canonical")} AS canonical
        FROM canonical_iri ORDER BY 2
    """,  # noqa: S608
    )
    keys, canonical, numbers = parties.joined_keys()
    is_alias = keys != canonical
    keys, canonical, numbers = keys[is_alias], canonical[is_alias], numbers[is_alias]
    moved: set[str] = set()
    # Those whom nothing mentioned are in no party, and come with what mentions them now.
    known, _ = parties.keys()
    is_new = ~_are_among(pairs["key"], pairs["canonical"], keys, canonical)
    is_new &= _is_in(known, pairs["key"]) | _is_in(known, pairs["canonical"])
    rows = {"row": pairs["row"][is_new]}
    if len(rows["row"]):
        for iri, now in tables.execute("SELECT iri, canonical FROM canonical_iri c SEMI JOIN rows ON c.rowid = rows.row").fetchall():
            number = parties.number(iri)
            moved |= {iri, now} | ({parties.id(number)} if number is not None else set())
    del rows
    is_gone = ~_are_among(keys, canonical, pairs["key"], pairs["canonical"])
    for number in np.unique(numbers[is_gone]).tolist():
        moved |= {parties.id(number), *parties.aliases(number)}
    if moved:
        listed = {"iri": np.array(sorted(moved), np.object_)}
        now_of = tables.execute("SELECT canonical FROM canonical_iri c SEMI JOIN listed m ON c.iri = m.iri::VARCHAR").fetchall()
        del listed
        moved |= {iri for (iri,) in now_of}
    return sorted(moved)


def _find_numbers(tables: duckdb.DuckDBPyConnection, parties: PartyTable) -> list[int]:
    """Find the earlier numbers of the parties that changed."""
    found = (parties.number(iri) for (iri,) in tables.execute("SELECT iri FROM touched_iri").fetchall())
    return sorted({number for number in found if number is not None})


def _are_among(keys: _Numbers, values: _Numbers, other_keys: _Numbers, other_values: _Numbers) -> npt.NDArray[np.bool_]:
    """Whether each key has the same value among others, whose keys are in order."""
    if not len(other_keys):
        return np.zeros(len(keys), np.bool_)
    places = np.minimum(np.searchsorted(other_keys, keys), len(other_keys) - 1)
    return np.asarray((other_keys[places] == keys) & (other_values[places] == values))


def _is_in(known: _Numbers, keys: _Numbers) -> npt.NDArray[np.bool_]:
    """Whether each key is among others, which are in order."""
    return _are_among(keys, keys, known, known)


def _fetch(tables: duckdb.DuckDBPyConnection, query: str) -> dict[str, npt.NDArray[Any]]:
    return {name: np.asarray(column) for name, column in tables.execute(query).fetchnumpy().items()}
