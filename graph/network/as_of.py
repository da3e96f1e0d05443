"""The view: who holds what in a company on one day, as known on another.  Turns what the kernels decide into stakes.

The rules themselves (time, status, series, alternatives, directness) are graph/network/reconcile.py.  Says nothing about control.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from graph.algorithms.kernels import LARGE, available, compiled
from graph.generation import interest_table as n
from graph.generation.interest_table import InterestTable
from graph.network.reconcile import Stakes, held, resolve
from graph.network.stake import Holders, Interval, Presence, Stake
from graph.network.stake_table import (
    CAPITAL_MAX_OPEN,
    CAPITAL_MIN_OPEN,
    CONTROL_CERTAIN,
    CONTROL_POSSIBLE,
    DTYPES,
    HAS_CAPITAL,
    HAS_VOTES,
    ROLE_CERTAIN,
    ROLE_POSSIBLE,
    UNCERTAIN,
    VETO_CERTAIN,
    VETO_POSSIBLE,
    VOTES_ASSUMED,
    VOTES_MAX_OPEN,
    VOTES_MIN_OPEN,
)
from graph.network.temporal import CONFLICT, DECLARED_NONE, PRESENT, USED, AsOf, Rows, Work, judge, rows_of, when_of, work_for, work_for_few
from ontology.shares import WHOLE
from ontology.statements import Directness, Status

_INDIRECT: Final = n.DIRECTNESS.index(Directness.INDIRECT)
_BEARS: Final = HAS_CAPITAL | HAS_VOTES | CONTROL_POSSIBLE


@dataclass(slots=True)
class AsOfView:
    """Stakes at a date.  ``as_of`` and ``known_at`` are days (None known_at = all that is known); ``include`` = statuses taken as done.

    ``unknown``: see UNKNOWN_SHARES.  ``overlay``: companies whose holders are replaced, for a question "what if"; numbers from
    ``network.parties`` on are parties that the network does not have.
    """

    network: InterestTable
    as_of: datetime.date
    known_at: datetime.date | None = None
    include: frozenset[Status] = frozenset()
    unknown: str = "open"
    overlay: Mapping[int, Holders] = field(default_factory=dict)
    _cache: dict[int, Holders] = field(default_factory=dict)
    _kernel: tuple[Rows, AsOf, Work] | None = None

    def holders(self, subject: int) -> Holders:
        """Who holds what in ``subject``; cached for the life of the view."""
        found = self.overlay.get(subject) if self.overlay else None
        if found is None:
            found = self._cache.get(subject)
        if found is None:
            found = self._cache[subject] = self._resolve(subject) if subject < self.network.parties else Holders()
        return found

    def stakes(self, subject: int) -> tuple[Stake, ...]:
        return self.holders(subject).stakes

    def subjects_of(self, holder: int) -> list[int]:
        """Companies in which ``holder`` has a stake that is not absent."""
        return [subject for subject, _ in self._held(holder)]

    def ancestors(self, subjects: Iterable[int]) -> list[int]:
        """The companies themselves and everyone above them by money, votes or control, breadth first."""
        seen = dict.fromkeys(subjects)
        queue = list(seen)
        for company in queue:
            for stake in self.stakes(company):
                if stake.holder != n.UNNAMED and stake.holder not in seen and stake.counts:
                    seen[stake.holder] = None
                    queue.append(stake.holder)
        return queue

    def descendants(self, party: int) -> list[int]:
        """The party itself and every company below it by money, votes or control, breadth first."""
        seen = {party}
        queue = [party]
        for holder in queue:
            for company, bears in self._held(holder):
                if bears and company not in seen:
                    seen.add(company)
                    queue.append(company)
        return queue

    def _held(self, holder: int) -> list[tuple[int, bool]]:
        """Companies in which a party has a stake, and whether it bears on control or money.  Only the holder's own stakes are made."""
        found = self._held_in_network(holder) if 0 <= holder < self.network.parties else []
        if not self.overlay:
            return found
        supposed = [(company, s.counts) for company, held in self.overlay.items() for s in held.stakes if s.holder == holder]
        return [pair for pair in found if pair[0] not in self.overlay] + supposed

    def _held_in_network(self, holder: int) -> list[tuple[int, bool]]:
        start, end = int(self.network.holder_start[holder]), int(self.network.holder_start[holder + 1])
        if start == end:
            return []
        own, subject = self.network.by_holder[start:end], self.network.columns["subject"]
        rows, when, work = self._prepared()
        if len(own) >= LARGE and available():
            subjects, flags = np.zeros(len(own), np.int32), np.zeros(len(own), np.uint16)
            count = compiled(held)(rows_of(self.network), own, subject, when, work_for(self.network), stakes_for(1), subjects, flags)
            return [(int(c), bool(f & _BEARS)) for c, f in zip(subjects[:count].tolist(), flags[:count].tolist(), strict=True)]
        places, bits = [0] * len(own), [0] * len(own)
        count = held(rows, own.tolist(), subject.data, when, work, _lists(1), places, bits)
        return [(c, bool(f & _BEARS)) for c, f in zip(places[:count], bits[:count], strict=True)]

    def _prepared(self) -> tuple[Rows, AsOf, Work]:
        """Rows as memory views: in the interpreter they give plain numbers, at once and without copies."""
        if self._kernel is None:
            rows = Rows(*(column.data for column in rows_of(self.network)))
            self._kernel = rows, when_of(self.as_of, self.known_at, self.include, self.unknown), work_for_few()
        return self._kernel

    def _resolve(self, subject: int) -> Holders:
        rows, when, work = self._prepared()
        first, last = rows.start[subject], rows.start[subject + 1]
        if first == last:
            return Holders()
        out = _lists(last - first)
        count, complete = resolve(rows, subject, when, work, out, 0)
        mark = [work.mark[row] for row in range(first, last)]
        made = tuple(_stake(rows, out, k, first, mark) for k in range(count))
        conflicts: tuple[tuple[int, ...], ...] = ()
        if any(m & CONFLICT for m in mark):
            groups: dict[tuple[int, int], list[int]] = {}
            for row in range(first, last):
                if mark[row - first] & CONFLICT:
                    groups.setdefault((rows.holder[row], rows.interest[row]), []).append(row)
            conflicts = tuple(tuple(members) for members in groups.values())
        none = tuple(row for row in range(first, last) if mark[row - first] & DECLARED_NONE)
        over, under = _oddities(made)
        restated = _restated(rows, subject, when, [row for row in range(first, last) if not mark[row - first]])
        return Holders(made, bool(complete), conflicts, over, none, bool(complete) and under and not when.nothing, restated)


