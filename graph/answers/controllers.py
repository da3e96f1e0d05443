"""The answer of ``controllers``: who ultimately controls a company, or meets another rule for it, and what a reader must know beside it."""

from __future__ import annotations

from typing import Final

import msgspec

from graph.answers.candidates import PairAnswer
from graph.answers.common import (
    Answer,
    ConflictAnswer,
    DatedAnswer,
    Explored,
    InconsistencyAnswer,
    LinkAnswer,
    PartyRef,
    Provenance,
    Range,
    RuleRef,
    SourceAnswer,
    VotesRange,
)

MOST_LARGEST: Final = 10
"""Named holders of a company that an answer lists where nobody is shown to control it."""


class ControllerAnswer(Answer, frozen=True, kw_only=True):
    """A party that controls.  ``ring``: all members where several hold each other; ``group``: all members where several act together.

    ``basis``: on what a rule other than majority control is met; null for majority control.  ``ultimate``: whether all above it was walked
    and nobody is shown, or may be, above it; null for a rule that does not ask who is highest.  ``alternative``: of those marked so at most
    one can control; not there where that is not so.
    """

    party: PartyRef
    certainty: str
    ring: tuple[PartyRef, ...]
    group: tuple[PartyRef, ...] = ()
    votes: VotesRange
    economic: Range
    basis: str | None = None
    ultimate: bool | None = None
    alternative: bool | msgspec.UnsetType = msgspec.UNSET
    chain: tuple[LinkAnswer, ...]
    if_same: tuple[PairAnswer, ...] | msgspec.UnsetType = msgspec.UNSET
    """Where it is asked with candidates: those without which it is not shown to control.  Else not there."""
    unless_same: tuple[PairAnswer, ...] | msgspec.UnsetType = msgspec.UNSET
    """Where it is asked with candidates: those that put in doubt that it surely controls.  Else not there."""


class BlockerAnswer(Answer, frozen=True, kw_only=True):
    """A party that can block decisions without controlling: by a stated veto, or by half of the votes that can be cast."""

    party: PartyRef
    group: tuple[PartyRef, ...]
    certainty: str
    by: str
    """``veto`` or ``half of the votes``."""
    statements: tuple[str, ...]
    status: str | msgspec.UnsetType = msgspec.UNSET
    """Of a veto that no statement says to be in effect: ``agreed``, ``planned``, ``alleged`` or ``former``; else not there."""


class HolderAnswer(Answer, frozen=True, kw_only=True):
    """A direct holder.  ``direct`` (capital) and ``votes`` are null where no statement gives it such an interest.

    ``disputed``: the claim with what disagrees with it, or how often its table repeats it, where something does; else not there.
    """

    party: PartyRef
    interests: tuple[str, ...]
    direct: Range | None
    votes: VotesRange | None
    certainty: str
    statements: tuple[str, ...]
    disputed: LinkAnswer | msgspec.UnsetType = msgspec.UNSET
    sources: tuple[str, ...] = ()
    """The ids of the sources that state them."""


class ResidualAnswer(Answer, frozen=True, kw_only=True):
    """The part of a company's capital that no source gives to a named holder, in percent; ``subject`` is the id of the company."""

    subject: str
    min: float | int
    max: float | int
    min_open: bool | msgspec.UnsetType = msgspec.UNSET
    max_open: bool | msgspec.UnsetType = msgspec.UNSET

    @property
    def range(self) -> Range:
        """How much it is, with the ends that are left out."""
        return Range(min=self.min, max=self.max, min_open=self.min_open, max_open=self.max_open)


class HeldRange(Range, frozen=True, kw_only=True):
    """How much of a party one holder has.

    ``of`` is ``votes`` where only votes are stated of him, else not there: it is of the money.  ``votes``: his votes, where they are stated
    beside the money and are not as much; else not there.
    """

    of: str | msgspec.UnsetType = msgspec.UNSET
    votes: Range | msgspec.UnsetType = msgspec.UNSET

    @property
    def most(self) -> float:
        """The most that he may have, of the money or of the votes."""
        return max(self.max, self.votes.max if self.votes else 0)


