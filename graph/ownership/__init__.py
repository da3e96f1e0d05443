"""Integrated ownership: whose money is in a company, through all chains.  The public face of this package.

I(x, y) = the probability that a walk up from y, choosing a holder by share, ever stands on x: the minimal non-negative
solution of p_x = 1, p_d = sum_h A[h][d] p_h (first-return definition; Baldone, Brioschi, Paleari 1997).  Where shares are intervals the
walk is an interval Markov chain and the bounds are its least and greatest reachability.

Up to a few hundred companies answers are exact fractions.  Beyond, or through a large component of companies that hold each other, they
are floats with an honest error: ``least`` and ``most`` then stand a little apart, by less than 1e-9 in general.

>>> half = Interval(WHOLE // 2, WHOLE // 2)
>>> pair = {1: {2: half, 8: half}, 2: {1: half, 9: half}}     # 1 and 2 own half of each other, 8 and 9 the rest
>>> integrated(8, 1, pair)
(Fraction(2, 3), Fraction(2, 3))
"""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from graph.network.stake import Interval
from graph.network.upstream import Upstream
from graph.ownership.approximate.answers import ApproximateAnswers
from graph.ownership.approximate.subnetwork import Subnetwork
from graph.ownership.approximate.walk import Walk
from graph.ownership.exact.answers import ExactAnswers
from graph.ownership.exact.bounds import bound
from graph.ownership.limits import MEMBERS, fits, is_small
from graph.ownership.shares import (
    ONE,
    ZERO,
    Bounds,
    Ends,
    Number,
    PartyShares,
    Shareholders,
    ShareTable,
    UltimateShare,
    companies_above,
    find_rest,
    residual,
    to_share_table,
)
from ontology.shares import WHOLE

__all__ = [
    "ONE",
    "WHOLE",
    "ZERO",
    "ApproximateAnswers",
    "Bounds",
    "Ends",
    "ExactAnswers",
    "Interval",
    "Number",
    "PartyShares",
    "ShareTable",
    "Shareholders",
    "UltimateShare",
    "all_integrated",
    "find_rest",
    "integrated",
    "residual",
    "solve",
    "solve_upstream",
    "ultimate_shares",
]


def integrated(holders: int | Collection[int], company: int, table: ShareTable) -> Bounds:
    """Least and greatest integrated share of a holder, or of several as one."""
    goal = frozenset((holders,)) if isinstance(holders, int) else frozenset(holders)
    if company in goal:
        return ONE, ONE
    companies = companies_above(company, table)
    if is_small(companies, table, goal):
        return bound(company, companies, table, goal)
    least, most = ApproximateAnswers.of(company, table).integrated_of(goal)
    return Fraction(least), Fraction(most)


def all_integrated(company: int, table: ShareTable) -> dict[int, Bounds]:
    """The same for everybody above the company, at the price of one where shares are exact."""
    return {holder: (Fraction(least), Fraction(most)) for holder, least, most in solve(company, table).integrated().rows()}


def ultimate_shares(company: int, table: ShareTable) -> list[UltimateShare]:
    """Where the walk up from ``company`` ends: absorbing holders, residuals, closed rings.

    With exact shares they add to exactly one; where the answer is in floats, the true shares, which lie between ``least`` and ``most``,
    do: the least add to at most one and the greatest to at least one, and no bound is further out than the others allow.  A closed ring
    (its members hold all of each other) is reported as the owner.
    """
    return solve(company, table).ends().to_list()


def solve(company: int, table: ShareTable) -> ExactAnswers | ApproximateAnswers:
    """The walk up from a company, to be asked for both."""
    if is_small(companies_above(company, table), table):
        return ExactAnswers.of(company, table)
    return ApproximateAnswers.of(company, table)


def solve_upstream(upstream: Upstream) -> ExactAnswers | ApproximateAnswers:
    """The same for what was collected above a company.  Control stated without a share leaves the share unknown: 0 to 100 %."""
    if upstream.count <= MEMBERS:
        return solve(int(upstream.parties[0]), to_share_table(upstream))
    part, parties = Subnetwork.of_upstream(upstream)
    walk = Walk.of(part, parties)
    if fits(int(part.is_company.sum()), lambda: walk.largest_component):
        return ExactAnswers.of(int(parties[0]), part.to_table(parties))
    return ApproximateAnswers(walk, parties)
