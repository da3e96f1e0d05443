"""The scene of a rule: the stakes that bear on it, with what the parties are.  Findings: who meets it, and on what.

Owns the shapes that rules take and give.  Knows no network, no view and no rule; whoever asks gathers the stakes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from graph.algorithms.traversal import walk
from graph.control.prepared import PreparedStakes, prepare
from graph.generation.interest_table import UNNAMED
from graph.network.stake import Interval, Presence, Stake
from ontology.shares import WHOLE
from ontology.statements import Kind

PERSONS = frozenset({Kind.PERSON, Kind.ANONYMOUS_PERSON, Kind.UNKNOWN_PERSON})
PUBLIC = frozenset({Kind.STATE, Kind.STATE_BODY})


@dataclass(frozen=True)
class Subgraph:
    """What a rule needs to know.  Pure data; parties are numbers.

    ``held``: company -> all stakes in it.  For *who meets the rule for a company*: the company and all above it.  For *what a set reaches*:
    all below the set, and, for rules that multiply, all above those.  ``complete``: companies whose sources list every holder.
    ``kinds``: what parties are; one that is missing may be anything.  ``together``: sets of parties that act as one.
    ``states``: state or state body -> which state, such as its country code.
    """

    held: Mapping[int, Sequence[Stake]]
    complete: Collection[int] = frozenset()
    kinds: Mapping[int, Kind] = field(default_factory=dict)
    together: Sequence[frozenset[int]] = ()
    states: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def subjects(self) -> Mapping[int, tuple[int, ...]]:
        """Holder -> the companies it has a stake in."""
        found: dict[int, dict[int, None]] = defaultdict(dict)
        for company, stakes in self.held.items():
            for stake in stakes:
                if stake.holder != UNNAMED:
                    found[stake.holder][company] = None
        return {holder: tuple(companies) for holder, companies in found.items()}

    @cached_property
    def prepared(self) -> PreparedStakes:
        """The stakes made ready for closures."""
        return prepare(self.held, self.complete)

    @cached_property
    def capital(self) -> Mapping[int, Mapping[int, Interval]]:
        """Company -> holder -> its capital, where a statement gives it some."""
        return {company: column(stakes, "capital") for company, stakes in self.held.items() if any(s.capital for s in stakes)}

    @cached_property
    def votes(self) -> Mapping[int, Mapping[int, Interval]]:
        """Company -> holder -> its votes, where a statement gives it some."""
        return {company: column(stakes, "votes") for company, stakes in self.held.items() if any(s.votes for s in stakes)}

    @cached_property
    def same_columns(self) -> bool:
        """Whether votes and capital are the same everywhere, so that one of them tells."""
        return self.capital == self.votes

    def ancestors(self, company: int) -> list[int]:
        """Everyone above a company, without itself."""
        return walk((company,), lambda c: [s.holder for s in self.held.get(c, ()) if s.holder != UNNAMED])[0][1:]

    def descendants(self, parties: Iterable[int]) -> list[int]:
        """Every company below some parties, without those that were given."""
        start = tuple(dict.fromkeys(parties))
        return walk(start, lambda p: self.subjects.get(p, ()))[0][len(start) :]

    def group_of(self, party: int) -> frozenset[int]:
        """Those with whom a party acts as one; itself alone when it does so with nobody."""
        return self._groups.get(party, frozenset({party}))

    def persons(self, group: Collection[int], *, public: bool = False) -> Presence:
        """Whether a natural person is among them: perhaps, where a party's kind is not known.  ``public``: states and bodies count too."""
        kinds = [self.kinds.get(party, Kind.UNKNOWN) for party in group]
        if any(kind in PERSONS or (public and kind in PUBLIC) for kind in kinds):
            return Presence.CERTAIN
        return Presence.POSSIBLE if Kind.UNKNOWN in kinds else Presence.ABSENT

    def read_as(self, *, unknown: str = "open", state: str = "several", veto: str = "ignored") -> Subgraph:
        """The scene under a rule's parameters of these names."""
        held, together = self.held, self.together
        if unknown == "nothing":
            held = {company: [_known(stake) for stake in stakes] for company, stakes in held.items()}
        if veto == "control":
            held = {c: [replace(s, control=max(s.control, s.veto)) if s.veto else s for s in stakes] for c, stakes in held.items()}
        if state == "one":
            bodies: dict[str, set[int]] = defaultdict(set)
            for party, name in self.states.items():
                bodies[name].add(party)
            public = tuple(frozenset(members) for members in bodies.values() if len(members) > 1)
            together = replace(self, together=(*together, *public)).acting
        return self if held is self.held and together is self.together else replace(self, held=held, together=together)

    @property
    def acting(self) -> tuple[frozenset[int], ...]:
        """The sets of parties that act as one, none sharing a member with another."""
        return tuple(dict.fromkeys(self._groups.values()))

    @cached_property
    def _groups(self) -> Mapping[int, frozenset[int]]:
        """Party -> all that it acts with; sets that share a member are one."""
        found: dict[int, frozenset[int]] = {}
        for group in self.together:
            joined = group.union(*(found.get(party, frozenset()) for party in group))
            found |= dict.fromkeys(joined, joined)
        return found


def column(stakes: Sequence[Stake], name: str) -> dict[int, Interval]:
    """One column of a company: holder -> box.  Each holder that is not named has a negative number of its own."""
    found: dict[int, Interval] = {}
    for position, stake in enumerate(stakes):
        box = stake.capital if name == "capital" else stake.votes
        if box is not None:
            found[stake.holder if stake.holder != UNNAMED else -2 - position] = box
    return found


def _known(stake: Stake) -> Stake:
    def given(box: Interval | None) -> Interval | None:
        return None if box is not None and box.min == 0 and box.max == WHOLE else box

    return replace(stake, capital=given(stake.capital), votes=given(stake.votes))
