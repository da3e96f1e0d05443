"""Read the stakes of one company on one day, as known on another, and whom they lead to.

Owns the cache of a question and the turning of what the kernels write into `Stake` records.  The rules themselves are
graph/network/temporal.py and graph/network/reconcile.py.  Must not know control.  It is long, because every mark that the kernels leave
is read off here.
"""

from __future__ import annotations

import datetime
import functools
import operator
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from msgspec.structs import replace

from graph.algorithms.kernels import compile_kernel, is_worth_compiling
from graph.algorithms.traversal import walk
from graph.generation.interest_table import (
    ACCEPTED,
    ALWAYS,
    DIRECTNESS,
    HAS_SHARE,
    MAX_OPEN,
    MIN_OPEN,
    NEVER,
    REASONS,
    STATUSES,
    UNNAMED,
    InterestTable,
)
from graph.network.conflicts import group_conflicts
from graph.network.indirect import DIRECT, INDIRECT
from graph.network.interest_kinds import FAMILY, MONEY, VOTING
from graph.network.interest_rows import (
    ASSERTED,
    BESIDE,
    CONFLICT,
    CURRENT,
    DECLARED_NONE,
    OF_A_READING,
    PRESENT,
    THROUGH,
    USED,
    AsOf,
    InterestRows,
    RowMarks,
)
from graph.network.many_holders import Readings, read_compiled
from graph.network.nominees import NOMINEE
from graph.network.reconcile import HAS_RIVALS, make_stakes, reconcile, reconcile_holdings, settle_stakes
from graph.network.stake import Holders, Interval, Presence, Stake
from graph.network.stake_table import (
    CAPITAL_MAX_OPEN,
    CAPITAL_MIN_OPEN,
    CONTROL_CERTAIN,
    CONTROL_POSSIBLE,
    HAS_CAPITAL,
    HAS_VOTES,
    INDIRECT_BESIDE,
    ROLE_CERTAIN,
    ROLE_POSSIBLE,
    THROUGH_NOMINEE,
    UNCERTAIN,
    VETO_CERTAIN,
    VETO_POSSIBLE,
    VOTES_ASSUMED,
    VOTES_LEFT,
    VOTES_MAX_OPEN,
    VOTES_MIN_OPEN,
    StakeBuffer,
)
from graph.network.temporal import REDUCED, select_rows
from ontology.shares import WHOLE, Share
from ontology.statements import Directness, Status


