"""Make small random networks, each known by its seed.  Makes stakes; knows no rule and calls no engine.

Every kind of trouble is frequent: rings of three and more, joint control, joint rings, bands with open ends, unknown sizes, columns
over 100 %, self-holdings, control without a number, possible stakes, complete registers, stakes of nothing, votes that differ from
capital, holders that a source does not name.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import pairwise

from msgspec.structs import replace

from graph.generation.interest_table import UNNAMED
from graph.network.stake import SOMETHING, Interval, Presence, Stake
from ontology.shares import PERCENT, WHOLE

STEP = 5 * PERCENT
BANDS = (
    Interval(25 * PERCENT, 50 * PERCENT, min_open=True),
    Interval(50 * PERCENT, 75 * PERCENT, min_open=True),
    Interval(75 * PERCENT, WHOLE),
    Interval(25 * PERCENT, WHOLE, min_open=True),
)
PARTS = (*(Interval(WHOLE // n, WHOLE // n) for n in (3, 6, 7, 9)), Interval(WHOLE // 17, WHOLE // 17 + 1, True, True))
"""Exact fractions, and one that lies between two share units."""
USUAL = (0, 1, 2, 3, 4, 5, 5, 5, 6, 8, 9, 10, 10, 10, 10, 11, 11, 12, 14, 15, 16, 20, 20)
"""Sizes in steps of 5 %; halves, quarters and wholes more often, because that is where the thresholds are."""


@dataclass(frozen=True)
class RandomNetwork:
    """``stakes``: company -> its stakes, for every company.  Parties are numbered 0..parties-1."""

    seed: int
    parties: int
    stakes: dict[int, tuple[Stake, ...]]
    complete: frozenset[int]

    @property
    def intervals(self) -> int:
        return sum(
            interval is not None and interval.min < interval.max
            for held in self.stakes.values()
            for s in held
            for interval in (s.votes, s.capital)
        )


def make_network(seed: int, *, companies: tuple[int, int] = (2, 7), exact: bool = False) -> RandomNetwork:
    """Make the network of a seed.  ``exact``: every share is one number, every stake certain, no column over 100 %."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    count = rng.randint(*companies)
    parties = count + rng.randint(1, 4)
    names = list(range(parties))
    rng.shuffle(names)
    firms = names[:count]
    fuzzy = 0.0 if exact else rng.choice((0.0, 0.0, 0.15, 0.5))
    over = 0.0 if exact else rng.choice((0.0, 0.0, 0.0, 0.4))
    oddity = 0.0 if exact else rng.choice((0.0, 0.05, 0.15))
    two_columns = rng.choice((0.0, 0.0, 0.3))
    stakes: dict[int, tuple[Stake, ...]] = {}
    complete: set[int] = set()
    backbone = _make_backbone(rng, firms)
    for firm in firms:
        holders = backbone.get(firm, [])
        holders += [h for h in rng.sample(names, min(len(names), rng.choice((0, 1, 1, 2, 2, 3, 4)))) if h not in holders]
        if rng.random() < 0.12 and firm not in holders:
            holders.append(firm)
        rng.shuffle(holders)
        if not exact and rng.random() < 0.06:
            holders.insert(rng.randint(0, len(holders)), UNNAMED)
        loose = rng.random() < over
        if rng.random() < fuzzy / 3 and len(set(holders)) > 1:
            stakes[firm] = _make_tight_column(rng, holders)
            full = rng.random() < 0.7
        else:
            stakes[firm] = _make_column(rng, holders, fuzzy, oddity, two_columns, loose)
            full = not exact and rng.random() < 0.15
        if not exact and rng.random() < 0.15:
            stakes[firm] = _add_indirect(rng, stakes[firm], names, firm)
        if full:
            complete.add(firm)
    return RandomNetwork(seed, parties, stakes, frozenset(complete))


def _add_indirect(rng: random.Random, stakes: tuple[Stake, ...], names: list[int], firm: int) -> tuple[Stake, ...]:
    """Add what some hold through others, beside somebody who holds directly; it follows what the same holder has directly."""
    if not any(stake.capital or stake.votes for stake in stakes):
        return stakes
    mixed = list(stakes)
    for holder in rng.sample(names, min(len(names), rng.choice((1, 1, 2)))):
        share = _draw_interval(rng) if rng.random() < 0.4 else Interval(size := rng.choice(USUAL) * STEP, size)
        stake = Stake(holder, share, share, votes_assumed=True, is_indirect=True)
        place = next((place for place, other in enumerate(mixed) if other.holder == holder), len(mixed) - 1)
        if holder != firm:
            mixed.insert(place + 1, stake)
    return tuple(mixed)


