"""Capital shares by company and holder, and what can be read off them without solving anything.  Pure; fractions and share units."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from graph.algorithms.scc import strongly_connected_components
from graph.algorithms.traversal import walk
from graph.generation.interest_table import UNNAMED
from graph.network.stake import Interval
from graph.network.stake_table import CAPITAL_MIN_OPEN, CONTROL_POSSIBLE, HAS_CAPITAL, HAS_VOTES, INDIRECT_BESIDE
from graph.network.upstream import Upstream
from ontology.shares import WHOLE

Shareholders = Mapping[int, Interval]
"""Holder -> the holder's capital in one company."""

ShareTable = Mapping[int, Shareholders]
"""Company -> its named shareholders, none where nobody who holds it is named.  Holders who are no company of the table are where walks
end."""

MAY_HAVE_CAPITAL: Final = HAS_CAPITAL | HAS_VOTES | CONTROL_POSSIBLE
"""Flags of which a stake has one that gives its holder capital, or leaves open how much it has: votes and control say nothing of money."""

Number = Fraction | float
"""A part of one whole: a fraction where it is exact, a float that is on the safe side where it is not."""

Bounds = tuple[Fraction, Fraction]
"""Least and greatest, as fractions of one."""

_Number = TypeVar("_Number", int, npt.NDArray[np.int64])

_ANYTHING: Final = Interval()


def place_unnamed(company: _Number) -> _Number:
    """Return the number under which a table has what parties without a name are surely said to hold of a company, or back.

    It is no party; what several of them have is added.
    """
    return -2 - company


ONE: Final = Fraction(1)
ZERO: Final = Fraction(0)


class PartyShares(NamedTuple):
    """The least and greatest shares of some parties: lists of fractions, or arrays of floats."""

    parties: Sequence[int] | npt.NDArray[np.int64]
    least: Sequence[Number] | npt.NDArray[np.float64]
    most: Sequence[Number] | npt.NDArray[np.float64]

    def rows(self) -> Iterator[tuple[int, Number, Number]]:
        """Party by party."""
        columns = (column.tolist() if isinstance(column, np.ndarray) else column for column in self)
        return zip(*columns, strict=True)


class UltimateShare(NamedTuple):
    """A place where the money of a company ends up: a holder nobody owns, the residual of ``party``, or a closed ring."""

    party: int
    least: Number
    most: Number
    residual: bool = False
    ring: tuple[int, ...] = ()


class Ends(NamedTuple):
    """Where the money of a company ends up: parties nobody owns, undisclosed residuals of parties, closed rings."""

    parties: PartyShares
    residuals: PartyShares
    rings: list[UltimateShare]

    def to_list(self) -> list[UltimateShare]:
        """All of them, party by party."""
        parties = [UltimateShare(*row) for row in self.parties.rows()]
        return [*parties, *self.rings, *(UltimateShare(*row, residual=True) for row in self.residuals.rows())]


def to_share_table(upstream: Upstream) -> dict[int, dict[int, Interval]]:
    """Return the shares of what was collected above a company, fit to the whole.

    Control or votes stated without a share leave the share unknown: 0 to 100 %.  What is held through others beside direct holders is a
    part of what these hold, and left out.
    """
    parties, holders, flags = upstream.parties.tolist(), upstream.holder.tolist(), upstream.flags.tolist()
    low, high, indptr = upstream.capital_min.tolist(), upstream.capital_max.tolist(), upstream.indptr.tolist()

    def to_share(k: int) -> Interval | None:
        return Interval(low[k], high[k], flags[k] & CAPITAL_MIN_OPEN > 0) if flags[k] & HAS_CAPITAL else None

    return fit_table(
        {
            company: [
                (parties[holders[k]] if holders[k] != UNNAMED else UNNAMED, to_share(k))
                for k in range(first, last)
                if flags[k] & MAY_HAVE_CAPITAL and not flags[k] & INDIRECT_BESIDE
            ]
            for company, (first, last) in zip(parties, pairwise(indptr), strict=False)
        }
    )