@dataclass(slots=True)
class AsOfView:
    """The stakes on a day.  ``known_at`` None = all that is known; ``include``: statuses that are taken as done.

    ``overlay``: companies whose holders are replaced, for a question "what if"; numbers from ``interests.parties`` on are parties that
    the interest table does not have.  ``earlier``: of companies with very many holders, what was read of them for another day: stakes of
    which nothing changed since are taken from there.
    """

    interests: InterestTable
    as_of: datetime.date
    known_at: datetime.date | None = None
    include: frozenset[Status] = frozenset()
    overlay: Mapping[int, Holders] = field(default_factory=dict)
    earlier: Readings = field(default_factory=dict)
    _cache: dict[int, Holders] = field(init=False)
    _kernel_input: tuple[InterestRows, AsOf, RowMarks] | None = None

    def __post_init__(self) -> None:
        self._cache = dict(self.overlay)

    @property
    def is_of_table(self) -> bool:
        """Whether its stakes are those of the table, so that a compiled walk over the rows finds the same."""
        return not self.overlay

    def holders(self, company: int) -> Holders:
        """Who holds what in ``company``; cached for the life of the view."""
        holders = self._cache.get(company)
        if holders is None:
            holders = self._cache[company] = self._read(company) if company < self.interests.parties else _NOBODY
        return holders

    def stakes(self, company: int) -> tuple[Stake, ...]:
        """The stakes in ``company``, by holder."""
        return self.holders(company).stakes

    def holders_above(self, company: int) -> list[int]:
        """The named holders of stakes in ``company`` that bear on money, votes or control."""
        return [stake.holder for stake in self.holders(company).stakes if stake.holder != UNNAMED and stake.counts]

    def companies_of(self, holder: int) -> list[int]:
        """The companies in which ``holder`` has a stake that is not absent.  Only the holder's own stakes are made."""
        companies = self._companies_in_table(holder) if 0 <= holder < self.interests.parties else []
        if not self.overlay:
            return companies
        replaced = [company for company, holders in self.overlay.items() if any(s.holder == holder for s in holders.stakes)]
        return [company for company in companies if company not in self.overlay] + replaced

    def ancestors(self, companies: Iterable[int]) -> list[int]:
        """The companies themselves and everyone above them by money, votes or control, nearest first."""
        return walk(companies, self.holders_above)[0]

    def _companies_in_table(self, holder: int) -> list[int]:
        table = self.interests
        start, end = int(table.holder_start[holder]), int(table.holder_start[holder + 1])
        if start == end:
            return []
        own, subject = table.by_holder[start:end], table.columns["subject"]
        rows, as_of, marks = self._prepare_kernel_input()
        if is_worth_compiling(len(own)):
            companies = np.zeros(len(own), np.int32)
            count = compile_kernel(reconcile_holdings)(
                InterestRows.of(table), own, subject, as_of, RowMarks.of(table), StakeBuffer.of(len(own)), companies
            )
            numbers: list[int] = companies[:count].tolist()
            return numbers
        numbers = [0] * len(own)
        return numbers[: reconcile_holdings(rows, own.tolist(), subject.data, as_of, marks, StakeBuffer.of_lists(len(own)), numbers)]

    def _prepare_kernel_input(self) -> tuple[InterestRows, AsOf, RowMarks]:
        if self._kernel_input is None:
            as_of = AsOf.of(self.as_of, self.known_at, self.include)
            self._kernel_input = InterestRows.views_of(self.interests), as_of, RowMarks.for_few()
        return self._kernel_input

    def _read(self, company: int) -> Holders:
        """Run the kernels over one company and read off what they wrote."""
        rows, as_of, marks = self._kernel_input or self._prepare_kernel_input()
        first, last = rows.indptr[company], rows.indptr[company + 1]
        if first == last:
            return _NOBODY
        known: Sequence[Stake | None] = ()
        if is_worth_compiling(last - first):
            reading = read_compiled(self.interests, company, as_of)
            out, count, is_complete = reading.out, reading.size, reading.is_complete
            mark = reading.mark.tolist()
            # Whoever merges this company with another, or supposes something of it, looks at these.
            marks.mark.update(enumerate(mark, first))
            marks.stage[company] = REDUCED
            known = reading.find_known(self.earlier.get(company))
        else:
            out, ends, complete = StakeBuffer.of_lists(last - first), [0], [0]
            count = reconcile(rows, (company,), as_of, marks, out, 0, ends, complete)
            mark = [marks.mark[row] for row in range(first, last)]
            is_complete = bool(complete[0])
        unmarked = [row for row in range(first, last) if not mark[row - first]] if 0 in mark else []
        summaries = _find_summaries(rows, company, as_of, unmarked) if unmarked else ()
        holders = _to_holders(rows, out, count, first, mark, is_complete, summaries, known)
        if known:
            self.earlier[company] = reading._replace(stakes=holders.stakes)
        return holders

    def suppose(self, company: int, replaced: Collection[tuple[int, int]], supposed: Sequence[SupposedInterest]) -> Holders:
        """Who would hold what in ``company`` if some interests were other than stated.  Nothing is kept of it.

        ``replaced``: holder and code of each interest whose rows are left out; ``supposed``: what surely holds.  The stakes rest on the
        rows that are left.
        """
        before, table = self.holders(company), self.interests
        rows, _, marks = self._prepare_kernel_input()
        known = range(rows.indptr[company], rows.indptr[company + 1]) if company < table.parties else range(0)
        kept = [row for row in known if (rows.holder[row], rows.interest[row]) not in replaced]
        columns = InterestRows._fields[1:]
        lines: list[_Line] = [(row, marks.mark[row] & ~OF_A_READING, tuple(getattr(rows, name)[row] for name in columns)) for row in kept]
        lines += _list_supposed(supposed)
        return _remake(lines, before)

    def merge(
        self,
        companies: Sequence[int],
        stand_in: Mapping[int, int],
        replaced: Collection[tuple[int, int]] = (),
        supposed: Sequence[SupposedInterest] = (),
    ) -> Holders:
        """Who would hold what in one company if some companies were one, and parties were those that stand in for them.

        The stakes rest on the rows of all of these companies; what they would hold of each other is left out.  ``replaced`` and
        ``supposed``: as of ``suppose``, by those who stand in.
        """
        rows, _, marks = self._prepare_kernel_input()
        columns = InterestRows._fields[2:]
        lines, summaries, complete = list[_Line](), list[int](), list[bool]()
        lines += _list_supposed(supposed)
        for company in (company for company in companies if company < self.interests.parties):
            # Reading a company leaves its marks, by which what is over or restated is out.
            holders = self._read_stated(company)
            complete.append(holders.complete)
            summaries += holders.summaries
            for row in range(rows.indptr[company], rows.indptr[company + 1]):
                holder = stand_in.get(rows.holder[row], rows.holder[row])
                is_left = (holder, rows.interest[row]) not in replaced
                if is_left and (holder not in companies or rows.holder[row] == company):
                    lines.append((row, marks.mark[row] & ~OF_A_READING, (holder, *(getattr(rows, name)[row] for name in columns))))
        return _remake(lines, Holders(complete=all(complete), summaries=tuple(summaries)))

    def _read_stated(self, company: int) -> Holders:
        """Read who holds what in a company by its own rows, and leave the marks of these."""
        return AsOfView._read(self, company) if company < self.interests.parties else _NOBODY


