"""Control: who controls whom, by the least fixpoint of "holds more than half of the votes, alone or together with what it controls".

    C(X) = the least set with: y in C(X) when a member of X u C(X) has control without a number over y, or the members
    together hold more than half of y's exercisable votes.

Source: the company control problem (Ceri, Gottlob, Tanca 1990; Ross and Sagiv 1992).  Votes that a company holds in itself are dropped
from both sides.  *Certain* uses what the group surely has, *possible* what it may have; both are exact because the columns of
different companies are independent.  X may be several parties that act together.  Other thresholds and columns: a condition.
Pure: stakes in, verdicts out; the work is done by the kernels of graph/control/fixpoint.py and graph/control/tops.py.

>>> from graph.stakes import Box, Stake
>>> from ontology.shares import PERCENT
>>> whole, part = Box(100 * PERCENT, 100 * PERCENT), Box(51 * PERCENT, 51 * PERCENT)
>>> found = closure({0}, {1: [Stake(0, votes=whole)], 2: [Stake(1, votes=part)]}, certain=True)
>>> sorted(found)
[1, 2]
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from graph.columns import Gathered
from graph.control import fixpoint as kernels
from graph.control.condition import MAJORITY, Condition
from graph.control.fewest import fewest
from graph.control.ground import Ground, prepare
from graph.control.tops import Groups, Space, find_tops
from graph.network import UNNAMED
from graph.stakes import Box, Presence, Stake
from ontology.shares import WHOLE

Stakes = Mapping[int, Sequence[Stake]]
"""Company -> the stakes in it."""

BUDGET: Final = 200_000_000
"""Stakes that one question about ultimate controllers may visit."""


HALF: Final = MAJORITY._replace(strict=0, control=0)
"""Half of the exercisable votes, which is enough to keep anybody else from a majority."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Why a company was decided: the fewest stakes that did it, and in which round (0 = by the start set alone)."""

    company: int
    stakes: tuple[Stake, ...]
    round: int


@dataclass(frozen=True, slots=True)
class Controller:
    """An ultimate controller of the company asked about.

    ``ring``: all members, when it shares its place with others.  ``group``: the parties that act together, when it is such a group;
    ``party`` is then the first of them.
    """

    party: int
    certain: bool
    ring: tuple[int, ...] = ()
    group: tuple[int, ...] = ()

    @property
    def start(self) -> frozenset[int]:
        """The start set whose closure shows the control."""
        return frozenset(self.group or (self.party,))


@dataclass(frozen=True, slots=True)
class Blocker:
    """A party, or group, that can keep anybody else from controlling: by a veto, or by half of the exercisable votes."""

    party: int
    certain: bool
    veto: bool
    group: tuple[int, ...] = ()


@dataclass(slots=True)
class Decisions(Mapping[int, Decision]):
    """C(start): company -> the decision that put it there.  Decisions are worked out when they are asked for."""

    rounds: dict[int, int]
    """Company -> the round in which it was decided, in the order of decision."""
    _ground: Ground
    _condition: Condition
    _certain: bool
    _start: frozenset[int]
    _made: dict[int, Decision] = field(default_factory=dict)

    def __getitem__(self, company: int) -> Decision:
        made = self._made.get(company)
        if made is None:
            number = self.rounds[company]
            stakes = fewest(self._ground, company, self._condition, self._certain, lambda holder: self._before(holder, number))
            made = self._made[company] = Decision(company, stakes, number)
        return made

    def __contains__(self, company: object) -> bool:
        return company in self.rounds

    def __iter__(self) -> Iterator[int]:
        return iter(self.rounds)

    def __len__(self) -> int:
        return len(self.rounds)

    def _before(self, holder: int, number: int) -> bool:
        return holder in self._start or self.rounds.get(holder, number) < number


def closure(
    start: Iterable[int], stakes: Stakes | Gathered | Ground, *, certain: bool, complete: Collection[int] = (),
    condition: Condition = MAJORITY,
) -> Decisions:
    """C(start): every company that the start set controls, with the decision that put it there.

    ``complete``: companies whose sources list every holder.  Companies are decided in rounds, so a decision rests on earlier
    rounds only and derivations have no cycle; the first round that suffices is the shortest.
    """
    ground = prepare(stakes, complete)
    parties, number = ground.gathered.parties, ground.gathered.number
    members = frozenset(start)
    run = ground.ready(condition)
    known = run.numbers([number[p] for p in members if p in number])
    count, _ = run.call(kernels.closure)(
        run.columns, run.totals, condition, condition, int(certain), known, run.work, -1, run.endless)
    found = run.work.queue[len(known):count]
    rounds = {parties[p]: int(run.work.round_[p]) for p in found}
    return Decisions(rounds, ground, condition, certain, members)


@dataclass(frozen=True, slots=True)
class Ultimate:
    """The ultimate controllers of a company, certain ones first, and the closures that show it."""

    company: int
    controllers: tuple[Controller, ...]
    truncated: bool
    """The budget was spent before all candidates were weighed: there may be others, or higher ones."""
    _ground: Ground
    _condition: Condition
    _made: dict[tuple[frozenset[int], bool], Decisions] = field(default_factory=dict)

    @property
    def contested(self) -> bool:
        """Whether several parties certainly control, none above the others."""
        return sum(c.certain for c in self.controllers) > 1

    def closure(self, controller: Controller, *, certain: bool) -> Decisions:
        """What one of the controllers controls."""
        key = controller.start, certain
        if key not in self._made:
            self._made[key] = closure(controller.start, self._ground, certain=certain, condition=self._condition)
        return self._made[key]


