"""Who controlled a party when, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

from cli.text.common import format_cut, format_grounds, format_tried
from graph.answers.history import HistoryAnswer
from graph.queries.stand_ins import close_stand_ins
from ontology.terms import Base


def format_history(answer: HistoryAnswer, base: Base) -> str:
    """One line a time, oldest first, with the statements that began and ended it below."""
    if answer.axis == "known_at":
        head = f"Who controlled {answer.subject.name} on {answer.as_of}, by what was known when:"
    else:
        head = f"Who controlled {answer.subject.name} when" + (f", as known on {answer.known_at}:" if answer.known_at else ":")
    lines = [close_stand_ins(head, answer.subject)]
    for period in answer.periods:
        span = f"{period.from_ or 'ever':>10} to {period.until or 'now on':<10}"
        lines.append(f"  {span}  {period.sentence}")
        lines += [f"{'':28}began {base.compact(s)}" for s in period.began]
        lines += [f"{'':28}ended {base.compact(s)}" for s in period.ended]
    lines += format_tried(answer)
    return "\n".join([*lines, *format_cut("older days are left out", cut=answer.truncated), *format_grounds(answer)]) + "\n"
