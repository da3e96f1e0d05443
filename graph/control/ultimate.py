"""Who ultimately controls one company.

An ultimate controller controls the company and is itself certainly controlled by nobody outside its own ring.  The search is done by
graph/control/search_kernel.py; this module numbers what goes in and names what comes out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import accumulate
from typing import Any, Final

import msgspec
import numpy as np

from graph.control.candidates_kernel import Groups, SearchWorkspace, allocate_search
from graph.control.closure import Stakes
from graph.control.criterion import MAJORITY, Criterion
from graph.control.decision_kernel import holder_meets_alone
from graph.control.prepared import PreparedStakes, Workspace, prepare
from graph.control.search_kernel import find_ultimate_controllers
from graph.control.single import mark_alone
from graph.generation.interest_table import UNNAMED
from graph.network.stake_table import CONTROL_POSSIBLE, INDIRECT_BESIDE, ROLE_POSSIBLE, VOTES, LocalTable
from ontology.shares import WHOLE

BUDGET: Final = 200_000_000
"""Stakes that one question about ultimate controllers may visit."""


class Controller(msgspec.Struct, frozen=True, gc=False):
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


class Ultimate(msgspec.Struct, frozen=True, gc=False):
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

    Parties that may control the company are listed beside certain ones only where no certain controller stands above them.  Each of
    ``groups`` acts as one: it is a candidate, and its members do not stand alone.  ``complete``: companies whose sources list every
    holder.  ``budget``: how many stakes may be visited before the answer is ``truncated``.
    """
    prepared = prepare(stakes, complete)
    controllers, truncated = find_highest(company, prepared, groups, criterion, budget=budget)
    return Ultimate(company, controllers, truncated)


def find_highest(
    company: int,
    prepared: PreparedStakes,
    groups: Sequence[frozenset[int]],
    company_criterion: Criterion,
    *,
    criterion: Criterion | None = None,
    budget: int = BUDGET,
) -> tuple[tuple[Controller, ...], bool]:
    """Who stands highest above the company, certain ones first, and whether the budget was spent before all were weighed.

    The company itself is decided by ``company_criterion``, everything above it by ``criterion`` (by default the same).
    """
    criterion = criterion or company_criterion
    parties, number = prepared.local.parties, prepared.local.number
    if company not in number:
        return (), False
    workspace = prepared.workspace(criterion)
    if not groups:
        top = _find_sole_top(number[company], workspace, company_criterion, criterion)
        if top is not None:
            return (Controller(parties[top], certain=True),), False
        if _is_flat(number[company], workspace):
            return _find_direct(parties, workspace, company_criterion), False
    acting = [group - {company} for group in groups]
    numbered = _number_groups(acting, prepared, workspace)
    allocate = allocate_search if workspace.fast else SearchWorkspace.of_lists
    search = allocate(len(parties), len(acting), len(numbered.members), workspace.table.size)
    count, visited = workspace.call(find_ultimate_controllers)(
        workspace.problem(criterion), number[company], company_criterion, numbered, workspace.closure, search, budget
    )
    controllers: list[Controller] = []
    last = 0
    for actor, end in zip(search.controllers[:count], search.ring_end[:count], strict=True):
        is_group = actor >= len(parties)
        own = acting[actor - len(parties)] if is_group else {parties[actor]}
        ring = own.union(parties[p] for p in search.ring[last:end])
        last = end
        # The whole ring stands at the top; it is called by its first party, other than the company, that stands alone.
        alone = (p for p in ring if p != company and not numbered.inside[number[p]]) if len(own) == 1 else ()
        party = min(alone, default=min(own))
        group = tuple(sorted(own)) if is_group else ()
        controllers.append(Controller(party, bool(search.certain[actor]), tuple(sorted(ring)) if len(ring) > len(own) else (), group))
    return tuple(sorted(controllers, key=lambda c: (not c.certain, c.party))), visited > budget


def _find_sole_top(company: int, workspace: Workspace, company_criterion: Criterion, criterion: Criterion) -> int | None:
    """Find who is at the top where each company on the way up has one who surely controls it and keeps out all others, and nobody holds the
    top; else None.

    Whoever controls such a company, surely or perhaps, is that one or controls it, so no search is needed.  All by number.
    """
    table, party, asked = workspace.table, company, company_criterion
    for _ in range(len(table.indptr)):
        if table.indptr[party] == table.indptr[party + 1]:
            return party if party != company else None
        position = _find_sole_stake(party, workspace, asked)
        if position is None:
            return None
        party, asked = int(table.holder[position]), criterion
    # They are a ring.
    return None


def _find_sole_stake(company: int, workspace: Workspace, criterion: Criterion) -> int | None:
    """Find the stake that surely controls a company and beside which nobody else can: the only one, or one of most of the votes.

    Beside most of the votes nobody has as many, unless the stated shares cannot all be right, a right without a number is
    enough or somebody holds through others.
    """
    table, totals = workspace.table, workspace.totals
    first, last = int(table.indptr[company]), int(table.indptr[company + 1])
    largest = first
    if last - first > 1:
        is_most = 2 * criterion.num > criterion.den or (2 * criterion.num == criterion.den and criterion.strict)
        least, is_more = totals.low[company] + totals.own_low[company], totals.low_open[company] + totals.own_low_open[company]
        if not is_most or criterion.dimension != VOTES or criterion.undisclosed or least > WHOLE or (least == WHOLE and is_more):
            return None
        if any(table.flags[position] & (CONTROL_POSSIBLE | ROLE_POSSIBLE | INDIRECT_BESIDE) for position in range(first, last)):
            return None
        largest = max(range(first, last), key=table.votes_min.__getitem__)
    return largest if holder_meets_alone(table, totals, criterion, 1, largest) else None


def _is_flat(company: int, workspace: Workspace) -> bool:
    """Whether nobody holds a holder of a company, and each of its holders has one stake in it, so that each stands by itself."""
    table = workspace.table
    first, last = int(table.indptr[company]), int(table.indptr[company + 1])
    holders = [holder for holder in table.holder[first:last] if holder != UNNAMED]
    return last - first == table.size and len(set(holders)) == len(holders)


def _find_direct(parties: Sequence[int], workspace: Workspace, criterion: Criterion) -> tuple[Controller, ...]:
    """Find who controls a company of which ``_is_flat`` holds: whoever meets the criterion by the own stake, surely or perhaps."""
    table, totals = workspace.table, workspace.totals
    marks: Any = np.zeros(table.size, np.uint8) if workspace.fast else [0] * table.size
    workspace.call(mark_alone)(table, totals, criterion, 0, marks)
    possible = [position for position, mark in enumerate(marks) if mark]
    controllers = [
        Controller(parties[int(table.holder[position])], holder_meets_alone(table, totals, criterion, 1, position)) for position in possible
    ]
    return tuple(sorted(controllers, key=lambda c: (not c.certain, c.party)))


def _number_groups(acting: Sequence[frozenset[int]], prepared: PreparedStakes, workspace: Workspace) -> Groups:
    number = prepared.local.number
    present = [[number[p] for p in sorted(group) if p in number] for group in acting]
    members = [p for group in present for p in group]
    inside = workspace.zeros(len(prepared.local.parties))
    for party in members:
        inside[party] = 1
    return Groups(
        workspace.numbers([0, *accumulate(map(len, present))]),
        workspace.numbers(members),
        inside,
        workspace.numbers([int(len(group) == len(there)) for group, there in zip(acting, present, strict=True)]),
    )
