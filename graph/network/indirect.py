"""What somebody has in a company through others, beside what is held directly: a part of that, and another holding than his own.

Owns when shares and votes that are stated as indirect take no place in the column of a company (method, section 1).  Which indirect
statements only restate a chain that other statements give is graph/network/temporal.py.  Knows numbers only; must not know control.
"""

from __future__ import annotations

from typing import Any, Final

from graph.algorithms.kernels import kernel
from graph.generation.interest_table import DIRECTNESS
from graph.network.interest_kinds import FAMILY, MONEY, VOTING
from graph.network.interest_rows import CONFLICT, DENIED, ENDED, PRESENT, THROUGH, InterestRows, RowMarks
from graph.network.stake_table import CAPITAL, CAPITAL_MIN_OPEN, HAS_CAPITAL, HAS_VOTES, INDIRECT_BESIDE, VOTES, VOTES_MIN_OPEN, StakeBuffer
from ontology.shares import WHOLE
from ontology.statements import Directness

INDIRECT: Final = DIRECTNESS.index(Directness.INDIRECT)
DIRECT: Final = DIRECTNESS.index(Directness.DIRECT)
_STAYS, _CONFLICTS = -1, -2
"""In place of a mark: the row was not laid aside; and it was in conflict before."""


@kernel
def has_both_ways(rows: InterestRows, first: int, last: int, marks: RowMarks) -> bool:
    """Whether a holder has shares or votes that are not said to be indirect, and rows of indirect ones.

    It stands by itself because most holders have not, and what is asked of the others costs a call with all columns.
    """
    mark, has_direct, has_indirect = marks.mark, False, False
    for row in range(first, last):
        if mark[row] & (PRESENT | ENDED | DENIED) and FAMILY[rows.interest[row]] in (MONEY, VOTING):
            if rows.direct[row] == INDIRECT:
                has_indirect = True
            elif mark[row] & PRESENT:
                has_direct = True
    return has_direct and has_indirect


@kernel
def mark_through(rows: InterestRows, first: int, last: int, marks: RowMarks) -> bool:
    """Mark as THROUGH the rows of what a holder who ``has_both_ways`` has through others; returns whether there are any.

    Versions of one record are of one holding: of one that is said to be direct too, it is not told that it is through others.
    """
    mark, of_direct = marks.mark, {-1}
    for row in range(first, last):
        if mark[row] & PRESENT and rows.direct[row] != INDIRECT and FAMILY[rows.interest[row]] in (MONEY, VOTING):
            of_direct.add(int(rows.series[row]))
    has_indirect = False
    for row in range(first, last):
        if mark[row] and rows.direct[row] == INDIRECT and (rows.series[row] < 0 or int(rows.series[row]) not in of_direct):
            mark[row] |= THROUGH
            is_sized = FAMILY[rows.interest[row]] in (MONEY, VOTING)
            has_indirect = has_indirect or (is_sized and mark[row] & (PRESENT | ENDED | DENIED) > 0)
    if not has_indirect:
        for row in range(first, last):
            mark[row] &= ~THROUGH
    return has_indirect


@kernel
def is_in_way(rows: InterestRows, row: int, marks: RowMarks, through: bool) -> bool:
    """Whether a row is of what its holder has through others, or of what he has directly; what speaks against him may be of both."""
    is_untold = rows.direct[row] not in (INDIRECT, DIRECT) and marks.mark[row] & PRESENT == 0
    return bool(is_untold or (marks.mark[row] & THROUGH > 0) == through)


@kernel
def lay_aside(rows: InterestRows, first: int, last: int, marks: RowMarks, through: bool) -> Any:
    """Lay aside the rows of what one holder has through others, or directly, as if they were not there; returns what ``take_back`` needs.

    What speaks against a holding, and does not say of which kind, is left for both.
    """
    mark = marks.mark
    kept = [0] * (last - first)
    for row in range(first, last):
        kept[row - first] = _STAYS
        if not is_in_way(rows, row, marks, not through):
            kept[row - first] = int(mark[row])
            mark[row] = 0
        elif mark[row] & CONFLICT:
            # It speaks against what was read before, whatever it says of this.
            kept[row - first] = _CONFLICTS
            mark[row] &= ~CONFLICT
    return kept


@kernel
def take_back(kept: Any, first: int, marks: RowMarks) -> None:
    """Put back the rows of a holder, from ``first`` on, that were laid aside."""
    mark = marks.mark
    for place in range(len(kept)):
        if kept[place] >= 0:
            mark[first + place] = kept[place]
        elif kept[place] == _CONFLICTS:
            mark[first + place] |= CONFLICT


@kernel
def settle_indirect(out: StakeBuffer, first: int, last: int) -> None:
    """Settle which stakes of one company, ``first`` .. ``last - 1``, are held through others beside direct ones.

    Where nobody is said to hold shares or votes otherwise, the indirect ones fill its column.  Else they are held against each other only:
    those that together pass the whole have what the others leave, at least.
    """
    is_mixed = False
    for stake in range(first, last):
        is_mixed = is_mixed or (out.flags[stake] & (HAS_CAPITAL | HAS_VOTES) > 0 and out.flags[stake] & INDIRECT_BESIDE == 0)
    if not is_mixed:
        for stake in range(first, last):
            out.flags[stake] &= ~INDIRECT_BESIDE
        return
    for dimension in (VOTES, CAPITAL):
        total = 0
        for stake in range(first, last):
            if out.flags[stake] & INDIRECT_BESIDE:
                total += out.votes_min[stake] if dimension == VOTES else out.capital_min[stake]
        if total <= WHOLE:
            continue
        for stake in range(first, last):
            if out.flags[stake] & INDIRECT_BESIDE and dimension == VOTES:
                out.votes_min[stake] = max(0, WHOLE - total + out.votes_min[stake])
                out.flags[stake] &= ~VOTES_MIN_OPEN
            elif out.flags[stake] & INDIRECT_BESIDE:
                out.capital_min[stake] = max(0, WHOLE - total + out.capital_min[stake])
                out.flags[stake] &= ~CAPITAL_MIN_OPEN
