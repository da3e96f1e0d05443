"""What a party holds directly, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

from cli.text.common import format_dates, format_sizes, format_table
from graph.answers.holdings import HoldingsAnswer
from graph.queries.interest_words import name_interest


def format_holdings(answer: HoldingsAnswer) -> str:
    """A table of what the party holds, or that nothing is shown."""
    if not answer.holdings:
        return f"No holding of {answer.party.name} is shown by these sources as of {answer.as_of}.\n"
    rows = ((h.subject.name, *format_sizes(h), ", ".join(map(name_interest, h.interests)), h.certainty) for h in answer.holdings)
    head = f"{answer.party.name} holds directly, as of {format_dates(answer)}:"
    return "\n".join([head, *format_table(["subject", "votes", "capital", "interest", "certainty"], rows)]) + "\n"
