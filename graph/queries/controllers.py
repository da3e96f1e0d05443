"""Who ultimately controls X: by majority, jointly, through rings, with control that has no number; or who meets another rule for X."""

from __future__ import annotations

from collections.abc import Sequence

from graph import control, ownership
from graph.answers import BlockerAnswer, ControllerAnswer, ControllersAnswer, Explored, HolderAnswer, Range, ResidualAnswer
from graph.generation.interest_table import UNNAMED
from graph.network.stake import Presence, Stake, widest
from graph.queries import wording
from graph.queries.caveats import conflicts, inconsistencies, stopped
from graph.queries.context import Asking
from graph.queries.references import box_range, certainty, fraction_percent
from graph.queries.verdict import Decided, Found, decide
from ontology.shares import percent


def controllers(asking: Asking, subject: int) -> ControllersAnswer:
    """Who ultimately controls the party ``subject`` (a party number)."""
    decided = decide(asking, subject)
    above, found = decided.above, decided.found
    columns = asking.columns(above)
    answers = tuple(_controller(asking, subject, columns, one) for one in found)
    used = [s for a in answers for link in a.chain for s in (link.statement, *link.also)]
    holders = () if found else _largest(asking, asking.view.stakes(subject))
    as_of, known_at, include, generation = asking.dated
    parties = {party for one in found for party in (one.party, *one.ring, *one.group)}
    answer = ControllersAnswer(
        subject=asking.party(subject),
        rule=asking.rule,
        as_of=as_of,
        known_at=known_at,
        include=include,
        verdict=decided.verdict,
        contested=decided.contested,
        sentence="",
        controllers=answers,
        largest_holders=holders,
        residual=_residual(asking, subject, columns),
        stopped=stopped(asking, above, parties, decided.cut),
        can_block=_blockers(asking, subject, decided),
        conflicts=conflicts(asking, above),
        inconsistencies=inconsistencies(asking, above),
        explored=Explored(entities=len(above), statements=_statements(asking, above)),
        truncated=decided.truncated,
        generation=generation,
        sources=asking.sources([*used, *(s for h in holders for s in h.statements)]),
    )
    return wording.with_sentence(answer)


def _controller(asking: Asking, subject: int, columns: ownership.Capital, found: Found) -> ControllerAnswer:
    votes = found.votes()
    least, most = (
        ownership.integrated(found.group or found.party, subject, columns) if subject in columns else (ownership.ZERO, ownership.ZERO)
    )
    return ControllerAnswer(
        party=asking.party(found.party),
        certainty=certainty(found.certain),
        ring=asking.parties(found.ring),
        group=asking.parties(found.group),
        votes=Range(min=percent(votes.min), max=percent(votes.max)),
        economic=Range(min=fraction_percent(least), max=fraction_percent(most)),
        basis=found.basis,
        chain=tuple(asking.link(step) for step in found.chain()),
    )


def _blockers(asking: Asking, subject: int, decided: Decided) -> tuple[BlockerAnswer, ...]:
    """Who can block without controlling; whoever is listed as controller is not told again."""
    listed = {party for one in decided.found for party in (one.party, *one.ring, *one.group)}
    answers: list[BlockerAnswer] = []
    for blocker in control.can_block(subject, decided.scene.ground, groups=decided.scene.acting):
        start = frozenset(blocker.group or (blocker.party,))
        if start & listed:
            continue
        members = start if blocker.veto else start | set(control.closure(start, decided.scene.ground, certain=True))
        held = [s for s in asking.view.stakes(subject) if s.holder in members and (s.veto if blocker.veto else s.votes is not None)]
        answers.append(
            BlockerAnswer(
                party=asking.party(blocker.party),
                group=asking.parties(blocker.group),
                certainty=certainty(blocker.certain),
                by="veto" if blocker.veto else "half of the votes",
                statements=asking.statements(held),
            )
        )
    return tuple(answers)


def _statements(asking: Asking, above: Sequence[int]) -> int:
    """How many statements bear on the answer."""
    return len({row for company in above for stake in asking.view.stakes(company) if stake.counts for row in stake.rows})


def _largest(asking: Asking, held: Sequence[Stake]) -> tuple[HolderAnswer, ...]:
    """The largest holders, told when nobody controls."""
    named = [s for s in held if s.holder != UNNAMED and s.counts]
    return tuple(
        HolderAnswer(
            party=asking.party(s.holder),
            interests=asking.interests(s),
            direct=box_range(s.capital),
            votes=box_range(s.votes),
            certainty=certainty(s.presence is Presence.CERTAIN),
            statements=asking.statements([s]),
        )
        for s in widest(named)[:10]
    )


def _residual(asking: Asking, subject: int, columns: ownership.Capital) -> tuple[ResidualAnswer, ...]:
    """What of the company no source gives to a named holder."""
    least, most = ownership.rest(columns.get(subject, {}))
    if not most:
        return ()
    return (ResidualAnswer(subject=asking.party(subject).id, min=fraction_percent(least), max=fraction_percent(most)),)
