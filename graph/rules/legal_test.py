"""What every test of a rule can do: say for which companies a group meets it, and who meets it for one company.

A test is a rule with its parameters set, at work on one subgraph.  The tests are in the modules beside this one; table.py says which rule
is which test.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable

from msgspec.structs import replace

from graph.rules.finding import Evaluation, Finding


class LegalTest(ABC):
    """A legal test at work on a subgraph."""

    __slots__ = ()

    @abstractmethod
    def reach(self, group: Collection[int], companies: Collection[int]) -> dict[int, Finding]:
        """Find those of the companies for which a group, acting as one, meets the test; company -> finding.

        A certain finding goes before a possible one.  The members of the group itself are left out.
        """

    def find_holders(self, company: int, candidates: Iterable[frozenset[int]]) -> Evaluation:
        """Find who meets the test for a company.

        ``candidates``: the parties above the company, each alone or with those it acts with, of the kinds that the rule asks about.  Each
        is asked in turn, unless a test has a shorter way to its holders, or looks for them elsewhere.
        """
        findings: list[Finding] = []
        for group in candidates:
            finding = self.reach(group, (company,)).get(company)
            if finding is not None:
                findings.append(replace(finding, party=min(group), group=tuple(sorted(group)) if len(group) > 1 else ()))
        return Evaluation(tuple(findings))
