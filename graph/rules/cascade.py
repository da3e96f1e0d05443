"""Sanctions rules by which whoever meets the test joins the listed persons: OFAC and the European Union.  Nothing is multiplied."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from graph.control.criterion import Criterion
from graph.network.stake_table import CAPITAL, VOTES
from graph.rules.closure import close, trace_decisions
from graph.rules.finding import Basis, Finding
from graph.rules.legal_test import LegalTest
from graph.rules.model import RuleSetting
from graph.rules.multiplied import Multiplied
from graph.rules.subgraph import Subgraph


@dataclass(frozen=True, slots=True)
class Cascade(LegalTest):
    """Everything that joins a set, one of the criteria being enough in each company."""

    subgraph: Subgraph
    criteria: tuple[Criterion, ...]

    def reach(self, group: Collection[int], companies: Collection[int]) -> dict[int, Finding]:
        findings: dict[int, Finding] = {}
        by = tuple(sorted(group))
        for certain in (True, False):
            members = close(self.subgraph, group, self.criteria, certain=certain)
            for company in members.keys() & set(companies) - findings.keys():
                last = members[company]
                by_control = any(s.control and s.holder != company for s in last.stakes) and len(last.stakes) == 1
                basis = Basis.CONTROL if by_control and len(self.criteria) > 1 else Basis.HOLDING
                findings[company] = Finding(company, certain, basis, by, decisions=trace_decisions(members, last))
        return findings


def build_ofac(setting: RuleSetting, subgraph: Subgraph) -> LegalTest:
    """Return the 50 percent rule of the United States: capital (or votes too) of blocked persons together; control does not count."""
    either = setting["column"] == "either"
    if setting["indirect"] == "multiply":
        percent, strict = setting.threshold
        return Multiplied(subgraph, ("capital", "votes") if either else ("capital",), percent, strict)
    return Cascade(subgraph, (_ownership(setting, CAPITAL | VOTES if either else CAPITAL),))


def build_eu_sanctions(setting: RuleSetting, subgraph: Subgraph) -> Cascade:
    """Return the test of the European Union: capital of listed persons together, or control by one of them."""
    owned = _ownership(setting, CAPITAL)
    if setting["control"] == "ignored":
        return Cascade(subgraph, (owned,))
    return Cascade(subgraph, (owned, owned._replace(dimension=VOTES, num=1, den=2, strict=1, control=1)))


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
