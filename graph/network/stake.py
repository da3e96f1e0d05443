"""Records of what one holder has in one company on one day, after the rules of time and of rival sources.  Owns the records, no rule.

A question makes many of them, and they never form a circle: so they are msgspec's, and the collector of garbage passes them by.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Final

import msgspec

from ontology.shares import WHOLE
from ontology.statements import Family, Reason


class Presence(IntEnum):
    """Whether a stake holds on the day: not, perhaps, surely."""

    ABSENT = 0
    POSSIBLE = 1
    CERTAIN = 2


class Interval(msgspec.Struct, frozen=True, gc=False):
    """A share in share units, between two bounds that may be open."""

    min: int = 0
    max: int = WHOLE
    min_open: bool = False
    max_open: bool = False

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that contains both."""
        low, high = min(self.min, other.min), max(self.max, other.max)
        low_open = all(i.min_open for i in (self, other) if i.min == low)
        high_open = all(i.max_open for i in (self, other) if i.max == high)
        return Interval(low, high, low_open, high_open)


SOMETHING: Final = Interval(0, WHOLE, min_open=True)
"""A holding of unknown size: more than nothing."""


class Stake(msgspec.Struct, frozen=True, gc=False):
    """What one holder has in one company; ``capital`` or ``votes`` is None where the holder has none.

    ``holder`` is UNNAMED for a party that its source does not name; then ``reason`` says why.
    ``rows`` are the rows of the interest table that it rests on.  ``votes_assumed``: votes are taken equal to shares, for want of a
    voting-rights statement of anybody.  ``votes_left``: votes are not stated while those of others are; they are what these leave at most.
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
    against: tuple[int, ...] = ()
    """Rows that speak against it: that it was denied, or had ended, on the word of another source; or that deny another interest of the
    same holder, which takes nothing from it."""
    votes_left: bool = False
    through: tuple[int, ...] = ()
    """The nominees whose shares these are, or may be; their statements are among the rows."""
    is_indirect: bool = False
    """Held through others, beside what is held directly: a part of that, so it takes nothing from anybody.  What the same holder has
    directly is another stake."""

    @property
    def counts(self) -> bool:
        """Whether it can bear on control or money; a chair or a member by itself does not."""
        return self.capital is not None or self.votes is not None or self.control is not Presence.ABSENT

    @property
    def bears_on_money(self) -> bool:
        """Whether it is counted where shares of the money are added: what is held through others is a part of what these hold."""
        return self.counts and not self.is_indirect


class Holders(msgspec.Struct, frozen=True, gc=False):
    """All stakes in one company, by holder, with what is odd about them."""

    stakes: tuple[Stake, ...] = ()
    complete: bool = False
    """A source that lists every holder says so."""
    conflicts: tuple[tuple[int, ...], ...] = ()
    """Groups of rows of different sources that cannot all be true."""
    passing: tuple[Stake, ...] = ()
    """The stakes by which the least shares of capital or of votes add to more than 100 %; none where they do not.

    They are those above, but that a holder with rival figures takes nothing from the others.
    """
    declared_none: tuple[int, ...] = ()
    """Rows by which the company declares that nobody holds it."""
    misses_whole: bool = False
    """A source lists every holder, and yet the greatest shares of capital or of votes cannot reach 100 %."""
    summaries: tuple[int, ...] = ()
    """Rows of indirect statements for a chain that other statements give: a check, no stake."""

    @property
    def passes_whole(self) -> bool:
        """Whether the least shares of capital or of votes add to more than 100 %."""
        return bool(self.passing)


class Step(msgspec.Struct, frozen=True, gc=False):
    """One link of a chain: a stake in a company, and which part of it decides, where that is known: money, votes, control or a role."""

    company: int
    stake: Stake
    by: Family | None = None


def sort_by_size(stakes: Sequence[Stake]) -> list[Stake]:
    """Sort stakes, the largest first: by votes, else by capital; those without either come last."""

    def key(stake: Stake) -> tuple[int, int]:
        share = stake.votes or stake.capital
        return (-share.min, -share.max) if share else (0, 0)

    return sorted(stakes, key=key)
