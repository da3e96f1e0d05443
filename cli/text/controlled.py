"""What a party controls, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

from cli.text.common import format_companies, format_cut, format_dates
from graph.answers.controlled import ControlledAnswer
from graph.rules.table import RULES


def format_controlled(answer: ControlledAnswer) -> str:
    """Each company with the parties between, or that none is shown."""
    control = RULES[answer.rule.id].ultimate
    if not answer.controlled:
        what = f"that {answer.party.name} controls" if control else f"for which {answer.party.name} meets the rule {answer.rule.id}"
        return f"Nothing {what} is shown by these sources as of {answer.as_of}.\n"
    head = f"{answer.party.name} controls, as of {format_dates(answer)}:"
    if not control:
        head = f"By the rule {answer.rule.id}, as of {format_dates(answer)}, {answer.party.name} reaches:"
    return "\n".join([head, *format_companies(answer.controlled), *format_cut(cut=answer.truncated)]) + "\n"
