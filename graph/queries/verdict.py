"""The verdict on one company: who meets the rule of a query for it, and the numbers that belong to each of them.

Numbers in, numbers out: parties are numbers, shares intervals, proofs steps.  controllers.py turns a verdict into an answer; which test the
rule is, the table of rules says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Final

import msgspec
from msgspec.structs import replace

from graph import control, ownership
from graph.control.blocking import Blocker
from graph.control.criterion import MAJORITY, Criterion
from graph.control.proof import derive_steps
from graph.control.votes import GroupVotes
from graph.generation.interest_table import UNNAMED
from graph.network.paths import Order, best_paths
from graph.network.stake import Presence, Stake, Step
from graph.network.stake_table import VOTES
from graph.queries.context import QueryContext
from graph.queries.excess import find_excess, find_least_money, find_least_shares, raise_by_indirect
from graph.queries.scope import gather_upstream
from graph.queries.untold import Restated, list_placed_above, list_restated, may_be_below_untold
from graph.rules.evaluate import find_holders
from graph.rules.finding import Basis, Finding
from graph.rules.subgraph import Subgraph
from ontology.shares import WHOLE

_CHAINS: Final = 10
_LEAST: Final = WHOLE // 1000
"""A multiplied share is shown by its strongest chains, down to 0.1 % of the whole, and ten at most."""


class Holder(msgspec.Struct, frozen=True, gc=False):
    """One who meets the rule.  ``ring``: all members that share its place; ``group``: all that act with it as one."""

    party: int
    certain: bool
    ring: tuple[int, ...] = ()
    group: tuple[int, ...] = ()
    basis: Basis | None = None

    @property
    def start(self) -> frozenset[int]:
        """The parties that act as this holder."""
        return frozenset(self.group or (self.party,))

    @property
    def members(self) -> frozenset[int]:
        """All parties that are named with it."""
        return frozenset((self.party, *self.ring, *self.group))

    @property
    def key(self) -> tuple[object, ...]:
        """What two holders have in common when they are the same, whichever member of a ring is named first."""
        return self.ring or (self.party,), self.certain, self.group


class Verdict(msgspec.Struct, frozen=True, dict=True):
    """Everyone who meets the rule for ``company``, and what was visited for it.

    ``findings``: what each holder rests on, certain ones first.  ``ancestors``: the company and everyone above it, nearest first.
    ``cut``: where a limit stopped the walk.  ``contested``: several meet a rule that one should meet, and not because little is known.
    """

    company: int
    findings: Mapping[Holder, Finding]
    subgraph: Subgraph
    ancestors: list[int]
    cut: set[int]
    truncated: bool
    contested: bool

    @property
    def holders(self) -> tuple[Holder, ...]:
        return tuple(self.findings)

    @property
    def outcome(self) -> str:
        """certain, possible or not_shown."""
        return "certain" if any(h.certain for h in self.findings) else "possible" if self.findings else "not_shown"

    @cached_property
    def named(self) -> set[int]:
        """All parties that are named as holders."""
        return {party for holder in self.findings for party in holder.members}


def decide(context: QueryContext, company: int) -> Verdict:
    """Decide who meets the rule for a company: by majority control its ultimate controllers, by another rule everyone that it names."""
    setting = context.options.setting
    subgraph, ancestors, cut = gather_upstream(context, company)
    evaluation = find_holders(setting, subgraph, company)
    findings = {Holder(f.party, f.certain, f.ring, f.group, f.basis): f for f in evaluation.findings}
    contested = setting.rule.ultimate and _is_contested(context, findings)
    return Verdict(company, findings, subgraph, ancestors, cut, evaluation.truncated or bool(cut), contested)


def _is_contested(context: QueryContext, findings: Mapping[Holder, Finding]) -> bool:
    """Whether several surely control, or may while the stated shares of a company on their way pass 100 %, so that not all can be right."""
    if sum(holder.certain for holder in findings) > 1:
        return True
    if len(findings) < 2:
        return False
    companies = {decision.company for finding in findings.values() for decision in finding.decisions}
    return any(find_excess(context, company) for company in companies)


def find_ultimate(context: QueryContext, verdict: Verdict) -> frozenset[Holder] | None:
    """Find those of the holders above whom nobody is shown or may be; None for a rule that does not ask who is highest.

    Above a party that the limit of the query kept the walk from somebody may be, and above one of which a source says so without telling
    who he is or what he has.  So may whoever controls a company on the way from the holder down of whom it is not told through whom.

    Whoever may control a holder of the verdict may control the company, so he is a holder of it himself, or certainly controlled by one.
    """
    setting = context.options.setting
    if not setting.rule.ultimate:
        return None
    named = verdict.named & set(verdict.ancestors) - verdict.cut
    walked = {party for party in named if not may_be_below_untold(context, party)}
    highest = frozenset(h for h in verdict.findings if h.members <= walked)
    below = [h for h in highest if not all(context.references.kind(party).is_never_owned for party in h.members)]
    if below:
        placed = list_placed_above(context, verdict.ancestors) + [(r.company, r.holder) for r in find_unshown(context, verdict)]
        highest -= {h for h in below if placed and _may_be_below(context, verdict, h, placed)}
    if len(verdict.findings) < 2:
        return highest
    reach = _find_reach(context, verdict, verdict.findings)
    return frozenset(h for h in highest if not any(h.start <= reach[other] for other in verdict.findings if other != h))


def find_unshown(context: QueryContext, verdict: Verdict) -> list[Restated]:
    """Find the indirect statements of control above a company that restate a chain, where the stated links may not give it."""
    prepared, setting = verdict.subgraph.prepared, context.options.setting
    companies = [company for company in verdict.ancestors if context.view.holders(company).summaries]
    if not companies or not setting.rule.ultimate:
        return []
    return [
        restated
        for restated in list_restated(context, companies)
        if restated.company not in control.closure((restated.holder,), prepared, certain=False, criterion=setting.control)
    ]


def _may_be_below(context: QueryContext, verdict: Verdict, holder: Holder, placed: Collection[tuple[int, int]]) -> bool:
    """Whether one of those ``placed`` above a company, through whom is not told, may be above a holder."""
    way = {decision.company for decision in verdict.findings[holder].decisions}
    others = {party for company, party in placed if company in way and party not in holder.members}
    if UNNAMED in others or not others:
        return bool(others)
    below = control.closure(holder.start, verdict.subgraph.prepared, certain=True, criterion=context.options.setting.control)
    return not others <= below.keys()


def find_alternatives(context: QueryContext, verdict: Verdict) -> frozenset[Holder]:
    """Find those who may control of whom at most one can: none where the rule does not ask who is highest, or where several can at once.

    Two who each control by more than half of the votes are one above the other, since somebody votes for both at every company that both
    control (method, unique top).  So it is told of those who need no control without a number, except of two who may control each other,
    and of two groups that share a party.
    """
    if len(verdict.findings) < 2:
        return frozenset()
    criterion, possible = context.options.setting.control, [holder for holder in verdict.findings if not holder.certain]
    is_most = 2 * criterion.num > criterion.den or (2 * criterion.num == criterion.den and bool(criterion.strict))
    if len(possible) < 2 or not context.options.setting.rule.ultimate or not is_most or criterion.dimension != VOTES:
        return frozenset()
    reach = _find_reach(context, verdict, possible)
    by_votes = [h for h in possible if not _needs_no_votes(verdict, h.start | reach[h], reach[h], criterion)]

    def is_apart(one: Holder, other: Holder) -> bool:
        meets = bool(one.start & (reach[other] | other.start)), bool(other.start & reach[one])
        return not any(meets) if one.group or other.group else not all(meets)

    apart = frozenset(h for h in by_votes if all(is_apart(h, other) for other in by_votes if other != h))
    return apart if len(apart) > 1 else frozenset()


def _needs_no_votes(verdict: Verdict, members: Collection[int], companies: Iterable[int], criterion: Criterion) -> bool:
    """Whether some of the parties may control one of the companies without a number, or through others who have the votes."""
    return any(
        stake.holder in members
        and (stake.is_indirect or stake.control is not Presence.ABSENT or (criterion.roles and stake.role is not Presence.ABSENT))
        for company in companies
        for stake in verdict.subgraph.prepared.stakes_in(company)
    )


def _find_reach(context: QueryContext, verdict: Verdict, holders: Iterable[Holder]) -> dict[Holder, frozenset[int]]:
    """Find all that each of the holders may control."""
    prepared, criterion = verdict.subgraph.prepared, context.options.setting.control
    return {h: frozenset(control.closure(h.start, prepared, certain=False, criterion=criterion)) for h in holders}


def is_same(some: Iterable[Holder], others: Iterable[Holder]) -> bool:
    """Whether two verdicts name the same holders, whichever member of a ring is named first."""
    return {h.key for h in some} == {h.key for h in others}


def proof_of(context: QueryContext, verdict: Verdict, holder: Holder) -> list[Step]:
    """Return the chain that proves a holder's finding, top first."""
    return prove(context, holder.party, verdict.company, verdict.findings[holder])


