"""The walk up from a company at the least shares, for all holders at once, in floats with a bound on the error.

One unit of mass is pushed up, one strongly connected component at a time.  Small components are eliminated without subtractions
(Grassmann, Taksar, Heyman 1985), so that even one that is nearly closed keeps its digits; in large ones mass is pushed round until
next to nothing is left.  Errors: ``relative[p]`` of p's numbers, plus ``lost`` for everybody: mass that was not followed, and what the
equations of a large component miss at the numbers found.  An amount that is lost moves no integrated share by more than itself.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from graph.algorithms.kernels import choose_kernel, kernel
from graph.ownership.approximate.subnetwork import Components, Subnetwork
from ontology.shares import WHOLE

SMALL: Final = 48
"""Members of a component up to which it is eliminated at once."""
MIDDLE: Final = 400
"""Members up to which it is eliminated when pushing makes no headway."""
TINY: Final = 1e-13
"""Mass left in a component at which pushing ends."""
ROUNDS: Final = 1_000
EPSILON: Final = 2.0**-52

ALONE, ELIMINATED, PUSHED, CLOSED, CUT = range(5)
"""How a party's component was solved.  CUT: pushing ended before the mass did."""


class Visits(NamedTuple):
    """Per party: the ``mass`` that flowed in, the ``expected`` visits, ``how`` they were solved, and their ``relative`` error.

    ``share``: I(party, company), which is ``expected`` over the visits of a walk from the party itself; 0 where ``how`` is PUSHED or CUT,
    because those are not known (returns.py).  ``lost[0]``: see the module.
    """

    mass: Any
    expected: Any
    share: Any
    relative: Any
    how: Any
    lost: Any

    @classmethod
    def of(cls, part: Subnetwork, components: Components, start: int, size: int) -> Visits:
        """Push one unit up from a party.  ``size`` says which kernel fits."""
        count = len(part.slack)
        mass, expected, share, relative = np.zeros((4, count))
        visits = cls(mass, expected, share, relative, np.zeros(count, np.int8), np.zeros(1))
        visits.mass[start] = 1.0
        choose_kernel(push_up, size)(part, components, np.zeros(count, np.int32), visits)
        return visits


@kernel
def push_up(part: Subnetwork, components: Components, place: Any, out: Visits) -> None:
    """Push the masses that ``out`` holds.  ``place``: space, one number a party."""
    for c in range(len(components.first) - 2, -1, -1):
        begin, end = int(components.first[c]), int(components.first[c + 1])
        node = int(components.nodes[begin])
        size = end - begin
        entering = 0.0
        worst = 0.0
        for i in range(begin, end):
            member = int(components.nodes[i])
            entering += out.mass[member]
            worst = max(worst, float(out.relative[member]))
        if entering == 0.0:
            continue
        if size == 1 and part.indptr[node] == part.indptr[node + 1]:
            out.share[node] = out.expected[node] = entering
            out.relative[node] = worst
            continue
        closed = True
        loop = 0
        for i in range(begin, end):
            member = int(components.nodes[i])
            place[member] = i - begin
            closed = closed and leaving_units(part, components, member) == 0
        if size == 1:
            loop = own_units(part, node)
        if closed:
            for i in range(begin, end):
                member = int(components.nodes[i])
                out.share[member] = entering
                out.relative[member] = worst + size * EPSILON
                out.how[member] = CLOSED
            continue
        if size == 1:
            out.share[node] = entering
            out.expected[node] = entering * (total_units(part, node) / (total_units(part, node) - loop))
            out.relative[node] = worst + 3 * EPSILON
        elif size <= SMALL:
            eliminate_component(part, components, c, place, worst, out)
        else:
            missed = circulate_component(part, components, c, place, out)
            if missed > 1e-11 and size <= MIDDLE:
                eliminate_component(part, components, c, place, worst, out)
            else:
                out.lost[0] += missed
                for i in range(begin, end):
                    member = int(components.nodes[i])
                    out.relative[member] = worst
                    out.how[member] = PUSHED if missed <= 1e-11 else CUT
        for i in range(begin, end):
            member = int(components.nodes[i])
            expected = float(out.expected[member])
            if expected == 0.0:
                continue
            units = float(total_units(part, member))
            relative = float(out.relative[member]) + 3 * EPSILON
            for k in range(int(part.indptr[member]), int(part.indptr[member + 1])):
                holder = int(part.holder[k])
                if part.low[k] > 0 and components.label[holder] != c:
                    out.mass[holder] += expected * (part.low[k] / units)
                    out.relative[holder] = max(float(out.relative[holder]), relative) + EPSILON