def fit_table(stated: Mapping[int, Sequence[tuple[int, Interval | None]]]) -> dict[int, dict[int, Interval]]:
    """Return the shares by company and named holder, each company's fit to the whole.

    ``stated``: company -> holders with their shares, None where none is stated; those without a name may be several.  A company that only
    such hold is in the table: its money is in it, not named.  What they surely have is what `place_unnamed` has.  In a company whose
    least shares pass 100 % a holder that may hold another of its holders, directly or through others, may have entered the shares of that
    one again, so that nothing of its own is sure.

    >>> half = Interval(WHOLE * 6 // 10, WHOLE * 6 // 10)
    >>> fit_table({1: [(2, half), (3, half)], 3: [(2, half)]})[1][2] == Interval(0, half.max)
    True
    """
    held = {
        company: [holder for holder, share in column if holder != UNNAMED and (share is None or share.max)]
        for company, column in stated.items()
    }
    table: dict[int, dict[int, Interval]] = {}
    for company, column in stated.items():
        shares = {place: share for place, (_, share) in enumerate(column) if share is not None}
        fitted = fit_column(shares)
        if fitted is not shares:
            above = _find_restating(company, held)
            fitted = fit_column(shares, restating={place for place, (holder, _) in enumerate(column) if holder in above})
        if column:
            table[company] = {holder: fitted.get(place, _ANYTHING) for place, (holder, _) in enumerate(column) if holder != UNNAMED}
            if told := sum(share.min for place, share in fitted.items() if column[place][0] == UNNAMED):
                table[company][place_unnamed(company)] = Interval(told, told)
    return table


def _find_restating(company: int, held: Mapping[int, Collection[int]]) -> set[int]:
    """Find the parties that may hold one of the company's holders, other than through the company itself."""

    def next_holders(party: int) -> Collection[int]:
        return held.get(party, ()) if party != company else ()

    starts = [above for holder in held[company] for above in next_holders(holder)]
    return set(walk(starts, next_holders)[0]) - {company}


def fit_column(column: Mapping[int, Interval], restating: Collection[int] = ()) -> Mapping[int, Interval]:
    """Fit the shares of one company to the whole; themselves where their least do not pass it.

    Where they do, each lies between what the others' least leave and its own greatest.  Least shares that would keep another from its own
    greatest are nothing: figures of which some must be wrong do not bound each other from above.  ``restating``: those that may say again
    what another of the column says, of which nothing is sure then.

    >>> tenth = WHOLE // 10
    >>> sixty, upper, lower = (Interval(least * tenth, most * tenth) for least, most in ((6, 6), (7, 10), (4, 5)))
    >>> [share.min // tenth for share in fit_column({1: sixty, 2: sixty}).values()]
    [4, 4]
    >>> [(share.min // tenth, share.max // tenth) for share in fit_column({1: upper, 2: lower}).values()]
    [(0, 10), (0, 5)]
    """
    excess = sum(share.min for share in column.values()) - WHOLE
    if excess < 0 or (excess == 0 and not any(share.min_open and share.min for share in column.values())):
        return column
    fitted = {
        holder: replace(share, min=0 if holder in restating else max(0, share.min - excess), min_open=False)
        for holder, share in column.items()
    }
    left = WHOLE - sum(share.min for share in fitted.values())
    if all(share.max - share.min <= left for share in fitted.values()):
        return fitted
    return {holder: replace(share, min=0) for holder, share in fitted.items()}


