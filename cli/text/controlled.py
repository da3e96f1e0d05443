"""What a party controls, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

from cli.text.common import format_companies, format_cut, format_grounds, format_tried
from graph.answers.controlled import ControlledAnswer
from graph.queries.rule_words import describe_controlled


def format_controlled(answer: ControlledAnswer) -> str:
    """How many companies, then each with the parties between."""
    companies = format_companies(answer.controlled) if answer.controlled else []
    return (
        "\n".join(
            [describe_controlled(answer), *companies, *format_cut(cut=answer.truncated), *format_tried(answer), *format_grounds(answer)]
        )
        + "\n"
    )
