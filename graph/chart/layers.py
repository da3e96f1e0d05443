"""Give every card and every label its row, and its place in the order of the row.  Decides topology, never coordinates.

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
        """Every piece of a line between two rows, as upper and lower item."""
        return [pair for path in self.paths.values() for pair in itertools.pairwise(path)]


def choose_back_links(links: Sequence[ChartLink]) -> frozenset[int]:
    """Choose the links that run upwards: of each cycle the one with the smallest share.

    >>> sorted(choose_back_links([ChartLink("1", "a", "b", share_min=9, share_max=9), ChartLink("2", "b", "a", share_min=5, share_max=5)]))
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
        party = stack.pop()
        if party == goal:
            return True
        fresh = below.get(party, set()) - seen
        seen |= fresh
        stack.extend(fresh)
    return False


def arrange_rows(chart: Chart) -> Rows:
    """Arrange a chart: rows, paths and the order in the rows."""
    back = choose_back_links(chart.links)
    ends = {p: _order_ends(link, p in back) for p, link in enumerate(chart.links) if link.holder != link.subject}
    height = _assign_heights([node.id for node in chart.nodes], list(ends.values()))
    top = max(height.values(), default=0)
    rows = Rows(back=back, rows=[[] for _ in range(2 * top + 1)])
    place: dict[str, int] = {}
    for node in chart.nodes:
        place[node.id] = _add(rows, Item(len(rows.items), 2 * (top - height[node.id]), node=node.id))
    for link, (upper, lower) in ends.items():
        first, last = rows.items[place[upper]].row, rows.items[place[lower]].row
        middle = (first + last) // 2
        between = [_add(rows, Item(len(rows.items), row, link=link, labels=row == middle)) for row in range(first + 1, last)]
        rows.paths[link] = [place[upper], *between, place[lower]]
    _order_rows(rows)
    return rows


def _add(rows: Rows, item: Item) -> int:
    rows.items.append(item)
    rows.rows[item.row].append(item.number)
    return item.number


def _order_ends(link: ChartLink, back: bool) -> tuple[str, str]:
    return (link.subject, link.holder) if back else (link.holder, link.subject)


def _assign_heights(nodes: Sequence[str], steps: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Count how many rows above the lowest each party stands: right above the highest thing it holds."""
    height = dict.fromkeys(nodes, 0)
    for _ in nodes:
        has_changed = False
        for upper, lower in steps:
            if height[upper] <= height[lower]:
                height[upper], has_changed = height[lower] + 1, True
        if not has_changed:
            break
    holds = {upper for upper, _ in steps}
    for node in nodes:
        above = [height[upper] for upper, lower in steps if lower == node]
        if above and node not in holds:
            height[node] = min(above) - 1
    return height


def _order_rows(rows: Rows) -> None:
    steps = rows.steps()
    above: dict[int, list[int]] = {}
    below: dict[int, list[int]] = {}
    for upper, lower in steps:
        below.setdefault(upper, []).append(lower)
        above.setdefault(lower, []).append(upper)
    first_order = [list(row) for row in rows.rows]
    best, least = [list(row) for row in first_order], _count_crossings(first_order, below)
    for start in (first_order, _suggest_order(first_order, steps)):
        order = [list(row) for row in start]
        for sweep in range(_SWEEPS):
            down = sweep % 2 == 0
            _sweep_rows(order, above if down else below, down)
            _swap_neighbours(order, above, below)
            count = _count_crossings(order, below)
            if count < least:
                best, least = [list(row) for row in order], count
    rows.rows[:] = best


def _suggest_order(order: list[list[int]], steps: list[tuple[int, int]]) -> list[list[int]]:
    """Put the rows in the left-to-right order that fast-sugiyama finds; parties without links keep their places."""
    if not steps:
        return order
    across: dict[int, tuple[int, float]] = {}
    for part, (positions, *_) in enumerate(sorted(fast_sugiyama.from_edges(steps), key=lambda layout: min(n for n, _ in layout[0]))):
        across.update((int(number), (part, float(x))) for number, (x, _) in positions)
    return [sorted(row, key=lambda n: (across.get(n, (0, -1.0)), n)) for row in order]


def _sweep_rows(order: list[list[int]], neighbours: dict[int, list[int]], down: bool) -> None:
    for row in range(len(order)) if down else reversed(range(len(order))):
        beside = row - 1 if down else row + 1
        if not 0 <= beside < len(order):
            continue
        place = {n: p for p, n in enumerate(order[beside])}
        mean = {n: sum(place[m] for m in neighbours[n]) / len(neighbours[n]) for n in order[row] if neighbours.get(n)}
        by_mean = iter(sorted(mean, key=lambda n: (mean[n], order[row].index(n))))
        order[row] = [next(by_mean) if n in mean else n for n in order[row]]


def _swap_neighbours(order: list[list[int]], above: dict[int, list[int]], below: dict[int, list[int]]) -> None:
    """Swap neighbours in a row where that removes crossings."""
    place = {n: p for row in order for p, n in enumerate(row)}
    for row in order:
        for _ in row:
            has_changed = False
            for p in range(len(row) - 1):
                left, right = row[p], row[p + 1]
                crossings = sum(_count_inversions(near.get(left, []), near.get(right, []), place) for near in (above, below))
                swapped = sum(_count_inversions(near.get(right, []), near.get(left, []), place) for near in (above, below))
                if swapped < crossings:
                    row[p], row[p + 1] = right, left
                    place[left], place[right], has_changed = p + 1, p, True
            if not has_changed:
                break


def _count_inversions(left: list[int], right: list[int], place: dict[int, int]) -> int:
    return sum(place[a] > place[b] for a in left for b in right)


def _count_crossings(order: list[list[int]], below: dict[int, list[int]]) -> int:
    total = 0
    for row, under in itertools.pairwise(order):
        place = {n: p for p, n in enumerate(under)}
        ends = [place[m] for n in row for m in sorted(below.get(n, []), key=place.__getitem__)]
        total += sum(ends[i] > ends[j] for i in range(len(ends)) for j in range(i + 1, len(ends)))
    return total
