"""Where the answers come from: the sources of a generation, and one statement with all that it carries."""

from __future__ import annotations

from typing import Any

import msgspec

from graph.answers.common import SourceAnswer
from graph.answers.sources import StatementAnswer
from graph.generation.generation import Generation
from graph.queries.references import to_size, to_source
from ontology.statements import InterestStatement


def sources(generation: Generation) -> list[SourceAnswer]:
    """Answer which sources the generation has: each file's, followed by those that the file names within itself."""
    return [to_source(source) for source in generation.sources.values()]


def statement(generation: Generation, iri: str) -> StatementAnswer:
    """Answer with one statement and all its fields; the bounds of its share are in percent.  Raises NoMatch NO_STATEMENT."""
    record = generation.statement(generation.base.expand(iri) or iri)
    body: dict[str, Any] = msgspec.to_builtins(record)
    if isinstance(record, InterestStatement) and record.share is not None:
        size = to_size(record.share)
        body["share"] |= {"min": size.min, "max": size.max, "fraction": size.fraction}
    return StatementAnswer(statement=body, generation=generation.number)
