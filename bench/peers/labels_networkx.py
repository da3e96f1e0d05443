"""The one-pass labelling in Python with networkx: pointers, rings by strongly connected components, then votes by group.

The same algorithm as the product's: what differs is the machine that runs it.
"""

from __future__ import annotations

from collections import defaultdict

import networkx as nx
import numpy as np

from bench.peers.majority import Majority
from bench.topology import Ints


class Register:
    """The stakes as Python lists, laid out by company and by holder; made before any timing."""

    def __init__(self, majorities: Majority) -> None:
        self.parties = majorities.parties
        self.company: list[int] = majorities.company.tolist()
        self.holder: list[int] = majorities.holder.tolist()
        self.weight: list[int] = majorities.weight.tolist()
        self.need: list[int] = majorities.need.tolist()
        self.holdings: dict[int, list[int]] = defaultdict(list)
        for stake, holder in enumerate(self.holder):
            self.holdings[holder].append(stake)


def label(register: Register) -> Ints:
    """For each party its ultimate controller, or itself; a ring is named after one of its members."""
    pointers = {
        company: holder
        for company, holder, weight in zip(register.company, register.holder, register.weight, strict=True)
        if 2 * weight > register.need[company]
    }
    labels = list(range(register.parties))
    rings = _follow(pointers, labels)
    roots = {company for company in register.company if company not in pointers} | rings
    members: dict[int, list[int]] = defaultdict(list)
    for party in pointers:
        members[labels[party]].append(party)
    sums: dict[int, dict[int, int]] = {}
    for company, holder, weight in zip(register.company, register.holder, register.weight, strict=True):
        if company in roots and company not in pointers:
            votes = sums.setdefault(company, {})
            votes[labels[holder]] = votes.get(labels[holder], 0) + weight
    leaders = {y: g for y, votes in sums.items() for g, total in votes.items() if g != y and 2 * total > register.need[y]}
    while leaders:
        own = {root: root for root in leaders}
        touched: set[int] = set()
        for root in _absorb(leaders, own):
            touched |= _move(root, own[root], register, labels, members, sums)
        leaders = {}
        for company in touched & sums.keys():
            if labels[company] == company:
                for group, total in sums[company].items():
                    if group != company and labels[group] == group and 2 * total > register.need[company]:
                        leaders[company] = group
    return np.array(labels)


def _follow(pointers: dict[int, int], labels: list[int]) -> set[int]:
    """Label everyone with the end of its pointers; returns one member of each ring."""
    graph = nx.DiGraph(pointers.items())
    rings: set[int] = set()
    # Components come holders first, so the holder's label is final when the held one asks for it.
    for component in nx.strongly_connected_components(graph):
        least = min(component)
        if len(component) > 1:
            rings.add(least)
        outside = least if len(component) > 1 or least not in pointers else labels[pointers[least]]
        for party in component:
            labels[party] = outside
    return rings


def _absorb(leaders: dict[int, int], own: dict[int, int]) -> list[int]:
    """Groups that lose their independence in this round, with the group at the end of their pointers in ``own``."""
    graph = nx.DiGraph(leaders.items())
    absorbed: list[int] = []
    for component in nx.strongly_connected_components(graph):
        least = min(component)
        ring = len(component) > 1
        end = least if ring else own.get(leaders[least], leaders[least]) if least in leaders else least
        for root in component:
            own[root] = end
            if root != end:
                absorbed.append(root)
    return absorbed


def _move(
    root: int, group: int, register: Register, labels: list[int], members: dict[int, list[int]], sums: dict[int, dict[int, int]]
) -> set[int]:
    """Give the group of ``root`` to another, with the votes that it has in companies that are still on their own; returns these."""
    touched: set[int] = set()
    sums.pop(root, None)
    moved = [root, *members.pop(root, ())]
    for member in moved:
        labels[member] = group
        for stake in register.holdings.get(member, ()):
            company, weight = register.company[stake], register.weight[stake]
            votes = sums.get(company)
            if votes is not None:
                votes[root] = votes.get(root, 0) - weight
                votes[group] = votes.get(group, 0) + weight
                touched.add(company)
    members[group] += moved
    return touched
