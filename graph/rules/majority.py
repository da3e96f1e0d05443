"""Majority control: who ultimately controls a company, and what a party controls (method, section 2).

The definition and its kernels are in graph/control; this is the rule's way to them.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from graph.control import ultimate
from graph.control.criterion import Criterion
from graph.rules.closure import Closures, Derivation, count_rounds
from graph.rules.finding import Evaluation, Finding
from graph.rules.legal_test import LegalTest
from graph.rules.model import RuleSetting
from graph.rules.subgraph import Subgraph


@dataclass(frozen=True, slots=True)
class MajorityControl(LegalTest):
    """Control by one criterion: of a company its ultimate controllers are named, of a party everything that it controls."""

    closures: Closures
    criterion: Criterion

    def reach(self, group: Collection[int], companies: Collection[int]) -> dict[int, Finding]:
        """Find the companies that the group controls, nearest first."""
        start, by = frozenset(group), tuple(sorted(group))
        certain = self.closures.of(start, certain=True)
        rounds = count_rounds(self.closures.of(start, certain=False))
        return {
            company: Finding(
                company,
                company in certain,
                None,
                by,
                decisions=Derivation(self.closures, start, company, company in certain),
                round=rounds[company],
            )
            for company in sorted(rounds, key=lambda c: (rounds[c], c))
            if company in companies
        }

    def find_holders(self, company: int, candidates: Iterable[frozenset[int]]) -> Evaluation:  # noqa: ARG002
        """Find the ultimate controllers of the company, whom one search finds without asking each candidate."""
        subgraph = self.closures.subgraph
        answer = ultimate(company, subgraph.prepared, groups=subgraph.groups, criterion=self.criterion)
        findings = (
            Finding(c.party, c.certain, None, ring=c.ring, group=c.group, decisions=Derivation(self.closures, c.start, company, c.certain))
            for c in answer.controllers
        )
        return Evaluation(tuple(findings), answer.truncated)


def set_majority(setting: RuleSetting) -> Criterion:
    """Return the criterion of majority control with its contested points as set."""
    percent, strict = setting.threshold
    divisor = math.gcd(percent, 100)
    return Criterion(
        num=percent // divisor,
        den=100 // divisor,
        strict=int(strict),
        grouped=int(setting["grouping"] == "grouped"),
        treasury=int(setting["treasury"] == "dropped"),
        undisclosed=int(setting["undisclosed"] == "anyone"),
    )


def build_majority_control(setting: RuleSetting, subgraph: Subgraph) -> MajorityControl:
    """Return the default rule."""
    return MajorityControl(Closures(subgraph, (setting.control,), as_one=False), setting.control)
