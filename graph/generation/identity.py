"""Joins the IRIs of one party, by judgements that are statements and can be reversed.

Owns the union of judgements and its one guard: two legal entity identifiers are never joined by way of a register's number that both
records name (a registry number is shared by funds of one manager, an LEI is of one legal entity).  Of several IRIs the canonical one is the
first in the order in which they come: an LEI, else another identifier, else the first by name.  Knows numbers only; the tables come from
build_tables.py.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

_Numbers = npt.NDArray[np.int64]
_Flags = npt.NDArray[np.bool_]


class JoinedIris(NamedTuple):
    """``canonical``: for each IRI the smallest one of its party.  ``kept_apart``: judgements that were not followed."""

    canonical: _Numbers
    kept_apart: int


def join(count: int, left: _Numbers, right: _Numbers, unique: _Flags) -> JoinedIris:
    """Join IRIs 0..count-1 along the pairs (left[i], right[i]) that were judged the same.

    ``unique`` marks the IRIs of which a party has one only (LEIs), unless a judgement names two of them itself.
    """
    is_direct = unique[left] & unique[right]
    heads = union_pairs(np.arange(count), left[is_direct], right[is_direct])
    canonical = union_pairs(heads, left, right)
    has_several = _mark_several_unique(canonical, heads, unique)
    if not has_several.any():
        return JoinedIris(canonical, 0)
    is_followed = is_direct | ~has_several[canonical[left]]
    # In a party with several unique IRIs an IRI that two of them name is what joins them wrongly; what else is said of the others still
    # holds.
    doubtful = np.flatnonzero(~is_followed)
    sides = np.concatenate([np.stack([left[doubtful], heads[right[doubtful]]]), np.stack([right[doubtful], heads[left[doubtful]]])], axis=1)
    sides = np.unique(sides[:, unique[sides[1]] & ~unique[sides[0]]], axis=1)
    named, times = np.unique(sides[0], return_counts=True)
    is_shared = np.zeros(count, np.bool_)
    is_shared[named[times > 1]] = True
    is_followed[doubtful] = ~(is_shared[left[doubtful]] | is_shared[right[doubtful]])
    canonical = union_pairs(heads, left[is_followed], right[is_followed])
    has_several = _mark_several_unique(canonical, heads, unique)
    if has_several.any():
        is_followed &= is_direct | ~has_several[canonical[left]]
        canonical = union_pairs(heads, left[is_followed], right[is_followed])
    return JoinedIris(canonical, int((~is_followed).sum()))


def _mark_several_unique(canonical: _Numbers, heads: _Numbers, unique: _Flags) -> _Flags:
    """Mark the parties, by canonical number, that have more than one unique IRI."""
    members = np.unique(heads[unique])
    return np.bincount(canonical[members], minlength=len(canonical)) > 1


def union_pairs(canonical: _Numbers, left: _Numbers, right: _Numbers) -> _Numbers:
    """Join groups along pairs and return the smallest number of each.  ``canonical`` has for each number the smallest one of its group.

    In each round the smallest number of a group goes to the smallest one that a pair names beside it, all at once: after two rounds at
    most half of the groups that are to be joined are left.
    """
    while True:
        ends = canonical[left], canonical[right]
        is_apart = ends[0] != ends[1]
        if not is_apart.any():
            return canonical
        left, right = left[is_apart], right[is_apart]
        smaller, larger = np.minimum(*ends)[is_apart], np.maximum(*ends)[is_apart]
        canonical = canonical.copy()
        np.minimum.at(canonical, larger, smaller)
        canonical = _follow(canonical)


def _follow(canonical: _Numbers) -> _Numbers:
    """Follow each number to one that is its own."""
    while True:
        further = canonical[canonical]
        if (further == canonical).all():
            return canonical
        canonical = further
