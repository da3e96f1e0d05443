"""Rules by which shares are multiplied along chains and added over them: integrated shares against a threshold.

The share of a set is that of its members as one holder.  Certain: the least share passes; possible: the greatest does.  Where a share lies
on the threshold itself, open ends decide: a bound that no shares inside the boxes attain is moved off it by an amount however small.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from graph import ownership
from graph.network.stake import Interval, Presence
from graph.rules.finding import Basis, Finding
from graph.rules.subgraph import Subgraph
from ontology.shares import WHOLE

Shares = Mapping[int, Mapping[int, Interval]]
"""Company -> holder -> box, of one column."""

SELF: Final = -(1 << 40)
"""Holds what a company holds in itself, where that is counted."""

Judged = tuple[Presence, tuple[Fraction, Fraction]]
"""A verdict with the least and the greatest share."""

_NEAR: Final = Fraction(1, 10**6)
"""How near the threshold a share has to be to be worked out by itself; the pass over everybody errs by far less."""

_NARROW: Final = 3
"""Boxes of fewer units have no room for ends moved inwards."""


@dataclass(frozen=True, slots=True)
class Multiplied:
    """Integrated shares in some columns ("capital", "votes") against a threshold in percent, one column being enough."""

    scene: Subgraph
    columns: tuple[str, ...]
    percent: int
    strict: bool
    treasury: bool = True
    """Whether what a company holds in itself is dropped; else it is somebody else's."""
    _merged: dict[tuple[frozenset[int], str], Shares] = field(default_factory=dict)
    _judged: dict[tuple[frozenset[int], int, str], Judged] = field(default_factory=dict)
    _above: dict[tuple[int, str], Mapping[int, ownership.Bounds]] = field(default_factory=dict)

    def reached(self, group: Collection[int], companies: Collection[int]) -> dict[int, Finding]:
        """The companies in which the set has the share."""
        found: dict[int, Finding] = {}
        asked = set(companies) - set(group)
        if len(asked) > 1:
            # One company is sooner judged than looked for; a party that is not above it has no share.
            asked &= set(self.scene.descendants(group))
        columns = self.columns[:1] if self.scene.same_columns else self.columns
        for company in asked:
            for column in columns:
                present, share = self.judge(group, company, column)
                earlier = found.get(company)
                if present and (earlier is None or (present is Presence.CERTAIN and not earlier.certain)):
                    found[company] = Finding(company, present is Presence.CERTAIN, Basis.MULTIPLIED, tuple(sorted(group)), share=share)
        return found

    def judge(self, group: Collection[int], company: int, column: str) -> Judged:
        """Whether the set's share of one column passes, and its bounds."""
        key = frozenset(group), company, column
        if key not in self._judged:
            self._judged[key] = self._judge(group, company, column)
        return self._judged[key]

    def _judge(self, group: Collection[int], company: int, column: str) -> Judged:
        holder, shares = min(group), self._shares(frozenset(group), column)
        if company not in shares:
            return Presence.ABSENT, (ownership.ZERO, ownership.ZERO)
        wanted = Fraction(self.percent, 100)
        least, most = self._bounds(group, company, column, wanted)
        if least > wanted or (least == wanted and (not self.strict or not _attained(holder, company, shares, least, greatest=False))):
            return Presence.CERTAIN, (least, most)
        if most > wanted or (most == wanted and not self.strict and _attained(holder, company, shares, most, greatest=True)):
            return Presence.POSSIBLE, (least, most)
        return Presence.ABSENT, (least, most)

    def _bounds(self, group: Collection[int], company: int, column: str, wanted: Fraction) -> tuple[Fraction, Fraction]:
        """Least and greatest share.  One pass gives those of everybody above; only one on the threshold is asked for by itself."""
        holder, shares = min(group), self._shares(frozenset(group), column)
        if len(group) == 1:
            if (company, column) not in self._above:
                self._above[company, column] = ownership.all_integrated(company, shares)
            least, most = self._above[company, column].get(holder, (ownership.ZERO, ownership.ZERO))
            if least - _NEAR > wanted or most + _NEAR < wanted:
                return least, most
        return ownership.integrated(holder, company, shares)

    def _shares(self, group: frozenset[int], column: str) -> Shares:
        key = group, column
        if key not in self._merged:
            self._merged[key] = as_one(group, self._columns(column))
        return self._merged[key]

    def _columns(self, column: str) -> Shares:
        shares = self.scene.capital if column == "capital" else self.scene.votes
        if self.treasury:
            return shares
        return {company: {h if h != company else SELF: box for h, box in held.items()} for company, held in shares.items()}


def as_one(group: Collection[int], shares: Shares) -> Shares:
    """The columns with the members of a set as one holder."""
    if len(group) == 1:
        return shares
    one = min(group)
    merged: dict[int, dict[int, Interval]] = {}
    for company, column in shares.items():
        theirs = [box for holder, box in column.items() if holder in group]
        merged[company] = {h: b for h, b in column.items() if h not in group} | ({one: _sum(theirs)} if theirs else {})
    return merged


def _sum(boxes: list[Interval]) -> Interval:
    least, most = sum(b.min for b in boxes), sum(b.max for b in boxes)
    return Interval(
        min(least, WHOLE),
        min(most, WHOLE),
        least <= WHOLE and any(b.min_open for b in boxes),
        most <= WHOLE and any(b.max_open for b in boxes),
    )


def _attained(holder: int, company: int, shares: Shares, bound: Fraction, *, greatest: bool) -> bool:
    """Whether shares inside the boxes attain the bound: then moving the open ends inwards by one unit does not move it."""
    moved = {c: {h: _inside(box) for h, box in column.items()} for c, column in shares.items()}
    least, most = ownership.integrated(holder, company, moved)
    return (most if greatest else least) == bound


def _inside(box: Interval) -> Interval:
    if box.max - box.min < _NARROW:
        return box
    return replace(box, min=box.min + int(box.min_open), max=box.max - int(box.max_open))
