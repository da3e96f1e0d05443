"""Resolve: which rows of the network count on a day, and the stakes that they make.  Owns the rules of time, status, series,
alternatives and directness (method, section 1) as kernels over rows.

Knows numbers only.  The same kernels serve one company (graph/network/as_of.py) and a whole network (graph/network/snapshot.py).
Says nothing of control.

All rows of one company are judged in three steps: ``judge`` gives each row its presence on the day, ``drop_restated`` takes out indirect
summaries of known chains, ``stakes`` brackets the claims about one holder and lays them together.  Each step leaves its marks in
``Work``, is done once a company, and is linear in the rows it looks at.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from graph.algorithms.kernels import kernel
from graph.generation.interest_table import ALWAYS, COMPLETE, HAS_SHARE, INTERESTS, MAX_OPEN, MIN_OPEN, NEVER, REASONS, UNNAMED
from graph.network.stake_table import (
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
from graph.network.temporal import CONFLICT, DECLARED_NONE, DENIES, JUDGED, OVER, PRESENT, USED, AsOf, Rows, Work, drop_restated, judge
from ontology.shares import WHOLE
from ontology.statements import Family, Interest, Reason

_NOBODY: Final = REASONS.index(Reason.NO_BENEFICIAL_OWNERS)
_SHAREHOLDING: Final = INTERESTS.index(Interest.SHAREHOLDING)
_FOREVER: Final = NEVER + 1

_MONEY, _VOTES, _CONTROL, _ROLE, _VETO, _NONE = range(6)
_FAMILIES: Final = (Family.MONEY, Family.VOTES, Family.CONTROL, Family.ROLE, Family.VETO, Family.NONE)
_FAMILY: Final = tuple(_FAMILIES.index(interest.family) for interest in INTERESTS)

_MONEY_ORDER: Final = (
    Interest.SHAREHOLDING,
    Interest.RIGHTS_TO_PROFIT,
    Interest.RIGHTS_TO_SURPLUS_ASSETS,
    Interest.PROFIT_FROM_ASSETS,
    Interest.BENEFICIARY_OF_LEGAL_ARRANGEMENT,
)
_RANK: Final = tuple(_MONEY_ORDER.index(interest) if interest in _MONEY_ORDER else 99 for interest in INTERESTS)
"""Several money interests of one holder describe one stake: the first of these that is stated counts."""


class Stakes(NamedTuple):
    """Where stakes are written: fields as in graph/columns.Columns; ``row`` is the first row of the holder in the company."""

    holder: Any
    votes_min: Any
    votes_max: Any
    capital_min: Any
    capital_max: Any
    flags: Any
    row: Any


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
def stakes(rows: Rows, first: int, last: int, when: AsOf, work: Work, out: Stakes, k: int) -> tuple[int, int]:
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
def resolve(rows: Rows, company: int, when: AsOf, work: Work, out: Stakes, k: int) -> tuple[int, int]:
    """The stakes of one company, written from place k on.  Returns the place after the last and whether a source lists every holder."""
    judge(rows, company, when, work)
    if work.done[company] == JUDGED:
        drop_restated(rows, company, when, work)
    return stakes(rows, rows.start[company], rows.start[company + 1], when, work, out, k)


@kernel
def held(rows: Rows, own: Any, subject: Any, when: AsOf, work: Work, out: Stakes, subjects: Any, flags: Any) -> int:
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
