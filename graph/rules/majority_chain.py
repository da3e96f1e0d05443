"""Rules by which a chain of majority stakes carries the last holding in full: UK PSC, UK OFSI, EU directive, close links.

What a party has is what it holds itself and what those hold in which it has a majority stake, link by link.  That is added up in the
company and compared with the threshold; nothing is multiplied, and a link that is no majority carries nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from graph.control import Decision
from graph.control.criterion import Criterion
from graph.control.proof import minimal_proof
from graph.network.stake import Stake
from graph.network.stake_table import CAPITAL, VOTES
from graph.rules.closure import close, trace_decisions
from graph.rules.finding import Basis, Finding
from graph.rules.legal_test import LegalTest
from graph.rules.model import RuleSetting
from graph.rules.subgraph import Subgraph


@dataclass(frozen=True, slots=True)
class MajorityChain(LegalTest):
    """``link``: what each link must be.  ``last``: what the holder must have in the company, with all that the links carry."""

    subgraph: Subgraph
    link: Criterion
    last: Criterion

    def reach(self, group: Collection[int], companies: Collection[int]) -> dict[int, Finding]:
        findings: dict[int, Finding] = {}
        by = tuple(sorted(group))
        for certain in (True, False):
            members = close(self.subgraph, group, (self.link,), certain=certain)
            inside = {*group, *members}
            subjects = {company for party in inside for company in self.subgraph.subjects.get(party, ())}
            for company in subjects & set(companies) - findings.keys() - set(group):
                proof = minimal_proof(self.subgraph.prepared, company, self.last, inside.__contains__, certain=certain)
                if proof.stakes:
                    decisions = trace_decisions(members, Decision(company, proof.stakes, len(members), proof.by))
                    findings[company] = Finding(company, certain, self._basis(company, proof.stakes), by, decisions=decisions)
        return findings

    def _basis(self, company: int, stakes: tuple[Stake, ...]) -> Basis:
        """Return HOLDING where the stakes meet the last criterion by their size, else CONTROL."""
        by_size = self.last._replace(control=0, roles=0)
        holders = {s.holder for s in stakes}
        proof = minimal_proof(self.subgraph.prepared, company, by_size, holders.__contains__, certain=False)
        return Basis.HOLDING if proof.stakes else Basis.CONTROL


def set_chain(setting: RuleSetting) -> tuple[Criterion, Criterion]:
    """Return what a rule asks of each link, and of the last holding, with its contested points as set."""
    percent, strict = setting.threshold
    link = Criterion(
        VOTES,
        1,
        2,
        1,
        control=1,
        grouped=int(setting.get("grouping", "grouped") == "grouped"),
        treasury=int(setting.get("treasury", "dropped") == "dropped"),
        undisclosed=int(setting.get("undisclosed", "others") == "anyone"),
    )
    return link, link._replace(num=percent, den=100, strict=int(strict), dimension=CAPITAL | VOTES, grouped=1)


def build_majority_chain(setting: RuleSetting, subgraph: Subgraph) -> MajorityChain:
    """Return the test of a rule that is nothing but a chain: shares or votes, or control, at the end."""
    return MajorityChain(subgraph, *set_chain(setting))
