"""What does X hold directly?"""

from __future__ import annotations

from graph.answers import HoldingAnswer, HoldingsAnswer
from graph.network.stake import Presence
from graph.queries.context import Asking
from graph.queries.references import box_range, certainty


def holdings(asking: Asking, party: int) -> HoldingsAnswer:
    """What the party holds directly, largest first."""
    answers = [
        HoldingAnswer(
            subject=asking.party(subject),
            interests=asking.interests(stake),
            direct=box_range(stake.capital),
            votes=box_range(stake.votes),
            certainty=certainty(stake.presence is Presence.CERTAIN),
            statements=asking.statements([stake]),
        )
        for subject in asking.view.subjects_of(party)
        for stake in asking.view.stakes(subject)
        if stake.holder == party
    ]
    as_of, known_at, include, generation = asking.dated
    answers.sort(key=lambda a: (-(a.direct.max if a.direct else a.votes.max if a.votes else 0), a.subject.id))
    return HoldingsAnswer(
        party=asking.party(party), holdings=tuple(answers), as_of=as_of, known_at=known_at, include=include, generation=generation
    )
