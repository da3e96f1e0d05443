"""The least and the greatest chance to reach a goal, for everybody at once, in floats that are on the safe side.

One strongly connected component at a time, holders first.  The least: values that rise from nought, rounded down.  The greatest: values
that rise until they hardly do, then a guess a little above them that the equations confirm by not rising from it (optimistic value
iteration: Hartmanns, Kaminski 2020); where they do not confirm, values that sink from one.  Both ends hold, however early a loop ends.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from graph.algorithms.kernels import kernel
from graph.ownership.approximate.subnetwork import Order, Part
from ontology.shares import WHOLE

EPSILON: Final = 2.0**-52
STILL: Final = 1e-15
"""A change below which values are taken to stand."""
ROUNDS: Final = 2_000
TRIES: Final = 40


@kernel
def reach(part: Part, order: Order, goal: Any, greatest: int, value: Any) -> None:
    """Fill ``value`` (noughts before): a bound on the chance to reach a party where ``goal`` is 1, from each party.

    ``greatest``: 1 for a bound from above, 0 for one from below.
    """
    for c in range(len(order.first) - 1):
        begin, end = int(order.first[c]), int(order.first[c + 1])
        node = int(order.nodes[begin])
        if end - begin == 1 and goal[node]:
            value[node] = 1.0
            continue
        if end - begin == 1 and not loops(part, node):
            value[node] = worth(part, node, value, greatest)
            continue
        hit = False
        for i in range(begin, end):
            node = int(order.nodes[i])
            if goal[node]:
                value[node] = 1.0
                hit = True
            elif worth(part, node, value, greatest) > 0.0:
                hit = True
        if not hit:
            continue
        for _ in range(ROUNDS):
            if sweep(part, order, begin, end, goal, greatest, value, 1) <= STILL:
                break
        if greatest:
            confirm(part, order, begin, end, goal, value)


@kernel
def loops(part: Part, node: int) -> bool:
    """Whether a party holds something of itself."""
    found = False
    for k in range(int(part.start[node]), int(part.start[node + 1])):
        found = found or part.holder[k] == node
    return found


@kernel
def sweep(part: Part, order: Order, begin: int, end: int, goal: Any, greatest: int, value: Any, rising: int) -> float:
    """Give every member what its equation says, where that is more (``rising`` 1) or less (0); the largest change."""
    changed = 0.0
    for i in range(begin, end):
        node = int(order.nodes[i])
        if goal[node]:
            continue
        new = worth(part, node, value, greatest)
        change = new - value[node] if rising else value[node] - new
        if change > 0.0:
            value[node] = new
            changed = max(changed, change)
    return changed


@kernel
def confirm(part: Part, order: Order, begin: int, end: int, goal: Any, value: Any) -> None:
    """Raise the members' values to a bound from above."""
    size = end - begin
    stood = np.zeros(size)
    for i in range(size):
        stood[i] = value[order.nodes[begin + i]]
    extra = 1e-12
    while extra < 1e-6:
        for i in range(size):
            if not goal[order.nodes[begin + i]]:
                value[order.nodes[begin + i]] = min(1.0, stood[i] + extra)
        for _ in range(TRIES):
            rises = False
            for i in range(begin, end):
                node = int(order.nodes[i])
                if not goal[node]:
                    new = worth(part, node, value, 1)
                    rises = rises or new > value[node]
                    value[node] = new
            if not rises:
                return
        extra *= 100.0
    for i in range(begin, end):
        value[order.nodes[i]] = 1.0
    for _ in range(ROUNDS):
        if sweep(part, order, begin, end, goal, 1, value, 0) <= STILL:
            break


@kernel
def worth(part: Part, node: int, value: Any, greatest: int) -> float:
    """What a party's column makes of its holders' values, rounded to the safe side; at most one."""
    total = 0.0
    first, last = int(part.start[node]), int(part.start[node + 1])
    choices = 0
    for k in range(first, last):
        total += part.low[k] * value[part.holder[k]]
        if part.high[k] > part.low[k] and value[part.holder[k]] > 0.0:
            choices += 1
    left = float(part.room[node])
    if greatest and left > 0.0 and choices:
        where = np.zeros(choices, np.int64)
        what = np.zeros(choices)
        at = 0
        for k in range(first, last):
            if part.high[k] > part.low[k] and value[part.holder[k]] > 0.0:
                where[at] = k
                what[at] = -value[part.holder[k]]
                at += 1
        ranked = np.argsort(what)
        for j in range(choices):
            k = where[ranked[j]]
            given = min(left, float(part.high[k] - part.low[k]))
            total += given * value[part.holder[k]]
            left -= given
            if left <= 0.0:
                break
    roundings = (last - first + choices + 4) * EPSILON
    return min(1.0, total / WHOLE * (1.0 + roundings if greatest else 1.0 - roundings))


@kernel
def spread(part: Part, source: Any, touched: Any) -> None:
    """Mark everyone above a source (after at least one step)."""
    parties = len(part.room)
    queue = np.zeros(parties, np.int32)
    count = 0
    for party in range(parties):
        if source[party]:
            for k in range(int(part.start[party]), int(part.start[party + 1])):
                holder = int(part.holder[k])
                if not touched[holder]:
                    touched[holder] = 1
                    queue[count] = holder
                    count += 1
    at = 0
    while at < count:
        party = int(queue[at])
        at += 1
        for k in range(int(part.start[party]), int(part.start[party + 1])):
            holder = int(part.holder[k])
            if not touched[holder]:
                touched[holder] = 1
                queue[count] = holder
                count += 1
