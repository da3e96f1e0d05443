"""List the times over which the stakes in one company stay the same.

Reads them with `AsOfView` on every day on which they can change.  Must not know control.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final, NamedTuple

from graph.algorithms.traversal import walk
from graph.generation.interest_table import UNNAMED, InterestTable
from graph.network.as_of import AsOfView
from graph.network.indirect import INDIRECT
from graph.network.many_holders import Readings
from graph.network.snapshot import breakpoints
from graph.network.stake import Holders
from ontology.statements import Status

_PARTIES_ABOVE: Final = 2_000
"""Parties above a company whose days are looked at where an indirect statement about it counts or not by the chain above."""


class HoldersPeriod(NamedTuple):
    """Who holds what in a company from a day, None = since ever, until (and not on) another, None = as far as is known."""

    start: datetime.date | None
    until: datetime.date | None
    holders: Holders


def list_periods(interests: InterestTable, company: int, include: frozenset[Status] = frozenset()) -> Iterator[HoldersPeriod]:
    """List the times of a company, oldest first, one after the other; those in which nobody holds anything too."""
    days = [day for day in breakpoints(interests, _list_bearing(interests, company)).as_of if day > datetime.date.min]
    first = days[0] - datetime.timedelta(days=1) if days else datetime.date.min
    earlier: Readings = {}
    start, current = None, AsOfView(interests, first, include=include, earlier=earlier).holders(company)
    for day in days:
        holders = AsOfView(interests, day, include=include, earlier=earlier).holders(company)
        if holders != current:
            yield HoldersPeriod(start, day, current)
            start, current = day, holders
    yield HoldersPeriod(start, None, current)


def has_status(interests: InterestTable, company: int, code: int) -> bool:
    """Whether a statement that bears on the stakes in a company, on any day, has the status of this code."""
    status = interests.columns["status"]
    return any(
        (status[interests.subject_start[c] : interests.subject_start[c + 1]] == code).any() for c in _list_bearing(interests, company)
    )


def _list_bearing(interests: InterestTable, company: int) -> list[int]:
    """List the company, and where an indirect statement names it, everybody above it on any day: they decide whether it counts."""
    first, last = interests.subject_start[company], interests.subject_start[company + 1]
    if not (interests.columns["direct"][first:last] == INDIRECT).any():
        return [company]
    holder = interests.columns["holder"]
    return walk(
        [company],
        lambda party: [number for row in interests.rows_by_subject(party) if (number := int(holder[row])) != UNNAMED],
        _PARTIES_ABOVE,
    )[0]
