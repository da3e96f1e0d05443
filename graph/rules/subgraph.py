"""The part of the network that a rule looks at: the stakes in some companies, with what the parties are and who acts as one.

Pure data.  Knows no network, no view and no rule; whoever asks gathers the stakes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

import msgspec
from msgspec.structs import replace

from graph.algorithms.traversal import walk
from graph.control.prepared import PreparedStakes, prepare
from graph.generation.interest_table import UNNAMED
from graph.network.stake import Interval, Presence, Stake
from graph.ownership.shares import fit_to_whole
from ontology.shares import WHOLE
from ontology.statements import Kind

STATES = frozenset({Kind.STATE, Kind.STATE_BODY})


class Subgraph(msgspec.Struct, frozen=True, dict=True):
    """What a rule needs to know; parties are numbers.

    ``stakes``: company -> all stakes in it.  For *who meets the rule for a company*: the company and all above it.  For *what a set
    reaches*: all below the set, and, for rules that multiply, all above those.  ``complete``: companies whose sources list every holder.
    ``kinds``: what parties are; one that is missing may be anything.  ``together``: sets of parties that act as one.
    ``states``: state or state body -> which state, such as its country code.
    """

    stakes: Mapping[int, Sequence[Stake]]
    complete: Collection[int] = frozenset()
    kinds: Mapping[int, Kind] = msgspec.field(default_factory=dict)
    together: Sequence[frozenset[int]] = ()
    states: Mapping[int, str] = msgspec.field(default_factory=dict)

    @cached_property
    def subjects(self) -> Mapping[int, tuple[int, ...]]:
        """Holder -> the companies it has a stake in."""
        subjects: dict[int, dict[int, None]] = defaultdict(dict)
        for company, stakes in self.stakes.items():
            for stake in stakes:
                if stake.holder != UNNAMED:
                    subjects[stake.holder][company] = None
        return {holder: tuple(companies) for holder, companies in subjects.items()}

    @property
    def parties(self) -> set[int]:
        """All companies and all named holders."""
        return {*self.stakes, *self.subjects}

    @cached_property
    def prepared(self) -> PreparedStakes:
        """The stakes laid out for the kernels of control."""
        return prepare(self.stakes, self.complete)

    @cached_property
    def capital(self) -> Mapping[int, Mapping[int, Interval]]:
        """Company -> holder -> its capital, where a statement gives it some."""
        return {
            company: shares_in(stakes, "capital")
            for company, stakes in self.stakes.items()
            if any(s.capital and not s.is_indirect for s in stakes)
        }

    @cached_property
    def votes(self) -> Mapping[int, Mapping[int, Interval]]:
        """Company -> holder -> its votes, where a statement gives it some."""
        return {
            company: shares_in(stakes, "votes")
            for company, stakes in self.stakes.items()
            if any(s.votes and not s.is_indirect for s in stakes)
        }

    @cached_property
    def votes_are_capital(self) -> bool:
        """Whether votes and capital are the same everywhere, so that one of them says both."""
        return self.capital == self.votes and all(s.capital == s.votes for c in self.stakes.values() for s in c if s.is_indirect)

    def ancestors(self, company: int) -> list[int]:
        """Return everyone above a company, nearest first, without itself."""
        return walk((company,), lambda c: [s.holder for s in self.stakes.get(c, ()) if s.holder != UNNAMED])[0][1:]

    def descendants(self, parties: Iterable[int]) -> list[int]:
        """Return every company below some parties, nearest first, without those that were given."""
        start = tuple(dict.fromkeys(parties))
        return walk(start, lambda p: self.subjects.get(p, ()))[0][len(start) :]

    def group_of(self, party: int) -> frozenset[int]:
        """Return those with whom a party acts as one; itself alone when it does so with nobody."""
        return self._groups.get(party, frozenset({party}))

    @property
    def groups(self) -> tuple[frozenset[int], ...]:
        """The sets of parties that act as one, none sharing a member with another."""
        return tuple(dict.fromkeys(self._groups.values())) if self.together else ()

    @cached_property
    def _groups(self) -> Mapping[int, frozenset[int]]:
        """Party -> all that it acts with; sets that share a member are joined."""
        groups: dict[int, frozenset[int]] = {}
        for group in self.together:
            joined = group.union(*(groups.get(party, frozenset()) for party in group))
            groups |= dict.fromkeys(joined, joined)
        return groups

    def has_person(self, parties: Collection[int], *, or_state: bool = False) -> Presence:
        """Return whether a natural person (or a state or state body) is among them: perhaps, where a kind is not known."""
        kinds = [self.kinds.get(party, Kind.UNKNOWN) for party in parties]
        if any(kind.is_person or (or_state and kind in STATES) for kind in kinds):
            return Presence.CERTAIN
        return Presence.POSSIBLE if Kind.UNKNOWN in kinds else Presence.ABSENT

    def read_as(self, *, unknown: str = "open", state: str = "several", veto: str = "ignored") -> Subgraph:
        """Return the subgraph under a rule's parameters of these names; itself where they change nothing."""
        stakes, together = self.stakes, self.together
        if unknown == "nothing":
            stakes = {company: [_drop_unknown(stake) for stake in in_company] for company, in_company in stakes.items()}
        if veto == "control":
            stakes = {company: [_count_veto(stake) for stake in in_company] for company, in_company in stakes.items()}
        if state == "one":
            bodies: dict[str, set[int]] = defaultdict(set)
            for party, name in self.states.items():
                bodies[name].add(party)
            public = tuple(frozenset(members) for members in bodies.values() if len(members) > 1)
            together = replace(self, together=(*together, *public)).groups
        return self if stakes is self.stakes and together is self.together else replace(self, stakes=stakes, together=together)


def shares_in(stakes: Sequence[Stake], dimension: str) -> dict[int, Interval]:
    """Return holder -> share of one company, of its capital or its votes, fit to the whole.

    Each holder without a name has a negative number of its own.  What is held through others beside direct holders is a part of what these
    hold, and left out.
    """
    shares: dict[int, Interval] = {}
    for position, stake in enumerate(stakes):
        share = stake.capital if dimension == "capital" else stake.votes
        if share is not None and not stake.is_indirect:
            shares[stake.holder if stake.holder != UNNAMED else -2 - position] = share
    excess = sum(share.min for share in shares.values()) - WHOLE
    return {holder: fit_to_whole(share, excess) for holder, share in shares.items()} if excess > 0 else shares


def _count_veto(stake: Stake) -> Stake:
    """Return the stake with its veto as control."""
    return replace(stake, control=max(stake.control, stake.veto)) if stake.veto else stake


def _drop_unknown(stake: Stake) -> Stake:
    """Return the stake without the shares that are of unknown size."""

    def keep(share: Interval | None) -> Interval | None:
        return None if share is not None and share.min == 0 and share.max == WHOLE else share

    return replace(stake, capital=keep(stake.capital), votes=keep(stake.votes))
