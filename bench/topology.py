"""Who holds whom in a generated network: the links, before any share.  Vectorised and seeded.

Companies have an age; holders are drawn from persons and older companies by a power law, so degrees are scale-free and what is not made
into a ring has no cycle.  The youngest companies are the core: one strongly connected component.  At the end all numbers are
shuffled, so that neighbours lie far apart in memory as they do in a register.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from bench.shape import Shape

Ints = npt.NDArray[np.int64]

TAIL: Final = 40
"""Most holders of an ordinary company."""
INSIDE: Final = 9
"""Links a member inside the core."""
OUTSIDE: Final = 3
"""Persons that hold a core company beside the others."""
APART: Final = 0.15
"""Companies in islands, which the largest weakly connected part does not reach."""
ISLAND: Final = 40
"""Companies of an island, with ``LOCALS`` persons of its own."""
LOCALS: Final = 10
PULL: Final = 3.0
"""A holder's age is drawn as u ** PULL: degrees follow a power law of exponent 1 + PULL / (PULL - 1) = 2.5."""


class Links(NamedTuple):
    """Stake k is held by ``holder[k]`` in ``company[k]``; stakes are sorted by company, ``start`` as in Columns.

    ``core``: members of the component.  ``chains``: (companies of a chain, top first) laid end to end, bounds in ``chain_start``.
    ``first`` marks the stakes whose share has to be a majority so that a chain is one of control, ``small`` those inside the core.
    """

    company: Ints
    holder: Ints
    start: Ints
    core: Ints
    chains: Ints
    chain_start: Ints
    first: npt.NDArray[np.bool_]
    small: npt.NDArray[np.bool_]


