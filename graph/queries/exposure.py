"""What a set of parties reaches by a rule: the companies that a list of sanctioned persons, a family or a fund touches."""

from __future__ import annotations

from collections.abc import Iterable

from graph.answers import ExposureAnswer
from graph.queries.context import Asking
from graph.queries.controlled import reached
from graph.queries.parties import find_all


def exposure(asking: Asking, parties: Iterable[str]) -> ExposureAnswer:
    """Every company for which the parties, as written, meet the rule.  Those not found are listed as errors; nothing is guessed."""
    numbers, errors = find_all(asking.generation, parties)
    companies, truncated = reached(asking, numbers) if numbers else ((), False)
    as_of, known_at, include, generation = asking.dated
    return ExposureAnswer(
        rule=asking.rule,
        parties=asking.parties(numbers),
        errors=tuple(errors),
        companies=companies,
        truncated=truncated,
        as_of=as_of,
        known_at=known_at,
        include=include,
        generation=generation,
    )
