"""Which cycles close only if two parties are one.

Of all companies they are found in one pass: every candidate is taken as a link both ways, and what that joins to a circle is looked at by
itself, with candidates that can be right together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from graph.algorithms.kernels import choose_kernel
from graph.algorithms.scc import label_components
from graph.generation.candidates import Candidate
from graph.network.cycles import find_cycles, mark_counting
from graph.network.stake_table import StakeTable, gather
from graph.queries.context import QueryContext
from graph.queries.merged import MOST_LISTED, Merged, find_around, merge, split_compatible

_MOST_JOINED: Final = 2_000
"""Parties that candidates may join to one circle, so that it is looked at."""


class Closed(NamedTuple):
    """A cycle that closes only if some candidates are right: its members, and these."""

    members: list[int]
    merged: Merged
    used: tuple[Candidate, ...]


def find_closed_around(
    context: QueryContext, party: int, side: str, stated: Sequence[Sequence[int]], dimension: int
) -> tuple[list[Closed], bool]:
    """Find those above or below a party, and whether there may be more.  ``stated``: the cycles that close without."""
    walk = context.view.holders_above if side == "above" else context.view.companies_of
    candidates, cut = find_around(context, (party,), walk, MOST_LISTED, both_ways=True)

    def list_around(merged: Merged) -> list[int]:
        start = merged.move((party,))
        return merged.context.ancestors(start)[0] if side == "above" else merged.context.descendants(start)[0]

    found = dict[frozenset[int], Closed]()
    for chosen in split_compatible(candidates):
        merged = merge(context, chosen, (party,))
        _add_closed(found, merged, list_around(merged), stated, dimension)
    return list(found.values()), cut


def find_closed(
    context: QueryContext, stakes: StakeTable, stated: Sequence[Sequence[int]], dimension: int, most: int
) -> tuple[list[Closed], bool]:
    """Find those of all companies, the largest first and ``most`` at most, and whether there may be more."""
    known = context.generation.candidates
    if known is None or not len(known):
        return [], False
    label, inside = _label_joined(stakes, known.parties, dimension)
    # Most candidates join nothing to a circle: no stake leads from one member of theirs to another.
    joined = np.flatnonzero(np.isin(label, np.intersect1d(label[known.parties[0]], inside)))
    components = _group(joined, label[joined])
    found, cut = dict[frozenset[int], Closed](), False
    in_circle = {party for group in stated for party in group}
    for members in sorted(components, key=lambda members: (-len(members), members[0])):
        there = set(members)
        candidates = [c for party in members for c in known.of(party) if c.left == party and c.right in there]
        # Two parties of what is a circle already close none.
        if not _may_close(candidates, in_circle):
            continue
        if len(members) > _MOST_JOINED or len(candidates) > MOST_LISTED or len(found) >= most:
            cut = True
            continue
        for chosen in split_compatible(candidates):
            merged = merge(context, chosen, members)
            _add_closed(found, merged, sorted(merged.move(members)), stated, dimension)
    return list(found.values())[:most], cut or len(found) > most


def _may_close(candidates: Iterable[Candidate], in_circle: set[int]) -> bool:
    return any(not {candidate.left, candidate.right} <= in_circle for candidate in candidates)


def _add_closed(
    found: dict[frozenset[int], Closed], merged: Merged, parties: Sequence[int], stated: Sequence[Sequence[int]], dimension: int
) -> None:
    """Add the cycles among some parties that do not close by what is stated."""
    context = merged.context
    local = gather({company: context.view.stakes(company) for company in parties})
    known = [merged.move(group) for group in stated]
    for cycle in find_cycles(local.table, dimension):
        members = [local.parties[member] for member in cycle.members]
        if any(set(members) <= group for group in known):
            continue
        used = _list_used(merged, members)
        if used:
            found.setdefault(frozenset(members), Closed(members, merged, used))


def _list_used(merged: Merged, members: Sequence[int]) -> tuple[Candidate, ...]:
    """List the candidates by which the holdings of a circle meet: as whom the statements name its members."""
    columns, inside = merged.context.generation.interests.columns, set(members)
    stakes = [stake for company in members for stake in merged.context.view.stakes(company) if stake.holder in inside]
    rows = [row for stake in stakes for row in stake.rows]
    return merged.list_between(int(columns[name][row]) for row in rows for name in ("holder", "subject"))


def _label_joined(stakes: StakeTable, pairs: npt.NDArray[np.int32], dimension: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Label the components of the stakes in which every candidate is a link both ways, and list those in which a stake lies."""
    arrays = stakes.arrays()
    keep = mark_counting(arrays, dimension)
    company = np.concatenate([arrays.company[keep], pairs[0], pairs[1]])
    holder = np.concatenate([arrays.holder[keep], pairs[1], pairs[0]]).astype(np.int32)
    order = np.argsort(company, kind="stable")
    parties = len(arrays.indptr) - 1
    indptr = np.concatenate([[0], np.cumsum(np.bincount(company, minlength=parties))]).astype(arrays.indptr.dtype)
    holder, every = holder[order], np.ones(len(order), np.bool_)
    label = np.full(parties, -1, np.int32)
    search = choose_kernel(label_components, len(order))
    if search is label_components:
        labels = label.tolist()
        label_components(indptr.tolist(), holder.tolist(), every.tolist(), labels)
        label = np.asarray(labels, np.int32)
    else:
        search(indptr, holder, every, label)
    ends = label[arrays.company[keep]], label[arrays.holder[keep]]
    return label, np.unique(ends[0][ends[0] == ends[1]])


def _group(parties: npt.NDArray[np.int64], labels: npt.NDArray[np.int32]) -> list[list[int]]:
    if not len(parties):
        return []
    order = np.argsort(labels, kind="stable")
    ends = np.flatnonzero(np.diff(labels[order])) + 1
    return [group.tolist() for group in np.split(parties[order], ends)]
