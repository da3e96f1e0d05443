"""Close links: a holding one way, the other way, or of a third party in both (European Central Bank, Guideline 2015/510, article 138).

The holding itself is a chain or a multiplied share; this joins the three ways.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from graph.rules.beneficial_owner import Test
from graph.rules.finding import Basis, Finding
from graph.rules.majority_chain import chain
from graph.rules.multiplied import Multiplied
from graph.rules.subgraph import Subgraph
from graph.rules.table import RuleSetting


@dataclass(frozen=True, slots=True)
class CloseLinks:
    """Links of one party with others.  The scene needs what is above both and below third parties, as far as links are to be seen."""

    scene: Subgraph
    holding: Test
    _known: dict[frozenset[int], dict[int, Finding]] = field(default_factory=dict)

    def reached(self, group: Collection[int], companies: Collection[int]) -> dict[int, Finding]:
        """The parties with which the group has close links."""
        found: dict[int, Finding] = {}
        for finding in self._links(frozenset(group)):
            earlier = found.get(finding.party)
            if finding.party in companies and (earlier is None or (finding.certain and not earlier.certain)):
                found[finding.party] = finding
        return found

    def _links(self, group: frozenset[int]) -> list[Finding]:
        by = tuple(sorted(group))
        above = {p for member in group for p in self.scene.ancestors(member)} - group
        acting = {min(unit): unit for unit in (self.scene.group_of(p) for p in above) if not unit & group}
        up = {p: self._holding(unit)[member] for p, unit in sorted(acting.items()) for member in by if member in self._holding(unit)}
        links = [replace(f, party=c, basis=Basis.HELD, by=by) for c, f in self._holding(group).items() if c not in group]
        links += [replace(f, party=p, by=by, group=tuple(sorted(acting[p])) if len(acting[p]) > 1 else ()) for p, f in up.items()]
        for third, first in up.items():
            for other, second in self._holding(acting[third]).items():
                if other not in group:
                    links.append(
                        Finding(
                            other,
                            first.certain and second.certain,
                            Basis.THIRD_PARTY,
                            by,
                            through=third,
                            decisions=(*first.decisions, *second.decisions),
                            share=second.share,
                        )
                    )
        return links

    def _holding(self, group: Collection[int]) -> dict[int, Finding]:
        key = frozenset(group)
        if key not in self._known:
            self._known[key] = self.holding.reached(key, self.scene.descendants(key))
        return self._known[key]


def close_links(chosen: RuleSetting, scene: Subgraph) -> CloseLinks:
    """By full count of majority-owned undertakings, or multiplied."""
    percent, strict = chosen.threshold
    multiplied = chosen["indirect"] == "multiply"
    return CloseLinks(scene, Multiplied(scene, ("capital",), percent, strict) if multiplied else chain(chosen, scene))
