"""Sanctions rules by which whoever meets the test joins the listed persons: OFAC and the European Union.  Nothing is multiplied."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from graph.control import Decision
from graph.control.criterion import Criterion
from graph.control.proof import minimal_proof
from graph.network.stake_table import CAPITAL, VOTES
from graph.rules.closure import close, trace_decisions
from graph.rules.finding import Basis, Finding
from graph.rules.legal_test import LegalTest
from graph.rules.model import RuleSetting
from graph.rules.multiplied import Multiplied
from graph.rules.subgraph import Subgraph


@dataclass(frozen=True, slots=True)
class Cascade(LegalTest):
    """Everything that joins a set, one of the criteria being enough in each company.

    ``presumed``: a further criterion that one holder must meet alone, by which control is presumed.
    """

    subgraph: Subgraph
    criteria: tuple[Criterion, ...]
    presumed: Criterion | None = None

    def reach(self, group: Collection[int], companies: Collection[int]) -> dict[int, Finding]:
        findings: dict[int, Finding] = {}
        by = tuple(sorted(group))
        criteria = (*self.criteria, self.presumed) if self.presumed else self.criteria
        for certain in (True, False):
            members = close(self.subgraph, group, criteria, certain=certain, as_one=False)
            for company in members.keys() & set(companies) - findings.keys():
                last = members[company]
                findings[company] = Finding(company, certain, self._basis(last, certain), by, decisions=trace_decisions(members, last))
        return findings

    def _basis(self, last: Decision, certain: bool) -> Basis:
        """Return on which of the criteria the last decision rests."""
        if len(last.stakes) > 1 or len(self.criteria) == 1:
            return Basis.HOLDING
        if self.presumed:
            holders = {s.holder for s in last.stakes}
            proofs = (minimal_proof(self.subgraph.prepared, last.company, c, holders.__contains__, certain=certain) for c in self.criteria)
            if not any(proof.stakes for proof in proofs):
                return Basis.PRESUMED_CONTROL
        return Basis.CONTROL if last.stakes[0].control and last.stakes[0].holder != last.company else Basis.HOLDING


def build_ofac(setting: RuleSetting, subgraph: Subgraph) -> LegalTest:
    """Return the 50 percent rule of the United States: capital (or votes too) of blocked persons together; control does not count."""
    either = setting["column"] == "either"
    if setting["indirect"] == "multiply":
        percent, strict = setting.threshold
        return Multiplied(subgraph, ("capital", "votes") if either else ("capital",), percent, strict)
    return Cascade(subgraph, (_ownership(setting, CAPITAL | VOTES if either else CAPITAL),))


def build_eu_sanctions(setting: RuleSetting, subgraph: Subgraph) -> Cascade:
    """Return the test of the European Union: capital of listed persons together, or control by one of them, which half presumes."""
    owned = _ownership(setting, CAPITAL)
    if setting["control"] == "ignored":
        return Cascade(subgraph, (owned,))
    control = owned._replace(dimension=VOTES, num=1, den=2, strict=1, control=1)
    half = owned._replace(num=1, den=2, strict=0, grouped=0)
    # Where half is enough to own, the presumption adds nothing.
    return Cascade(subgraph, (owned, control), half if owned.strict and setting["presumption"] == "counts" else None)


def _ownership(setting: RuleSetting, dimension: int) -> Criterion:
    percent, strict = setting.threshold
    return Criterion(
        dimension=dimension,
        num=percent,
        den=100,
        strict=int(strict),
        control=0,
        treasury=int(setting.get("treasury", "dropped") == "dropped"),
        undisclosed=int(setting["undisclosed"] == "anyone"),
    )
