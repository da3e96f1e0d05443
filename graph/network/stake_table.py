"""The stakes of many companies as arrays, which is what kernels work on.  Parties and stakes are numbers.

A stake is what one holder has in one company.  The stakes of company c are the positions ``indptr[c]:indptr[c + 1]``, those of holder h are
``holder_positions[holder_indptr[h]:holder_indptr[h + 1]]`` (compressed sparse rows, as in scipy).  Fields are lists or views of arrays for
the interpreter or numpy arrays for compiled kernels; a kernel does not see the difference.  Must not know control or what a share is
worth.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any, Final, NamedTuple

import numpy as np

from graph.generation.interest_table import UNNAMED
from graph.network.stake import Presence, Stake

(
    HAS_CAPITAL,
    CAPITAL_MIN_OPEN,
    CAPITAL_MAX_OPEN,
    HAS_VOTES,
    VOTES_MIN_OPEN,
    VOTES_MAX_OPEN,
    CONTROL_POSSIBLE,
    CONTROL_CERTAIN,
    ROLE_POSSIBLE,
    ROLE_CERTAIN,
    VETO_POSSIBLE,
    VETO_CERTAIN,
    VOTES_ASSUMED,
    UNCERTAIN,
    VOTES_LEFT,
    THROUGH_NOMINEE,
    INDIRECT_BESIDE,
) = (1 << bit for bit in range(17))
"""Flags of a stake.  ``*_POSSIBLE`` is set with ``*_CERTAIN`` too.  ROLE: settlor or senior managing official, which rank below control.
UNCERTAIN: the stake as a whole is possible only (its minima are 0).  VOTES_ASSUMED: votes are taken equal to shares.  VOTES_LEFT: its votes
are not stated while those of others are, so that they are what these leave at most.  THROUGH_NOMINEE: a nominee holds of it, or may.
INDIRECT_BESIDE: it is held through others, in a company of which it is told what others hold directly.  Of that it is a part, so that it
takes nothing from anybody's share."""

VOTES, CAPITAL = 1, 2
"""The two dimensions in which a stake has a share; as bits, where a criterion counts both."""

DTYPES: Final[dict[str, Any]] = {
    "indptr": np.int64,
    "company": np.int32,
    "holder": np.int32,
    "votes_min": np.int64,
    "votes_max": np.int64,
    "capital_min": np.int64,
    "capital_max": np.int64,
    "flags": np.uint32,
    "complete": np.uint8,
    "holder_indptr": np.int64,
    "holder_positions": np.int32,
}


class StakeTable(NamedTuple):
    """Stakes in companies 0..n-1, where n = ``len(indptr) - 1`` counts all parties, also those that nobody holds.

    ``holder`` is UNNAMED for a party that its source does not name.  Shares are share units, 0 where the flags say that the stake has
    none in that column.  ``complete[c]``: a source of c lists every holder.
    """

    indptr: Any
    company: Any
    holder: Any
    votes_min: Any
    votes_max: Any
    capital_min: Any
    capital_max: Any
    flags: Any
    complete: Any
    holder_indptr: Any
    holder_positions: Any

    @property
    def size(self) -> int:
        return len(self.holder)

    def arrays(self) -> StakeTable:
        """The same with numpy arrays, for compiled kernels."""
        return StakeTable(*(np.asarray(value, dtype=DTYPES[name]) for name, value in zip(self._fields, self, strict=True)))

    def views(self) -> StakeTable:
        """The same for the interpreter: lists as they are, and of arrays views, which take no room."""
        return StakeTable(*(value.data if isinstance(value, np.ndarray) else value for value in self))


class LocalTable(NamedTuple):
    """The stakes of some companies, whose parties are numbered from 0: ``parties[i]`` is what party i is called outside.

    ``number`` is the inverse; ``stakes[k]`` is the stake at position k of ``table``.
    """

    table: StakeTable
    parties: list[int]
    number: dict[int, int]
    stakes: list[Stake]


