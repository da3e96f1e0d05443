"""What supposed changes would do: who gains and loses control of which companies, and what it still takes to win one.

Nothing is written: the changes lie over the view of one question (graph/queries/hypothetical.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from graph import control
from graph.answers.common import PartyRef, Range
from graph.answers.controllers import ControllerRef
from graph.answers.what_if import ChangeAnswer, ControlChange, NeededStake, Shift, WhatIfAnswer
from graph.control.criterion import Criterion
from graph.generation.interest_table import UNNAMED
from graph.network.stake import Interval, Stake
from graph.network.stake_table import CAPITAL
from graph.queries.batch import same, sweep
from graph.queries.context import QueryContext
from graph.queries.controllers import controllers
from graph.queries.history import ref
from graph.queries.hypothetical import Change, suppose
from graph.queries.references import box_range, fraction_percent
from graph.queries.scope import scene_above
from graph.queries.verdict import passing
from graph.rules.table import DEFAULT
from ontology.shares import WHOLE, to_percent
from ontology.statements import Family

_TOPS: Final = 20
"""How many contenders are told what they still need."""

_WEIGHED: Final = 500
"""How many of the parties above, nearest first, are weighed as contenders."""


def what_if(context: QueryContext, subject: int, rows: Sequence[Mapping[str, str]]) -> WhatIfAnswer:
    """The answer for ``subject`` before and after the changes of ``rows``, and every company below them whose controllers change.

    Raises UsageError BAD_CHANGE, NO_CHANGES.
    """
    supposed = suppose(context.view, context.generation, rows)
    then = context.supposing(supposed)
    changes, cut = _control_changes(context, then, supposed.overlay)
    as_of, known_at, include, generation = context.dated
    before, after = controllers(context, subject), controllers(then, subject)
    return WhatIfAnswer(
        subject=context.party(subject),
        rule=context.rule,
        changes=tuple(_change(context, then, c) for c in supposed.changes),
        before=before,
        after=after,
        control_changes=changes,
        shifts=_shifts(changes),
        needed=_needed(then, subject),
        as_of=as_of,
        known_at=known_at,
        include=include,
        generation=generation,
        truncated=cut or before.truncated or after.truncated,
    )


def _change(context: QueryContext, then: QueryContext, change: Change) -> ChangeAnswer:
    def share(view: QueryContext) -> Range | None:
        known = change.subject < context.generation.interests.parties or view is then
        stake = next((s for s in view.view.stakes(change.subject) if s.holder == change.holder), None) if known else None
        if stake is None:
            return None
        return box_range(stake.votes if change.interest.family is Family.VOTES else stake.capital)

    return ChangeAnswer(
        row=change.row,
        holder=then.party(change.holder),
        subject=then.party(change.subject),
        interest=change.interest.value,
        before=share(context),
        after=None if change.ended else box_range(change.box),
    )


def _control_changes(context: QueryContext, then: QueryContext, supposed: Collection[int]) -> tuple[tuple[ControlChange, ...], bool]:
    """Companies from the touched ones downwards, by the data or by the changes, whose controllers differ."""
    known = context.generation.interests.parties
    below, cut = context.descendants(c for c in supposed if c < known)
    further, short = then.descendants(supposed)
    companies = [c for c in dict.fromkeys([*below, *further]) if c < known]
    limit = context.options.limits.companies
    (old, cut_before), (new, cut_after) = sweep(context, companies[:limit]), sweep(then, companies[:limit])
    found = tuple(
        ControlChange(subject=context.party(c), before=tuple(ref(context, f) for f in a), after=tuple(ref(then, f) for f in b))
        for c, a, b in zip(companies, old, new, strict=False)
        if not same(a, b)
    )
    return found, cut or short or cut_before or cut_after or len(companies) > limit


def _shifts(changes: Iterable[ControlChange]) -> tuple[Shift, ...]:
    """By party, what it surely gains and loses; a party in a ring or group has what the ring or group has."""
    shifts: dict[str, Shift] = {}
    for change in changes:
        before, after = _sure(change.before), _sure(change.after)
        for party in {**before, **after}.values():
            shift = shifts.get(party.id, Shift(party=party, gains=(), loses=()))
            if party.id not in before:
                shift = Shift(party=party, gains=(*shift.gains, change.subject), loses=shift.loses)
            elif party.id not in after:
                shift = Shift(party=party, gains=shift.gains, loses=(*shift.loses, change.subject))
            shifts[party.id] = shift
    return tuple(s for s in shifts.values() if s.gains or s.loses)


def _sure(refs: Iterable[ControllerRef]) -> dict[str, PartyRef]:
    return {p.id: p for r in refs if r.certainty == "certain" for p in (r.party, *r.ring, *r.group)}


def _needed(context: QueryContext, subject: int) -> tuple[NeededStake, ...]:
    """What each contender still has to buy from others so that it certainly controls ``subject``; nearest to control first.

    Contenders are those who hold something in the company and those above them whom nobody certainly controls.
    """
    if context.options.rule != DEFAULT:
        return ()
    scene, above, _ = scene_above(context, subject)
    criterion = passing(context)
    units = dict.fromkeys(scene.group_of(party) for party in above[:_WEIGHED] if party != subject)
    reach = {unit: control.closure(unit, scene.prepared, certain=True, criterion=criterion).rounds for unit in units}
    held = scene.held[subject]
    found: list[tuple[Fraction, str, NeededStake]] = []
    for unit in units:
        members = unit.union(reach[unit]) - {subject}
        inside = [s for s in held if s.holder in members]
        # A party that another certainly controls is no contender by itself, a member of a ring is.
        under = any(unit <= reach[z].keys() and not z <= reach[unit].keys() for z in units if z != unit)
        if under or not inside:
            continue
        short, inclusive = missing(inside, held, subject, criterion, complete=subject in scene.complete)
        votes, party = control.votes_with_controlled(scene.prepared, subject, unit), min(unit)
        done = subject in reach[unit]
        found.append(
            (
                Fraction(-1) if done else short,
                context.party(party).id,
                NeededStake(
                    party=context.party(party),
                    group=context.parties(sorted(unit)) if len(unit) > 1 else (),
                    votes=Range(min=to_percent(votes.min), max=to_percent(votes.max)),
                    more_than=None if done else fraction_percent(short),
                    inclusive=inclusive and not done,
                ),
            )
        )
    return tuple(one for _, _, one in sorted(found, key=lambda f: f[:2])[:_TOPS])


def missing(
    inside: Sequence[Stake], held: Sequence[Stake], company: int, criterion: Criterion, *, complete: bool = False
) -> tuple[Fraction, bool]:
    """What a group has to buy from others to pass certainly, as a fraction of the whole, and whether exactly so much is enough.

    With s the least that it has, t the least that the company holds in itself and e what it buys, it passes when
    s + e > threshold (100 - t); where an end is open, reaching it is passing it.  Where a register lists every holder, the
    group has at least what the greatest shares o of the others leave: buying takes e from o, and the worst t is the one that
    makes both ways equally good.

    >>> from ontology.shares import PERCENT
    >>> thirty = Stake(1, votes=Interval(30 * PERCENT, 30 * PERCENT))
    >>> missing([thirty], [thirty], 9, Criterion())
    (Fraction(1, 5), False)
    >>> band, rest = Stake(1, votes=Interval(20 * PERCENT, 90 * PERCENT)), Stake(2, votes=Interval(10 * PERCENT, 60 * PERCENT))
    >>> missing([band], [band, rest], 9, Criterion(), complete=True)
    (Fraction(1, 10), False)
    """

    def boxes(stakes: Iterable[Stake]) -> list[Interval]:
        return [b for s in stakes if (b := s.capital if criterion.dimension == CAPITAL else s.votes) is not None]

    members = {s.holder for s in inside} - {company, UNNAMED}
    parts = boxes(s for s in held if s.holder in members)
    own = boxes(s for s in held if s.holder == company) if criterion.treasury else []
    least, treasury = sum(b.min for b in parts), sum(b.min for b in own)
    threshold = Fraction(criterion.num, criterion.den)
    inclusive = not criterion.strict or any(b.min_open for b in (*parts, *own))
    if not complete:
        return max((threshold * (WHOLE - treasury) - least) / WHOLE, Fraction(0)), inclusive
    left_out = {*members, company} if criterion.treasury else members
    others = sum(b.max for b in boxes(s for s in held if s.holder not in left_out))
    votes = WHOLE - min(max(WHOLE - others - least, treasury), max(sum(b.max for b in own), treasury))
    by_own, by_rest = threshold * votes - least, others - (1 - threshold) * votes
    return max(min(by_own, by_rest) / WHOLE, Fraction(0)), inclusive and by_own <= by_rest
