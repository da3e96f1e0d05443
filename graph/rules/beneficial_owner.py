"""Rules that join several tests, one of which is enough: beneficial owners by EU regulation, EU directive and US law."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from msgspec.structs import replace

from graph.control.criterion import Criterion
from graph.network.stake_table import CAPITAL, VOTES
from graph.rules.closure import Closures, trace_decisions
from graph.rules.finding import Basis, Finding
from graph.rules.legal_test import LegalTest
from graph.rules.majority_chain import MajorityChain, set_chain
from graph.rules.model import RuleSetting
from graph.rules.multiplied import Multiplied
from graph.rules.subgraph import Subgraph


@dataclass(frozen=True, slots=True)
class Either(LegalTest):
    """Any of several tests; a certain finding goes before a possible one, then the earlier test."""

    tests: tuple[LegalTest, ...]

    def reach(self, group: Collection[int], companies: Collection[int]) -> dict[int, Finding]:
        findings: dict[int, Finding] = {}
        for test in self.tests:
            unsure = [c for c in companies if c not in findings or not findings[c].certain]
            for company, finding in test.reach(group, unsure).items():
                if company not in findings or finding.certain:
                    findings[company] = finding
        return findings


@dataclass(frozen=True, slots=True)
class Controlled(LegalTest):
    """Control: a majority of the votes (or shares), or control without a number, link by link (article 53)."""

    closures: Closures
    _controllers: dict[int, dict[int, bool]] = field(default_factory=dict)

    def reach(self, group: Collection[int], companies: Collection[int]) -> dict[int, Finding]:
        findings: dict[int, Finding] = {}
        by = tuple(sorted(group))
        for certain in (True, False):
            members = self.closures.of(group, certain=certain)
            for company in members.keys() & set(companies) - findings.keys():
                decisions = trace_decisions(members, members[company])
                findings[company] = Finding(company, certain, Basis.CONTROL, by, decisions=decisions)
        return findings

    def controllers(self, company: int) -> dict[int, bool]:
        """Return which parties control the company: party -> whether that is certain."""
        if company not in self._controllers:
            ancestors = self.closures.subgraph.ancestors(company)
            certain = {party: True for party in ancestors if company in self.closures.of((party,), certain=True)}
            possible = {p: False for p in ancestors if p not in certain and company in self.closures.of((p,), certain=False)}
            self._controllers[company] = certain | possible
        return self._controllers[company]


@dataclass(frozen=True, slots=True)
class HoldersControlled(LegalTest):
    """Control of entities whose parts of the company add to the threshold (article 54(a))."""

    chain: MajorityChain

    def reach(self, group: Collection[int], companies: Collection[int]) -> dict[int, Finding]:
        return {c: replace(f, basis=Basis.CONTROL_OF_HOLDERS) for c, f in self.chain.reach(group, companies).items()}


@dataclass(frozen=True, slots=True)
class ControllerOwned(LegalTest):
    """A multiplied share at the threshold of an entity that controls the company (article 54(b))."""

    owned: Multiplied
    control: Controlled

    def reach(self, group: Collection[int], companies: Collection[int]) -> dict[int, Finding]:
        by = tuple(sorted(group))
        targets = set(companies) - set(group)
        if len(targets) > 1:
            targets &= set(self.owned.subgraph.descendants(group))
        findings: dict[int, Finding] = {}
        for company in targets:
            for entity, controls in self.control.controllers(company).items():
                owned = self.owned.reach(group, (entity,)).get(entity)
                certain = controls and owned is not None and owned.certain
                if owned is not None and (company not in findings or (certain and not findings[company].certain)):
                    members = self.control.closures.of((entity,), certain=controls)
                    decisions = trace_decisions(members, members[company])
                    findings[company] = Finding(
                        company,
                        certain,
                        Basis.SHARE_OF_CONTROLLER,
                        by,
                        through=entity,
                        share=owned.share,
                        multiplied=owned.multiplied,
                        decisions=decisions,
                    )
        return findings


def build_eu_amlr(setting: RuleSetting, subgraph: Subgraph) -> Either:
    """Return articles 52, 53 and 54 of the regulation: ownership, control, and chains that mix them."""
    link, last = set_chain(setting)
    majority = link._replace(dimension=CAPITAL | VOTES)
    owned, control = _owned(setting, subgraph), Controlled(Closures(subgraph, (majority,)))
    if setting["mixed"] == "ignored":
        return Either((owned, control))
    holders = HoldersControlled(MajorityChain(subgraph, majority, last._replace(control=0)))
    return Either((owned, control, holders, ControllerOwned(owned, control)))


def build_eu_amld(setting: RuleSetting, subgraph: Subgraph) -> LegalTest:
    """Return the directive's test: held through controlled companies, or multiplied, as the state reads it."""
    return _build_indirect(setting, subgraph, *set_chain(setting))


def build_fincen_cta(setting: RuleSetting, subgraph: Subgraph) -> LegalTest:
    """Return the test of the Corporate Transparency Act: ownership, or substantial control, which senior officials have."""
    link, last = set_chain(setting)
    return _build_indirect(setting, subgraph, link, last._replace(roles=int(setting["officials"] == "count")))


def _build_indirect(setting: RuleSetting, subgraph: Subgraph, link: Criterion, last: Criterion) -> LegalTest:
    """Return what the parameter ``indirect`` makes of ownership through others."""
    chain = MajorityChain(subgraph, link, last)
    if setting["indirect"] == "control":
        return chain
    if setting["indirect"] == "either":
        return Either((_owned(setting, subgraph), chain))
    control = MajorityChain(subgraph, link, last._replace(dimension=VOTES, num=1, den=2, strict=1))
    return Either((_owned(setting, subgraph), control))


def _owned(setting: RuleSetting, subgraph: Subgraph) -> Multiplied:
    percent, strict = setting.threshold
    return Multiplied(subgraph, ("capital", "votes"), percent, strict, treasury=setting["treasury"] == "dropped")
