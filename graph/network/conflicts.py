"""Put together the statements about one company that cannot be true together, by the holding that they are about.

Reads the marks that graph/network/claims.py and graph/network/reconcile.py leave; decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.network.interest_kinds import FAMILY, SHAREHOLDING, VOTING
from graph.network.interest_rows import CONFLICT, DENIED, USED, InterestRows


def group_conflicts(rows: InterestRows, first: int, mark: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Group the rows in conflict by holder and interest.  ``mark``: the marks of the company's rows, which begin at row ``first``."""
    groups: dict[tuple[int, int], list[int]] = {}
    voting = {rows.holder[row] for row, m in enumerate(mark, first) if m & USED and m & CONFLICT and FAMILY[rows.interest[row]] == VOTING}
    for row, m in enumerate(mark, first):
        if m & CONFLICT:
            # A denial of votes contradicts the shares that would give them, where it contradicts no votes that are stated.
            is_of_shares = m & DENIED and FAMILY[rows.interest[row]] == VOTING and rows.holder[row] not in voting
            groups.setdefault((rows.holder[row], SHAREHOLDING if is_of_shares else rows.interest[row]), []).append(row)
    return tuple(tuple(members) for members in groups.values())
