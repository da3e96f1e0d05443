"""Define control as the least fixpoint over sets: reference one, written from docs/method and from nothing else.

Shares are whole numbers of which ``ONE`` make 100 %.  An open end lies one ``TICK`` inside; a tick is so small that no sum of ticks
ever reaches the next threshold, so that an open end behaves as one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from msgspec.structs import replace

from graph.network.stake import Interval, Presence, Stake
from ontology.shares import WHOLE

TICK = 1
TICKS = 10**7
"""Ticks in one share unit."""
ONE = WHOLE * TICKS

Stakes = Mapping[int, Sequence[Stake]]


@dataclass(frozen=True)
class Criterion:
    """When a group controls a company: its part of a dimension is above ``num / den`` (or reaches it, when not strict)."""

    dimensions: tuple[str, ...] = ("votes",)
    num: int = 1
    den: int = 2
    strict: bool = True
    control: bool = True
    roles: bool = False
    grouped: bool = True
    treasury: bool = True
    undisclosed: bool = False

    def is_met(self, part: int, dropped: int) -> bool:
        """Whether ``part`` is enough of what is left of the whole when the company's own votes are dropped."""
        have, need = self.den * part, self.num * (ONE - dropped)
        return part > 0 and (have > need if self.strict else have >= need)


MAJORITY = Criterion()
OFAC = Criterion(dimensions=("capital",), strict=False, control=False, treasury=False)


def tick_bounds(interval: Interval) -> tuple[int, int]:
    """Return least and most of an interval in ticks, open ends just inside."""
    return interval.min * TICKS + interval.min_open * TICK, interval.max * TICKS - interval.max_open * TICK


def group_meets(
    company: int, stakes: Sequence[Stake], members: Iterable[int], criterion: Criterion, *, certain: bool, complete: bool
) -> bool:
    """Whether the members together meet the criterion in the company: certainly, or possibly."""
    group = set(members)
    if group.isdisjoint(s.holder for s in stakes):
        return False
    needed = Presence.CERTAIN if certain else Presence.POSSIBLE
    for stake in stakes:
        if stake.holder in group and stake.holder != company:
            if criterion.control and stake.control >= needed:
                return True
            if criterion.roles and stake.role >= needed:
                return True
    places = {place for place, stake in enumerate(stakes) if stake.holder in group and stake.holder != company}
    groups = [places] if criterion.grouped else [{place} for place in places]
    if any(
        _meets_in_dimension(company, [count_beside(s, complete) for s in stakes], alone, dimension, criterion, certain, complete)
        for dimension, alone in product(criterion.dimensions, groups)
    ):
        return True
    if (
        not certain
        and not complete
        and any(_may_meet_through_others(company, stakes, *x, criterion) for x in product(groups, criterion.dimensions))
    ):
        return True
    # What is held through others is what those have, so by itself nothing of theirs is held against it; votes of the company's own drop.
    own = [s for s in stakes if s.holder == company and not s.is_indirect]
    return any(
        _meets_in_dimension(
            company,
            [stakes[place], *(own if dimension == "votes" and criterion.treasury else ())],
            {0},
            dimension,
            criterion,
            certain,
            False,
        )
        for dimension, place in product(criterion.dimensions, places)
        if stakes[place].is_indirect
    )


def _may_meet_through_others(company: int, stakes: Sequence[Stake], group: Collection[int], dimension: str, criterion: Criterion) -> bool:
    """Whether what a group may have directly beside other direct holders, and with it what it has through these, may meet the criterion.

    What is held through others is a part of what they have, so that they need to leave room for the direct part alone.
    """
    d0 = d1 = through = t0 = t1 = o0 = 0
    for place, stake, low, high in list_bounds(stakes, dimension):
        if stake.holder == company and criterion.treasury and dimension == "votes":
            t0, t1 = t0 + low, t1 + high
        elif place in group and stake.is_indirect:
            through += high
        elif place in group:
            d0, d1 = d0 + low, d1 + high
        elif not stake.is_indirect:
            o0 += low
    last = min(t1, ONE - d0 - o0)
    points = [t for t in (t0, last, ONE - o0 - d1) if t0 <= t <= last]
    return through > 0 and any(criterion.is_met(min(min(d1, ONE - t - o0) + through, ONE - t), t) for t in points)


