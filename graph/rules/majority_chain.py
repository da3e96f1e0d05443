"""Rules by which a chain of majority stakes carries the last holding in full: UK PSC, UK OFSI, EU directive, close links.

A party's group is itself and what it has a majority stake in, link by link.  What the group holds in the company is added and compared
with the threshold; nothing is multiplied, and a link that is no majority carries nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from graph.control import Decision
from graph.control.criterion import Criterion
from graph.control.proof import minimal_proof
from graph.network.stake import Stake
from graph.network.stake_table import CAPITAL, VOTES
from graph.rules.closure import derivation, members
from graph.rules.finding import Basis, Finding
from graph.rules.subgraph import Subgraph
from graph.rules.table import RuleSetting


@dataclass(frozen=True, slots=True)
class Chain:
    """What each link must be, and what the group must have at the end."""

    scene: Subgraph
    link: Criterion
    last: Criterion

    def reached(self, group: Collection[int], companies: Collection[int]) -> dict[int, Finding]:
        """The companies in which the group meets the last criterion."""
        found: dict[int, Finding] = {}
        for certain in (True, False):
            decided = members(self.scene, group, (self.link,), certain=certain)
            inside = {*group, *decided}
            touched = {company for party in inside for company in self.scene.subjects.get(party, ())}
            for company in touched & set(companies) - found.keys() - set(group):
                stakes = minimal_proof(self.scene.prepared, company, self.last, inside.__contains__, certain=certain)
                if stakes:
                    steps = derivation(decided, Decision(company, stakes, len(decided)))
                    found[company] = Finding(company, certain, self._basis(company, stakes), tuple(sorted(group)), decisions=steps)
        return found

    def _basis(self, company: int, stakes: tuple[Stake, ...]) -> Basis:
        held = self.last._replace(control=0, roles=0)
        voters = {s.holder for s in stakes}
        proof = minimal_proof(self.scene.prepared, company, held, voters.__contains__, certain=False)
        return Basis.HOLDING if proof else Basis.CONTROL


def chain(chosen: RuleSetting, scene: Subgraph) -> Chain:
    """The links and the last criterion of a rule."""
    percent, strict = chosen.threshold
    treasury = int(chosen.get("treasury", "dropped") == "dropped")
    link = Criterion(
        VOTES,
        1,
        2,
        1,
        control=1,
        grouped=int(chosen.get("grouping", "grouped") == "grouped"),
        treasury=treasury,
        undisclosed=int(chosen.get("undisclosed", "others") == "anyone"),
    )
    last = link._replace(num=percent, den=100, strict=int(strict), dimension=CAPITAL | VOTES, grouped=1)
    if chosen.rule.id == "fincen-cta":
        last = last._replace(roles=int(chosen["officials"] == "count"))
    if chosen.rule.id == "ecb-close-links":
        link = link._replace(dimension=CAPITAL, control=0)
        last = last._replace(dimension=CAPITAL, control=0)
    return Chain(scene, link, last)
