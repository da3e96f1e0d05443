"""Exact answers for one company: everybody's integrated share, and where the money ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.ownership.exact import bounds
from graph.ownership.exact.visits import Walk, walk
from graph.ownership.shares import ONE, ZERO, Bounds, Capital, UltimateShare, above, closed_rings, rest, room, settled, upwards


@dataclass(slots=True)
class Owners:
    """The walk up from one company with everything that is asked of it.  ``companies``: those with a column, nearest first."""

    company: int
    capital: Capital
    companies: list[int]
    free: set[int]
    """Parties above a company that has a choice: their greatest share may be more than their least."""
    over: set[int]
    """Parties above a company whose least shares pass 100 %."""
    _walk: Walk = field(default_factory=Walk)

    @classmethod
    def of(cls, company: int, capital: Capital) -> Owners:
        companies = upwards(company, capital)
        free = above((c for c in companies if not settled(capital[c])), capital)
        over = above((c for c in companies if room(capital[c]) < 0), capital)
        return cls(company, capital, companies, free, over, walk(company, capital))

    def share(self, holder: int) -> Bounds:
        """Least and greatest integrated share."""
        if holder == self.company:
            return ONE, ONE
        goal = frozenset((holder,))
        where = self.company, self.companies, self.capital
        least = bounds.least(*where, goal) if holder in self.over else self._walk.first.get(holder, ZERO)
        return least, bounds.most(*where, goal) if holder in self.free else least

    def shares(self) -> dict[int, Bounds]:
        """Everybody above the company."""
        parties = dict.fromkeys(h for c in self.companies for h in self.capital[c] if h != self.company)
        return {holder: self.share(holder) for holder in parties}

    def ultimate(self) -> list[UltimateShare]:
        rings = closed_rings(self.companies, self.capital)
        inside = {member for ring in rings for member in ring}
        ends = sorted({h for c in self.companies for h in self.capital[c] if h not in self.capital})
        found = [UltimateShare(h, *self.share(h)) for h in ends]
        found += [UltimateShare(min(ring), *self._ring(ring), ring=tuple(sorted(ring))) for ring in rings]
        found += [
            UltimateShare(c, *self._residual(c), residual=True) for c in self.companies if c not in inside and rest(self.capital[c])[1]
        ]
        return [share for share in found if share.most]

    def _ring(self, ring: Iterable[int]) -> Bounds:
        members = frozenset(ring)
        if self.company in members:
            return ONE, ONE
        if members & (self.free | self.over):
            return bounds.bounds(self.company, self.companies, self.capital, members)
        return (self._walk.rings.get(tuple(sorted(members)), ZERO),) * 2

    def _residual(self, owner: int) -> Bounds:
        column = self.capital[owner]
        if owner in self.free or owner in self.over or not settled(column) or owner not in self._walk.visits:
            return bounds.bounds(self.company, self.companies, self.capital, frozenset(), owner)
        return (self._walk.visits[owner] * rest(column)[0],) * 2
