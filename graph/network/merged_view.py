"""The stakes on a day if some parties were one: what a candidate would make of the network, read from the rows of all its parties.

The party that stands in for the others has their holders and their holdings; the others are held by nobody and hold nothing.  Rival
claims, times and sums follow the rules of the network (as_of.py), as though the sources had said that they are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from graph.network.as_of import AsOfView, SupposedInterest
from graph.network.stake import Holders


@dataclass(slots=True)
class MergedView(AsOfView):
    """``stand_in``: party -> the one that stands in for it."""

    stand_in: Mapping[int, int] = field(default_factory=dict)
    _members: dict[int, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        AsOfView.__post_init__(self)
        self._members = defaultdict(list)
        for party, other in self.stand_in.items():
            self._members[other].append(party)

    @property
    def is_of_table(self) -> bool:
        """Whether its stakes are those of the table: not where parties stand in for others."""
        return not self.stand_in and not self.overlay

    def companies_of(self, holder: int) -> list[int]:
        """The companies in which ``holder``, or one for whom it stands in, has a stake that is not absent."""
        if holder in self.stand_in:
            return []
        companies = [c for party in (holder, *self._members.get(holder, ())) for c in AsOfView.companies_of(self, party)]
        merged = dict.fromkeys(self.stand_in.get(company, company) for company in companies)
        if self.overlay:
            replaced = {company for company, holders in self.overlay.items() if all(s.holder != holder for s in holders.stakes)}
            return [company for company in merged if company != holder and company not in replaced]
        return [company for company in merged if company != holder]

    def suppose(self, company: int, replaced: Collection[tuple[int, int]], supposed: Sequence[SupposedInterest]) -> Holders:
        """Who would hold what in ``company`` if some interests were other than stated, of which the parties are those that stand in."""
        return self.merge([company, *self._members.get(company, ())], self.stand_in, replaced, supposed)

    def _read(self, company: int) -> Holders:
        if company in self.stand_in:
            return Holders()
        others = self._members.get(company)
        if others:
            return self.merge([company, *others], self.stand_in)
        holders = AsOfView._read(self, company)
        parties = {party for stake in holders.stakes for party in (stake.holder, *stake.through)}
        return self.merge([company], self.stand_in) if parties & self.stand_in.keys() else holders
