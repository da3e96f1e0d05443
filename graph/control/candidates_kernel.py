"""Who may stand at the top above one company, as kernels: its ancestors, the links by which one holder controls alone, the candidates.

Owns the links and what follows from them without any closure.  graph/control/search_kernel.py decides among the candidates.

An actor is a party, or a group of parties that act together (its number: the number of parties plus that of the group).  Every ring of
ultimate controllers has a member in a strongly connected component of the links that no link enters; one party of each such component is
enough.  Where links reach the company, no closure is needed to know who controls it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from graph.algorithms.kernels import kernel
from graph.algorithms.scc import label_components
from graph.control.closure_kernel import ControlProblem
from graph.control.criterion import Criterion
from graph.control.decision_kernel import holder_meets_alone
from graph.network.stake_table import INDIRECT_BESIDE, StakeTable


class Groups(NamedTuple):
    """Parties that act together: group g is ``members[indptr[g]:indptr[g + 1]]``; ``inside[p]`` = p is in some group.

    ``whole[g]`` is 0 where a member holds nothing here and is not held: then nobody here stands above all of the group.
    """

    indptr: Any
    members: Any
    inside: Any
    whole: Any


class SearchWorkspace(NamedTuple):
    """Space for one search, all zeros at first.  Of parties, but where it says otherwise:

    ``order``: the ancestors, the company first; ``rank``: its place among them plus one, or 0; ``queue``: who is met on a walk.
    ``reach``: bit 1 possibly controls the company, 2 surely, 4 not even possibly, 8 not surely.
    ``possible_links``, ``certain_links``: how many links go out of it, or may; ``component``: the component of certain links that it is in.
    ``entered``, of components: 1 where a link comes from outside, 2 where its candidate is chosen.
    ``mark``: who is in a closure, and its ring; ``single``: a start set of one.
    Of actors ``candidates``: those in question; ``covered``: who is beneath another, or in its ring; ``certain``: who surely controls the
    company; ``controllers``: those at the top; ``ring_end``: of each of these, where its ring ends in ``ring``.
    Of stakes ``link``: bit 1 controls alone possibly, 2 surely, 4 and 8 the same by the company's own criterion; ``joins``: whether it is a
    link between parties of no group.
    """

    order: Any
    rank: Any
    queue: Any
    reach: Any
    possible_links: Any
    certain_links: Any
    component: Any
    entered: Any
    mark: Any
    single: Any
    candidates: Any
    covered: Any
    certain: Any
    controllers: Any
    ring_end: Any
    ring: Any
    link: Any
    joins: Any

    @classmethod
    def of_lists(cls, parties: int, groups: int, grouped: int, stakes: int) -> SearchWorkspace:
        """The same as ``allocate_search`` gives, as lists for the interpreter."""
        actors = parties + groups
        sizes = [parties] * 9 + [1] + [actors] * 5 + [actors + grouped, stakes, stakes]
        return cls(*([0] * size for size in sizes))


@kernel
def allocate_search(parties: int, groups: int, grouped: int, stakes: int) -> SearchWorkspace:
    """A workspace of zeros for a network of so many parties, groups that act together, their members, and stakes."""
    actors = parties + groups
    of_parties, of_actors = np.zeros((9, parties), np.int64), np.zeros((5, actors), np.int64)
    of_stakes, ring, single = np.zeros((2, stakes), np.int64), np.zeros(actors + grouped, np.int64), np.zeros(1, np.int64)
    order, rank, queue, reach = of_parties[0], of_parties[1], of_parties[2], of_parties[3]
    possible_links, certain_links, component, entered, mark = of_parties[4], of_parties[5], of_parties[6], of_parties[7], of_parties[8]
    candidates, covered, certain, controllers, ring_end = of_actors[0], of_actors[1], of_actors[2], of_actors[3], of_actors[4]
    return SearchWorkspace(
        order,
        rank,
        queue,
        reach,
        possible_links,
        certain_links,
        component,
        entered,
        mark,
        single,
        candidates,
        covered,
        certain,
        controllers,
        ring_end,
        ring,
        of_stakes[0],
        of_stakes[1],
    )


@kernel
def collect_ancestors(table: StakeTable, company: int, search: SearchWorkspace) -> int:
    """Everyone above the company, itself first, in ``search.order``; returns how many."""
    search.rank[company] = 1
    search.order[0] = company
    count, head = 1, 0
    while head < count:
        subject = int(search.order[head])
        head += 1
        for position in range(table.indptr[subject], table.indptr[subject + 1]):
            holder = int(table.holder[position])
            if holder >= 0 and search.rank[holder] == 0:
                search.order[count] = holder
                count += 1
                search.rank[holder] = count
    return count


@kernel
def draw_links(
    problem: ControlProblem, company: int, company_criterion: Criterion, ancestors: int, groups: Groups, search: SearchWorkspace
) -> tuple[int, bool]:
    """Find the stakes by which one holder controls alone.

    Returns how many stakes were visited, and whether some holder comes before its company in ``search.order``; links without that have no
    cycle.
    """
    table, totals, criterion = problem.table, problem.totals, problem.criterion
    visited, has_back_link = 0, False
    for at in range(ancestors):
        subject = int(search.order[at])
        for position in range(table.indptr[subject], table.indptr[subject + 1]):
            holder = int(table.holder[position])
            visited += 1
            if holder < 0 or holder == subject:
                continue
            link = 0
            if holder_meets_alone(table, totals, criterion, 0, position):
                link = 3 if holder_meets_alone(table, totals, criterion, 1, position) else 1
            if subject == company:
                if holder_meets_alone(table, totals, company_criterion, 0, position):
                    link |= 12 if holder_meets_alone(table, totals, company_criterion, 1, position) else 4
            else:
                link |= link << 2
            search.link[position] = link
            if link & 2 and not groups.inside[holder] and not groups.inside[subject]:
                search.joins[position] = 1
                has_back_link = has_back_link or search.rank[holder] <= at
            search.certain_links[holder] += int(link & 10 > 0)
            # What he holds through others may be enough only beside what he holds directly.
            search.possible_links[holder] += int(link & 5 > 0 or table.flags[position] & INDIRECT_BESIDE > 0)
    return visited, has_back_link


@kernel
def mark_reaching(table: StakeTable, company: int, bit: int, search: SearchWorkspace) -> None:
    """Mark everyone from whom links lead to the company: bit 1 possible ones, bit 2 certain ones."""
    search.reach[company] |= bit
    search.queue[0] = company
    count, head = 1, 0
    while head < count:
        subject = int(search.queue[head])
        head += 1
        for position in range(table.indptr[subject], table.indptr[subject + 1]):
            if search.link[position] & (bit << 2):
                holder = int(table.holder[position])
                if search.reach[holder] & bit == 0:
                    search.reach[holder] |= bit
                    search.queue[count] = holder
                    count += 1


@kernel
def number_components(table: StakeTable, ancestors: int, has_back_link: bool, groups: Groups, search: SearchWorkspace) -> None:
    """Number the components of certain links and note which of them a link enters.

    Members of groups count in no component; their links enter.  ``has_back_link``: as `draw_links` says; without it every party is a
    component of its own.
    """
    for party in range(len(search.component)):
        search.component[party] = -1 if has_back_link else party
    if has_back_link:
        label_components(table.indptr, table.holder, search.joins, search.component)
    for at in range(ancestors):
        subject = int(search.order[at])
        if groups.inside[subject]:
            continue
        component = int(search.component[subject])
        for position in range(table.indptr[subject], table.indptr[subject + 1]):
            if search.link[position] & 2 and search.component[table.holder[position]] != component:
                search.entered[component] = 1


@kernel
def list_candidates(
    problem: ControlProblem, company: int, company_criterion: Criterion, groups: Groups, search: SearchWorkspace
) -> tuple[int, int]:
    """Fill ``search.candidates`` with the groups and a party of each component that no link enters.

    Returns how many there are and how many stakes were visited.  The company itself is no candidate.
    """
    table = problem.table
    parties = len(table.indptr) - 1
    ancestors = collect_ancestors(table, company, search)
    visited, has_back_link = draw_links(problem, company, company_criterion, ancestors, groups, search)
    mark_reaching(table, company, 1, search)
    mark_reaching(table, company, 2, search)
    number_components(table, ancestors, has_back_link, groups, search)
    count = 0
    for group in range(len(groups.indptr) - 1):
        if groups.indptr[group] < groups.indptr[group + 1]:
            search.candidates[count] = parties + group
            count += 1
    for at in range(ancestors):
        party = int(search.order[at])
        component = int(search.component[party])
        if party != company and not groups.inside[party] and search.entered[component] == 0:
            search.entered[component] = 2
            search.candidates[count] = party
            count += 1
    return count, visited