def fit_to_whole(share: Interval, excess: int) -> Interval:
    """Return what a share counts as in a column whose least shares pass 100 % by ``excess`` share units; itself where they do not.

    Some figure of the column is wrong, and nobody says which: the share lies between what the others' least shares leave and its own
    greatest.

    >>> tenth = WHOLE // 10
    >>> fit_to_whole(Interval(6 * tenth, 6 * tenth), excess=2 * tenth) == Interval(4 * tenth, 6 * tenth)
    True
    """
    return replace(share, min=max(0, share.min - excess), min_open=False) if excess > 0 else share


def residual(shareholders: Shareholders) -> Bounds:
    """The undisclosed remainder of one company, least and most, as fractions of one; never below nothing.

    >>> residual({1: Interval(WHOLE * 3 // 5, WHOLE * 3 // 4)}), residual(dict.fromkeys(range(3), Interval(WHOLE // 3, WHOLE // 3)))
    ((Fraction(1, 4), Fraction(2, 5)), (Fraction(0, 1), Fraction(0, 1)))
    """
    rest = find_rest(shareholders)
    return Fraction(rest.min, WHOLE), Fraction(rest.max, WHOLE)


def find_rest(shareholders: Shareholders, told: Interval | None = None) -> Interval:
    """The undisclosed remainder of one company, with the ends that are left out: beside less than a half it is more than a half.

    ``told``: what parties without a name are said to have of it, which it is at least.

    >>> find_rest({1: Interval(0, WHOLE // 2, max_open=True)}) == Interval(WHOLE // 2, WHOLE, min_open=True)
    True
    """
    least, most = (sum(ends) for ends in ([share.min for share in shareholders.values()], [share.max for share in shareholders.values()]))
    # Of one number that lies between two share units no end is left out.
    bands = [share for share in shareholders.values() if share.max - share.min > 1]
    min_open = most <= WHOLE and any(share.max_open for share in bands)
    max_open = least < WHOLE and any(share.min_open for share in bands)
    rest = Interval(max(0, WHOLE - most), max(0, WHOLE - least), min_open, max_open)
    if told is None or told.min < rest.min:
        return rest
    return replace(rest, min=told.min, min_open=told.min_open or (min_open and told.min == rest.min))


def slack(shareholders: Shareholders) -> int:
    """What the least shares leave, in share units; below zero where they pass 100 %."""
    return WHOLE - sum(share.min for share in shareholders.values())


def is_determined(shareholders: Shareholders) -> bool:
    """Whether the shareholders have no choice: exact shares, or least shares that fill the whole."""
    return all(share.min == share.max for share in shareholders.values()) or slack(shareholders) <= 0


def possible_holders(shareholders: Shareholders) -> list[int]:
    """The holders to whom a walk may go at all."""
    is_full = slack(shareholders) <= 0
    return [holder for holder, share in shareholders.items() if (share.min if is_full else share.max)]


def companies_above(company: int, table: ShareTable) -> list[int]:
    """The companies of the table that a walk up from ``company`` can meet, itself first, nearest first."""
    start = [company] if company in table else []
    return walk(start, lambda c: [holder for holder in table[c] if holder in table])[0]


def ancestors(starts: Iterable[int], table: ShareTable) -> set[int]:
    """Everyone whom a walk up from the starts can meet after at least one step."""

    def next_holders(company: int) -> list[int]:
        return possible_holders(table.get(company, {}))

    return set(walk([holder for company in starts for holder in next_holders(company)], next_holders)[0])


def find_closed_rings(companies: Collection[int], table: ShareTable) -> list[list[int]]:
    """Groups that surely hold all of each other: a walk that enters never leaves.  A company that has all of itself is one."""
    inside = {c for c in companies if slack(table[c]) <= 0}
    while leaving := {c for c in inside if any(h not in inside for h in possible_holders(table[c]))}:
        inside -= leaving
    groups = strongly_connected_components({c: possible_holders(table[c]) for c in sorted(inside)})
    group_of = {member: i for i, group in enumerate(groups) for member in group}
    return [g for i, g in enumerate(groups) if all(group_of[h] == i for c in g for h in possible_holders(table[c]))]