@kernel
def total_units(part: Subnetwork, member: int) -> int:
    """What the shares are taken to add to: 100 %, or the least shares where they are more, which keeps every share a lower bound."""
    return WHOLE - min(0, int(part.slack[member]))


@kernel
def own_units(part: Subnetwork, member: int) -> int:
    """What a party surely holds of itself."""
    for k in range(int(part.indptr[member]), int(part.indptr[member + 1])):
        if part.holder[k] == member:
            return int(part.low[k])
    return 0


@kernel
def leaving_units(part: Subnetwork, components: Components, member: int) -> int:
    """What of a party goes out of its component, exactly."""
    left = total_units(part, member)
    for k in range(int(part.indptr[member]), int(part.indptr[member + 1])):
        if components.label[part.holder[k]] == components.label[member]:
            left -= int(part.low[k])
    return left


@kernel
def eliminate_component(part: Subnetwork, components: Components, c: int, place: Any, worst: float, out: Visits) -> None:
    """Solve a small component.  Relative error at most about 2 n**3 roundings (O'Cinneide 1993), however closed it is.

    ``worst``: the largest relative error of what flows in.
    """
    begin, end = int(components.first[c]), int(components.first[c + 1])
    size = end - begin
    table = np.zeros((size, size))
    leaving = np.zeros(size)
    for i in range(size):
        member = int(components.nodes[begin + i])
        units = float(total_units(part, member))
        leaving[i] = leaving_units(part, components, member) / units
        for k in range(int(part.indptr[member]), int(part.indptr[member + 1])):
            holder = int(part.holder[k])
            if components.label[holder] == components.label[member]:
                table[i, place[holder]] = part.low[k] / units
    through = np.zeros(size)
    for n in range(size - 1, 0, -1):
        # What a walk that stands on n does next, other than staying: no subtraction.
        through[n] = table[n, :n].sum() + leaving[n]
        for i in range(n):
            if table[i, n] > 0.0:
                table[i, n] /= through[n]
                table[i, :n] += table[i, n] * table[n, :n]
                leaving[i] += table[i, n] * leaving[n]
    through[0] = leaving[0]
    mass = np.zeros(size)
    for i in range(size):
        mass[i] = out.mass[components.nodes[begin + i]]
    expected = unwind_elimination(table, through, mass)
    for i in range(size):
        member = int(components.nodes[begin + i])
        unit = np.zeros(size)
        unit[i] = 1.0
        returning = unwind_elimination(table, through, unit)
        out.expected[member] = expected[i]
        out.share[member] = expected[i] / returning[i]
        out.relative[member] = worst + 4.0 * size * size * size * EPSILON
        out.how[member] = ELIMINATED


@kernel
def unwind_elimination(table: Any, through: Any, mass: Any) -> Any:
    """Expected visits for some masses, from an eliminated table."""
    size = len(through)
    for n in range(size - 1, 0, -1):
        if mass[n] > 0.0:
            mass[:n] += (mass[n] / through[n]) * table[n, :n]
    expected = np.zeros(size)
    expected[0] = mass[0] / through[0]
    for n in range(1, size):
        expected[n] = mass[n] / through[n] + (expected[:n] * table[:n, n]).sum()
    return expected


