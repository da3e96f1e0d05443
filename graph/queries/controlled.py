"""What X controls, or what X meets another rule for: every company below it, with its chain."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import msgspec
from msgspec.structs import replace

from graph.answers.common import LinkAnswer, PartyRef
from graph.answers.controlled import ControlledAnswer, ControlledCompany
from graph.generation.candidates import Candidate
from graph.network.stake import Step
from graph.queries.context import QueryContext
from graph.queries.identity import MOST_CANDIDATES, Identity
from graph.queries.merged import MOST_LISTED, Merged, describe_all, find_around, merge, name_as_stated, split_compatible
from graph.queries.namesakes import mark_namesakes
from graph.queries.provenance import describe_rows
from graph.queries.references import to_certainty, to_rule_ref
from graph.queries.scope import gather_downstream
from graph.queries.verdict import prove
from graph.rules.evaluate import reach
from graph.rules.finding import Finding
from graph.rules.subgraph import Subgraph

_FEW: Final = 500
"""Companies up to which a few candidates are tried alone, too."""
_ALONE: Final = 100
"""Parties of a list that are asked about alone, to tell whether one of several that count together is enough."""


def controlled(context: QueryContext, party: int, identity: Identity = Identity.STATED) -> ControlledAnswer:
    """Answer which companies the party controls, each with its chain.  Those with whom it acts are taken with it.

    ``identity``: whether parties that may be one are tried as one, too; nothing is certain by that.
    """
    reached = reach_companies(context, (party,))
    changes = find_changes(context, (party,), reached.companies)
    if identity is Identity.CANDIDATES:
        reached = changes.apply(reached)
    answer = ControlledAnswer(
        party=context.references.party(party),
        rule=to_rule_ref(context.options),
        controlled=reached.companies,
        truncated=reached.truncated,
        provenance=describe_rows(context, reached.rows),
        **context.header(),
        **identity.tell(changes.candidates),
    )
    return mark_namesakes(context, answer)


class Reached(NamedTuple):
    """The companies that parties reach, whether a limit cut them short, and the rows of the network that their chains rest on."""

    companies: tuple[ControlledCompany, ...]
    truncated: bool
    rows: Collection[int]


def reach_companies(context: QueryContext, start: Iterable[int]) -> Reached:
    """Return every company that the parties reach by the rule, certain ones first.

    By majority control the parties act together, and near companies come before far ones; by another rule it is the rule that says
    whether their parts are added.
    """
    parties, chains = frozenset(start), _Chains(context)
    subgraph, cut = gather_downstream(context, sorted(parties))
    findings, alone = reach(context.options.setting, subgraph, parties), _Alone(context, subgraph)
    companies = []
    for company, finding in sorted(findings.items(), key=lambda f: (not f[1].certain, f[1].round, f[0])):
        party = (*finding.by, *parties)[0]
        steps = [] if chains.cut else prove(context, party, company, finding)
        together = alone.find_together(company, finding, parties.intersection(step.stake.holder for step in steps))
        companies.append(
            ControlledCompany(
                party=context.references.party(company),
                certainty=to_certainty(finding.certain),
                basis=finding.basis.value if finding.basis else None,
                chain=chains.take(steps),
                together=together or msgspec.UNSET,
            )
        )
    return Reached(tuple(companies), cut or chains.cut, chains.rows)


@dataclass(slots=True)
class Changes:
    """What candidates change in a list of companies.

    ``added``: companies that are reached only if these candidates are right; ``doubted``: id -> the candidates by which a company is not
    surely reached; ``cut``: more was there than was tried; ``rows``: those of the network that the chains of ``added`` rest on.
    """

    context: QueryContext
    added: dict[str, tuple[ControlledCompany, tuple[Candidate, ...]]] = field(default_factory=dict)
    doubted: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)
    cut: bool = False
    rows: set[int] = field(default_factory=set)

    @property
    def candidates(self) -> set[Candidate]:
        """All candidates that change something."""
        return {candidate for _, used in self.added.values() for candidate in used}.union(*self.doubted.values())

    def apply(self, reached: Reached) -> Reached:
        """Return the companies as they are reached where candidates may be right: the certain first, those added last."""
        told = [
            replace(c, certainty=to_certainty(False), unless_same=describe_all(self.context, self.doubted[c.party.id]))
            if c.party.id in self.doubted
            else c
            for c in reached.companies
        ]
        told.sort(key=lambda company: company.certainty != "certain")
        added = [
            replace(company, if_same=describe_all(self.context, used), chain=tuple(name_as_stated(self.context, k) for k in company.chain))
            for company, used in self.added.values()
        ]
        return Reached((*told, *added), reached.truncated or self.cut, self.rows.union(reached.rows))


def find_changes(context: QueryContext, parties: Sequence[int], companies: Sequence[ControlledCompany]) -> Changes:
    """Find what candidates would change in the companies that one party, or several of a list, reach."""
    changes = Changes(context)
    if context.hypothetical is not None:
        return changes
    candidates, changes.cut = find_around(context, parties, context.view.companies_of, MOST_LISTED, both_ways=True)
    if not candidates:
        return changes
    certain = {c.party.id: c.certainty == "certain" for c in companies}
    numbers = [context.generation.party_number(iri) for iri in certain]
    known = {number for number in numbers if number is not None}
    is_small = len(candidates) <= MOST_CANDIDATES and len(companies) <= _FEW
    alone = [(candidate,) for candidate in candidates] if is_small and len(candidates) > 1 else []
    for chosen in (*alone, *split_compatible(candidates)):
        merged = merge(context, chosen, (*parties, *known))
        _add_reached(changes, merged, parties, known)
        _add_doubted(changes, parties, chosen, [iri for iri, is_certain in certain.items() if is_certain])
    return changes


def _add_reached(changes: Changes, merged: Merged, parties: Sequence[int], known: Collection[int]) -> None:
    """Add the companies that parties reach only where candidates are right."""
    context, moved = merged.context, merged.move(known)
    start = merged.move(parties)
    findings, _ = _reach(context, start)
    chains = _Chains(context)
    for company, finding in findings.items():
        # Of the records of a company that is reached already nothing new is told.
        if company in moved:
            continue
        steps = prove(context, (*finding.by, *start)[0], company, finding)
        tops = (party for party in parties if len(parties) == 1 or merged.move((party,)) & {step.stake.holder for step in steps})
        used = merged.list_used(steps, (*tops, company)) or merged.candidates
        described = ControlledCompany(
            party=context.references.party(company),
            certainty=to_certainty(False),
            basis=finding.basis.value if finding.basis else None,
            chain=() if chains.cut else chains.take(steps),
        )
        changes.added.setdefault(described.party.id, (described, used))
    changes.cut = changes.cut or chains.cut
    changes.rows |= chains.rows


def _add_doubted(changes: Changes, parties: Sequence[int], candidates: tuple[Candidate, ...], certain: Sequence[str]) -> None:
    """Add the companies that are not surely reached where candidates are right: by one of them alone, else by all together."""
    doubted = _find_doubted(changes.context, parties, candidates, certain)
    for candidate in candidates if doubted and len(candidates) > 1 else ():
        for iri in _find_doubted(changes.context, parties, (candidate,), sorted(doubted)):
            changes.doubted.setdefault(iri, (candidate,))
    for iri in doubted:
        changes.doubted.setdefault(iri, candidates)


def _find_doubted(context: QueryContext, parties: Sequence[int], candidates: tuple[Candidate, ...], certain: Sequence[str]) -> set[str]:
    merged = merge(context, candidates, parties)
    findings, _ = _reach(merged.context, merged.move(parties))
    surely = {company for company, finding in findings.items() if finding.certain} | merged.move(parties)
    numbers = {iri: context.generation.party_number(iri) for iri in certain}
    return {iri for iri, number in numbers.items() if number is not None and not merged.move((number,)) <= surely}


def _reach(context: QueryContext, parties: frozenset[int]) -> tuple[dict[int, Finding], bool]:
    """Return what parties reach by the rule, near companies first, and whether a limit cut it short."""
    subgraph, cut = gather_downstream(context, sorted(parties))
    findings = reach(context.options.setting, subgraph, parties)
    return dict(sorted(findings.items(), key=lambda f: (not f[1].certain, f[1].round, f[0]))), cut


@dataclass(slots=True)
class _Alone:
    """What each of several parties reaches alone, found when it is asked for."""

    context: QueryContext
    subgraph: Subgraph
    findings: dict[int, dict[int, Finding]] = field(default_factory=dict)

    def find_together(self, company: int, finding: Finding, members: frozenset[int]) -> tuple[PartyRef, ...]:
        """Return the members by whose parts together a company is reached; none where one of them reaches it as surely alone."""
        if len(members) < 2 or len(members - self.findings.keys()) + len(self.findings) > _ALONE:
            return ()
        for member in members - self.findings.keys():
            self.findings[member] = reach(self.context.options.setting, self.subgraph, (member,))
        single = [self.findings[member].get(company) for member in members]
        if any(other and (other.certain or not finding.certain) for other in single):
            return ()
        return self.context.references.parties(sorted(members))


@dataclass(slots=True)
class _Chains:
    """The chains of one answer, until they have as many links as it may have: along a chain of n companies they add to n * n / 2."""

    context: QueryContext
    links: int = 0
    cut: bool = False
    """Whether a chain did not fit, and those after it are left out."""
    rows: set[int] = field(default_factory=set)
    """The rows of the network that they rest on."""

    def take(self, steps: Iterable[Step]) -> tuple[LinkAnswer, ...]:
        """Return the links of one chain; none where it does not fit any more."""
        chain = list(steps)
        if self.links + len(chain) > self.context.options.limits.links:
            self.cut = True
            return ()
        self.links += len(chain)
        self.rows.update(row for step in chain for row in step.stake.rows)
        return tuple(self.context.references.link(step) for step in chain)
