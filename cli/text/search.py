"""What a search matched, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

from cli.text.common import format_table
from graph.answers.search import SearchAnswer
from graph.queries.phrases import describe_kind
from ontology.terms import Base


def format_search(answer: SearchAnswer, base: Base) -> str:
    """The matches as a table, best first."""
    if not answer.matches:
        return f"No party resembling {answer.query!r} is in these sources.\n"
    rows = (
        (m.name, describe_kind(m.kind), m.jurisdiction or "", base.compact(m.id), m.matched if m.matched != m.name else "")
        for m in answer.matches
    )
    return "\n".join(format_table(["name", "kind", "where", "id", "matched"], rows)) + "\n"