def _list_supposed(supposed: Iterable[SupposedInterest]) -> list[_Line]:
    columns = InterestRows._fields[1:]
    return [(_SUPPOSED, CURRENT | ASSERTED | PRESENT - 1, tuple(one.to_row()[name] for name in columns)) for one in supposed]


def _remake(lines: list[_Line], before: Holders) -> Holders:
    """Make the stakes of a company of these lines, in whichever order they come; ``before``: what else is known of its holders."""
    # In the order of the table: by holder, interest and source.
    lines.sort(key=lambda line: (line[2][:2], line[2][_SOURCE], line[0]))
    if not lines:
        return replace(before, stakes=(), conflicts=(), passing=(), declared_none=())
    own = InterestRows([0, len(lines)], *(list(column) for column in zip(*(line[2] for line in lines), strict=True)))
    own_marks = RowMarks([mark for _, mark, _ in lines], [0], [], [])
    out, ends, complete = StakeBuffer.of_lists(len(lines)), [0], [0]
    make_stakes(own, [0], [len(lines)], own_marks, out, 0, ends, complete)
    count = settle_stakes(own, [len(lines)], own_marks, out, 0, ends, complete)
    holders = _to_holders(own, out, count, 0, own_marks.mark, before.complete, ())

    def keep(places: Iterable[int]) -> tuple[int, ...]:
        return tuple(lines[place][0] for place in places if lines[place][0] != _SUPPOSED)

    def keep_rows(stakes: Iterable[Stake]) -> tuple[Stake, ...]:
        return tuple(replace(stake, rows=keep(stake.rows), against=keep(stake.against)) for stake in stakes)

    return replace(
        holders,
        stakes=keep_rows(holders.stakes),
        passing=keep_rows(holders.passing),
        conflicts=tuple(keep(group) for group in holders.conflicts),
        declared_none=keep(holders.declared_none),
        summaries=before.summaries,
    )


