"""Which companies a set of parties reaches by a rule: those that a list of sanctioned persons, a family or a fund touches."""

from __future__ import annotations

from collections.abc import Iterable

from graph.answers.exposure import ExposureAnswer
from graph.queries.context import QueryContext
from graph.queries.controlled import Reached, find_changes, reach_companies
from graph.queries.identity import Identity
from graph.queries.namesakes import mark_namesakes
from graph.queries.parties import find_all
from graph.queries.provenance import describe_rows
from graph.queries.references import to_rule_ref


def exposure(context: QueryContext, parties: Iterable[str], identity: Identity = Identity.STATED) -> ExposureAnswer:
    """Answer for which companies the parties, as written, meet the rule.  Those not found are listed as errors; nothing is guessed.

    ``identity``: whether parties that may be one are tried as one, too; nothing is certain by that.
    """
    numbers, errors = find_all(context.generation, parties)
    reached = reach_companies(context, numbers) if numbers else Reached((), False, ())
    changes = find_changes(context, numbers, reached.companies)
    if identity is Identity.CANDIDATES:
        reached = changes.apply(reached)
    answer = ExposureAnswer(
        rule=to_rule_ref(context.options),
        parties=context.references.parties(numbers),
        errors=tuple(errors),
        companies=reached.companies,
        truncated=reached.truncated,
        provenance=describe_rows(context, reached.rows),
        **context.header(),
        **identity.tell(changes.candidates),
    )
    return mark_namesakes(context, answer)