def draw(shape: Shape) -> Links:
    """Links of a network of this shape; the same for the same seed."""
    random = np.random.default_rng(shape.seed)
    ordinary = shape.companies - shape.core
    counts = _counts(random, shape, ordinary)
    start = np.concatenate(([0], np.cumsum(counts)))
    company = np.repeat(np.arange(shape.companies), counts)
    leading = start[:-1][counts > 0]
    apart = _apart(ordinary)
    holder = _holders(random, shape, company, start, ordinary, apart)
    _link_core(random, shape, holder, start, ordinary)
    chains, chain_start = _chain(shape, holder, counts, start, apart)
    _ring(shape, holder, counts, start, apart)
    first = np.zeros(len(holder), np.bool_)
    for begin, end in pairwise(chain_start):
        first[start[chains[begin + 1 : end]]] = True
    below = leading[(company[leading] > apart + (ordinary - apart) // 2) & (company[leading] < ordinary) & ~first[leading]]
    below = below[random.random(len(below)) < 0.002]
    holder[below] = ordinary + random.integers(0, shape.core, len(below))
    small = np.zeros(len(holder), np.bool_)
    small[start[ordinary] :] = holder[start[ordinary] :] < shape.companies
    _separate(random, shape, company, holder, _first_person(shape, apart))
    return _shuffled(random, shape, Links(company, holder, start, np.arange(ordinary, shape.companies), chains, chain_start, first, small))


def _counts(random: np.random.Generator, shape: Shape, ordinary: int) -> Ints:
    """Holders of each company, adding to the stakes asked for: none in 8 %, most one to three, a tail."""
    core = shape.core * (INSIDE + OUTSIDE)
    wanted = shape.stakes - core
    many = min(0.9, max(0.05, (wanted / ordinary - 0.92) / 1.3))
    odds = np.array([0.08, 0.92 * (1 - many), 0.92 * many * 0.62, 0.92 * many * 0.26, 0.92 * many * 0.12])
    counts = random.choice(5, ordinary, p=odds / odds.sum()).astype(np.int64)
    tail = np.flatnonzero(counts == 4)
    counts[tail] = np.minimum(TAIL, 4 + random.pareto(1.5, len(tail)).astype(np.int64))
    counts[: _apart(ordinary)] = np.minimum(counts[: _apart(ordinary)], LOCALS // 2)
    while gap := wanted - int(counts.sum()):
        chosen = np.flatnonzero((counts >= 1) & (counts < LOCALS)) if gap > 0 else np.flatnonzero(counts >= 2)
        chosen = random.permutation(chosen)[: abs(gap)]
        counts[chosen] += 1 if gap > 0 else -1
    return np.concatenate((counts, np.full(shape.core, INSIDE + OUTSIDE)))


def _apart(ordinary: int) -> int:
    """Companies before this one lie in islands."""
    return int(ordinary * APART) // ISLAND * ISLAND


def _holders(random: np.random.Generator, shape: Shape, company: Ints, start: Ints, ordinary: int, apart: int) -> Ints:
    """A holder for every stake, without rings: a person or an older company, by the power law."""
    stakes = len(company)
    rank = np.arange(stakes) - start[company]
    by_company = random.random(stakes) < 0.5
    attraction = random.random(stakes) ** PULL
    first = _first_person(shape, apart)
    person = first + (attraction * (shape.companies + shape.persons - first)).astype(np.int64)
    older = apart + (attraction * (company - apart)).astype(np.int64)
    holder = np.where(by_company & (company > apart) & (company < ordinary), older, person)
    island, place = company // ISLAND, company % ISLAND
    local = shape.companies + island * LOCALS + (place * 3 + rank) % LOCALS
    elder = island * ISLAND + (attraction * place).astype(np.int64)
    return np.where(company < apart, np.where(by_company & (rank == 0) & (place > 0), elder, local), holder)


def _first_person(shape: Shape, apart: int) -> int:
    """The first person who is of no island."""
    return shape.companies + apart // ISLAND * LOCALS


def _link_core(random: np.random.Generator, shape: Shape, holder: Ints, start: Ints, ordinary: int) -> None:
    """Each member is held by the one before it, which closes the circle, and by others; the rest by persons."""
    members = np.arange(shape.core)
    for k in range(INSIDE):
        other = (members - 1) % shape.core if k == 0 else (random.random(shape.core) ** 2 * shape.core).astype(np.int64)
        holder[start[ordinary + members] + k] = ordinary + np.where(other == members, (members + 1) % shape.core, other)


def _chain(shape: Shape, holder: Ints, counts: Ints, start: Ints, apart: int) -> tuple[Ints, Ints]:
    """Chains of single majorities among the youngest ordinary companies: each company's first holder is the one before it."""
    random = np.random.default_rng(shape.seed + 1)
    free = np.flatnonzero(counts[: shape.companies - shape.core] > 0)
    free = free[free > apart + (shape.companies - apart) * 3 // 4]
    lengths = random.integers(6, 26, max(1, shape.companies // 2_000))
    lengths[0] = 21
    lengths = lengths[np.cumsum(lengths) <= len(free)]
    bounds = np.concatenate(([0], np.cumsum(lengths)))
    chains = free[-int(bounds[-1]) :]
    linked = np.ones(len(chains), np.bool_)
    linked[bounds[:-1]] = False
    places = np.flatnonzero(linked)
    holder[start[chains[places]]] = chains[places - 1]
    return chains, bounds


def _ring(shape: Shape, holder: Ints, counts: Ints, start: Ints, apart: int) -> None:
    """Pairs and triples that hold each other, among companies old enough to have others below them."""
    random = np.random.default_rng(shape.seed + 2)
    middle = np.arange(apart + (shape.companies - apart) // 4, apart + (shape.companies - apart) * 3 // 4, 3)
    chosen = random.permutation(middle[(counts[middle] > 0) & (counts[middle + 1] > 0) & (counts[middle + 2] > 0)])
    chosen = chosen[: max(2, shape.companies // 2_500)]
    pairs, triples = chosen[::2], chosen[1::2]
    for group, size in ((pairs, 2), (triples, 3)):
        for k in range(size):
            holder[start[group + k]] = group + (k + 1) % size


def _separate(random: np.random.Generator, shape: Shape, company: Ints, holder: Ints, first_person: int) -> None:
    """A holder holds one stake in a company: repeated ones go to persons; own shares come at the end of the register."""
    last = np.flatnonzero((company[1:] == company[:-1]) & (np.append(company[2:], -1) != company[1:])) + 1
    last = last[company[last] < shape.companies - shape.core]
    own = last[random.random(len(last)) < 0.005]
    holder[own] = company[own]
    unnamed = random.random(len(holder)) < 0.01
    unnamed &= company < shape.companies - shape.core
    while True:
        key = company * shape.parties + holder
        order = np.argsort(key, kind="stable")
        again = order[1:][key[order[1:]] == key[order[:-1]]]
        if not len(again):
            break
        holder[again] = first_person + random.integers(0, shape.parties - first_person, len(again))
    first = np.append(True, company[1:] != company[:-1])
    holder[unnamed & ~first] = -1


def _shuffled(random: np.random.Generator, shape: Shape, links: Links) -> Links:
    number = random.permutation(shape.parties)
    company, holder = number[links.company], np.where(links.holder >= 0, number[links.holder], -1)
    order = np.argsort(company, kind="stable")
    start = np.searchsorted(company[order], np.arange(shape.parties + 1)).astype(np.int64)
    return Links(
        company[order],
        holder[order],
        start,
        number[links.core],
        number[links.chains],
        links.chain_start,
        links.first[order],
        links.small[order],
    )
