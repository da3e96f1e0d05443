"""Find what two generations say differently: the parties about whom their rows, or the kind of the party, are not the same.

Works on columns: each party has a digest of its kind and of all rows about it, in which parties and sources are named by their IRIs, since
numbers mean nothing from one generation to the next.  Equal rows in another order, or from another file of the same source, make no
difference.  Decides nothing about control.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from graph.generation.generation import Generation
from graph.generation.interest_table import UNNAMED
from graph.generation.party_table import hash_iri

Hashes = npt.NDArray[np.uint64]
Move = Callable[[npt.NDArray[np.int64]], npt.NDArray[np.int64]]

_ROWS: Final = 2**20
"""Rows that are digested at a time, about."""

_CONTENT: Final = (
    "interest", "status", "direct", "flags", "reason", "min", "max", "from_first", "from_last", "until_first", "until_last", "stated",
)  # fmt: skip
"""The columns that mean the same in every generation."""


class Difference(NamedTuple):
    """The parties that differ, as numbers of the old and of the new generation, each in order.  One that is in both is in both lists."""

    old: npt.NDArray[np.int64]
    new: npt.NDArray[np.int64]


def compare(old: Generation, new: Generation) -> Difference:
    """Find the parties about whom two generations differ: in the rows about them, in their kind, or in being there."""
    sides = [digest_parties(generation) for generation in (old, new)]
    return Difference(*(list_unmatched(*sides[i], *sides[1 - i]) for i in (0, 1)))


def list_unmatched(names: Hashes, digests: Hashes, other_names: Hashes, other_digests: Hashes) -> npt.NDArray[np.int64]:
    """List the numbers of those whose name and digest are not among the others'."""
    order = np.argsort(other_names, kind="stable")
    places = np.minimum(np.searchsorted(other_names, names, sorter=order), max(len(order) - 1, 0))
    if not len(order):
        return np.arange(len(names))
    matches = order[places]
    return np.flatnonzero((other_names[matches] != names) | (other_digests[matches] != digests))


def digest_parties(generation: Generation, move: Move | None = None) -> tuple[Hashes, Hashes]:
    """Digest every party: by number, the hash of its IRI, and what is said of it.

    ``move``: gives positions that mean the same in every generation; without it nothing is asked of which statement says so.
    """
    names = generation.party_hashes()
    digests = mix(names, generation.party_kinds().astype(np.uint64))
    sources = np.array([hash_iri(iri) for iri in generation.sources], np.uint64)
    table = generation.interests
    starts = table.subject_start
    first = 0
    while first < table.parties:
        last = max(int(np.searchsorted(starts, starts[first] + _ROWS, side="right")) - 1, first + 1)
        rows = slice(int(starts[first]), int(starts[last]))
        if rows.start < rows.stop:
            sums = np.concatenate(([np.uint64(0)], np.cumsum(_digest_rows(table.columns, rows, starts, names, sources, move))))
            digests[first:last] += sums[starts[first + 1 : last + 1] - rows.start] - sums[starts[first:last] - rows.start]
        first = last
    return names, digests


def _digest_rows(
    columns: dict[str, npt.NDArray[Any]], rows: slice, starts: npt.NDArray[np.int64], names: Hashes, sources: Hashes, move: Move | None
) -> Hashes:
    """Digest each of these rows.  A sum of them does not depend on their order."""
    holder, series = columns["holder"][rows], columns["series"][rows].astype(np.int64)
    digest = np.where(holder == UNNAMED, np.uint64(1), names[np.maximum(holder, 0)])
    digest = mix(digest, sources[columns["source"][rows]])
    for name in _CONTENT:
        digest = mix(digest, columns[name][rows].astype(np.int64).view(np.uint64))
    if move is not None:
        digest = mix(digest, move(columns["statement"][rows].astype(np.int64)).view(np.uint64))
    # A record is named by the first of its rows in the company, which is a place among them.
    place = np.where(series < 0, np.int64(-1), series - starts[columns["subject"][rows]])
    return mix(digest, place.view(np.uint64))


def mix(digest: Hashes, value: Hashes) -> Hashes:
    """Mix a value into digests, so that each of its bits bears on all of theirs (after Steele and others, SplitMix64, 2014)."""
    mixed = (digest ^ value) + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)))
