"""The part of the network above one company, numbered for itself: what money kernels work on.  Owns who is in it; solves nothing."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from graph.algorithms.kernels import HUGE, choose_kernel, kernel
from graph.algorithms.scc import group_by_component, label_components
from graph.generation.interest_table import UNNAMED
from graph.network.stake import Interval
from graph.network.stake_table import CAPITAL_MIN_OPEN, HAS_CAPITAL, INDIRECT_BESIDE
from graph.network.upstream import Upstream
from graph.ownership.shares import MAY_HAVE_CAPITAL, ShareTable, companies_above, place_unnamed
from ontology.shares import WHOLE

MOST: Final = 2**62
"""Share units that the least shares of one company add to at most."""

Floats = npt.NDArray[np.float64]


class Subnetwork(NamedTuple):
    """Parties 0..n-1; the stakes in party p are ``indptr[p]:indptr[p + 1]``, least and greatest capital in share units.

    ``slack[p]``: what the least shares of p leave, below zero where they pass 100 %.  ``is_company[p]``: whether anybody, named or
    not, is said to hold capital of p; others are where walks end.
    """

    indptr: Any
    holder: Any
    low: Any
    high: Any
    slack: Any
    is_company: Any

    @classmethod
    def of_table(cls, company: int, table: ShareTable) -> tuple[Subnetwork, npt.NDArray[np.int64]]:
        """Everyone above a company of the table, which is party 0; and what they are called there."""
        companies = companies_above(company, table)
        parties = list(dict.fromkeys([*companies, *(h for c in companies for h in table[c])]))
        number = {party: i for i, party in enumerate(parties)}
        stakes = [(number[h], share.min, share.max) for c in companies for h, share in table[c].items()]
        counts = [len(table[party]) if i < len(companies) else 0 for i, party in enumerate(parties)]
        indptr = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        holder, low, high = np.array(stakes, np.int64).reshape(-1, 3).T
        is_company = (np.arange(len(parties)) < len(companies)).astype(np.uint8)
        return _build(indptr, holder, low, high, is_company), np.array(parties, np.int64)

    @classmethod
    def of_upstream(cls, upstream: Upstream) -> tuple[Subnetwork, npt.NDArray[np.int64]]:
        """Do the same for what was collected above a company, as `graph.ownership.shares.to_share_table` does for few."""
        has = (upstream.flags & HAS_CAPITAL) > 0
        counts = ((upstream.flags & MAY_HAVE_CAPITAL) > 0) & ((upstream.flags & INDIRECT_BESIDE) == 0)
        has &= counts
        keep = (upstream.holder >= 0) & counts
        kept_before = np.concatenate(([0], np.cumsum(keep)))
        indptr = np.full(len(upstream.parties) + 1, kept_before[-1], np.int64)
        indptr[: upstream.count + 1] = kept_before[upstream.indptr]
        company = np.repeat(np.arange(upstream.count), np.diff(upstream.indptr))
        high = np.where(has, upstream.capital_max, WHOLE)[keep]
        parties = np.zeros(len(upstream.parties), np.int64)
        links = cls(indptr, upstream.holder[keep].astype(np.int32), high, high, parties, parties).keep_stakes(high > 0)
        low = _fit_columns(upstream, company, has, links)
        told = _add_by_company(np.where(upstream.holder == UNNAMED, low, 0), upstream.indptr)
        # What parties without a name surely have is held by one more party a company.
        unnamed = np.flatnonzero(told)
        numbers = np.concatenate((upstream.parties.astype(np.int64), place_unnamed(upstream.parties[unnamed].astype(np.int64))))
        subject = np.concatenate((company[keep], unnamed))
        order = np.argsort(subject, kind="stable")
        holder = np.concatenate((upstream.holder[keep], np.arange(len(upstream.parties), len(numbers))))[order]
        low, high = (np.concatenate((column, told[unnamed]))[order] for column in (low[keep], high))
        indptr = np.concatenate(([0], np.cumsum(np.bincount(subject, minlength=len(numbers))))).astype(np.int64)
        is_company = np.zeros(len(numbers), np.uint8)
        is_company[company[(upstream.flags & MAY_HAVE_CAPITAL) > 0]] = 1
        return _build(indptr, holder, low, high, is_company), numbers

    @property
    def work(self) -> int:
        """How large the whole is, for the choice of kernels: a walk that circles reads every stake again, once more for each party.

        Never HUGE, since the interpreter takes seconds above a component of thousands, and less than compiling does.
        """
        return min(len(self.holder) * len(self.slack), HUGE - 1)

    @property
    def company_of(self) -> npt.NDArray[np.int64]:
        """The party that each stake is in."""
        return np.repeat(np.arange(len(self.slack)), np.diff(self.indptr))

    def to_table(self, parties: npt.NDArray[np.int64]) -> dict[int, dict[int, Interval]]:
        """The shares by company and holder, as ``parties`` calls them."""
        table: dict[int, dict[int, Interval]] = {party: {} for party in parties[self.is_company > 0].tolist()}
        columns = parties[self.company_of].tolist(), parties[self.holder].tolist(), self.low.tolist(), self.high.tolist()
        for company, holder, low, high in zip(*columns, strict=True):
            table[company][holder] = Interval(low, high)
        return table

    def keep_stakes(self, keep: npt.NDArray[np.bool_]) -> Subnetwork:
        """The same parties with some of the stakes."""
        indptr = np.concatenate(([0], np.cumsum(keep)))[self.indptr].astype(np.int64)
        return self._replace(indptr=indptr, holder=self.holder[keep], low=self.low[keep], high=self.high[keep])


def _fit_columns(
    upstream: Upstream, company: npt.NDArray[np.int64], has: npt.NDArray[np.bool_], links: Subnetwork
) -> npt.NDArray[np.int64]:
    """Return the least shares, fit to the whole as `graph.ownership.shares.fit_table` does it.

    ``has``: which stakes have a share.  ``links``: the stakes by which anybody may have money, in a subnetwork whose figures say nothing.
    """
    low, high = np.where(has, upstream.capital_min, 0), np.where(has, upstream.capital_max, 0)
    # In floats, which count share units exactly up to more than an excess that leaves nothing, and never wrap round.
    sums = np.bincount(company, low, upstream.count)
    excess = np.clip(sums - WHOLE, 0, WHOLE).astype(np.int64)
    exact = _add_by_company(low, upstream.indptr)
    excess = np.where(np.abs(sums - WHOLE) < WHOLE, exact - WHOLE, excess)
    is_open = np.bincount(company[has & (low > 0) & ((upstream.flags & CAPITAL_MIN_OPEN) > 0)], minlength=upstream.count) > 0
    passes = (excess > 0) | ((excess == 0) & (sums > 0) & is_open)
    low = np.where(passes[company], np.maximum(low - np.maximum(excess, 0)[company], 0), low)
    for passing in np.unique(company[passes[company]]).tolist():
        stakes = slice(int(upstream.indptr[passing]), int(upstream.indptr[passing + 1]))
        holders = upstream.holder[stakes]
        low[stakes][_find_restating(links, passing)[holders] & (holders != UNNAMED)] = 0
    left = WHOLE - _add_by_company(low, upstream.indptr)
    is_kept_low = has & passes[company] & (high - low > left[company])
    loosened = np.bincount(company[is_kept_low], minlength=upstream.count) > 0
    return np.where(loosened[company], 0, low)


def _find_restating(links: Subnetwork, company: int) -> npt.NDArray[np.bool_]:
    """Mark the parties that may hold one of the company's holders, other than through the company itself."""
    source, above = np.zeros((2, len(links.slack)), np.uint8)
    source[links.holder[links.indptr[company] : links.indptr[company + 1]]] = 1
    source[company], above[company] = 0, 1
    choose_kernel(mark_above, min(len(links.holder), HUGE - 1))(links, source, above)
    above[company] = 0
    marked: npt.NDArray[np.bool_] = above > 0
    return marked


