"""Place everything: boxes, labels and the lines between them, in pixels.  Knows no SVG and no colours.

Rows and their order are given (graph/chart/layers.py).  Here the items of a row are pulled towards what they are linked to,
as far as their neighbours in the row allow (weighted isotonic regression), then every line gets its port and its runs.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.chart.boxes import LABEL_GAP, PORT_GAP, PORT_INSET, CardBox, LabelBox, make_cards, make_label
from graph.chart.layers import Rows, arrange_rows
from graph.chart.model import Chart
from graph.chart.routing import Channel, Run, assign_tracks

MARGIN: Final = 28.0
_ITEM_GAP: Final = 36.0
_PASSAGE: Final = 9.0
_ROUNDS: Final = 24


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; ``x`` and ``y`` are its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Route:
    """The line of a link: corners from its holder to its subject, and the box of its label."""

    link: int
    points: tuple[tuple[float, float], ...]
    label: LabelBox
    box: Box


@dataclass(frozen=True, slots=True)
class Layout:
    """A chart with a place for everything: cards and boxes by node id, one route a link."""

    width: float
    height: float
    cards: dict[str, CardBox]
    boxes: dict[str, Box]
    routes: tuple[Route, ...]


@dataclass(slots=True)
class _Plan:
    """The working state of the steps below: half extents of each item to both sides of its line, and its place across."""

    rows: Rows
    left: list[float]
    right: list[float]
    x: list[float]
    above: list[list[int]]
    below: list[list[int]]


def compute_layout(chart: Chart, *, narrow: bool = False) -> Layout:
    """Lay a chart out, with ``narrow`` cards or such as hold most names in a line.  The same chart gives the same numbers."""
    cards = make_cards(chart, narrow=narrow)
    rows = arrange_rows(chart)
    labels = {p: make_label(chart.links[p], back=p in rows.back) for p in rows.paths}
    plan = _make_plan(rows, cards, labels)
    _pull_together(plan)
    ports = _straighten_lines(plan)
    shift = MARGIN - min((x - left for x, left in zip(plan.x, plan.left, strict=True)), default=0.0)
    plan.x = [round(x + shift, 1) for x in plan.x]
    ports = {step: (round(a + shift, 1), round(b + shift, 1)) for step, (a, b) in ports.items()}
    channels = [assign_tracks(_list_runs(rows, ports, row)) for row in range(len(rows.rows) - 1)]
    tops, heights = _stack_rows(rows, cards, labels, channels)
    boxes = {}
    for item in rows.items:
        if item.node is not None:
            card = cards[item.node]
            y = tops[item.row] + (heights[item.row] - card.height) / 2
            boxes[item.node] = Box(round(plan.x[item.number] - card.width / 2, 1), round(y, 1), card.width, card.height)
    routes = tuple(_make_route(plan, ports, link, boxes, labels[link], tops, heights, channels) for link in rows.paths)
    # A long line can pass to the right of every card and label: its corners count too.
    corners = [x for route in routes for x, _ in route.points]
    width = max([box.right for box in boxes.values()] + [route.box.right for route in routes] + corners + [0.0]) + MARGIN
    height = (tops[-1] + heights[-1] if tops else 0.0) + MARGIN
    return Layout(round(width), round(height), cards, boxes, routes)


def _make_plan(rows: Rows, cards: dict[str, CardBox], labels: dict[int, LabelBox]) -> _Plan:
    left, right = [], []
    for item in rows.items:
        if item.node is not None:
            left.append(cards[item.node].width / 2)
            right.append(cards[item.node].width / 2)
        else:
            left.append(_PASSAGE)
            right.append(LABEL_GAP + labels[item.link].width if item.labels and item.link is not None else _PASSAGE)
    above: list[list[int]] = [[] for _ in rows.items]
    below: list[list[int]] = [[] for _ in rows.items]
    for upper, lower in rows.steps():
        below[upper].append(lower)
        above[lower].append(upper)
    plan = _Plan(rows, left, right, [0.0] * len(rows.items), above, below)
    for row in rows.rows:
        edge = 0.0
        for number in row:
            plan.x[number] = edge + left[number]
            edge += left[number] + right[number] + _ITEM_GAP
    return plan


def _pull_together(plan: _Plan) -> None:
    """Pull every item towards its neighbours above and below, from above and from below in turn."""
    count = len(plan.rows.rows)
    linked = [n for n in range(len(plan.x)) if plan.above[n] or plan.below[n]]
    for sweep in range(2 * _ROUNDS):
        # What is linked to nothing stands in the middle.
        centre = sum(plan.x[n] for n in linked) / len(linked) if linked else 0.0
        for row in range(count) if sweep % 2 == 0 else reversed(range(count)):
            targets, weights = [], []
            for number in plan.rows.rows[row]:
                neighbours = _find_neighbours(plan, number, sweep)
                targets.append(sum(plan.x[n] for n in neighbours) / len(neighbours) if neighbours else centre)
                weights.append((float(len(neighbours)) or 0.01) if plan.rows.items[number].node else 3.0)
            _place_row(plan, row, targets, weights)


def _find_neighbours(plan: _Plan, number: int, sweep: int) -> list[int]:
    """The neighbours that decide in this sweep: one side and then the other, in the later sweeps both together."""
    both = [*plan.above[number], *plan.below[number]]
    if sweep > _ROUNDS:
        return both
    return (plan.above[number] if sweep % 2 == 0 else plan.below[number]) or both


def _place_row(plan: _Plan, row: int, targets: Sequence[float], weights: Sequence[float]) -> None:
    """Move the items of a row as near to their targets as their order and gaps allow."""
    numbers = plan.rows.rows[row]
    offsets, edge = [], 0.0
    for place, number in enumerate(numbers):
        edge += plan.left[number] + (plan.right[numbers[place - 1]] + _ITEM_GAP if place else 0.0)
        offsets.append(edge)
    fitted = _fit_isotonic([w - o for w, o in zip(targets, offsets, strict=True)], weights)
    for number, x, offset in zip(numbers, fitted, offsets, strict=True):
        plan.x[number] = x + offset


def _fit_isotonic(targets: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The nearest non-decreasing sequence in weighted least squares (pool adjacent violators).

    >>> _fit_isotonic([1.0, 3.0, 2.0], [1.0, 1.0, 1.0])
    [1.0, 2.5, 2.5]
    """
    blocks: list[tuple[float, float, int]] = []
    for value, weight in zip(targets, weights, strict=True):
        blocks.append((value, weight, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (a, wa, na), (b, wb, nb) = blocks[-2:]
            blocks[-2:] = [((a * wa + b * wb) / (wa + wb), wa + wb, na + nb)]
    return [value for value, _, count in blocks for _ in range(count)]


def _straighten_lines(plan: _Plan) -> dict[tuple[int, int], tuple[float, float]]:
    """Move labels and passages onto their ports while that makes lines straight; the ports of every step."""
    ports = _assign_ports(plan)
    for _ in range(8):
        for row, numbers in enumerate(plan.rows.rows):
            targets, weights = [], []
            for number in numbers:
                if plan.rows.items[number].node is not None:
                    targets.append(plan.x[number])
                    weights.append(1e6)
                    continue
                upper, lower = plan.above[number][0], plan.below[number][0]
                low, high = _find_contact_range(plan, upper, ports[upper, number][0])
                low2, high2 = _find_contact_range(plan, lower, ports[number, lower][1])
                both = max(low, low2), min(high, high2)
                aim = min(max(plan.x[number], both[0]), both[1]) if both[0] <= both[1] else min(max(plan.x[number], low), high)
                targets.append(aim)
                weights.append(1.0)
            _place_row(plan, row, targets, weights)
        ports = _assign_ports(plan)
    return ports


def _find_contact_range(plan: _Plan, number: int, port: float) -> tuple[float, float]:
    """Find where a line can meet an item: anywhere along a card with one line, at its port otherwise."""
    if plan.rows.items[number].node is None:
        return plan.x[number], plan.x[number]
    if len(plan.above[number]) > 1 or len(plan.below[number]) > 1:
        return port, port
    room = plan.left[number] - PORT_INSET
    return plan.x[number] - room, plan.x[number] + room


def _assign_ports(plan: _Plan) -> dict[tuple[int, int], tuple[float, float]]:
    """Find where each step leaves its upper item and meets its lower one."""
    upper = {(n, m): x for n in range(len(plan.x)) for m, x in _spread_ports(plan, n, plan.below[n])}
    lower = {(m, n): x for n in range(len(plan.x)) for m, x in _spread_ports(plan, n, plan.above[n])}
    return {step: (upper[step], lower[step]) for step in plan.rows.steps()}


def _spread_ports(plan: _Plan, number: int, neighbours: Sequence[int]) -> list[tuple[int, float]]:
    """The port of each neighbour along one side of an item, at least ``PORT_GAP`` apart."""
    if plan.rows.items[number].node is None:
        return [(n, plan.x[number]) for n in neighbours]
    sides = sorted(neighbours, key=lambda n: (plan.x[n], n))
    low, room = plan.x[number] - plan.left[number] + PORT_INSET, 2 * (plan.left[number] - PORT_INSET)
    last = room - PORT_GAP * (len(sides) - 1)
    fitted = _fit_isotonic([min(max(plan.x[n] - low - PORT_GAP * p, 0.0), last) for p, n in enumerate(sides)], [1.0] * len(sides))
    return [(n, low + x + PORT_GAP * p) for p, (n, x) in enumerate(zip(sides, fitted, strict=True))]


def _list_runs(rows: Rows, ports: dict[tuple[int, int], tuple[float, float]], row: int) -> list[Run]:
    return [Run((u, v), *ports[u, v]) for u, v in rows.steps() if rows.items[u].row == row]


def _stack_rows(
    rows: Rows, cards: dict[str, CardBox], labels: dict[int, LabelBox], channels: Sequence[Channel]
) -> tuple[list[float], list[float]]:
    """The upper edge and the height of each row."""
    tops, heights, y = [], [], MARGIN
    for place, row in enumerate(rows.rows):
        tall = 0.0
        for item in (rows.items[n] for n in row):
            if item.node is not None:
                tall = max(tall, cards[item.node].height)
            elif item.labels and item.link is not None:
                tall = max(tall, labels[item.link].height)
        tops.append(y)
        heights.append(tall)
        y += tall + (channels[place].height if place < len(channels) else 0.0)
    return tops, heights


def _make_route(
    plan: _Plan,
    ports: dict[tuple[int, int], tuple[float, float]],
    link: int,
    boxes: dict[str, Box],
    label: LabelBox,
    tops: Sequence[float],
    heights: Sequence[float],
    channels: Sequence[Channel],
) -> Route:
    path = plan.rows.paths[link]
    items = [plan.rows.items[n] for n in path]
    start, end = items[0].node, items[-1].node
    assert start is not None
    assert end is not None
    points = [(ports[path[0], path[1]][0], boxes[start].bottom)]
    label_box = Box(0.0, 0.0, label.width, label.height)
    for upper, lower in itertools.pairwise(items):
        a, b = ports[upper.number, lower.number]
        if a != b:
            y = round(tops[upper.row] + heights[upper.row] + channels[upper.row].track[upper.number, lower.number], 1)
            points += [(a, y), (b, y)]
        if lower.labels:
            y = tops[lower.row] + (heights[lower.row] - label.height) / 2
            label_box = Box(round(plan.x[lower.number] + LABEL_GAP, 1), round(y, 1), label.width, label.height)
    points.append((ports[path[-2], path[-1]][1], boxes[end].y))
    if link in plan.rows.back:
        points.reverse()
    return Route(link, tuple(points), label, label_box)
