"""What X is stated to hold."""

from __future__ import annotations

from graph.answers.holdings import HoldingAnswer, HoldingsAnswer
from graph.network.stake import Presence
from graph.queries.context import QueryContext
from graph.queries.figures import to_range, to_votes
from graph.queries.namesakes import mark_namesakes
from graph.queries.references import to_certainty


def holdings(context: QueryContext, party: int) -> HoldingsAnswer:
    """Answer what the party is stated to hold, largest first."""
    references = context.references
    answers = [
        HoldingAnswer(
            subject=references.party(subject),
            interests=references.interests(stake),
            direct=to_range(stake.capital),
            votes=to_votes(stake),
            indirect=references.is_indirect(stake),
            certainty=to_certainty(stake.presence is Presence.CERTAIN),
            statements=references.statement_ids([stake]),
        )
        for subject in context.view.companies_of(party)
        for stake in context.view.stakes(subject)
        if stake.holder == party
    ]
    answers.sort(key=lambda a: (-(a.direct.max if a.direct else a.votes.max if a.votes else 0), a.subject.id))
    answer = HoldingsAnswer(party=references.party(party), holdings=tuple(answers), **context.header())
    return mark_namesakes(context, answer)