def _add_by_company(units: npt.NDArray[np.int64], indptr: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Add share units up by company.  All sums together may wrap round; what lies between two of them does not."""
    return np.diff(np.concatenate((np.zeros(1, np.int64), np.cumsum(units)))[indptr])


def _build(indptr: Any, holder: Any, low: Any, high: Any, is_company: Any) -> Subnetwork:
    """Where the least shares fill the whole nobody can have more; stakes that cannot be anything are left out.

    Least shares that are thousands of times the whole say nothing: they are taken as zero, so that no sum passes 64 bits.
    """
    company = np.repeat(np.arange(len(indptr) - 1), np.diff(indptr))
    if len(low) * WHOLE > MOST:
        low = np.where(np.bincount(company, low, len(indptr) - 1)[company] > MOST, 0, low)
    slack = WHOLE - _add_by_company(low, indptr)
    high = np.where(slack[company] <= 0, low, high)
    part = Subnetwork(indptr, holder.astype(np.int32), low.astype(np.int64), high.astype(np.int64), slack.astype(np.int64), is_company)
    part = part.keep_stakes(part.high > 0)
    above = np.zeros(len(slack), np.uint8)
    above[0] = 1
    choose_kernel(mark_above, part.work)(part, above.copy(), above)
    # What only votes lead to takes no part.
    part.slack[above == 0] = WHOLE
    part.is_company[above == 0] = 0
    return part.keep_stakes(above[part.company_of] > 0)


class Components(NamedTuple):
    """Strongly connected components of a subnetwork, holders first: component c is ``nodes[first[c]:first[c + 1]]``."""

    label: Any
    first: Any
    nodes: Any

    @classmethod
    def of(cls, part: Subnetwork, size: int, keep: Any) -> Components:
        """The components by the stakes that are kept.  ``size`` says which kernel fits."""
        parties = len(part.slack)
        label, first, nodes = np.full(parties, -1, np.int32), np.zeros(parties + 1, np.int32), np.zeros(parties, np.int32)
        count = choose_kernel(label_components, size)(part.indptr, part.holder, keep, label)
        choose_kernel(group_by_component, size)(label, count, first, nodes)
        return cls(label, first[: count + 1], nodes)


@kernel
def mark_above(part: Subnetwork, source: Any, above: Any) -> None:
    """Mark everyone above a source (after at least one step)."""
    parties = len(part.slack)
    queue = np.zeros(parties, np.int32)
    count = 0
    for party in range(parties):
        if source[party]:
            for k in range(int(part.indptr[party]), int(part.indptr[party + 1])):
                holder = int(part.holder[k])
                if not above[holder]:
                    above[holder] = 1
                    queue[count] = holder
                    count += 1
    place = 0
    while place < count:
        party = int(queue[place])
        place += 1
        for k in range(int(part.indptr[party]), int(part.indptr[party + 1])):
            holder = int(part.holder[k])
            if not above[holder]:
                above[holder] = 1
                queue[count] = holder
                count += 1
