"""What X controls, or what X meets another rule for: every company below it, with its chain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.answers.common import LinkAnswer
from graph.answers.controlled import ControlledAnswer, ControlledCompany
from graph.network.stake import Step
from graph.queries.context import QueryContext
from graph.queries.references import to_certainty, to_rule_ref
from graph.queries.scope import gather_downstream
from graph.queries.verdict import prove
from graph.rules.evaluate import reach


def controlled(context: QueryContext, party: int) -> ControlledAnswer:
    """Answer which companies the party controls, each with its chain.  Those with whom it acts are taken with it."""
    companies, truncated = reached_companies(context, (party,))
    return ControlledAnswer(
        party=context.references.party(party),
        rule=to_rule_ref(context.options),
        controlled=companies,
        truncated=truncated,
        **context.header(),
    )


def reached_companies(context: QueryContext, start: Iterable[int]) -> tuple[tuple[ControlledCompany, ...], bool]:
    """Return every company that the parties reach by the rule, certain ones first, and whether a limit cut the answer short.

    By majority control the parties act together, and near companies come before far ones; by another rule it is the rule that says
    whether their parts are added.
    """
    parties, chains = frozenset(start), _Chains(context)
    subgraph, cut = gather_downstream(context, sorted(parties))
    findings = reach(context.options.setting, subgraph, parties)
    companies = tuple(
        ControlledCompany(
            party=context.references.party(company),
            certainty=to_certainty(finding.certain),
            basis=finding.basis.value if finding.basis else None,
            chain=()
            if chains.cut
            else chains.take(step for by in finding.by[:1] or tuple(parties)[:1] for step in prove(context, by, company, finding)),
        )
        for company, finding in sorted(findings.items(), key=lambda f: (not f[1].certain, f[1].round, f[0]))
    )
    return companies, cut or chains.cut


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
