"""What X is stated to hold."""

from __future__ import annotations

import msgspec

from graph.answers.candidates import PairAnswer
from graph.answers.holdings import HoldingAnswer, HoldingsAnswer
from graph.network.stake import Presence
from graph.queries.context import QueryContext
from graph.queries.figures import to_range, to_votes
from graph.queries.identity import Identity
from graph.queries.merged import MOST_LISTED, describe_all
from graph.queries.namesakes import mark_namesakes
from graph.queries.references import to_certainty


def holdings(context: QueryContext, party: int, identity: Identity = Identity.STATED) -> HoldingsAnswer:
    """Answer what the party is stated to hold, largest first.

    ``identity``: whether what those hold that may be this party is told, too, after it and as possible.
    """
    answers = list_holdings(context, party)
    known = context.generation.candidates
    others = [c for c in known.of(party)[:MOST_LISTED] if context.view.companies_of(c.other(party))] if known else []
    if identity is Identity.CANDIDATES:
        for candidate in others:
            answers += list_holdings(context, candidate.other(party), describe_all(context, (candidate,)))
    answer = HoldingsAnswer(party=context.references.party(party), holdings=tuple(answers), **context.header(), **identity.tell(others))
    return mark_namesakes(context, answer)


def list_holdings(context: QueryContext, party: int, if_same: tuple[PairAnswer, ...] = ()) -> list[HoldingAnswer]:
    """List the stakes of a party, largest first.  ``if_same``: where they are of another only if candidates are right."""
    references = context.references
    answers = [
        HoldingAnswer(
            subject=references.party(subject),
            interests=references.interests(stake),
            direct=to_range(stake.capital),
            votes=to_votes(stake),
            indirect=references.is_indirect(stake),
            certainty=to_certainty(stake.presence is Presence.CERTAIN and not if_same),
            statements=references.statement_ids([stake]),
            if_same=if_same or msgspec.UNSET,
        )
        for subject in context.view.companies_of(party)
        for stake in context.view.stakes(subject)
        if stake.holder == party
    ]
    answers.sort(key=lambda a: (-(a.direct.max if a.direct else a.votes.max if a.votes else 0), a.subject.id))
    return answers
