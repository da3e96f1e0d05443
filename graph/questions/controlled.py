"""What X controls, or what X meets another rule for: every company below it, with its chain."""

from __future__ import annotations

from collections.abc import Iterable

from graph import control
from graph.answers import ControlledAnswer, ControlledCompany
from graph.chains import derivation
from graph.questions.asking import Asking, certainty
from graph.questions.deciding import passing, shown
from graph.questions.scenes import scene_below
from graph.rules.evaluate import reach
from graph.rules.table import DEFAULT


def controlled(asking: Asking, party: int) -> ControlledAnswer:
    """Every company that the party controls, nearest first, each with its chain.  Those with whom it acts are taken with it."""
    companies, truncated = reached(asking, (party,))
    as_of, known_at, include, generation = asking.dated
    return ControlledAnswer(
        party=asking.party(party), rule=asking.rule, controlled=companies, truncated=truncated, as_of=as_of, known_at=known_at,
        include=include, generation=generation,
    )


def reached(asking: Asking, start: Iterable[int]) -> tuple[tuple[ControlledCompany, ...], bool]:
    """Every company that the parties reach by the rule, certain ones first and near ones before far ones, and whether a limit cut it short.

    By majority control the parties act together; by another rule it is the rule that says whether their parts are added.
    """
    parties = frozenset(start)
    scene, cut = scene_below(asking, sorted(parties))
    if asking.options.rule != DEFAULT:
        findings = reach(asking.options.chosen, scene, parties)
        companies = tuple(
            ControlledCompany(
                party=asking.party(company), certainty=certainty(finding.certain), basis=finding.basis.value,
                chain=tuple(asking.link(s) for by in finding.by[:1] or tuple(parties)[:1] for s in shown(asking, by, company, finding)),
            )
            for company, finding in sorted(findings.items(), key=lambda f: (not f[1].certain, f[0]))
        )
        return companies, cut
    together = parties.union(*(scene.group_of(party) for party in parties))
    sure = control.closure(together, scene.ground, certain=True, condition=passing(asking))
    maybe = control.closure(together, scene.ground, certain=False, condition=passing(asking))
    order = sorted((c for c in maybe if c not in parties), key=lambda c: (c not in sure, maybe.rounds[c], c))
    companies = tuple(
        ControlledCompany(
            party=asking.party(c), certainty=certainty(c in sure),
            chain=tuple(asking.link(step) for step in derivation(c, sure if c in sure else maybe)),
        )
        for c in order
    )
    return companies, cut
