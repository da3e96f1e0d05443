"""What X controls, or what X meets another rule for: every company below it, with its chain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import msgspec

from graph.answers.common import LinkAnswer, PartyRef
from graph.answers.controlled import ControlledAnswer, ControlledCompany
from graph.network.stake import Step
from graph.queries.context import QueryContext
from graph.queries.namesakes import mark_namesakes
from graph.queries.references import to_certainty, to_rule_ref
from graph.queries.scope import gather_downstream
from graph.queries.verdict import prove
from graph.rules.evaluate import reach
from graph.rules.finding import Finding
from graph.rules.subgraph import Subgraph

_ALONE: Final = 100
"""Parties of a list that are asked about alone, to tell whether one of several that count together is enough."""


def controlled(context: QueryContext, party: int) -> ControlledAnswer:
    """Answer which companies the party controls, each with its chain.  Those with whom it acts are taken with it."""
    companies, truncated = reached_companies(context, (party,))
    answer = ControlledAnswer(
        party=context.references.party(party),
        rule=to_rule_ref(context.options),
        controlled=companies,
        truncated=truncated,
        **context.header(),
    )
    return mark_namesakes(context, answer)


def reached_companies(context: QueryContext, start: Iterable[int]) -> tuple[tuple[ControlledCompany, ...], bool]:
    """Return every company that the parties reach by the rule, certain ones first, and whether a limit cut the answer short.

    By majority control the parties act together, and near companies come before far ones; by another rule it is the rule that says
    whether their parts are added.
    """
    parties, chains = frozenset(start), _Chains(context)
    subgraph, cut = gather_downstream(context, sorted(parties))
    findings, alone = reach(context.options.setting, subgraph, parties), _Alone(context, subgraph)
    companies = []
    for company, finding in sorted(findings.items(), key=lambda f: (not f[1].certain, f[1].round, f[0])):
        party = (*finding.by, *parties)[0]
        steps = [] if chains.cut else prove(context, party, company, finding)
        together = alone.find_together(company, finding, parties.intersection(step.stake.holder for step in steps))
        companies.append(
            ControlledCompany(
                party=context.references.party(company),
                certainty=to_certainty(finding.certain),
                basis=finding.basis.value if finding.basis else None,
                chain=chains.take(steps),
                together=together or msgspec.UNSET,
            )
        )
    return tuple(companies), cut or chains.cut


@dataclass(slots=True)
class _Alone:
    """What each of several parties reaches alone, found when it is asked for."""

    context: QueryContext
    subgraph: Subgraph
    findings: dict[int, dict[int, Finding]] = field(default_factory=dict)

    def find_together(self, company: int, finding: Finding, members: frozenset[int]) -> tuple[PartyRef, ...]:
        """Return the members by whose parts together a company is reached; none where one of them reaches it as surely alone."""
        if len(members) < 2 or len(members - self.findings.keys()) + len(self.findings) > _ALONE:
            return ()
        for member in members - self.findings.keys():
            self.findings[member] = reach(self.context.options.setting, self.subgraph, (member,))
        single = [self.findings[member].get(company) for member in members]
        if any(other and (other.certain or not finding.certain) for other in single):
            return ()
        return self.context.references.parties(sorted(members))


@dataclass(slots=True)
class _Chains:
    """The chains of one answer, until they have as many links as it may have: along a chain of n companies they add to n * n / 2."""

    context: QueryContext
    links: int = 0
    cut: bool = False
    """Whether a chain did not fit, and those after it are left out."""

    def take(self, steps: Iterable[Step]) -> tuple[LinkAnswer, ...]:
        """Return the links of one chain; none where it does not fit any more."""
        chain = list(steps)
        if self.links + len(chain) > self.context.options.limits.links:
            self.cut = True
            return ()
        self.links += len(chain)
        return tuple(self.context.references.link(step) for step in chain)
