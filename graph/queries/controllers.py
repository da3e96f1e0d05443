"""Who ultimately controls X: by majority, jointly, through rings, with control that has no number; or who meets another rule for X."""

from __future__ import annotations

from collections.abc import Sequence

from graph import control, ownership
from graph.answers.common import Explored, Range
from graph.answers.controllers import BlockerAnswer, ControllerAnswer, ControllersAnswer, HolderAnswer, ResidualAnswer
from graph.generation.interest_table import UNNAMED
from graph.network.stake import Presence, Stake, sort_by_size
from graph.queries import wording
from graph.queries.caveats import conflicts, inconsistencies, stopped
from graph.queries.context import QueryContext
from graph.queries.references import box_range, certainty, fraction_percent
from graph.queries.verdict import RuleHolder, Verdict, decide
from ontology.shares import to_percent


def controllers(context: QueryContext, subject: int) -> ControllersAnswer:
    """Who ultimately controls the party ``subject`` (a party number)."""
    decided = decide(context, subject)
    above, found = decided.above, decided.found
    columns = context.columns(above)
    answers = tuple(_controller(context, subject, columns, one) for one in found)
    used = [s for a in answers for link in a.chain for s in (link.statement, *link.also)]
    holders = () if found else _largest(context, context.view.stakes(subject))
    as_of, known_at, include, generation = context.dated
    parties = {party for one in found for party in (one.party, *one.ring, *one.group)}
    answer = ControllersAnswer(
        subject=context.party(subject),
        rule=context.rule,
        as_of=as_of,
        known_at=known_at,
        include=include,
        verdict=decided.verdict,
        contested=decided.contested,
        sentence="",
        controllers=answers,
        largest_holders=holders,
        residual=_residual(context, subject, columns),
        stopped=stopped(context, above, parties, decided.cut),
        can_block=_blockers(context, subject, decided),
        conflicts=conflicts(context, above),
        inconsistencies=inconsistencies(context, above),
        explored=Explored(entities=len(above), statements=_statements(context, above)),
        truncated=decided.truncated,
        generation=generation,
        sources=context.sources([*used, *(s for h in holders for s in h.statements)]),
    )
    return wording.add_sentence(answer)


def _controller(context: QueryContext, subject: int, columns: ownership.Capital, found: RuleHolder) -> ControllerAnswer:
    votes = found.votes()
    least, most = (
        ownership.integrated(found.group or found.party, subject, columns) if subject in columns else (ownership.ZERO, ownership.ZERO)
    )
    return ControllerAnswer(
        party=context.party(found.party),
        certainty=certainty(found.certain),
        ring=context.parties(found.ring),
        group=context.parties(found.group),
        votes=Range(min=to_percent(votes.min), max=to_percent(votes.max)),
        economic=Range(min=fraction_percent(least), max=fraction_percent(most)),
        basis=found.basis,
        chain=tuple(context.link(step) for step in found.chain()),
    )


def _blockers(context: QueryContext, subject: int, decided: Verdict) -> tuple[BlockerAnswer, ...]:
    """Who can block without controlling; whoever is listed as controller is not told again."""
    listed = {party for one in decided.found for party in (one.party, *one.ring, *one.group)}
    answers: list[BlockerAnswer] = []
    for blocker in control.can_block(subject, decided.scene.prepared, groups=decided.scene.acting):
        start = frozenset(blocker.group or (blocker.party,))
        if start & listed:
            continue
        members = start if blocker.veto else start | set(control.closure(start, decided.scene.prepared, certain=True))
        held = [s for s in context.view.stakes(subject) if s.holder in members and (s.veto if blocker.veto else s.votes is not None)]
        answers.append(
            BlockerAnswer(
                party=context.party(blocker.party),
                group=context.parties(blocker.group),
                certainty=certainty(blocker.certain),
                by="veto" if blocker.veto else "half of the votes",
                statements=context.statements(held),
            )
        )
    return tuple(answers)


def _statements(context: QueryContext, above: Sequence[int]) -> int:
    """How many statements bear on the answer."""
    return len({row for company in above for stake in context.view.stakes(company) if stake.counts for row in stake.rows})


def _largest(context: QueryContext, held: Sequence[Stake]) -> tuple[HolderAnswer, ...]:
    """The largest holders, told when nobody controls."""
    named = [s for s in held if s.holder != UNNAMED and s.counts]
    return tuple(
        HolderAnswer(
            party=context.party(s.holder),
            interests=context.interests(s),
            direct=box_range(s.capital),
            votes=box_range(s.votes),
            certainty=certainty(s.presence is Presence.CERTAIN),
            statements=context.statements([s]),
        )
        for s in sort_by_size(named)[:10]
    )


def _residual(context: QueryContext, subject: int, columns: ownership.Capital) -> tuple[ResidualAnswer, ...]:
    """What of the company no source gives to a named holder."""
    least, most = ownership.rest(columns.get(subject, {}))
    if not most:
        return ()
    return (ResidualAnswer(subject=context.party(subject).id, min=fraction_percent(least), max=fraction_percent(most)),)
