"""Where the answers come from: the sources of a generation."""

from __future__ import annotations

from graph.answers.common import SourceAnswer
from graph.generation.generation import Generation
from graph.queries.references import to_source


def sources(generation: Generation) -> list[SourceAnswer]:
    """Answer which sources the generation has: each file's, followed by those that the file names within itself."""
    return [to_source(source) for source in generation.sources.values()]
