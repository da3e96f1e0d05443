"""Give the runs across between two rows their tracks, so that no two lie on each other.  Knows only numbers.

A run leaves the upper row at ``upper``, goes across on its own track and meets the lower row at ``lower``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

TRACK: Final = 11.0
_FIRST: Final = 22.0
_LAST: Final = 30.0
_STRAIGHT: Final = 32.0
_NEAR: Final = 12.0
_OVERLAP: Final = 100


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line between two rows: where it leaves the upper row and meets the lower one."""

    step: tuple[int, int]
    upper: float
    lower: float

    @property
    def low(self) -> float:
        return min(self.upper, self.lower)

    @property
    def high(self) -> float:
        return max(self.upper, self.lower)


@dataclass(frozen=True, slots=True)
class Channel:
    """The room between two rows: its height and, for each run that turns, how far down its track lies."""

    height: float
    track: dict[tuple[int, int], float]


def assign_tracks(runs: Sequence[Run]) -> Channel:
    """Assign tracks to the runs of one channel.

    >>> assign_tracks([Run((0, 1), 10, 10)]).track
    {}
    >>> assign_tracks([Run((0, 2), 0, 50), Run((1, 3), 90, 40)]).track
    {(0, 2): 22.0, (1, 3): 33.0}
    """
    turning = _order_runs([run for run in runs if run.upper != run.lower])
    level: list[int] = []
    for place, run in enumerate(turning):
        crossed = [level[p] + 1 for p, other in enumerate(turning[:place]) if run.low - _NEAR < other.high and other.low < run.high + _NEAR]
        level.append(max(crossed, default=0))
    if not turning:
        return Channel(_STRAIGHT, {})
    tracks = {run.step: _FIRST + TRACK * at for run, at in zip(turning, level, strict=True)}
    return Channel(_FIRST + TRACK * max(level) + _LAST, tracks)


def _order_runs(runs: list[Run]) -> list[Run]:
    """Order the runs from the top track down, with few crossings and no two lines on each other where any order avoids it."""
    order = sorted(runs, key=lambda run: (run.low, run.high, run.step))
    for _ in order:
        has_changed = False
        for p in range(len(order) - 1):
            if _count_cost(order[p + 1], order[p]) < _count_cost(order[p], order[p + 1]):
                order[p], order[p + 1], has_changed = order[p + 1], order[p], True
        if not has_changed:
            break
    return order


def _count_cost(above: Run, below: Run) -> int:
    """Count what it costs that one run lies above the other: crossings, and far more where two lines would coincide."""
    crossings = (above.low < below.upper < above.high) + (below.low < above.lower < below.high)
    return crossings + _OVERLAP * (abs(below.upper - above.lower) < _NEAR)
