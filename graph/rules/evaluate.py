"""Rules at work: who meets one for a company, and for which companies a set of parties meets it.

Owns which test a rule is and whom it is asked of: persons only, alone, as a set that acts as one, or with everything added.  The tests are
beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from graph.control import ultimate
from graph.generation.interest_table import UNNAMED
from graph.network.stake import Presence
from graph.rules.beneficial_owner import Test, beneficial_owners
from graph.rules.cascade import Cascade, criteria
from graph.rules.close_links import close_links
from graph.rules.finding import Basis, Finding
from graph.rules.majority_chain import chain
from graph.rules.model import Combine
from graph.rules.multiplied import Multiplied
from graph.rules.subgraph import Subgraph
from graph.rules.table import DEFAULT, RuleSetting


def holders(chosen: RuleSetting, scene: Subgraph, company: int) -> list[Finding]:
    """Who meets the rule for the company, certain findings first, then by number.

    The default rule gives the ultimate controllers.  Every other rule gives all parties that meet it, one above another included: for a
    sanctions rule those who, listed alone, would bring the company under it; for close links the parties linked with the company.
    ``scene``: the company and all above it (for close links also what is below).
    """
    scene = _as_read(chosen, scene)
    if chosen.rule.id == DEFAULT:
        return _ultimate(chosen, scene, company)
    test = _test(chosen, scene)
    if chosen.rule.id == "ecb-close-links":
        everyone = {*scene.held, *scene.subjects}
        return _sorted(test.reached({company}, everyone).values())
    groups = dict.fromkeys(scene.group_of(party) for party in scene.ancestors(company))
    found: list[Finding] = []
    for group in groups:
        present = _asked(chosen, scene, group)
        finding = test.reached(group, (company,)).get(company) if present and company not in group else None
        if finding is not None:
            named = tuple(sorted(group)) if len(group) > 1 else ()
            found.append(_as_holder(finding, min(group), named, certain=finding.certain and present is Presence.CERTAIN))
    return _sorted(found)


def reach(chosen: RuleSetting, scene: Subgraph, start: Collection[int]) -> dict[int, Finding]:
    """Every company for which the parties of ``start`` meet the rule, with what it rests on; those asked about are left out.

    Rules that aggregate take the parties as one set.  By the others each is asked alone, unless some act together; a company that several
    reach has the finding that is certain, then that of the lowest number.  ``scene``: all stakes in everything below, and for rules that
    multiply all above that.
    """
    scene = _as_read(chosen, scene)
    test = _test(chosen, scene)
    aggregated = chosen.get("aggregate", "yes" if chosen.rule.aggregate else "no") == "yes"
    if aggregated:
        units = [frozenset(start).union(*(scene.group_of(party) for party in start))]
    else:
        units = list(dict.fromkeys(scene.group_of(party) for party in sorted(start)))
    companies = {*scene.held, *scene.subjects} if chosen.rule.id == "ecb-close-links" else set(scene.held)
    found: dict[int, Finding] = {}
    for unit in units:
        present = _asked(chosen, scene, unit)
        if not present:
            continue
        for company, finding in test.reached(unit, companies - set(start)).items():
            certain = finding.certain and present is Presence.CERTAIN
            if company not in found or (certain and not found[company].certain):
                found[company] = replace(finding, certain=certain)
    return dict(sorted(found.items()))


def _ultimate(chosen: RuleSetting, scene: Subgraph, company: int) -> list[Finding]:
    (criterion,) = criteria(chosen)
    answer = ultimate(company, scene.prepared, groups=scene.acting, criterion=criterion)
    return [Finding(c.party, c.certain, Basis.CONTROL, ring=c.ring, group=c.group) for c in answer.controllers]


def _test(chosen: RuleSetting, scene: Subgraph) -> Test:
    rule = chosen.rule
    if rule.id == "ecb-close-links":
        return close_links(chosen, scene)
    if chosen.rule.id == "ofac-50" and chosen["indirect"] == "multiply":
        columns = ("capital", "votes") if chosen["column"] == "either" else ("capital",)
        percent, strict = chosen.threshold
        return Multiplied(scene, columns, percent, strict)
    if rule.persons_only and rule.id != "uk-psc":
        return beneficial_owners(chosen, scene)
    return chain(chosen, scene) if rule.combine is Combine.CHAIN else Cascade(chosen, scene)


def _asked(chosen: RuleSetting, scene: Subgraph, group: Iterable[int]) -> Presence:
    """Whether the rule asks about such parties at all."""
    members = [party for party in group if party != UNNAMED]
    if not members or not chosen.rule.persons_only or chosen.get("entities", "no") == "yes":
        return Presence.CERTAIN if members else Presence.ABSENT
    return scene.persons(members, public=chosen.rule.id == "uk-psc")


def _as_read(chosen: RuleSetting, scene: Subgraph) -> Subgraph:
    return scene.read_as(unknown=chosen.get("unknown", "open"), state=chosen.get("state", "several"), veto=chosen.get("veto", "ignored"))


def _as_holder(finding: Finding, party: int, group: tuple[int, ...], *, certain: bool) -> Finding:
    return replace(finding, party=party, certain=certain, group=group)


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda f: (not f.certain, f.party))
