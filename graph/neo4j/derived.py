"""The engine's answers beside the facts: relationships of the type DERIVED_CONTROLS, replaced by each run.

A query over facts never walks them, because their type is their own.  Knows no engine: it writes what it is given.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from graph.neo4j.connection import Neo4jSettings, connect
from graph.neo4j.server import Neo4jStore
from ontology.errors import BackendError
from ontology.terms import digest

_BATCH = 5_000


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


def write_derived(controls: Iterable[DerivedControl], settings: Neo4jSettings, run: str) -> int:
    """Write these and then remove those of every other run, so that a reader never finds none.  Returns how many were written.

    ``run`` names this run.  Raises BackendError NEO4J_DRIFT when a party is not on the server.
    """
    with connect(settings) as driver:
        store = Neo4jStore(driver, settings)
        written = 0
        pending = iter(controls)
        while batch := list(islice(pending, _BATCH)):
            rows = list(_rows(batch, run))
            done = store.write(
                "UNWIND $rows AS row MATCH (a:Entity {uri: row.holder}) MATCH (b:Entity {uri: row.subject}) "
                "MERGE (a)-[d:DERIVED_CONTROLS {id: row.properties.id}]->(b) SET d = row.properties RETURN count(*) AS many",
                rows=rows,
            )
            if done[0]["many"] != len(rows):
                raise BackendError("NEO4J_DRIFT", f"Neo4j at {settings.address} lacks a party that the answers name", "run: ownership sync")
            written += len(rows)
        older = "MATCH ()-[d:DERIVED_CONTROLS]->() WHERE d.run <> $run WITH d LIMIT $most DELETE d RETURN count(*) AS gone"
        while store.write(older, run=run, most=_BATCH)[0]["gone"]:
            pass
        return written


def _rows(controls: list[DerivedControl], run: str) -> Iterator[dict[str, Any]]:
    for c in controls:
        key = digest(c.holder, c.subject, c.rule, c.as_of.isoformat(), *sorted(c.include), size=32)
        properties = {
            "label": f"controls ({c.certainty})",
            "id": key,
            "rule": c.rule,
            "asOf": c.as_of,
            "certainty": c.certainty,
            "votesMin": float(c.votes_min),
            "votesMax": float(c.votes_max),
            "evidence": list(c.evidence),
            "include": list(c.include),
            "run": run,
        }
        yield {"holder": c.holder, "subject": c.subject, "properties": properties}
