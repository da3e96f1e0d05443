"""Whose verdict changed, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

from graph.answers.changes import ChangesAnswer, VerdictAnswer
from graph.queries.wording import describe_changes
from ontology.terms import Base


def format_changes(answer: ChangesAnswer, base: Base) -> str:
    """The sentence, then each company with its verdict before and after and the statements between them."""
    lines = [describe_changes(answer)]
    for change in answer.changes:
        lines += ["", change.party.name, f"  before  {_tell(change.before)}", f"  now     {_tell(change.after)}"]
        lines += [f"  began   {base.compact(s)}" for s in change.began]
        lines += [f"  ended   {base.compact(s)}" for s in change.ended]
    lines += ["", "Not taken:"] if answer.errors else []
    lines += [f"  {e.party}: {e.error.what}; {e.error.hint}" for e in answer.errors]
    lines += ["", "Not decided whole:"] if answer.incomplete_parties else []
    lines += [f"  {party.name}" for party in answer.incomplete_parties]
    return "\n".join(lines) + "\n"


def _tell(verdict: VerdictAnswer) -> str:
    return verdict.sentence + (" (of a part of the network: a limit was reached)" if verdict.truncated else "")
