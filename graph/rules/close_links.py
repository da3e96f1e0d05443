"""Close links: a holding one way, the other way, or of a third party in both (European Central Bank, Guideline 2015/510, article 138).

The holding itself is a chain or a multiplied share; this joins the three ways.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from msgspec.structs import replace

from graph.network.stake_table import CAPITAL
from graph.rules.finding import Basis, Evaluation, Finding
from graph.rules.legal_test import LegalTest
from graph.rules.majority_chain import MajorityChain, set_chain
from graph.rules.model import RuleSetting
from graph.rules.multiplied import Multiplied
from graph.rules.subgraph import Subgraph


@dataclass(frozen=True, slots=True)
class CloseLinks(LegalTest):
    """Links of one party with others.

    ``subgraph`` holds what is above the parties asked about and below those, as far as links are to be seen.
    """

    subgraph: Subgraph
    holding: LegalTest
    _reached: dict[frozenset[int], dict[int, Finding]] = field(default_factory=dict)

    def reach(self, group: Collection[int], companies: Collection[int]) -> dict[int, Finding]:
        """Find the parties with which the group has close links."""
        findings: dict[int, Finding] = {}
        for finding in self._links(frozenset(group)):
            earlier = findings.get(finding.party)
            if finding.party in companies and (earlier is None or (finding.certain and not earlier.certain)):
                findings[finding.party] = finding
        return findings

    def find_holders(self, company: int, candidates: Iterable[frozenset[int]]) -> Evaluation:  # noqa: ARG002
        """Find the parties linked with the company, above it or not: a link runs either way."""
        return Evaluation(tuple(self.reach((company,), self.subgraph.parties).values()))

    def _links(self, group: frozenset[int]) -> list[Finding]:
        by = tuple(sorted(group))
        ancestors = {p for member in group for p in self.subgraph.ancestors(member)} - group
        units = {min(unit): unit for unit in (self.subgraph.group_of(p) for p in ancestors) if not unit & group}
        upward = {p: self._reach(unit)[member] for p, unit in sorted(units.items()) for member in by if member in self._reach(unit)}
        links = [replace(f, party=c, basis=Basis.HELD, by=by, legs=(f,)) for c, f in self._reach(group).items() if c not in group]
        links += [
            replace(f, party=p, by=by, group=tuple(sorted(units[p])) if len(units[p]) > 1 else (), legs=(f,)) for p, f in upward.items()
        ]
        for third, first in upward.items():
            for other, second in self._reach(units[third]).items():
                if other not in group:
                    links.append(
                        Finding(
                            other,
                            first.certain and second.certain,
                            Basis.THIRD_PARTY,
                            by,
                            through=third,
                            share=second.share,
                            legs=(first, second),
                        )
                    )
        return links

    def _reach(self, group: Collection[int]) -> dict[int, Finding]:
        """Find everything in which the group has the holding; each group is asked once."""
        key = frozenset(group)
        if key not in self._reached:
            self._reached[key] = self.holding.reach(key, self.subgraph.descendants(key))
        return self._reached[key]


def build_close_links(setting: RuleSetting, subgraph: Subgraph) -> CloseLinks:
    """Return the test by full count of what majority-owned undertakings hold, or by multiplied shares; of capital only."""
    percent, strict = setting.threshold
    if setting["indirect"] == "multiply":
        return CloseLinks(subgraph, Multiplied(subgraph, ("capital",), percent, strict))
    link, last = (criterion._replace(dimension=CAPITAL, control=0) for criterion in set_chain(setting))
    return CloseLinks(subgraph, MajorityChain(subgraph, link, last))
