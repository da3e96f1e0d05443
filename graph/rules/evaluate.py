"""Rules at work: who meets one for a company, and for which companies a set of parties meets it.

Owns of whom a rule is asked: persons only or anybody, each alone, as sets that act as one, or with everything added.  Which test a rule is,
its entry in table.py says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec.structs import replace

from graph.generation.interest_table import UNNAMED
from graph.network.stake import Presence
from graph.rules.finding import Evaluation, Finding
from graph.rules.model import Asks, RuleSetting
from graph.rules.subgraph import Subgraph


def holders(setting: RuleSetting, subgraph: Subgraph, company: int) -> list[Finding]:
    """Find who meets the rule for the company, certain findings first, then by number.

    The default rule gives the ultimate controllers.  Every other rule gives all parties that meet it, one above another included: for a
    sanctions rule those who, listed alone, would bring the company under it; for close links the parties linked with the company.
    ``subgraph``: the company and all above it (for close links also what is below).
    """
    return list(find_holders(setting, setting.read(subgraph), company).findings)


def find_holders(setting: RuleSetting, subgraph: Subgraph, company: int) -> Evaluation:
    """Find who meets the rule for the company, as ``holders`` does.  ``subgraph``: as the rule reads it (``RuleSetting.read``)."""
    evaluation = setting.build_test(subgraph).find_holders(company, _candidates(setting, subgraph, company))
    findings = [
        finding
        if not finding.certain or is_asked(setting, subgraph, finding.group or (finding.party,)) is Presence.CERTAIN
        else replace(finding, certain=False)
        for finding in evaluation.findings
    ]
    return Evaluation(tuple(sorted(findings, key=lambda f: (not f.certain, f.party))), evaluation.truncated)


def reach(setting: RuleSetting, subgraph: Subgraph, start: Collection[int]) -> dict[int, Finding]:
    """Find every company for which the parties of ``start`` meet the rule, by number; those asked about are left out.

    Rules that aggregate take the parties as one set.  By the others each is asked alone, unless some act together; a company that several
    reach has the finding that is certain, then that of the lowest number.  ``subgraph``: all stakes in everything below, and as far
    beyond as the scope of the rule says.
    """
    subgraph = setting.read(subgraph)
    test = setting.build_test(subgraph)
    if setting.aggregates:
        groups = [frozenset(start).union(*(subgraph.group_of(party) for party in start))]
    else:
        groups = list(dict.fromkeys(subgraph.group_of(party) for party in sorted(start)))
    companies = subgraph.parties - set(start)
    findings: dict[int, Finding] = {}
    for group in groups:
        presence = is_asked(setting, subgraph, group)
        if not presence:
            continue
        for company, finding in test.reach(group, companies).items():
            certain = finding.certain and presence is Presence.CERTAIN
            if company not in findings or (certain and not findings[company].certain):
                findings[company] = finding if certain == finding.certain else replace(finding, certain=certain)
    return dict(sorted(findings.items()))


def is_asked(setting: RuleSetting, subgraph: Subgraph, group: Iterable[int]) -> Presence:
    """Return whether the rule asks about such parties at all: perhaps, where it asks about persons and a kind is not known."""
    members = [party for party in group if party != UNNAMED]
    if not members or setting.asks is Asks.ANYBODY:
        return Presence.CERTAIN if members else Presence.ABSENT
    return subgraph.has_person(members, or_state=setting.asks is Asks.PERSONS_AND_STATES)


def _candidates(setting: RuleSetting, subgraph: Subgraph, company: int) -> Iterator[frozenset[int]]:
    """Yield the parties above the company that the rule asks about, each with those it acts with, nearest first."""
    for group in dict.fromkeys(subgraph.group_of(party) for party in subgraph.ancestors(company)):
        if company not in group and is_asked(setting, subgraph, group):
            yield group
