"""The walk up from a company at the least shares, for all holders at once, in floats with a bound on the error.

One unit of mass is pushed up, one strongly connected component at a time.  Small components are eliminated without subtractions
(Grassmann, Taksar, Heyman 1985), so that even one that is nearly closed keeps its digits; in large ones mass is pushed round until
next to nothing is left.  Errors: ``relative[p]`` of p's numbers, plus ``lost`` for everybody: mass that was not followed, and what the
equations of a large component miss at the numbers found.  An amount that is lost moves no integrated share by more than itself.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from graph.algorithms.kernels import kernel
from graph.ownership.approximate.subnetwork import Order, Part
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


class Found(NamedTuple):
    """Per party: ``mass`` that flowed in, ``visits``, the ``share`` I(party, company) unless ``how`` is PUSHED or CUT, ``relative`` errors.

    ``lost[0]``: see the module.
    """

    mass: Any
    visits: Any
    share: Any
    relative: Any
    how: Any
    lost: Any


@kernel
def push(part: Part, order: Order, place: Any, found: Found) -> None:
    """Push the masses that ``found`` holds.  ``place``: space, one number a party."""
    for c in range(len(order.first) - 2, -1, -1):
        begin, end = int(order.first[c]), int(order.first[c + 1])
        node = int(order.nodes[begin])
        size = end - begin
        entering = 0.0
        worst = 0.0
        for i in range(begin, end):
            member = int(order.nodes[i])
            entering += found.mass[member]
            worst = max(worst, float(found.relative[member]))
        if entering == 0.0:
            continue
        closed = True
        looped = 0
        for i in range(begin, end):
            member = int(order.nodes[i])
            place[member] = i - begin
            closed = closed and leak(part, order, member) == 0
        if size == 1:
            looped = own(part, node)
        if closed:
            for i in range(begin, end):
                member = int(order.nodes[i])
                found.share[member] = entering
                found.relative[member] = worst + size * EPSILON
                found.how[member] = CLOSED
            continue
        if size == 1:
            found.share[node] = entering
            found.visits[node] = entering * (whole(part, node) / (whole(part, node) - looped))
            found.relative[node] = worst + 3 * EPSILON
        elif size <= SMALL:
            eliminate(part, order, begin, end, place, worst, found)
        else:
            missed = circulate(part, order, begin, end, place, found)
            if missed > 1e-11 and size <= MIDDLE:
                eliminate(part, order, begin, end, place, worst, found)
            else:
                found.lost[0] += missed
                for i in range(begin, end):
                    member = int(order.nodes[i])
                    found.relative[member] = worst
                    found.how[member] = PUSHED if missed <= 1e-11 else CUT
        for i in range(begin, end):
            member = int(order.nodes[i])
            visits = float(found.visits[member])
            if visits == 0.0:
                continue
            parts = float(whole(part, member))
            passed = float(found.relative[member]) + 3 * EPSILON
            for k in range(int(part.start[member]), int(part.start[member + 1])):
                holder = int(part.holder[k])
                if part.low[k] > 0 and order.label[holder] != c:
                    found.mass[holder] += visits * (part.low[k] / parts)
                    found.relative[holder] = max(float(found.relative[holder]), passed) + EPSILON


@kernel
def whole(part: Part, member: int) -> int:
    """What the column is taken to add to: 100 %, or its least shares where they are more, which keeps every share a lower bound."""
    return WHOLE - min(0, int(part.room[member]))


@kernel
def own(part: Part, member: int) -> int:
    """What a party surely holds of itself."""
    for k in range(int(part.start[member]), int(part.start[member + 1])):
        if part.holder[k] == member:
            return int(part.low[k])
    return 0


@kernel
def leak(part: Part, order: Order, member: int) -> int:
    """What of a party goes out of its component, exactly."""
    left = whole(part, member)
    for k in range(int(part.start[member]), int(part.start[member + 1])):
        if order.label[part.holder[k]] == order.label[member]:
            left -= int(part.low[k])
    return left


@kernel
def eliminate(part: Part, order: Order, begin: int, end: int, place: Any, worst: float, found: Found) -> None:
    """Visits and shares of a small component.  Relative error at most about 2 n**3 roundings (O'Cinneide 1993), however closed it is."""
    size = end - begin
    table = np.zeros((size, size))
    out = np.zeros(size)
    for i in range(size):
        member = int(order.nodes[begin + i])
        parts = float(whole(part, member))
        out[i] = leak(part, order, member) / parts
        for k in range(int(part.start[member]), int(part.start[member + 1])):
            holder = int(part.holder[k])
            if order.label[holder] == order.label[member]:
                table[i, place[holder]] = part.low[k] / parts
    through = np.zeros(size)
    for n in range(size - 1, 0, -1):
        # What a walk that stands on n does next, other than staying: no subtraction.
        through[n] = table[n, :n].sum() + out[n]
        for i in range(n):
            if table[i, n] > 0.0:
                table[i, n] /= through[n]
                table[i, :n] += table[i, n] * table[n, :n]
                out[i] += table[i, n] * out[n]
    through[0] = out[0]
    carried = np.zeros(size)
    for i in range(size):
        carried[i] = found.mass[order.nodes[begin + i]]
    visits = unwind(table, through, carried)
    for i in range(size):
        member = int(order.nodes[begin + i])
        unit = np.zeros(size)
        unit[i] = 1.0
        back = unwind(table, through, unit)
        found.visits[member] = visits[i]
        found.share[member] = visits[i] / back[i]
        found.relative[member] = worst + 4.0 * size * size * size * EPSILON
        found.how[member] = ELIMINATED


@kernel
def unwind(table: Any, through: Any, mass: Any) -> Any:
    """Visits for some masses, from an eliminated table."""
    size = len(through)
    for n in range(size - 1, 0, -1):
        if mass[n] > 0.0:
            mass[:n] += (mass[n] / through[n]) * table[n, :n]
    visits = np.zeros(size)
    visits[0] = mass[0] / through[0]
    for n in range(1, size):
        visits[n] = mass[n] / through[n] + (visits[:n] * table[:n, n]).sum()
    return visits


@kernel
def circulate(part: Part, order: Order, begin: int, end: int, place: Any, found: Found) -> float:
    """Push masses round a large component, in place; how much the numbers found miss of its equations, all told."""
    size = end - begin
    start, onward, share = inside(part, order, begin, end, place)
    waiting = np.zeros(size)
    for i in range(size):
        waiting[i] = found.mass[order.nodes[begin + i]]
    visits = circulated(start, onward, share, waiting, ROUNDS)
    for i in range(size):
        waiting[i] = found.mass[order.nodes[begin + i]]
    missed = misses(start, onward, share, waiting, visits)
    for i in range(size):
        found.visits[order.nodes[begin + i]] = visits[i]
    return missed


@kernel
def inside(part: Part, order: Order, begin: int, end: int, place: Any) -> tuple[Any, Any, Any]:
    """The stakes within a component, by place in it."""
    size = end - begin
    start = np.zeros(size + 1, np.int64)
    for i in range(size):
        member = int(order.nodes[begin + i])
        start[i + 1] = start[i]
        for k in range(int(part.start[member]), int(part.start[member + 1])):
            if part.low[k] > 0 and order.label[part.holder[k]] == order.label[member]:
                start[i + 1] += 1
    onward = np.zeros(start[size], np.int32)
    share = np.zeros(start[size])
    at = 0
    for i in range(size):
        member = int(order.nodes[begin + i])
        parts = float(whole(part, member))
        for k in range(int(part.start[member]), int(part.start[member + 1])):
            if part.low[k] > 0 and order.label[part.holder[k]] == order.label[member]:
                onward[at] = place[part.holder[k]]
                share[at] = part.low[k] / parts
                at += 1
    return start, onward, share


@kernel
def circulated(start: Any, onward: Any, share: Any, waiting: Any, rounds: int) -> Any:
    """Visits after pushing all waiting mass round, member after member, until next to nothing waits."""
    size = len(waiting)
    visits = np.zeros(size)
    for _ in range(rounds):
        left = 0.0
        for i in range(size):
            mass = waiting[i]
            if mass == 0.0:
                continue
            waiting[i] = 0.0
            visits[i] += mass
            for k in range(start[i], start[i + 1]):
                waiting[onward[k]] += mass * share[k]
        for i in range(size):
            left += waiting[i]
        if left <= TINY:
            break
    return visits


@kernel
def misses(start: Any, onward: Any, share: Any, mass: Any, visits: Any) -> float:
    """The sum of |mass + what flows in - visits|, roundings included: no integrated share is further off than this."""
    size = len(visits)
    flow = np.zeros(size)
    terms = np.zeros(size)
    for i in range(size):
        for k in range(start[i], start[i + 1]):
            flow[onward[k]] += visits[i] * share[k]
            terms[onward[k]] += 1.0
    missed = 0.0
    for i in range(size):
        missed += abs(mass[i] + flow[i] - visits[i]) + (terms[i] + 6.0) * EPSILON * (mass[i] + flow[i] + visits[i])
    return missed * 1.001


@kernel
def returns(part: Part, order: Order, member: int, place: Any) -> tuple[float, float]:
    """v_xx, the visits of a walk from a member of a large component to itself, and how much it misses."""
    c = int(order.label[member])
    begin, end = int(order.first[c]), int(order.first[c + 1])
    for i in range(begin, end):
        place[order.nodes[i]] = i - begin
    start, onward, share = inside(part, order, begin, end, place)
    waiting = np.zeros(end - begin)
    waiting[place[member]] = 1.0
    visits = circulated(start, onward, share, waiting, ROUNDS)
    again = np.zeros(end - begin)
    again[place[member]] = 1.0
    return visits[place[member]], misses(start, onward, share, again, visits)
