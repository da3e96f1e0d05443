"""Define integrated ownership by linear equations in whole numbers, and its bounds by an interval Markov chain: reference one.

A walk goes up from a company to its holders, to each with the chance of its share.  A column is holder -> (least, most) of which
``whole`` make 100 %.  What a column leaves is the company's residual, in which is what holders without a name are said to have.
Where the least shares pass 100 %, some figure is wrong: a holder
has at least what the least shares of the others leave, at most its own greatest, and nothing is renormalised.  Where holders who have what
the others leave them would keep one from its own greatest, none of them surely has anything.  One that may hold another of them, through
others too, may have entered that one's shares again, so nothing of its own is sure.  Open ends count as closed here: a bound is
the least or the greatest limit; but least shares that fill the whole, one of them with an open end, pass it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from math import gcd

from graph.generation.interest_table import UNNAMED
from graph.network.stake import Stake
from ontology.shares import WHOLE

ROUNDS = 100
"""Far more improvements than small networks need."""

Column = dict[int, tuple[int, int]]
Fill = dict[int, int]


@dataclass(frozen=True)
class Goal:
    """Where the walk is to end: on one of these parties, or in the residual of a company."""

    parties: frozenset[int] = frozenset()
    residual: int | None = None


@dataclass(frozen=True)
class ShareColumns:
    """The capital columns of all companies that have one, in units of which ``whole`` make 100 %.

    ``unnamed``: what holders whom no source names have of a company at least; its residual is never less.
    """

    columns: dict[int, Column]
    whole: int
    unnamed: dict[int, int] = field(default_factory=dict)

    def find_room(self, company: int) -> int:
        """Return what the named holders of a company can have together."""
        return self.whole - self.unnamed.get(company, 0)


def collect_columns(stakes: Mapping[int, Sequence[Stake]]) -> ShareColumns:
    """Collect the capital columns of stakes; what holders have whom no source names is in the residual, also where there are no others.

    What is held through others, beside direct holders, is a part of what these hold.
    """
    columns: dict[int, Column] = {}
    unnamed: dict[int, int] = {}
    for company, shares in stakes.items():
        stated = [(s.holder, s.capital) for s in shares if s.capital is not None and not s.is_indirect]
        bounds = [(holder, share.min, share.max) for holder, share in stated]
        total = sum(least for _, least, _ in bounds)
        if total > WHOLE or (total == WHOLE and any(share.min_open and share.min for _, share in stated)):
            again = find_restating(company, stakes)
            bounds = [(h, 0 if h in again else max(0, WHOLE - (total - least)), most) for h, least, most in bounds]
            if any(sum(least for _, least, _ in bounds) - least + most > WHOLE for _, least, most in bounds):
                bounds = [(holder, 0, most) for holder, _, most in bounds]
        column = {holder: (least, most) for holder, least, most in bounds if holder != UNNAMED}
        if bounds:
            columns[company] = column
            unnamed[company] = sum(least for holder, least, _ in bounds if holder == UNNAMED)
    ends = [end for column in columns.values() for pair in column.values() for end in pair]
    unit = reduce(gcd, [*ends, *unnamed.values()], WHOLE)
    scaled = {c: {h: (a // unit, b // unit) for h, (a, b) in col.items()} for c, col in columns.items()}
    return ShareColumns(scaled, WHOLE // unit, {c: least // unit for c, least in unnamed.items()})


def find_restating(company: int, stakes: Mapping[int, Sequence[Stake]]) -> set[int]:
    """Return who may hold a holder of the company by chains that do not pass through the company."""
    links = {
        (s.holder, held)
        for held, shares in stakes.items()
        for s in shares
        if s.capital is not None and s.capital.max > 0 and UNNAMED != s.holder != company and not s.is_indirect
    }
    holders = {holder for holder, held in links if held == company}
    above: set[int] = set()
    while more := {holder for holder, held in links if held != company and held in holders | above} - above:
        above |= more
    return above


def solve(fills: Mapping[int, Fill], whole: int, goal: Goal) -> dict[int, Fraction]:
    """Return p_d for every company: the least non-negative solution of p = 1 on the goal, p_d = sum of A[h][d] p_h elsewhere."""
    numerators, denominator = _solve_over_denominator(fills, whole, goal)
    return {d: Fraction(n, denominator) for d, n in numerators.items()}


def _solve_over_denominator(fills: Mapping[int, Fill], whole: int, goal: Goal) -> tuple[dict[int, int], int]:
    """Return numerators and one denominator.  Only companies from which the goal can be reached have an equation; the others are nought."""
    hit = {d: _one_step_share(d, fill, whole, goal) for d, fill in fills.items() if d not in goal.parties}
    reach = {d for d, part in hit.items() if part > 0}
    while True:
        more = {d for d in hit if d not in reach and any(part > 0 and h in reach for h, part in fills[d].items())}
        if not more:
            break
        reach |= more
    order = sorted(reach)
    rows = [[(whole if d == h else 0) - fills[d].get(h, 0) for h in order] + [hit[d]] for d in order]
    solved, determinant = _eliminate(rows)
    if determinant < 0:
        solved, determinant = [-n for n in solved], -determinant
    value = dict.fromkeys(hit, 0) | dict(zip(order, solved, strict=True))
    return value | {d: determinant for d in fills if d in goal.parties}, determinant


def _one_step_share(company: int, fill: Fill, whole: int, goal: Goal) -> int:
    """Return what goes from a company to the goal in one step."""
    part = sum(share for holder, share in fill.items() if holder in goal.parties)
    return part + (max(0, whole - sum(fill.values())) if company == goal.residual else 0)


def _eliminate(rows: list[list[int]]) -> tuple[list[int], int]:
    """Eliminate without fractions (Bareiss, Gauss-Jordan); return the solution's numerators and their common denominator."""
    size, previous = len(rows), 1
    for i in range(size):
        pivot = next(r for r in range(i, size) if rows[r][i])
        rows[i], rows[pivot] = rows[pivot], rows[i]
        top = rows[i]
        for r in range(size):
            if r != i:
                row, factor, head = rows[r], rows[r][i], top[i]
                rows[r] = [(head * a - factor * b) // previous for a, b in zip(row, top, strict=True)]
        previous = top[i]
    return [row[-1] for row in rows], previous


def find_bounds(shares: ShareColumns, goal: Goal) -> dict[int, tuple[Fraction, Fraction]]:
    """Return least and greatest chance to reach the goal from every company, whatever the true shares are."""
    least, most = _find_extreme(shares, goal, greatest=False), _find_extreme(shares, goal, greatest=True)
    return {d: (least[d], most[d]) for d in shares.columns}


def _find_extreme(shares: ShareColumns, goal: Goal, *, greatest: bool) -> dict[int, Fraction]:
    """Choose a world, solve it, let each company improve its own choice; when none can, the equations of the bound hold.

    For the greatest: a solution of p = max over choices that one world attains is the greatest.  For the least: companies that can
    keep away from the goal for ever are nought; with them fixed, p = min over choices has one solution.
    """
    never = set() if greatest else find_avoiders(shares, goal)
    undecided = {d: column for d, column in shares.columns.items() if d not in never}
    fills = {d: _fill_column(d, column, shares.find_room(d), {}, 1, goal, greatest) for d, column in undecided.items()}
    for _ in range(ROUNDS):
        value, one = _solve_over_denominator(fills, shares.whole, goal)
        improved = {}
        for d, column in undecided.items():
            if d in goal.parties:
                continue
            fill = _fill_column(d, column, shares.find_room(d), value, one, goal, greatest)
            new, old = (_weigh(d, f, shares.whole, value, one, goal) for f in (fill, fills[d]))
            if (new > old) if greatest else (new < old):
                improved[d] = fill
        if not improved:
            return {d: Fraction(value.get(d, 0), one) for d in shares.columns}
        fills |= improved
    raise AssertionError("the bound does not settle")


def _fill_column(company: int, column: Column, room: int, value: Mapping[int, int], one: int, goal: Goal, greatest: bool) -> Fill:
    """Choose the shares inside the column that are best for the bound: the least to everyone, then what is left by value."""
    fill = {holder: low for holder, (low, _) in column.items()}
    left = room - sum(fill.values())
    idle = one if company == goal.residual else 0
    worth = {h: one if h in goal.parties else value.get(h, 0) for h in column}
    for holder in sorted(column, key=lambda h: (-worth[h] if greatest else worth[h], h)):
        if left <= 0 or (worth[holder] <= idle if greatest else worth[holder] >= idle):
            break
        more = min(left, column[holder][1] - column[holder][0])
        fill[holder] += more
        left -= more
    return fill


def _weigh(company: int, fill: Fill, whole: int, value: Mapping[int, int], one: int, goal: Goal) -> int:
    """Return the value of a company under a choice of shares, over the denominator ``one`` times ``whole``."""
    total = sum(share * (one if h in goal.parties else value.get(h, 0)) for h, share in fill.items())
    return total + (one * max(0, whole - sum(fill.values())) if company == goal.residual else 0)


def find_avoiders(shares: ShareColumns, goal: Goal) -> set[int]:
    """Return the greatest set of companies that can send every walk away from the goal for ever."""
    safe = {d for d in shares.columns if d not in goal.parties}
    while True:
        bad = {d for d in safe if not _can_avoid(d, shares, goal, safe)}
        if not bad:
            return safe
        safe -= bad


def _can_avoid(company: int, shares: ShareColumns, goal: Goal, safe: set[int]) -> bool:
    """Whether every walk from the company can stay in ``safe`` or end elsewhere than at the goal."""
    column = shares.columns[company]
    good = {h for h in column if h in safe or (h not in shares.columns and h not in goal.parties)}
    if any(low > 0 for h, (low, _) in column.items() if h not in good):
        return False
    room = shares.find_room(company)
    return company != goal.residual or min(room, sum(most for h, (_, most) in column.items() if h in good)) >= shares.whole


def integrated_shares(holder: int, shares: ShareColumns) -> dict[int, tuple[Fraction, Fraction]]:
    """Return I(holder, company) for every company, least and greatest."""
    return find_bounds(shares, Goal(frozenset({holder})))


def list_ends(shares: ShareColumns) -> list[Goal]:
    """List every place where a walk ends: parties that nobody holds, residuals, rings that surely hold all of each other."""
    holders = {h for column in shares.columns.values() for h in column}
    absorbing = [Goal(frozenset({h})) for h in sorted(holders - shares.columns.keys())]
    residuals = [Goal(residual=c) for c in sorted(shares.columns)]
    return [*absorbing, *residuals, *(Goal(ring) for ring in find_closed_rings(shares))]


def find_closed_rings(shares: ShareColumns) -> list[frozenset[int]]:
    """Find the least sets of companies whose least shares in each other add to all of each: no walk that enters leaves."""
    rings = set()
    for company in shares.columns:
        around, edge = {company}, [company]
        while edge:
            for holder, (low, _) in shares.columns.get(edge.pop(), {}).items():
                if low > 0 and holder not in around:
                    around.add(holder)
                    edge.append(holder)
        if all(c in shares.columns and sum(low for low, _ in shares.columns[c].values()) >= shares.whole for c in around):
            rings.add(frozenset(around))
    return [ring for ring in sorted(rings, key=sorted) if not any(other < ring for other in rings)]


def ultimate_shares(shares: ShareColumns) -> dict[Goal, dict[int, tuple[Fraction, Fraction]]]:
    """Return, for every end, its least and greatest share in every company."""
    return {goal: find_bounds(shares, goal) for goal in list_ends(shares)}