def _restated(rows: Rows, subject: int, when: AsOf, left: list[int]) -> tuple[int, ...]:
    """Those of the rows left out that hold on the day by themselves: indirect statements that restate a chain."""
    indirect = [row for row in left if rows.direct[row] == _INDIRECT]
    if not indirect:
        return ()
    work = work_for_few()
    judge(rows, subject, when, work)
    return tuple(row for row in indirect if work.mark[row] & PRESENT)


def stakes_for(count: int) -> Stakes:
    """Room for so many stakes, as arrays."""
    made: dict[str, Any] = {name: np.zeros(count, DTYPES.get(name, np.int64)) for name in Stakes._fields}
    return Stakes(**made)


def _lists(count: int) -> Stakes:
    made: dict[str, Any] = {name: [0] * count for name in Stakes._fields}
    return Stakes(**made)


def _stake(rows: Rows, out: Stakes, k: int, first: int, mark: list[int]) -> Stake:
    """The record of the stake at place k; the rows it rests on are those of its holder that are marked as used."""
    flags, row, holder = out.flags[k], out.row[k], out.holder[k]
    used: tuple[int, ...]
    if holder == n.UNNAMED:
        used = (row,)
    else:
        end, last = row + 1, first + len(mark)
        while end < last and rows.holder[end] == holder:
            end += 1
        used = (row,) if end == row + 1 else tuple(r for r in range(row, end) if mark[r - first] & USED)
    capital = votes = None
    if flags & HAS_CAPITAL:
        capital = _box(out.capital_min[k], out.capital_max[k], flags & CAPITAL_MIN_OPEN, flags & CAPITAL_MAX_OPEN)
    if flags & VOTES_ASSUMED:
        votes = capital
    elif flags & HAS_VOTES:
        votes = _box(out.votes_min[k], out.votes_max[k], flags & VOTES_MIN_OPEN, flags & VOTES_MAX_OPEN)
    return Stake(
        holder,
        capital,
        votes,
        _level(flags, CONTROL_POSSIBLE, CONTROL_CERTAIN),
        _level(flags, ROLE_POSSIBLE, ROLE_CERTAIN),
        _level(flags, VETO_POSSIBLE, VETO_CERTAIN),
        Presence.POSSIBLE if flags & UNCERTAIN else Presence.CERTAIN,
        bool(flags & VOTES_ASSUMED),
        n.REASONS[rows.reason[row]] if holder == n.UNNAMED else None,
        used,
    )


@functools.lru_cache(maxsize=10_000)
def _box(low: int, high: int, low_open: int, high_open: int) -> Interval:
    return Interval(low, high, bool(low_open), bool(high_open))


def _level(flags: int, possible: int, certain: int) -> Presence:
    if not flags & possible:
        return Presence.ABSENT
    return Presence.CERTAIN if flags & certain else Presence.POSSIBLE


def _oddities(stakes: Iterable[Stake]) -> tuple[bool, bool]:
    """Whether the least shares of a column go over 100 %, and whether its greatest cannot reach that.  Open ends decide at 100 itself."""
    over = under = False
    for boxes in ([s.capital for s in stakes if s.capital], [s.votes for s in stakes if s.votes]):
        if boxes:
            least, most = sum(b.min for b in boxes), sum(b.max for b in boxes)
            over |= least > WHOLE or (least == WHOLE and any(b.min_open and b.min for b in boxes))
            under |= most < WHOLE or (most == WHOLE and any(b.max_open for b in boxes))
    return over, under
