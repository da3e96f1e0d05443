"""Resolve: which rows of the network count on a day, and the stakes that they make.  Owns the rules of time, status, series,
alternatives and directness (method, section 1) as kernels over rows.

Knows numbers only.  The same kernels serve one company (graph/view.py) and a whole network (graph/snapshot.py).  Says nothing of control.

All rows of one company are judged in three steps: ``judge`` gives each row its presence on the day, ``drop_restated`` takes out indirect
summaries of known chains, ``stakes`` brackets the claims about one holder and lays them together.  Each step leaves its marks in
``Work``, is done once a company, and is linear in the rows it looks at.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final, NamedTuple

import numpy as np

from graph.columns import (
    CAPITAL_MAX_OPEN,
    CAPITAL_MIN_OPEN,
    CONTROL_CERTAIN,
    CONTROL_POSSIBLE,
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
from graph.kernels import kernel
from graph.network import ACCEPTED as TAKEN
from graph.network import (
    ALWAYS,
    CLOSED,
    COMPLETE,
    DIRECTNESS,
    HAS_SHARE,
    INTERESTS,
    MAX_OPEN,
    MIN_OPEN,
    NEVER,
    REASONS,
    STATUSES,
    SUMMARY,
    UNNAMED,
    Network,
)
from ontology.shares import WHOLE
from ontology.statements import Directness, Family, Interest, Reason, Status

PRESENT: Final = 3
"""Bits of ``Work.mark``: 0 the row does not hold on the day, 1 perhaps, 2 surely."""
OVER, DENIES, LIVE, USED, CONFLICT, DECLARED_NONE = (1 << bit for bit in range(2, 8))
"""The other bits.  OVER: it had ended by the day.  DENIES: it says that the holding does not exist.  LIVE: it was known, is accepted, and
is the newest of its series.  USED: a stake rests on it.  CONFLICT: another row says what cannot be true beside it."""

JUDGED, CLEARED = 1, 2
"""``Work.done``: the rows of the company are judged; and its summaries of known chains are taken out, or it has none."""

WALK: Final = 2_000
"""Rows looked at above one company in search of the chains that its indirect statements restate.  Where that is not enough, such a
statement counts as possible, which is right whether it restates a chain or not."""

_IN_EFFECT, _AGREED, _PLANNED, _FORMER, _ALLEGED, _DENIED = (
    STATUSES.index(s) for s in (Status.IN_EFFECT, Status.AGREED, Status.PLANNED, Status.FORMER, Status.ALLEGED, Status.DENIED)
)
_INDIRECT: Final = DIRECTNESS.index(Directness.INDIRECT)
_NOBODY: Final = REASONS.index(Reason.NO_BENEFICIAL_OWNERS)
_SHAREHOLDING: Final = INTERESTS.index(Interest.SHAREHOLDING)
_FOREVER: Final = NEVER + 1

_MONEY, _VOTES, _CONTROL, _ROLE, _VETO, _NONE = range(6)
_FAMILIES: Final = (Family.MONEY, Family.VOTES, Family.CONTROL, Family.ROLE, Family.VETO, Family.NONE)
_FAMILY: Final = tuple(_FAMILIES.index(interest.family) for interest in INTERESTS)

_MONEY_ORDER: Final = (
    Interest.SHAREHOLDING, Interest.RIGHTS_TO_PROFIT, Interest.RIGHTS_TO_SURPLUS_ASSETS, Interest.PROFIT_FROM_ASSETS,
    Interest.BENEFICIARY_OF_LEGAL_ARRANGEMENT,
)
_RANK: Final = tuple(_MONEY_ORDER.index(interest) if interest in _MONEY_ORDER else 99 for interest in INTERESTS)
"""Several money interests of one holder describe one stake: the first of these that is stated counts."""

_NO_LINK: Final = (
    Interest.BOARD_MEMBER, Interest.BOARD_CHAIR, Interest.RIGHTS_BY_CONTRACT, Interest.CONDITIONAL_RIGHTS_BY_CONTRACT,
    Interest.ENJOYMENT_AND_USE_OF_ASSETS,
)
_LINKS: Final = tuple(0 if interest in _NO_LINK else 1 for interest in INTERESTS)
"""Whether an interest can be a link of the chain that an indirect statement restates: a seat on a board is none."""


class Rows(NamedTuple):
    """The network's columns that the rules look at.  ``start``: first row of each subject, with one more at the end."""

    start: Any
    holder: Any
    interest: Any
    status: Any
    direct: Any
    flags: Any
    reason: Any
    min: Any
    max: Any
    from_first: Any
    from_last: Any
    until_first: Any
    until_last: Any
    stated: Any
    source: Any
    series: Any


