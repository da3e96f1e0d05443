"""Rules by which shares are multiplied along chains and added over them: integrated shares against a threshold.

The share of a set is that of its members as one holder.  Certain: the least share passes; possible: the greatest does.  Where a share lies
on the threshold itself, open ends decide: a bound that no shares inside the intervals attain is moved off it by an amount however small.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from msgspec.structs import replace

from graph import ownership
from graph.network.stake import Interval, Presence
from graph.rules.finding import Basis, Finding
from graph.rules.legal_test import LegalTest
from graph.rules.subgraph import Subgraph
from ontology.shares import WHOLE
from ontology.statements import Family

Shares = Mapping[int, Mapping[int, Interval]]
"""Company -> holder -> interval, of one dimension (capital or votes)."""

SELF: Final = -(1 << 40)
"""The number of a holder that is given what a company holds in itself, where that is counted."""

Measured = tuple[Presence, tuple[Fraction, Fraction]]
"""Whether a share meets the threshold, with its least and its greatest value."""

_NOTHING: Final[Measured] = (Presence.ABSENT, (ownership.ZERO, ownership.ZERO))
_NEAR: Final = Fraction(1, 10**6)
"""How near the threshold a share must be to be computed by itself; the pass over all holders errs by far less."""

_FAMILIES: Final = {"capital": Family.MONEY, "votes": Family.VOTES}

_NARROW: Final = 3
"""Intervals of fewer units have no room for ends moved inwards."""


@dataclass(frozen=True, slots=True)
class Multiplied(LegalTest):
    """Integrated shares in some dimensions ("capital", "votes") against a threshold in percent, one of them being enough."""

    subgraph: Subgraph
    dimensions: tuple[str, ...]
    percent: int
    strict: bool
    treasury: bool = True
    """Whether what a company holds in itself is dropped; else it is somebody else's."""
    _shares: dict[tuple[frozenset[int], str], Shares] = field(default_factory=dict)
    _measured: dict[tuple[frozenset[int], int, str], Measured] = field(default_factory=dict)
    _integrated: dict[tuple[int, str], Mapping[int, ownership.Bounds]] = field(default_factory=dict)

    def reach(self, group: Collection[int], companies: Collection[int]) -> dict[int, Finding]:
        findings: dict[int, Finding] = {}
        by = tuple(sorted(group))
        targets = set(companies) - set(group)
        if len(targets) > 1:
            # One company is sooner measured than looked for; a party that is not above it has no share.
            targets &= set(self.subgraph.descendants(group))
        dimensions = self.dimensions[:1] if self.subgraph.votes_are_capital else self.dimensions
        for company in targets:
            for dimension in dimensions:
                present, share = self.measure(group, company, dimension)
                earlier = findings.get(company)
                if present and (earlier is None or (present is Presence.CERTAIN and not earlier.certain)):
                    findings[company] = Finding(
                        company, present is Presence.CERTAIN, Basis.MULTIPLIED, by, share=share, multiplied=_FAMILIES[dimension]
                    )
        return findings

    def measure(self, group: Collection[int], company: int, dimension: str) -> Measured:
        """Return whether the set's share of one dimension meets the threshold, with its bounds."""
        key = frozenset(group), company, dimension
        if key not in self._measured:
            self._measured[key] = self._measure(group, company, dimension)
        return self._measured[key]

    def _measure(self, group: Collection[int], company: int, dimension: str) -> Measured:
        holder, shares = min(group), self._shares_as_one(frozenset(group), dimension)
        threshold = Fraction(self.percent, 100)
        computed = self._measure_shares(holder, group, company, dimension, threshold) if company in shares else _NOTHING
        stated = [self._weigh_stated(share, threshold) for share in self._list_stated(group, company, dimension)]
        if not stated:
            return computed
        present = max(computed[0], *(level for level, _ in stated))
        return present, (max(computed[1][0], *(b[0] for _, b in stated)), max(computed[1][1], *(b[1] for _, b in stated)))

    def _list_stated(self, group: Collection[int], company: int, dimension: str) -> list[Interval]:
        """List what the members of a set are stated to have in a company through others, beside what others hold directly."""
        indirect = [s for s in self.subgraph.stakes.get(company, ()) if s.is_indirect and s.holder in group]
        return [share for s in indirect if (share := s.capital if dimension == "capital" else s.votes) is not None]

    def _weigh_stated(self, share: Interval, threshold: Fraction) -> Measured:
        """Return whether a stated share meets the threshold, with its bounds."""
        least, most = Fraction(share.min, WHOLE), Fraction(share.max, WHOLE)
        if least > threshold or (least == threshold and (share.min_open or not self.strict)):
            return Presence.CERTAIN, (least, most)
        meets = most > threshold or (most == threshold and not self.strict and not share.max_open)
        return Presence.POSSIBLE if meets else Presence.ABSENT, (least, most)

    def _measure_shares(self, holder: int, group: Collection[int], company: int, dimension: str, threshold: Fraction) -> Measured:
        """Return the same of what follows from the shares along chains, of a set whose first member is ``holder``."""
        shares = self._shares_as_one(frozenset(group), dimension)
        least, most = self._bounds(group, company, dimension, threshold)
        if least > threshold or (
            least == threshold and (not self.strict or not _is_attained(holder, company, shares, least, greatest=False))
        ):
            return Presence.CERTAIN, (least, most)
        if most > threshold or (most == threshold and not self.strict and _is_attained(holder, company, shares, most, greatest=True)):
            return Presence.POSSIBLE, (least, most)
        return Presence.ABSENT, (least, most)

    def _bounds(self, group: Collection[int], company: int, dimension: str, threshold: Fraction) -> tuple[Fraction, Fraction]:
        """Return the least and the greatest share.

        One pass gives those of all holders above the company; only a share near the threshold is computed by itself.
        """
        holder, shares = min(group), self._shares_as_one(frozenset(group), dimension)
        if len(group) == 1:
            if (company, dimension) not in self._integrated:
                self._integrated[company, dimension] = ownership.all_integrated(company, shares)
            least, most = self._integrated[company, dimension].get(holder, (ownership.ZERO, ownership.ZERO))
            if least - _NEAR > threshold or most + _NEAR < threshold:
                return least, most
        return ownership.integrated(holder, company, shares)

    def _shares_as_one(self, group: frozenset[int], dimension: str) -> Shares:
        key = group, dimension
        if key not in self._shares:
            self._shares[key] = merge_holders(group, self._shares_of(dimension))
        return self._shares[key]

    def _shares_of(self, dimension: str) -> Shares:
        shares = self.subgraph.capital if dimension == "capital" else self.subgraph.votes
        if self.treasury:
            return shares
        return {company: {h if h != company else SELF: share for h, share in holders.items()} for company, holders in shares.items()}


