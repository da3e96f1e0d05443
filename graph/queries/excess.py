"""Whether the stated shares of a company pass the whole, where a stake that restates another is one with it.

A person and the holding company that it controls may both be entered with the same shares; so parties of which one surely controls the
other are one holder in the sum, with the largest of their figures at least.  Reads stakes and control; words are elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from graph.control import closure
from graph.generation.interest_table import UNNAMED
from graph.network.stake import Interval, Stake
from graph.queries.context import QueryContext
from graph.queries.scope import build_subgraph
from ontology.shares import WHOLE


class LeastSum(NamedTuple):
    """What the least shares of a company add to, in share units.  ``exact``: they are single numbers, each counted."""

    least: int
    exact: bool


def find_excess(context: QueryContext, company: int) -> LeastSum | None:
    """Find what the least shares of capital or of votes add to, whichever is more, where they pass 100 %; None where they do not."""
    passing = context.view.holders(company).passing
    if not passing:
        return None
    below = find_controlled_holders(context, company, passing)
    sums = [_add_column(column, below) for column in (_list_shares(passing, "capital"), _list_shares(passing, "votes"))]
    return max((total for total in sums if total), key=lambda total: total.least, default=None)


def find_controlled_holders(context: QueryContext, company: int, stakes: Sequence[Stake]) -> dict[int, frozenset[int]]:
    """Find which holders of a company surely control which others of its holders.  Those that control none are left out."""
    holders = {stake.holder for stake in stakes} - {UNNAMED, company}
    held = [holder for holder in holders if context.view.stakes(holder)]
    if not held:
        return {}
    above, _ = context.ancestors(held)
    prepared = build_subgraph(context, above).prepared
    criterion = context.options.setting.control
    controlled = {h: holders.intersection(closure((h,), prepared, certain=True, criterion=criterion)) for h in holders.intersection(above)}
    return {holder: frozenset(others - {holder}) for holder, others in controlled.items() if others - {holder}}


def find_least_money(context: QueryContext, company: int, members: Collection[int]) -> Fraction:
    """Find what some holders have at least of the money of a company whose shares pass the whole, by their own stakes in it, of one.

    That is the largest of their shares, or what the least shares leave of those whom they do not control.  Nothing where the shares do not
    pass the whole: what they have then follows from all stakes together.
    """
    holders = context.view.holders(company)
    own = [stake.capital.min for stake in holders.stakes if stake.holder in members and stake.capital]
    if not holders.passing or not own:
        return Fraction(0)
    below = find_controlled_holders(context, company, holders.stakes)
    inside = frozenset(members).union(*(below.get(member, ()) for member in members))
    others = sum(stake.capital.min for stake in holders.stakes if stake.holder not in inside and stake.capital)
    return Fraction(max(0, min(max(own), WHOLE - others)), WHOLE)


def _list_shares(stakes: Sequence[Stake], column: str) -> dict[int, Interval]:
    """List one column of shares by holder; each holder without a name has a negative number of its own."""
    shares = ((stake.holder if stake.holder != UNNAMED else -2 - place, getattr(stake, column)) for place, stake in enumerate(stakes))
    return {holder: share for holder, share in shares if share is not None}


def _add_column(column: Mapping[int, Interval], below: Mapping[int, Collection[int]]) -> LeastSum | None:
    """Add the least shares of a column; None where they do not pass the whole."""
    least = add_least({holder: share.min for holder, share in column.items()}, below)
    is_open = any(share.min_open and share.min for share in column.values())
    if least < WHOLE or (least == WHOLE and not is_open):
        return None
    every = all(share.max - share.min <= 1 for share in column.values())
    return LeastSum(least, every and least == sum(share.min for share in column.values()))


def add_least(figures: Mapping[int, int], below: Mapping[int, Collection[int]]) -> int:
    """Add the least shares of holders, each with those that it controls as one: the largest of its own and what they add to.

    ``below``: holder -> the holders that it controls.

    >>> add_least({1: 75, 2: 75, 3: 75}, {1: {2, 3}, 2: {3}}), add_least({1: 20, 2: 30, 3: 30}, {1: {2, 3}}), add_least({1: 60, 2: 60}, {})
    (75, 60, 120)
    """
    total, left = 0, set(figures)
    for top in sorted(figures, key=lambda holder: (-len(below.get(holder, ())), holder)):
        if top in left:
            controlled = left.intersection(below.get(top, ())) - {top}
            left -= controlled | {top}
            total += max(figures[top], add_least({holder: figures[holder] for holder in controlled}, below))
    return total
