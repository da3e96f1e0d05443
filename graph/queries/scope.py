"""Which part of the network a rule needs for a query, gathered from the view as a subgraph; who acts as one in it.

Owns how far to walk for which scope; where only what is reached leads further, the rule itself says what is.  Who meets a rule is decided
in graph/rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from graph.algorithms.traversal import walk
from graph.generation.interest_table import UNNAMED
from graph.queries.context import QueryContext
from graph.queries.references import References
from graph.rules.evaluate import reach
from graph.rules.model import Asks, Scope
from graph.rules.subgraph import STATES, Subgraph
from ontology.statements import Kind

FEW: Final = 256
"""Statements that are read and reckoned with in a few thousandths of a second."""


class _Kinds(Mapping[int, Kind]):
    """What parties are, looked up when a rule asks."""

    def __init__(self, references: References, parties: Iterable[int]) -> None:
        self._references, self._parties = references, dict.fromkeys(parties)

    def __getitem__(self, party: int) -> Kind:
        if party not in self._parties:
            raise KeyError(party)
        return self._references.kind(party)

    def __iter__(self) -> Iterator[int]:
        return iter(self._parties)

    def __len__(self) -> int:
        return len(self._parties)


def is_small(context: QueryContext, company: int) -> bool:
    """Whether no more than ``FEW`` statements bear on who meets the rule for a company, on whatever day.  Reads no more than these."""
    if context.options.setting.scope is Scope.BOTH:
        return False
    starts, holders = context.generation.interests.subject_start.data, context.generation.interests.columns["holder"].data
    order, seen, rows = [company], {company}, 0
    for party in order:
        first, last = starts[party], starts[party + 1]
        rows += last - first
        if rows > FEW:
            return False
        for row in range(first, last):
            holder = holders[row]
            if holder != UNNAMED and holder not in seen:
                seen.add(holder)
                order.append(holder)
    return True


def gather_upstream(context: QueryContext, company: int) -> tuple[Subgraph, list[int], set[int]]:
    """Gather what bears on who meets the rule for a company.

    Returns the subgraph, the company with everyone above it, nearest first, and the parties at which the limit stopped the walk.
    """
    ancestors, cut = context.ancestors([company])
    if context.options.setting.scope is not Scope.BOTH:
        return build_subgraph(context, ancestors), ancestors, cut
    descendants, cut_below = context.descendants(ancestors)
    around, cut_around = context.ancestors(descendants)
    return build_subgraph(context, around), ancestors, cut | cut_around | ({company} if cut_below else set())


def gather_downstream(context: QueryContext, start: Iterable[int]) -> tuple[Subgraph, bool]:
    """Gather what bears on which companies the parties reach by the rule; and whether the limit stopped the walk."""
    parties = list(start)
    parties += [p for group in context.groups if group & set(parties) for p in sorted(group)]
    scope = context.options.setting.scope
    cut = False
    if scope is Scope.BOTH:
        parties, cut_above = context.ancestors(parties)
        cut = bool(cut_above)
    companies, cut_below = _follow(context, parties) or context.descendants(parties)
    cut = cut or cut_below
    if scope is not Scope.DOWNSTREAM:
        companies, cut_around = context.ancestors(companies)
        cut = cut or bool(cut_around)
    return build_subgraph(context, companies), cut


def _follow(context: QueryContext, parties: Sequence[int]) -> tuple[list[int], bool] | None:
    """Gather the parties and the companies below them as far as the rule may reach from one to the next; and whether the limit stopped it.

    None where all below them bear on it, or where they are few.
    """
    setting, limit = context.options.setting, context.options.limits.parties
    is_local = (
        setting.scope is Scope.DOWNSTREAM and setting.rule.by_steps and not context.groups and setting.get("state", "several") == "several"
    )
    if not is_local or not walk(parties, context.view.companies_of, FEW, stop_when_cut=True)[1]:
        return None
    members, met, latest = set(parties), dict.fromkeys(parties), list(parties)
    while latest:
        held = dict.fromkeys(company for party in latest for company in context.view.companies_of(party))
        # What may be reached from there is looked at as well, if it is not much: a long chain is not followed link by link.
        ahead, _ = walk(held, context.view.companies_of, max(FEW, len(held)), stop_when_cut=True)
        latest = sorted(reach(setting, build_subgraph(context, (c for c in ahead if c not in members)), members))
        members.update(latest)
        met.update(held)
        if len(met) > limit:
            return list(met)[:limit], True
    return list(met), False


def build_subgraph(context: QueryContext, companies: Iterable[int]) -> Subgraph:
    """Return the stakes in some companies as the rule of the query reads them."""
    stakes = {company: context.view.stakes(company) for company in companies}
    setting = context.options.setting
    one_state = setting.get("state", "several") == "one"
    parties: Iterable[int] = ()
    if setting.asks is not Asks.ANYBODY or one_state:
        parties = {*stakes, *(s.holder for in_company in stakes.values() for s in in_company if s.holder != UNNAMED)}
    states: dict[int, str] = {}
    if one_state:
        for party in sorted(parties):
            jurisdiction = context.references.jurisdiction(party)
            if jurisdiction and context.references.kind(party) in STATES:
                states[party] = jurisdiction
    return setting.read(Subgraph(stakes, context.complete(stakes), _Kinds(context.references, parties), context.groups, states))
