"""Collect everyone above one company with all their stakes as arrays, which is what a question about money works on.

A few companies are read by the view, one by one; thousands by one compiled walk over the rows (upstream_kernel.py).  Both give the same.
Must not know what the stakes are worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from graph.algorithms.kernels import LARGE, compile_kernel, is_compiled, is_worth_compiling
from graph.algorithms.traversal import UNLIMITED, walk
from graph.generation.interest_table import UNNAMED, InterestTable
from graph.network.as_of import AsOfView
from graph.network.interest_rows import USED, AsOf, InterestRows, RowMarks
from graph.network.stake import Holders
from graph.network.stake_table import StakeBuffer, gather
from graph.network.upstream_kernel import FULL, REASONS_OF_NOBODY, UpstreamBuffer, walk_up
from ontology.shares import WHOLE

INTERPRETED: Final = 400
"""Parties up to which the view is asked one by one; a question about more takes compiled kernels anyway, where they are at hand."""
FEW: Final = 40
"""The same where the walk has been compiled in this process already."""

_SPACE: Final = 2**16
"""Stakes for which there is room at first."""


@dataclass(frozen=True, slots=True)
class Upstream:
    """Everyone above a company, and the stakes in them.

    ``parties``: nearest first, the company before all; the first ``count`` were met by a walk along stakes that bear on money, votes or
    control, the others are their further holders.  The stakes in party i are ``indptr[i]:indptr[i + 1]``; ``holder`` is a place in
    ``parties``, or UNNAMED.  Shares and ``flags`` as in `graph.network.stake_table.StakeTable`.
    """

    parties: npt.NDArray[np.int32]
    count: int
    truncated: bool
    """A limit left parties out."""
    indptr: npt.NDArray[np.int64]
    holder: npt.NDArray[np.int32]
    capital_min: npt.NDArray[np.int64]
    capital_max: npt.NDArray[np.int64]
    flags: npt.NDArray[np.uint32]
    odd: tuple[int, ...]
    """Companies, nearest first, of which statements may contradict each other, or shares may pass or miss 100 %; no other does."""
    rows: npt.NDArray[np.int64]
    """The rows of the interest table that the stakes rest on."""

    @classmethod
    def of(cls, view: AsOfView, company: int, limit: int = UNLIMITED) -> Upstream:
        """Collect everyone above ``company``, ``limit`` parties at most."""
        most = limit
        if is_worth_compiling(LARGE) and view.is_of_table and company < view.interests.parties:
            most = FEW if is_compiled(walk_up) else INTERPRETED
        order, cut = walk([company], view.holders_above, min(limit, most), stop_when_cut=True)
        if cut and most < limit:
            return _collect_compiled(view, company, limit)
        return _collect_from_view(view, order, truncated=bool(cut))


def _may_disagree(holders: Holders) -> bool:
    """Whether somebody says that there is no holder, or what is held through others may pass 100 %."""
    if holders.declared_none or any(s.holder == UNNAMED and s.reason in REASONS_OF_NOBODY for s in holders.stakes):
        return True
    indirect = [s for s in holders.stakes if s.is_indirect]
    return any(
        sum(share.max for share in column if share) > WHOLE for column in ([s.capital for s in indirect], [s.votes for s in indirect])
    )


def _collect_from_view(view: AsOfView, order: Sequence[int], *, truncated: bool) -> Upstream:
    local = gather({company: view.stakes(company) for company in order})
    table = local.table
    holders = [view.holders(company) for company in order]
    odd = [c for c, h in zip(order, holders, strict=True) if h.conflicts or h.passes_whole or h.misses_whole or _may_disagree(h)]
    return Upstream(
        parties=np.array(local.parties, np.int32),
        count=len(order),
        truncated=truncated,
        indptr=np.array(table.indptr[: len(order) + 1], np.int64),
        holder=np.array(table.holder, np.int32),
        capital_min=np.array(table.capital_min, np.int64),
        capital_max=np.array(table.capital_max, np.int64),
        flags=np.array(table.flags, np.uint32),
        odd=tuple(odd),
        rows=np.array([row for h in holders for stake in h.stakes for row in stake.rows], np.int64),
    )


def _collect_compiled(view: AsOfView, company: int, limit: int) -> Upstream:
    interests, space = view.interests, _SPACE
    table, as_of = InterestRows.of(interests), AsOf.of(view.as_of, view.known_at, view.include)
    while True:
        # Space that is never touched costs nothing, but the system gives large arrays in pieces of two megabytes, which do.
        out, walked, marks = StakeBuffer.of(space), _new_buffer(space, interests.parties), RowMarks.of(interests)
        count, truncated = compile_kernel(walk_up)(table, as_of, marks, out, walked, company, limit)
        if count != FULL:
            break
        space *= 8
    stakes = int(walked.indptr[count])
    out = StakeBuffer(*(column[:stakes] for column in out))
    others = int(out.holder.max(initial=count - 1)) + 1
    return Upstream(
        parties=walked.party[:others],
        count=count,
        truncated=bool(truncated),
        indptr=walked.indptr[: count + 1],
        holder=out.holder,
        capital_min=out.capital_min,
        capital_max=out.capital_max,
        flags=out.flags,
        odd=tuple(walked.party[:count][walked.is_odd[:count] > 0].tolist()),
        rows=_list_used(interests, walked.party[:count], marks),
    )


def _list_used(interests: InterestTable, companies: npt.NDArray[np.int32], marks: RowMarks) -> npt.NDArray[np.int64]:
    """List the rows of companies that the walk has used."""
    first = interests.subject_start[companies]
    counts = interests.subject_start[companies + 1] - first
    rows = np.repeat(first - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
    used: npt.NDArray[np.int64] = rows[marks.mark[rows] & USED > 0]
    return used


def _new_buffer(space: int, parties: int) -> UpstreamBuffer:
    return UpstreamBuffer(
        party=np.zeros(space, np.int32),
        number=np.zeros(parties, np.int32),
        indptr=np.zeros(space + 1, np.int64),
        is_odd=np.zeros(space, np.uint8),
        held=np.zeros(space, np.int32),
        ends=np.zeros(space, np.int64),
        complete=np.zeros(space, np.uint8),
    )
