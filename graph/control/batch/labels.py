"""Label every party with who stands at the top above it, in one pass.  Owns the order of the pass and what it leaves behind."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

import numpy as np

from graph.algorithms.kernels import compile_kernel, is_worth_compiling
from graph.control.batch.classify import JOINT, KIND, UNSURE, Marks, classify, propagate_unsure
from graph.control.batch.merge import MergeWorkspace, Rings, find_winner, follow, merge, settle
from graph.control.batch.rings import RingWorkspace, append_rings
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
    """Tops of all parties of a stake table (certain control by majority of votes).

    ``top[p]``: the party at the top above p, p itself where it leads a ring, -1 where nobody controls it; below -1 where p is not
    exact: -2 - the first party above it, by single majorities, that the pass cannot decide.  ``via[p]``: the stake through which p
    came under its top.  ``state[p]``: its kind and UNSURE (graph/control/batch/classify.py).
    """

    table: StakeTable
    marks: Marks
    unsure: int
    """How many parties are not exact."""
    _rings: Rings
    _ring_count: int
    _views: tuple[Any, ...]
    """Tops, ``via``, holders and states, as quick to index one by one as lists."""
    _ring_by_leader: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def top(self) -> Any:
        return self.marks.label

    @property
    def via(self) -> Any:
        return self.marks.via

    @property
    def state(self) -> Any:
        return self.marks.state

    def is_exact(self, party: int) -> bool:
        """Whether the label is the whole answer for the party: certain and possible are the same, and there is one top at most."""
        return not self.state[party] & UNSURE

    def ring(self, top: int) -> tuple[int, ...]:
        """All members, in order, of the ring that a top stands in; () where it stands alone."""
        if self._ring_count and not self._ring_by_leader:
            self._ring_by_leader.update(self._read_rings())
        return self._ring_by_leader.get(top, ())

    def chain(self, company: int) -> tuple[Link, ...]:
        """The links down to an exact company from its top; () where nobody controls it.

        A joint link names the largest of the deciding holders.  The leader of a ring is reached once round its ring.

        >>> from graph.network.stake_table import gather
        >>> from graph.network.stake import Interval, Stake
        >>> from ontology.shares import PERCENT
        >>> def votes(holder, percent):
        ...     return Stake(holder, votes=Interval(percent * PERCENT, percent * PERCENT))
        >>> network = {1: [votes(0, 60)], 2: [votes(0, 51)], 3: [votes(1, 26), votes(2, 25)]}
        >>> labels = label_all(gather(network, also=[0]).table)
        >>> [(link.holder, link.company, link.joint) for link in labels.chain(2)]
        [(3, 0, False), (0, 2, True)]
        """
        tops, via, holders, states = self._views
        top = tops[company]
        if top < 0:
            return ()
        # Made as tuples: calling the class costs twice as much as all the rest.
        links: list[Link] = []
        holder, make = company, tuple.__new__
        while True:
            subject, position = holder, via[holder]
            holder = holders[position]
            links.append(make(Link, (holder, subject, position, states[subject] & KIND == JOINT)))
            if holder == top:
                break
        links.reverse()
        return tuple(links)

    def _read_rings(self) -> dict[int, tuple[int, ...]]:
        ends = [int(end) for end in self._rings.end[: self._ring_count]]
        members = [int(party) for party in self._rings.members[: ends[-1]]]
        return {members[a]: tuple(sorted(members[a:b])) for a, b in zip([0, *ends[:-1]], ends, strict=True)}


@dataclass(slots=True)
class _Speed:
    """Makes arrays and takes compiled kernels, or views of arrays and kernels as they stand.

    Zeros of arrays are given by the system as pages are touched, so what stays unused is free.
    """

    parties: int
    fast: bool

    def zeros(self, dtype: Any = np.int32) -> Any:
        array = np.zeros(self.parties, dtype)
        return array if self.fast else array.data

    def call(self, kernel: _F) -> _F:
        return compile_kernel(kernel) if self.fast else kernel


def label_all(table: StakeTable, *, fast: bool | None = None) -> Labels:
    """Label every party of ``table`` with its top.

    ``fast``: with compiled kernels; by default where the stakes are many and these are at hand.  Time and memory grow with parties and
    stakes, times a logarithm where groups take each other over.
    """
    if fast is None:
        fast = is_worth_compiling(table.size)
    table = table.arrays() if fast else table.views()
    speed = _Speed(len(table.indptr) - 1, fast)
    marks = Marks(speed.zeros(np.uint8), speed.zeros(), speed.zeros(), speed.zeros())
    rings, queue = Rings(speed.zeros(), speed.zeros()), speed.zeros()
    open_companies = _classify_all(table, speed, marks)
    unsure = speed.call(propagate_unsure)(table, marks, queue) if open_companies else 0
    ring_count = speed.call(follow)(table, marks, rings)
    work = MergeWorkspace(speed.zeros(), queue, speed.zeros(), speed.zeros(), np.zeros((2, 3), np.int64))
    count, parted = speed.call(merge)(table, marks, work)
    if count:
        stamps = (speed.zeros(), speed.zeros(), speed.zeros(), speed.zeros(), speed.zeros(), speed.zeros())
        space = RingWorkspace(*stamps, speed.zeros(np.int64), queue)
        ring_count = speed.call(append_rings)(table, marks, work.self_held, count, space, rings, ring_count)
        for top in work.self_held[:count]:
            marks.via[top] = speed.call(find_winner)(table, marks, int(top), int(top) + 1)
    first = np.concatenate([[0], np.asarray(rings.end[:ring_count], np.int64)])[:ring_count]
    own_tops = np.append(np.sort(np.asarray(rings.members)[first]), -1)
    speed.call(settle)(marks, work.head, own_tops if fast else own_tops.tolist(), parted)
    views = tuple(memoryview(part) if fast else part for part in (marks.label, marks.via, table.holder, marks.state))
    return Labels(table, marks, int(unsure), rings, int(ring_count), views)


def _classify_all(table: StakeTable, speed: _Speed, marks: Marks) -> int:
    """Classify all companies, by as many threads as there are processors: companies do not touch each other.  Returns how many are OPEN."""
    threads = (os.cpu_count() or 1) if speed.fast else 1
    bounds = [speed.parties * i // threads for i in range(threads + 1)]
    classify_part = speed.call(classify)
    with ThreadPoolExecutor(threads) as pool:
        counts = pool.map(lambda at: classify_part(table, bounds[at], bounds[at + 1], MAJORITY, marks), range(threads))
    return sum(int(count) for count in counts)
