"""Ranges that meet, against looking at every pair."""

from __future__ import annotations

import random

import pytest

from graph.network.overlaps import NONE_MET, find_greatest_met


@pytest.mark.parametrize("seed", range(3))
def test_of_the_ranges_that_meet_one_the_greatest_value_is_found(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - a fixed seed is the point
    for _ in range(200):
        ranges = [(*draw(rng), rng.randrange(-5, 50)) for _ in range(rng.randrange(12))]
        asked = [draw(rng) for _ in range(rng.randrange(8))]
        met = [max((r[3] for r in ranges if r[0] == a[0] and r[1] <= a[2] and a[1] <= r[2]), default=NONE_MET) for a in asked]
        assert find_greatest_met(ranges, asked) == met


def draw(rng: random.Random) -> tuple[int, int, int]:
    """A group of three and both ends of a range, which are often those of another."""
    least = rng.randrange(6)
    return rng.randrange(3), least, least + rng.choice([0, 0, 1, 4])
