"""What the parties of a list reach by a rule, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

from cli.text.common import format_companies, format_cut, format_grounds, format_tried
from graph.answers.exposure import ExposureAnswer
from graph.queries.rule_words import describe_exposure


def format_exposure(answer: ExposureAnswer) -> str:
    """What the parties reach, then the names that were not found."""
    lines = [describe_exposure(answer), *(format_companies(answer.companies) if answer.companies else [])]
    lines += ["", "Not taken:"] if answer.errors else []
    lines += [f"  {e.party}: {e.error.what}; {e.error.hint}" for e in answer.errors]
    lines += format_tried(answer)
    return "\n".join([*lines, *format_cut(cut=answer.truncated), *format_grounds(answer)]) + "\n"
