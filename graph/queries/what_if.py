"""What supposed changes would do: who gains and loses control of which companies, and what it still takes to win one.

Nothing is written: the changes lie over the view of one query (hypothetical.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from graph.answers.common import PartyRef
from graph.answers.controllers import ControllerRef
from graph.answers.what_if import ChangeAnswer, ControlChange, NeededStake, Shift, WhatIfAnswer
from graph.control import Criterion, votes_with_controlled
from graph.generation.interest_table import UNNAMED
from graph.network.stake import Interval, Stake
from graph.network.stake_table import CAPITAL
from graph.queries.batch import decide_many
from graph.queries.context import QueryContext
from graph.queries.controllers import to_controller_ref, try_controllers
from graph.queries.figures import fraction_to_percent, to_range, to_votes_range
from graph.queries.hypothetical import Change, suppose
from graph.queries.identity import Identity
from graph.queries.provenance import join_provenances
from graph.queries.references import to_rule_ref
from graph.queries.scope import gather_upstream
from graph.queries.verdict import is_same
from graph.queries.what_if_candidates import find_changes
from graph.rules.closure import close, count_rounds
from ontology.shares import WHOLE
from ontology.statements import Family

_CONTENDERS: Final = 20
"""Contenders whose missing stakes are listed."""

_WEIGHED: Final = 500
"""Parties above the company, nearest first, that are weighed as contenders."""


def what_if(context: QueryContext, company: int, rows: Sequence[Mapping[str, str]], identity: Identity = Identity.STATED) -> WhatIfAnswer:
    """Answer for a company before and after the changes of ``rows``, and with every company below them whose controllers change.

    ``identity``: whether parties that may be one are tried as one, too; nothing is certain by that.  Raises UsageError BAD_CHANGE,
    NO_CHANGES.
    """
    hypothetical = suppose(context.view, context.generation, rows)
    context_after = context.over(hypothetical)
    changes, cut = _find_control_changes(context, context_after, hypothetical.overlay)
    tried = find_changes(context, context_after, hypothetical.overlay, changes, _find_control_changes)
    if identity is Identity.CANDIDATES:
        changes, cut = tried.apply(changes), cut or tried.cut
    (before, worlds), (after, worlds_after) = (try_controllers(c, company, identity) for c in (context, context_after))
    candidates = tried.candidates.union(*(world.candidates for world in (*worlds, *worlds_after)))
    return WhatIfAnswer(
        subject=context.references.party(company),
        rule=to_rule_ref(context.options),
        changes=tuple(_to_change(context, context_after, c) for c in hypothetical.changes),
        before=before,
        after=after,
        control_changes=changes,
        shifts=_sum_up_shifts(changes),
        needed=_find_needed_stakes(context_after, company),
        truncated=cut or before.truncated or after.truncated,
        provenance=join_provenances([before.provenance, after.provenance]),
        **context.header(),
        **identity.tell(candidates),
    )


def _to_change(context: QueryContext, context_after: QueryContext, change: Change) -> ChangeAnswer:
    is_in_data = change.subject < context.generation.interests.parties
    stake = next((s for s in context.view.stakes(change.subject) if s.holder == change.holder), None) if is_in_data else None
    dimension = "votes" if change.interest.family is Family.VOTES else "capital"
    return ChangeAnswer(
        row=change.row,
        holder=context_after.references.party(change.holder),
        subject=context_after.references.party(change.subject),
        interest=change.interest.value,
        before=None if stake is None else to_range(getattr(stake, dimension)),
        after=None if change.is_ending else to_range(change.interval),
    )


def _find_control_changes(
    context: QueryContext, context_after: QueryContext, changed: Collection[int]
) -> tuple[tuple[ControlChange, ...], bool]:
    """Find the companies whose controllers differ, from the changed ones downwards, by the data or by the changes.

    Returns them and whether a limit was reached.
    """
    parties = context.generation.interests.parties
    below, cut = context.descendants(c for c in changed if c < parties)
    below_after, cut_after = context_after.descendants(changed)
    companies = [c for c in dict.fromkeys([*below, *below_after]) if c < parties]
    limit = context.options.limits.companies
    before, truncated = decide_many(context, companies[:limit])
    after, truncated_after = decide_many(context_after, companies[:limit])
    changes = tuple(
        ControlChange(
            subject=context.references.party(company),
            before=tuple(to_controller_ref(context.references, holder) for holder in old),
            after=tuple(to_controller_ref(context_after.references, holder) for holder in new),
        )
        for company, old, new in zip(companies, before, after, strict=False)
        if not is_same(old, new)
    )
    return changes, cut or cut_after or truncated or truncated_after or len(companies) > limit


def _sum_up_shifts(changes: Iterable[ControlChange]) -> tuple[Shift, ...]:
    """Return, by party, what it surely gains and loses; a party in a ring or group has what the ring or group has."""
    shifts: dict[str, Shift] = {}
    for change in (change for change in changes if not change.if_same):
        before, after = _certain_parties(change.before), _certain_parties(change.after)
        for party in {**before, **after}.values():
            shift = shifts.get(party.id, Shift(party=party, gains=(), loses=()))
            if party.id not in before:
                shift = Shift(party=party, gains=(*shift.gains, change.subject), loses=shift.loses)
            elif party.id not in after:
                shift = Shift(party=party, gains=shift.gains, loses=(*shift.loses, change.subject))
            shifts[party.id] = shift
    return tuple(s for s in shifts.values() if s.gains or s.loses)


def _certain_parties(refs: Iterable[ControllerRef]) -> dict[str, PartyRef]:
    return {p.id: p for r in refs if r.certainty == "certain" for p in (r.party, *r.ring, *r.group)}


def _find_needed_stakes(context: QueryContext, company: int) -> tuple[NeededStake, ...]:
    """Return what each contender still has to buy from others so that it certainly controls a company; nearest to control first.

    Contenders are those who hold something in the company and those above them whom nobody certainly controls.  Only of a rule by which
    there is one controller.
    """
    setting = context.options.setting
    if not setting.rule.ultimate:
        return ()
    subgraph, ancestors, _ = gather_upstream(context, company)
    units = dict.fromkeys(subgraph.group_of(party) for party in ancestors[:_WEIGHED] if party != company)
    reach = {unit: count_rounds(close(subgraph, unit, (setting.control,), certain=True)).keys() for unit in units}
    stakes = subgraph.stakes[company]
    needed: list[tuple[Fraction, str, NeededStake]] = []
    for unit in units:
        members = unit.union(reach[unit]) - {company}
        inside = [s for s in stakes if s.holder in members]
        # A party that another certainly controls is no contender by itself, a member of a ring is.
        is_controlled = any(unit <= reach[other] and not other <= reach[unit] for other in units if other != unit)
        if is_controlled or not inside:
            continue
        shortfall, inclusive = compute_shortfall(inside, stakes, company, setting.control, complete=company in subgraph.complete)
        votes, party = votes_with_controlled(subgraph.prepared, company, unit), context.references.party(min(unit))
        controls = company in reach[unit]
        stake = NeededStake(
            party=party,
            group=context.references.parties(sorted(unit)) if len(unit) > 1 else (),
            votes=to_votes_range(votes.votes, assumed=votes.assumed, left=votes.left),
            more_than=None if controls else fraction_to_percent(shortfall),
            inclusive=inclusive and not controls,
        )
        needed.append((Fraction(-1) if controls else shortfall, party.id, stake))
    return tuple(stake for _, _, stake in sorted(needed, key=lambda n: n[:2])[:_CONTENDERS])


def compute_shortfall(
    inside: Sequence[Stake], stakes: Sequence[Stake], company: int, criterion: Criterion, *, complete: bool = False
) -> tuple[Fraction, bool]:
    """Return what a group has to buy from others to meet a criterion certainly, as a fraction of the whole, and whether that is enough.

    ``inside``: the group's of all ``stakes`` in the company; ``complete``: the stakes list every holder.  With s the least that the group
    has, t the least that the company holds in itself and e what it buys, it passes when s + e > threshold (100 - t); where an end is
    open, reaching it is passing it.  Where a register lists every holder, the group has at least what the greatest shares o of the others
    leave: buying takes e from o, and the worst t is the one that makes both ways equally good.

    >>> from ontology.shares import PERCENT
    >>> thirty = Stake(1, votes=Interval(30 * PERCENT, 30 * PERCENT))
    >>> compute_shortfall([thirty], [thirty], 9, Criterion())
    (Fraction(1, 5), False)
    >>> band, rest = Stake(1, votes=Interval(20 * PERCENT, 90 * PERCENT)), Stake(2, votes=Interval(10 * PERCENT, 60 * PERCENT))
    >>> compute_shortfall([band], [band, rest], 9, Criterion(), complete=True)
    (Fraction(1, 10), False)
    """

    def shares(stakes: Iterable[Stake]) -> list[Interval]:
        return [
            share for s in stakes if not s.is_indirect and (share := s.capital if criterion.dimension == CAPITAL else s.votes) is not None
        ]

    members = {s.holder for s in inside} - {company, UNNAMED}
    parts = shares(s for s in stakes if s.holder in members)
    own = shares(s for s in stakes if s.holder == company) if criterion.treasury else []
    least, treasury = sum(share.min for share in parts), sum(share.min for share in own)
    threshold = Fraction(criterion.num, criterion.den)
    inclusive = not criterion.strict or any(share.min_open for share in (*parts, *own))
    if not complete:
        return max((threshold * (WHOLE - treasury) - least) / WHOLE, Fraction(0)), inclusive
    left_out = {*members, company} if criterion.treasury else members
    others = sum(share.max for share in shares(s for s in stakes if s.holder not in left_out))
    votes = WHOLE - min(max(WHOLE - others - least, treasury), max(sum(share.max for share in own), treasury))
    by_own, by_others = threshold * votes - least, others - (1 - threshold) * votes
    return max(min(by_own, by_others) / WHOLE, Fraction(0)), inclusive and by_own <= by_others
