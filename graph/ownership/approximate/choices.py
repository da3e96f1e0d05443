"""Bounds for everybody at once where companies with a choice of shares stand outside cycles.

Between such companies the walk is linear: pushed up from each of their holders once, it gives the chances to reach everybody.  A company
with a choice then allots its shares for each goal by itself, greedily by value, as graph/ownership/exact/bounds.py does for one.  So do
companies whose least shares pass 100 %, which are cut to all.  That takes a few pushes, where one search a goal takes thousands.

Where a company with a choice stands in a cycle, what it gets depends on what it gives, and this does not apply.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from graph.ownership.approximate.returns import Returns
from graph.ownership.approximate.subnetwork import Components, Floats, Subnetwork
from graph.ownership.approximate.visits import CUT, EPSILON, PUSHED, Visits
from ontology.shares import WHOLE

WORK: Final = 2**22
"""Pushes times what one may touch, and numbers that are kept, above which this is given up."""


class Chances(NamedTuple):
    """Least and greatest chance to reach each party, from one; 0 for itself."""

    least: Floats
    greatest: Floats


def find_choosers(part: Subnetwork) -> npt.NDArray[np.bool_]:
    """Mark companies with a choice of shares, and those over 100 %: what they get is no sum of fixed parts."""
    chooses = part.slack < 0
    company = part.company_of
    chooses[company[(part.high > part.low) & (part.slack[company] > 0)]] = True
    marked: npt.NDArray[np.bool_] = chooses
    return marked


def bound_shares(visits: Visits, returns: Returns) -> Chances:
    """The integrated shares at the least shares, as a push gives them with its error."""
    low, high = visits.share.copy(), visits.share.copy()
    circled = np.isin(visits.how, (PUSHED, CUT))
    known = circled & ~np.isnan(returns.again)
    share = visits.expected[known] / returns.again[known]
    low[known], high[known] = share * np.maximum(0.0, 1 - returns.missed[known]), share * (1 + returns.missed[known])
    unknown = circled & ~known
    if unknown.any():
        # A walk that comes by stays away for good with the part that leaves the component at least.
        low[unknown], high[unknown] = (visits.expected * returns.leaving)[unknown], visits.expected[unknown]
    error, lost = visits.relative + 4 * EPSILON, float(visits.lost[0])
    return Chances(np.maximum(0.0, low * (1 - error) - lost), np.minimum(1.0, high * (1 + error) + lost))


def bound_all(part: Subnetwork, parties: npt.NDArray[np.int64], by_possible: Components, heaviest: int, size: int) -> Chances | None:
    """The chances to reach each party from party 0; None where choices stand in cycles, or where it would take too long.

    ``by_possible``: the components by all stakes.  ``heaviest``: see `Returns.solve`.
    """
    chooses = find_choosers(part)
    choosers = np.flatnonzero(chooses)
    company, count = part.company_of, len(part.slack)
    in_cycle = (np.diff(by_possible.first) > 1)[by_possible.label]
    in_cycle[company[company == part.holder]] = True
    needed = np.zeros(count, np.bool_)
    needed[part.holder[chooses[company]]] = True
    needed[0] = True
    pushes = int((needed & ~chooses & (part.is_company > 0)).sum())
    if in_cycle[choosers].any() or pushes * (count + len(part.holder)) > WORK or (pushes + len(choosers)) * count > WORK:
        return None
    linear = part.keep_stakes(~chooses[company])
    components = Components.of(linear, size, linear.low > 0)
    push = _Push(linear, components, Returns(linear, parties, components, size), heaviest, size)
    found: dict[int, Chances] = {}
    for chooser in choosers[np.argsort(by_possible.label[choosers], kind="stable")].tolist():
        for holder in part.holder[part.indptr[chooser] : part.indptr[chooser + 1]].tolist():
            if holder not in found and part.is_company[holder]:
                found[holder] = push.chances(holder, choosers, found)
        found[chooser] = _allot(part, chooser, found)
    return found[0] if 0 in found else push.chances(0, choosers, found)


class _Push(NamedTuple):
    """The walk along the stakes of companies without a choice."""

    part: Subnetwork
    components: Components
    returns: Returns
    heaviest: int
    size: int

    def chances(self, start: int, choosers: npt.NDArray[np.int64], found: dict[int, Chances]) -> Chances:
        """From a party without a choice: what is reached before any company with one, and by way of the first of these."""
        visits = Visits.of(self.part, self.components, start, self.size)
        self.returns.solve(visits, self.heaviest)
        least, greatest = bound_shares(visits, self.returns)
        for chooser in choosers[visits.mass[choosers] > 0.0].tolist():
            mass, error = float(visits.expected[chooser]), float(visits.relative[chooser]) + 4 * EPSILON
            least += mass * (1 - error) * found[chooser].least
            greatest += mass * (1 + error) * found[chooser].greatest
        least[start] = greatest[start] = 0.0
        return _round_outwards(least, greatest, len(choosers))


def _allot(part: Subnetwork, chooser: int, found: dict[int, Chances]) -> Chances:
    """What a company gets whose holders' chances are known: the least to everyone, and what is left by value, for each goal by itself."""
    count, first, last = len(part.slack), int(part.indptr[chooser]), int(part.indptr[chooser + 1])
    least, greatest = np.zeros(count), np.zeros(count)
    choices: list[Floats] = []
    capacities: list[int] = []
    slack = max(0, int(part.slack[chooser]))
    for k in range(first, last):
        holder, low, high = int(part.holder[k]), int(part.low[k]), int(part.high[k])
        chances = found.get(holder)
        values = np.zeros(count) if chances is None else chances.greatest.copy()
        values[holder] = 1.0
        if low:
            if chances is not None:
                least += low / WHOLE * chances.least
            least[holder] += low / WHOLE
            greatest += low / WHOLE * values
        if high > low and slack:
            choices.append(values)
            capacities.append(min(high - low, slack))
    if choices:
        table, capacity = np.array(choices), np.array(capacities)
        several = (table > 0).sum(axis=0) > 1
        greatest += np.where(several, 0.0, capacity / WHOLE @ table)
        values = table[:, several]
        order = np.argsort(-values, axis=0, kind="stable")
        # In share units, which floats tell apart up to ten wholes, so that nothing is rounded that is at most what is left.
        units = capacity[order].astype(np.float64)
        allotted = np.clip(slack - (np.cumsum(units, axis=0) - units), 0, units)
        greatest[several] += (allotted / WHOLE * np.take_along_axis(values, order, axis=0)).sum(axis=0)
    least[chooser] = greatest[chooser] = 0.0
    return _round_outwards(least, greatest, last - first)


def _round_outwards(least: Floats, greatest: Floats, terms: int) -> Chances:
    """Allow for the rounding of so many sums and products; no chance is above one."""
    error = (4 * terms + 16) * EPSILON
    return Chances(np.minimum(1.0, least * (1 - error)), np.minimum(1.0, greatest * (1 + error)))
