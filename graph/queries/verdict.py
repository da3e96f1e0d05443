"""Who meets the rule of a question for one company: the one place that knows which engine decides.

Majority control and its variants are decided by graph/control/closure.py, every other rule by graph/rules.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from graph import control
from graph.control import Decision
from graph.control.criterion import Criterion
from graph.control.proof import derivation
from graph.network.paths import Order, best_paths
from graph.network.stake import Interval, Step
from graph.queries.context import QueryContext
from graph.queries.scope import scene_above
from graph.rules.cascade import criteria
from graph.rules.evaluate import holders
from graph.rules.finding import Basis, Finding
from graph.rules.subgraph import Subgraph
from graph.rules.table import DEFAULT
from ontology.shares import WHOLE

_CHAINS: Final = 10
_LEAST: Final = WHOLE // 1000
"""A multiplied share is shown by its strongest chains, down to 0.1 % of the whole, and ten at most."""


@dataclass(frozen=True, slots=True)
class RuleHolder:
    """One who meets the rule.  ``chain`` and ``votes`` are worked out when they are asked for."""

    party: int
    certain: bool
    ring: tuple[int, ...]
    group: tuple[int, ...]
    chain: Callable[[], list[Step]]
    votes: Callable[[], Interval]
    basis: str | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What two findings have in common when they say the same."""
        return self.ring or (self.party,), self.certain, self.group


@dataclass(frozen=True, slots=True)
class Verdict:
    """Everyone who meets the rule, and what was walked for it: ``above`` nearest first, ``cut`` where a limit stopped the walk."""

    found: tuple[RuleHolder, ...]
    above: list[int]
    cut: set[int]
    scene: Subgraph
    truncated: bool
    contested: bool

    @property
    def verdict(self) -> str:
        return "certain" if any(f.certain for f in self.found) else "possible" if self.found else "not_shown"


def decide(context: QueryContext, subject: int) -> Verdict:
    """Who meets the rule for ``subject``: by majority control its ultimate controllers, by another rule everyone that the rule names."""
    scene, above, cut = scene_above(context, subject)
    if context.options.rule != DEFAULT:
        findings = holders(context.options.chosen, scene, subject)
        return Verdict(tuple(_of_rule(context, scene, subject, f) for f in findings), above, cut, scene, bool(cut), contested=False)
    answer = control.ultimate(subject, scene.prepared, groups=scene.acting, criterion=passing(context))

    def found(controller: control.Controller) -> RuleHolder:
        return RuleHolder(
            controller.party,
            controller.certain,
            controller.ring,
            controller.group,
            lambda: derivation(subject, answer.closure(controller, certain=controller.certain)),
            lambda: answer.votes(controller),
        )

    made = tuple(found(c) for c in answer.controllers)
    return Verdict(made, above, cut, scene, answer.truncated or bool(cut), answer.contested)


def passing(context: QueryContext) -> Criterion:
    """What majority control asks of a group in a company, with the contested points as chosen."""
    return criteria(context.options.chosen)[0]


def shown(context: QueryContext, party: int, company: int, finding: Finding) -> list[Step]:
    """The chain of a finding: the decisions it rests on, or the strongest chains where shares are multiplied."""
    steps: list[Step] = []
    target = company if finding.through is None else finding.through
    if finding.basis in (Basis.MULTIPLIED, Basis.SHARE_OF_CONTROLLER):
        ways, _ = best_paths(context.view, party, target, limit=_CHAINS, by=Order.SHARE)
        strong = [way for way in ways if way.most is None or way.most >= _LEAST] or ways[:1]
        steps += [step for way in strong for step in way.steps]
    decisions: dict[int, Decision] = {d.company: d for d in finding.decisions}
    steps += derivation(company, decisions) if company in decisions else [Step(d.company, s) for d in finding.decisions for s in d.stakes]
    return list({(step.company, step.stake.holder): step for step in steps}.values())


def _of_rule(context: QueryContext, scene: Subgraph, subject: int, finding: Finding) -> RuleHolder:
    start = finding.group or (finding.party,)
    return RuleHolder(
        finding.party,
        finding.certain,
        finding.ring,
        finding.group,
        lambda: shown(context, finding.party, subject, finding),
        lambda: control.votes_with_controlled(scene.prepared, subject, start),
        finding.basis.value,
    )
