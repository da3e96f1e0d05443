"""Who stands highest above one company, as kernels.  Owns the search among the candidates; the closure decides.

An actor is a party, or a group of parties that act together (graph/control/candidates_kernel.py).  u is above v when v surely lies in C(u).
An ultimate controller is an actor that controls the company and above which nobody stands but those it stands above itself, its ring.

Control passes on (v in C(u) makes C(v) a part of C(u) and u), so few closures need be worked out:

* what a link or an earlier closure says of an actor, no closure says again;
* where a closure does not reach the company, no closure of what it contains will;
* a party that is in the closure of another is no further candidate: it is beneath it or in its ring.
"""

from __future__ import annotations

from typing import Any

from graph.algorithms.kernels import kernel
from graph.control.candidates_kernel import Groups, SearchWorkspace, list_candidates
from graph.control.closure_kernel import ClosureWorkspace, ControlProblem, run_closure
from graph.control.criterion import Criterion
from graph.control.decision_kernel import group_meets
from graph.network.stake_table import StakeTable


@kernel
def list_parties(actor: int, parties: int, groups: Groups, single: Any) -> Any:
    """The parties of an actor.  ``single``: space for one."""
    if actor >= parties:
        return groups.members[groups.indptr[actor - parties] : groups.indptr[actor - parties + 1]]
    single[0] = actor
    return single


@kernel
def decide_control(
    problem: ControlProblem,
    certain: int,
    start: Any,
    company: int,
    company_criterion: Criterion,
    work: ClosureWorkspace,
    search: SearchWorkspace,
    budget: int,
) -> tuple[int, int]:
    """Whether the start set controls the company, and how many stakes were visited."""
    yes, no = (2, 8) if certain else (1, 4)
    links = 0
    for i in range(len(start)):
        party = int(start[i])
        if search.reach[party] & yes:
            return 1, 0
        links += int(search.certain_links[party] if certain else search.possible_links[party])
    if len(start) == 1 and (links == 0 or search.reach[start[0]] & no):
        return 0, 0
    count, visited = run_closure(problem, certain, start, company, company_criterion, work, budget)
    if work.member[company] == work.stamps[0]:
        if len(start) == 1:
            search.reach[start[0]] |= yes
        return 1, visited
    if visited <= budget:
        for at in range(count):
            search.reach[work.queue[at]] |= no
    return 0, visited


@kernel
def mark_covered(actor: int, count: int, groups: Groups, work: ClosureWorkspace, search: SearchWorkspace) -> None:
    """Mark who lies in the closure that was just worked out for an actor, ``count`` parties: they are beneath it, or in its ring."""
    parties = len(search.order)
    stamp = int(work.stamps[0])
    for at in range(count):
        party = int(work.queue[at])
        if work.round_[party] >= 0:
            search.covered[party] = 1
    for group in range(len(groups.indptr) - 1):
        if parties + group != actor:
            inside = int(groups.whole[group])
            for i in range(groups.indptr[group], groups.indptr[group + 1]):
                if work.member[groups.members[i]] != stamp:
                    inside = 0
            search.covered[parties + group] |= inside


@kernel
def is_closed_over(actor: int, groups: Groups, work: ClosureWorkspace, search: SearchWorkspace) -> bool:
    """Whether all parties of an actor are in the closure that was just worked out, or in its start."""
    start = list_parties(actor, len(search.order), groups, search.single)
    closed = True
    for i in range(len(start)):
        closed = closed and work.member[start[i]] == work.stamps[0]
    return closed


@kernel
def mark_mutual(table: StakeTable, party: int, search: SearchWorkspace) -> int:
    """Mark with 2 the members of a closure (marked 1) from whom links lead to its start; returns how many stakes were visited.

    No member of a group is among them: its group would stand above the start, which is at the top.
    """
    search.queue[0] = party
    count, head, visited = 1, 0, 0
    while head < count:
        subject = int(search.queue[head])
        head += 1
        for position in range(table.indptr[subject], table.indptr[subject + 1]):
            visited += 1
            holder = int(table.holder[position])
            if search.link[position] & 2 and search.mark[holder] == 1:
                search.mark[holder] = 2
                search.queue[count] = holder
                count += 1
    return visited


