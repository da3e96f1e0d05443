"""What other versions of the record of a row tell of it: days without it, other ends, a withdrawal, closings.

Reads the columns of the interest table, and gives rows of it; what they say is read in references.py.  Of a row without a record the other
versions are the rows of its holder without one.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Final

from graph.generation.interest_table import ACCEPTED, ALWAYS, CLOSED, NEVER, STATUSES, InterestTable
from ontology.statements import Status

_DENIED: Final = STATUSES.index(Status.DENIED)
_FEW: Final = 64
"""Rows that are sooner compared one by one than as arrays."""
_SAME_CLAIM: Final = ("holder", "interest", "status", "min", "max")


def list_versions(interests: InterestTable, row: int, known_at: datetime.date | None) -> list[int]:
    """List the rows of the record of a row that were known on a day (None = now), its own among them."""
    columns, known = interests.views, NEVER if known_at is None else known_at.toordinal()
    rows = interests.rows_by_subject(columns["subject"][row])
    if len(rows) == 1:
        return [row]
    series, stated, flags = columns["series"], columns["stated"], columns["flags"]
    # The rows of a holder are few, and so are those of a record.
    alike = "holder" if series[row] < 0 else "series"
    if len(rows) > _FEW:
        (places,) = (interests.columns[alike][rows.start : rows.stop] == columns[alike][row]).nonzero()
        others = (rows.start + places).tolist()
    else:
        others = [v for v in rows if columns[alike][v] == columns[alike][row]]
    return [v for v in others if series[v] == series[row] and stated[v] <= known and flags[v] & ACCEPTED]


def find_without(interests: InterestTable, versions: Sequence[int], row: int) -> list[int]:
    """Find the rows of the days on which the source of a row described its record without that interest; those without a day left out."""
    if len(versions) == 1:
        return []
    columns = interests.views
    if columns["series"][row] < 0:
        return []
    stated = {v: columns["stated"][v] for v in versions if columns["stated"][v] != ALWAYS and not columns["flags"][v] & CLOSED}
    given = {day for v, day in stated.items() if _is_same(interests, v, row, ("holder", "interest"))}
    return [v for v, day in stated.items() if day not in given]


def find_other_ends(interests: InterestTable, versions: Sequence[int], row: int) -> list[int]:
    """Find the rows that give an end to what a row gives without one: of other versions, without a record only of later ones."""
    if len(versions) == 1:
        return []
    columns = interests.views
    stated, until, has_record = columns["stated"], columns["until_first"], columns["series"][row] >= 0
    if until[row] != NEVER:
        return []
    return [
        v
        for v in versions
        if until[v] != NEVER
        and (stated[v] > stated[row] or (has_record and stated[v] < stated[row]))
        and _is_same(interests, v, row, (*_SAME_CLAIM, "source"))
    ]


def find_withdrawal(interests: InterestTable, versions: Sequence[int], row: int) -> int | None:
    """Find the row by which the source of a row withdrew its record: it denies it, of a period without a day.

    It is the first after the row, else the last before it, after which the source gave the record again.
    """
    if len(versions) == 1:
        return None
    columns = interests.views
    if columns["series"][row] < 0:
        return None
    stated = columns["stated"]
    withdrawals = [
        v
        for v in sorted(versions, key=lambda v: stated[v])
        if columns["status"][v] == _DENIED
        and columns["from_first"][v] == columns["until_first"][v]
        and _is_same(interests, v, row, ("holder", "interest"))
    ]
    earlier = [v for v in withdrawals if ALWAYS < stated[v] < stated[row]]
    return next((v for v in withdrawals if stated[v] > stated[row]), earlier[-1] if earlier else None)


def find_closings(interests: InterestTable, versions: Sequence[int], row: int) -> list[int]:
    """Find the closings behind all other versions which say again, without a beginning, what a row says; by their days.

    The version that knows the beginning speaks for them, and their rows are not in its stake.
    """
    if len(versions) == 1:
        return []
    columns = interests.views
    stated, flags = columns["stated"], columns["flags"]
    if columns["series"][row] < 0 or columns["until_first"][row] != NEVER:
        return []
    later = [v for v in versions if stated[v] > stated[row]]
    last_open = max((stated[v] for v in later if not flags[v] & CLOSED), default=stated[row])
    closings = [v for v in later if stated[v] > last_open and columns["from_first"][v] == ALWAYS]
    closings = [v for v in closings if _is_same(interests, v, row, _SAME_CLAIM)]
    return sorted(closings, key=lambda v: stated[v])


def _is_same(interests: InterestTable, row: int, other: int, names: Sequence[str]) -> bool:
    columns = interests.views
    return all(columns[name][row] == columns[name][other] for name in names)