class SupposedInterest(NamedTuple):
    """An interest that a holder surely has on every day; ``interest`` is its code, ``share`` None where its size is not known."""

    holder: int
    interest: int
    share: Share | None

    def to_row(self) -> dict[str, int]:
        """The columns of a row that states it."""
        share = self.share
        flags = 0 if share is None else HAS_SHARE | (MIN_OPEN if share.min_open else 0) | (MAX_OPEN if share.max_open else 0)
        return {
            "holder": self.holder,
            "interest": self.interest,
            "status": STATUSES.index(Status.IN_EFFECT),
            "direct": DIRECTNESS.index(Directness.DIRECT),
            "flags": flags | ACCEPTED,
            "reason": -1,
            "min": share.min if share else 0,
            "max": share.max if share else 0,
            "from_first": ALWAYS,
            "from_last": ALWAYS,
            "until_first": NEVER,
            "until_last": NEVER,
            "stated": ALWAYS,
            "source": -1,
            "series": -1,
        }


_Line = tuple[int, int, tuple[int, ...]]
"""A row, its mark, and its columns from the holder on."""

_SOURCE: Final = InterestRows._fields.index("source") - 1
"""Its place among the columns of a line."""

_SUPPOSED: Final = -1
"""In place of a row: no statement says it."""

_NOBODY: Final = Holders()
"""Of a party that nobody holds, as most are."""


def _to_holders(
    rows: InterestRows,
    out: StakeBuffer,
    count: int,
    first: int,
    mark: list[int],
    is_complete: bool,
    summaries: tuple[int, ...],
    known: Sequence[Stake | None] = (),
) -> Holders:
    """Read off what the kernels wrote of one company: ``count`` stakes, and ``mark`` of its rows from ``first`` on.

    ``known``: of each stake the one that it was on another day, if nothing of it changed; or nothing of any.
    """
    # Most companies have no row of any such kind: one look at all marks and flags tells.
    marked = functools.reduce(operator.or_, mark)
    if known:
        stakes = tuple([one or _stake_at(rows, out, k, count, first, mark, marked) for k, one in enumerate(known)])
    else:
        stakes = tuple([_stake_at(rows, out, k, count, first, mark, marked) for k in range(count)])
    moved = [k for k in range(count) if out.flags[k] & THROUGH_NOMINEE]
    if moved:
        stakes = _name_nominees(rows, stakes, {k: out.row[k] for k in moved}, first, mark)
    conflicts = group_conflicts(rows, first, mark) if marked & CONFLICT else ()
    declared_none: tuple[int, ...] = ()
    if marked & DECLARED_NONE:
        declared_none = tuple(row for row in range(first, first + len(mark)) if mark[row - first] & DECLARED_NONE)
    passing = _find_passing(rows, stakes, first, mark, marked)
    return Holders(stakes, is_complete, conflicts, passing, declared_none, is_complete and _miss_whole(stakes), summaries)


def _find_passing(rows: InterestRows, stakes: tuple[Stake, ...], first: int, mark: list[int], marked: int) -> tuple[Stake, ...]:
    """Find the stakes of a company by which least shares pass 100 %; none where they do not.  See ``_stake_at`` for the rest.

    Beside rival figures of one holder the others count for less than they are stated with, which hides what all of them add to.
    """
    stakes = tuple([stake for stake in stakes if not stake.is_indirect])
    if _pass_whole(stakes):
        return stakes
    has_rivals = marked & CONFLICT or any(rows.interest[a] == rows.interest[b] for s in stakes for a, b in pairwise(s.rows))
    if not has_rivals or not any(sum(share.max for share in column) > WHOLE for column in _list_columns(stakes)):
        return ()
    last = first + len(mark)
    marks = RowMarks({row: m & ~OF_A_READING for row, m in enumerate(mark, first)}, [], [], [])
    out, ends, complete = StakeBuffer.of_lists(len(mark)), [0], [0]
    make_stakes(rows, [first], [last], marks, out, 0, ends, complete)
    complete[0] &= ~HAS_RIVALS
    count = settle_stakes(rows, [last], marks, out, 0, ends, complete)
    clean = [marks.mark[row] for row in range(first, last)]
    unlowered = tuple([stake for k in range(count) if not (stake := _stake_at(rows, out, k, count, first, clean, marked)).is_indirect])
    return unlowered if _pass_whole(unlowered) else ()