def ultimate(
    company: int, stakes: Stakes | Gathered | Ground, complete: Collection[int] = (), *, groups: Sequence[frozenset[int]] = (),
    condition: Condition = MAJORITY, budget: int = BUDGET,
) -> Ultimate:
    """The ultimate controllers of ``company`` among its ancestors.

    An ultimate controller is one that nobody outside its own ring certainly controls.  Parties that may control the company
    are listed beside certain ones only where no certain controller stands above them.  Each of ``groups`` acts as one: it is a
    candidate, and its members do not stand alone.  ``budget``: how many stakes may be visited before the answer is ``truncated``.
    """
    ground = prepare(stakes, complete)
    found, truncated = _tops(company, ground, groups, condition, condition, budget)
    return Ultimate(company, found, truncated, ground, condition)


def _tops(
    company: int, ground: Ground, groups: Sequence[frozenset[int]], condition: Condition, final: Condition, budget: int,
) -> tuple[tuple[Controller, ...], bool]:
    """Who stands highest above the company, certain ones first; the company itself is decided by ``final``."""
    parties, number = ground.gathered.parties, ground.gathered.number
    if company not in number:
        return (), False
    run = ground.ready(condition)
    acting = [group - {company} for group in groups]
    known = [[number[p] for p in sorted(group) if p in number] for group in acting]
    inside = run.zeros(len(parties))
    for p in (p for group in known for p in group):
        inside[p] = 1
    joined = Groups(
        run.numbers([0, *accumulate(map(len, known))]), run.numbers([p for group in known for p in group]), inside,
        run.numbers([int(len(group) == len(there)) for group, there in zip(acting, known, strict=True)]),
    )
    units = len(parties) + len(groups)
    sizes = {"ring": units + len(joined.members), "link": run.columns.size} | dict.fromkeys(Space._fields[-6:-1], units)
    space = Space(*(run.zeros(sizes.get(name, len(parties))) for name in Space._fields))
    count, visited = run.call(find_tops)(
        run.columns, run.totals, condition, final, number[company], joined, run.work, space, run.numbers([0]), budget)
    found: list[Controller] = []
    last = 0
    for unit, end in zip(space.tops[:count], space.ring_end[:count], strict=True):
        own = acting[unit - len(parties)] if unit >= len(parties) else {parties[unit]}
        ring = own.union(parties[p] for p in space.ring[last:end])
        last = end
        # The whole ring stands at the top; it is called by its first party, other than the company, that stands alone.
        first = min((p for p in ring if p != company and not inside[number[p]]), default=min(own)) if len(own) == 1 else min(own)
        group = tuple(sorted(own)) if unit >= len(parties) else ()
        found.append(Controller(first, bool(space.certain[unit]), tuple(sorted(ring)) if len(ring) > len(own) else (), group))
    return tuple(sorted(found, key=lambda c: (not c.certain, c.party))), visited > budget


def can_block(
    company: int, stakes: Stakes | Gathered | Ground, complete: Collection[int] = (), *, groups: Sequence[frozenset[int]] = (),
    budget: int = BUDGET,
) -> tuple[Blocker, ...]:
    """Who can block decisions in ``company``: whoever has a veto, and, where nobody certainly controls, whoever certainly has half.

    Half is half of the exercisable votes, of a party or group with all that it certainly controls; told of the highest that have it.
    """
    ground = prepare(stakes, complete)
    acting = [group - {company} for group in groups]
    found: dict[tuple[int, tuple[int, ...], bool], bool] = {}
    for stake in _stakes_in(ground, company):
        if stake.veto and stake.holder not in (UNNAMED, company):
            for group in [tuple(sorted(g)) for g in acting if stake.holder in g] or [()]:
                key = (min(group, default=stake.holder), group, True)
                found[key] = found.get(key, False) or stake.veto is Presence.CERTAIN
    if not any(c.certain for c in _tops(company, ground, groups, MAJORITY, MAJORITY, budget)[0]):
        found |= {(c.party, c.group, False): True for c in _tops(company, ground, groups, MAJORITY, HALF, budget)[0] if c.certain}
    blockers = (Blocker(party, certain, veto, group) for (party, group, veto), certain in found.items())
    return tuple(sorted(blockers, key=lambda b: (not b.certain, not b.veto, b.party)))


def _stakes_in(ground: Ground, company: int) -> list[Stake]:
    gathered = ground.gathered
    number = gathered.number.get(company)
    return [] if number is None else gathered.stakes[int(gathered.columns.start[number]):int(gathered.columns.start[number + 1])]


def group_votes(stakes: Sequence[Stake], company: int, members: Collection[int]) -> Box:
    """The votes that a group has in a company, as one interval of the whole (own votes of the company left out)."""
    inside = [s for s in stakes if s.holder in members and s.holder != company]
    outside = [s for s in stakes if s.holder not in members]
    least = min(sum(s.votes.min for s in inside if s.votes), WHOLE)
    # Control that comes without a number leaves the number of its votes unknown, not nought.
    open_ended = any(s.control and s.votes is None for s in inside)
    most = WHOLE if open_ended else sum(s.votes.max for s in inside if s.votes)
    return Box(least, max(min(most, WHOLE - sum(s.votes.min for s in outside if s.votes)), least))
