"""The answers of the package in floats, over capital columns: the same questions as owners.py answers in fractions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from graph.ownership.approximate import subnetwork
from graph.ownership.approximate.walk import Pushed, Span
from graph.ownership.shares import ONE, ZERO, Bounds, Capital, UltimateShare, closed_rings


@dataclass(slots=True)
class Spans:
    """The walk up from one company."""

    capital: Capital
    parties: list[int]
    number: dict[int, int]
    pushed: Pushed

    @classmethod
    def of(cls, company: int, capital: Capital) -> Spans:
        part, parties = subnetwork.of_capital(capital, company)
        # A walk that circles reads every stake again and again, once more for each party asked about.
        work = len(part.holder) * len(parties)
        return cls(capital, parties, {party: i for i, party in enumerate(parties)}, Pushed.of(part, parties, work))

    def together(self, goal: Collection[int]) -> Bounds:
        """The share of some parties as one holder."""
        known = [self.number[party] for party in goal if party in self.number]
        if not known:
            return ZERO, ZERO
        return _fractions(self.pushed.bounds(known[0]) if len(known) == 1 else self.pushed.bounds_of(known))

    def shares(self) -> dict[int, Bounds]:
        """Everybody above the company."""
        return {party: _fractions(span) for party, span in list(zip(self.parties, self.pushed.all_bounds(), strict=True))[1:]}

    def ultimate(self) -> list[UltimateShare]:
        companies = [party for party in self.parties if party in self.capital]
        rings = closed_rings(companies, self.capital)
        inside = {member for ring in rings for member in ring}
        spans = self.pushed.all_bounds()
        found = [UltimateShare(p, *_fractions(spans[i])) for i, p in enumerate(self.parties) if p not in self.capital]
        found += [
            UltimateShare(min(ring), *_fractions(self.pushed.ring([self.number[p] for p in ring])), ring=tuple(sorted(ring)))
            for ring in rings
        ]
        found += [
            UltimateShare(c, *_fractions(self.pushed.residual(self.number[c], spans[self.number[c]])), residual=True)
            for c in companies
            if c not in inside
        ]
        found = [share for share in found if share.most]
        # Where a column passes 100 % the ends share more than one whole, which is told and not scaled.
        return found if int(self.pushed.part.room.min()) < 0 else _adding_up(found)


def _adding_up(shares: list[UltimateShare]) -> list[UltimateShare]:
    """Nobody's greatest is more than the others' least leave.  The ends share one whole, whatever the shares are."""
    spare = ONE - sum((share.least for share in shares), ZERO)
    return [UltimateShare(s.party, s.least, min(s.most, s.least + spare), s.residual, s.ring) for s in shares]


def _fractions(span: Span) -> Bounds:
    return Fraction(span[0]), Fraction(span[1])
