"""Whose verdict changed, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

from cli.text.common import format_cut
from graph.answers.changes import ChangesAnswer
from graph.queries.wording import describe_changes
from ontology.terms import Base


def format_changes(answer: ChangesAnswer, base: Base) -> str:
    """The sentence, then each company with its verdict before and after and the statements between them."""
    lines = [describe_changes(answer)]
    for change in answer.changes:
        lines += ["", change.party.name, f"  before  {change.before.sentence}", f"  now     {change.after.sentence}"]
        lines += [f"  began   {base.compact(s)}" for s in change.began]
        lines += [f"  ended   {base.compact(s)}" for s in change.ended]
    lines += ["", "Not taken:"] if answer.errors else []
    lines += [f"  {e.party}: {e.error.what}; {e.error.hint}" for e in answer.errors]
    return "\n".join([*lines, *format_cut(f"{answer.changed:,} changed, {len(answer.changes):,} are told", cut=answer.truncated)]) + "\n"
