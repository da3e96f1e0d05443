"""What a party is stated to hold, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

from cli.text.common import format_dates, format_grounds, format_sizes, format_table, format_tried
from graph.answers.holdings import HoldingAnswer, HoldingsAnswer
from graph.queries.interest_words import name_interest
from graph.queries.stand_ins import close_stand_ins


def format_holdings(answer: HoldingsAnswer) -> str:
    """A table of what the party holds, or that nothing is shown."""
    if not answer.holdings:
        text = close_stand_ins(f"No holding of {answer.party.name} is shown by these sources as of {answer.as_of}.", answer.party)
        return "\n".join([text, *format_tried(answer), *format_grounds(answer)]) + "\n"
    rows = ((h.subject.name, *format_sizes(h), _name_interests(h), h.certainty) for h in answer.holdings)
    head = close_stand_ins(f"{answer.party.name} holds, as of {format_dates(answer)}:", answer.party)
    return (
        "\n".join(
            [
                head,
                *format_table(["subject", "votes", "capital", "interest", "certainty"], rows),
                *format_tried(answer),
                *format_grounds(answer),
            ]
        )
        + "\n"
    )


def _name_interests(holding: HoldingAnswer) -> str:
    """The interests of a stake, and whether it is held through others."""
    interests = ", ".join(map(name_interest, holding.interests))
    return f"{interests}, through others" if holding.indirect else interests
