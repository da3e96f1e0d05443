"""Find companies whose statements look alike: the same of each, but for who the holders are and which days are named.

What a company's statements give from which day until which depends on its own rows alone, on which of their days come before which others,
and on which of their holders are the same, unless one is indirect (a chain above decides whether it counts) or has several versions.
So the times of all companies of one look are worked out once.  Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from graph.generation.interest_table import ALWAYS, CLOSED, MAX_RIVALS, NEVER, RIVAL_SHIFT, UNNAMED, InterestTable
from graph.network.indirect import INDIRECT

_COMPANIES: Final = 50_000
"""Companies looked at together."""
_AS_THEY_ARE: Final = ("interest", "status", "direct", "flags", "reason", "min", "max", "source")
"""Columns that have to be equal."""
_DAYS: Final = ("from_first", "from_last", "until_first", "until_last", "stated")
_NOT_ALONE: Final = CLOSED | MAX_RIVALS << RIVAL_SHIFT

_Numbers = npt.NDArray[np.int64]


class CompanyLook(NamedTuple):
    """``look``: equal for companies that look alike; None for one that has to be worked out by itself.  ``days``: those that its rows name,
    in order; in all companies of one look each stands at the same place."""

    company: int
    look: bytes | None
    days: list[int]


def list_looks(interests: InterestTable) -> Iterator[CompanyLook]:
    """List all companies in which somebody may hold something, by number."""
    companies = np.flatnonzero(np.diff(interests.subject_start))
    for start in range(0, len(companies), _COMPANIES):
        yield from _compare(interests, companies[start : start + _COMPANIES])


def _compare(interests: InterestTable, companies: _Numbers) -> Iterator[CompanyLook]:
    first, last = interests.subject_start[companies[0]], interests.subject_start[companies[-1] + 1]
    columns = {
        name: interests.columns[name][first:last].astype(np.int64) for name in ("holder", "subject", "series", *_AS_THEY_ARE, *_DAYS)
    }
    starts = interests.subject_start[companies] - first
    counts = np.diff(np.append(starts, last - first))
    place = np.repeat(np.arange(len(companies)), counts)
    holder, series = columns["holder"], columns["series"]
    is_new = np.ones(len(holder), np.int64)
    is_new[1:] = (holder[1:] != holder[:-1]) | (place[1:] != place[:-1])
    order = np.cumsum(is_new)
    holder_code = np.where(holder == UNNAMED, 0, 1 + order - order[starts][place])
    ranks, days, day_starts = _rank_days(columns, place, len(companies))
    in_record = np.where(series >= 0, series - first, np.arange(len(series)))
    is_single = (
        (columns["direct"] == INDIRECT)
        | (columns["flags"] & _NOT_ALONE > 0)
        | (columns["stated"] != columns["stated"][in_record])
        | np.any([columns[name] == ALWAYS + 1 for name in _DAYS], axis=0)
    )
    has_single = np.zeros(len(companies), np.bool_)
    has_single[place[is_single]] = True
    is_own = holder == columns["subject"]
    told = [holder_code, is_own, in_record - starts[place], series >= 0, *(columns[name] for name in _AS_THEY_ARE), *ranks]
    looks = np.stack(told, axis=1).astype(np.int64)
    for number, company in enumerate(companies.tolist()):
        row, end = starts[number], starts[number] + counts[number]
        look = None if has_single[number] else looks[row:end].tobytes()
        yield CompanyLook(company, look, days[day_starts[number] : day_starts[number + 1]].tolist())


def _rank_days(columns: dict[str, Any], place: _Numbers, companies: int) -> tuple[list[_Numbers], _Numbers, _Numbers]:
    """Return of each column of days the place of each among those of its company, the days of all companies, and where each's begin.

    ALWAYS and NEVER, which are no days, are -1 and -2.
    """
    stretch = NEVER + 1
    keys = [place * stretch + columns[name] for name in _DAYS]
    found = np.unique(np.concatenate(keys))
    found = found[(found % stretch > ALWAYS) & (found % stretch < NEVER)]
    day_starts = np.searchsorted(found, np.arange(companies + 1) * stretch)
    ranks = []
    for name, key in zip(_DAYS, keys, strict=True):
        days = columns[name]
        rank = np.searchsorted(found, key) - day_starts[place]
        ranks.append(np.where(days <= ALWAYS, -1, np.where(days >= NEVER, -2, rank)))
    return ranks, found % stretch, day_starts