def prove(context: QueryContext, party: int, company: int, finding: Finding) -> list[Step]:
    """Return the chain of a finding: the decisions it rests on, the strongest chains where shares are multiplied, each of its legs."""
    if finding.legs:
        return _list_once(step for leg in finding.legs for step in prove(context, leg.by[0], leg.party, leg))
    steps: list[Step] = []
    target = company if finding.through is None else finding.through
    if finding.basis in (Basis.MULTIPLIED, Basis.SHARE_OF_CONTROLLER):
        for start in finding.by or (party,):
            paths, _ = best_paths(context.view, start, target, limit=_CHAINS, by=Order.SHARE)
            strong = [path for path in paths if path.most is None or path.most >= _LEAST] or paths[:1]
            steps += [replace(step, by=finding.multiplied) for path in strong for step in path.steps]
    decisions = {d.company: d for d in finding.decisions}
    if company in decisions:
        steps += derive_steps(company, decisions)
    else:
        steps += [Step(d.company, stake, d.by) for d in finding.decisions for stake in d.stakes]
    return _list_once(steps)


def _list_once(steps: Iterable[Step]) -> list[Step]:
    """List the steps in their order, each link once."""
    links: dict[tuple[int, int, bool], Step] = {}
    for step in steps:
        links.setdefault((step.company, step.stake.holder, step.stake.is_indirect), step)
    return list(links.values())


