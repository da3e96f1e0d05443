"""What a party controls, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

from cli.text.common import format_companies, format_cut, format_dates
from graph.answers.controlled import ControlledAnswer
from graph.queries.wording import describe_reach, describe_standing
from graph.rules.table import RULES


def format_controlled(answer: ControlledAnswer) -> str:
    """Each company with the parties between, or that none is shown."""
    control = RULES[answer.rule.id].ultimate
    reach = f"{answer.party.name} controls" if control else describe_reach(answer.party.name, answer.rule, several=False)
    standing = describe_standing(answer.rule, answer.as_of)
    note = [f"{standing[0].upper()}{standing[1:]}."] if standing else []
    if not answer.controlled:
        what = (
            f"Nothing that {answer.party.name} controls is shown by these sources"
            if control
            else f"{reach} nothing that these sources show"
        )
        return "\n".join([f"{what} as of {answer.as_of}.", *note]) + "\n"
    head = f"{reach}, as of {format_dates(answer)}:"
    return "\n".join([*note, head, *format_companies(answer.controlled), *format_cut(cut=answer.truncated)]) + "\n"
