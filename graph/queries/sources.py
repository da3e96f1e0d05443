"""Where the answers come from: the sources of a generation, and one statement with all it carries."""

from __future__ import annotations

from typing import Any

import msgspec

from graph.answers.common import SourceAnswer
from graph.generation.generation import Generation


def sources(generation: Generation) -> list[SourceAnswer]:
    """All sources, by IRI."""
    return [
        SourceAnswer(id=s.id, title=s.title, type=s.type, publisher=s.publisher, author=s.author, date=s.date, licence=s.licence, url=s.url)
        for s in generation.sources.values()
    ]


def statement(generation: Generation, iri: str) -> dict[str, Any]:
    """One statement as stored (shares in percent are in its ``share`` text and label).  Raises NoMatch NO_STATEMENT."""
    found = generation.statement(generation.base.expand(iri) or iri)
    body: dict[str, Any] = msgspec.to_builtins(found)
    return {"statement": body, "generation": generation.number}