def gather(stakes_in: Mapping[int, Sequence[Stake]], complete: Collection[int] = (), also: Iterable[int] = ()) -> LocalTable:
    """Number the parties of some companies' stakes from 0, the companies first, and lay the stakes out as lists.

    ``stakes_in``: company -> its stakes; ``complete``: companies whose sources list every holder; ``also``:
    parties to number without stakes.

    >>> from graph.network.stake import Interval
    >>> local = gather({7: [Stake(3, votes=Interval(1, 1))]})
    >>> local.parties, local.table.indptr, local.table.holder
    ([7, 3], [0, 1, 1], [1])
    """
    stakes = [stake for stakes in stakes_in.values() for stake in stakes]
    parties = list(dict.fromkeys([*stakes_in, *(s.holder for s in stakes if s.holder != UNNAMED), *also]))
    number = {party: i for i, party in enumerate(parties)}
    # The companies are numbered in their own order, so their stakes already lie as the table wants them.
    counts = [len(stakes) for stakes in stakes_in.values()]
    indptr = [0, *accumulate(counts)]
    indptr += [indptr[-1]] * (len(parties) - len(counts))
    number[UNNAMED] = UNNAMED
    holder = [number[s.holder] for s in stakes]
    del number[UNNAMED]
    holder_indptr, holder_positions = _index_by_holder(holder, len(parties))
    table = StakeTable(
        indptr,
        [company for company, count in enumerate(counts) for _ in range(count)],
        holder,
        [s.votes.min if s.votes else 0 for s in stakes],
        [s.votes.max if s.votes else 0 for s in stakes],
        [s.capital.min if s.capital else 0 for s in stakes],
        [s.capital.max if s.capital else 0 for s in stakes],
        [encode_flags(s) for s in stakes],
        [int(party in complete) for party in parties],
        holder_indptr,
        holder_positions,
    )
    return LocalTable(table, parties, number, stakes)


def encode_flags(stake: Stake) -> int:
    """The flags of one stake."""
    capital, votes = stake.capital, stake.votes
    flags = _LEVELS[stake.control] * CONTROL_POSSIBLE | _LEVELS[stake.role] * ROLE_POSSIBLE | _LEVELS[stake.veto] * VETO_POSSIBLE
    if capital is not None:
        flags |= HAS_CAPITAL | (CAPITAL_MIN_OPEN if capital.min_open else 0) | (CAPITAL_MAX_OPEN if capital.max_open else 0)
    if votes is not None:
        flags |= HAS_VOTES | (VOTES_MIN_OPEN if votes.min_open else 0) | (VOTES_MAX_OPEN if votes.max_open else 0)
    flags |= (
        (VOTES_ASSUMED if stake.votes_assumed else 0) | (VOTES_LEFT if stake.votes_left else 0) | (THROUGH_NOMINEE if stake.through else 0)
    )
    return flags | (UNCERTAIN if stake.presence is Presence.POSSIBLE else 0) | (INDIRECT_BESIDE if stake.is_indirect else 0)


_LEVELS: Final = (0, 1, 3)
"""A presence as two bits: possible, certain (which sets both)."""


def _index_by_holder(holder: Sequence[int], parties: int) -> tuple[list[int], list[int]]:
    """Where the stakes of each holder begin in a list of positions sorted by holder, and that list; unnamed holders are left out."""
    order = sorted(range(len(holder)), key=holder.__getitem__)
    unnamed = holder.count(UNNAMED)
    indptr = [0] * (parties + 1)
    for party in holder:
        if party != UNNAMED:
            indptr[party + 1] += 1
    return list(accumulate(indptr)), order[unnamed:]


class StakeBuffer(NamedTuple):
    """Where stakes are written: fields as in `StakeTable`, without the index.

    ``row`` is the first row of the holder in the company.
    """

    holder: Any
    votes_min: Any
    votes_max: Any
    capital_min: Any
    capital_max: Any
    flags: Any
    row: Any

    @classmethod
    def of(cls, count: int) -> StakeBuffer:
        """Space for so many stakes, as arrays."""
        columns: dict[str, Any] = {name: np.zeros(count, DTYPES.get(name, np.int64)) for name in cls._fields}
        return cls(**columns)

    @classmethod
    def of_lists(cls, count: int) -> StakeBuffer:
        """Space for so many stakes, as lists for the interpreter."""
        return cls(*([0] * count for _ in cls._fields))
