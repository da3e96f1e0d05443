"""The answers of ``sources``, of one source and of one statement."""

from __future__ import annotations

from typing import Any

from graph.answers.common import Answer, SourceAnswer


class SourcesAnswer(Answer, frozen=True, kw_only=True):
    """Every source of a generation, by IRI."""

    sources: tuple[SourceAnswer, ...]
    generation: int


class OneSourceAnswer(Answer, frozen=True, kw_only=True):
    """One source of a generation."""

    source: SourceAnswer
    generation: int


class StatementAnswer(Answer, frozen=True, kw_only=True):
    """One statement with all its fields, as ontology/statements.py has them; the bounds of its share are in percent."""

    statement: dict[str, Any]
    generation: int