class When(NamedTuple):
    """What is asked for: day numbers, statuses that are taken as done (bit 1 << status), and whether an unknown share counts nothing."""

    day: int
    known: int
    include: int
    nothing: int


class Work(NamedTuple):
    """Space for one When.  ``mark`` by row and ``done`` by company stay; the three by series are zero again after each company."""

    mark: Any
    done: Any
    newest: Any
    opened: Any
    closing: Any


class Stakes(NamedTuple):
    """Where stakes are written: fields as in graph/columns.Columns; ``row`` is the first row of the holder in the company."""

    holder: Any
    votes_min: Any
    votes_max: Any
    capital_min: Any
    capital_max: Any
    flags: Any
    row: Any


def rows_of(network: Network) -> Rows:
    """The columns as arrays, for compiled kernels."""
    return Rows(network.subject_start, *(network.columns[name] for name in Rows._fields[1:]))


def work_for(network: Network) -> Work:
    """Clean space for a whole network, as arrays."""
    rows = network.rows
    series = (np.zeros(rows, np.int32) for _ in range(3))
    return Work(np.zeros(rows, np.uint8), np.zeros(network.parties, np.uint8), *series)


def work_for_few() -> Work:
    """Clean space that grows with the companies looked at, for the interpreter."""
    return Work(*(defaultdict(int) for _ in Work._fields))


@kernel
def judge(rows: Rows, company: int, when: When, work: Work) -> None:
    """Presence on the day of each row of a company: who knew, series, then valid time, then status.

    Of a series the newest known statement decides, all interests that it names.  A closed one without an end ended between the last
    statement that had it open and its closing: possible between the two.
    """
    if work.done[company]:
        return
    mark, stated, series, flags, day = work.mark, rows.stated, rows.series, rows.flags, when.day
    newest, opened, closing = work.newest, work.opened, work.closing
    first, last = rows.start[company], rows.start[company + 1]
    in_series = False
    for row in range(first, last):
        if stated[row] <= when.known and flags[row] & TAKEN:
            mark[row] = LIVE
            s = series[row]
            if s >= 0:
                in_series = True
                said = stated[row] + 1
                if said > newest[s]:
                    newest[s] = said
                if not flags[row] & CLOSED and said > opened[s]:
                    opened[s] = said
    if in_series:
        for row in range(first, last):
            s = series[row]
            if s >= 0 and flags[row] & CLOSED and mark[row] and stated[row] + 1 >= opened[s] and (
                closing[s] == 0 or stated[row] + 1 < closing[s]
            ):
                closing[s] = stated[row] + 1
    summaries = False
    for row in range(first, last):
        if not mark[row]:
            continue
        s, said, status = series[row], stated[row], rows.status[row]
        until_first, until_last = rows.until_first[row], rows.until_last[row]
        if s >= 0 and (said + 1 != newest[s] or (closing[s] > 0 and not flags[row] & CLOSED)):
            mark[row] = 0
            continue
        if flags[row] & CLOSED and until_first == NEVER:
            until_first, until_last = ALWAYS, said
            if s >= 0:
                until_last = closing[s] - 1
                until_first = min(opened[s], until_last)
        if day >= until_last or (status == _FORMER and until_first == NEVER):
            # A former interest without an end counts on no day, and speaks from when it was said.
            mark[row] = LIVE | (OVER if day >= until_last or day >= said else 0)
            continue
        start_first, start_last = rows.from_first[row], rows.from_last[row]
        if start_first == ALWAYS:
            # Known since the statement at least; a deal was not agreed before someone said so.
            start_last = said
            if status in (_AGREED, _PLANNED):
                start_first = said
        if day < start_first:
            continue
        taken = (when.include >> status) & 1
        if status == _DENIED and not taken:
            mark[row] = LIVE | DENIES
        elif taken or status in (_IN_EFFECT, _FORMER):
            mark[row] = LIVE | (2 if start_last <= day < until_first else 1)
        elif status in (_AGREED, _ALLEGED):
            mark[row] = LIVE | 1
        if rows.direct[row] == _INDIRECT and mark[row] & PRESENT:
            summaries = True
    if in_series:
        for row in range(first, last):
            s = series[row]
            if s >= 0:
                newest[s] = 0
                opened[s] = 0
                closing[s] = 0
    work.done[company] = JUDGED if summaries else CLEARED


