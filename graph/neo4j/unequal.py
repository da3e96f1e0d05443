"""Find what two generations have not in common, by hashes: which statements, and which parties are one with others than before.

Owns how millions of hashes are compared.  Reads no statement; what follows from one that differs is in graph/neo4j/change.py.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from graph.generation.generation import Generation
from graph.generation.manifest import ReleaseInfo
from graph.ledger.record_store import hash_key
from graph.ledger.release import Release

Hashes = npt.NDArray[np.uint64]
Positions = npt.NDArray[np.int64]

_PIECES: Final = 16
_PIECE_SHIFT: Final = np.uint64(60)

_SIEVE: Final = 2**20
"""Among so many places hashes are looked for by their last bits, before few of them are compared."""


def find_unequal_statements(sides: tuple[tuple[Generation, Container[str]], ...]) -> list[Positions]:
    """Find what each of two generations says in some of its releases, given by name, and the other does not say as often in those of its
    own: positions in rising order."""
    hashed = [np.concatenate([np.empty(0, np.uint64), *_hash_statements(*side)]) for side in sides]
    unequal = find_unequal(*hashed)
    return [_locate(*side, _find_places(hashes, unequal)) for side, hashes in zip(sides, hashed, strict=True)]


def find_unequal(some: Hashes, others: Hashes) -> Hashes:
    """Find the hashes that are not as often in both, in rising order.

    >>> find_unequal(np.array([5, 1, 1, 3], np.uint64), np.array([1, 3, 3, 5], np.uint64)).tolist()
    [1, 3]
    """
    # Sorted in pieces, by the first bits: what is put in order at a time takes several times the room of the numbers.
    pieces = np.arange(_PIECES, dtype=np.uint64) if len(some) + len(others) > _PIECES else (None,)
    return np.concatenate([_compare(*(_cut(hashes, piece) for hashes in (some, others))) for piece in pieces])


def _cut(hashes: Hashes, piece: np.uint64 | None) -> Hashes:
    return hashes if piece is None else hashes[hashes >> _PIECE_SHIFT == piece]


def _compare(some: Hashes, others: Hashes) -> Hashes:
    counted = [np.unique(hashes, return_counts=True) for hashes in (some, others)]
    values, counts = (np.concatenate(pair) for pair in zip(*counted, strict=True))
    # Two runs that are in order: what sorts stably only merges them.
    order = np.argsort(values, kind="stable")
    values, counts = values[order], counts[order]
    is_again = np.zeros(len(values) + 1, np.bool_)
    is_again[1:-1] = (values[1:] == values[:-1]) & (counts[1:] == counts[:-1])
    return np.unique(values[~(is_again[1:] | is_again[:-1])])


def list_moved(old: Generation, new: Generation) -> set[str]:
    """List the IRIs of all parties that are one with others than before."""
    sides = [generation.joined_party_keys() for generation in (old, new)]
    # Who is joined with nobody, or unknown, is a party of his own.
    keys = np.union1d(sides[0][0], sides[1][0])
    canonical = []
    for own_keys, of_party, _ in sides:
        of_keys = keys.copy()
        of_keys[np.searchsorted(keys, own_keys)] = of_party
        canonical.append(of_keys)
    moved = keys[canonical[0] != canonical[1]]
    iris: set[str] = set()
    for generation, (own_keys, _, numbers) in zip((old, new), sides, strict=True):
        for number in np.unique(numbers[np.isin(own_keys, moved)]).tolist():
            iris.update((generation.party_iri(number), *generation.aliases(number)))
    return iris


def _hash_statements(generation: Generation, names: Container[str]) -> Iterator[Hashes]:
    """Hash the statements of some releases, with the source of the file and the day on which they were stated."""
    for info, _, release in _select(generation, names):
        hashes = release.hash_claims()
        hashes += np.uint64(hash_key(f"{info.source}\n{release.has_former_unit}"))
        yield np.delete(hashes, release.skipped) if len(release.skipped) else hashes


def _locate(generation: Generation, names: Container[str], places: Positions) -> Positions:
    """Find the positions of statements by their places among those of some releases that are not skipped."""
    positions, begin = [np.empty(0, np.int64)], 0
    for _, first, release in _select(generation, names):
        kept = np.delete(np.arange(len(release)), release.skipped)
        own = places[np.searchsorted(places, begin) : np.searchsorted(places, begin + len(kept))]
        positions.append(kept[own - begin] + first)
        begin += len(kept)
    return np.concatenate(positions)


def _select(generation: Generation, names: Container[str]) -> Iterator[tuple[ReleaseInfo, int, Release]]:
    """Yield some releases, each with the position of its first statement."""
    releases = zip(generation.manifest.releases, generation.first_positions, generation.releases, strict=False)
    return ((info, first, release) for info, first, release in releases if info.name in names)


def _find_places(hashes: Hashes, few: Hashes) -> Positions:
    """Find where in many hashes those stand that are among few."""
    last_bits = np.uint64(_SIEVE - 1)
    is_candidate = np.zeros(_SIEVE, np.bool_)
    is_candidate[few & last_bits] = True
    places = np.flatnonzero(is_candidate[hashes & last_bits])
    return places[np.isin(hashes[places], few)]
