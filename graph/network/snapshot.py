"""The snapshot: the stakes of all companies of a network on one day, as columns.  The same kernels as a view of one company.

Also the days on which anything can change, which a history needs.  Says nothing of control.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from graph.algorithms.kernels import fitting, kernel
from graph.generation.interest_table import ALWAYS, CLOSED, NEVER, UNNAMED, InterestTable
from graph.network.as_of import stakes_for
from graph.network.reconcile import Stakes, resolve
from graph.network.stake_table import DTYPES, StakeTable
from graph.network.temporal import AsOf, Rows, Work, rows_of, when_of, work_for
from ontology.statements import Status


def snapshot(
    network: InterestTable,
    as_of: datetime.date,
    known_at: datetime.date | None = None,
    include: Iterable[Status] = (),
    unknown: str = "open",
) -> StakeTable:
    """All stakes of all companies, as arrays in the network's own numbers; compiled where the network is large."""
    when, size, parties = when_of(as_of, known_at, include, unknown), network.rows, network.parties
    indptr, complete = np.zeros(parties + 1, np.int64), np.zeros(parties, np.uint8)
    rows, work, out = rows_of(network), work_for(network), stakes_for(size)
    every = fitting(_every, size)
    if every is _every:
        count = _every(
            Rows(*(a.data for a in rows)), when, Work(*(a.data for a in work)), Stakes(*(a.data for a in out)), indptr.data, complete.data
        )
    else:
        count = every(rows, when, work, out, indptr, complete)
    del work
    fields = {
        name: np.ascontiguousarray(array[:count], dtype=DTYPES[name]) if count == size else array[:count].copy()
        for name, array in out._asdict().items()
        if name != "row"
    }
    del out
    company = np.repeat(np.arange(parties, dtype=np.int32), np.diff(indptr))
    holder_indptr, holder_positions = _by_holder(fields["holder"], parties)
    return StakeTable(
        indptr=indptr, company=company, complete=complete, holder_indptr=holder_indptr, holder_positions=holder_positions, **fields
    )


def _by_holder(holder: npt.NDArray[Any], parties: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    counts = np.bincount(holder + 1, minlength=parties + 1)
    start = np.concatenate(([0], np.cumsum(counts[1:]))).astype(np.int64)
    held = np.zeros(int(start[-1]), np.int32)
    fitting(_place, len(holder))(holder, start.copy(), held)
    return start, held


@kernel
def _every(rows: Rows, when: AsOf, work: Work, out: Stakes, start: Any, complete: Any) -> int:
    """All companies in turn.  Returns the number of stakes."""
    k = 0
    for company in range(len(start) - 1):
        k, listed = resolve(rows, company, when, work, out, k)
        start[company + 1], complete[company] = k, listed
    return k


@kernel
def _place(holder: Any, start: Any, held: Any) -> None:
    """Positions of stakes in order of their holder (counting sort); ``start`` is used up."""
    for position in range(len(holder)):
        party = holder[position]
        if party != UNNAMED:
            held[start[party]] = position
            start[party] += 1


class Breakpoints(NamedTuple):
    """Days on which an answer can change, each in order; between two of them it is the same."""

    as_of: tuple[datetime.date, ...]
    known_at: tuple[datetime.date, ...]


def breakpoints(network: InterestTable, companies: Iterable[int] | None = None) -> Breakpoints:
    """The days that the statements about some companies name, or about all.

    For the history of one company give it with everybody above it on any day: a chain above decides whether an indirect statement counts.
    """
    if companies is None:
        chosen: Any = slice(None)
    else:
        ranges = [np.arange(network.subject_start[c], network.subject_start[c + 1]) for c in companies]
        chosen = np.concatenate([np.zeros(0, np.int64), *ranges])
    columns = {
        name: network.columns[name][chosen]
        for name in ("from_first", "from_last", "until_first", "until_last", "stated", "series", "flags")
    }
    days = [columns[name] for name in ("from_first", "from_last", "until_first", "until_last", "stated")]
    if (columns["flags"] & CLOSED).any():
        # A closed record held for certain through the day on which it was last stated open.
        days.append(columns["stated"][(columns["series"] >= 0) & (columns["stated"] > ALWAYS)] + 1)
    return Breakpoints(_days(np.concatenate(days)), _days(columns["stated"]))


def _days(numbers: npt.NDArray[Any]) -> tuple[datetime.date, ...]:
    found = np.unique(numbers)
    return tuple(datetime.date.fromordinal(int(day)) for day in found if ALWAYS < day < NEVER)
