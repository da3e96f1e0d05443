"""Chains: the derivation of a verdict as statements in reading order, and the ways that lead from one party to another.

Pure; parties and rows are numbers.  A derivation uses only parties decided earlier, so it has no cycle.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass

from graph.control import Decision
from graph.network import UNNAMED
from graph.stakes import Stake
from graph.view import View
from ontology.shares import WHOLE


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a chain: a stake in a company."""

    company: int
    stake: Stake


@dataclass(frozen=True, slots=True)
class Path:
    steps: tuple[Step, ...]
    least: int | None
    most: int | None
    """Product of the capital shares in share units; None where a link has no share."""


def derivation(company: int, decisions: Mapping[int, Decision]) -> list[Step]:
    """The steps by which a company came to be controlled, top first; each stake once."""
    steps: dict[tuple[int, int], Step] = {}
    stack = [(company, False)]
    open_: set[int] = set()
    while stack:
        current, ready = stack.pop()
        decision = decisions.get(current)
        if decision is None:
            continue
        if ready:
            for stake in decision.stakes:
                steps.setdefault((current, stake.holder), Step(current, stake))
        elif current not in open_:
            open_.add(current)
            stack.append((current, True))
            stack.extend((stake.holder, False) for stake in reversed(decision.stakes))
    return list(steps.values())


def paths(view: View, start: int, end: int, *, limit: int = 10, expansions: int = 20_000) -> tuple[list[Path], bool]:
    """The strongest simple ways from ``start`` down to ``end``, and whether the search was cut short.

    Walks up from ``end``, best product first; links without a share count as whole for the order only.
    """
    above = set(view.ancestors([end]))
    found: list[Path] = []
    if start not in above or start == end:
        return found, False
    queue: list[tuple[int, int, int, tuple[Step, ...]]] = [(-WHOLE, 0, end, ())]
    counter = 0
    while queue and len(found) < limit:
        weight, _, current, steps = heapq.heappop(queue)
        if current == start:
            found.append(_product(steps))
            continue
        on_path = {end, *(s.stake.holder for s in steps)}
        for stake in view.stakes(current):
            if stake.holder == UNNAMED or stake.holder in on_path or not stake.counts:
                continue
            counter += 1
            if counter > expansions:
                return found, True
            strength = (-weight * stake.capital.max // WHOLE) if stake.capital else -weight
            heapq.heappush(queue, (-strength, counter, stake.holder, (Step(current, stake), *steps)))
    return found, bool(queue) and len(found) >= limit


def _product(steps: tuple[Step, ...]) -> Path:
    least: int | None = WHOLE
    most: int | None = WHOLE
    for step in steps:
        capital = step.stake.capital
        if capital is None or least is None or most is None:
            least = most = None
        else:
            least, most = least * capital.min // WHOLE, -(-most * capital.max // WHOLE)
    return Path(steps, least, most)