def _make_backbone(rng: random.Random, firms: list[int]) -> dict[int, list[int]]:
    """Choose holders that make a ring, a joint ring or a chain of some of the companies; often none."""
    shape = rng.choice(("free", "free", "ring", "ring", "joint ring", "chain"))
    if shape == "free" or len(firms) < 3:
        return {}
    size = rng.randint(3, len(firms))
    chosen = firms[:size]
    if shape == "chain":
        return {low: [high] for high, low in pairwise(chosen)}
    if shape == "ring":
        return {chosen[i]: [chosen[i - 1]] for i in range(size)}
    return {chosen[i]: [chosen[i - 1], chosen[i - 2]] for i in range(size)}


def _make_tight_column(rng: random.Random, holders: list[int]) -> tuple[Stake, ...]:
    """Make a column that just adds up: intervals that touch one true world on the grid, so that whether an end is open decides."""
    cuts = sorted(rng.choices(range(21), k=len(holders) - 1))
    truth = [high - low for low, high in zip([0, *cuts], [*cuts, 20], strict=True)]
    stakes = []
    for holder, steps in zip(holders, truth, strict=True):
        low, high = max(0, steps - rng.choice((0, 0, 1, 2, 4))), min(20, steps + rng.choice((0, 0, 1, 2, 4)))
        wide = low < high
        interval = Interval(low * STEP, high * STEP, wide and rng.random() < 0.5, wide and rng.random() < 0.5)
        stakes.append(Stake(holder, interval, interval, votes_assumed=True))
    return tuple(stakes)


def _make_column(rng: random.Random, holders: list[int], fuzzy: float, oddity: float, two_columns: float, loose: bool) -> tuple[Stake, ...]:
    left = {"capital": WHOLE, "votes": WHOLE}
    stakes: list[Stake] = []
    for i, holder in enumerate(holders):
        last = i == len(holders) - 1
        capital = _draw_size(rng, "capital", left, fuzzy, loose, last)
        stake = Stake(holder, capital, capital, votes_assumed=True)
        left["votes"] = left["capital"] if not two_columns else left["votes"]
        if two_columns:
            roll = rng.random()
            votes = capital if roll > two_columns else _draw_size(rng, "votes", left, fuzzy, loose, last)
            if votes is capital:
                left["votes"] -= capital.min
            stake = replace(stake, votes=votes, votes_assumed=False)
            if roll < two_columns / 4:
                stake = replace(stake, capital=None)
            elif roll < two_columns / 2:
                stake = replace(stake, votes=None)
        stakes.append(_add_oddities(rng, stake, oddity))
    return tuple(stakes)


def _draw_size(rng: random.Random, column: str, left: dict[str, int], fuzzy: float, loose: bool, last: bool) -> Interval:
    """Draw a share that fits what is left of the column, or one that does not care."""
    room = WHOLE if loose else max(0, left[column])
    if last and not loose and rng.random() < 0.4:
        interval = Interval(room, room)
    elif rng.random() < fuzzy:
        interval = _draw_interval(rng)
    elif rng.random() < 0.06 and fuzzy:
        interval = rng.choice(PARTS)
    else:
        exact = min(rng.choice(USUAL) * STEP, room)
        interval = Interval(exact, exact)
    if interval.min > room:
        interval = Interval(0, max(room, STEP))
    left[column] -= interval.min
    return interval


def _draw_interval(rng: random.Random) -> Interval:
    kind = rng.random()
    if kind < 0.35:
        return rng.choice(BANDS)
    if kind < 0.5:
        return SOMETHING
    low, high = sorted(rng.sample(range(21), 2))
    return Interval(low * STEP, high * STEP, rng.random() < 0.4, rng.random() < 0.4)


def _add_oddities(rng: random.Random, stake: Stake, oddity: float) -> Stake:
    """Perhaps make it possible only, perhaps add control without a number, a role or a veto."""
    if rng.random() < oddity:
        stake = replace(stake, control=rng.choice((Presence.POSSIBLE, Presence.CERTAIN)))
        if rng.random() < 0.4:
            stake = replace(stake, capital=None, votes=None)
    if rng.random() < oddity / 2:
        stake = replace(stake, role=rng.choice((Presence.POSSIBLE, Presence.CERTAIN)))
    if rng.random() < oddity / 2:
        stake = replace(stake, veto=rng.choice((Presence.POSSIBLE, Presence.CERTAIN)))
    if rng.random() < oddity:
        levels = {name: min(getattr(stake, name), Presence.POSSIBLE) for name in ("control", "role", "veto")}
        stake = replace(
            stake, presence=Presence.POSSIBLE, capital=_make_possible(stake.capital), votes=_make_possible(stake.votes), **levels
        )
    return stake


def _make_possible(interval: Interval | None) -> Interval | None:
    return None if interval is None else Interval(0, interval.max, False, interval.max_open and interval.max > 0)
