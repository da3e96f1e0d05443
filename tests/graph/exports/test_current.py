"""What an export selects: the newest accepted statement of each series."""

from __future__ import annotations

from graph.exports import current
from graph.exports.current import CurrentStatements
from graph.exports.request import ExportRequest
from graph.generation.generation import Generation
from ontology.statements import InterestStatement
from tests.graph.exports import invented as net


def test_of_a_series_the_newest_statement_stands_and_on_one_day_the_update(generation: Generation) -> None:
    request = ExportRequest(generation)
    standing = list(CurrentStatements(request).interests())
    assert {s.id for s in standing} == {s.id for s in net.STANDING}
    assert request.omissions == {current.SUPERSEDED: 4, current.NOT_ACCEPTED: 1, current.CLOSING: 1}
    assert len(standing) + request.omissions.total() == sum(isinstance(s, InterestStatement) for s in generation.statements())
