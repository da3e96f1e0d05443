"""Take the stakes of all companies on one day as a table, and find the days on which any stake can change.

Runs the kernels of graph/network/reconcile.py over every company, as `graph.network.as_of.AsOfView` does over one.  Must not know control.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from graph.algorithms.kernels import choose_kernel, kernel
from graph.generation.interest_table import ALWAYS, CLOSED, NEVER, UNNAMED, InterestTable
from graph.network.interest_rows import AsOf, InterestRows, RowMarks
from graph.network.reconcile import reconcile
from graph.network.stake_table import DTYPES, StakeBuffer, StakeTable
from ontology.statements import Status


class MarkedStakes(NamedTuple):
    """The stakes of all companies with the rows that they come from.

    ``first_row``: of each stake the first row of its holder in the company; of a holder without a name the row of the stake.  ``mark``:
    what the kernels have found out of each row (graph/network/interest_rows.py).
    """

    table: StakeTable
    first_row: npt.NDArray[np.int64]
    mark: npt.NDArray[np.uint16]


def snapshot(
    interests: InterestTable, as_of: datetime.date, known_at: datetime.date | None = None, include: Iterable[Status] = ()
) -> StakeTable:
    """All stakes of all companies, as arrays in the numbers of the interest table; compiled where that is large."""
    return mark_snapshot(interests, as_of, known_at, include).table


def mark_snapshot(
    interests: InterestTable, as_of: datetime.date, known_at: datetime.date | None = None, include: Iterable[Status] = ()
) -> MarkedStakes:
    """The same with the rows that the stakes come from."""
    when, size, parties = AsOf.of(as_of, known_at, include), interests.rows, interests.parties
    indptr, complete = np.zeros(parties + 1, np.int64), np.zeros(parties, np.uint8)
    rows, marks, out = InterestRows.of(interests), RowMarks.of(interests), StakeBuffer.of(size)
    companies = np.arange(parties, dtype=np.int32)
    run = choose_kernel(reconcile, size)
    if run is reconcile:
        views = RowMarks(*(a.data for a in marks)), StakeBuffer(*(a.data for a in out))
        count = reconcile(rows.views(), companies.data, when, *views, 0, indptr[1:].data, complete.data)
    else:
        count = run(rows, companies, when, marks, out, 0, indptr[1:], complete)
    mark = marks.mark
    del marks
    first_row = out.row[:count].copy()
    fields = {
        name: np.ascontiguousarray(array[:count], dtype=DTYPES[name]) if count == size else array[:count].copy()
        for name, array in out._asdict().items()
        if name != "row"
    }
    del out
    company = np.repeat(companies, np.diff(indptr))
    return MarkedStakes(index_stakes(company, fields.pop("holder"), complete, fields), first_row, mark)


def index_stakes(
    company: npt.NDArray[Any], holder: npt.NDArray[Any], complete: npt.NDArray[Any], values: Mapping[str, npt.NDArray[Any]]
) -> StakeTable:
    """Lay stakes that are in the order of their companies out as a table.

    ``complete``: one entry a party; ``values``: the other columns of `StakeTable`, by name.
    """
    parties = len(complete)
    indptr = np.concatenate([[0], np.cumsum(np.bincount(company, minlength=parties))]).astype(DTYPES["indptr"])
    company, holder = company.astype(DTYPES["company"], copy=False), holder.astype(DTYPES["holder"], copy=False)
    holder_indptr, holder_positions = _index_by_holder(holder, parties)
    return StakeTable(
        indptr=indptr,
        company=company,
        holder=holder,
        complete=complete,
        holder_indptr=holder_indptr,
        holder_positions=holder_positions,
        **values,
    )


def _index_by_holder(holder: npt.NDArray[Any], parties: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    counts = np.bincount(holder + 1, minlength=parties + 1)
    indptr = np.concatenate(([0], np.cumsum(counts[1:]))).astype(np.int64)
    positions = np.zeros(int(indptr[-1]), np.int32)
    choose_kernel(_scatter_positions, len(holder))(holder, indptr.copy(), positions)
    return indptr, positions


@kernel
def _scatter_positions(holder: Any, free: Any, positions: Any) -> None:
    """List the positions of stakes in order of their holder (counting sort).  ``free``: where each holder's begin; it is used up."""
    for position in range(len(holder)):
        party = holder[position]
        if party != UNNAMED:
            positions[free[party]] = position
            free[party] += 1


class Breakpoints(NamedTuple):
    """Days on which an answer can change, each in order; between two of them it is the same."""

    as_of: tuple[datetime.date, ...]
    known_at: tuple[datetime.date, ...]


def breakpoints(interests: InterestTable, companies: Iterable[int] | None = None) -> Breakpoints:
    """The days that the statements about some companies name, or about all.

    For the history of one company give it with everybody above it on any day: a chain above decides whether an indirect statement counts.
    """
    if companies is None:
        selected: Any = slice(None)
    else:
        ranges = [np.arange(interests.subject_start[c], interests.subject_start[c + 1]) for c in companies]
        selected = np.concatenate([np.zeros(0, np.int64), *ranges])
    columns = {
        name: interests.columns[name][selected]
        for name in ("from_first", "from_last", "until_first", "until_last", "stated", "series", "flags")
    }
    days = [columns[name] for name in ("from_first", "from_last", "until_first", "until_last", "stated")]
    if (columns["flags"] & CLOSED).any():
        # A closed record held for certain through the day on which it was last stated open.
        days.append(columns["stated"][(columns["series"] >= 0) & (columns["stated"] > ALWAYS)] + 1)
    return Breakpoints(_distinct_days(np.concatenate(days)), _distinct_days(columns["stated"]))


def _distinct_days(numbers: npt.NDArray[Any]) -> tuple[datetime.date, ...]:
    return tuple(datetime.date.fromordinal(int(day)) for day in np.unique(numbers) if ALWAYS < day < NEVER)
