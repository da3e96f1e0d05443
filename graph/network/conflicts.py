"""Put together the statements about one company that cannot be true together, by the holding that they are about.

Reads the marks that graph/network/claims.py and graph/network/reconcile.py leave; decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.network.indirect import DIRECT, INDIRECT
from graph.network.interest_kinds import FAMILY, SHAREHOLDING, VOTING
from graph.network.interest_rows import CONFLICT, DENIED, THROUGH, USED, InterestRows


def group_conflicts(rows: InterestRows, first: int, mark: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Group the rows in conflict by holder and interest.  ``mark``: the marks of the company's rows, which begin at row ``first``."""
    groups: dict[tuple[int, int], list[int]] = {}
    of_shares = _find_holders_denied_votes_of_shares(rows, first, mark)
    for row, m in enumerate(mark, first):
        if m & CONFLICT:
            holder, interest = rows.holder[row], rows.interest[row]
            is_of_shares = FAMILY[interest] == VOTING and holder in of_shares
            groups.setdefault((holder, SHAREHOLDING if is_of_shares else interest), []).append(row)
    return tuple(tuple(members) for members in groups.values())


def _find_holders_denied_votes_of_shares(rows: InterestRows, first: int, mark: Sequence[int]) -> set[int]:
    """Find the holders of whom a denial of votes contradicts shares that would give them: in one way of holding, no votes are stated."""
    denials = [row for row, m in enumerate(mark, first) if m & CONFLICT and m & DENIED and FAMILY[rows.interest[row]] == VOTING]
    if not denials:
        return set()
    used = [(rows.holder[row], m & THROUGH > 0, rows.interest[row], m & CONFLICT) for row, m in enumerate(mark, first) if m & USED]
    voting = {(holder, way) for holder, way, interest, _ in used if FAMILY[interest] == VOTING}
    shares = {(holder, way) for holder, way, interest, in_conflict in used if in_conflict and interest == SHAREHOLDING} - voting
    return {
        rows.holder[row]
        for row in denials
        for way in (False, True)
        if (rows.holder[row], way) in shares and (rows.direct[row] not in (INDIRECT, DIRECT) or (mark[row - first] & THROUGH > 0) == way)
    }
