"""Draw small networks and criteria for the tests of control.  Makes stakes; knows no rule and calls no engine."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from graph.network.stake import Interval, Presence, Stake
from ontology.shares import PERCENT, WHOLE
from tests.reference.control import Criterion
from tests.scenarios import interval, votes

Network = Mapping[int, Sequence[Stake]]
"""Company -> the stakes in it."""

STEP = WHOLE // 4
"""Bounds of drawn intervals lie on this grid."""
INTERVALS = st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans(), st.booleans()).map(
    lambda t: Interval(min(t[:2]) * STEP, max(t[:2]) * STEP, t[2] and t[0] != t[1], t[3] and t[0] != t[1])
)
THRESHOLDS = [(1, 2, 1), (1, 2, 0), (1, 4, 1), (1, 4, 0), (3, 4, 1), (3, 4, 0), (1, 5, 0), (0, 1, 1), (1, 1, 0), (1, 1, 1)]
"""(num, den, strict)"""
CRITERIA = st.builds(
    lambda dimensions, threshold, *flags: Criterion(dimensions, threshold[0], threshold[1], bool(threshold[2]), *flags),
    st.sampled_from([("votes",), ("capital",), ("votes", "capital")]),
    st.sampled_from(THRESHOLDS),
    *[st.booleans() for _ in range(5)],
)
"""Criteria of the reference with any threshold and any flags."""


@st.composite
def networks(draw: st.DrawFn) -> dict[int, list[Stake]]:
    """Up to five companies; stakes with votes, capital, control, roles, in themselves and by unnamed holders too."""
    size = draw(st.integers(2, 6))
    level = st.sampled_from([Presence.ABSENT, Presence.ABSENT, Presence.ABSENT, Presence.POSSIBLE, Presence.CERTAIN])
    share = st.none() | INTERVALS
    stakes = st.builds(Stake, st.integers(-1, size), share, share, level, level)
    return {c: draw(st.lists(stakes, max_size=4, unique_by=lambda s: s.holder)) for c in range(1, size)}


FINE_INTERVALS = st.tuples(st.integers(0, 20), st.integers(0, 20), st.booleans(), st.booleans()).map(
    lambda t: Interval(min(t[:2]) * 5 * PERCENT, max(t[:2]) * 5 * PERCENT, t[2] and t[0] != t[1], t[3] and t[0] != t[1])
)


@st.composite
def networks_of_votes(draw: st.DrawFn) -> dict[int, list[Stake]]:
    """Up to four companies; votes on a grid of 5 %, some control without a number."""
    size = draw(st.integers(2, 5))
    network: dict[int, list[Stake]] = {}
    for company in range(1, size):
        holders = draw(st.lists(st.integers(0, size), unique=True, max_size=4))
        level = st.sampled_from(list(Presence))
        network[company] = [
            Stake(h, votes=draw(FINE_INTERVALS)) if draw(st.integers(0, 5)) else Stake(h, control=draw(level)) for h in holders
        ]
    return network


GRID = 20
"""Step in percent."""
GRID_INTERVALS = st.tuples(st.integers(0, 5), st.integers(0, 5)).map(lambda t: interval(min(t) * GRID, max(t) * GRID))


@st.composite
def grid_networks(draw: st.DrawFn) -> dict[int, list[Stake]]:
    """Two companies 1 and 2 and two outsiders 0 and 3; at most three stakes in each, own shares and control without a number included."""
    level = st.sampled_from(list(Presence))
    network: dict[int, list[Stake]] = {}
    for company in (1, 2):
        holders = draw(st.lists(st.integers(0, 3), unique=True, min_size=1, max_size=3))
        stakes = [Stake(h, votes=draw(GRID_INTERVALS)) if draw(st.integers(0, 4)) else Stake(h, control=draw(level)) for h in holders]
        if sum(s.votes.min for s in stakes if s.votes) <= WHOLE:
            network[company] = stakes
    return network


MAJORITIES = st.sampled_from([interval(51), interval(60), interval(26), interval(30), interval(50), interval(40, 60)])


@st.composite
def entwined_networks(draw: st.DrawFn) -> dict[int, list[Stake]]:
    """Up to seven companies, most of which hold each other; rings, joint rings and chains are common."""
    size = draw(st.integers(2, 8))
    share = MAJORITIES | INTERVALS if draw(st.booleans()) else MAJORITIES
    level = st.sampled_from([Presence.ABSENT] * 6 + [Presence.POSSIBLE, Presence.CERTAIN])
    stakes = st.builds(Stake, st.integers(0, size), share, share, level)
    network = {c: draw(st.lists(stakes, max_size=4, unique_by=lambda s: s.holder)) for c in range(1, size)}
    ring = draw(st.permutations(range(1, size)))[: draw(st.sampled_from([0, 0, 2, 3]))]
    for i, company in enumerate(ring if len(ring) > 1 else ()):
        network[company] = [votes(ring[i - 1], 60), *(s for s in network[company] if s.holder != ring[i - 1])][:4]
    return network


def random_network(rng: random.Random, *, regular: bool) -> tuple[dict[int, list[Stake]], int, set[int]]:
    """Draw a small network, how many parties it has, and whose registers are complete.

    Joint holdings, cross-holdings, rings, treasury shares, unnamed holders; and, unless regular, much that is odd.
    """
    parties = rng.randint(3, 14)
    network: dict[int, list[Stake]] = {}
    for company in range(parties):
        if rng.random() < 0.25:
            continue
        among = [p for p in range(parties) if p != company or rng.random() < 0.3]
        left, stakes = 100, []
        for holder in rng.sample(among, min(len(among), rng.choice([1, 1, 2, 2, 3, 4, 5]))):
            if left > 0:
                share = min(left, rng.choice([10, 12, 20, 25, 26, 30, 33, 34, 40, 50, 50, 51, 60, 75, 100, 100]))
                left -= share
                stakes.append(_draw_stake(rng, holder if rng.random() < 0.97 else -1, share, regular=regular))
        others = [p for p in range(parties) if p not in {s.holder for s in stakes}]
        if not regular and stakes and others and rng.random() < 0.05:
            stakes.append(votes(rng.choice(others), 60))
        network[company] = stakes
    complete = {c for c in network if not regular and rng.random() < 0.15}
    return network, parties, complete


def _draw_stake(rng: random.Random, holder: int, share: int, *, regular: bool) -> Stake:
    if regular:
        open_end = share < 100 and rng.random() < 0.1
        return votes(holder, share, share + 1 if open_end else share, min_open=open_end)
    control = rng.choice([Presence.POSSIBLE, Presence.CERTAIN]) if rng.random() < 0.08 else Presence.ABSENT
    low = high = share
    if rng.random() < 0.3:
        low, high = min(share, rng.choice([0, 25, 50, share])), max(share, rng.choice([share, 75, 100]))
    wide = low < high
    drawn = Interval(low * PERCENT, high * PERCENT, wide and rng.random() < 0.5, wide and rng.random() < 0.3)
    return Stake(holder, votes=None if rng.random() < 0.05 else drawn, control=control)
