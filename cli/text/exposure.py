"""What the parties of a list reach by a rule, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

from cli.text.common import format_companies, format_cut, format_dates
from graph.answers.exposure import ExposureAnswer
from graph.queries.phrases import join
from graph.queries.wording import describe_reach, describe_standing


def format_exposure(answer: ExposureAnswer) -> str:
    """What the parties reach, then the names that were not found."""
    first, more = [p.name for p in answer.parties[:5]], len(answer.parties) - 5
    names = join([*first, *([f"{more} more"] if more > 0 else [])]) if first else ""
    reach = describe_reach(names, answer.rule, several=len(answer.parties) > 1)
    if not answer.parties:
        lines = ["None of the parties was found, so nothing was asked."]
    elif answer.companies:
        lines = [f"{reach}, as of {format_dates(answer)}:", *format_companies(answer.companies)]
    else:
        lines = [f"{reach} no company that these sources show, as of {format_dates(answer)}."]
    if answer.parties and (standing := describe_standing(answer.rule, answer.as_of)):
        lines.append(f"{standing[0].upper()}{standing[1:]}.")
    lines += ["", "Not taken:"] if answer.errors else []
    lines += [f"  {e.party}: {e.error.what}; {e.error.hint}" for e in answer.errors]
    return "\n".join([*lines, *format_cut(cut=answer.truncated)]) + "\n"
