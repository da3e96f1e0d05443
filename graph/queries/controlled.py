"""What X controls, or what X meets another rule for: every company below it, with its chain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph import control
from graph.answers.common import LinkAnswer
from graph.answers.controlled import ControlledAnswer, ControlledCompany
from graph.control.proof import derivation
from graph.network.stake import Step
from graph.queries.context import QueryContext
from graph.queries.references import certainty
from graph.queries.scope import scene_below
from graph.queries.verdict import passing, shown
from graph.rules.evaluate import reach
from graph.rules.table import DEFAULT


def controlled(context: QueryContext, party: int) -> ControlledAnswer:
    """Every company that the party controls, nearest first, each with its chain.  Those with whom it acts are taken with it."""
    companies, truncated = reached(context, (party,))
    as_of, known_at, include, generation = context.dated
    return ControlledAnswer(
        party=context.party(party),
        rule=context.rule,
        controlled=companies,
        truncated=truncated,
        as_of=as_of,
        known_at=known_at,
        include=include,
        generation=generation,
    )


@dataclass(slots=True)
class Chains:
    """The chains of one answer, until they have as many links as it may have: along a chain of n companies they add to n * n / 2."""

    context: QueryContext
    spent: int = 0
    cut: bool = False
    """Whether a chain did not fit, and those after it are left out."""

    def told(self, steps: Iterable[Step]) -> tuple[LinkAnswer, ...]:
        """The links of one chain; none where it does not fit any more."""
        chain = list(steps)
        if self.spent + len(chain) > self.context.options.limits.links:
            self.cut = True
            return ()
        self.spent += len(chain)
        return tuple(self.context.link(step) for step in chain)


def reached(context: QueryContext, start: Iterable[int]) -> tuple[tuple[ControlledCompany, ...], bool]:
    """Every company that the parties reach by the rule, certain ones first and near ones before far ones, and whether a limit cut it short.

    By majority control the parties act together; by another rule it is the rule that says whether their parts are added.
    """
    parties, chains = frozenset(start), Chains(context)
    scene, cut = scene_below(context, sorted(parties))
    if context.options.rule != DEFAULT:
        findings = reach(context.options.chosen, scene, parties)
        companies = tuple(
            ControlledCompany(
                party=context.party(company),
                certainty=certainty(finding.certain),
                basis=finding.basis.value,
                chain=()
                if chains.cut
                else chains.told(step for by in finding.by[:1] or tuple(parties)[:1] for step in shown(context, by, company, finding)),
            )
            for company, finding in sorted(findings.items(), key=lambda f: (not f[1].certain, f[0]))
        )
        return companies, cut or chains.cut
    together = parties.union(*(scene.group_of(party) for party in parties))
    sure = control.closure(together, scene.prepared, certain=True, criterion=passing(context))
    maybe = control.closure(together, scene.prepared, certain=False, criterion=passing(context))
    order = sorted((c for c in maybe if c not in parties), key=lambda c: (c not in sure, maybe.rounds[c], c))
    companies = tuple(
        ControlledCompany(
            party=context.party(c),
            certainty=certainty(c in sure),
            chain=() if chains.cut else chains.told(derivation(c, sure if c in sure else maybe)),
        )
        for c in order
    )
    return companies, cut or chains.cut
