"""The least and the greatest chance to reach a goal, for everybody at once, in floats that are on the safe side.

One strongly connected component at a time, holders first.  The least: values that rise from zero, rounded down.  The greatest: values
that rise until they hardly do, then a guess a little above them that the equations confirm by not rising from it (optimistic value
iteration: Hartmanns, Kaminski 2020); where they do not confirm, values that sink from one.  Both ends hold, however early a loop ends.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from graph.algorithms.kernels import kernel
from graph.ownership.approximate.subnetwork import Components, Subnetwork
from ontology.shares import WHOLE

EPSILON: Final = 2.0**-52
STILL: Final = 1e-15
"""A change below which values are taken to stand."""
ROUNDS: Final = 2_000
TRIES: Final = 40


@kernel
def bound_chances(part: Subnetwork, components: Components, goal: Any, greatest: int, value: Any) -> None:
    """Fill ``value`` (zeros before): a bound on the chance to reach a party where ``goal`` is 1, from each party.

    ``greatest``: 1 for a bound from above, 0 for one from below.
    """
    for c in range(len(components.first) - 1):
        begin, end = int(components.first[c]), int(components.first[c + 1])
        node = int(components.nodes[begin])
        if end - begin == 1 and goal[node]:
            value[node] = 1.0
            continue
        if end - begin == 1 and not holds_itself(part, node):
            value[node] = value_of_company(part, node, value, greatest)
            continue
        reaches = False
        for i in range(begin, end):
            node = int(components.nodes[i])
            if goal[node]:
                value[node] = 1.0
                reaches = True
            elif value_of_company(part, node, value, greatest) > 0.0:
                reaches = True
        if not reaches:
            continue
        for _ in range(ROUNDS):
            if sweep(part, components, c, goal, greatest, value, 1) <= STILL:
                break
        if greatest:
            confirm(part, components, c, goal, value)


@kernel
def holds_itself(part: Subnetwork, node: int) -> bool:
    """Whether a party holds something of itself."""
    found = False
    for k in range(int(part.indptr[node]), int(part.indptr[node + 1])):
        found = found or part.holder[k] == node
    return found


@kernel
def sweep(part: Subnetwork, components: Components, c: int, goal: Any, greatest: int, value: Any, rising: int) -> float:
    """Give every member what its equation says, where that is more (``rising`` 1) or less (0); the largest change."""
    largest = 0.0
    for i in range(int(components.first[c]), int(components.first[c + 1])):
        node = int(components.nodes[i])
        if goal[node]:
            continue
        new = value_of_company(part, node, value, greatest)
        change = new - value[node] if rising else value[node] - new
        if change > 0.0:
            value[node] = new
            largest = max(largest, change)
    return largest


@kernel
def confirm(part: Subnetwork, components: Components, c: int, goal: Any, value: Any) -> None:
    """Raise the members' values to a bound from above."""
    begin, end = int(components.first[c]), int(components.first[c + 1])
    size = end - begin
    before = np.zeros(size)
    for i in range(size):
        before[i] = value[components.nodes[begin + i]]
    extra = 1e-12
    while extra < 1e-6:
        for i in range(size):
            if not goal[components.nodes[begin + i]]:
                value[components.nodes[begin + i]] = min(1.0, before[i] + extra)
        for _ in range(TRIES):
            rises = False
            for i in range(begin, end):
                node = int(components.nodes[i])
                if not goal[node]:
                    new = value_of_company(part, node, value, 1)
                    rises = rises or new > value[node]
                    value[node] = new
            if not rises:
                return
        extra *= 100.0
    for i in range(begin, end):
        value[components.nodes[i]] = 1.0
    for _ in range(ROUNDS):
        if sweep(part, components, c, goal, 1, value, 0) <= STILL:
            break


@kernel
def value_of_company(part: Subnetwork, node: int, value: Any, greatest: int) -> float:
    """What a party's shares make of its holders' values, rounded to the safe side; at most one."""
    total = 0.0
    first, last = int(part.indptr[node]), int(part.indptr[node + 1])
    choices = 0
    for k in range(first, last):
        total += part.low[k] * value[part.holder[k]]
        if part.high[k] > part.low[k] and value[part.holder[k]] > 0.0:
            choices += 1
    left = float(part.slack[node])
    if greatest and left > 0.0 and choices:
        stakes = np.zeros(choices, np.int64)
        negative = np.zeros(choices)
        count = 0
        for k in range(first, last):
            if part.high[k] > part.low[k] and value[part.holder[k]] > 0.0:
                stakes[count] = k
                negative[count] = -value[part.holder[k]]
                count += 1
        ranked = np.argsort(negative)
        for j in range(choices):
            k = stakes[ranked[j]]
            units = min(left, float(part.high[k] - part.low[k]))
            total += units * value[part.holder[k]]
            left -= units
            if left <= 0.0:
                break
    roundings = (last - first + choices + 4) * EPSILON
    return min(1.0, total / WHOLE * (1.0 + roundings if greatest else 1.0 - roundings))