@kernel
def drop_restated(rows: Rows, company: int, when: When, work: Work) -> None:
    """Take out indirect statements that restate a chain which other statements give: they are a check, never a link of their own.

    One that lists its components restates them where its source names a nearer holder on the day, even if a link between has no name.  Of
    others one walk up from the company serves all; it starts with the links that are not indirect and goes by such links only.
    """
    if work.done[company] != JUDGED:
        return
    work.done[company] = CLEARED
    mark, holder, direct = work.mark, rows.holder, rows.direct
    first, last = rows.start[company], rows.start[company + 1]
    nearer = {-1}
    for row in range(first, last):
        if direct[row] != _INDIRECT and mark[row] & PRESENT and _LINKS[rows.interest[row]]:
            nearer.add(rows.source[row])
    wanted = {UNNAMED}
    for row in range(first, last):
        if direct[row] == _INDIRECT and mark[row] & PRESENT and rows.flags[row] & SUMMARY and rows.source[row] in nearer:
            mark[row] = 0
        if direct[row] == _INDIRECT and mark[row] & PRESENT and holder[row] != UNNAMED:
            wanted.add(holder[row])
    wanted.remove(UNNAMED)
    if len(wanted) == 0:
        return
    seen = {UNNAMED, company}
    queue = [company]
    for row in range(first, last):
        h = holder[row]
        if direct[row] != _INDIRECT and mark[row] & PRESENT and _LINKS[rows.interest[row]] and h not in seen:
            seen.add(h)
            queue.append(h)
    found = {UNNAMED}
    budget, place = WALK, 1
    while place < len(queue) and budget > 0 and len(found) <= len(wanted):
        above = queue[place]
        place += 1
        budget -= rows.start[above + 1] - rows.start[above] + 1
        if budget < 0:
            break
        judge(rows, above, when, work)
        for row in range(rows.start[above], rows.start[above + 1]):
            if direct[row] != _INDIRECT and mark[row] & PRESENT and _LINKS[rows.interest[row]]:
                h = holder[row]
                if h in wanted:
                    found.add(h)
                if h not in seen:
                    seen.add(h)
                    queue.append(h)
    spent = place < len(queue) and len(found) <= len(wanted)
    for row in range(first, last):
        if direct[row] == _INDIRECT and mark[row] & PRESENT and holder[row] != UNNAMED:
            if holder[row] in found:
                mark[row] = 0
            elif spent:
                mark[row] = (mark[row] & ~PRESENT) | 1