def merge_holders(group: Collection[int], shares: Shares) -> Shares:
    """Return the shares with the members of a set as one holder, under the number of its first member."""
    if len(group) == 1:
        return shares
    first = min(group)
    merged: dict[int, dict[int, Interval]] = {}
    for company, holders in shares.items():
        theirs = [share for holder, share in holders.items() if holder in group]
        merged[company] = {h: s for h, s in holders.items() if h not in group} | ({first: _sum(theirs)} if theirs else {})
    return merged


def _sum(shares: list[Interval]) -> Interval:
    least, most = sum(s.min for s in shares), sum(s.max for s in shares)
    return Interval(
        min(least, WHOLE),
        min(most, WHOLE),
        least <= WHOLE and any(s.min_open for s in shares),
        most <= WHOLE and any(s.max_open for s in shares),
    )


def _is_attained(holder: int, company: int, shares: Shares, bound: Fraction, *, greatest: bool) -> bool:
    """Whether shares inside the intervals attain the bound: then moving the open ends inwards by one unit does not move it."""
    moved = {c: {h: _move_inwards(share) for h, share in holders.items()} for c, holders in shares.items()}
    least, most = ownership.integrated(holder, company, moved)
    return (most if greatest else least) == bound


def _move_inwards(share: Interval) -> Interval:
    if share.max - share.min < _NARROW:
        return share
    return replace(share, min=share.min + int(share.min_open), max=share.max - int(share.max_open))
