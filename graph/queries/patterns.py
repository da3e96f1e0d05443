"""What the answer about a company depends on, as a key without names: two companies with one key have one answer, but for who is who.

Owns the key: the stakes in the company and in everybody above it, as columns of small numbers, what the parties are, and in what order
their numbers stand, since that decides what is listed first.  A company of which more would have to be read has no key.  Decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from graph.generation.interest_table import DIRECTNESS, UNNAMED, InterestTable
from graph.generation.party_table import KINDS
from graph.network.interest_rows import CONFLICT, USED
from graph.network.snapshot import MarkedStakes, mark_snapshot
from graph.network.stake_table import INDIRECT_BESIDE, THROUGH_NOMINEE, StakeTable
from graph.queries.anonymity import mark_unknown
from graph.queries.context import QueryContext
from graph.rules.subgraph import STATES
from ontology.statements import Directness

_MOST_PARTIES: Final = 24
"""Above a company: a larger network is hardly ever there twice."""
_INDIRECT: Final = DIRECTNESS.index(Directness.INDIRECT)
_TOKEN_BYTES: Final = 4


class Pattern(NamedTuple):
    """What is above a company.  ``parties``: the company and everybody above it, in the order of their numbers."""

    key: tuple[Any, ...]
    parties: Sequence[int]


class CitedRow(NamedTuple):
    """Where a row of the network is in a pattern: place of the company, of the stake in it, and the interest of the row."""

    company: int
    stake: int
    interest: int


class Patterns:
    """The patterns of all companies of a generation for one question."""

    def __init__(self, context: QueryContext) -> None:
        generation, options = context.generation, context.options
        interests = generation.interests
        marked = mark_snapshot(interests, options.as_of, options.known_at, options.include)
        table, behind = marked.table, _RowsBehind.of(interests, marked)
        self._indptr, self._holder = table.indptr.data, table.holder.data
        self._first_row, self._mark = marked.first_row.data, marked.mark.data
        self._row_subject, self._row_holder, self._row_interest = (
            interests.columns[name].data for name in ("subject", "holder", "interest")
        )
        self._is_special = _mark_special(interests, marked, behind).data
        self._most = min(_MOST_PARTIES, options.limits.parties)
        self._facts = _describe_parties(context, table).data
        stakes = (table.flags, table.votes_min, table.votes_max, table.capital_min, table.capital_max, behind.interests, behind.directness)
        self._tokens = _number_distinct(stakes).tobytes()

    def find(self, company: int) -> Pattern | None:
        """Find what is above a company; None where that is too large, or more bears on the answer than a key says."""
        indptr, holder, is_special = self._indptr, self._holder, self._is_special
        parties, seen = [company], {company}
        for party in parties:
            if is_special[party] or len(parties) > self._most:
                return None
            for above in holder[indptr[party] : indptr[party + 1]]:
                if above not in seen and above != UNNAMED:
                    seen.add(above)
                    parties.append(above)
        parties.sort()
        place = {party: number for number, party in enumerate(parties)}
        place[UNNAMED] = UNNAMED
        key: list[int | bytes] = [place[company]]
        for party in parties:
            first, last = indptr[party], indptr[party + 1]
            key.append(self._facts[party])
            if first != last:
                key.append(self._tokens[_TOKEN_BYTES * first : _TOKEN_BYTES * last])
                key.append(bytes([place[above] + 1 for above in holder[first:last]]))
        return Pattern(tuple(key), parties)

    def place_row(self, pattern: Pattern, row: int) -> CitedRow:
        """Say where a row of a company of the pattern is in it."""
        subject = self._row_subject[row]
        stakes = range(self._indptr[subject], self._indptr[subject + 1])
        stake = next(k for k in stakes if row in self._list_rows(k))
        return CitedRow(pattern.parties.index(subject), stake - stakes.start, self._row_interest[row])

    def find_row(self, pattern: Pattern, cited: CitedRow) -> int:
        """Find the row that is at a place of a pattern."""
        rows = self._list_rows(self._indptr[pattern.parties[cited.company]] + cited.stake)
        return rows[0] if len(rows) == 1 else next(row for row in rows if self._row_interest[row] == cited.interest)

    def _list_rows(self, stake: int) -> list[int]:
        """List the rows that a stake rests on, as graph/network/as_of.py does."""
        first, holder = self._first_row[stake], self._holder[stake]
        if holder == UNNAMED:
            return [first]
        subject, last = self._row_subject[first], first + 1
        while last < len(self._row_holder) and self._row_holder[last] == holder and self._row_subject[last] == subject:
            last += 1
        return [first] if last == first + 1 else [row for row in range(first, last) if self._mark[row] & USED]


class _RowsBehind(NamedTuple):
    """What the rows behind each stake are: bits of their interests and of their directness; ``is_mixed``: of the companies where one
    stake has two rows of one interest, or rows of several kinds of directness."""

    interests: npt.NDArray[np.int64]
    directness: npt.NDArray[np.int64]
    is_mixed: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, table: InterestTable, marked: MarkedStakes) -> _RowsBehind:
        is_mixed = np.zeros(table.parties, np.bool_)
        subject, holder = table.columns["subject"], table.columns["holder"]
        interest_bit, direct_bit = (np.left_shift(np.int64(1), table.columns[name].astype(np.int64)) for name in ("interest", "direct"))
        if not len(subject):
            return cls(interest_bit, direct_bit, is_mixed)
        begins = np.flatnonzero(np.append(True, (subject[1:] != subject[:-1]) | (holder[1:] != holder[:-1])))
        lengths = np.diff(np.append(begins, len(subject)))
        # A holder's one row is that of its stake, whatever else is said of it.
        is_used = (marked.mark & USED > 0) | np.repeat(lengths == 1, lengths)
        interests, directness = (np.bitwise_or.reduceat(np.where(is_used, bit, 0), begins) for bit in (interest_bit, direct_bit))
        has_two = np.add.reduceat(is_used.astype(np.int64), begins) != np.bitwise_count(interests.astype(np.uint64))
        is_apart = np.bitwise_count(directness.astype(np.uint64)) > 1
        is_mixed[subject[begins[(has_two | is_apart) & (holder[begins] != UNNAMED)]]] = True
        run = np.searchsorted(begins, marked.first_row, side="right") - 1
        is_named = marked.table.holder != UNNAMED
        return cls(
            np.where(is_named, interests[run], interest_bit[marked.first_row]),
            np.where(is_named, directness[run], direct_bit[marked.first_row]),
            is_mixed,
        )


def _mark_special(interests: InterestTable, marked: MarkedStakes, behind: _RowsBehind) -> npt.NDArray[np.bool_]:
    """Mark the companies of which a key does not say all: rival and indirect statements, nominees, and what restates a chain."""
    table, subject = marked.table, interests.columns["subject"]
    is_special = behind.is_mixed.copy()
    is_special[table.company[table.flags & (THROUGH_NOMINEE | INDIRECT_BESIDE) > 0]] = True
    is_summary = (interests.columns["direct"] == _INDIRECT) & (marked.mark == 0)
    is_special[subject[is_summary | (marked.mark & CONFLICT > 0)]] = True
    return is_special


def _describe_parties(context: QueryContext, table: StakeTable) -> npt.NDArray[np.int64]:
    """Say of each party in a number what an answer depends on: its kind, whether it is told who it is, of which state it is, where states
    act as one, and whether a source lists all that hold it."""
    generation, setting = context.generation, context.options.setting
    kinds = generation.party_kinds().astype(np.int64)
    # Who is named holds something.
    holders = np.unique(table.holder[table.holder != UNNAMED]).astype(np.int64)
    columns = [kinds, table.complete.astype(np.int64), np.zeros(len(kinds), np.int64)]
    columns[2][holders] = mark_unknown(generation, context.options, holders)
    if setting.get("state", "several") == "one":
        states = np.flatnonzero(np.isin(kinds, [KINDS.index(kind) for kind in STATES]))
        columns.append(np.zeros(len(kinds), np.int64))
        columns[3][states] = np.unique(generation.party_jurisdictions()[states], return_inverse=True)[1] + 1
    return _number_distinct(columns).astype(np.int64)


def _number_distinct(columns: Sequence[npt.NDArray[Any]]) -> npt.NDArray[np.int32]:
    """Number the rows of columns so that two rows have one number when they are equal.

    >>> _number_distinct([np.array([5, 7, 5]), np.array([1, 1, 1])]).tolist()
    [0, 1, 0]
    """
    number = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        distinct, place = np.unique(column, return_inverse=True)
        number = np.unique(number * len(distinct) + place, return_inverse=True)[1]
    return number.astype(np.int32)
