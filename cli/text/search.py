"""What a search matched, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

from collections.abc import Sequence

from cli.text.common import format_table
from graph.generation.search_index import Match
from graph.queries.phrases import describe_kind
from ontology.terms import Base


def format_search(query: str, matches: Sequence[Match], base: Base) -> str:
    """The matches as a table, best first."""
    if not matches:
        return f"No party resembling {query!r} is in these sources.\n"
    rows = (
        (m.name, describe_kind(m.kind.value), m.jurisdiction or "", base.compact(m.id), m.matched if m.matched != m.name else "")
        for m in matches
    )
    return "\n".join(format_table(["name", "kind", "where", "id", "matched"], rows)) + "\n"
