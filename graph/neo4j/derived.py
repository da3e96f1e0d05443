"""Put the engine's answers beside the facts: relationships of the type DERIVED_CONTROLS, replaced by each run.

Owns what such a relationship looks like.  A query over facts never walks them, because their type is their own.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from graph.answers.controllers import ControllerAnswer, ControllersAnswer
from graph.generation.generation import Generation
from graph.neo4j.connection import Neo4jSettings, connect
from graph.neo4j.database import Neo4jDatabase
from graph.queries import Options, QueryContext, controllers
from ontology.errors import BackendError
from ontology.statements import Status
from ontology.terms import digest

_BATCH_ROWS: Final = 5_000


@dataclass(frozen=True, slots=True)
class DerivedControl:
    """``holder`` controls ``subject`` under a rule at a date.  Votes in percent; ``evidence`` = IRIs of the chain's statements."""

    holder: str
    subject: str
    rule: str
    as_of: datetime.date
    certainty: str
    """certain or possible."""
    votes_min: float
    votes_max: float
    evidence: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    """Statuses that the question took as done."""


def derive_controls(generation: Generation, as_of: datetime.date) -> Iterator[DerivedControl]:
    """Derive every ultimate controller of every company on a day, by the default rule, without and with agreed deals counted as done."""
    companies = sorted({int(s) for s in generation.interests.columns["subject"]})
    for include in ((), (Status.AGREED,)):
        context = QueryContext.of(generation, Options(as_of, include=include))
        for answer in (controllers(context, number) for number in companies):
            yield from (_make_control(answer, controller, as_of) for controller in answer.controllers)


def replace_derived_controls(controls: Iterable[DerivedControl], settings: Neo4jSettings, run: str) -> int:
    """Write these and then remove those of every other run, so that a reader never finds none.  Return how many were written.

    ``run`` names this run.  Raises BackendError NEO4J_DRIFT when a party is not on the server.
    """
    with connect(settings) as driver:
        database = Neo4jDatabase(driver, settings)
        written = 0
        pending = iter(controls)
        while batch := list(islice(pending, _BATCH_ROWS)):
            rows = [_make_row(control, run) for control in batch]
            result = database.write(
                "UNWIND $rows AS row MATCH (a:Entity {uri: row.holder}) MATCH (b:Entity {uri: row.subject}) "
                "MERGE (a)-[d:DERIVED_CONTROLS {id: row.properties.id}]->(b) SET d = row.properties RETURN count(*) AS many",
                rows=rows,
            )
            if result[0]["many"] != len(rows):
                raise BackendError("NEO4J_DRIFT", f"Neo4j at {settings.address} lacks a party that the answers name", "run: ownership sync")
            written += len(rows)
        older = "MATCH ()-[d:DERIVED_CONTROLS]->() WHERE d.run <> $run WITH d LIMIT $most DELETE d RETURN count(*) AS gone"
        while database.write(older, run=run, most=_BATCH_ROWS)[0]["gone"]:
            pass
        return written


def _make_control(answer: ControllersAnswer, controller: ControllerAnswer, as_of: datetime.date) -> DerivedControl:
    return DerivedControl(
        holder=controller.party.id,
        subject=answer.subject.id,
        rule=answer.rule.id,
        as_of=as_of,
        certainty=controller.certainty,
        votes_min=float(controller.votes.min),
        votes_max=float(controller.votes.max),
        evidence=tuple(link.statement for link in controller.chain),
        include=answer.include,
    )


def _make_row(control: DerivedControl, run: str) -> dict[str, Any]:
    key = digest(control.holder, control.subject, control.rule, control.as_of.isoformat(), *sorted(control.include), size=32)
    properties = {
        "label": f"controls ({control.certainty})",
        "id": key,
        "rule": control.rule,
        "asOf": control.as_of,
        "certainty": control.certainty,
        "votesMin": float(control.votes_min),
        "votesMax": float(control.votes_max),
        "evidence": list(control.evidence),
        "include": list(control.include),
        "run": run,
    }
    return {"holder": control.holder, "subject": control.subject, "properties": properties}
