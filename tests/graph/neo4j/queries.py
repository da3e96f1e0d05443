"""The published queries by name, so that the tests run their very text."""

from __future__ import annotations

from graph.neo4j.questions import read_questions


def load_queries() -> dict[str, str]:
    """Read name -> Cypher.

    >>> "ultimate-controllers" in load_queries()
    True
    """
    return {question.name: question.cypher for question in read_questions()}
