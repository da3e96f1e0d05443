"""Who ultimately controls one company."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from graph.control.closure import Stakes
from graph.control.criterion import MAJORITY, Criterion
from graph.control.prepared import PreparedStakes, prepare
from graph.control.ultimate_kernel import Groups, SearchWorkspace, find_tops
from graph.network.stake_table import LocalTable

BUDGET: Final = 200_000_000
"""Stakes that one question about ultimate controllers may visit."""


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
class Ultimate:
    """The ultimate controllers of a company, certain ones first."""

    company: int
    controllers: tuple[Controller, ...]
    truncated: bool
    """The budget was spent before all candidates were weighed: there may be others, or higher ones."""

    @property
    def contested(self) -> bool:
        """Whether several parties certainly control, none above the others."""
        return sum(c.certain for c in self.controllers) > 1


def ultimate(
    company: int,
    stakes: Stakes | LocalTable | PreparedStakes,
    complete: Collection[int] = (),
    *,
    groups: Sequence[frozenset[int]] = (),
    criterion: Criterion = MAJORITY,
    budget: int = BUDGET,
) -> Ultimate:
    """The ultimate controllers of ``company`` among its ancestors.

    An ultimate controller is one that nobody outside its own ring certainly controls.  Parties that may control the company
    are listed beside certain ones only where no certain controller stands above them.  Each of ``groups`` acts as one: it is a
    candidate, and its members do not stand alone.  ``budget``: how many stakes may be visited before the answer is ``truncated``.
    """
    prepared = prepare(stakes, complete)
    found, truncated = _tops(company, prepared, groups, criterion, criterion, budget)
    return Ultimate(company, found, truncated)


def _tops(
    company: int, prepared: PreparedStakes, groups: Sequence[frozenset[int]], criterion: Criterion, final: Criterion, budget: int
) -> tuple[tuple[Controller, ...], bool]:
    """Who stands highest above the company, certain ones first; the company itself is decided by ``final``."""
    parties, number = prepared.local.parties, prepared.local.number
    if company not in number:
        return (), False
    run = prepared.ready(criterion)
    acting = [group - {company} for group in groups]
    known = [[number[p] for p in sorted(group) if p in number] for group in acting]
    inside = run.zeros(len(parties))
    for p in (p for group in known for p in group):
        inside[p] = 1
    joined = Groups(
        run.numbers([0, *accumulate(map(len, known))]),
        run.numbers([p for group in known for p in group]),
        inside,
        run.numbers([int(len(group) == len(there)) for group, there in zip(acting, known, strict=True)]),
    )
    units = len(parties) + len(groups)
    sizes = {"ring": units + len(joined.members), "link": run.table.size} | dict.fromkeys(SearchWorkspace._fields[-6:-1], units)
    space = SearchWorkspace(*(run.zeros(sizes.get(name, len(parties))) for name in SearchWorkspace._fields))
    count, visited = run.call(find_tops)(
        run.table, run.totals, criterion, final, number[company], joined, run.work, space, run.numbers([0]), budget
    )
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
