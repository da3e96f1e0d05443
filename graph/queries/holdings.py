"""What does X hold directly?"""

from __future__ import annotations

from graph.answers.holdings import HoldingAnswer, HoldingsAnswer
from graph.network.stake import Presence
from graph.queries.context import QueryContext
from graph.queries.references import box_range, certainty


def holdings(context: QueryContext, party: int) -> HoldingsAnswer:
    """What the party holds directly, largest first."""
    answers = [
        HoldingAnswer(
            subject=context.party(subject),
            interests=context.interests(stake),
            direct=box_range(stake.capital),
            votes=box_range(stake.votes),
            certainty=certainty(stake.presence is Presence.CERTAIN),
            statements=context.statements([stake]),
        )
        for subject in context.view.companies_of(party)
        for stake in context.view.stakes(subject)
        if stake.holder == party
    ]
    as_of, known_at, include, generation = context.dated
    answers.sort(key=lambda a: (-(a.direct.max if a.direct else a.votes.max if a.votes else 0), a.subject.id))
    return HoldingsAnswer(
        party=context.party(party), holdings=tuple(answers), as_of=as_of, known_at=known_at, include=include, generation=generation
    )