@kernel
def append_ring(
    problem: ControlProblem, actor: int, groups: Groups, work: ClosureWorkspace, search: SearchWorkspace, filled: int, budget: int
) -> tuple[int, int]:
    """Append the ring of an ultimate controller to ``search.ring``: the members of actors in its closure in whose closures it lies.

    Returns the new end and how many stakes were visited.
    """
    table, totals, criterion = problem.table, problem.totals, problem.criterion
    parties = len(search.order)
    if actor >= parties and not groups.whole[actor - parties]:
        return filled, 0
    start = list_parties(actor, parties, groups, search.single)
    count, visited = run_closure(problem, 1, start, -1, criterion, work, budget)
    stamp = int(work.stamps[0])
    for i in range(len(start)):
        if not group_meets(table, totals, criterion, 1, int(start[i]), work.member, stamp):
            return filled, visited
    size = 0
    for at in range(count):
        party = int(work.queue[at])
        search.mark[party] = 0
        if work.round_[party] >= 0:
            search.order[size] = party
            size += 1
    for at in range(size):
        search.mark[search.order[at]] = 1
    if actor < parties:
        visited += mark_mutual(table, actor, search)
    for at in range(size):
        party = int(search.order[at])
        if search.mark[party] == 1 and search.certain_links[party] and not groups.inside[party] and visited <= budget:
            search.single[0] = party
            target = actor if actor < parties else -1
            reached, more = run_closure(problem, 1, search.single, target, criterion, work, budget - visited)
            visited += more
            if is_closed_over(actor, groups, work, search):
                search.mark[party] = 2
            else:
                for k in range(reached):
                    if search.mark[work.queue[k]] == 1:
                        search.mark[work.queue[k]] = 3
    for group in range(len(groups.indptr) - 1):
        inside = parties + group != actor and groups.whole[group] == 1
        for i in range(groups.indptr[group], groups.indptr[group + 1]):
            inside = inside and search.mark[groups.members[i]] > 0
        if inside and visited <= budget:
            start = list_parties(parties + group, parties, groups, search.single)
            _, more = run_closure(problem, 1, start, -1, criterion, work, budget - visited)
            visited += more
            if is_closed_over(actor, groups, work, search):
                for i in range(groups.indptr[group], groups.indptr[group + 1]):
                    search.mark[groups.members[i]] = 2
    for at in range(size):
        party = int(search.order[at])
        if search.mark[party] == 2:
            search.ring[filled] = party
            filled += 1
        search.mark[party] = 0
    return filled, visited


@kernel
def keep_controllers(
    problem: ControlProblem,
    company: int,
    company_criterion: Criterion,
    groups: Groups,
    work: ClosureWorkspace,
    search: SearchWorkspace,
    candidates: int,
    budget: int,
) -> tuple[int, int]:
    """Keep the candidates that control the company and cover what stands beneath them.

    Returns how many they are, in ``search.candidates``, and how many stakes were visited.
    """
    parties = len(search.order)
    controlling = visited = 0
    for at in range(candidates):
        actor = int(search.candidates[at])
        if search.covered[actor] or visited > budget:
            continue
        start = list_parties(actor, parties, groups, search.single)
        yes, more = decide_control(problem, 0, start, company, company_criterion, work, search, budget - visited)
        visited += more
        if not yes:
            continue
        sure, more = decide_control(problem, 1, start, company, company_criterion, work, search, budget - visited)
        visited += more
        search.certain[actor] = sure
        search.candidates[controlling] = actor
        controlling += 1
        if actor >= parties or search.certain_links[actor]:
            count, more = run_closure(problem, 1, start, -1, problem.criterion, work, budget - visited)
            visited += more
            mark_covered(actor, count, groups, work, search)
    return controlling, visited


@kernel
def find_ultimate_controllers(
    problem: ControlProblem,
    company: int,
    company_criterion: Criterion,
    groups: Groups,
    work: ClosureWorkspace,
    search: SearchWorkspace,
    budget: int,
) -> tuple[int, int]:
    """Fill ``search.controllers`` with the ultimate controllers of a company, ``search.certain`` with whether they control it surely.

    Their rings are in ``search.ring``.  The company itself is decided by ``company_criterion``.  Returns how many there are and how many
    stakes were visited: more than the budget where it was spent.
    """
    parties = len(search.order)
    candidates, visited = list_candidates(problem, company, company_criterion, groups, search)
    controlling, more = keep_controllers(problem, company, company_criterion, groups, work, search, candidates, budget - visited)
    visited += more
    highest = search.covered[company] == 0 and search.certain_links[company] > 0 and groups.inside[company] == 0 and visited <= budget
    if highest:
        search.single[0] = company
        count, more = run_closure(problem, 1, search.single, -1, problem.criterion, work, budget - visited)
        visited += more
        mark_covered(company, count, groups, work, search)
    controllers = filled = 0
    for at in range(controlling):
        actor = int(search.candidates[at])
        if search.covered[actor] == 0:
            if (actor >= parties or search.certain_links[actor]) and visited <= budget:
                filled, more = append_ring(problem, actor, groups, work, search, filled, budget - visited)
                visited += more
            search.controllers[controllers] = actor
            search.ring_end[controllers] = filled
            controllers += 1
    if highest and visited <= budget:
        # No link enters the company, yet what it controls may together control it: that ring has no other candidate.
        last = filled
        filled, more = append_ring(problem, company, groups, work, search, filled, budget - visited)
        visited += more
        if filled > last:
            search.certain[company] = 1
            search.controllers[controllers] = company
            search.ring_end[controllers] = filled
            controllers += 1
    return controllers, visited
