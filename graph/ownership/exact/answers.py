"""Exact answers for one company: everybody's integrated share, and where the money ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from graph.ownership.exact.bounds import bound, bound_greatest, bound_least
from graph.ownership.exact.visits import Visits
from graph.ownership.shares import (
    ONE,
    ZERO,
    Bounds,
    Ends,
    PartyShares,
    ShareTable,
    UltimateShare,
    ancestors,
    companies_above,
    find_closed_rings,
    is_determined,
    place_unnamed,
    residual,
    slack,
)
from ontology.shares import WHOLE


@dataclass(slots=True)
class ExactAnswers:
    """The walk up from one company with everything that is asked of it.  ``companies``: those of the table, nearest first."""

    company: int
    table: ShareTable
    companies: list[int]
    above_choice: set[int]
    """Parties above a company that has a choice: their greatest share may be more than their least."""
    above_excess: set[int]
    """Parties above a company whose least shares pass 100 %."""
    visits: Visits

    @classmethod
    def of(cls, company: int, table: ShareTable) -> ExactAnswers:
        companies = companies_above(company, table)
        above_choice = ancestors((c for c in companies if not is_determined(table[c])), table)
        above_excess = ancestors((c for c in companies if slack(table[c]) < 0), table)
        return cls(company, table, companies, above_choice, above_excess, Visits.of(company, table))

    def _integrated(self, holder: int) -> Bounds:
        if holder == self.company:
            return ONE, ONE
        goal = frozenset((holder,))
        where = self.company, self.companies, self.table
        least = bound_least(*where, goal) if holder in self.above_excess else self.visits.least.get(holder, ZERO)
        return least, bound_greatest(*where, goal) if holder in self.above_choice else least

    def integrated(self) -> PartyShares:
        """Least and greatest integrated share of everybody above the company."""
        holders = dict.fromkeys(h for c in self.companies for h in self.table[c] if h >= 0 and h != self.company)
        return _to_columns({holder: self._integrated(holder) for holder in holders})

    def ends(self) -> Ends:
        """Where the walk ends: absorbing holders, residuals, closed rings."""
        rings = find_closed_rings(self.companies, self.table)
        in_rings = {member for ring in rings for member in ring}
        holders = sorted({h for c in self.companies for h in self.table[c] if h >= 0 and h not in self.table})
        shares = {h: self._integrated(h) for h in holders}
        of_rings = [UltimateShare(min(ring), *self._ring(ring), ring=tuple(sorted(ring))) for ring in rings]
        left = [c for c in self.companies if residual(self.table[c])[1] or place_unnamed(c) in self.table[c]]
        residuals = {c: self._residual(c) for c in left if c not in in_rings}
        return Ends(
            _to_columns(_leave_out_zeros(shares)), _to_columns(_leave_out_zeros(residuals)), [ring for ring in of_rings if ring.most]
        )

    def _ring(self, ring: Iterable[int]) -> Bounds:
        members = frozenset(ring)
        if self.company in members:
            return ONE, ONE
        if members & (self.above_choice | self.above_excess):
            return bound(self.company, self.companies, self.table, members)
        share = self.visits.rings.get(tuple(sorted(members)), ZERO)
        return share, share

    def _residual(self, company: int) -> Bounds:
        shareholders = self.table[company]
        is_open = company in self.above_choice or company in self.above_excess or not is_determined(shareholders)
        if is_open or company not in self.visits.visits:
            return bound(self.company, self.companies, self.table, frozenset((place_unnamed(company),)), company)
        told = shareholders.get(place_unnamed(company))
        share = self.visits.visits[company] * (residual(shareholders)[0] + Fraction(told.min if told else 0, WHOLE))
        return share, share


def _leave_out_zeros(shares: Mapping[int, Bounds]) -> dict[int, Bounds]:
    return {party: (least, most) for party, (least, most) in shares.items() if most}


def _to_columns(shares: Mapping[int, Bounds]) -> PartyShares:
    return PartyShares(list(shares), [least for least, _ in shares.values()], [most for _, most in shares.values()])
