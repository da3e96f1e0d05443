"""Where the answers come from: the sources of a generation, and one statement with all that it carries."""

from __future__ import annotations

from typing import Any

import msgspec

from graph.answers.common import SourceAnswer
from graph.generation.generation import Generation
from graph.queries.references import to_source


def sources(generation: Generation) -> list[SourceAnswer]:
    """Answer which sources the generation has, by IRI."""
    return [to_source(source) for source in generation.sources.values()]


def statement(generation: Generation, iri: str) -> dict[str, Any]:
    """Answer with one statement as it is stored (shares in percent are in its ``share`` text and label).  Raises NoMatch NO_STATEMENT."""
    body: dict[str, Any] = msgspec.to_builtins(generation.statement(generation.base.expand(iri) or iri))
    return {"statement": body, "generation": generation.number}
