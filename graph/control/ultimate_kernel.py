"""Tops: who stands highest above one company, as kernels.  Owns the search for ultimate controllers; the closure decides.

A unit is a party, or a group of parties that act together (its number: parties + group).  u is above v when v lies in C(u), surely.  A top
is a unit that controls the company and above which nobody stands but those it stands above itself, its ring.

Control passes on (v in C(u) makes C(v) a part of C(u) and u), so few closures need be worked out:

* draw the links by which one holder alone controls.  Every ring of tops has a member in a component of these links that no link enters;
  one party of each such component is enough.
* where links reach the company, no closure is needed to know who controls it; where a closure does not reach it, no closure of what it
  contains will.
* a party that is in the closure of another is no further candidate: it is beneath it or in its ring.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from graph.algorithms.kernels import kernel
from graph.control.closure_kernel import Work, closure
from graph.control.criterion import Criterion
from graph.control.decision_kernel import Totals, alone, passes
from graph.network.stake_table import StakeTable


class Groups(NamedTuple):
    """Parties that act together: group g is ``members[start[g]:start[g + 1]]``; ``inside[p]`` = p is in some group.

    ``whole[g]`` is 0 where a member holds nothing here and is not held: then nobody here stands above all of the group.
    """

    start: Any
    members: Any
    inside: Any
    whole: Any


class SearchWorkspace(NamedTuple):
    """Space for one search, all noughts at first.  Of parties: ``above`` .. ``mark``; of units: ``covered`` .. ``ring_end``.

    ``reach``: bit 1 possibly controls the company, 2 surely, 4 not even possibly, 8 not surely.  ``link``, of stakes: bit 1 controls
    alone possibly, 2 surely, 4 and 8 the same under the final condition.  ``ring``: the members of all rings, ``ring_end`` of each top.
    """

    above: Any
    order: Any
    reach: Any
    maybe_out: Any
    sure_out: Any
    component: Any
    entered: Any
    index: Any
    low: Any
    stack: Any
    path: Any
    place: Any
    spare: Any
    ring: Any
    mark: Any
    covered: Any
    candidate: Any
    certain: Any
    tops: Any
    ring_end: Any
    link: Any


@kernel
def ancestry(table: StakeTable, company: int, space: SearchWorkspace) -> int:
    """Everyone above the company, itself first, in ``space.order``."""
    space.above[company] = 1
    space.order[0] = company
    count, head = 1, 0
    while head < count:
        subject = int(space.order[head])
        head += 1
        for position in range(table.indptr[subject], table.indptr[subject + 1]):
            holder = int(table.holder[position])
            if holder >= 0 and space.above[holder] == 0:
                space.above[holder] = 1
                space.order[count] = holder
                count += 1
    return count


@kernel
def draw_links(
    table: StakeTable, totals: Totals, criterion: Criterion, final: Criterion, company: int, count: int, space: SearchWorkspace
) -> int:
    """Which stakes control alone; returns how many stakes were looked at."""
    visited = 0
    for at in range(count):
        subject = int(space.order[at])
        for position in range(table.indptr[subject], table.indptr[subject + 1]):
            holder = int(table.holder[position])
            visited += 1
            if holder < 0 or holder == subject:
                continue
            link = 0
            if alone(table, totals, criterion, 0, position):
                link = 3 if alone(table, totals, criterion, 1, position) else 1
            if subject == company:
                if alone(table, totals, final, 0, position):
                    link |= 12 if alone(table, totals, final, 1, position) else 4
            else:
                link |= link << 2
            space.link[position] = link
            space.sure_out[holder] += int(link & 10 > 0)
            space.maybe_out[holder] += int(link & 5 > 0)
    return visited


@kernel
def reaching(table: StakeTable, company: int, bit: int, space: SearchWorkspace) -> None:
    """Mark everyone from whom links lead to the company: bit 1 possible ones, bit 2 certain ones."""
    space.reach[company] |= bit
    space.spare[0] = company
    count, head = 1, 0
    while head < count:
        subject = int(space.spare[head])
        head += 1
        for position in range(table.indptr[subject], table.indptr[subject + 1]):
            if space.link[position] & (bit << 2):
                holder = int(table.holder[position])
                if space.reach[holder] & bit == 0:
                    space.reach[holder] |= bit
                    space.spare[count] = holder
                    count += 1


@kernel
def components(table: StakeTable, count: int, groups: Groups, space: SearchWorkspace) -> None:
    """Number the components of certain links from 1 (Tarjan 1972, walking up, without recursion).  ``entered``: a link comes from outside.

    Members of groups stand in no component; their links enter.
    """
    made = clock = depth = kept = 0
    for at in range(count):
        root = int(space.order[at])
        if groups.inside[root] or space.index[root]:
            continue
        space.path[0], depth = root, 1
        clock += 1
        space.index[root] = space.low[root] = clock
        space.place[root] = table.indptr[root]
        space.stack[kept] = root
        kept += 1
        while depth:
            node = int(space.path[depth - 1])
            if space.place[node] < table.indptr[node + 1]:
                position = int(space.place[node])
                space.place[node] += 1
                if space.link[position] & 2 == 0:
                    continue
                holder = int(table.holder[position])
                if groups.inside[holder]:
                    continue
                if space.index[holder] == 0:
                    clock += 1
                    space.index[holder] = space.low[holder] = clock
                    space.place[holder] = table.indptr[holder]
                    space.stack[kept] = space.path[depth] = holder
                    kept += 1
                    depth += 1
                elif space.component[holder] == 0:
                    space.low[node] = min(space.low[node], space.index[holder])
                continue
            depth -= 1
            if depth:
                space.low[space.path[depth - 1]] = min(space.low[space.path[depth - 1]], space.low[node])
            if space.low[node] == space.index[node]:
                made += 1
                member = -1
                while member != node:
                    kept -= 1
                    member = int(space.stack[kept])
                    space.component[member] = made
    for at in range(count):
        subject = int(space.order[at])
        for position in range(table.indptr[subject], table.indptr[subject + 1]):
            if space.link[position] & 2 and space.component[subject]:
                holder = int(table.holder[position])
                if space.component[holder] != space.component[subject]:
                    space.entered[space.component[subject] - 1] = 1


@kernel
def starting(unit: int, parties: int, groups: Groups, single: Any) -> Any:
    """The parties of a unit.  ``single``: room for one."""
    if unit >= parties:
        return groups.members[groups.start[unit - parties] : groups.start[unit - parties + 1]]
    single[0] = unit
    return single


@kernel
def controls(
    table: StakeTable,
    totals: Totals,
    criterion: Criterion,
    final: Criterion,
    certain: int,
    company: int,
    start: Any,
    work: Work,
    space: SearchWorkspace,
    budget: int,
) -> tuple[int, int]:
    """Whether the start set controls the company, and how many stakes were visited."""
    yes, no = (2, 8) if certain else (1, 4)
    links = 0
    for i in range(len(start)):
        party = int(start[i])
        if space.reach[party] & yes:
            return 1, 0
        links += int(space.sure_out[party] if certain else space.maybe_out[party])
    if len(start) == 1 and (links == 0 or space.reach[start[0]] & no):
        return 0, 0
    count, visited = closure(table, totals, criterion, final, certain, start, work, company, budget)
    if work.member[company] == work.stamps[0]:
        if len(start) == 1:
            space.reach[start[0]] |= yes
        return 1, visited
    if visited <= budget:
        for at in range(count):
            space.reach[work.queue[at]] |= no
    return 0, visited


@kernel
def cover(work: Work, parties: int, unit: int, count: int, groups: Groups, space: SearchWorkspace) -> None:
    """Note who lies in the closure that was just worked out for a unit: they are beneath it, or in its ring."""
    stamp = int(work.stamps[0])
    for at in range(count):
        party = int(work.queue[at])
        if work.round_[party] >= 0:
            space.covered[party] = 1
    for group in range(len(groups.start) - 1):
        if parties + group != unit:
            inside = int(groups.whole[group])
            for i in range(groups.start[group], groups.start[group + 1]):
                if work.member[groups.members[i]] != stamp:
                    inside = 0
            space.covered[parties + group] |= inside


@kernel
def ring_of(
    table: StakeTable,
    totals: Totals,
    criterion: Criterion,
    unit: int,
    groups: Groups,
    work: Work,
    space: SearchWorkspace,
    single: Any,
    filled: int,
    budget: int,
) -> tuple[int, int]:
    """Append the ring of a top to ``space.ring``: the members of units in its closure in whose closures it lies.

    Returns the new end and how many stakes were visited.
    """
    parties = len(table.indptr) - 1
    if unit >= parties and not groups.whole[unit - parties]:
        return filled, 0
    start = starting(unit, parties, groups, single)
    count, visited = closure(table, totals, criterion, criterion, 1, start, work, -1, budget)
    stamp = int(work.stamps[0])
    for i in range(len(start)):
        if not passes(table, totals, criterion, 1, int(start[i]), work.member, stamp):
            return filled, visited
    size = 0
    for at in range(count):
        party = int(work.queue[at])
        space.mark[party] = 0
        if work.round_[party] >= 0:
            space.order[size] = party
            size += 1
    for at in range(size):
        space.mark[space.order[at]] = 1
    if unit < parties:
        visited += ring_by_links(table, unit, space)
    for at in range(size):
        party = int(space.order[at])
        if space.mark[party] == 1 and space.sure_out[party] and not groups.inside[party] and visited <= budget:
            single[0] = party
            target = unit if unit < parties else -1
            found, more = closure(table, totals, criterion, criterion, 1, single, work, target, budget - visited)
            visited += more
            mutual = True
            start = starting(unit, parties, groups, single)
            for i in range(len(start)):
                mutual = mutual and work.member[start[i]] == work.stamps[0]
            if mutual:
                space.mark[party] = 2
            else:
                for k in range(found):
                    if space.mark[work.queue[k]] == 1:
                        space.mark[work.queue[k]] = 3
    for group in range(len(groups.start) - 1):
        inside = parties + group != unit and groups.whole[group] == 1
        for i in range(groups.start[group], groups.start[group + 1]):
            inside = inside and space.mark[groups.members[i]] > 0
        if inside and visited <= budget:
            found, more = closure(
                table, totals, criterion, criterion, 1, starting(parties + group, parties, groups, single), work, -1, budget - visited
            )
            visited += more
            mutual = True
            start = starting(unit, parties, groups, single)
            for i in range(len(start)):
                mutual = mutual and work.member[start[i]] == work.stamps[0]
            if mutual:
                for i in range(groups.start[group], groups.start[group + 1]):
                    space.mark[groups.members[i]] = 2
    for at in range(size):
        party = int(space.order[at])
        if space.mark[party] == 2:
            space.ring[filled] = party
            filled += 1
        space.mark[party] = 0
    return filled, visited


@kernel
def ring_by_links(table: StakeTable, party: int, space: SearchWorkspace) -> int:
    """Mark with 2 the members of a closure (marked 1) from whom links lead to its start.

    No member of a group is among them: its group would stand above the start, which is a top.
    """
    space.spare[0] = party
    count, head, visited = 1, 0, 0
    while head < count:
        subject = int(space.spare[head])
        head += 1
        for position in range(table.indptr[subject], table.indptr[subject + 1]):
            visited += 1
            holder = int(table.holder[position])
            if space.link[position] & 2 and space.mark[holder] == 1:
                space.mark[holder] = 2
                space.spare[count] = holder
                count += 1
    return visited


@kernel
def find_tops(
    table: StakeTable,
    totals: Totals,
    criterion: Criterion,
    final: Criterion,
    company: int,
    groups: Groups,
    work: Work,
    space: SearchWorkspace,
    single: Any,
    budget: int,
) -> tuple[int, int]:
    """The tops above a company in ``space.tops``, whether surely in ``space.certain``, their rings in ``space.ring``.

    The company itself is decided by ``final``.  Returns how many there are and how many stakes were visited: more than the budget where
    it was spent.
    """
    parties = len(table.indptr) - 1
    count = ancestry(table, company, space)
    visited = draw_links(table, totals, criterion, final, company, count, space)
    reaching(table, company, 1, space)
    reaching(table, company, 2, space)
    components(table, count, groups, space)
    candidates = 0
    for group in range(len(groups.start) - 1):
        if groups.start[group] < groups.start[group + 1]:
            space.candidate[candidates] = parties + group
            candidates += 1
    for at in range(count):
        party = int(space.order[at])
        number = int(space.component[party])
        if number and party != company and space.entered[number - 1] == 0:
            space.entered[number - 1] = 2
            space.candidate[candidates] = party
            candidates += 1
    kept = 0
    for at in range(candidates):
        unit = int(space.candidate[at])
        if space.covered[unit] or visited > budget:
            continue
        start = starting(unit, parties, groups, single)
        yes, more = controls(table, totals, criterion, final, 0, company, start, work, space, budget - visited)
        visited += more
        if not yes:
            continue
        sure, more = controls(table, totals, criterion, final, 1, company, start, work, space, budget - visited)
        visited += more
        space.certain[unit] = sure
        space.candidate[kept] = unit
        kept += 1
        if unit >= parties or space.sure_out[unit]:
            found, more = closure(table, totals, criterion, criterion, 1, start, work, -1, budget - visited)
            visited += more
            cover(work, parties, unit, found, groups, space)
    highest = space.covered[company] == 0 and space.sure_out[company] > 0 and groups.inside[company] == 0 and visited <= budget
    if highest:
        single[0] = company
        found, more = closure(table, totals, criterion, criterion, 1, single, work, -1, budget - visited)
        visited += more
        cover(work, parties, company, found, groups, space)
    tops = filled = 0
    for at in range(kept):
        unit = int(space.candidate[at])
        if space.covered[unit] == 0:
            if (unit >= parties or space.sure_out[unit]) and visited <= budget:
                filled, more = ring_of(table, totals, criterion, unit, groups, work, space, single, filled, budget - visited)
                visited += more
            space.tops[tops] = unit
            space.ring_end[tops] = filled
            tops += 1
    if highest and visited <= budget:
        # No link enters the company, yet what it controls may together control it: that ring has no other candidate.
        last = filled
        filled, more = ring_of(table, totals, criterion, company, groups, work, space, single, filled, budget - visited)
        visited += more
        if filled > last:
            space.certain[company] = 1
            space.tops[tops] = company
            space.ring_end[tops] = filled
            tops += 1
    return tops, visited