def _find_summaries(rows: InterestRows, company: int, as_of: AsOf, unmarked: list[int]) -> tuple[int, ...]:
    """Those of the rows without a mark that hold on the day by themselves: indirect statements that summarise a chain."""
    indirect = [row for row in unmarked if rows.direct[row] == INDIRECT]
    if not indirect:
        return ()
    marks = RowMarks.for_few()
    select_rows(rows, (company,), as_of, marks)
    return tuple(row for row in indirect if marks.mark[row] & PRESENT)


def _stake_at(rows: InterestRows, out: StakeBuffer, k: int, count: int, first: int, mark: list[int], marked: int) -> Stake:
    """Make the record of the stake at place ``k`` of ``count``; the rows it rests on are those of its holder that are marked as used.

    ``mark``: the marks of the company's rows, which begin at row ``first``; ``marked``: all of them in one.
    """
    flags, row, holder = out.flags[k], out.row[k], out.holder[k]
    used: tuple[int, ...]
    against: tuple[int, ...] = ()
    if holder == UNNAMED:
        used = (row,)
    else:
        end, last = row + 1, first + len(mark)
        while end < last and rows.holder[end] == holder:
            end += 1
        used = (row,) if end == row + 1 else tuple(r for r in range(row, end) if mark[r - first] & USED)
        # What he has directly and what through others are two stakes, in this order.
        is_indirect = k > 0 and out.holder[k - 1] == holder
        is_one_of_two = is_indirect or (k + 1 < count and out.holder[k + 1] == holder)
        if is_one_of_two:
            used = tuple(r for r in used if (mark[r - first] & THROUGH > 0) == is_indirect)
        if marked & (CONFLICT | BESIDE):
            # Where others hold for it, what it is denied to have besides is not told apart from what they are denied to have.
            kinds = CONFLICT if flags & THROUGH_NOMINEE else CONFLICT | BESIDE
            against = tuple(r for r in range(row, end) if mark[r - first] & kinds and not mark[r - first] & USED)
            if is_one_of_two:
                against = tuple(
                    r for r in against if rows.direct[r] not in (INDIRECT, DIRECT) or (mark[r - first] & THROUGH > 0) == is_indirect
                )
    capital = votes = None
    if flags & HAS_CAPITAL:
        capital = _interval(out.capital_min[k], out.capital_max[k], flags & CAPITAL_MIN_OPEN, flags & CAPITAL_MAX_OPEN)
    if flags & HAS_VOTES:
        votes = _interval(out.votes_min[k], out.votes_max[k], flags & VOTES_MIN_OPEN, flags & VOTES_MAX_OPEN)
    control, role, veto = _presences(flags)
    return Stake(
        holder,
        capital,
        votes,
        control,
        role,
        veto,
        Presence.POSSIBLE if flags & UNCERTAIN else Presence.CERTAIN,
        bool(flags & VOTES_ASSUMED),
        REASONS[rows.reason[row]] if holder == UNNAMED else None,
        used,
        against,
        bool(flags & VOTES_LEFT),
        (),
        flags & INDIRECT_BESIDE > 0,
    )


