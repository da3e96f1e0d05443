"""Who holds whom in a circle: components in which each party reaches every other by votes or by capital."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.answers import CycleAnswer, CyclesAnswer, RingHolding
from graph.network import UNNAMED
from graph.questions.asking import Asking, box_range
from graph.stakes import Box, Stake
from ontology.errors import UsageError

COLUMNS = ("votes", "capital")
SIDES = ("above", "below")


def cycles(asking: Asking, party: int | None = None, *, side: str = "above", column: str = "votes") -> CyclesAnswer:
    """All cycles of the generation, or those above or below a party; those of most members first.

    Raises UsageError BAD_COLUMN, BAD_SIDE.
    """
    if column not in COLUMNS:
        raise UsageError("BAD_COLUMN", f"there is no column {column[:40]!r}", f"use one of: {', '.join(COLUMNS)}")
    if side not in SIDES:
        raise UsageError("BAD_SIDE", f"{side[:40]!r} is no side of a party", f"use one of: {', '.join(SIDES)}")
    parties, cut = _around(asking, party, side)
    held = {company: _held(asking, company, column) for company in parties}
    groups = sorted(_components(held), key=lambda g: (-len(g), g))
    most = asking.options.limits.cycles
    as_of, known_at, include, generation = asking.dated
    return CyclesAnswer(
        party=None if party is None else asking.party(party), side=None if party is None else side, column=column,
        cycles=tuple(_cycle(asking, group, held, column) for group in groups[:most]), as_of=as_of, known_at=known_at, include=include,
        generation=generation, truncated=cut or len(groups) > most or any(len(g) > most for g in groups),
    )


def _around(asking: Asking, party: int | None, side: str) -> tuple[list[int], bool]:
    if party is None:
        return list(range(asking.generation.network.parties)), False
    if side == "above":
        above, short = asking.above([party])
        return above, bool(short)
    return asking.below([party])


def _held(asking: Asking, company: int, column: str) -> dict[int, Stake]:
    """The stakes by which somebody else holds something of the column in the company."""
    return {
        s.holder: s for s in asking.view.stakes(company)
        if s.holder not in (UNNAMED, company) and (box := _box(s, column)) is not None and box.max
    }


def _box(stake: Stake, column: str) -> Box | None:
    return stake.votes if column == "votes" else stake.capital


def _cycle(asking: Asking, members: Sequence[int], held: Mapping[int, Mapping[int, Stake]], column: str) -> CycleAnswer:
    most = asking.options.limits.cycles
    told = sorted(members)[:most]
    inside = set(told)
    return CycleAnswer(
        members=asking.parties(told), size=len(members),
        holdings=tuple(
            RingHolding(
                holder=asking.party(holder), subject=asking.party(company), share=box_range(_box(stake, column)),
                statements=asking.statements([stake]),
            )
            for company in told for holder, stake in sorted(held[company].items()) if holder in inside
        ),
    )


def _components(held: Mapping[int, Mapping[int, Stake]]) -> list[list[int]]:
    """Strongly connected components of more than one party (Tarjan 1972), with a stack of our own."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    found: list[list[int]] = []
    for root in held:
        if root in index:
            continue
        work = [(root, iter(held[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, onward = work[-1]
            for other in onward:
                if other not in held:
                    continue
                if other not in index:
                    index[other] = low[other] = len(index)
                    stack.append(other)
                    on_stack.add(other)
                    work.append((other, iter(held[other])))
                    break
                if other in on_stack:
                    low[node] = min(low[node], index[other])
            else:
                work.pop()
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[node])
                if low[node] == index[node]:
                    component: list[int] = []
                    while not component or component[-1] != node:
                        component.append(stack.pop())
                        on_stack.discard(component[-1])
                    if len(component) > 1:
                        found.append(component)
    return found
