"""Which ends of a share of the money are left out, where one chain of holdings leads from a party down to the company.

A product leaves out what one of its factors leaves out, unless another factor can be nothing.  What a holder can have at most is left out
too where the least of the others bounds it and is itself left out.  Elsewhere no end is said to be left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from graph.generation.interest_table import UNNAMED
from graph.network.stake import Interval
from graph.network.stake_table import CAPITAL_MAX_OPEN, CAPITAL_MIN_OPEN, HAS_CAPITAL, INDIRECT_BESIDE
from graph.network.upstream import Upstream
from graph.ownership import ShareTable, find_rest
from graph.ownership.shares import MAY_HAVE_CAPITAL
from ontology.shares import WHOLE

_OPEN: Final = CAPITAL_MIN_OPEN | CAPITAL_MAX_OPEN


class OpenEnds(NamedTuple):
    """Which ends of a share are left out; ``is_sure``: it cannot be nothing, once a least of nothing is left out."""

    min_open: bool = False
    max_open: bool = False
    is_sure: bool = True

    def times(self, share: Interval) -> OpenEnds:
        """Return the ends of the product with a share.

        >>> OpenEnds().times(Interval(WHOLE // 4, WHOLE // 2, min_open=True)).times(Interval(WHOLE // 2, WHOLE))
        OpenEnds(min_open=True, max_open=False, is_sure=True)
        >>> OpenEnds().times(Interval(WHOLE // 4, WHOLE // 2, min_open=True)).times(Interval(0, WHOLE))
        OpenEnds(min_open=False, max_open=False, is_sure=False)
        """
        # Of one number that lies between two share units no end is left out.
        is_band = share.max - share.min > 1
        is_sure = self.is_sure and (share.min > 0 or share.min_open)
        min_open, max_open = (own or (is_band and end) for own, end in ((self.min_open, share.min_open), (self.max_open, share.max_open)))
        return OpenEnds(min_open and is_sure, max_open and share.max > 0, is_sure)


class MoneyEnds(NamedTuple):
    """The ends of what parties have of the money of a company, and of what is left of companies on the way; no entry where none is told."""

    parties: Mapping[int, OpenEnds]
    residuals: Mapping[int, OpenEnds]


def find_open_ends(upstream: Upstream) -> MoneyEnds:
    """Find which ends of the shares of everybody above a company are left out."""
    if (upstream.flags & INDIRECT_BESIDE).any():
        # What is held through others is a part of what these hold.
        upstream = replace(upstream, flags=np.where(upstream.flags & INDIRECT_BESIDE, 0, upstream.flags))
    keep = (upstream.holder != UNNAMED) & ((upstream.flags & MAY_HAVE_CAPITAL) > 0)
    times = np.bincount(upstream.holder[keep], minlength=len(upstream.parties))
    parties: dict[int, OpenEnds] = {}
    residuals: dict[int, OpenEnds] = {}
    if times[0] or not (upstream.flags & _OPEN).any():
        return MoneyEnds(parties, residuals)
    chains = {0: OpenEnds()}
    numbers = upstream.parties.tolist()
    for place, stakes in enumerate(pairwise(upstream.indptr[: upstream.count + 1].tolist())):
        if place not in chains:
            continue
        column = dict(_list_column(upstream, slice(*stakes)))
        is_held = (upstream.flags[slice(*stakes)] & MAY_HAVE_CAPITAL).any()
        if not is_held or _passes_whole(upstream, slice(*stakes)):
            continue
        told = _find_told(upstream, slice(*stakes))
        least = told.min + sum(share.min for share in column.values())
        opens = told.min_open + sum(share.min_open for share in column.values())
        for holder, share in column.items():
            if times[holder] == 1:
                chains[holder] = chains[place].times(_bound(share, WHOLE - least + share.min, opens > share.min_open))
                parties[numbers[holder]] = chains[holder]
        residuals[numbers[place]] = chains[place].times(find_rest(column, told))
    return MoneyEnds(parties, residuals)


def find_chain_ends(company: int, holder: int, capital: ShareTable, bounds: tuple[Fraction, Fraction]) -> OpenEnds:
    """Find which ends of one holder's share of a company's money, given as ``bounds``, are left out, from the capital of all above it.

    Where the chain alone does not give a bound, because what others have does, that end is not said to be left out.
    """
    if not any(share.min_open or share.max_open for shares in capital.values() for share in shares.values()):
        return OpenEnds()
    party, shares = holder, list[Interval]()
    while party != company and len(shares) < len(capital):
        held = [(below, holders[party]) for below, holders in capital.items() if party in holders]
        if len(held) != 1:
            return OpenEnds()
        ((party, share),) = held
        shares.append(share)
    if party != company or any(company in holders for holders in capital.values()):
        return OpenEnds()
    ends = OpenEnds()
    for share in shares:
        ends = ends.times(share)
    least, most = bounds
    is_least = least == math.prod(Fraction(share.min, WHOLE) for share in shares)
    is_most = most == math.prod(Fraction(share.max, WHOLE) for share in shares)
    return OpenEnds(ends.min_open and is_least, ends.max_open and is_most and most > 0, ends.is_sure)


def _list_column(upstream: Upstream, stakes: slice) -> Iterator[tuple[int, Interval]]:
    """List the holders that have a name with their shares; of unknown size where none is stated."""
    columns = (upstream.holder, upstream.capital_min, upstream.capital_max, upstream.flags)
    for holder, low, high, flags in zip(*(column[stakes].tolist() for column in columns), strict=True):
        if holder != UNNAMED and flags & HAS_CAPITAL:
            yield holder, Interval(low, high, flags & CAPITAL_MIN_OPEN > 0, flags & CAPITAL_MAX_OPEN > 0)
        elif holder != UNNAMED and flags & MAY_HAVE_CAPITAL:
            yield holder, Interval()


def _find_told(upstream: Upstream, stakes: slice) -> Interval:
    """Return what parties without a name are said to have: the least of it, and whether that is left out."""
    is_told = (upstream.holder[stakes] == UNNAMED) & ((upstream.flags[stakes] & HAS_CAPITAL) > 0)
    is_open = (upstream.flags[stakes][is_told] & CAPITAL_MIN_OPEN) > 0
    return Interval(sum(upstream.capital_min[stakes][is_told].tolist()), WHOLE, bool(is_open.any()))


def _passes_whole(upstream: Upstream, stakes: slice) -> bool:
    has = (upstream.flags[stakes] & HAS_CAPITAL) > 0
    low = upstream.capital_min[stakes][has].tolist()
    is_open = (upstream.flags[stakes][has] & CAPITAL_MIN_OPEN) > 0
    return sum(low) > WHOLE or (sum(low) == WHOLE and bool(is_open.any()))


def _bound(share: Interval, left: int, is_open: bool) -> Interval:
    """Return a share that is no more than what the others' least leave, or less where that is left out."""
    if left > share.max:
        return share
    return Interval(share.min, left, share.min_open, is_open or (left == share.max and bool(share.max_open)))
