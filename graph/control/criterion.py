"""The criterion: when the members of a group together control, or own, a company.  Owns the record that kernels take; rules fill it in."""

from __future__ import annotations

from typing import Final, NamedTuple

from graph.network.stake_table import VOTES


class Criterion(NamedTuple):
    """A group controls a company when its share of ``dimension`` is above ``num / den``, or a member has control without a number.

    ``dimension``: VOTES, CAPITAL, or both bits for either.  ``den`` is at most 100, so that products of shares fit 64 bits.
    ``strict``: above the threshold (1), else reaching it is enough (0).  ``control``: whether control without a number is enough.
    ``roles``: whether a settlor or senior managing official is enough too.  ``grouped``: members' shares are added (1), else one member
    must be enough by itself (0).  ``treasury``: votes that a company holds in itself are dropped from both sides (1) or count like any (0).
    ``undisclosed``: for *possible*, the undisclosed rest may be the group's wherever it holds something (1), or is always somebody
    else's (0).
    """

    dimension: int = VOTES
    num: int = 1
    den: int = 2
    strict: int = 1
    control: int = 1
    roles: int = 0
    grouped: int = 1
    treasury: int = 1
    undisclosed: int = 0


MAJORITY: Final = Criterion()
"""Control by majority (method, section 2)."""
