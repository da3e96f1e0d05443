"""Integrated ownership: whose money is in a company, through all chains.  The public face of this package.

I(x, y) = the probability that a walk up from y, choosing a holder by share, ever stands on x: the minimal non-negative
solution of p_x = 1, p_d = sum_h A[h][d] p_h (first-return definition; Baldone, Brioschi, Paleari 1997).  Where shares are intervals the
walk is an interval Markov chain and the bounds are its least and greatest reachability.

>>> half = Box(WHOLE // 2, WHOLE // 2)
>>> pair = {1: {2: half, 8: half}, 2: {1: half, 9: half}}     # 1 and 2 own half of each other, 8 and 9 the rest
>>> integrated(8, 1, pair)
(Fraction(2, 3), Fraction(2, 3))
"""

from __future__ import annotations

from collections.abc import Collection

from graph.equity.capital import ONE, ZERO, Bounds, Capital, UltimateShare, rest
from graph.equity.owners import Owners, together
from graph.stakes import Box
from ontology.shares import WHOLE

__all__ = ["ONE", "WHOLE", "ZERO", "Bounds", "Box", "Capital", "UltimateShare", "all_integrated", "integrated", "rest", "ultimate_shares"]


def integrated(holders: int | Collection[int], company: int, capital: Capital) -> Bounds:
    """Least and greatest integrated share of a holder, or of several as one, as fractions of one."""
    return together({holders} if isinstance(holders, int) else holders, company, capital)


def all_integrated(company: int, capital: Capital) -> dict[int, Bounds]:
    """The same for everybody above the company, at the price of one."""
    return Owners.of(company, capital).shares()


def ultimate_shares(company: int, capital: Capital) -> list[UltimateShare]:
    """Where the walk up from ``company`` ends: absorbing holders, residuals, closed rings.

    With exact shares they add to exactly one.  A closed ring (its members hold all of each other) is reported as the owner.
    """
    return Owners.of(company, capital).ultimate()
