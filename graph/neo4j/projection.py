"""From a generation to what Neo4j gets: the projection of its statements and the controls that the engine derived."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from graph.answers.controllers import ControllerAnswer, ControllersAnswer
from graph.generation.generation import Generation
from graph.neo4j.derived import DerivedControl
from graph.neo4j.model import project
from graph.neo4j.property_graph import Projection
from graph.queries import Options, QueryContext, controllers
from ontology.statements import Status


def projection(generation: Generation, source: str | None = None) -> Projection:
    """The property graph of a generation, or of what one source says in it."""
    if source is None:
        return project(generation.sources.values(), generation.statements(), generation.canonical)
    said = (statement for statement in generation.statements() if statement.source == source)
    return project([generation.sources[source]], said, generation.canonical)


def derived(generation: Generation, as_of: datetime.date) -> Iterator[DerivedControl]:
    """Every ultimate controller of every company at a date, by the default rule, without and with agreed deals counted as done."""
    held = sorted({int(s) for s in generation.interests.columns["subject"]})
    for include in ((), (Status.AGREED,)):
        context = QueryContext.of(generation, Options(as_of, include=include))
        for answer in (controllers(context, number) for number in held):
            yield from (_control(answer, found, as_of) for found in answer.controllers)


def _control(answer: ControllersAnswer, found: ControllerAnswer, as_of: datetime.date) -> DerivedControl:
    return DerivedControl(
        holder=found.party.id,
        subject=answer.subject.id,
        rule=answer.rule.id,
        as_of=as_of,
        certainty=found.certainty,
        votes_min=float(found.votes.min),
        votes_max=float(found.votes.max),
        evidence=tuple(link.statement for link in found.chain),
        include=answer.include,
    )
