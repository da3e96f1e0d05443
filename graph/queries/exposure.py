"""What a set of parties reaches by a rule: the companies that a list of sanctioned persons, a family or a fund touches."""

from __future__ import annotations

from collections.abc import Iterable

from graph.answers.exposure import ExposureAnswer
from graph.queries.context import QueryContext
from graph.queries.controlled import reached
from graph.queries.parties import find_all


def exposure(context: QueryContext, parties: Iterable[str]) -> ExposureAnswer:
    """Every company for which the parties, as written, meet the rule.  Those not found are listed as errors; nothing is guessed."""
    numbers, errors = find_all(context.generation, parties)
    companies, truncated = reached(context, numbers) if numbers else ((), False)
    as_of, known_at, include, generation = context.dated
    return ExposureAnswer(
        rule=context.rule,
        parties=context.parties(numbers),
        errors=tuple(errors),
        companies=companies,
        truncated=truncated,
        as_of=as_of,
        known_at=known_at,
        include=include,
        generation=generation,
    )
