"""Where the answers come from: the sources of a generation, or one of them."""

from __future__ import annotations

from graph.answers.common import SourceAnswer
from graph.answers.sources import OneSourceAnswer
from graph.generation.generation import Generation
from graph.queries.references import to_source
from ontology.errors import NoMatch


def sources(generation: Generation) -> list[SourceAnswer]:
    """Answer which sources the generation has: each file's, followed by those that the file names within itself."""
    return [to_source(source) for source in generation.sources.values()]


def source(generation: Generation, iri: str) -> OneSourceAnswer:
    """Answer with one source, by its id, whole or compact.  Raises NoMatch NO_SOURCE."""
    described = generation.sources.get(generation.base.expand(iri) or iri)
    if described is None:
        raise NoMatch("NO_SOURCE", f"no source has the id {iri[:200]}", "see: [[ownership sources | /v1/sources]]")
    return OneSourceAnswer(source=to_source(described), generation=generation.number)
