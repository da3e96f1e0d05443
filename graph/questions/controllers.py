"""Who ultimately controls X, and what X controls: by majority, jointly, through rings, with control that has no number."""

from __future__ import annotations

from collections.abc import Sequence

from graph import control, equity
from graph.answers import (
    ControlledAnswer,
    ControlledCompany,
    ControllerAnswer,
    ControllersAnswer,
    Explored,
    HolderAnswer,
    Range,
    ResidualAnswer,
    StoppedAnswer,
)
from graph.chains import derivation
from graph.network import UNNAMED
from graph.questions import sentences
from graph.questions.asking import Asking, box_range, certainty, fraction_percent, widest
from graph.stakes import Presence, Stake
from ontology.shares import percent
from ontology.statements import Kind, Reason

_ENDS = (Kind.PERSON, Kind.ANONYMOUS_PERSON, Kind.UNKNOWN_PERSON, Kind.STATE, Kind.STATE_BODY)
"""Kinds above which nobody is looked for."""

_REASONS = {
    Reason.NO_BENEFICIAL_OWNERS: "declared none", Reason.NOT_PROVIDED: "withheld",
    Reason.SUBJECT_EXEMPT: "exempt", Reason.PARTY_EXEMPT: "exempt",
}


def controllers(asking: Asking, subject: int) -> ControllersAnswer:
    """Who ultimately controls the party ``subject`` (a party number)."""
    above = asking.view.ancestors([subject])
    stakes = {company: asking.view.stakes(company) for company in above}
    found, closures = control.ultimate(subject, stakes, asking.complete(above))
    columns = asking.columns(above)
    answers = tuple(_controller(asking, subject, stakes, columns, c, closures) for c in found)
    verdict = "certain" if any(c.certain for c in found) else "possible" if found else "not_shown"
    used = [s for a in answers for link in a.chain for s in (link.statement, *link.also)]
    holders = () if found else _largest(asking, stakes[subject])
    as_of, known_at, include, generation = asking.dated
    decided = {party for c in found for party in (c.party, *c.ring)}
    answer = ControllersAnswer(
        subject=asking.party(subject), rule=asking.rule, as_of=as_of, known_at=known_at, include=include, verdict=verdict,
        contested=sum(c.certain for c in found) > 1, sentence="", controllers=answers, largest_holders=holders,
        residual=_residual(asking, subject, columns), stopped=_stopped(asking, above, decided), conflicts=asking.conflicts(above),
        inconsistencies=asking.inconsistencies(above),
        explored=Explored(entities=len(above), statements=len(asking.statements(s for held in stakes.values() for s in held if s.counts))),
        truncated=False, generation=generation, sources=asking.sources([*used, *(s for h in holders for s in h.statements)]),
    )
    return sentences.with_sentence(answer)


def controlled(asking: Asking, party: int) -> ControlledAnswer:
    """Every company that the party controls, nearest first, each with its chain."""
    below = dict.fromkeys(asking.view.subjects_of(party))
    queue = list(below)
    for company in queue:
        for further in asking.view.subjects_of(company):
            if further not in below:
                below[further] = None
                queue.append(further)
    below.pop(party, None)
    stakes = {company: asking.view.stakes(company) for company in below}
    complete = asking.complete(below)
    sure = control.closure({party}, stakes, certain=True, complete=complete)
    maybe = control.closure({party}, stakes, certain=False, complete=complete)
    companies = [
        ControlledCompany(
            party=asking.party(c), certainty=certainty(c in sure),
            chain=tuple(asking.link(step) for step in derivation(c, sure if c in sure else maybe)),
        )
        for c in sorted(maybe, key=lambda c: (c not in sure, maybe[c].round, c))
    ]
    as_of, known_at, include, generation = asking.dated
    return ControlledAnswer(
        party=asking.party(party), rule=asking.rule, controlled=tuple(companies), as_of=as_of, known_at=known_at, include=include,
        generation=generation,
    )


def _controller(
    asking: Asking, subject: int, stakes: control.Stakes, columns: equity.Columns, found: control.Controller, closures: control.Closures,
) -> ControllerAnswer:
    start = found.party
    steps = derivation(subject, closures[start, found.certain])
    sure = {start, *closures[start, True]}
    maybe = {start, *closures[start, False]}
    held = stakes[subject]
    votes = Range(min=percent(control.group_votes(held, subject, sure).min), max=percent(control.group_votes(held, subject, maybe).max))
    least, most = equity.integrated(start, subject, columns) if subject in columns else (equity.ZERO, equity.ZERO)
    return ControllerAnswer(
        party=asking.party(start), certainty=certainty(found.certain), ring=tuple(asking.party(p) for p in found.ring), votes=votes,
        economic=Range(min=fraction_percent(least), max=fraction_percent(most)), chain=tuple(asking.link(step) for step in steps),
    )


def _largest(asking: Asking, held: Sequence[Stake]) -> tuple[HolderAnswer, ...]:
    """The largest holders, told when nobody controls."""
    named = [s for s in held if s.holder != UNNAMED and s.counts]
    return tuple(
        HolderAnswer(
            party=asking.party(s.holder), interests=asking.interests(s), direct=box_range(s.capital), votes=box_range(s.votes),
            certainty=certainty(s.presence is Presence.CERTAIN), statements=asking.statements([s]),
        )
        for s in widest(named)[:10]
    )


def _residual(asking: Asking, subject: int, columns: equity.Columns) -> tuple[ResidualAnswer, ...]:
    """What of the company no source gives to a named holder."""
    least, most = equity.rest(columns.get(subject, {}))
    if not most:
        return ()
    return (ResidualAnswer(subject=asking.party(subject).id, min=fraction_percent(least), max=fraction_percent(most)),)


def _stopped(asking: Asking, above: Sequence[int], decided: set[int]) -> tuple[StoppedAnswer, ...]:
    """Branches that end without a person or a state, and why."""
    stopped: list[StoppedAnswer] = []
    for party in above:
        holders = asking.view.holders(party)
        reasons = dict.fromkeys(_REASONS.get(s.reason, "no data") for s in holders.stakes if s.reason is not None)
        if holders.declared_none:
            reasons["declared none"] = None
        leaf = not any(s.counts for s in holders.stakes) and not reasons
        if leaf and party not in decided and asking.generation.party(party).kind not in _ENDS:
            reasons["no data"] = None
        stopped.extend(StoppedAnswer(party=asking.party(party), reason=reason) for reason in reasons)
    return tuple(stopped)
