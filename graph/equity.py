"""Integrated ownership: whose money is in a company, through all chains.  Exact on small networks.

I(x, y) = the probability that a walk up from y, choosing a holder by share, ever stands on x: the minimal non-negative
solution of p_x = 1, p_d = sum_h A[h][d] p_h (first-return definition; Baldone, Brioschi, Paleari 1997).  Where shares are intervals the
walk is an interval Markov chain and the bounds are its least and greatest reachability: every company fills its box greedily by
value, by policy iteration.  Pure; fractions throughout.

>>> from graph.stakes import Box
>>> half = Box(WHOLE // 2, WHOLE // 2)
>>> pair = {1: {2: half, 8: half}, 2: {1: half, 9: half}}     # 1 and 2 own half of each other, 8 and 9 the rest
>>> integrated(8, 1, pair)
(Fraction(2, 3), Fraction(2, 3))
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from graph.stakes import Box
from ontology.shares import WHOLE

Columns = Mapping[int, Mapping[int, Box]]
"""Company -> holder -> the holder's capital.  Holders without a column of their own are where walks end."""

ONE: Final = Fraction(1)
ZERO: Final = Fraction(0)
REST: Final = -1
"""Stands for the undisclosed rest of a company in a distribution."""


@dataclass(frozen=True, slots=True)
class UltimateShare:
    """A place where the money of a company ends up: a holder nobody owns, a residual (of ``party``) or a closed ring."""

    party: int
    least: Fraction
    most: Fraction
    residual: bool = False
    ring: tuple[int, ...] = ()


def integrated(holder: int, company: int, columns: Columns) -> tuple[Fraction, Fraction]:
    """Least and greatest integrated share of ``holder`` in ``company``, as fractions of one."""
    if holder == company:
        return ONE, ONE
    relevant = [c for c in _upwards(company, columns) if c != holder]
    goal = {holder}
    return _reach(relevant, goal, columns, greatest=False)[company], _reach(relevant, goal, columns, greatest=True)[company]


def ultimate_shares(company: int, columns: Columns) -> list[UltimateShare]:
    """Where the walk up from ``company`` ends: absorbing holders, residuals, closed rings.

    With exact shares they add to exactly one.  A closed ring (its members hold all of each other) is reported as the owner.
    """
    above = _upwards(company, columns)
    rings = _closed_rings(above, columns)
    inside = {member for ring in rings for member in ring}
    companies = [c for c in above if c not in inside]
    ends = sorted({h for c in above for h in columns[c]} - set(above))
    found = [UltimateShare(h, *_bounds(company, companies, {h}, columns)) for h in ends]
    found += [UltimateShare(ring[0], *_bounds(company, companies, set(ring), columns), ring=tuple(ring)) for ring in rings]
    for owner in companies:
        if rest(columns[owner])[1]:
            low = _reach(companies, set(), columns, greatest=False, rest_of=owner)
            high = _reach(companies, set(), columns, greatest=True, rest_of=owner)
            found.append(UltimateShare(owner, low[company], high[company], residual=True))
    return [share for share in found if share.most]


def rest(column: Mapping[int, Box]) -> tuple[Fraction, Fraction]:
    """The undisclosed remainder of one company, least and most, as fractions of one; never below nothing."""
    least = max(0, WHOLE - sum(box.max for box in column.values()))
    most = max(0, WHOLE - sum(box.min for box in column.values()))
    return Fraction(least, WHOLE), Fraction(most, WHOLE)


def _bounds(company: int, companies: Sequence[int], goal: set[int], columns: Columns) -> tuple[Fraction, Fraction]:
    if company in goal:
        return ONE, ONE
    return _reach(companies, goal, columns, greatest=False)[company], _reach(companies, goal, columns, greatest=True)[company]


def _upwards(company: int, columns: Columns) -> list[int]:
    """The companies with a column that a walk up from ``company`` can meet."""
    queue = [company] if company in columns else []
    seen = set(queue)
    for current in queue:
        for holder in columns[current]:
            if holder in columns and holder not in seen:
                seen.add(holder)
                queue.append(holder)
    return queue


def _reach(
    companies: Sequence[int], goal: Collection[int], columns: Columns, *, greatest: bool, rest_of: int | None = None,
) -> dict[int, Fraction]:
    """Reachability of the goal (or of one company's rest) from each company, by policy iteration on exact fractions."""
    stuck: set[int] = set() if greatest else _avoiders(companies, goal, columns, rest_of)
    moving = [c for c in companies if c not in stuck]
    value = dict.fromkeys(companies, ZERO)
    policy = {c: _fill(c, columns[c], value, goal, rest_of, greatest=greatest) for c in moving}
    while True:
        value = _solve(companies, policy, goal, rest_of)
        changed = False
        for company in moving:
            better = _fill(company, columns[company], value, goal, rest_of, greatest=greatest)
            worth = _worth(company, better, value, goal, rest_of)
            # Only a strict gain changes the policy, so no policy returns and the loop ends.
            if worth > value[company] if greatest else worth < value[company]:
                policy[company] = better
                changed = True
        if not changed:
            return value


