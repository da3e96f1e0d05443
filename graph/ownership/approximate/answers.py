"""Answers in floats for one company: what ../exact/answers.py gives in fractions, as bounds that hold the truth."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import fsum

import numpy as np
import numpy.typing as npt

from graph.ownership.approximate.choices import Chances
from graph.ownership.approximate.subnetwork import Subnetwork
from graph.ownership.approximate.visits import EPSILON
from graph.ownership.approximate.walk import Walk
from graph.ownership.shares import Ends, PartyShares, ShareTable, UltimateShare, place_unnamed


@dataclass(slots=True)
class ApproximateAnswers:
    """The walk up from one company.  ``parties``: what those of the walk are called outside."""

    walk: Walk
    parties: npt.NDArray[np.int64]
    _shares: Chances | None = None

    @classmethod
    def of(cls, company: int, table: ShareTable) -> ApproximateAnswers:
        part, parties = Subnetwork.of_table(company, table)
        return cls(Walk.of(part, parties), parties)

    def integrated_of(self, goal: Collection[int]) -> tuple[float, float]:
        """Least and greatest integrated share of some parties as one holder."""
        members = np.flatnonzero(np.isin(self.parties, list(goal))).tolist()
        if not members:
            return 0.0, 0.0
        return self.walk.bounds(members[0]) if len(members) == 1 else self.walk.bounds_of(members)

    def integrated(self) -> PartyShares:
        """The same for everybody above the company."""
        shares, is_party = self._all_shares(), self.parties[1:] >= 0
        return PartyShares(self.parties[1:][is_party], shares.least[1:][is_party], shares.greatest[1:][is_party])

    def ends(self) -> Ends:
        """Where the walk ends: absorbing holders, residuals, closed rings."""
        walk, shares = self.walk, self._all_shares()
        residuals, is_end = self._residuals(shares), (walk.part.is_company == 0) & (self.parties >= 0)
        rings = [(ring, walk.ring(ring, shares)) for ring in walk.closed_rings()]
        # Where least shares pass 100 % the ends share more than one whole, which is told and not scaled.
        spare = np.inf
        if int(walk.part.slack.min()) >= 0:
            # They share one whole otherwise, so nobody's greatest is more than the others' least leave.
            least = fsum([fsum(shares.least[is_end].tolist()), fsum(residuals.least.tolist()), *(least for _, (least, _) in rings)])
            spare = 1.0 - least + 8 * EPSILON
        return Ends(
            self._limited(shares, is_end, spare),
            self._limited(residuals, residuals.greatest > 0, spare),
            [self._ring(ring, least, min(most, least + spare)) for ring, (least, most) in rings if most],
        )

    def _residuals(self, shares: Chances) -> Chances:
        """What is left of each company, with what parties without a name are said to have of it."""
        residuals = self.walk.residuals(shares)
        told = np.flatnonzero(self.parties < 0)
        order = np.argsort(self.parties) if len(told) else told
        companies = order[np.searchsorted(self.parties, place_unnamed(self.parties[told]), sorter=order)] if len(told) else told
        residuals.least[companies] += shares.least[told]
        residuals.greatest[companies] += shares.greatest[told]
        return residuals

    def _limited(self, shares: Chances, keep: npt.NDArray[np.bool_], spare: float) -> PartyShares:
        keep = keep & (shares.greatest > 0)
        least = shares.least[keep]
        return PartyShares(self.parties[keep], least, np.minimum(shares.greatest[keep], least + spare))

    def _ring(self, ring: list[int], least: float, most: float) -> UltimateShare:
        members = tuple(sorted(self.parties[ring].tolist()))
        return UltimateShare(members[0], least, most, ring=members)

    def _all_shares(self) -> Chances:
        if self._shares is None:
            self._shares = self.walk.all_bounds()
        return self._shares