def votes_of(context: QueryContext, verdict: Verdict, holder: Holder) -> GroupVotes:
    """Return the votes that a holder has in the company with all that it controls."""
    criterion = context.options.setting.control
    return control.votes_with_controlled(verdict.subgraph.prepared, verdict.company, holder.start, criterion=criterion)


def economic_share_of(context: QueryContext, verdict: Verdict, holder: Holder, capital: ownership.ShareTable) -> tuple[Fraction, Fraction]:
    """Return the least and the greatest part of the company's money that is the holder's, from the capital of all ancestors."""
    if verdict.company not in capital:
        return raise_by_indirect(context, verdict.company, holder.start, ownership.ZERO, ownership.ZERO)
    least, most = ownership.integrated(holder.group or holder.party, verdict.company, capital)
    least, most = raise_by_indirect(context, verdict.company, holder.start, least, most)
    if not context.view.holders(verdict.company).passing:
        return least, most
    least = max(least, find_least_money(context, verdict.company, holder.start))
    return max(least, find_least_shares(context, verdict.company, capital).get(holder.party, ownership.ZERO)), most


def find_blockers(context: QueryContext, verdict: Verdict) -> list[tuple[Blocker, list[Stake]]]:
    """Find who can block decisions in the company without being named as a holder, with the stakes by which each can."""
    subgraph, company, setting = verdict.subgraph, verdict.company, context.options.setting
    named, stakes = verdict.named, context.view.stakes(company)
    blockers: list[tuple[Blocker, list[Stake]]] = []
    is_decided = setting.rule.ultimate and setting.control == MAJORITY
    is_controlled = any(holder.certain for holder in verdict.findings) if is_decided else None
    for blocker in control.can_block(company, subgraph.prepared, groups=subgraph.groups, is_controlled=is_controlled):
        start = frozenset(blocker.group or (blocker.party,))
        if start & named:
            continue
        if blocker.veto:
            blockers.append((blocker, [s for s in stakes if s.holder in start and s.veto]))
        else:
            members = start.union(control.closure(start, subgraph.prepared, certain=True))
            blockers.append((blocker, [s for s in stakes if s.holder in members and s.votes is not None]))
    return blockers


def grade_rows_behind(context: QueryContext, verdict: Verdict) -> dict[int, bool]:
    """Return the rows of the network that bear on the verdict, each with whether its stake surely holds."""
    stakes = [stake for company in verdict.ancestors for stake in context.view.stakes(company) if stake.counts]
    return {row: stake.presence is Presence.CERTAIN for stake in stakes for row in stake.rows}
