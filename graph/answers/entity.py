"""The answer of ``entity``: one party as its sources describe it."""

from __future__ import annotations

from typing import Any

from graph.answers.common import Answer
from ontology.statements import Identifier


class EntityAnswer(Answer, frozen=True, kw_only=True):
    """``same``: other ids that were merged into this party.  ``statements``: the ids of those about it and about its interests."""

    id: str
    name: str
    kind: str
    jurisdiction: str | None
    names: tuple[dict[str, str | None], ...]
    identifiers: tuple[Identifier, ...]
    founded: str | None
    dissolved: str | None
    addresses: tuple[dict[str, str | None], ...]
    attributes: tuple[dict[str, Any], ...]
    same: tuple[str, ...]
    statements: tuple[str, ...]
    generation: int
