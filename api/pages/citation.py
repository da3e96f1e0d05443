"""An answer as a text to be cited: its sentence, sources, rule, data version and address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.answers.common import SourceAnswer
from graph.answers.controlled import ControlledAnswer
from graph.answers.controllers import ControllersAnswer
from graph.queries.phrases import name_author
from ontology.statements import Source

_SOURCES: Final = 5
"""Sources that are named."""


def make_citation(
    answer: ControllersAnswer | ControlledAnswer, sentence: str, cited: Sequence[SourceAnswer | Source], published: str, address: str
) -> str:
    """Make the text.  ``published``: the day of the data; ``address``: that of the answer, with its day."""
    sources = [
        ", ".join(part for part in (f"“{s.title}”", name_author(s.title, s.author, s.publisher), s.date) if part) for s in cited[:_SOURCES]
    ]
    if len(cited) > _SOURCES:
        sources.append(f"and {len(cited) - _SOURCES} more")
    told = f" Source{'' if len(cited) == 1 else 's'}: {'; '.join(sources)}." if sources else ""
    rule = f"Rule {answer.rule.id}, version {answer.rule.version}"
    return f"{sentence}{told} {rule}; ownership-graph, data version {answer.generation} of {published}. {address}"
