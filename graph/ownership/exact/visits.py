"""The walk up from a company at the least shares, for all holders at once, exactly.

u_x = the expected number of visits to x, solved one strongly connected component at a time from the company upwards.
I(x, y) = u_x / v_xx, where v_xx, the visits to x of a walk that starts there, depends on x's component only.  The least of a box is
always its least share, because what is left may be undisclosed; so this gives the least integrated share of everybody.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from graph.algorithms.elimination import eliminate
from graph.algorithms.scc import strongly_connected_components
from graph.ownership.shares import ONE, ZERO, Capital, room
from ontology.shares import WHOLE


@dataclass(slots=True)
class Walk:
    """``visits``: party -> u; ``first``: party -> least I(party, company); ``rings``: closed rings with what flows into them.

    Parties above a company whose column passes 100 % are in ``first`` with numbers that mean nothing; see exact.py for them.
    """

    visits: dict[int, Fraction] = field(default_factory=dict)
    first: dict[int, Fraction] = field(default_factory=dict)
    rings: dict[tuple[int, ...], Fraction] = field(default_factory=dict)


def walk(company: int, capital: Capital) -> Walk:
    """Push one unit of mass up from the company."""
    onward: dict[int, list[int]] = {company: []}
    queue = [company]
    for current in queue:
        onward[current] = [h for h, box in capital.get(current, {}).items() if box.min]
        for holder in onward[current]:
            if holder not in onward:
                onward[holder] = []
                queue.append(holder)
    found = Walk()
    mass = dict.fromkeys(onward, ZERO)
    mass[company] = ONE
    for group in reversed(strongly_connected_components(onward)):
        inside = set(group)
        if len(group) == 1 and group[0] not in onward[group[0]]:
            found.first[group[0]] = found.visits[group[0]] = mass[group[0]]
        elif not _within(group, mass, inside, onward, capital, found):
            continue
        for member in group:
            for holder in onward[member]:
                if holder not in inside:
                    mass[holder] += found.visits[member] * Fraction(capital[member][holder].min, WHOLE)
    found.first[company] = ONE
    return found


def _within(
    group: list[int], mass: dict[int, Fraction], inside: set[int], onward: dict[int, list[int]], capital: Capital, found: Walk
) -> bool:
    """Visits inside one component; False where nothing leaves it, or where its numbers mean nothing."""
    entering = sum((mass[member] for member in group), ZERO)
    if any(room(capital[member]) < 0 for member in group):
        found.first.update(dict.fromkeys(group, ZERO))
        return False
    if all(not room(capital[member]) and inside.issuperset(onward[member]) for member in group):
        # Whoever enters meets every member in the end.
        found.rings[tuple(sorted(group))] = entering
        found.first.update(dict.fromkeys(group, entering))
        return False
    size = len(group)
    matrix = [[(WHOLE if i == j else 0) - _share(capital, group[i], group[j]) for j in range(size)] for i in range(size)]
    solved = eliminate(matrix, [[int(i == j) for j in range(size)] for i in range(size)])
    assert solved is not None, "a walk leaves the component"
    numerators, determinant = solved
    for j, member in enumerate(group):
        total = sum((mass[other] * numerators[i][j] for i, other in enumerate(group) if mass[other]), ZERO)
        found.visits[member] = total * WHOLE / determinant
        found.first[member] = total / numerators[j][j]
    return True


def _share(capital: Capital, company: int, holder: int) -> int:
    box = capital[company].get(holder)
    return box.min if box else 0
