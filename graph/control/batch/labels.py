"""Labels: who stands at the top above every company, found in one pass.  Owns the order of the pass and what it leaves behind."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

import numpy as np

from graph.algorithms.kernels import LARGE, choose_kernel, has_numba
from graph.control.batch.classify import JOINT, KIND, UNSURE, sort_out, spread_doubt
from graph.control.batch.merge import follow, merge, settle, winner
from graph.control.batch.rings import Stamps, find_rings
from graph.control.criterion import MAJORITY
from graph.network.stake_table import StakeTable

_F = TypeVar("_F", bound=Callable[..., Any])


class Link(NamedTuple):
    """One step of a chain: ``holder`` decides ``company`` through the stake at ``position``, ``joint``: with others of its group."""

    holder: int
    company: int
    position: int
    joint: bool


@dataclass(frozen=True, slots=True)
class Labels:
    """Tops of all parties of some columns (certain control by majority of votes).

    ``top[p]``: the party at the top above p, p itself where it leads a ring, -1 where nobody controls it; below -1 where p is not
    exact: -2 - the first party above it, by single majorities, that the pass cannot decide.  ``via[p]``: the stake through which p
    came under its top.  ``state[p]``: its kind and UNSURE (graph/control/batch/classify.py).
    """

    table: StakeTable
    top: Any
    via: Any
    state: Any
    own: Any
    unsure: int
    """How many parties are not exact."""
    _ring: Any
    _ring_end: Any
    _rings: int
    _found: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _views: tuple[Any, ...] = ()

    def exact(self, party: int) -> bool:
        """Whether the label is the whole answer for the party: certain and possible are the same, and there is one top at most."""
        return not self.state[party] & UNSURE

    def ring(self, top: int) -> tuple[int, ...]:
        """All members, in order, of the ring that a top stands in; () where it stands alone."""
        if self._rings and not self._found:
            self._found.update(self._all_rings())
        return self._found.get(top, ())

    def chain(self, company: int) -> tuple[Link, ...]:
        """The links down to an exact company from its top; () where nobody controls it.

        A joint link names the largest of the deciding holders.  The leader of a ring is reached once round its ring.

        >>> from graph.network.stake_table import gather
        >>> from graph.network.stake import Interval, Stake
        >>> from ontology.shares import PERCENT
        >>> def votes(holder, percent):
        ...     return Stake(holder, votes=Interval(percent * PERCENT, percent * PERCENT))
        >>> network = {1: [votes(0, 60)], 2: [votes(0, 51)], 3: [votes(1, 26), votes(2, 25)]}
        >>> found = label_all(gather(network, also=[0]).table)
        >>> [(link.holder, link.company, link.joint) for link in found.chain(2)]
        [(3, 0, False), (0, 2, True)]
        """
        tops, via, holders, states = self._views
        top = tops[company]
        if top < 0:
            return ()
        # Made as tuples: calling the class costs twice as much as all the rest.
        links: list[Link] = []
        holder, made = company, tuple.__new__
        while True:
            subject, position = holder, via[holder]
            holder = holders[position]
            links.append(made(Link, (holder, subject, position, states[subject] & KIND == JOINT)))
            if holder == top:
                break
        links.reverse()
        return tuple(links)

    def _all_rings(self) -> dict[int, tuple[int, ...]]:
        ends = [int(end) for end in self._ring_end[: self._rings]]
        members = [int(party) for party in self._ring[: ends[-1]]]
        return {members[a]: tuple(sorted(members[a:b])) for a, b in zip([0, *ends[:-1]], ends, strict=True)}


@dataclass(slots=True)
class _Room:
    """Arrays for compiled kernels, or lists.  Noughts are given by the system as pages are touched, so what stays unused is free."""

    parties: int
    fast: bool

    def zeros(self, dtype: Any = np.int32, size: int | None = None) -> Any:
        size = self.parties if size is None else size
        return np.zeros(size, dtype) if self.fast else [0] * size

    def call(self, kernel: _F) -> _F:
        return choose_kernel(kernel, LARGE if self.fast else 0)


def label_all(table: StakeTable, *, fast: bool | None = None) -> Labels:
    """Label every party of ``table`` with its top.

    ``fast``: with compiled kernels; by default where the stakes are many and numba is installed.  Time and memory grow with parties and
    stakes, times a logarithm where groups take each other over.
    """
    if fast is None:
        fast = table.size >= LARGE and has_numba()
    table = table.arrays() if fast else table.lists()
    room = _Room(len(table.indptr) - 1, fast)
    state, via, label, own = room.zeros(np.uint8), room.zeros(), room.zeros(), room.zeros()
    queue, ring, ring_end, itself = room.zeros(), room.zeros(), room.zeros(), room.zeros()
    opened = _sort_all(table, room, state, via, label, own)
    unsure = room.call(spread_doubt)(table, state, via, queue) if opened else 0
    rings = room.call(follow)(table, via, label, ring, ring_end)
    head, walks = room.zeros(), np.zeros((2, 3), np.int64)
    count, parted = room.call(merge)(table, state, via, label, head, own, queue, room.zeros(), walks, np.zeros(1, np.int64), itself)
    if count:
        stamps = Stamps(*(room.zeros() for _ in Stamps._fields))
        rings = room.call(find_rings)(
            table, state, via, label, own, itself, count, queue, stamps, room.zeros(np.int64), ring, ring_end, rings
        )
        for top in itself[:count]:
            via[top] = room.call(winner)(table, state, label, own, int(top), int(top) + 1)
    leaders = np.asarray(ring)[np.concatenate([[0], np.asarray(ring_end[:rings], np.int64)])[:rings]]
    topped = np.append(np.sort(leaders), -1)
    room.call(settle)(state, label, head, topped if fast else topped.tolist(), parted)
    views = tuple(memoryview(part) if fast else part for part in (label, via, table.holder, state))
    return Labels(table, label, via, state, own, int(unsure), ring, ring_end, int(rings), {}, views)


def _sort_all(table: StakeTable, room: _Room, *parts: Any) -> int:
    """The kinds of all companies, by as many threads as there are processors: companies do not touch each other."""
    threads = (os.cpu_count() or 1) if room.fast else 1
    bounds = [room.parties * i // threads for i in range(threads + 1)]
    sort = room.call(sort_out)
    with ThreadPoolExecutor(threads) as pool:
        found = pool.map(lambda at: sort(table, bounds[at], bounds[at + 1], MAJORITY, *parts), range(threads))
    return sum(int(count) for count in found)
