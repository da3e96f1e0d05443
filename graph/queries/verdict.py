"""Who meets the rule of a question for one company: the one place that knows which engine decides.

Majority control and its variants are decided by graph/control/closure.py, every other rule by graph/rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from graph import control
from graph.control import Decision
from graph.control.criterion import Condition
from graph.control.prepared import Ground
from graph.control.proof import derivation
from graph.network.paths import Order, best_paths
from graph.network.stake import Box, Step
from graph.queries.context import Asking
from graph.queries.scope import scene_above
from graph.rules.cascade import conditions
from graph.rules.evaluate import holders
from graph.rules.finding import Basis, Finding
from graph.rules.subgraph import Scene
from graph.rules.table import DEFAULT
from ontology.shares import WHOLE

_CHAINS: Final = 10
_LEAST: Final = WHOLE // 1000
"""A multiplied share is shown by its strongest chains, down to 0.1 % of the whole, and ten at most."""


@dataclass(frozen=True, slots=True)
class Found:
    """One who meets the rule.  ``chain`` and ``votes`` are worked out when they are asked for."""

    party: int
    certain: bool
    ring: tuple[int, ...]
    group: tuple[int, ...]
    chain: Callable[[], list[Step]]
    votes: Callable[[], Box]
    basis: str | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What two findings have in common when they say the same."""
        return self.ring or (self.party,), self.certain, self.group


@dataclass(frozen=True, slots=True)
class Decided:
    """Everyone who meets the rule, and what was walked for it: ``above`` nearest first, ``cut`` where a limit stopped the walk."""

    found: tuple[Found, ...]
    above: list[int]
    cut: set[int]
    scene: Scene
    truncated: bool
    contested: bool

    @property
    def verdict(self) -> str:
        return "certain" if any(f.certain for f in self.found) else "possible" if self.found else "not_shown"


def decide(asking: Asking, subject: int) -> Decided:
    """Who meets the rule for ``subject``: by majority control its ultimate controllers, by another rule everyone that the rule names."""
    scene, above, cut = scene_above(asking, subject)
    if asking.options.rule != DEFAULT:
        findings = holders(asking.options.chosen, scene, subject)
        return Decided(tuple(_of_rule(asking, scene, subject, f) for f in findings), above, cut, scene, bool(cut), contested=False)
    answer = control.ultimate(subject, scene.ground, groups=scene.acting, condition=passing(asking))
    held = scene.held[subject]

    def votes(controller: control.Controller) -> Box:
        sure, maybe = ({*controller.start, *answer.closure(controller, certain=certain)} for certain in (True, False))
        return Box(control.group_votes(held, subject, sure).min, control.group_votes(held, subject, maybe).max)

    def found(controller: control.Controller) -> Found:
        return Found(
            controller.party,
            controller.certain,
            controller.ring,
            controller.group,
            lambda: derivation(subject, answer.closure(controller, certain=controller.certain)),
            lambda: votes(controller),
        )

    made = tuple(found(c) for c in answer.controllers)
    return Decided(made, above, cut, scene, answer.truncated or bool(cut), answer.contested)


def passing(asking: Asking) -> Condition:
    """What majority control asks of a group in a company, with the contested points as chosen."""
    return conditions(asking.options.chosen)[0]


def voting(ground: Ground, subject: int, start: Iterable[int]) -> Box:
    """The votes that parties have in a company with all that they control by majority."""
    group = frozenset(start)
    number = ground.gathered.number[subject]
    columns = ground.gathered.columns
    held = ground.gathered.stakes[int(columns.start[number]) : int(columns.start[number + 1])]
    sure, maybe = (group.union(control.closure(group, ground, certain=certain)) for certain in (True, False))
    return Box(control.group_votes(held, subject, sure).min, control.group_votes(held, subject, maybe).max)


def shown(asking: Asking, party: int, company: int, finding: Finding) -> list[Step]:
    """The chain of a finding: the decisions it rests on, or the strongest chains where shares are multiplied."""
    steps: list[Step] = []
    target = company if finding.through is None else finding.through
    if finding.basis in (Basis.MULTIPLIED, Basis.SHARE_OF_CONTROLLER):
        ways, _ = best_paths(asking.view, party, target, limit=_CHAINS, by=Order.SHARE)
        strong = [way for way in ways if way.most is None or way.most >= _LEAST] or ways[:1]
        steps += [step for way in strong for step in way.steps]
    decisions: dict[int, Decision] = {d.company: d for d in finding.decisions}
    steps += derivation(company, decisions) if company in decisions else [Step(d.company, s) for d in finding.decisions for s in d.stakes]
    return list({(step.company, step.stake.holder): step for step in steps}.values())


def _of_rule(asking: Asking, scene: Scene, subject: int, finding: Finding) -> Found:
    start = finding.group or (finding.party,)
    return Found(
        finding.party,
        finding.certain,
        finding.ring,
        finding.group,
        lambda: shown(asking, finding.party, subject, finding),
        lambda: voting(scene.ground, subject, start),
        finding.basis.value,
    )
