"""Stakes: what one holder has in one company on one day, after the rules of time and of rival sources.  Owns the records, no rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from ontology.shares import WHOLE
from ontology.statements import Reason


class Presence(IntEnum):
    """Whether a stake holds on the day: not, perhaps, surely."""

    ABSENT = 0
    POSSIBLE = 1
    CERTAIN = 2


@dataclass(frozen=True, slots=True)
class Interval:
    """A share in share units, between two bounds that may be open."""

    min: int = 0
    max: int = WHOLE
    min_open: bool = False
    max_open: bool = False

    def hull(self, other: Interval) -> Interval:
        """The smallest box that holds both."""
        low, high = min(self.min, other.min), max(self.max, other.max)
        return Interval(
            low, high, all(b.min_open for b in (self, other) if b.min == low), all(b.max_open for b in (self, other) if b.max == high)
        )

    def disjoint(self, other: Interval) -> bool:
        """Whether no share lies in both."""
        low, high = (self, other) if (self.max, self.min) <= (other.max, other.min) else (other, self)
        return low.max < high.min or (low.max == high.min and (low.max_open or high.min_open))


SOMETHING: Final = Interval(0, WHOLE, min_open=True)
"""A holding of unknown size: more than nothing."""


@dataclass(frozen=True, slots=True)
class Stake:
    """What one holder has in one company.  A column that the holder has not is None.

    ``holder`` is n.UNNAMED for a party that its source does not name; then ``reason`` says why.
    ``rows`` are the network rows it rests on.  ``votes_assumed``: votes taken equal to shares, for want of a voting-rights statement.
    """

    holder: int
    capital: Interval | None = None
    votes: Interval | None = None
    control: Presence = Presence.ABSENT
    role: Presence = Presence.ABSENT
    """Settlor or senior managing official: ranks below control."""
    veto: Presence = Presence.ABSENT
    """A golden share or veto: can block, never control."""
    presence: Presence = Presence.CERTAIN
    votes_assumed: bool = False
    reason: Reason | None = None
    rows: tuple[int, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it can bear on control or money; a chair or a member by itself does not."""
        return self.capital is not None or self.votes is not None or self.control is not Presence.ABSENT


@dataclass(frozen=True, slots=True)
class Holders:
    """All stakes in one company, with what is odd about them."""

    stakes: tuple[Stake, ...] = ()
    complete: bool = False
    """A source that lists every holder says so."""
    conflicts: tuple[tuple[int, ...], ...] = ()
    """Groups of rows of different sources that cannot all be true."""
    over: bool = False
    """Least shares of a column add to more than 100 %."""
    declared_none: tuple[int, ...] = ()
    """Rows by which the company declares that nobody holds it."""
    under: bool = False
    """A source lists every holder, and yet the greatest shares of a column cannot reach 100 %."""
    restated: tuple[int, ...] = ()
    """Rows of indirect statements for a chain that other statements give: a check, no stake."""


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a chain: a stake in a company."""

    company: int
    stake: Stake


def widest(stakes: Sequence[Stake]) -> list[Stake]:
    """Stakes, largest first: by votes, then capital."""

    def key(stake: Stake) -> tuple[int, int]:
        best = stake.votes or stake.capital
        return (-best.min, -best.max) if best else (0, 0)

    return sorted(stakes, key=key)
