"""Settle what the stakes in one company say of each other: the votes of those whose votes nobody states.

Owns what follows from all stakes in a company together, after each holder's own statements are reconciled (graph/network/reconcile.py).
Knows numbers only; must not know control.
"""

from __future__ import annotations

from graph.algorithms.kernels import kernel
from graph.network.stake_table import HAS_VOTES, VOTES_ASSUMED, VOTES_LEFT, VOTES_MAX_OPEN, VOTES_MIN_OPEN, StakeBuffer
from ontology.shares import WHOLE


@kernel
def settle_assumed_votes(out: StakeBuffer, first: int, last: int) -> None:
    """Bound the votes taken equal to shares in one company, stakes ``first`` .. ``last - 1``, where a source states votes of somebody.

    One share is one vote only where nobody states votes.  As soon as somebody does, every other holder of shares has from none to what the
    stated votes leave.
    """
    stated = left_open = assumed = 0
    left = WHOLE
    for stake in range(first, last):
        flags = out.flags[stake]
        if flags & VOTES_ASSUMED:
            assumed = 1
        elif flags & HAS_VOTES:
            stated = 1
            left = max(left - out.votes_min[stake], 0)
            left_open |= flags & VOTES_MIN_OPEN
    if not (stated and assumed):
        return
    for stake in range(first, last):
        if out.flags[stake] & VOTES_ASSUMED:
            out.votes_min[stake], out.votes_max[stake] = 0, left
            out.flags[stake] &= ~(VOTES_ASSUMED | VOTES_MIN_OPEN | VOTES_MAX_OPEN)
            out.flags[stake] |= VOTES_LEFT | (VOTES_MAX_OPEN if left_open and left > 0 else 0)