@kernel
def _claims(rows: Rows, first: int, last: int, work: Work) -> tuple[int, int, int, int, int, int]:
    """Versions and rival claims of one holding, rows ``first``..``last``: the newest of each source, bracketed over sources, never added.

    What had ended before the holding began does not speak against it.  Returns presence, whether a size is stated, the hull of the
    sizes (least, most, bit 1 = least open, bit 2 = most open), and whether the sources contradict each other.
    """
    mark, stated, flags = work.mark, rows.stated, rows.flags
    winners_start, against = _FOREVER, -1
    begin = first
    while begin < last:
        end, source = begin, rows.source[begin]
        says, over, denies = -1, -1, -1
        while end < last and rows.source[end] == source:
            m = mark[end]
            if m & PRESENT:
                says = max(says, stated[end])
            elif m & OVER:
                over = max(over, stated[end])
            elif m & DENIES:
                denies = max(denies, stated[end])
            end += 1
        start, ended = _FOREVER, -1
        for row in range(begin, end):
            m = mark[row]
            if m & PRESENT and stated[row] == says:
                start = min(start, rows.from_first[row])
            elif m & OVER and stated[row] == over:
                ended = max(ended, _end(rows, row))
        corrected = over > says and (says < 0 or ended > start)
        opposes = denies >= 0 and denies >= says and (denies >= over or not corrected)
        if opposes:
            against = _FOREVER + 1
        elif corrected:
            against = max(against, ended)
        for row in range(begin, end):
            m = mark[row]
            if m & PRESENT:
                if stated[row] == says and not corrected and denies <= says:
                    winners_start = min(winners_start, start)
                    mark[row] = m | USED
            elif (opposes and m & DENIES and stated[row] == denies) or (corrected and not opposes and m & OVER and stated[row] == over):
                mark[row] = m | CONFLICT
        begin = end
    opposed = against > winners_start
    least, most, sized = 2, 0, 0
    low, high, low_open, high_open = WHOLE + 1, -1, 1, 1
    least_max, least_max_open, greatest_min, greatest_min_open = WHOLE + 1, 0, -1, 0
    for row in range(first, last):
        if mark[row] & USED:
            present = mark[row] & PRESENT
            least, most = min(least, present), max(most, present)
            if flags[row] & HAS_SHARE:
                sized = 1
                a, b = rows.min[row], rows.max[row]
                a_open, b_open = (1 if flags[row] & MIN_OPEN else 0), (1 if flags[row] & MAX_OPEN else 0)
                if a < low or (a == low and not a_open):
                    low, low_open = a, a_open
                if b > high or (b == high and not b_open):
                    high, high_open = b, b_open
                if a > greatest_min or (a == greatest_min and a_open):
                    greatest_min, greatest_min_open = a, a_open
                if b < least_max or (b == least_max and b_open):
                    least_max, least_max_open = b, b_open
    if opposed:
        least = 0
    rivals = sized == 1 and (least_max < greatest_min or (least_max == greatest_min and (least_max_open or greatest_min_open)))
    conflict = 1 if most > 0 and (opposed or rivals) else 0
    for row in range(first, last):
        m = mark[row]
        if conflict and m & USED:
            mark[row] = m | CONFLICT
        elif m & CONFLICT and not m & USED and (not conflict or (m & OVER and _end(rows, row) <= winners_start)):
            mark[row] = m & ~CONFLICT
    return (most if least == most else min(most, 1)), sized, low, high, low_open + 2 * high_open, conflict


@kernel
def _end(rows: Rows, row: int) -> int:
    """The latest day on which an ended row can have ended; a closed or former one without an end had when that was said."""
    end = rows.until_last[row]
    if end == NEVER and rows.stated[row] != ALWAYS:
        end = rows.stated[row]
    return int(end)