def _fill(
    company: int, column: Mapping[int, Box], value: Mapping[int, Fraction], goal: Collection[int], rest_of: int | None, *, greatest: bool,
) -> dict[int, Fraction]:
    """The distribution inside the box that is best for the bound: the least to everyone, what is left by value."""
    shares = {h: box.min for h, box in column.items()}
    over = sum(shares.values())
    if over > WHOLE:
        return {h: Fraction(s, over) for h, s in shares.items() if s}
    left = WHOLE - over
    worth = {h: _value(h, value, goal) for h in column}
    worth[REST] = ONE if rest_of == company else ZERO
    room = {h: box.max - box.min for h, box in column.items()} | {REST: WHOLE}
    shares[REST] = 0
    for holder in sorted(worth, key=lambda h: (-worth[h] if greatest else worth[h], h)):
        given = min(left, room[holder])
        shares[holder] += given
        left -= given
    return {h: Fraction(s, WHOLE) for h, s in shares.items() if s}


def _value(holder: int, value: Mapping[int, Fraction], goal: Collection[int]) -> Fraction:
    return ONE if holder in goal else value.get(holder, ZERO)


def _worth(
    company: int, shares: Mapping[int, Fraction], value: Mapping[int, Fraction], goal: Collection[int], rest_of: int | None,
) -> Fraction:
    total = sum((share * _value(h, value, goal) for h, share in shares.items() if h != REST), ZERO)
    return total + (shares.get(REST, ZERO) if rest_of == company else ZERO)


def _avoiders(companies: Sequence[int], goal: Collection[int], columns: Columns, rest_of: int | None) -> set[int]:
    """Companies that can keep every walk away from the goal for ever: their least reachability is nought."""
    avoiding = set(companies)
    while True:
        dropped = set()
        for company in avoiding:
            safe = sum(b.max for h, b in columns[company].items() if h in avoiding or (h not in goal and h not in columns))
            forced = any(b.min for h, b in columns[company].items() if h in goal or (h in columns and h not in avoiding))
            if forced or (rest_of == company and safe < WHOLE):
                dropped.add(company)
        if not dropped:
            return avoiding
        avoiding -= dropped


def _solve(
    companies: Sequence[int], policy: Mapping[int, Mapping[int, Fraction]], goal: Collection[int], rest_of: int | None,
) -> dict[int, Fraction]:
    """Solve p_d = sum A p exactly under one policy; walks that circle for ever never reach the goal and count nothing."""
    reaching = _backwards(policy, goal, rest_of)
    unknown = [c for c in companies if c in reaching]
    index = {c: i for i, c in enumerate(unknown)}
    rows: list[dict[int, Fraction]] = []
    right: list[Fraction] = []
    for company in unknown:
        row = {index[company]: ONE}
        constant = policy[company].get(REST, ZERO) if rest_of == company else ZERO
        for holder, share in policy[company].items():
            if holder in goal:
                constant += share
            elif holder in index:
                row[index[holder]] = row.get(index[holder], ZERO) - share
        rows.append(row)
        right.append(constant)
    solution = _eliminate(rows, right)
    return {c: solution[index[c]] if c in index else ZERO for c in companies}


def _backwards(policy: Mapping[int, Mapping[int, Fraction]], goal: Collection[int], rest_of: int | None) -> set[int]:
    """Companies from which the goal can be reached at all under the policy."""
    reaching: set[int] = set()
    if rest_of is not None and policy.get(rest_of, {}).get(REST):
        reaching.add(rest_of)
    changed = True
    while changed:
        changed = False
        for company, shares in policy.items():
            if company not in reaching and any(h in goal or h in reaching for h in shares):
                reaching.add(company)
                changed = True
    return reaching


def _eliminate(rows: list[dict[int, Fraction]], right: list[Fraction]) -> list[Fraction]:
    """Sparse Gaussian elimination; the systems are diagonally dominant, so the diagonal never vanishes."""
    size = len(rows)
    for pivot in range(size):
        factor = rows[pivot][pivot]
        if factor != ONE:
            rows[pivot] = {c: v / factor for c, v in rows[pivot].items()}
            right[pivot] /= factor
        for other in range(pivot + 1, size):
            weight = rows[other].pop(pivot, ZERO)
            if weight:
                for column, cell in rows[pivot].items():
                    if column != pivot:
                        rows[other][column] = rows[other].get(column, ZERO) - weight * cell
                right[other] -= weight * right[pivot]
    solution = [ZERO] * size
    for pivot in reversed(range(size)):
        solution[pivot] = right[pivot] - sum((v * solution[c] for c, v in rows[pivot].items() if c > pivot), ZERO)
    return solution


def _closed_rings(companies: Sequence[int], columns: Columns) -> list[list[int]]:
    """Groups that surely hold all of each other: walks that enter never leave."""
    inside = {c for c in companies if sum(b.min for b in columns[c].values()) >= WHOLE}
    while True:
        leaving = {c for c in inside if any(h not in inside for h, b in columns[c].items() if b.max)}
        if not leaving:
            break
        inside -= leaving
    return _components(inside, columns)


def _components(nodes: Collection[int], columns: Columns) -> list[list[int]]:
    """The strongly connected components that no walk leaves, each sorted."""
    reach: dict[int, set[int]] = {}
    for node in nodes:
        seen, queue = {node}, [node]
        for current in queue:
            for holder, box in columns[current].items():
                if box.max and holder in nodes and holder not in seen:
                    seen.add(holder)
                    queue.append(holder)
        reach[node] = seen
    bottom = {node for node in nodes if all(node in reach[other] for other in reach[node])}
    return [list(ring) for ring in sorted({tuple(sorted(reach[node])) for node in bottom})]
