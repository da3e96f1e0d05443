"""A part of the network numbered for itself: what money kernels work on.  Owns who is in it; solves nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import numpy as np

from graph.algorithms.kernels import choose_kernel, kernel
from graph.algorithms.scc import group_by_component, label_components
from graph.network.stake_table import CONTROL_POSSIBLE, HAS_CAPITAL, StakeTable
from graph.ownership.shares import Capital, upwards
from ontology.shares import WHOLE


class Part(NamedTuple):
    """Parties 0..n-1; the stakes in party p are ``start[p]:start[p + 1]``, least and greatest capital in share units.

    ``room[p]``: what the least shares of p's whole column leave, below nought where they pass 100 %.  Stakes of parties outside count
    there and are not in the part.
    """

    start: Any
    holder: Any
    low: Any
    high: Any
    room: Any


class Order(NamedTuple):
    """Strongly connected components of a part, holders first: component c is ``nodes[first[c]:first[c + 1]]``."""

    label: Any
    first: Any
    nodes: Any


@kernel
def capital_of(columns: StakeTable, position: int) -> tuple[int, int]:
    """Least and greatest capital of a stake.  Control stated without a share leaves the share unknown: 0 to 100."""
    flag = int(columns.flags[position])
    if flag & HAS_CAPITAL:
        return int(columns.capital_min[position]), int(columns.capital_max[position])
    return 0, WHOLE if flag & CONTROL_POSSIBLE else 0


@kernel
def lay_above(columns: StakeTable, queue: Any, count: int, number: Any, part: Part) -> tuple[int, int]:
    """Number everyone above the first ``count`` parties of the queue (``number`` 0 = not met), and copy the stakes in them.

    How many parties and stakes.  One pass, because reading a stake's place in memory is what costs.
    """
    at = place = 0
    while at < count:
        party = int(queue[at])
        part.start[at] = place
        room = WHOLE
        for position in range(int(columns.indptr[party]), int(columns.indptr[party + 1])):
            holder = int(columns.holder[position])
            if holder < 0:
                continue
            low, high = capital_of(columns, position)
            if high == 0:
                continue
            room -= low
            if number[holder] == 0:
                queue[count] = holder
                count += 1
                number[holder] = count
            part.holder[place] = number[holder] - 1
            part.low[place] = low
            part.high[place] = high
            place += 1
        part.room[at] = room
        at += 1
    part.start[count] = place
    return count, place


@kernel
def meet_below(columns: StakeTable, queue: Any, count: int, number: Any) -> tuple[int, int]:
    """Number everyone below in the same way; the stakes counted are those by which parties met hold each other."""
    at = stakes = 0
    while at < count:
        party = int(queue[at])
        at += 1
        for k in range(int(columns.holder_indptr[party]), int(columns.holder_indptr[party + 1])):
            position = int(columns.holder_positions[k])
            if capital_of(columns, position)[1] == 0:
                continue
            stakes += 1
            company = int(columns.company[position])
            if number[company] == 0:
                queue[count] = company
                count += 1
                number[company] = count
    return count, stakes


@kernel
def lay_out(columns: StakeTable, queue: Any, count: int, number: Any, part: Part) -> None:
    """Copy the stakes of the parties met in each other."""
    place = 0
    for i in range(count):
        part.start[i] = place
        party = int(queue[i])
        room = WHOLE
        for position in range(int(columns.indptr[party]), int(columns.indptr[party + 1])):
            holder = int(columns.holder[position])
            if holder < 0:
                continue
            low, high = capital_of(columns, position)
            room -= low
            if high == 0 or number[holder] == 0:
                continue
            part.holder[place] = number[holder] - 1
            part.low[place] = low
            part.high[place] = high
            place += 1
        part.room[i] = room
    part.start[count] = place


def above_in(columns: StakeTable, company: int) -> tuple[Part, Any]:
    """The part above a company, and its parties' numbers in the columns; the company comes first."""
    number, queue = _started(columns, [company])
    # Room for all stakes: memory that is never touched is never given.
    space = _empty(len(number), columns.size)
    parties, stakes = choose_kernel(lay_above, columns.size)(columns, queue, 1, number, space)
    part = Part(
        space.start[: parties + 1].copy(),
        space.holder[:stakes].copy(),
        space.low[:stakes].copy(),
        space.high[:stakes].copy(),
        space.room[:parties].copy(),
    )
    _fill(part)
    return part, queue[:parties].copy()


def below_in(columns: StakeTable, holders: Collection[int]) -> tuple[Part, Any]:
    """The part below some parties, which come first."""
    number, queue = _started(columns, holders)
    count, stakes = choose_kernel(meet_below, columns.size)(columns, queue, len(holders), number)
    part = _empty(count, stakes)
    choose_kernel(lay_out, columns.size)(columns, queue, count, number, part)
    _fill(part)
    return part, queue[:count].copy()


def _started(columns: StakeTable, starts: Collection[int]) -> tuple[Any, Any]:
    parties = len(columns.indptr) - 1
    number, queue = np.zeros(parties, np.int32), np.empty(parties, np.int32)
    for i, party in enumerate(starts):
        queue[i], number[party] = party, i + 1
    return number, queue


def of_capital(capital: Capital, company: int) -> tuple[Part, list[int]]:
    """The part above a company, and its parties; the company comes first."""
    companies = upwards(company, capital)
    parties = list(dict.fromkeys([*companies, *(h for c in companies for h in capital[c])]))
    number: Mapping[int, int] = {party: i for i, party in enumerate(parties)}
    held = [(i, number[h], box.min, box.max) for i, c in enumerate(companies) for h, box in capital[c].items() if box.max]
    part = _empty(len(parties), len(held))
    table = np.array(held, np.int64).reshape(-1, 4)
    part.holder[:], part.low[:], part.high[:] = table[:, 1], table[:, 2], table[:, 3]
    part.start[0] = 0
    part.start[1:] = np.cumsum(np.bincount(table[:, 0], minlength=len(parties)))
    part.room[:] = WHOLE
    np.subtract.at(part.room, table[:, 0], table[:, 2])
    _fill(part)
    return part, parties


def _fill(part: Part) -> None:
    """Where the least shares fill the column nobody can have more."""
    full = np.repeat(part.room <= 0, np.diff(part.start))
    part.high[full] = part.low[full]


def order(part: Part, size: int, keep: Any) -> Order:
    """The components by the stakes that are kept.  ``size`` says which kernel fits."""
    parties = len(part.room)
    label, first, nodes = np.full(parties, -1, np.int32), np.zeros(parties + 1, np.int32), np.zeros(parties, np.int32)
    count = choose_kernel(label_components, size)(part.start, part.holder, keep, label)
    choose_kernel(group_by_component, size)(label, count, first, nodes)
    return Order(label, first[: count + 1], nodes)


def _empty(parties: int, stakes: int) -> Part:
    return Part(
        np.empty(parties + 1, np.int64),
        np.empty(stakes, np.int32),
        np.empty(stakes, np.int64),
        np.empty(stakes, np.int64),
        np.empty(parties, np.int64),
    )
