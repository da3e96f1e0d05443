"""What X is stated to hold."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from graph.answers.candidates import PairAnswer
from graph.answers.holdings import HoldingAnswer, HoldingsAnswer
from graph.network.stake import Presence, Stake
from graph.queries.context import QueryContext
from graph.queries.figures import to_range, to_votes
from graph.queries.identity import Identity
from graph.queries.merged import MOST_LISTED, describe_all
from graph.queries.namesakes import mark_namesakes
from graph.queries.provenance import describe_rows
from graph.queries.references import to_certainty


def holdings(context: QueryContext, party: int, identity: Identity = Identity.STATED) -> HoldingsAnswer:
    """Answer what the party is stated to hold, largest first.

    ``identity``: whether what those hold that may be this party is told, too, after it and as possible.
    """
    held = _find_held(context, party)
    answers, rows = _list_answers(context, held), {row for _, stake in held for row in stake.rows}
    known = context.generation.candidates
    others = [c for c in known.of(party)[:MOST_LISTED] if context.view.companies_of(c.other(party))] if known else []
    if identity is Identity.CANDIDATES:
        for candidate in others:
            held = _find_held(context, candidate.other(party))
            answers += _list_answers(context, held, describe_all(context, (candidate,)))
            rows.update(row for _, stake in held for row in stake.rows)
    answer = HoldingsAnswer(
        party=context.references.party(party),
        holdings=tuple(answers),
        provenance=describe_rows(context, rows),
        **context.header(),
        **identity.tell(others),
    )
    return mark_namesakes(context, answer)


def list_holdings(context: QueryContext, party: int) -> list[HoldingAnswer]:
    """List the stakes of a party, largest first."""
    return _list_answers(context, _find_held(context, party))


def _find_held(context: QueryContext, party: int) -> list[tuple[int, Stake]]:
    """Find the stakes of a party, each behind its company."""
    return [(c, stake) for c in context.view.companies_of(party) for stake in context.view.stakes(c) if stake.holder == party]


def _list_answers(context: QueryContext, held: Iterable[tuple[int, Stake]], if_same: tuple[PairAnswer, ...] = ()) -> list[HoldingAnswer]:
    """List stakes, largest first.  ``if_same``: where they are of another party only if candidates are right."""
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
        for subject, stake in held
    ]
    answers.sort(key=lambda a: (-(a.direct.max if a.direct else a.votes.max if a.votes else 0), a.subject.id))
    return answers