@kernel
def circulate_component(part: Subnetwork, components: Components, c: int, place: Any, out: Visits) -> float:
    """Push masses round a large component, in place; how much the numbers found miss of its equations, all together."""
    begin, end = int(components.first[c]), int(components.first[c + 1])
    size = end - begin
    indptr, links, share = list_inside(part, components, c, place)
    waiting = np.zeros(size)
    for i in range(size):
        waiting[i] = out.mass[components.nodes[begin + i]]
    expected = circulate(indptr, links, share, waiting, ROUNDS)
    for i in range(size):
        waiting[i] = out.mass[components.nodes[begin + i]]
    missed = sum_residuals(indptr, links, share, waiting, expected)
    for i in range(size):
        out.expected[components.nodes[begin + i]] = expected[i]
    return missed


@kernel
def list_inside(part: Subnetwork, components: Components, c: int, place: Any) -> tuple[Any, Any, Any]:
    """The stakes within a component, by ``place`` in it."""
    begin, end = int(components.first[c]), int(components.first[c + 1])
    size = end - begin
    indptr = np.zeros(size + 1, np.int64)
    for i in range(size):
        member = int(components.nodes[begin + i])
        indptr[i + 1] = indptr[i]
        for k in range(int(part.indptr[member]), int(part.indptr[member + 1])):
            if part.low[k] > 0 and components.label[part.holder[k]] == c:
                indptr[i + 1] += 1
    links = np.zeros(indptr[size], np.int32)
    share = np.zeros(indptr[size])
    position = 0
    for i in range(size):
        member = int(components.nodes[begin + i])
        units = float(total_units(part, member))
        for k in range(int(part.indptr[member]), int(part.indptr[member + 1])):
            if part.low[k] > 0 and components.label[part.holder[k]] == c:
                links[position] = place[part.holder[k]]
                share[position] = part.low[k] / units
                position += 1
    return indptr, links, share


@kernel
def circulate(indptr: Any, links: Any, share: Any, waiting: Any, rounds: int) -> Any:
    """Expected visits after pushing all waiting mass round, member after member, until next to nothing waits."""
    size = len(waiting)
    expected = np.zeros(size)
    for _ in range(rounds):
        for i in range(size):
            mass = waiting[i]
            if mass == 0.0:
                continue
            waiting[i] = 0.0
            expected[i] += mass
            for k in range(indptr[i], indptr[i + 1]):
                waiting[links[k]] += mass * share[k]
        left = 0.0
        for i in range(size):
            left += waiting[i]
        if left <= TINY:
            break
    return expected


@kernel
def sum_residuals(indptr: Any, links: Any, share: Any, mass: Any, expected: Any) -> float:
    """The sum of |mass + what flows in - expected|, roundings included: no integrated share is further off than this."""
    size = len(expected)
    flow = np.zeros(size)
    terms = np.zeros(size)
    for i in range(size):
        for k in range(indptr[i], indptr[i + 1]):
            flow[links[k]] += expected[i] * share[k]
            terms[links[k]] += 1.0
    missed = 0.0
    for i in range(size):
        missed += abs(mass[i] + flow[i] - expected[i]) + (terms[i] + 6.0) * EPSILON * (mass[i] + flow[i] + expected[i])
    return missed * 1.001


@kernel
def visits_of_itself(part: Subnetwork, components: Components, member: int, place: Any) -> tuple[float, float]:
    """v_xx, the visits of a walk from a member of a large component to itself, and how much it misses."""
    c = int(components.label[member])
    begin, end = int(components.first[c]), int(components.first[c + 1])
    for i in range(begin, end):
        place[components.nodes[i]] = i - begin
    indptr, links, share = list_inside(part, components, c, place)
    waiting = np.zeros(end - begin)
    waiting[place[member]] = 1.0
    expected = circulate(indptr, links, share, waiting, ROUNDS)
    mass = np.zeros(end - begin)
    mass[place[member]] = 1.0
    return expected[place[member]], sum_residuals(indptr, links, share, mass, expected)
