"""Pictures of how costs grow, as SVG.  Owns the drawing; knows nothing of measuring."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from typing import Final

from bench.harness import Record

WIDTH, HEIGHT, TOP, BOTTOM = 960, 400, 54, 330
PANELS: Final = ((80, 450), (570, 930))
COLOURS: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")
RANGES: Final = ((1, 4), (5, 12), (13, 30), (31, 100))
"""Parties above: the lines on the right."""


def growth(networks: Sequence[Record]) -> str:
    """The picture for measured points [parties above, seconds] of several networks.

    Left: cost against the parties above the company, one colour a network.  Right: cost against the size of the network, one line a
    range of parties above: level lines mean that the network's size does not matter.
    """
    points = [(count, seconds * 1e3) for one in networks for count, seconds in one["points"] if count]
    low, high = min(s for _, s in points), max(s for _, s in points)
    across = _Axis(*PANELS[0], 1, max(count for count, _ in points))
    sizes = _Axis(*PANELS[1], min(one["companies"] for one in networks) / 2, max(one["companies"] for one in networks) * 2)
    up = _Axis(BOTTOM, TOP, low, high)
    parts = [
        *_frame(PANELS[0], across, up, "parties above the company"),
        *_frame(PANELS[1], sizes, up, "companies in the network"),
        _text(PANELS[0][0], 24, "cost of one question, ms: it grows with the parties above the company ...", "start"),
        _text(PANELS[1][0], 24, "... and not with the network", "start"),
    ]
    for colour, one in zip(COLOURS, networks, strict=False):
        parts += [
            f'<circle cx="{across.at(count):.1f}" cy="{up.at(seconds * 1e3):.1f}" r="2.5" fill="{colour}" fill-opacity="0.6"/>'
            for count, seconds in one["points"]
            if count
        ]
    for k, (colour, one) in enumerate(zip(COLOURS, networks, strict=False)):
        parts += [
            f'<circle cx="{PANELS[0][0] + 14}" cy="{TOP + 12 + 18 * k}" r="4" fill="{colour}"/>',
            _text(PANELS[0][0] + 24, TOP + 16 + 18 * k, f"{one['companies']:,} companies", "start"),
        ]
    for colour, (least, most) in zip(COLOURS, RANGES, strict=True):
        line = []
        for one in networks:
            seconds = [s * 1e3 for count, s in one["points"] if least <= count <= most]
            if seconds:
                line.append((sizes.at(one["companies"]), up.at(statistics.median(seconds))))
        if line:
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in line)
            parts += [
                f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>',
                *(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in line),
                _text(line[-1][0], line[-1][1] - 8, f"{least} to {most} above", "end"),
            ]
    return _draw("Cost of one question against the parties above the company and against the size of the network", parts)


def grow_with_size(sizes: Sequence[Record]) -> str:
    """The picture for networks of several sizes that one process decides: seconds of CPU, and memory, against companies."""
    seconds = [(one["companies"], one["read_seconds"] + one["label_seconds"] + one["answer_seconds"]) for one in sizes]
    gigabytes = [(one["companies"], one["peak_mib"] / 1024) for one in sizes]
    parts: list[str] = []
    for panel, points, words in zip(PANELS, (seconds, gigabytes), ("seconds of CPU for all companies", "gigabytes of memory"), strict=True):
        across = _Axis(*panel, min(x for x, _ in points) / 2, max(x for x, _ in points) * 2)
        up = _Axis(BOTTOM, TOP, min(y for _, y in points) / 2, max(y for _, y in points) * 2)
        path = " ".join(f"{across.at(x):.1f},{up.at(y):.1f}" for x, y in points)
        parts += [
            *_frame(panel, across, up, "companies in the network"),
            _text(panel[0], 24, words, "start"),
            f'<polyline points="{path}" fill="none" stroke="{COLOURS[0]}" stroke-width="2"/>',
        ]
        for x, y in points:
            parts += [
                f'<circle cx="{across.at(x):.1f}" cy="{up.at(y):.1f}" r="3.5" fill="{COLOURS[0]}"/>',
                _text(across.at(x) - 8, up.at(y) - 8, f"{y:.1f}", "end"),
            ]
    return _draw("Seconds and memory of the one-process engine against the size of the network", parts)


class _Axis:
    """A logarithmic scale between two places of the picture."""

    def __init__(self, begin: float, end: float, least: float, most: float) -> None:
        self._begin, self._end = begin, end
        self._low, self._high = math.log10(least), max(math.log10(most), math.log10(least) + 0.1)

    def at(self, value: float) -> float:
        return self._begin + (math.log10(value) - self._low) / (self._high - self._low) * (self._end - self._begin)

    def ticks(self) -> list[float]:
        powers = range(math.ceil(self._low - 1e-9), math.floor(self._high + 1e-9) + 1)
        return [10.0**power for power in powers]


def _frame(panel: tuple[int, int], across: _Axis, up: _Axis, label: str) -> list[str]:
    left, right = panel
    frame = f'<path d="M{left} {TOP}V{BOTTOM}H{right}" fill="none" stroke="#222"/>'
    parts = [frame, _text((left + right) / 2, BOTTOM + 44, label, "middle")]
    for tick in across.ticks():
        x = across.at(tick)
        parts += [f'<path d="M{x:.1f} {BOTTOM}v5" stroke="#222"/>', _text(x, BOTTOM + 20, f"{tick:,.0f}", "middle")]
    for tick in up.ticks():
        y = up.at(tick)
        parts += [f'<path d="M{left} {y:.1f}H{right}" stroke="#ddd"/>', _text(left - 8, y + 4, f"{tick:g}", "end")]
    return parts


def _draw(title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}" '
        f'font-family="sans-serif" font-size="13" fill="#222">\n<title>{title}</title>\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{words}</text>'