@kernel
def stakes(rows: Rows, first: int, last: int, when: When, work: Work, out: Stakes, k: int) -> tuple[int, int]:
    """The stakes that some rows of one company make, all rows of each holder, written from place k on.

    Returns the place after the last, and whether a source that lists every holder has a row among them that is certain and counts.
    """
    mark, holder = work.mark, rows.holder
    complete, stop = 0, first
    while stop < last:
        first, stop = stop, stop + 1
        if holder[first] == UNNAMED:
            # Two holders without a name stay two.
            if rows.reason[first] == _NOBODY:
                if mark[first] & PRESENT:
                    mark[first] |= DECLARED_NONE
                continue
        else:
            while stop < last and holder[stop] == holder[first]:
                stop += 1
        flags = most_present = shares = 0
        money = 100
        capital_min = capital_max = votes_min = votes_max = capital_open = votes_open = votes = 0
        begin = first
        while begin < stop:
            interest, end = rows.interest[begin], begin + 1
            while end < stop and rows.interest[end] == interest:
                end += 1
            if end == begin + 1 and not mark[begin] & PRESENT:
                begin = end
                continue
            if end == begin + 1:
                presence, f = mark[begin] & PRESENT, rows.flags[begin]
                mark[begin] |= USED
                sized, low, high = (1 if f & HAS_SHARE else 0), rows.min[begin], rows.max[begin]
                ends = (1 if f & MIN_OPEN else 0) + (2 if f & MAX_OPEN else 0)
            else:
                presence, sized, low, high, ends, _ = _claims(rows, begin, end, work)
            for row in range(begin, end):
                if mark[row] & USED and mark[row] & 2 and rows.flags[row] & COMPLETE:
                    complete = 1
            begin = end
            if presence == 0:
                continue
            most_present = max(most_present, presence)
            family = _FAMILY[interest]
            if family in (_MONEY, _VOTES):
                if not sized:
                    low, high, ends = 0, WHOLE, 1
                    if when.nothing:
                        high, ends = 0, 0
                if presence == 1:
                    low, ends = 0, ends & 2
            if family == _VOTES:
                votes, votes_min, votes_max, votes_open = 1, low, high, ends
            elif family == _MONEY:
                if interest == _SHAREHOLDING:
                    shares = 1
                if _RANK[interest] < money:
                    money, capital_min, capital_max, capital_open = _RANK[interest], low, high, ends
            elif family == _CONTROL:
                flags |= CONTROL_POSSIBLE | (CONTROL_CERTAIN if presence == 2 else 0)
            elif family == _ROLE:
                flags |= ROLE_POSSIBLE | (ROLE_CERTAIN if presence == 2 else 0)
            elif family == _VETO:
                flags |= VETO_POSSIBLE | (VETO_CERTAIN if presence == 2 else 0)
        if most_present == 0:
            continue
        if most_present == 1:
            flags |= UNCERTAIN
        if shares and not votes:
            votes, votes_min, votes_max, votes_open = 1, capital_min, capital_max, capital_open
            flags |= VOTES_ASSUMED
        if money < 100:
            flags |= HAS_CAPITAL | (CAPITAL_MIN_OPEN if capital_open & 1 else 0) | (CAPITAL_MAX_OPEN if capital_open & 2 else 0)
        if votes:
            flags |= HAS_VOTES | (VOTES_MIN_OPEN if votes_open & 1 else 0) | (VOTES_MAX_OPEN if votes_open & 2 else 0)
        out.holder[k] = rows.holder[first]
        out.votes_min[k], out.votes_max[k] = votes_min, votes_max
        out.capital_min[k], out.capital_max[k] = capital_min, capital_max
        out.flags[k], out.row[k] = flags, first
        k += 1
    return k, complete


@kernel
def resolve(rows: Rows, company: int, when: When, work: Work, out: Stakes, k: int) -> tuple[int, int]:
    """The stakes of one company, written from place k on.  Returns the place after the last and whether a source lists every holder."""
    judge(rows, company, when, work)
    if work.done[company] == JUDGED:
        drop_restated(rows, company, when, work)
    return stakes(rows, rows.start[company], rows.start[company + 1], when, work, out, k)


@kernel
def held(rows: Rows, own: Any, subject: Any, when: When, work: Work, out: Stakes, subjects: Any, flags: Any) -> int:
    """The companies of one holder, whose rows ``own`` are in rising order: written to ``subjects``, the stake's flags to ``flags``.

    Other holders of these companies are judged in time, for series and chains, but their stakes are not made.  Returns the count.
    """
    count, place = 0, 0
    while place < len(own):
        first = own[place]
        company, last = subject[first], first
        while place < len(own) and subject[own[place]] == company:
            last = own[place]
            place += 1
        judge(rows, company, when, work)
        if work.done[company] == JUDGED:
            drop_restated(rows, company, when, work)
        if stakes(rows, first, last + 1, when, work, out, 0)[0]:
            subjects[count], flags[count] = company, out.flags[0]
            count += 1
    return count