def _name_nominees(
    rows: InterestRows, stakes: tuple[Stake, ...], moved: Mapping[int, int], first: int, mark: list[int]
) -> tuple[Stake, ...]:
    """Name in the stakes that nominees hold, or may hold, who they are and by which rows.

    ``moved``: places of these stakes -> their first row, which for a stake without a holder may be its nominee's.
    """
    used: dict[tuple[int, bool], list[int]] = {}
    against: dict[tuple[int, bool], list[int]] = {}

    def find_holding(row: int) -> tuple[int, bool]:
        """The holder of a row, and whether it is of what he has through others beside."""
        return rows.holder[row], mark[row - first] & THROUGH > 0

    for row, m in enumerate(mark, first):
        family = FAMILY[rows.interest[row]]
        if rows.holder[row] != UNNAMED and (family in (MONEY, VOTING) or rows.interest[row] == NOMINEE):
            if m & USED:
                used.setdefault(find_holding(row), []).append(row)
            elif m & CONFLICT:
                against.setdefault(find_holding(row), []).append(row)
                if rows.direct[row] not in (INDIRECT, DIRECT):
                    against.setdefault((rows.holder[row], True), []).append(row)
    nominees = [holding for holding, held in used.items() if {True, False} == {rows.interest[row] == NOMINEE for row in held}]
    named = list(stakes)
    for place, row in moved.items():
        stake = stakes[place]
        is_own = stake.holder == UNNAMED and rows.holder[row] != UNNAMED
        through = [find_holding(row)] if is_own else nominees
        named[place] = replace(
            stake,
            reason=None if is_own else stake.reason,
            rows=tuple(dict.fromkeys([*(() if is_own else stake.rows), *(row for nominee in through for row in used[nominee])])),
            against=tuple(dict.fromkeys([*stake.against, *(row for nominee in through for row in against.get(nominee, ()))])),
            through=tuple(dict.fromkeys(holder for holder, _ in through)),
        )
    return tuple(named)


@functools.lru_cache(maxsize=10_000)
def _interval(low: int, high: int, low_open: int, high_open: int) -> Interval:
    return Interval(low, high, bool(low_open), bool(high_open))


@functools.lru_cache(maxsize=10_000)
def _presences(flags: int) -> tuple[Presence, Presence, Presence]:
    """Control, role and veto of a stake with these flags."""
    control = _presence(flags, CONTROL_POSSIBLE, CONTROL_CERTAIN)
    return control, _presence(flags, ROLE_POSSIBLE, ROLE_CERTAIN), _presence(flags, VETO_POSSIBLE, VETO_CERTAIN)


def _presence(flags: int, possible: int, certain: int) -> Presence:
    if not flags & possible:
        return Presence.ABSENT
    return Presence.CERTAIN if flags & certain else Presence.POSSIBLE


def _list_columns(stakes: Iterable[Stake]) -> list[list[Interval]]:
    """List the shares of capital and those of votes that stakes give, but for those that are a part of others'."""
    own = [s for s in stakes if not s.is_indirect]
    return [[s.capital for s in own if s.capital], [s.votes for s in own if s.votes]]


def _pass_whole(stakes: Collection[Stake]) -> bool:
    """Whether the least shares of capital or of votes pass 100 %.  Open ends decide at 100."""
    capital = votes = 0
    for stake in stakes:
        if stake.capital:
            capital += stake.capital.min
        if stake.votes:
            votes += stake.votes.min
    # Of most companies two sums tell.
    return (capital >= WHOLE or votes >= WHOLE) and any(
        (least := sum(share.min for share in column)) > WHOLE or (least == WHOLE and any(share.min_open and share.min for share in column))
        for column in _list_columns(stakes)
    )


def _miss_whole(stakes: Collection[Stake]) -> bool:
    """Whether the greatest shares of capital or of votes cannot reach 100 %.  Open ends decide at 100."""
    return any(
        (most := sum(share.max for share in column)) < WHOLE or (most == WHOLE and any(share.max_open for share in column))
        for column in _list_columns(stakes)
        if column
    )
