"""Whether the stated shares of a company pass the whole, where a stake that restates another is one with it.

A person and the holding company that it controls may both be entered with the same shares; so parties of which one surely controls the
other are one holder in the sum, with the largest of their figures at least.  Reads stakes and control; words are elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from msgspec.structs import replace

from graph.control import closure
from graph.generation.interest_table import DIRECTNESS, UNNAMED
from graph.network.stake import Interval, Presence, Stake
from graph.ownership import ShareTable, all_integrated, find_rest
from graph.queries.context import QueryContext
from graph.queries.scope import build_subgraph
from graph.queries.untold import find_untold_holders
from ontology.shares import WHOLE
from ontology.statements import Directness, Family

_INDIRECT: Final = DIRECTNESS.index(Directness.INDIRECT)


class LeastSum(NamedTuple):
    """What the least shares of capital, or the least votes, of a company add to, in share units.

    ``exact``: they are single numbers, each counted.
    """

    least: int
    exact: bool
    of: Literal["shares", "votes"]


def find_excess(context: QueryContext, company: int) -> LeastSum | None:
    """Find what the least shares of capital or of votes add to, whichever is more, where they pass 100 %; None where they do not."""
    passing = context.view.holders(company).passing
    if not passing:
        return None
    below = find_controlled_holders(context, company, passing)
    sums = [_add_column("shares", _list_shares(passing, "capital"), below), _add_column("votes", _list_shares(passing, "votes"), below)]
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


def find_indirect_excess(context: QueryContext, company: int) -> dict[int, int]:
    """Find the people who are said to hold shares, or else votes, of a company through others beside those who hold directly.

    Returns the least of each, in share units, where they pass 100 % together; else nobody.  A person and a company may both be said to hold
    the same shares, one through the other; two people hold the same only together.
    """
    stakes = [s for s in context.view.stakes(company) if s.is_indirect and s.presence is Presence.CERTAIN]
    people = [s for s in stakes if context.references.kind(s.holder).is_person]
    for family in (Family.MONEY, Family.VOTES) if len(people) > 1 else ():
        claims: dict[int, int] = {}
        for stake in people:
            # What the records say, before what others have was held against it: the least of them.
            shares = [one.share for one in map(context.references.statement, stake.rows) if one.interest.family is family]
            claims[stake.holder] = min((share.min if share else 0 for share in shares), default=0)
        if sum(claims.values()) > WHOLE:
            return {person: least for person, least in claims.items() if least}
    return {}


class _Claims(NamedTuple):
    """The shares of a company by holder, and which of its holders surely control which others."""

    figures: Mapping[int, Interval]
    below: Mapping[int, frozenset[int]]
    least: int
    """What the least shares add to, those of whom another holder controls as one with his."""

    @classmethod
    def of(cls, context: QueryContext, company: int) -> _Claims:
        stakes = context.view.stakes(company)
        figures, below = _list_shares(stakes, "capital"), find_controlled_holders(context, company, stakes)
        return cls(figures, below, sum(group_least({holder: share.min for holder, share in figures.items()}, below).values()))

    def find_least(self, members: Collection[int]) -> Fraction:
        """Find what some holders have at least: the largest of their shares, or what the least shares leave of others than they control."""
        own = [self.figures[member].min for member in members if member in self.figures]
        if not own:
            return Fraction(0)
        inside = frozenset(members).union(*(self.below.get(member, ()) for member in members))
        if len(inside) == 1 and not any(inside & controlled for controlled in self.below.values()):
            others = self.least - own[0]
        else:
            outside = {holder: share.min for holder, share in self.figures.items() if holder not in inside}
            others = sum(group_least(outside, self.below).values())
        return Fraction(max(0, min(max(own), WHOLE - others)), WHOLE)


def find_least_money(context: QueryContext, company: int, members: Collection[int]) -> Fraction:
    """Find what some holders have at least of the money of a company whose shares pass the whole, by their own stakes in it, of one.

    Nothing where the shares do not pass the whole: what they have then follows from all stakes together.
    """
    return _Claims.of(context, company).find_least(members) if context.view.holders(company).passing else Fraction(0)


def find_least_shares(context: QueryContext, company: int, capital: ShareTable) -> dict[int, Fraction]:
    """Find the same of everybody, also of who has it through a holder of the company: of that one's least as much as is surely theirs.

    ``capital``: the shares of those above the company, through whom it is found.
    """
    if not context.view.holders(company).passing:
        return {}
    claims = _Claims.of(context, company)
    direct = [holder for holder in claims.figures if holder >= 0 and holder != company]
    least = {holder: claims.find_least((holder,)) for holder in direct}
    for holder, own in list(least.items()):
        if own and holder in capital:
            for party, (part, _) in all_integrated(holder, capital).items():
                least[party] = max(least.get(party, Fraction(0)), own * part)
    return least


def raise_by_indirect(
    context: QueryContext, company: int, members: Collection[int], least: Fraction, most: Fraction
) -> tuple[Fraction, Fraction]:
    """Raise what some holders have of a company's money, of one, by what they are said to have through others beside direct holders.

    ``least``, ``most``: what follows from the direct shares.  Of both together they have the greater at least, and no more than both.
    Votes that are held through others say nothing of the money of those others, and no more does control.
    """
    for stake in context.view.stakes(company):
        if stake.holder in members and is_part_of_others(context, stake):
            share = stake.capital or Interval()
            least, most = max(least, Fraction(share.min, WHOLE)), min(Fraction(1), most + Fraction(share.max, WHOLE))
    return least, most


def is_part_of_others(context: QueryContext, stake: Stake) -> bool:
    """Whether a stake is held through others beside direct holders, or is control through others of which no size is stated."""
    if stake.is_indirect or stake.control is Presence.ABSENT or stake.capital is not None or stake.votes is not None:
        return stake.is_indirect
    directness = context.generation.interests.columns["direct"]
    return bool(stake.rows) and all(directness[row] == _INDIRECT for row in stake.rows)


def find_residual(context: QueryContext, company: int) -> Interval:
    """Find what of a company's capital no source gives to a named holder, in share units.

    It is what parties without a name are said to have at least, and no more for sure where it is not told what a named holder has.
    Where the shares pass the whole, what one says again of another counts once; what is too much then is taken from each that remains.
    """
    holders = context.view.holders(company)
    shares = {s.holder: s.capital or Interval() for s in holders.stakes if s.holder != UNNAMED and s.bears_on_money}
    unnamed = [stake.capital for stake in holders.stakes if stake.holder == UNNAMED and stake.capital and not stake.is_indirect]
    told = Interval(sum(share.min for share in unnamed), WHOLE, any(share.min_open for share in unnamed))
    rest = find_rest(shares, None if holders.passing else told)
    if find_untold_holders(context, company):
        rest = replace(rest, min=min(rest.min, told.min), min_open=0 < told.min <= rest.min and told.min_open)
    if not holders.passing:
        return rest
    figures = _list_shares(holders.stakes, "capital")
    least = group_least({h: share.min for h, share in figures.items()}, find_controlled_holders(context, company, holders.stakes))
    excess = max(0, sum(least.values()) - WHOLE)
    most = WHOLE - sum(max(0, units - excess) for holder, units in least.items() if holder >= 0)
    is_open = most > 0 and not excess and all(share.min_open for share in figures.values() if share.min)
    return Interval(min(rest.min, most), most, rest.min_open and rest.min < most, is_open)


def _list_shares(stakes: Sequence[Stake], column: str) -> dict[int, Interval]:
    """List one column of shares by holder; each holder without a name has a negative number of its own."""
    shares = (
        (stake.holder if stake.holder != UNNAMED else -2 - place, getattr(stake, column))
        for place, stake in enumerate(stakes)
        if not stake.is_indirect
    )
    return {holder: share for holder, share in shares if share is not None}


def _add_column(of: Literal["shares", "votes"], column: Mapping[int, Interval], below: Mapping[int, Collection[int]]) -> LeastSum | None:
    """Add the least shares of a column; None where they do not pass the whole."""
    least = sum(group_least({holder: share.min for holder, share in column.items()}, below).values())
    is_open = any(share.min_open and share.min for share in column.values())
    if least < WHOLE or (least == WHOLE and not is_open):
        return None
    every = all(share.max - share.min <= 1 for share in column.values())
    return LeastSum(least, every and least == sum(share.min for share in column.values()), of)


def group_least(figures: Mapping[int, int], below: Mapping[int, Collection[int]]) -> dict[int, int]:
    """Return the least shares of holders, those that another of them controls as one with it: the largest of its own and what they add to.

    ``below``: holder -> the holders that it controls.

    >>> group_least({1: 75, 2: 75, 3: 75}, {1: {2, 3}, 2: {3}}), group_least({1: 20, 2: 30, 3: 30}, {1: {2, 3}})
    ({1: 75}, {1: 60})
    >>> group_least({1: 60, 2: 60}, {})
    {1: 60, 2: 60}
    """
    groups: dict[int, int] = {}
    left = set(figures)
    for top in sorted(figures, key=lambda holder: (-len(below.get(holder, ())), holder)):
        if top in left:
            controlled = left.intersection(below.get(top, ())) - {top}
            left -= controlled | {top}
            groups[top] = max(figures[top], sum(group_least({holder: figures[holder] for holder in controlled}, below).values()))
    return groups