def list_bounds(stakes: Sequence[Stake], dimension: str) -> list[tuple[int, Stake, int, int]]:
    """The stakes that are stated in a dimension: place, stake, least and most."""
    stated = [(place, stake, getattr(stake, dimension)) for place, stake in enumerate(stakes)]
    return [(place, stake, *tick_bounds(interval)) for place, stake, interval in stated if interval is not None]


def count_beside(stake: Stake, complete: bool) -> Stake:
    """What a stake counts beside others: of what is held through others from nothing up, and nothing in a list of all holders."""
    if not stake.is_indirect:
        return stake
    votes, capital = (
        None if share is None or complete else Interval(0, share.max, max_open=share.max_open) for share in (stake.votes, stake.capital)
    )
    return replace(stake, votes=votes, capital=capital)


def _meets_in_dimension(
    company: int, stakes: Sequence[Stake], group: Collection[int], dimension: str, criterion: Criterion, certain: bool, complete: bool
) -> bool:
    """Whether stakes at some places meet the criterion in one dimension: every point at which least or most can lie is tried.

    A point is (part of the group s, own votes t, others o).
    For given own votes t the group's least is s0, or what the others cannot fill in a complete register; its most is s1, or what the
    others leave.  Both are straight lines in t with one bend, so the ends of t and the bends are enough.

    Where the least shares pass 100 %, some figure is wrong: the group has at least what the others' least leave, and at most what is stated
    for it; so has the company itself.
    """
    s0 = s1 = t0 = t1 = o0 = o1 = 0
    holds = False
    for place, stake, low, high in list_bounds(stakes, dimension):
        if stake.holder == company and criterion.treasury and dimension == "votes":
            t0, t1 = t0 + low, t1 + high
        elif place in group:
            s0, s1, holds = s0 + low, s1 + high, holds or high > 0
        else:
            o0, o1 = o0 + low, o1 + high
    if complete and s0 + t0 + o0 <= ONE <= s1 + t1 + o1:
        first, last = max(t0, ONE - s1 - o1), min(t1, ONE - s0 - o0)
        bends = [ONE - o1 - s0, ONE - o0 - s1]
    else:
        if criterion.undisclosed and holds:
            s1 = ONE
        if s0 + t0 + o0 > ONE:
            if certain:
                return criterion.is_met(ONE - o0 - t0, max(0, ONE - o0 - s0))
            most = min(s1, ONE)
            return criterion.is_met(most, min(t1, ONE - most))
        first, last = t0, min(t1, ONE - s0 - o0)
        bends = [ONE - o0 - s1]
        o1 = ONE  # whatever the known holders leave, others may hold
    points = [t for t in (first, last, *bends) if first <= t <= last]
    if certain:
        return all(criterion.is_met(max(s0, ONE - t - o1), t) for t in points)
    return any(criterion.is_met(min(s1, ONE - t - o0), t) for t in points)


def closure_rounds(
    start: Iterable[int], stakes: Stakes, criterion: Criterion = MAJORITY, *, certain: bool, complete: Iterable[int] = ()
) -> dict[int, int]:
    """Return C(start) without the start itself, the least set of companies that start and the set together control.

    With each company the round in which it joins: those of round 0 by the start alone, those of each next round by all before it.
    """
    starters, complete_companies = set(start), set(complete)
    rounds: dict[int, int] = {}
    number = 0
    while True:
        members = starters | rounds.keys()
        more = [
            company
            for company, stakes_of_company in stakes.items()
            if company not in members
            and group_meets(company, stakes_of_company, members, criterion, certain=certain, complete=company in complete_companies)
        ]
        if not more:
            return rounds
        rounds |= dict.fromkeys(more, number)
        number += 1


def closure(
    start: Iterable[int], stakes: Stakes, criterion: Criterion = MAJORITY, *, certain: bool, complete: Iterable[int] = ()
) -> set[int]:
    """Return C(start) without the start itself: the least set of companies that start and the set together control."""
    return set(closure_rounds(start, stakes, criterion, certain=certain, complete=complete))


@dataclass(frozen=True)
class UltimateController:
    """An ultimate controller: a party, or a ring of parties that control each other."""

    members: frozenset[int]
    certain: bool


ControlledBy = Mapping[frozenset[int], set[int]]
"""Candidate, a party or a group that acts as one -> what it controls."""


