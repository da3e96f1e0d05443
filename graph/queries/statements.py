"""What the sources state about a party and its interests: whole statements, or some of them by their place in the list."""

from __future__ import annotations

from typing import Any

import msgspec

from graph.answers.common import PartyRef
from graph.answers.sources import StatementAnswer
from graph.answers.statements import StatementsAnswer
from graph.generation.generation import Generation
from graph.queries.figures import to_size
from ontology.statements import InterestStatement, Statement


def statements(generation: Generation, number: int, start: int = 0, limit: int | None = None) -> tuple[StatementsAnswer, int]:
    """Answer with the statements of a party from a place in their list on, and say how many there are.  Only those are read."""
    positions = list_positions(generation, number)
    chosen = positions[start : None if limit is None else start + limit]
    party = generation.party_summary(number)
    answer = StatementsAnswer(
        party=PartyRef(id=party.id, name=party.name, kind=party.kind.value, jurisdiction=party.jurisdiction),
        statements=tuple(_to_answer(generation.statement_at(position)) for position in chosen),
        generation=generation.number,
    )
    return answer, len(positions)


def list_positions(generation: Generation, number: int) -> list[int]:
    """List the positions in the generation of the statements about a party, then of those about its interests; each once."""
    network = generation.interests
    rows = [*network.rows_by_subject(number), *network.rows_by_holder(number)]
    column = network.columns["statement"]
    return list(dict.fromkeys([*generation.positions_about(number), *(int(column[row]) for row in rows)]))


def statement(generation: Generation, iri: str) -> StatementAnswer:
    """Answer with one statement and all its fields; the bounds of its share are in percent.  Raises NoMatch NO_STATEMENT."""
    record = generation.statement(generation.base.expand(iri) or iri)
    return StatementAnswer(statement=_to_answer(record), generation=generation.number)


def _to_answer(record: Statement) -> dict[str, Any]:
    body: dict[str, Any] = msgspec.to_builtins(record)
    if isinstance(record, InterestStatement) and record.share is not None:
        size = to_size(record.share)
        body["share"] |= {"min": size.min, "max": size.max, "fraction": size.fraction}
    return body
