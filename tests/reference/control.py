"""Reference one for control: the least fixpoint over sets, written from docs/method and from nothing else.

Shares are whole numbers of which ``ONE`` make 100 %.  An open end lies one ``TICK`` inside; a tick is so small that no sum of ticks
ever reaches the next threshold, so that an open end behaves as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from graph.network.stake import Interval, Presence, Stake
from ontology.shares import WHOLE

TICK = 1
TICKS = 10**7
"""Ticks in one share unit."""
ONE = WHOLE * TICKS

Stakes = Mapping[int, Sequence[Stake]]


@dataclass(frozen=True)
class Test:
    """When a group passes in a company: its part of a column is above ``num / den`` (or reaches it, when not strict)."""

    __test__ = False
    columns: tuple[str, ...] = ("votes",)
    num: int = 1
    den: int = 2
    strict: bool = True
    control: bool = True
    roles: bool = False
    grouped: bool = True
    treasury: bool = True
    undisclosed: bool = False

    def enough(self, part: int, dropped: int) -> bool:
        """Whether ``part`` is enough of what is left of the whole when the company's own votes are dropped."""
        have, need = self.den * part, self.num * (ONE - dropped)
        return part > 0 and (have > need if self.strict else have >= need)


MAJORITY = Test()
OFAC = Test(columns=("capital",), strict=False, control=False, treasury=False)


def ends(box: Interval) -> tuple[int, int]:
    """Least and most of a box in ticks, open ends just inside."""
    return box.min * TICKS + box.min_open * TICK, box.max * TICKS - box.max_open * TICK


def passes(company: int, stakes: Sequence[Stake], members: Iterable[int], test: Test, *, certain: bool, complete: bool) -> bool:
    """Whether the members together pass in the company: surely, or possibly."""
    group = set(members)
    if group.isdisjoint(s.holder for s in stakes):
        return False
    needed = Presence.CERTAIN if certain else Presence.POSSIBLE
    for stake in stakes:
        if stake.holder in group and stake.holder != company:
            if test.control and stake.control >= needed:
                return True
            if test.roles and stake.role >= needed:
                return True
    groups = [group] if test.grouped else [{member} for member in group]
    return any(_column(company, stakes, alone, column, test, certain, complete) for column, alone in product(test.columns, groups))


def _column(company: int, stakes: Sequence[Stake], group: set[int], column: str, test: Test, certain: bool, complete: bool) -> bool:
    """Every point (part of the group, own votes, others) at which least or most can lie is tried.

    For given own votes t the group's least is s0, or what the others cannot fill in a complete register; its most is s1, or what the
    others leave.  Both are straight lines in t with one bend, so the ends of t and the bends are enough.
    """
    s0 = s1 = t0 = t1 = o0 = o1 = 0
    holds = False
    for stake in stakes:
        box: Interval | None = getattr(stake, column)
        if box is None:
            continue
        low, high = ends(box)
        if stake.holder == company and test.treasury and column == "votes":
            t0, t1 = t0 + low, t1 + high
        elif stake.holder in group:
            s0, s1, holds = s0 + low, s1 + high, holds or high > 0
        else:
            o0, o1 = o0 + low, o1 + high
    if complete and s0 + t0 + o0 <= ONE <= s1 + t1 + o1:
        first, last = max(t0, ONE - s1 - o1), min(t1, ONE - s0 - o0)
        bends = [ONE - o1 - s0, ONE - o0 - s1]
    else:
        if s0 + t0 + o0 > ONE:
            return test.enough(s0, t0)
        if test.undisclosed and holds:
            s1 = ONE
        first, last = t0, min(t1, ONE - s0 - o0)
        bends = [ONE - o0 - s1]
        o1 = ONE  # whatever the known holders leave, others may hold
    points = [t for t in (first, last, *bends) if first <= t <= last]
    if certain:
        return all(test.enough(max(s0, ONE - t - o1), t) for t in points)
    return any(test.enough(min(s1, ONE - t - o0), t) for t in points)


def closure(start: Iterable[int], stakes: Stakes, test: Test = MAJORITY, *, certain: bool, complete: Iterable[int] = ()) -> set[int]:
    """C(start) without the start itself: the least set of companies in which start and the set together pass."""
    begin, full = set(start), set(complete)
    found: set[int] = set()
    while True:
        more = {
            company
            for company, held in stakes.items()
            if company not in begin | found and passes(company, held, begin | found, test, certain=certain, complete=company in full)
        }
        if not more:
            return found
        found |= more


@dataclass(frozen=True)
class Top:
    """An ultimate controller: a party, or a ring of parties that control each other."""

    members: frozenset[int]
    certain: bool


Controlled = Mapping[frozenset[int], set[int]]
"""Candidate, a party or a group that acts as one -> what it controls."""


def candidates(parties: Iterable[int], groups: Iterable[frozenset[int]] = ()) -> list[frozenset[int]]:
    """Every party alone and every group; members of a group do not stand alone."""
    together = list(groups)
    return [*together, *(frozenset({p}) for p in parties if not any(p in group for group in together))]


def ultimate(
    company: int,
    parties: Iterable[int],
    stakes: Stakes,
    test: Test = MAJORITY,
    *,
    complete: Iterable[int] = (),
    groups: Iterable[frozenset[int]] = (),
) -> set[Top]:
    """Who controls the company, surely or possibly, and is surely controlled by nobody outside its own ring."""
    full, asked = frozenset(complete), candidates(parties, groups)
    surely, perhaps = ({x: closure(x, stakes, test, certain=level, complete=full) for x in asked} for level in (True, False))
    return tops(company, surely, perhaps)


def tops(company: int, surely: Controlled, perhaps: Controlled) -> set[Top]:
    """The tops above a company, from what each candidate controls."""
    found = set()
    for x in surely:
        if company in x or company not in perhaps[x]:
            continue
        ring = {x} | {z for z in surely if z <= surely[x] and x <= surely[z]}
        if not any(x <= surely[z] for z in surely if z not in ring):
            found.add(Top(frozenset().union(*ring), company in surely[x]))
    return found


def contested(found: Iterable[Top]) -> bool:
    """More than one ultimate controller; a ring counts as one."""
    return len(set(found)) > 1


def psc(person: int, stakes: Stakes, *, certain: bool, complete: Iterable[int] = ()) -> set[int]:
    """UK significant control: over 25 % of shares or votes, or control without a number, by itself or through majority stakes.

    A majority stake is held by one entity of the chain alone (Companies Act 2006, schedule 1A, paragraph 18); what comes through
    several such chains is added, nothing is multiplied.
    """
    full = set(complete)
    chain = {person} | closure({person}, stakes, Test(grouped=False), certain=certain, complete=full)
    significant = Test(columns=("capital", "votes"), num=1, den=4)
    return {
        company
        for company, held in stakes.items()
        if company != person and passes(company, held, chain - {company}, significant, certain=certain, complete=company in full)
    }