def list_candidates(parties: Iterable[int], groups: Iterable[frozenset[int]] = ()) -> list[frozenset[int]]:
    """List every party alone and every group; members of a group do not stand alone."""
    together = list(groups)
    return [*together, *(frozenset({p}) for p in parties if not any(p in group for group in together))]


def ultimate_controllers(
    company: int,
    parties: Iterable[int],
    stakes: Stakes,
    criterion: Criterion = MAJORITY,
    *,
    complete: Iterable[int] = (),
    groups: Iterable[frozenset[int]] = (),
) -> set[UltimateController]:
    """Return who controls the company, certainly or possibly, and is certainly controlled by nobody outside its own ring."""
    complete_companies, candidates = frozenset(complete), list_candidates(parties, groups)
    certainly, possibly = (
        {x: closure(x, stakes, criterion, certain=level, complete=complete_companies) for x in candidates} for level in (True, False)
    )
    return select_ultimate(company, certainly, possibly)


def select_ultimate(company: int, certainly: ControlledBy, possibly: ControlledBy) -> set[UltimateController]:
    """Select the ultimate controllers of a company from what each candidate controls, certainly and possibly."""
    controllers = set()
    for x in certainly:
        if company in x or company not in possibly[x]:
            continue
        ring = {x} | {z for z in certainly if z <= certainly[x] and x <= certainly[z]}
        if not any(x <= certainly[z] for z in certainly if z not in ring):
            controllers.add(UltimateController(frozenset().union(*ring), company in certainly[x]))
    return controllers


def is_contested(controllers: Iterable[UltimateController]) -> bool:
    """Whether there is more than one ultimate controller; a ring counts as one."""
    return len(set(controllers)) > 1


def significantly_controlled(person: int, stakes: Stakes, *, certain: bool, complete: Iterable[int] = ()) -> set[int]:
    """Return what a person has significant control of by UK law.

    That is over 25 % of shares or votes, or control without a number, by itself or through majority stakes.
    A majority stake is held by one entity of the chain alone (Companies Act 2006, schedule 1A, paragraph 18); what comes through
    several such chains is added, nothing is multiplied.
    """
    complete_companies = set(complete)
    chain = {person} | closure({person}, stakes, Criterion(grouped=False), certain=certain, complete=complete_companies)
    significant = Criterion(dimensions=("capital", "votes"), num=1, den=4)
    return {
        company
        for company, stakes_of_company in stakes.items()
        if company != person
        and group_meets(company, stakes_of_company, chain - {company}, significant, certain=certain, complete=company in complete_companies)
    }


def count_votes(company: int, stakes: Sequence[Stake], members: Collection[int]) -> tuple[int, int]:
    """Return the least and the most votes of a group in a company, in ticks; votes of the company's own are nobody's.

    Least and most lie within what each member has, and what the others' least leave.  Where the least of all pass 100 %, the group counts
    from what the others' least leave up to its own most.  Where its own least pass 100 %, some of its figures restate others: as few as can
    be so that the rest fit.  It then has what the rest add to, or the largest figure that restates them, and of all ways to choose them the
    least.
    """
    through = [tick_bounds(s.votes) for s in stakes if s.is_indirect and s.votes and s.holder in members and s.holder != company]
    if through:
        # Of what they have directly and what through others they have the greater at least, and no more than both.
        direct = count_votes(company, [s for s in stakes if not s.is_indirect], members)
        return max(direct[0], *(low for low, _ in through)), min(ONE, direct[1] + sum(high for _, high in through))
    stakes = [s for s in stakes if not s.is_indirect]
    mine = [s for s in stakes if s.holder in members and s.holder != company]
    parts = [tick_bounds(s.votes) for s in mine if s.votes]
    left = ONE - sum(tick_bounds(s.votes)[0] for s in stakes if (s.holder not in members or s.holder == company) and s.votes)
    least, most = sum(low for low, _ in parts), min(ONE, sum(high for _, high in parts))
    if any(s.control and s.votes is None for s in mine):
        most = ONE
    if least <= left:
        return least, min(most, left)
    figures = [low for low, _ in parts]
    for count in range(len(figures) + 1):
        totals = []
        for chosen in combinations(range(len(figures)), count):
            rest = sum(figure for i, figure in enumerate(figures) if i not in chosen)
            if rest <= ONE:
                totals.append(max([rest, *(figures[i] for i in chosen)]))
        if totals:
            return max(0, min(left, min(totals))), max(most, left, 0)
    raise AssertionError("nothing at all fits into the whole")