class StoppedAnswer(Answer, frozen=True, kw_only=True):
    """A party at which the search upwards ended.

    ``reason`` is one of: no data, declared none, not identified, withheld, exempt, not named, no control stated, none listed,
    not filed, foreign register, held by a nominee, below threshold, depth.  ``text``: what a source says of it in its own words, code and
    all; of "no control stated" who holds what, of "held by a nominee" who holds how much; None where no source says anything.
    """

    party: PartyRef
    reason: str
    text: str | None = None
    source: str | None = None
    """The id of the source that gives the reason; null where none does."""
    whose: str | msgspec.UnsetType = msgspec.UNSET
    """``party`` where the reason is why it is not told who the party itself is, ``holder`` where it is of the holder, such as an exemption
    from being named; else it is of the party, or of whoever states it, and not there."""
    size: HeldRange | msgspec.UnsetType = msgspec.UNSET
    """How much of the party the one holder has who is not named, where that is stated; else not there."""
    right: str | msgspec.UnsetType = msgspec.UNSET
    """The right without a number by which the one holder who is not named controls the party, where one is stated; else not there."""


class TogetherAnswer(Answer, frozen=True, kw_only=True):
    """The fewest holders of the company whose listing would surely bring it under the rule, none of whom surely does alone."""

    parties: tuple[PartyRef, ...]
    chain: tuple[LinkAnswer, ...]


class ControllersAnswer(DatedAnswer, frozen=True, kw_only=True):
    """``verdict`` is certain, possible or not_shown; ``contested``: several certainly control, none above the others.

    ``not_counted``: statements about holdings that bear on nothing on the day: where nobody is shown, those in the company, such as denials
    and plans; else the deals that are agreed or planned and that no statement shows to be done, and what is alleged and cannot be true
    beside the rest, in the companies of the chains; and what is stated of holders of those who control, where on the day they have none.
    """

    subject: PartyRef
    rule: RuleRef
    verdict: str
    contested: bool
    sentence: str
    controllers: tuple[ControllerAnswer, ...]
    can_block: tuple[BlockerAnswer, ...] = ()
    largest_holders: tuple[HolderAnswer, ...]
    not_counted: tuple[LinkAnswer, ...] = ()
    treasury: tuple[LinkAnswer, ...] | msgspec.UnsetType = msgspec.UNSET
    """What companies of the chains hold of themselves, where the votes held in them are a majority only without it; else not there."""
    residual: tuple[ResidualAnswer, ...]
    stopped: tuple[StoppedAnswer, ...]
    conflicts: tuple[ConflictAnswer, ...]
    inconsistencies: tuple[InconsistencyAnswer, ...]
    explored: Explored
    truncated: bool
    sources: tuple[SourceAnswer, ...]
    provenance: Provenance
    """What the chains rest on: the strictest licence, the oldest and the newest statement, which sources were asked."""
    identity: str | msgspec.UnsetType = msgspec.UNSET
    """``candidates`` where it was asked with them; else not there."""
    candidates: int | msgspec.UnsetType = msgspec.UNSET
    """How many candidates would change, or asked with them have changed, this answer; not there where none does."""
    together: TogetherAnswer | msgspec.UnsetType = msgspec.UNSET
    """Of a rule that adds the parts of listed parties, where nobody surely meets it alone; else not there."""

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that it names, each once, those of the chains first."""
        together = self.together.chain if self.together else ()
        links = [
            *(link for controller in self.controllers for link in controller.chain),
            *together,
            *self.not_counted,
            *(self.treasury or ()),
        ]
        disputed = [holder.disputed for holder in self.largest_holders if holder.disputed]
        of_links = [s for link in (*links, *disputed) for s in (*link.statements, *(r.statement for r in link.other_sizes or ()))]
        others = [s for holder in self.largest_holders for s in holder.statements]
        others += [s for blocker in self.can_block for s in blocker.statements]
        others += [s for conflict in self.conflicts for s in conflict.statements]
        return tuple(dict.fromkeys([*of_links, *others]))


class ControllerRef(Answer, frozen=True, kw_only=True):
    """A controller without its votes, money and chain.  ``if_same`` and ``unless_same``: as of a controller."""

    party: PartyRef
    certainty: str
    ring: tuple[PartyRef, ...] = ()
    group: tuple[PartyRef, ...] = ()
    ultimate: bool | None = None
    alternative: bool | msgspec.UnsetType = msgspec.UNSET
    if_same: tuple[PairAnswer, ...] | msgspec.UnsetType = msgspec.UNSET
    unless_same: tuple[PairAnswer, ...] | msgspec.UnsetType = msgspec.UNSET
