"""Small invented networks for the tests of rules, and who meets a rule there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.network.stake import Stake
from graph.rules import Finding, Subgraph, holders, parse_rule, reach
from ontology.statements import Kind

Network = Mapping[int, Sequence[Stake]]


def subgraph(network: Network, persons: Sequence[int] = (), together: Sequence[set[int]] = (), complete: Sequence[int] = ()) -> Subgraph:
    """Everyone who is not a person is a company."""
    parties = {*network, *(s.holder for stakes in network.values() for s in stakes)}
    kinds = {p: Kind.PERSON if p in persons else Kind.COMPANY for p in parties}
    return Subgraph(network, frozenset(complete), kinds, tuple(frozenset(group) for group in together))


def find_holders(rule: str, where: Subgraph, company: int, **parameters: str) -> dict[int, bool]:
    """Who meets the rule for the company: party -> whether that is certain."""
    return {f.party: f.certain for f in holders(parse_rule(rule, parameters), where, company)}


def reached(rule: str, where: Subgraph, *start: int, **parameters: str) -> dict[int, bool]:
    """For which companies the set meets the rule: company -> whether that is certain."""
    return {company: f.certain for company, f in findings(rule, where, *start, **parameters).items()}


def findings(rule: str, where: Subgraph, *start: int, **parameters: str) -> dict[int, Finding]:
    return reach(parse_rule(rule, parameters), where, start)
