"""Identity: which IRIs are one party, by judgements that are statements and can be reversed.

Owns the union of judgements and its one guard: two legal entity identifiers are never joined by way of a register's number that both
records name (a registry number is shared by funds of one manager, an LEI is of one legal entity).  Of several IRIs the canonical one is
an LEI, else another identifier, else the first.  Knows numbers only; the tables come from graph/generation/build.py.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from graph.algorithms.kernels import fitting, kernel

_Numbers = npt.NDArray[np.int64]
_Flags = npt.NDArray[np.bool_]


class Joined(NamedTuple):
    """``canonical``: for each IRI the smallest one of its party.  ``kept_apart``: judgements that were not followed."""

    canonical: _Numbers
    kept_apart: int


def joined(count: int, left: _Numbers, right: _Numbers, unique: _Flags) -> Joined:
    """Join IRIs 0..count-1 along the pairs that were judged the same.

    ``unique`` marks the IRIs of which a party has one only (LEIs), unless a judgement names two of them itself.
    """
    union = fitting(_union, len(left))
    direct = unique[left] & unique[right]
    heads = union(np.arange(count), left[direct], right[direct])
    canonical = union(heads.copy(), left, right)
    crowded = _crowded(canonical, heads, unique)
    if not crowded.any():
        return Joined(canonical, 0)
    followed = direct | ~crowded[canonical[left]]
    # In a crowded party an IRI that two unique ones name is what joins them wrongly; what else is said of the others still holds.
    rest = np.flatnonzero(~followed)
    sides = np.concatenate([np.stack([left[rest], heads[right[rest]]]), np.stack([right[rest], heads[left[rest]]])], axis=1)
    sides = np.unique(sides[:, unique[sides[1]] & ~unique[sides[0]]], axis=1)
    names, heard = np.unique(sides[0], return_counts=True)
    shared = np.zeros(count, np.bool_)
    shared[names[heard > 1]] = True
    followed[rest] = ~(shared[left[rest]] | shared[right[rest]])
    canonical = union(heads.copy(), left[followed], right[followed])
    crowded = _crowded(canonical, heads, unique)
    if crowded.any():
        followed &= direct | ~crowded[canonical[left]]
        canonical = union(heads.copy(), left[followed], right[followed])
    return Joined(canonical, int((~followed).sum()))


def _crowded(canonical: _Numbers, heads: _Numbers, unique: _Flags) -> _Flags:
    """Parties, by canonical number, that hold more than one unique IRI."""
    members = np.unique(heads[unique])
    return np.bincount(canonical[members], minlength=len(canonical)) > 1


@kernel
def _union(canonical: _Numbers, left: _Numbers, right: _Numbers) -> _Numbers:
    """The smallest number of each group, after joining along the pairs."""
    for place in range(len(left)):
        a, b = left[place], right[place]
        while canonical[a] != a:
            canonical[a] = canonical[canonical[a]]
            a = canonical[a]
        while canonical[b] != b:
            canonical[b] = canonical[canonical[b]]
            b = canonical[b]
        if a < b:
            canonical[b] = a
        elif b < a:
            canonical[a] = b
    for number in range(len(canonical)):
        canonical[number] = canonical[canonical[number]]
    return canonical
