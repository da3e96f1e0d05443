"""Rules that join several tests, one of which is enough: beneficial owners by EU regulation, EU directive and US law.

Knows the tests by name; each works by itself.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Protocol

from graph.control.criterion import Criterion
from graph.network.stake_table import CAPITAL, VOTES
from graph.rules.closure import Members, derivation, members
from graph.rules.finding import Basis, Finding
from graph.rules.majority_chain import Chain, chain
from graph.rules.multiplied import Multiplied
from graph.rules.subgraph import Subgraph
from graph.rules.table import RuleSetting


class Test(Protocol):
    """A rule at work on a scene."""

    def reached(self, group: Collection[int], companies: Collection[int]) -> dict[int, Finding]:
        """Of the companies, those in which a group meets the rule."""
        ...


@dataclass(frozen=True, slots=True)
class Either:
    """Any of several tests; a certain finding goes before a possible one, then the earlier test."""

    tests: tuple[Test, ...]

    def reached(self, group: Collection[int], companies: Collection[int]) -> dict[int, Finding]:
        found: dict[int, Finding] = {}
        for test in self.tests:
            for company, finding in test.reached(group, [c for c in companies if c not in found or not found[c].certain]).items():
                if company not in found or finding.certain:
                    found[company] = finding
        return found


@dataclass(frozen=True, slots=True)
class Controlled:
    """Control: a majority of the votes (or shares), or control without a number, link by link (article 53)."""

    scene: Subgraph
    criterion: Criterion
    _closures: dict[tuple[frozenset[int], bool], Members] = field(default_factory=dict)
    _controllers: dict[int, dict[int, bool]] = field(default_factory=dict)

    def reached(self, group: Collection[int], companies: Collection[int]) -> dict[int, Finding]:
        found: dict[int, Finding] = {}
        for certain in (True, False):
            decided = self.members(group, certain=certain)
            for company in decided.keys() & set(companies) - found.keys():
                steps = derivation(decided, decided[company])
                found[company] = Finding(company, certain, Basis.CONTROL, tuple(sorted(group)), decisions=steps)
        return found

    def controllers(self, company: int) -> dict[int, bool]:
        """Which parties control the company, and whether that is certain."""
        if company not in self._controllers:
            self._controllers[company] = self._above(company)
        return self._controllers[company]

    def _above(self, company: int) -> dict[int, bool]:
        above = self.scene.ancestors(company)
        sure = {party: True for party in above if company in self.members((party,), certain=True)}
        return sure | {p: False for p in above if p not in sure and company in self.members((p,), certain=False)}

    def members(self, group: Collection[int], *, certain: bool) -> Members:
        key = frozenset(group), certain
        if key not in self._closures:
            self._closures[key] = members(self.scene, group, (self.criterion,), certain=certain)
        return self._closures[key]


@dataclass(frozen=True, slots=True)
class HoldersControlled:
    """Control of entities whose parts of the company add to the threshold (article 54(a))."""

    links: Chain

    def reached(self, group: Collection[int], companies: Collection[int]) -> dict[int, Finding]:
        return {c: _of(f, Basis.CONTROL_OF_HOLDERS) for c, f in self.links.reached(group, companies).items()}


@dataclass(frozen=True, slots=True)
class ControllerOwned:
    """A multiplied share at the threshold of an entity that controls the company (article 54(b))."""

    owned: Multiplied
    control: Controlled

    def reached(self, group: Collection[int], companies: Collection[int]) -> dict[int, Finding]:
        scene = self.owned.scene
        asked = set(companies) - set(group)
        if len(asked) > 1:
            asked &= set(scene.descendants(group))
        found: dict[int, Finding] = {}
        for company in asked:
            for entity, certain in self.control.controllers(company).items():
                share = self.owned.reached(group, (entity,)).get(entity)
                sure = certain and share is not None and share.certain
                if share is not None and (company not in found or (sure and not found[company].certain)):
                    decided = self.control.members((entity,), certain=certain)
                    found[company] = Finding(
                        company,
                        sure,
                        Basis.SHARE_OF_CONTROLLER,
                        tuple(sorted(group)),
                        through=entity,
                        share=share.share,
                        decisions=derivation(decided, decided[company]),
                    )
        return found


def beneficial_owners(chosen: RuleSetting, scene: Subgraph) -> Test:
    """Article 52, 53 and 54; or the directive; or the Corporate Transparency Act."""
    percent, strict = chosen.threshold
    owned = Multiplied(scene, ("capital", "votes"), percent, strict, treasury=chosen["treasury"] == "dropped")
    held = chain(chosen, scene)
    control = Controlled(scene, held.link)
    if chosen.rule.id == "eu-amlr-52":
        majority = held.link._replace(dimension=CAPITAL | VOTES)
        control = Controlled(scene, majority)
        if chosen["mixed"] == "ignored":
            return Either((owned, control))
        holders = Chain(scene, majority, held.last._replace(control=0))
        return Either((owned, control, HoldersControlled(holders), ControllerOwned(owned, control)))
    if chosen["indirect"] == "control":
        return held
    if chosen["indirect"] == "either":
        return Either((owned, held))
    substantial = Chain(scene, held.link, held.last._replace(dimension=VOTES, num=1, den=2, strict=1))
    return Either((owned, substantial))


def _of(finding: Finding, basis: Basis) -> Finding:
    return replace(finding, basis=basis)
