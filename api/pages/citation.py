"""An answer as a text to be cited: its sentence, sources, rule, data version and address."""

from __future__ import annotations

from typing import Final

from graph.answers.controllers import ControllersAnswer
from graph.queries.phrases import name_author

_SOURCES: Final = 5
"""Sources that are named."""


def make_citation(answer: ControllersAnswer, published: str, address: str) -> str:
    """Make the text.  ``published``: the day of the data; ``address``: that of the answer, with its day."""
    sources = [
        ", ".join(part for part in (f"“{s.title}”", name_author(s.title, s.author, s.publisher), s.date) if part)
        for s in answer.sources[:_SOURCES]
    ]
    if len(answer.sources) > _SOURCES:
        sources.append(f"and {len(answer.sources) - _SOURCES} more")
    told = f" Source{'' if len(answer.sources) == 1 else 's'}: {'; '.join(sources)}." if sources else ""
    rule = f"Rule {answer.rule.id}, version {answer.rule.version}"
    return f"{answer.sentence}{told} {rule}; ownership-graph, data version {answer.generation} of {published}. {address}"
