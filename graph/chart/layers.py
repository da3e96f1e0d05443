"""Which row every card and every label stands in, and in which order.  Decides topology, never coordinates.

Owners stand above what they own.  A cycle is opened at its smallest share: that link runs upwards.  The order inside the
rows comes from fast-sugiyama and is then improved by median sweeps; every step breaks ties by the order of the description.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import fast_sugiyama

from graph.chart.model import Chart, ChartLink

_SWEEPS: Final = 12


@dataclass(frozen=True, slots=True)
class Item:
    """A thing with a place in a row: a card (``node``), a label (``labels``) or a bare passage of a long line."""

    number: int
    row: int
    node: str | None = None
    link: int | None = None
    labels: bool = False


@dataclass(slots=True)
class Rows:
    """Rows of items from top to bottom and, for each link, the items that its line passes from top to bottom."""

    items: list[Item] = field(default_factory=list)
    rows: list[list[int]] = field(default_factory=list)
    paths: dict[int, list[int]] = field(default_factory=dict)
    back: frozenset[int] = frozenset()

    def steps(self) -> list[tuple[int, int]]:
        return [pair for path in self.paths.values() for pair in itertools.pairwise(path)]


def opened(links: Sequence[ChartLink]) -> frozenset[int]:
    """The links that run upwards: of each cycle the one with the smallest share.

    >>> sorted(opened([ChartLink("1", "a", "b", share_min=9, share_max=9), ChartLink("2", "b", "a", share_min=5, share_max=5)]))
    [1]
    """
    below: dict[str, set[str]] = {}
    back = set()
    for place in sorted(range(len(links)), key=lambda p: (-_strength(links[p]), p)):
        link = links[place]
        if link.holder == link.subject:
            continue
        if _reaches(below, link.subject, link.holder):
            back.add(place)
        else:
            below.setdefault(link.holder, set()).add(link.subject)
    return frozenset(back)


def _strength(link: ChartLink) -> float:
    return 1.0 if link.kind == "controls" and link.share_max is None else link.middle


def _reaches(below: dict[str, set[str]], start: str, goal: str) -> bool:
    stack, seen = [start], {start}
    while stack:
        here = stack.pop()
        if here == goal:
            return True
        fresh = below.get(here, set()) - seen
        seen |= fresh
        stack.extend(fresh)
    return False


def arranged(chart: Chart) -> Rows:
    """Rows, paths and the order in the rows."""
    back = opened(chart.links)
    drawn = {p: _ends(link, p in back) for p, link in enumerate(chart.links) if link.holder != link.subject}
    height = _heights([node.id for node in chart.nodes], list(drawn.values()))
    top = max(height.values(), default=0)
    rows = Rows(back=back, rows=[[] for _ in range(2 * top + 1)])
    place: dict[str, int] = {}
    for node in chart.nodes:
        place[node.id] = _add(rows, Item(len(rows.items), 2 * (top - height[node.id]), node=node.id))
    for link, (upper, lower) in drawn.items():
        first, last = rows.items[place[upper]].row, rows.items[place[lower]].row
        middle = (first + last) // 2
        between = [_add(rows, Item(len(rows.items), row, link=link, labels=row == middle)) for row in range(first + 1, last)]
        rows.paths[link] = [place[upper], *between, place[lower]]
    _order(rows)
    return rows


def _add(rows: Rows, item: Item) -> int:
    rows.items.append(item)
    rows.rows[item.row].append(item.number)
    return item.number


def _ends(link: ChartLink, back: bool) -> tuple[str, str]:
    return (link.subject, link.holder) if back else (link.holder, link.subject)


def _heights(nodes: Sequence[str], steps: Sequence[tuple[str, str]]) -> dict[str, int]:
    """How many rows above the lowest each party stands: right above the highest thing it holds."""
    height = dict.fromkeys(nodes, 0)
    for _ in nodes:
        changed = False
        for upper, lower in steps:
            if height[upper] <= height[lower]:
                height[upper], changed = height[lower] + 1, True
        if not changed:
            break
    holds = {upper for upper, _ in steps}
    for node in nodes:
        above = [height[upper] for upper, lower in steps if lower == node]
        if above and node not in holds:
            height[node] = min(above) - 1
    return height


def _order(rows: Rows) -> None:
    steps = rows.steps()
    above: dict[int, list[int]] = {}
    below: dict[int, list[int]] = {}
    for upper, lower in steps:
        below.setdefault(upper, []).append(lower)
        above.setdefault(lower, []).append(upper)
    given = [list(row) for row in rows.rows]
    best, least = [list(row) for row in given], _crossings(given, below)
    for start in (given, _suggested(given, steps)):
        order = [list(row) for row in start]
        for sweep in range(_SWEEPS):
            down = sweep % 2 == 0
            _sweep(order, above if down else below, down)
            _exchange(order, above, below)
            count = _crossings(order, below)
            if count < least:
                best, least = [list(row) for row in order], count
    rows.rows[:] = best


def _suggested(given: list[list[int]], steps: list[tuple[int, int]]) -> list[list[int]]:
    """The rows in the left-to-right order that fast-sugiyama finds; parties without links keep their places."""
    if not steps:
        return given
    across: dict[int, tuple[int, float]] = {}
    for part, (positions, *_) in enumerate(sorted(fast_sugiyama.from_edges(steps), key=lambda layout: min(n for n, _ in layout[0]))):
        across.update((int(number), (part, float(x))) for number, (x, _) in positions)
    return [sorted(row, key=lambda n: (across.get(n, (0, -1.0)), n)) for row in given]


def _sweep(order: list[list[int]], near: dict[int, list[int]], down: bool) -> None:
    for row in range(len(order)) if down else reversed(range(len(order))):
        beside = row - 1 if down else row + 1
        if not 0 <= beside < len(order):
            continue
        place = {n: p for p, n in enumerate(order[beside])}
        mean = {n: sum(place[m] for m in near[n]) / len(near[n]) for n in order[row] if near.get(n)}
        free = iter(sorted(mean, key=lambda n: (mean[n], order[row].index(n))))
        order[row] = [next(free) if n in mean else n for n in order[row]]


def _exchange(order: list[list[int]], above: dict[int, list[int]], below: dict[int, list[int]]) -> None:
    """Swap neighbours in a row where that removes crossings."""
    place = {n: p for row in order for p, n in enumerate(row)}
    for row in order:
        for _ in row:
            moved = False
            for p in range(len(row) - 1):
                left, right = row[p], row[p + 1]
                kept = sum(_pairs(near.get(left, []), near.get(right, []), place) for near in (above, below))
                swapped = sum(_pairs(near.get(right, []), near.get(left, []), place) for near in (above, below))
                if swapped < kept:
                    row[p], row[p + 1] = right, left
                    place[left], place[right], moved = p + 1, p, True
            if not moved:
                break


def _pairs(left: list[int], right: list[int], place: dict[int, int]) -> int:
    return sum(place[a] > place[b] for a in left for b in right)


def _crossings(order: list[list[int]], below: dict[int, list[int]]) -> int:
    total = 0
    for row, under in itertools.pairwise(order):
        place = {n: p for p, n in enumerate(under)}
        ends = [place[m] for n in row for m in sorted(below.get(n, []), key=place.__getitem__)]
        total += sum(ends[i] > ends[j] for i in range(len(ends)) for j in range(i + 1, len(ends)))
    return total
