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

from graph.network.stake import Interval, Presence
from graph.ownership.approximate.answers import Spans
from graph.ownership.approximate.walk import Pushed, push_down, push_up
from graph.ownership.exact import bounds
from graph.ownership.exact.answers import Owners
from graph.ownership.limits import RECHECKED, small
from graph.ownership.shares import ONE, ZERO, Bounds, Capital, UltimateShare, rest, upwards
from ontology.shares import WHOLE

__all__ = [
    "ONE",
    "WHOLE",
    "ZERO",
    "Bounds",
    "Capital",
    "Interval",
    "Pushed",
    "UltimateShare",
    "all_integrated",
    "at_least",
    "integrated",
    "push_down",
    "push_up",
    "rest",
    "ultimate_shares",
]


def integrated(holders: int | Collection[int], company: int, capital: Capital) -> Bounds:
    """Least and greatest integrated share of a holder, or of several as one, as fractions of one."""
    goal = frozenset((holders,)) if isinstance(holders, int) else frozenset(holders)
    if company in goal:
        return ONE, ONE
    companies = upwards(company, capital)
    if small(companies, capital, goal):
        return bounds.bounds(company, companies, capital, goal)
    return Spans.of(company, capital).together(goal)


def all_integrated(company: int, capital: Capital) -> dict[int, Bounds]:
    """The same for everybody above the company, at the price of one where shares are exact."""
    companies = upwards(company, capital)
    return Owners.of(company, capital).shares() if small(companies, capital) else Spans.of(company, capital).shares()


def ultimate_shares(company: int, capital: Capital) -> list[UltimateShare]:
    """Where the walk up from ``company`` ends: absorbing holders, residuals, closed rings.

    With exact shares they add to exactly one; where the answer is in floats, the true shares, which lie between ``least`` and ``most``,
    do: the least add to at most one and the greatest to at least one, and no bound is further out than the others allow.  A closed ring
    (its members hold all of each other) is reported as the owner.
    """
    companies = upwards(company, capital)
    return Owners.of(company, capital).ultimate() if small(companies, capital) else Spans.of(company, capital).ultimate()


def at_least(holders: int | Collection[int], company: int, threshold: Fraction, capital: Capital) -> Presence:
    """Whether the integrated share reaches a threshold: surely, perhaps or not.

    An answer in floats that is too close to tell is worked out again in fractions, unless companies that hold each other are too many.
    """
    least, most = integrated(holders, company, capital)
    if least < threshold <= most:
        goal = frozenset((holders,)) if isinstance(holders, int) else frozenset(holders)
        companies = upwards(company, capital)
        if not small(companies, capital, goal) and small(companies, capital, goal, RECHECKED):
            least, most = bounds.bounds(company, companies, capital, goal)
    return Presence.CERTAIN if least >= threshold else Presence.POSSIBLE if most >= threshold else Presence.ABSENT
